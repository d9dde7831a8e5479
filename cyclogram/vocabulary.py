"""The words deadlines are written with, and what kind each is."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache


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
    MODULE = auto()
    QUARTER = auto()
    DAY_WORD = auto()
    OF_MONTH = auto()
    BREAK = auto()
    SEASON = auto()
    SEASON_ALONE = auto()
    WEEKDAY = auto()
    AT_LEAST = auto()
    LATER = auto()
    LABEL = auto()
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
_ENDING = r"(ый|ой|ий|ая|яя|ое|ую|ом|ого|его|ему|ому|ем|ьего|ьей|ью|ья|ье|ьем|ьи|ым|ых|ые)"
_LABEL_ENDING = r"(ый|ая|ое|ые|ого|ой)"
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
_SEASONS = {"осенн": "autumn", "зимн": "winter", "весенн": "spring", "летн": "summer", "дополнительн": "first_class"}

_WORDS: tuple[tuple[str, Kind, Value], ...] = (
    *((form, Kind.MONTH, index + 1) for index, form in enumerate(_MONTHS)),
    *((form, Kind.WEEKDAY, index) for index, form in enumerate(_WEEKDAYS)),
    *((f"{stem}{_ENDING}", Kind.NUMBER, index + 1) for index, stem in enumerate(_ORDINALS)),
    *((f"{stem}(ие|их|ий|яя|ей|им|ими|ые|ых|ым)", Kind.SEASON, name) for stem, name in _SEASONS.items()),
    *((stem.removesuffix("н"), Kind.SEASON, name) for stem, name in _SEASONS.items() if name != "first_class"),
    (r"третий|третья|третье|третью|третьей|третьего|третьем", Kind.NUMBER, 3),
    (r"последн(ий|яя|ее|юю|ей|его|ем|их|ие|им|ими)|посл", Kind.NUMBER, -1),
    (r"один|одного|одна", Kind.NUMBER, 1),
    (r"два|две|двух", Kind.NUMBER, 2),
    (r"три|трех", Kind.NUMBER, 3),
    (r"четыре|четырех", Kind.NUMBER, 4),
    (r"пять|пяти", Kind.NUMBER, 5),
    (r"недел(я|и|ю|е|ь|ям|ях|ей)|нед", Kind.WEEK, 0),
    (r"декад(а|ы|у|е|ой|ах)|дек-да", Kind.DECADE, 0),
    (r"половин(а|ы|у|е|ой)|пол", Kind.HALF_PART, 0),
    (r"месяц(а|е|у|ев|ы|ам)?|мес", Kind.MONTH_WORD, 0),
    (r"год(а|у|е|ом|ов)?|г|гг", Kind.YEAR_WORD, 0),
    (r"четверт(ь|и|ей|ям|ях|ью)|четв?", Kind.TERM, 0),
    (r"полугоди(е|я|ю|и|ем|ям|ях|й)|полуг(од)?|полгода|п/г", Kind.HALF_YEAR, 0),
    (r"триместр(а|е|у|ы|ов|ам|ах|ом)?|трим", Kind.TRIMESTER, 0),
    (r"модул(ь|я|е|ю|и|ей|ям|ях|ем)|мод", Kind.MODULE, 0),
    (r"квартал(а|е|у|ы|ов|ам|ах|ом)?|кв", Kind.QUARTER, 0),
    (r"день|дня|дню|дней|дни|дн", Kind.DAY_WORD, 0),
    (r"числ(а|о|у|е|ам)|числах", Kind.OF_MONTH, 0),
    (r"каник(ул(ы|ам|ах|ами)?)?|каникулярн(ое|ого|ом|ый|ые|ых)", Kind.BREAK, 0),
    (r"раз(а)?|р", Kind.TIMES, 0),
    (r"кажд(ый|ая|ое|ую|ой|ого|ом|ые|ых|ому)", Kind.EVERY, 0),
    (r"начал(о|е|а|у|ом)|нач", Kind.BEGIN, 0),
    (r"середин(а|е|ы|у|ой)|сер", Kind.MIDDLE, 0),
    (r"кон(ец|це|ца|цу)?|окончани(е|я|и|ю|ем)", Kind.END, 0),
    (r"весь|всего|всей|всем|вся|всю|круглый", Kind.WHOLE, 0),
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
    (r"перед|накануне", Kind.BEFORE, 0),
    (r"после", Kind.LATER, 0),
    (r"и", Kind.SEPARATOR, "и"),
    (r"срок(и|ом)?|включит(ельно)?|дата|также|школьн(ый|ые|ых)", Kind.SKIPPED, 0),
    (rf"(входн|вводн|стартов|промежуточн|рубежн|итогов|повторн|контрольн){_LABEL_ENDING}", Kind.LABEL, 0),
    (r"(контрол|мониторинг|срез|замер)(ь|я|ы|а)?|диагностик[аи]", Kind.LABEL, 0),
    (r"ноо|ооо|соо", Kind.LABEL, 0),
)
_BOOK = tuple((re.compile(form), kind, value) for form, kind, value in _WORDS)


@lru_cache(maxsize=4096)
def known(word: str) -> Token | None:
    """The token of one normalised word, if deadlines are ever written with it."""
    if word in _ROMANS[1:]:
        return Token(Kind.ROMAN, _ROMANS.index(word), word)
    for form, kind, value in _BOOK:
        if form.fullmatch(word):
            return Token(kind, value, word)
    return None
