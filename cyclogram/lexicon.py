"""The words deadlines are written with: from a normalised phrase to tokens.

Words the school did not mean as part of a deadline stay `UNKNOWN`; the grammar must account for every token, so an
unknown word can never be silently skipped.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto


class Kind(Enum):
    """What a token is."""

    MONTH = auto()
    NUMBER = auto()
    ROMAN = auto()
    DATE = auto()
    YEAR = auto()
    SCHOOL_YEAR = auto()
    SEPARATOR = auto()
    DASH = auto()
    OPEN = auto()
    CLOSE = auto()
    BY = auto()
    NOT_LATER = auto()
    FROM = auto()
    TO = auto()
    WITHIN = auto()
    EVERY = auto()
    TIMES = auto()
    SCHEDULE = auto()
    BEGIN = auto()
    MIDDLE = auto()
    END = auto()
    AFTER = auto()
    BEFORE = auto()
    WHOLE = auto()
    PERIOD = auto()
    ALWAYS = auto()
    WEEK = auto()
    DECADE = auto()
    HALF_PART = auto()
    MONTH_WORD = auto()
    YEAR_WORD = auto()
    STUDY_YEAR = auto()
    TERM = auto()
    HALF_YEAR = auto()
    TRIMESTER = auto()
    QUARTER = auto()
    DAY_WORD = auto()
    OF_MONTH = auto()
    BREAK = auto()
    SEASON = auto()
    SEASON_ALONE = auto()
    WEEKDAY = auto()
    AT_LEAST = auto()
    SKIPPED = auto()
    UNKNOWN = auto()


Value = int | str | tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign; `value` is its number, weekday, season or (day, month, year)."""

    kind: Kind
    value: Value = 0
    word: str = ""


_ORDINALS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_ENDING = r"(ый|ой|ий|ая|яя|ое|ую|ом|ого|его|ему|ому|ем|ьего|ьей|ью|ья|ье|ьем|ым|ых|ей)"
_MONTHS = (
    r"янв(ар[ьяеюи]?|арем)?", r"фев(р|рал[ьяеюи]?|ралем)?", r"мар(т|та|те|ту|том)?", r"апр(ел[ьяеюи]?|елем)?",
    r"ма[йяею]", r"июн[ьяею]?", r"июл[ьяею]?", r"авг(уст|уста|усте|усту)?", r"сен(т|тябр[ьяеюи]?|тябрем)?",
    r"окт(ябр[ьяеюи]?|ябрем)?", r"ноя(б|бр|бр[ьяеюи]|брем)?", r"дек(абр[ьяеюи]?|абрем)?",
)  # fmt: skip
_WEEKDAYS = (
    r"понедельник(а|у|и|ам|ом)?|пн", r"вторник(а|у|и|ам|ом)?|вт", r"сред(а|у|ы|е|ам)|ср", r"четверг(а|у|и|ам|ом)?|чт",
    r"пятниц(а|у|ы|е|ам|ей)|пт", r"суббот(а|у|ы|е|ам)|сб", r"воскресень(е|я|ю|ям)|вс",
)  # fmt: skip
_ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SEASONS = {"осенн": "autumn", "зимн": "winter", "весенн": "spring", "летн": "summer"}

_WORDS: tuple[tuple[str, Kind, Value], ...] = (
    *((form, Kind.MONTH, index + 1) for index, form in enumerate(_MONTHS)),
    *((form, Kind.WEEKDAY, index) for index, form in enumerate(_WEEKDAYS)),
    *((f"{stem}{_ENDING}", Kind.NUMBER, index + 1) for index, stem in enumerate(_ORDINALS)),
    *((f"{stem}(ие|их|ий|яя|ей|им|ими)", Kind.SEASON, name) for stem, name in _SEASONS.items()),
    (r"третий|третья|третье|третью|третьей|третьего|третьем", Kind.NUMBER, 3),
    (r"последн(ий|яя|ее|юю|ей|его|ем|их|ие)", Kind.NUMBER, -1),
    (r"один|одного|одна", Kind.NUMBER, 1),
    (r"два|две|двух", Kind.NUMBER, 2),
    (r"три|трех", Kind.NUMBER, 3),
    (r"четыре|четырех", Kind.NUMBER, 4),
    (r"пять|пяти", Kind.NUMBER, 5),
    (r"недел(я|и|ю|е|ь|ям|ях)|нед", Kind.WEEK, 0),
    (r"декад(а|ы|у|е|ой|ах)|дек-да", Kind.DECADE, 0),
    (r"половин(а|ы|у|е|ой)", Kind.HALF_PART, 0),
    (r"месяц(а|е|у|ев|ы|ам)?|мес", Kind.MONTH_WORD, 0),
    (r"год(а|у|е|ом)?|г|гг", Kind.YEAR_WORD, 0),
    (r"четверт(ь|и|ей|ям|ях|ью)|четв", Kind.TERM, 0),
    (r"полугоди(е|я|ю|и|ем|ям|ях|й)|полуг|п/г", Kind.HALF_YEAR, 0),
    (r"триместр(а|е|у|ы|ов|ам|ах|ом)?|трим", Kind.TRIMESTER, 0),
    (r"квартал(а|е|у|ы|ов|ам|ах|ом)?|кв", Kind.QUARTER, 0),
    (r"день|дня|дню|дней|дни|дн", Kind.DAY_WORD, 0),
    (r"числ(а|о|у|е|ам)|числах", Kind.OF_MONTH, 0),
    (r"каникул(ы|ам|ах|ами)?", Kind.BREAK, 0),
    (r"раз(а)?|р", Kind.TIMES, 0),
    (r"кажд(ый|ая|ое|ую|ой|ого|ом|ые|ых|ому)", Kind.EVERY, 0),
    (r"начал(о|е|а|у|ом)|нач", Kind.BEGIN, 0),
    (r"середин(а|е|ы|у|ой)", Kind.MIDDLE, 0),
    (r"кон(ец|це|ца|цу)|окончани(е|я|и|ю|ем)", Kind.END, 0),
    (r"весь|всего|всей|всем|вся|всю", Kind.WHOLE, 0),
    (r"период(а|е)?|время", Kind.PERIOD, 0),
    (r"постоянно|систематически|регулярно|непрерывно|круглогодично", Kind.ALWAYS, 0),
    (r"осень(ю)?|осени", Kind.SEASON_ALONE, 9),
    (r"зим(а|ой|у|ы)", Kind.SEASON_ALONE, 12),
    (r"весн(а|ой|у|ы)", Kind.SEASON_ALONE, 3),
    (r"лет(о|ом|а)", Kind.SEASON_ALONE, 6),
    (r"до|к|ко", Kind.BY, 0),
    (r"с|со|от", Kind.FROM, 0),
    (r"по", Kind.TO, 0),
    (r"в|во|на", Kind.WITHIN, 0),
    (r"перед", Kind.BEFORE, 0),
    (r"и", Kind.SEPARATOR, "и"),
    (r"срок(и)?|включительно|дата|также", Kind.SKIPPED, 0),
)
_BOOK = tuple((re.compile(form), kind, value) for form, kind, value in _WORDS)
_FULL_WORDS = (
    "январь", "января", "январе", "февраль", "февраля", "феврале", "апрель", "апреля", "апреле", "август", "августа",
    "августе", "сентябрь", "сентября", "сентябре", "октябрь", "октября", "октябре", "ноябрь", "ноября", "ноябре",
    "декабрь", "декабря", "декабре", "четверть", "четверти", "полугодие", "полугодия", "триместр", "квартал", "неделя",
    "понедельник", "вторник", "четверг", "пятница", "каникулы", "учебного", "ежемесячно", "еженедельно",
)  # fmt: skip

_PHRASES = tuple(
    (re.compile(form), replacement)
    for form, replacement in (
        (r"\bне (позднее|позже)( чем)?( до)?\b", " не-позднее "),
        (r"\bучебн\w* год\w*|\bуч\.? ?(год\w*|г\b)\.?", " учебный-год "),
        (r"\b(в|на) теч(ени[еи])?\b\.?|\bна протяжении\b", " в "),
        (r"\bпо (итогам|окончании|завершении|результатам)\b|\bпосле (окончания|завершения)\b", " по-итогам "),
        (r"\bпо (графику|плану|расписанию)\b", " по-графику "),
        (r"\bв \d{1,2}[:]\d\d( ?час\w*| ?ч\b\.?)?", ""),
        (r"\bдважды\b", "2 раза"),
        (r"\bтрижды\b", "3 раза"),
        (r"\bне (реже|менее)( чем)?\b", " не-реже "),
        (r"\bежемесячн\w*", " каждый месяц "),
        (r"\bеженедельн\w*", " каждая неделя "),
        (r"\bежедневн\w*", " каждый день "),
        (r"\bежечетвертн\w*", " каждая четверть "),
        (r"\bежеквартальн\w*", " каждый квартал "),
        (r"\bежегодн\w*", " каждый год "),
        (r"\b(\d{1,2})\.(\d{1,2})\.? ?- ?(\d{1,2})\.(\d{1,2})\.(\d{4})", r"\1.\2.\5 - \3.\4.\5"),
    )
)  # fmt: skip
_PIECE = re.compile(
    r"(?P<school>20\d\d ?[-/] ?(20)?\d\d(?!\d|\.\d))|(?P<iso>\d{4}-\d\d-\d\d)"
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


@dataclass(frozen=True, slots=True)
class Tokens:
    """A phrase in tokens; `mended` tells that a spelling or a broken word was repaired on the way."""

    tokens: tuple[Token, ...]
    mended: bool = False


def tokens(normal: str) -> Tokens:
    """Tokens of a normalised phrase (see `normal.plain`)."""
    joined, mended = _join_broken(normal)
    for form, replacement in _PHRASES:
        joined = form.sub(replacement, joined)
    found: list[Token] = []
    for piece in _PIECE.finditer(joined):
        read, fixed = _token(piece)
        mended = mended or fixed
        found.extend(read)
    return Tokens(tuple(token for token in found if token.kind is not Kind.SKIPPED), mended)


def _token(piece: re.Match[str]) -> tuple[list[Token], bool]:
    text = piece[0]
    match piece.lastgroup:
        case "school":
            return [Token(Kind.SCHOOL_YEAR, int(text[:4]), text)], False
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


def _words(text: str) -> tuple[list[Token], bool]:
    """A word, or words joined by dashes: «август-сентябрь», «понедельник-пятница»."""
    if text in _FIXED:
        return [_FIXED[text]], False
    found: list[Token] = []
    mended = False
    for index, word in enumerate(text.split("-")):
        token = known(word)
        if token is None:
            close = get_close_matches(word, _FULL_WORDS, 1, 0.8) if len(word) > 4 else []
            token = known(close[0]) if close else None
            mended = mended or token is not None
        if index:
            found.append(Token(Kind.DASH))
        found.append(token or Token(Kind.UNKNOWN, 0, word))
    return found, mended


def known(word: str) -> Token | None:
    """The token of one normalised word, if deadlines are ever written with it."""
    if word in _ROMANS[1:]:
        return Token(Kind.ROMAN, _ROMANS.index(word), word)
    for form, kind, value in _BOOK:
        if form.fullmatch(word):
            return Token(kind, value, word)
    return None


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
