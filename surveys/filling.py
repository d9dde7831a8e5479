"""A person's draft of a questionnaire and every move in it; nobody on the line.

A move that no longer applies (a double tap, an old button) gives back the very same filling, so the caller just shows
what is current. An answer names its statement, therefore it can only ever be the answer to that statement.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from chat.text import shorten
from surveys.definition import Statement, Survey

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: this is the hot path

MAX_COMMENT = 1000
"""UTF-16 units; a longer one is cut, which the review shows before it is sent."""


class Stage(Enum):
    """Where a person is."""

    STATEMENTS = "statements"
    COMMENT = "comment"
    REVIEW = "review"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Filling:
    """`answers`: statement id → points, None for a skipped one, absent when not reached; `position` from 0.

    `changing` holds while one answer is being changed from the review, where the next move leads back to.
    """

    answers: Mapping[str, int | None] = field(default_factory=dict)
    position: int = 0
    stage: Stage = Stage.STATEMENTS
    comment: str = ""
    changing: bool = False


def current(survey: Survey, filling: Filling) -> Statement:
    """The statement the person is at (or was at last)."""
    return survey.statements[filling.position]


def stands(survey: Survey, filling: Filling) -> str:
    """What the current screen is about, as `go_to` names it: a statement, "comment" or "review"."""
    return current(survey, filling).id if filling.stage is Stage.STATEMENTS else filling.stage.value


def answer(survey: Survey, filling: Filling, statement: str, value: int) -> Filling:
    """Answer the current statement and go on; anything else changes nothing."""
    if not survey.has_value(value):
        return filling
    return _set(survey, filling, statement, value)


def skip(survey: Survey, filling: Filling, statement: str) -> Filling:
    """Leave the current statement without an answer and go on."""
    return _set(survey, filling, statement, None)


def comment(filling: Filling, words: str) -> Filling:
    """Take the comment and go to the review."""
    kept = shorten(words.strip(), MAX_COMMENT)
    if filling.stage is not Stage.COMMENT or not kept:
        return filling
    return replace(filling, comment=kept, stage=Stage.REVIEW, changing=False)


def no_comment(filling: Filling) -> Filling:
    """Go to the review with no comment, taking back one given earlier."""
    if filling.stage is not Stage.COMMENT:
        return filling
    return replace(filling, comment="", stage=Stage.REVIEW, changing=False)


def back(survey: Survey, filling: Filling) -> Filling:
    """One step back; from a change back to the review; at the first statement nothing."""
    match filling.stage:
        case Stage.STATEMENTS | Stage.COMMENT if filling.changing:
            return replace(filling, stage=Stage.REVIEW, changing=False)
        case Stage.STATEMENTS if filling.position > 0:
            return replace(filling, position=filling.position - 1)
        case Stage.REVIEW if survey.comment:
            return replace(filling, stage=Stage.COMMENT)
        case Stage.COMMENT | Stage.REVIEW:
            return replace(filling, stage=Stage.STATEMENTS, position=len(survey.statements) - 1)
        case _:
            return filling


def go_to(survey: Survey, filling: Filling, target: str) -> Filling:
    """Go to a statement already seen or next in turn, to "comment" or to "review"; elsewhere nothing."""
    if filling.stage is Stage.FINISHED:
        return filling
    changing = filling.changing or filling.stage is Stage.REVIEW
    seen_all = len(filling.answers) == len(survey.statements)
    if target == "review":
        return replace(filling, stage=Stage.REVIEW, changing=False) if seen_all else filling
    if target == "comment":
        return replace(filling, stage=Stage.COMMENT, changing=changing) if seen_all and survey.comment else filling
    place = survey.place(target)
    if place is None or place > len(filling.answers):
        return filling
    return replace(filling, stage=Stage.STATEMENTS, position=place, changing=changing)


def can_finish(filling: Filling) -> bool:
    """Whether there is anything to hand in: one answer or a comment."""
    return bool(filling.comment) or any(value is not None for value in filling.answers.values())


def finish(filling: Filling) -> Filling:
    """Hand in what the review shows."""
    if filling.stage is not Stage.REVIEW or not can_finish(filling):
        return filling
    return replace(filling, stage=Stage.FINISHED)


def say(survey: Survey, filling: Filling, words: str) -> Filling:
    """A typed message: points or words of the scale at a statement, the comment, or a statement's number at the review.

    What cannot be read changes nothing.
    """
    said = " ".join(words.split()).rstrip(".!").casefold()
    match filling.stage:
        case Stage.STATEMENTS:
            for option in survey.scale:
                if said in {str(option.value), *_spoken(option.label)}:
                    return answer(survey, filling, current(survey, filling).id, option.value)
            return filling
        case Stage.COMMENT:
            return comment(filling, words)
        case Stage.REVIEW:
            asked = [one.id for number, one in enumerate(survey.statements, 1) if said == str(number)]
            return go_to(survey, filling, asked[0]) if asked else filling
        case _:
            return filling


def _spoken(label: str) -> Iterator[str]:
    """«скорее согласен(на)» as it stands, as a man and as a woman say it."""
    label = label.casefold()
    yield label
    if "ен(на)" in label:
        yield label.replace("ен(на)", "ен")
        yield label.replace("ен(на)", "на")


def to_data(filling: Filling) -> list[object]:
    """Plain JSON data, small."""
    return [dict(filling.answers), filling.position, filling.stage.value, filling.comment, filling.changing]


def from_data(content: Sequence[Any]) -> Filling:
    """What `to_data` gave."""
    answers, position, stage, said, changing = content
    return Filling(answers, position, Stage(stage), said, changing)


def to_json(filling: Filling) -> str:
    """As text, where a database wants text."""
    return _encode(to_data(filling))


def from_json(words: str) -> Filling:
    """What `to_json` gave."""
    return from_data(json.loads(words))


def _set(survey: Survey, filling: Filling, statement: str, value: int | None) -> Filling:
    if filling.stage is not Stage.STATEMENTS or survey.statements[filling.position].id != statement:
        return filling
    answers = {**filling.answers, statement: value}
    if filling.changing:
        return Filling(answers, filling.position, Stage.REVIEW, filling.comment)
    if filling.position + 1 < len(survey.statements):
        return Filling(answers, filling.position + 1, Stage.STATEMENTS, filling.comment)
    after = Stage.COMMENT if survey.comment else Stage.REVIEW
    return Filling(answers, filling.position, after, filling.comment)
