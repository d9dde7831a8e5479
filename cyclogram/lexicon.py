"""From a normalised phrase to tokens.

Words the school did not mean as part of a deadline stay `UNKNOWN`; the grammar must account for every token, so an
unknown word can never be silently skipped.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from cyclogram.vocabulary import FULL_WORDS, Kind, Token, known

_MONTH_STEMS = "(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)"
_PHRASES = tuple(
    (re.compile(form), replacement)
    for form, replacement in (
        (r"^\(([^()]*)\)$", r"\1"),
        (r"^(сроки?|дата|период) ?[-:] ?", ""),
        (r"(?<=[а-я\d]) ?\.{2,} ?(?=[а-я\d])", " - "),  # «сентябрь...май»
        (r"^до ([а-я]+) \(?включительно\)?$", r" не-позднее \1"),
        (r"\(включительно\)", " "),
        (r"\bне (позднее|позже),?( чем)?( до)?\b", " не-позднее "),
        (r"\bучебн\w* год\w*|\bуч\.? ?(год\w*|г\b)\.?", " учебный-год "),
        (r"\b(в|на) теч(ени[еи])?\b\.?|\bна протяжении\b", " в "),
        (r"\bпо (итогам|окончании|завершении|результатам)\b|\bпосле (окончания|завершения)\b", " по-итогам "),
        (r"\bпо (графику|плану|расписанию)\b", " по-графику "),
        (r"(\bв )?(?<![\d:])\d{1,2}:\d\d(:\d\d)?(?![\d:])( ?час\w*| ?ч\b\.?)?", " "),  # a clock is no date
        (r"\bв \d{1,2}[.-](00|15|30|45)(?![\d.])( ?час\w*| ?ч\b\.?)?", " "),
        (r"\bсо? (?=\d{1,2} ?- ?\d{1,2}( [а-я]|\.\d))", " "),  # «с 15-20 сентября»
        (rf"(?<=\d)(?={_MONTH_STEMS})", " "),  # «15сентября»
        (r"\b(\d{1,2})-(\d{1,2})-(20\d\d)\b", r"\1.\2.\3"),
        (r"\b(\d{1,2})\. ?(\d{1,2})\. ?(20\d\d)\b", r"\1.\2.\3"),
        (r"\b(20\d\d)[./](\d\d)[./](\d\d)\b", r"\1-\2-\3"),
        (r"(?<=\d) ?р\.? ?(/|в\b)", " раз в "),
        (r"\bдважды\b", "2 раза"),
        (r"\bтрижды\b", "3 раза"),
        (r"\bне (реже|менее)( чем)?\b", " не-реже "),
        (r"\bежемес(ячн\w*)?\b\.?|\bежем\b\.?", " каждый месяц "),
        (r"\bеженед(ельн\w*)?\b\.?", " каждая неделя "),
        (r"\bежедн(евн\w*)?\b\.?", " каждый день "),
        (r"\bежечетв(ертн\w*)?\b\.?", " каждая четверть "),
        (r"\bежекв(артальн\w*)?\b\.?", " каждый квартал "),
        (r"\bежегодн\w*", " каждый год "),
        (r"\b(\d{1,2})\.(\d{1,2})\.? ?- ?(\d{1,2})\.(\d{1,2})\.(\d{4})", r"\1.\2.\5 - \3.\4.\5"),
    )
)  # fmt: skip
_PIECE = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?!\d))|(?P<school>20\d\d ?[-/] ?(20)?\d\d(?!\d|\.\d))"
    r"|(?P<full>\d{1,2}[./]\d{1,2}[./](\d{4}|\d\d)(?!\d))|(?P<my>\d{1,2}\.20\d\d)|(?P<short>\d{1,2}\.\d{1,2}(?![\d]))"
    r"|(?P<year>20\d\d)(?!\d)|(?P<ordinal>\d{1,2}(-? ?(ый|ой|ий|ая|я|й|е|го|ю|ю|ом|м|ей|ое|ую))?(?![а-я\d]))"
    r"|(?P<word>[а-яa-z]+(-[а-я]+)*(/г)?)|(?P<sign>[-,;/()+&.:–\n])|(?P<other>\S)"
)  # fmt: skip
_SIGNS = {"-": Kind.DASH, ",": Kind.SEPARATOR, ";": Kind.SEPARATOR, "/": Kind.SEPARATOR, "+": Kind.SEPARATOR,
          "&": Kind.SEPARATOR, "(": Kind.OPEN, ")": Kind.CLOSE, ".": Kind.SKIPPED, ":": Kind.SKIPPED}  # fmt: skip
_FIXED = {
    "не-позднее": Token(Kind.NOT_LATER), "учебный-год": Token(Kind.STUDY_YEAR), "по-итогам": Token(Kind.AFTER),
    "по-графику": Token(Kind.SCHEDULE), "не-реже": Token(Kind.AT_LEAST),
}  # fmt: skip

_ROMAN_MONTH = re.compile(r"\b(\d{1,2}[. ])([ivx]+)\b|\b([ivx]+)[. ]?(20\d\d)(?![-/\d])")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A phrase in tokens; `mended` tells that a spelling or a broken word was repaired on the way."""

    tokens: tuple[Token, ...]
    mended: bool = False


def tokens(normal: str) -> Tokens:
    """Tokens of a normalised phrase (see `normal.plain`)."""
    joined, mended = _join_broken(_ROMAN_MONTH.sub(_roman_month, normal))
    for form, replacement in _PHRASES:
        joined = form.sub(replacement, joined)
    found: list[Token] = []
    for piece in _PIECE.finditer(joined):
        read, fixed = _token(piece)
        mended = mended or fixed
        found.extend(read)
    return Tokens(tuple(token for token in found if token.kind is not Kind.SKIPPED), mended)


def _roman_month(found: re.Match[str]) -> str:
    """«15.IX», «IX 2026»: beside a day or a year a Roman number is a month."""
    token = known(found[2] or found[3])
    if token is None or token.kind is not Kind.ROMAN:
        return found[0]
    return f"{found[1].strip(' .')}.{token.value}" if found[1] else f"{token.value}.{found[4]}"


def _token(piece: re.Match[str]) -> tuple[list[Token], bool]:
    text = piece[0]
    match piece.lastgroup:
        case "school":
            return _years(text), False
        case "iso":
            year, month, day = map(int, text.split("-"))
            return [Token(Kind.DATE, (day, month, year), text)], False
        case "full":
            day, month, year = map(int, re.split(r"[./]", text))
            return [Token(Kind.DATE, (day, month, year if year > 99 else 2000 + year), text)], False
        case "my":
            month, year = map(int, text.split("."))
            kind = Kind.MONTH if 1 <= month <= 12 else Kind.UNKNOWN
            return [Token(kind, month, text), Token(Kind.YEAR, year, text)], False
        case "short":
            day, month = map(int, text.split("."))
            return [Token(Kind.DATE, (day, month, None), text)], False
        case "year":
            return [Token(Kind.YEAR, int(text), text)], False
        case "ordinal":
            digits = re.match(r"\d+", text)
            return [Token(Kind.NUMBER, int(digits[0]) if digits else 0, text)], False
        case "sign":
            return [Token(_SIGNS.get(text, Kind.SEPARATOR), 0, text)], False
        case "word":
            return _words(text)
        case _:
            return [Token(Kind.UNKNOWN, 0, text)], False


def _years(text: str) -> list[Token]:
    """«2026-2027» and «2026/27» are a school year, «2026-09» is a month."""
    first, second = int(text[:4]), int(text[-2:])
    if second == (first + 1) % 100:
        return [Token(Kind.SCHOOL_YEAR, first, text)]
    if re.fullmatch(r"\d{4}-\d\d", text) and 1 <= second <= 12:
        return [Token(Kind.MONTH, second, text), Token(Kind.YEAR, first, text)]
    return [Token(Kind.UNKNOWN, 0, text)]


def _words(text: str) -> tuple[list[Token], bool]:
    """A word, or words joined by dashes: «август-сентябрь», «понедельник-пятница»."""
    if text in _FIXED:
        return [_FIXED[text]], False
    found: list[Token] = []
    mended = False
    for index, word in enumerate(text.split("-")):
        token = known(word)
        if token is None:
            close = get_close_matches(word, FULL_WORDS, 1, 0.8) if len(word) > 4 else []
            token = known(close[0]) if close else None
            mended = mended or token is not None
        if index:
            found.append(Token(Kind.DASH))
        found.append(token or Token(Kind.UNKNOWN, 0, word))
    return found, mended


_WHOLE_WORD = re.compile(r"[а-я]+")


def _join_broken(text: str) -> tuple[str, bool]:
    """Words a narrow column of a PDF broke («понедельн ик») or ran together («сентябр ьдекабр ь»)."""
    words = text.split(" ")
    index = 0
    mended = False
    while index < len(words):
        for size in (4, 3, 2, 1):
            window = words[index : index + size]
            fixed = _mend(window) if len(window) == size else None
            if fixed:
                words[index : index + size] = [fixed[0]]
                mended = mended or fixed[1]
                break
        index += 1
    return " ".join(words), mended


def _mend(window: list[str]) -> tuple[str, bool] | None:
    """The repaired words and whether something was guessed (a lost dash)."""
    stripped = [word.strip(".,;()") for word in window]
    if not all(_WHOLE_WORD.fullmatch(word) for word in stripped) or all(known(word) for word in stripped):
        return None
    joined = "".join(stripped)
    tail = window[-1][len(window[-1].rstrip(".,;)")) :]
    if len(window) > 1 and len(joined) > 4 and known(joined):
        return joined + tail, False
    for cut in range(3, len(joined) - 2):
        first, second = known(joined[:cut]), known(joined[cut:])
        if first and second and first.kind is second.kind is Kind.MONTH and cut > 3:
            return f"{joined[:cut]} - {joined[cut:]}{tail}", True
    return None
