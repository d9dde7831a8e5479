"""Russian words out of their cases: which are forms of one word, and how a phrase reads in the nominative.

The dictionaries are 25 MB of memory and a tenth of a second, so they are opened at the first word that needs them.
Words are plain (lower case, ё as е). See decision 20 for what this is worth beside cutting endings off.
"""

import re
from functools import cache, lru_cache
from typing import Any

LONGEST = 40
"""Letters; a longer word is no word, and guessing at its forms costs time."""

_ENDING = re.compile(
    r"(?:иями|иях|ого|его|ому|ему|ыми|ими|ами|ями|ией|иям|ой|ей|ий|ый|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ом|ем|ым|им|ам|ям"
    r"|ах|ях|ов|ев|ию|ия|ии|ью|[аяоеыиуюьй])$"
)
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")


def stem(word: str) -> str:
    """The word without its ending, never shorter than three letters."""
    found = _ENDING.search(word)
    return word[: max(3, found.start())] if found else word


@lru_cache(maxsize=8192)
def lemmas(word: str) -> frozenset[str]:
    """Dictionary forms this word may come from: «беловой» → белов; a word of no dictionary is its own."""
    if len(word) > LONGEST or not _WORD.fullmatch(word):
        return frozenset({word})
    return frozenset(_plain(parse.normal_form) for parse in _parses(word))


def akin(one: str, other: str) -> bool:
    """Whether two words are forms of one; a stem settles it for words no dictionary has."""
    return one == other or not lemmas(one).isdisjoint(lemmas(other)) or _same_stem(one, other)


def _same_stem(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 3 and stem(one) == stem(other)


@lru_cache(maxsize=4096)
def is_verb(word: str) -> bool:
    """«проведём», «перенести»: a verb in its likeliest reading; participles and «дело» are none."""
    likeliest = _parses(word)[:1] if _known_letters(word) else ()
    return any("VERB" in parse.tag or "INFN" in parse.tag for parse in likeliest)


@lru_cache(maxsize=4096)
def is_first_name(word: str) -> bool:
    """«Светлана», «Светлане»."""
    return _known_letters(word) and any("Name" in parse.tag for parse in _parses(word))


@lru_cache(maxsize=4096)
def is_dictionary_form(word: str) -> bool:
    """«бухгалтерия» is one, «литературы» is not."""
    return word in lemmas(word)


@lru_cache(maxsize=4096)
def may_stand_in(word: str, case: str) -> bool:
    """Whether the word could be in this case: «методисту» in the dative."""
    return _known_letters(word) and any(parse.tag.case == case for parse in _parses(word))


def nominative(words: str, case: str = "") -> str:
    """«проверку журналов» → «проверка журналов», «классным руководителям» → «классные руководители».

    The adjectives in front and the first noun change, what depends on them stays; words already in the nominative, or
    unknown, come back as they are. `case` ("accs", "datv" …) is the one the words likely stand in.
    """
    pieces = list(_WORD.finditer(words))[:6]
    noun = next((index for index, piece in enumerate(pieces) if _noun(piece[0])), None)
    abbreviated = noun is not None and words[pieces[noun].end() : pieces[noun].end() + 1] == "."
    if noun is None or abbreviated or not all(_adjective(piece[0]) for piece in pieces[:noun]):
        return words
    head = _head(pieces[noun][0], case)
    if head is None:
        return words
    changed = words
    for piece in reversed(pieces[: noun + 1]):
        parse = head if piece is pieces[noun] else _agreeing(piece[0], head)
        form = parse.inflect({"nomn", head.tag.number}) if parse is not None else None
        if form is not None:
            word = form.word.replace("учители", "учителя")  # the dictionary's first form is the bookish one
            changed = changed[: piece.start()] + _as_written(piece[0], word) + changed[piece.end() :]
    return changed


def name_in_nominative(word: str, case: str) -> str:
    """«Громову» in the dative is «Громов», «Беловой» «Белова»."""
    readings = [parse for parse in _parses(word) if str(parse.tag.case) == case and parse.tag.number == "sing"]
    named = [parse for parse in readings if any(kind in parse.tag for kind in ("Surn", "Name", "Patr"))]
    form = next((found for parse in named if (found := parse.inflect({"nomn", "sing"})) is not None), None)
    return _as_written(word, form.word) if form is not None else word


def _head(word: str, case: str) -> Any:
    """The reading of a noun to put into the nominative; None where it stands in it already."""
    readings = [parse for parse in _parses(word) if "NOUN" in parse.tag]
    if any(parse.tag.case == "nomn" for parse in readings) or not readings:
        return None
    likely = [parse for parse in readings if str(parse.tag.case) == case]
    return next((parse for parse in (*likely, *readings) if parse.tag.number), None)


def _agreeing(word: str, head: Any) -> Any:
    readings = [parse for parse in _parses(word) if "ADJF" in parse.tag or "PRTF" in parse.tag]
    fitting = [parse for parse in readings if parse.tag.case == head.tag.case and parse.tag.number == head.tag.number]
    agreeing = [parse for parse in fitting if parse.tag.gender in (head.tag.gender, None)]
    return next(iter(agreeing or fitting or readings), None)


def _noun(word: str) -> bool:
    return _known_letters(word) and "NOUN" in _parses(word)[0].tag


def _adjective(word: str) -> bool:
    return _known_letters(word) and any("ADJF" in parse.tag or "PRTF" in parse.tag for parse in _parses(word))


def _as_written(old: str, new: str) -> str:
    if old.isupper() and len(old) > 1:
        return old
    return new.capitalize() if old[:1].isupper() else new


def _known_letters(word: str) -> bool:
    return len(word) <= LONGEST and bool(_WORD.fullmatch(word))


def _plain(word: str) -> str:
    return word.replace("ё", "е")


def _parses(word: str) -> list[Any]:
    found: list[Any] = _analyzer().parse(word)
    return found


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 most days no word needs it

    return MorphAnalyzer(lang="ru")
