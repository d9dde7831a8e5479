"""Which of the known positions somebody means by «психологу», «за меня завуч», «Беловой»: one, several to ask, none."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from cyclogram.lemmas import akin, nominative
from cyclogram.names import names, same_person
from cyclogram.normal import plain
from cyclogram.responsible import MAX_WORDING, same, understood
from cyclogram.responsible_cell import begins_position

MOST_ASKED = 8
"""Candidates one question offers."""

_SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("психолог", "педагог психолог", "школьный психолог"),
    ("социальный педагог", "социальный работник"),
    ("завхоз", "заместитель директора по ахч", "заместитель директора по ахр", "заведующий хозяйством"),
    ("заместитель директора по увр", "заместитель директора по ур", "завуч", "завуч школы"),
    ("организатор", "педагог организатор"),
    ("логопед", "учитель логопед"),
    ("дефектолог", "учитель дефектолог"),
    ("библиотекарь", "педагог библиотекарь", "заведующий библиотекой"),
    ("классный руководитель", "классный руководитель всех классов", "все классный руководитель"),
    ("директор", "директор школы", "руководитель школы"),
    ("методист", "старший методист"),
    ("администрация", "администрация школы"),
    ("учитель предметник", "все учитель предметник", "предметник"),
    ("все педагог", "все учитель", "педагогический коллектив", "педколлектив"),
)
_FILLER = frozenset({"по", "за", "и", "школы", "наш", "наша", "нашего", "нашей", "меня", "вместо", "пусть", "будет"})


@dataclass(frozen=True, slots=True)
class Match:
    """`found` is the one known position that is meant; else `among` are those to ask about, maybe none."""

    found: str = ""
    among: tuple[str, ...] = ()


def resolve(wording: str, known: Sequence[str]) -> Match:
    """From the surest way of telling to the least: same form, same words in another case, a name, synonyms, a part.

    A way that leaves several ends the search with a question, a likely typing error is always one.
    """
    wording = wording[:MAX_WORDING]
    distinct = list({same(one): one for one in reversed(known) if one.strip()}.values())[::-1]
    if not any(char.isalpha() for char in wording):
        return Match()
    for way in _WAYS:
        fits = way(wording)
        found = [one for one in distinct if fits(one)]
        if found:
            return Match(found[0]) if len(found) == 1 else Match("", tuple(found[:MOST_ASKED]))
    forms = {same(one): one for one in distinct}
    close = get_close_matches(same(wording), forms, 3, 0.8)
    numbered = _numbered(wording)
    return Match("", tuple(forms[one] for one in close if _numbered(one) == numbered))


Fits = Callable[[str], bool]


def _same_form(wording: str) -> Fits:
    form = same(wording)
    return lambda known: same(known) == form


def _same_words(wording: str) -> Fits:
    mine = _words(wording)
    return lambda known: len(_words(known)) == len(mine) and _within(mine, _words(known))


def _same_name(wording: str) -> Fits:
    mine = names(wording)
    return lambda known: any(same_person(one, other) for one in mine for other in names(known))


def _bare_surname(wording: str) -> Fits:
    """«Беловой», where the plan has «Белова С.Н.»."""
    word = plain(wording)
    if not re.fullmatch(r"[а-я]{3,}(?:-[а-я]+)?", word):
        return lambda _: False
    return lambda known: any(one.surname and akin(word, one.surname) for one in names(known))


def _same_meaning(wording: str) -> Fits:
    mine = _meaning(wording)
    return lambda known: mine >= 0 and _meaning(known) == mine


def _bare_deputy(wording: str) -> Fits:
    """«завуч», where the plan has deputies by what they do."""
    deputy = same(wording) in {"завуч", "заместитель", "заместитель директора"}
    return lambda known: deputy and same(understood(known).position).startswith("заместитель директора")


def _position_of_named(wording: str) -> Fits:
    """«завхоз», where the plan has «Белова С.Н., завхоз»."""
    mine = _words(wording)

    def fits(known: str) -> bool:
        who = understood(known)
        position = _words(who.position)
        return bool(who.name and position) and len(position) == len(mine) and _within(mine, position)

    return fits


def _part(wording: str) -> Fits:
    """«ответственный», «кл. рук. 5А» among «классные руководители 5А, 7Б»: every word of it is in the known one."""
    mine = _words(wording)
    leads = bool(mine) and begins_position(nominative(mine[0]))

    def fits(known: str) -> bool:
        theirs = _words(understood(known).position or known)
        return _within(mine, theirs) and (not leads or akin(mine[0], theirs[0]))  # «директор» is no deputy

    return fits


_WAYS: tuple[Callable[[str], Fits], ...] = (
    _same_form, _same_words, _same_name, _bare_surname, _position_of_named, _same_meaning, _bare_deputy, _part,
)  # fmt: skip


@lru_cache(maxsize=1024)
def _words(wording: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"\w+", same(wording)) if word not in _FILLER)


def _numbered(wording: str) -> set[str]:
    return {word for word in _words(wording) if any(char.isdigit() for char in word)}


def _within(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    left = list(theirs)
    for word in mine:
        fitting = next((one for one in left if one == word or (not word.isdigit() and akin(one, word))), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return bool(mine)


def _meaning(wording: str) -> int:
    """The number of the group of synonyms, -1 for none."""
    who = understood(wording)
    words = _words(who.position or wording)
    for number, synonyms in enumerate(_SYNONYMS):
        if any(len(_words(one)) == len(words) and _within(words, _words(one)) for one in synonyms):
            return number
    return -1
