"""An administrator's walk through a survey: the very screens a respondent sees, and no answer kept anywhere.

Where she is stands in the screen's own name (`preview.WAVE.POSITION`), so there is nothing to store.
"""

from collections.abc import Callable
from dataclasses import replace

from chat.actions import action
from chat.screen import Button, Screen
from handlers.visit import Stale, View, Visit, number
from surveys import filling as moves
from surveys import screens, wave_screens
from surveys.definition import Survey
from surveys.filling import Filling, Stage

MARK = "p-"
"""What a button bears in the place of a filling's number: p-WAVE-POSITION."""


def show(visit: Visit, wave_id: str, position: str = "0") -> Screen:
    """View `preview`: statements from 0, then the comment, then the review."""
    survey = _survey(visit, wave_id)
    filling = _at(survey, number(position))
    draw = {Stage.COMMENT: screens.comment, Stage.REVIEW: screens.review}.get(filling.stage, screens.question)
    shown = draw(survey, filling, f"{MARK}{wave_id}-{position}", preview=True)
    leave = Button("К запуску", action("wave", wave_id))
    return replace(shown, rows=(*shown.rows[:-1], (*shown.rows[-1], leave)))


def walked(visit: Visit, wave_id: str) -> Screen:
    """View `walked`: the end of the walk."""
    _survey(visit, wave_id)
    return wave_screens.walked(action("wave", wave_id))


def is_one(filling_id: str) -> bool:
    """Whether a button belongs to a walk and not to a filling."""
    return filling_id.startswith(MARK)


def step(visit: Visit, filling_id: str, move: Callable[[Survey, Filling], Filling]) -> View:
    """The same moves a respondent makes."""
    wave_id, position = _read(filling_id)
    survey = _survey(visit, wave_id)
    return action("preview", wave_id, _position(survey, move(survey, _at(survey, position))))


def said(visit: Visit, words: str, wave_id: str, position: str = "0") -> View | None:
    """Something typed on the way; forgotten at once."""
    survey = _survey(visit, wave_id)
    before = _at(survey, number(position))
    after = moves.say(survey, before, words)
    return None if after is before else action("preview", wave_id, _position(survey, after))


def end(visit: Visit, filling_id: str) -> View:
    """*Завершить*: nothing goes anywhere, and the wave may be started."""
    wave_id, _ = _read(filling_id)
    _survey(visit, wave_id)
    visit.work.waves.walk(number(wave_id))
    return action("walked", wave_id)


def _survey(visit: Visit, wave_id: str) -> Survey:
    visit.require_admin()
    wave = visit.work.waves.get(number(wave_id))
    if wave is None:
        raise Stale
    return wave.survey


def _read(filling_id: str) -> tuple[str, int]:
    wave_id, _, position = filling_id.removeprefix(MARK).partition("-")
    return wave_id, number(position)


def _at(survey: Survey, position: int) -> Filling:
    """A respondent who has come this far, skipping everything."""
    last = len(survey.statements)
    seen = {one.id: None for one in survey.statements[:position]}
    if position < last:
        return Filling(seen, position)
    whole = Filling(seen, last - 1)
    return replace(whole, stage=Stage.COMMENT if survey.comment and position == last else Stage.REVIEW)


def _position(survey: Survey, filling: Filling) -> int:
    match filling.stage:
        case Stage.STATEMENTS:
            return filling.position
        case Stage.COMMENT:
            return len(survey.statements)
        case _:
            return len(survey.statements) + 1
