"""From a normalised phrase to tokens.

Words the school did not mean as part of a deadline stay `UNKNOWN`; the grammar must account for every token, so an
unknown word can never be silently skipped.
"""

import re
from dataclasses import dataclass

from cyclogram.mending import mended
from cyclogram.set_phrases import with_set_phrases
from cyclogram.vocabulary import Kind, Token, known

_DASHES = re.compile(r"-(?: ?-)+")
_SLASHES = re.compile(r"/(?: ?/)+")
_BRACKETS = str.maketrans("[]{}\\", "()()/")
_PIECE = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?!\d))|(?P<school>20\d\d ?[-/] ?(20)?\d\d(?!\d|\.\d))"
    r"|(?P<full>\d{1,2}(?P<dot>[./])\d{1,2}(?P=dot)(\d{4}|\d\d)(?!\d))|(?P<my>\d{1,2}[./]20\d\d)|(?P<short>\d{1,2}\.\d{1,2}(?![\d]))"
    r"|(?P<year>(19|20)\d\d)(?!\d)"
    r"|(?P<ordinal>\d{1,2}(-? ?(ый|ой|ий|ая|я|й|е|го|ю|ом|м|ей|ое|ую|ья|ье|ьей|ых|ые|ого|ому|му|х))?(?![а-я\d]))"
    r"|(?P<word>[а-яa-z]+(-[а-я]+)*(/г)?)|(?P<sign>[-,;/()+&.:–\n])|(?P<other>\S)"
)  # fmt: skip
_SIGNS = {"-": Kind.DASH, ",": Kind.SEPARATOR, ";": Kind.SEPARATOR, "/": Kind.SEPARATOR, "+": Kind.SEPARATOR,
          "&": Kind.SEPARATOR, "(": Kind.OPEN, ")": Kind.CLOSE, ".": Kind.SKIPPED, ":": Kind.SKIPPED}  # fmt: skip
_FIXED = {
    "не-позднее": Token(Kind.NOT_LATER), "учебный-год": Token(Kind.STUDY_YEAR), "по-итогам": Token(Kind.AFTER),
    "по-графику": Token(Kind.SCHEDULE), "не-реже": Token(Kind.AT_LEAST), "пометка": Token(Kind.LABEL),
}  # fmt: skip
EACH_TERM = "еже"
"""«ежечетвертно» is nobody's everyday word: read, but not as a matter of course."""

_ROMAN_MONTH = re.compile(r"\b(\d{1,2}[. ])([ivx]+)\b|\b([ivx]+)[. ]?(20\d\d)(?![/\d]|-\d)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A phrase in tokens; `mended`: something was repaired on the way, `labelled`: words that only explain fell."""

    tokens: tuple[Token, ...]
    mended: bool = False
    labelled: bool = False


def tokens(normal: str) -> Tokens:
    """Tokens of a normalised phrase (see `normal.plain`)."""
    whole, guessed = mended(_SLASHES.sub("/", _DASHES.sub("-", normal.rstrip(" .,;").translate(_BRACKETS))))
    text = with_set_phrases(_ROMAN_MONTH.sub(_roman_month, whole))
    found = [token for piece in _PIECE.finditer(text) for token in _token(piece)]
    kept = [token for token in found if token.kind is not Kind.SKIPPED]
    bare = _without_labels(kept)
    return Tokens(tuple(bare), guessed, len(bare) < len(kept))


def _without_labels(found: list[Token]) -> list[Token]:
    """«сентябрь – входная, май – итоговая»: what such a word names is not when; its dash and brackets go with it."""
    kept: list[Token] = []
    inside = False  # «входной контроль (сентябрь)»: brackets that hold what the label is of
    for index, token in enumerate(found):
        if token.kind is Kind.OPEN and index and found[index - 1].kind is Kind.LABEL and not inside:
            inside = True
            continue
        if token.kind is Kind.CLOSE and inside:
            inside = False
            continue
        if token.kind is Kind.LABEL and not (kept and kept[-1].kind in (Kind.NUMBER, Kind.ROMAN)):
            if kept and kept[-1].kind is Kind.DASH:
                kept.pop()
        elif token.kind is Kind.CLOSE and kept and kept[-1].kind is Kind.OPEN:
            kept.pop()
        elif not (token.kind is Kind.DASH and index and found[index - 1].kind is Kind.LABEL):
            kept.append(token)
    return kept


def _roman_month(found: re.Match[str]) -> str:
    """«15.IX», «IX 2026»: beside a day or a year a Roman number is a month."""
    token = known(found[2] or found[3])
    if token is None or token.kind is not Kind.ROMAN:
        return found[0]
    return f"{found[1].strip(' .')}.{token.value}" if found[1] else f"{token.value}.{found[4]}"


def _token(piece: re.Match[str]) -> list[Token]:
    text = piece[0]
    match piece.lastgroup:
        case "school":
            return _years(text)
        case "iso":
            year, month, day = map(int, text.split("-"))
            return [Token(Kind.DATE, (day, month, year), text)]
        case "full":
            day, month, year = map(int, re.split(r"[./]", text))
            return [Token(Kind.DATE, (day, month, year if year > 99 else 2000 + year), text)]
        case "my":
            month, year = map(int, re.split(r"[./]", text))
            kind = Kind.MONTH if 1 <= month <= 12 else Kind.UNKNOWN
            return [Token(kind, month, text), Token(Kind.YEAR, year, text)]
        case "short":
            day, month = map(int, text.split("."))
            return [Token(Kind.DATE, (day, month, None), text)]
        case "year":
            return [Token(Kind.YEAR, int(text), text)]
        case "ordinal":
            digits = re.match(r"\d+", text)
            return [Token(Kind.NUMBER, int(digits[0]) if digits else 0, text)]
        case "sign":
            return [Token(_SIGNS.get(text, Kind.SEPARATOR), 0, text)]
        case "word":
            return _words(text)
        case _:
            return [Token(Kind.UNKNOWN, 0, text)]


def _years(text: str) -> list[Token]:
    """«2026-2027» and «2026/27» are a school year, «2026-09» is a month."""
    first, second = int(text[:4]), int(text[-2:])
    if second == (first + 1) % 100:
        return [Token(Kind.SCHOOL_YEAR, first, text)]
    if re.fullmatch(r"\d{4}-\d\d", text) and 1 <= second <= 12:
        return [Token(Kind.MONTH, second, text), Token(Kind.YEAR, first, text)]
    return [Token(Kind.UNKNOWN, 0, text)]


def _words(text: str) -> list[Token]:
    """A word, or words joined by dashes: «август-сентябрь», «понедельник-пятница»."""
    if text in _FIXED:
        return [_FIXED[text]]
    if text == "каждая-четверть":
        return [Token(Kind.EVERY, EACH_TERM, text), Token(Kind.TERM, 0, text)]
    found: list[Token] = []
    for index, word in enumerate(text.split("-")):
        if index:
            found.append(Token(Kind.DASH))
        found.append(known(word) or Token(Kind.UNKNOWN, 0, word))
    return found
