"""Words that Word and PDF broke, ran together or lost letters of, brought home before they are read."""

import re
from difflib import get_close_matches
from functools import lru_cache

from cyclogram.normal import LATIN_SAFE, LOOK_ALIKES
from cyclogram.vocabulary import Kind, known

_OF_PHRASES = re.compile(
    "не|а|в?теч|в?течени[еи]|протяжении|учебн(ый|ого|ому|ом|ых|ые|ым|ая|ой|ую|ое)|уч|итогам|результатам|завершени[ияюе]|окончанию"
    "|график(у|ом|а)?|план(у|ом|а)?|расписанию|согласно|ежемес|ежемесячн[оаы]?[ейя]?|еженед|еженедельн[оаы]?[ейя]?"
    "|ежедневно|ежечетвертно|ежеквартально|ежегодн(о|ая|ый|ое)|поквартально|помесячно|понедельно|позднее|позже|ранее"
    "|реже|менее|дважды|трижды|исполнения|проведения|начиная|основе|постоянной|соответствии|новым|новому"
)
"""Words that only mean something together with others; `set_phrases` knows those."""
RIGHT = (
    "январь", "января", "январе", "февраль", "февраля", "феврале", "марта", "апрель", "апреля", "апреле", "август",
    "августа", "августе", "сентябрь", "сентября", "сентябре", "октябрь", "октября", "октябре", "ноябрь", "ноября",
    "ноябре", "декабрь", "декабря", "декабре", "четверть", "четверти", "полугодие", "полугодия", "триместр",
    "триместра", "квартал", "неделя", "недели", "декада", "половина", "понедельник", "вторник", "четверг", "пятница",
    "каникулы", "каникул", "осенние", "зимние", "весенние", "первая", "вторая", "третья", "последняя", "начало",
    "середина", "конец", "учебного", "учебный", "течение", "ежемесячно", "еженедельно", "ежедневно", "ежеквартально",
    "ежегодно", "постоянно", "каждый", "каждую", "каждой", "итогам", "окончании", "позднее", "включительно",
)  # fmt: skip
"""Spellings a slip is led back to."""
CLOSE = 0.82
GLUED = 4
"""Letters either of two words run together («течениегода») must have."""
_LITTLE = {"до", "с", "со", "по", "в", "во", "к", "ко", "на"}
_MONTH_NAMES = {
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"
}  # fmt: skip

_ENDINGS = "ый|ой|ий|ая|я|й|е|го|ю|ом|м|ем|ей|ое|ую|ых|ые|х|ти|му|ми|ья|ье|ьей|ого|его|ому|ему|ум"
_GLUED = re.compile(
    rf"(?<=[а-я])(?=\d)|(?<=\d)(?!(?:{_ENDINGS}|г)(?![а-я]))(?=[а-я]{{2}})|(?<=[а-я]\.)(?=[а-яa-z]{{3}})"
    r"|(?<=[а-я. ][2-6]\d)(?=гг?\b)|(?<=[ivx])(?=[а-я]{3})"
)
_HYPHENATED = re.compile(r"([а-я]+)- ?([а-я]+)")
_DASHED = re.compile(r"([а-я]+) - ([а-я]+)")
_OF_ORDINAL = re.compile(r"\d-$")
_LATIN = re.compile(f"(?<![a-zа-я])[{LOOK_ALIKES}]+(?![a-zа-я])")
_WORD = re.compile(r"[а-я]+")
_UNITS = r"(?=(-?[яе])? (четв|чет\b|полуг|полуго|п/г|кварт|кв\b|трим|недел|нед\b|декад|полови|модул))"
_SCANNED = tuple(
    (re.compile(rf"(?<![\w-]){form}{_UNITS}"), roman)
    for form, roman in (("l", "i"), ("ll|п", "ii"), ("lll|ш", "iii"), ("1v|lv|1у|iу|lу", "iv"))
)
"""Roman numerals as scanners and hurried people write them."""


def mended(text: str) -> tuple[str, bool]:
    """The same text with its words whole, and whether anything was guessed: a letter, a numeral, a lost dash."""
    whole = _GLUED.sub(" ", text)
    whole = _DASHED.sub(_joined_at_hyphen, _HYPHENATED.sub(_joined_at_hyphen, whole))
    cyrillic = _LATIN.sub(_cyrillic, whole)
    guessed = cyrillic != whole
    whole, joined = _joined_at_spaces(cyrillic)
    guessed = guessed or joined
    for form, roman in _SCANNED:
        whole, found = form.subn(roman, whole)
        guessed = guessed or found > 0
    spelt = _WORD.sub(lambda found: _right(found[0]), whole)
    return spelt, guessed or spelt != whole


@lru_cache(maxsize=4096)
def _is_word(word: str) -> bool:
    return known(word) is not None or _OF_PHRASES.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def _right(word: str) -> str:
    if len(word) < 5 or _is_word(word):
        return word
    close = next(iter(get_close_matches(word, RIGHT, 1, CLOSE)), word)
    begins_so = close[0] == word[0] or close[1:] == word or close[1::-1] == word[:2]
    one_slip = abs(len(close) - len(word)) <= 1  # more letters are another word: «октябрьили»
    return close if begins_so and one_slip else word  # «тябрь» may be of September or of October


def _cyrillic(found: re.Match[str]) -> str:
    """«mapta» typed all in Latin letters that look the same, «15-e»; «x» may be a Roman ten."""
    word = found[0].translate(LATIN_SAFE)
    ending = _OF_ORDINAL.search(found.string[: found.start()])
    return word if ending or (found[0] != "x" and _is_word(word)) else found[0]


def _joined_at_hyphen(found: re.Match[str]) -> str:
    """«сен- тябрь»: one of the parts is nothing, the whole is a word."""
    first, second = found[1], found[2]
    broken = not (_is_word(first) and _is_word(second)) and _is_word(first + second)
    return first + second if broken else found[0]


def _joined_at_spaces(text: str) -> tuple[str, bool]:
    """Words a narrow column of a PDF broke («понедельн ик») or ran together («сентябр ьдекабр ь»)."""
    words = text.split(" ")
    guessed = False
    index = 0
    while index < len(words):
        for size in (4, 3, 2, 1):
            window = words[index : index + size]
            fixed = _window(window) if len(window) == size else None
            if fixed:
                words[index : index + size] = [fixed[0]]
                guessed = guessed or fixed[1]
                break
        index += 1
    return " ".join(words), guessed


def _window(window: list[str]) -> tuple[str, bool] | None:
    """The repaired words and whether a lost dash was guessed."""
    stripped = [word.strip(".,;()") for word in window]
    if not all(map(_WORD.fullmatch, stripped)) or all(map(_is_word, stripped)):
        return None
    joined = "".join(stripped)
    before, after = window[0].partition(stripped[0])[0], window[-1].rpartition(stripped[-1])[2]
    if any(sign in ",;()" for sign in "".join(window)[len(before) :].removesuffix(after)):
        return None  # «октябрь; сентя брь»
    if len(window) > 1 and len(joined) > 3 and _is_word(joined):
        return before + joined + after, False
    for cut in range(3, len(joined) - 2):
        first, second = joined[:cut], joined[cut:]
        if first in _MONTH_NAMES and first != window[0] and (month := known(second)) and month.kind is Kind.MONTH:
            return f"{before}{first} - {second}{after}", True
    if len(window) == 1 and (apart := _apart(joined)):
        return f"{before}{apart}{after}", True
    return None


def _apart(glued: str) -> str | None:
    """«течениегода», «додекабря», «полугодияи»: two words, or a word and a little one before or behind it."""
    for cut in range(1, len(glued)):
        first, second = glued[:cut], glued[cut:]
        before = len(second) >= GLUED and (len(first) >= GLUED or first in _LITTLE)
        behind = second == "и" and len(first) > GLUED
        if (before or behind) and _is_word(first) and _is_word(second):
            return f"{first} {second}"
    return None
