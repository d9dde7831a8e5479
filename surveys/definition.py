"""What a survey is: statements on one scale, a method that turns answers into an index, and where both come from.

A definition is read from YAML and frozen as JSON into every wave, so a running survey never changes under anybody.
Both have the same shape. Error messages are Russian: the deputy head reads them.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources

import yaml

from chat.screen import MAX_LABEL
from chat.text import units

_ID = re.compile(r"[a-z][a-z0-9_]{0,19}", re.ASCII)
_TAKEN = frozenset({"comment", "review"})
"""Ids a button may carry in place of a statement's."""

MAX_STATEMENTS = 15
MAX_OPTIONS = 5
MAX_STATEMENT = 200


class BadSurvey(ValueError):
    """The text is not a survey: where it is wrong and why."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")
        self.place = place
        self.why = why


class Purpose(Enum):
    """A year's result with a level, or a pulse that never has one."""

    SUMMATIVE = "summative"
    FORMATIVE = "formative"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of the scale: its points and its words."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to agree or disagree with; `object` is its id in the ВСОКО tree."""

    id: str
    text: str
    object: str


@dataclass(frozen=True, slots=True)
class Level:
    """A band of the index: strictly above, or from a border on; the lowest has neither."""

    title: str
    above: float | None = None
    at_least: float | None = None

    def holds(self, index: float) -> bool:
        """Whether the index has reached this band."""
        return (self.above is None or index > self.above) and (self.at_least is None or index >= self.at_least)


@dataclass(frozen=True, slots=True)
class Method:
    """How answers become one figure, and who says so; levels from the highest down."""

    title: str
    source: str
    formula: str
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """A whole questionnaire. `scale` from agreement down; `comment` is the open question or empty."""

    id: str
    version: int
    title: str
    audience: str
    purpose: Purpose
    why: str
    minutes: int
    method: Method
    scale: tuple[Option, ...]
    statements: tuple[Statement, ...]
    comment: str = ""

    def place(self, statement: str) -> int | None:
        """Where a statement stands, from 0; None when the survey has no such."""
        for place, known in enumerate(self.statements):
            if known.id == statement:
                return place
        return None

    def has_value(self, value: int) -> bool:
        """Whether the scale has this answer."""
        return any(option.value == value for option in self.scale)


def parse(words: str) -> Survey:
    """Read a survey from YAML; raises `BadSurvey`."""
    try:
        content = yaml.safe_load(words)
    except (yaml.YAMLError, RecursionError) as wrong:
        raise BadSurvey("файл", f"это не YAML ({wrong})") from wrong
    return from_data(content)


def from_data(content: object) -> Survey:
    """Read a survey from what YAML or JSON hold; raises `BadSurvey`."""
    return _survey(_Part("анкета", content))


def to_data(survey: Survey) -> dict[str, object]:
    """Freeze a survey as plain JSON data, in the same shape as its YAML."""
    method = survey.method
    return {
        "id": survey.id,
        "version": survey.version,
        "title": survey.title,
        "audience": survey.audience,
        "purpose": survey.purpose.value,
        "why": survey.why,
        "minutes": survey.minutes,
        "method": {
            "title": method.title,
            "source": method.source,
            "formula": method.formula,
            "levels": [_level_out(level) for level in method.levels],
        },
        "scale": [{"value": option.value, "label": option.label} for option in survey.scale],
        "statements": [{"id": one.id, "text": one.text, "object": one.object} for one in survey.statements],
        "comment": survey.comment,
    }


def from_json(words: str) -> Survey:
    """Read a frozen survey; raises `BadSurvey`."""
    try:
        content = json.loads(words)
    except (ValueError, RecursionError) as wrong:
        raise BadSurvey("файл", "это не JSON") from wrong
    return from_data(content)


def to_json(survey: Survey) -> str:
    """Freeze a survey as text; the same survey always gives the same text."""
    return json.dumps(to_data(survey), ensure_ascii=False, separators=(",", ":"))


@cache
def builtin() -> Mapping[str, Survey]:
    """The surveys that come with the bot, by id: students, parents, teachers."""
    folder = resources.files("surveys") / "builtin"
    files = (folder / f"{name}.yaml" for name in ("students", "parents", "teachers"))
    surveys = [parse(file.read_text(encoding="utf-8")) for file in files]
    return {survey.id: survey for survey in surveys}


class _Part:
    """A mapping being read, which knows its place for the error message."""

    def __init__(self, place: str, content: object) -> None:
        if not isinstance(content, dict):
            raise BadSurvey(place, "здесь ждали набор полей «имя: значение»")
        self.place = place
        self.content: Mapping[object, object] = content

    def has(self, name: str) -> bool:
        return self.content.get(name) is not None

    def words(self, name: str, limit: int = 500) -> str:
        found = self.content.get(name)
        if not isinstance(found, str) or not found.strip():
            raise BadSurvey(self.place, f"нет текста в поле {name}")
        if units(found) > limit:
            raise BadSurvey(self.place, f"поле {name} длиннее {limit} знаков")
        return found.strip()

    def whole(self, name: str, least: int, most: int) -> int:
        found = self.content.get(name)
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            raise BadSurvey(self.place, f"в поле {name} ждали целое число от {least} до {most}")
        return found

    def border(self, name: str) -> float | None:
        found = self.content.get(name)
        if found is not None and (not isinstance(found, int | float) or isinstance(found, bool)):
            raise BadSurvey(self.place, f"в поле {name} ждали число")
        return found

    def parts(self, name: str, each: str, least: int, most: int) -> list["_Part"]:
        found = self.content.get(name)
        if not isinstance(found, list) or not least <= len(found) <= most:
            raise BadSurvey(self.place, f"в поле {name} ждали список, от {least} до {most} строк")
        return [_Part(f"{each} {number}", one) for number, one in enumerate(found, 1)]


def _survey(part: _Part) -> Survey:
    purpose = part.words("purpose")
    if purpose not in {known.value for known in Purpose}:
        raise BadSurvey(part.place, "purpose бывает summative или formative")
    survey = Survey(
        id=_id(part),
        version=part.whole("version", 1, 10_000),
        title=part.words("title", 80),
        audience=part.words("audience", 40),
        purpose=Purpose(purpose),
        why=part.words("why", 300),
        minutes=part.whole("minutes", 1, 30),
        method=_method(_Part("method", part.content.get("method"))),
        scale=tuple(map(_option, part.parts("scale", "ответ", 2, MAX_OPTIONS))),
        statements=tuple(map(_statement, part.parts("statements", "утверждение", 1, MAX_STATEMENTS))),
        comment=part.words("comment", 200) if part.content.get("comment") else "",
    )
    _refuse_twins("утверждения", [one.id for one in survey.statements])
    _refuse_twins("шкала", [option.value for option in survey.scale])
    if survey.purpose is Purpose.FORMATIVE and survey.method.levels:
        raise BadSurvey("method", "у короткого опроса (formative) уровней не бывает")
    return survey


def _method(part: _Part) -> Method:
    levels: list[Level] = []
    if part.content.get("levels"):
        levels = [_level(one) for one in part.parts("levels", "уровень", 2, 6)]
        borders = [level.at_least if level.above is None else level.above for level in levels]
        known = [border for border in borders[:-1] if border is not None]
        if borders[-1] is not None or len(known) != len(levels) - 1 or known != sorted(set(known), reverse=True):
            raise BadSurvey("method", "уровни идут сверху вниз, граница есть у всех, кроме последнего")
    return Method(part.words("title"), part.words("source", 1000), part.words("formula"), tuple(levels))


def _level(part: _Part) -> Level:
    above, at_least = part.border("above"), part.border("from")
    if above is not None and at_least is not None:
        raise BadSurvey(part.place, "граница одна: above или from")
    return Level(part.words("title", 40), above, at_least)


def _level_out(level: Level) -> dict[str, str | float]:
    out: dict[str, str | float] = {"title": level.title}
    if level.above is not None:
        out["above"] = level.above
    if level.at_least is not None:
        out["from"] = level.at_least
    return out


def _option(part: _Part) -> Option:
    return Option(part.whole("value", 0, 10), part.words("label", MAX_LABEL))


def _statement(part: _Part) -> Statement:
    return Statement(_id(part), part.words("text", MAX_STATEMENT), part.words("object", 60))


def _id(part: _Part) -> str:
    found = part.words("id")
    if not _ID.fullmatch(found) or found in _TAKEN:
        raise BadSurvey(part.place, "id — до 20 знаков: строчные латинские буквы, цифры, подчёркивание")
    return found


def _refuse_twins(place: str, values: list[str] | list[int]) -> None:
    seen: set[str | int] = set()
    for value in values:
        if value in seen:
            raise BadSurvey(place, f"{value} встречается дважды")
        seen.add(value)
