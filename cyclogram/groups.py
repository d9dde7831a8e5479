"""Wordings that mean many people: which positions a group names one by one, and which others belong to it."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from cyclogram.normal import plain
from cyclogram.responsible import MAX_WORDING, Responsible, Who, same, understood
from cyclogram.role_words import ALL_OF_STAGE, CLASS_TEACHER

_LEAD = re.compile(r"(?:директор|завуч|заместитель директора)\b")
_EVERYBODY = re.compile(r"(?:все|весь) (?:сотрудник|работник|коллектив)\w*")
_ALL_TEACHERS = re.compile(
    r"(?:все |весь )?(?:педагог(?:и|ическ\w+ (?:коллектив|работник\w*))?|учитель|пед ?коллектив|педработник\w*)"
)
_TEACHERS = re.compile(
    r"(?:учитель|педагог|классный руководитель|воспитатель|преподаватель|социальный педагог|логопед)\b"
)
_DEPUTIES = re.compile(r"заместитель директора по (?P<parts>\w+(?:(?:, | и |/)\w+)+)")
_PART = re.compile(r"(?:увр|ур|вр|нмр|мр|ахч|ахр|икт|обж|безопасности)")
_ONE_DEPUTY = re.compile(r"заместитель\b")
_STAGES = tuple(re.compile(rf"{stem}\w*") for stem, _ in ALL_OF_STAGE)
_NOT_ROLE = frozenset({"все", "весь", "школа", "школы", "классов", "класса", "звена", "звене", "и", "параллели", "по"})
PRIMARY = frozenset({"1", "2", "3", "4"})


def named(wording: str, classes: Collection[str]) -> tuple[str, ...]:
    """The positions a group names one by one; `classes` are those the school has.

    «Кл. рук. 5 классов» are the class teachers of 5А and 5Б, «зам. директора по УВР, ВР» are two deputies.
    """
    form = same(wording)
    if deputies := _DEPUTIES.fullmatch(form):
        parts = re.split(r", | и |/", deputies["parts"])
        one = _ONE_DEPUTY.match(plain(wording)) or not all(map(_PART.fullmatch, parts))
        return () if one else tuple(f"Заместитель директора по {_written(part)}" for part in parts)
    who = _who(wording)
    if who.kind is not Who.GROUP or not _is_class_teacher(who):
        return ()
    return tuple(dict.fromkeys(f"Классный руководитель {one}" for told in who.classes for one in _known(told, classes)))


def is_group(wording: str) -> bool:
    """Whether a wording may mean many people."""
    form = same(wording)
    return _who(wording).kind is Who.GROUP or bool(_DEPUTIES.fullmatch(form)) or bool(_ALL_TEACHERS.fullmatch(form))


def is_person(wording: str) -> bool:
    """Whether a wording gives somebody's name."""
    return _who(wording).kind is Who.PERSON


def leads_class(position: str, teacher: str) -> bool:
    """Whether a person is named who is that class teacher: «Белова С.Н., кл. рук. 5А»."""
    who = _who(position)
    return who.kind is Who.PERSON and _is_class_teacher(who) and who.classes == _who(teacher).classes


def belongs(position: str, group: str) -> bool:
    """Whether whoever holds a position is one of a group of the plan, by the words of both."""
    form, theirs, who, whom = same(position), _tokens(group), _who(position), _who(group)
    if form == same(group) or not is_group(group):
        return False
    role = same(who.position or position)
    if same(group).startswith("администрация"):
        return bool(_LEAD.match(role))
    if _EVERYBODY.fullmatch(same(group)):
        return who.kind is not Who.GROUP or bool(_TEACHERS.match(role))
    if _ALL_TEACHERS.fullmatch(same(group)):
        return bool(_TEACHERS.match(role))
    if not _fits(who.classes, whom.classes):
        return False
    if _is_class_teacher(who) and theirs == ("учитель",) and whom.classes and set(whom.classes) <= PRIMARY:
        return True  # whoever teaches a class of the primary school leads it
    mine = _tokens(who.position or position)
    return bool(theirs) and mine[:1] == theirs[:1] and set(theirs) <= set(mine)


@lru_cache(maxsize=4096)
def _who(wording: str) -> Responsible:
    return understood(wording[:MAX_WORDING])


def _is_class_teacher(who: Responsible) -> bool:
    return bool(CLASS_TEACHER.match(plain(who.position)))


def _written(part: str) -> str:
    return part.upper() if len(part) <= len("увр") else part


def _known(told: str, classes: Collection[str]) -> Iterator[str]:
    """«5А» is itself, «5» are all its classes."""
    if told[-1].isalpha():
        yield told
    else:
        yield from (one for one in classes if re.fullmatch(rf"{told}(?:\D.*)?", one))


def _fits(mine: Collection[str], theirs: Collection[str]) -> bool:
    """Whether all of these classes are among those; a group without classes means every class."""
    if not theirs:
        return True
    return bool(mine) and all(one in theirs or re.sub(r"\D", "", one) in theirs for one in mine)


@lru_cache(maxsize=4096)
def _tokens(wording: str) -> tuple[str, ...]:
    """The words of a role, without classes and stages: «учителя начальных классов» → учитель."""
    words = re.findall(r"\w+", same(wording))
    return tuple(
        word
        for word in words
        if word not in _NOT_ROLE and not word[0].isdigit() and not any(stage.fullmatch(word) for stage in _STAGES)
    )
