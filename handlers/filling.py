"""A respondent's way through a survey: begin, answer, go back, look over, finish."""

from collections.abc import Callable
from dataclasses import replace

from chat.actions import Action, action
from chat.screen import Screen
from handlers import asked, preview
from handlers.visit import Stale, View, Visit, number
from storage.fillings import FillingRow
from storage.waves import WaveState
from surveys import filling as moves
from surveys import screens
from surveys.definition import Survey
from surveys.filling import Filling, Stage

Move = Callable[[Survey, Filling], Filling]


def answer(visit: Visit, filling_id: str, statement: str, value: str) -> View:
    """An answer names its statement, so a double tap or an old button changes nothing."""
    points = number(value)
    return _move(visit, filling_id, lambda survey, filling: moves.answer(survey, filling, statement, points))


def skip(visit: Visit, filling_id: str, statement: str) -> View:
    """On without an answer."""
    return _move(visit, filling_id, lambda survey, filling: moves.skip(survey, filling, statement))


def back(visit: Visit, filling_id: str, place: str) -> View:
    """One step back from the place the button names: a double tap is one step, not two."""

    def move(survey: Survey, filling: Filling) -> Filling:
        return moves.back(survey, filling) if moves.stands(survey, filling) == place else filling

    return _move(visit, filling_id, move)


def no_comment(visit: Visit, filling_id: str) -> View:
    """No comment, or not any more."""
    return _move(visit, filling_id, lambda _, filling: moves.no_comment(filling))


def go_to(visit: Visit, filling_id: str, target: str) -> View:
    """To a statement seen before, the comment or the review."""
    return _move(visit, filling_id, lambda survey, filling: moves.go_to(survey, filling, target))


def said(visit: Visit, words: str, filling_id: str) -> View | None:
    """Something typed while filling: an answer, the comment, a number to change. None when it means nothing here."""
    kept = _storable(words)
    row = _row(visit, filling_id)
    filling = moves.from_data(row.draft)
    if moves.say(visit.work.waves.survey(row.wave_id, row.digest), filling, kept) is filling:
        return None
    return _move(visit, filling_id, lambda survey, before: moves.say(survey, before, kept))


def finish(visit: Visit, filling_id: str) -> View:
    """The ballot goes into the box; from here on nobody can tell whose it is."""
    if preview.is_one(filling_id):
        return preview.end(visit, filling_id)
    person, row = visit.known, _row(visit, filling_id)
    survey = visit.work.waves.survey(row.wave_id, row.digest)
    filling = moves.from_data(row.draft)
    if moves.finish(filling) is filling or row.wave_state != WaveState.OPEN:
        return action("filling", row.id)
    wave = asked.running(visit, str(row.wave_id))
    answers = {one.id: filling.answers.get(one.id) for one in survey.statements}
    visit.work.ballots.put(row, person.id, answers, filling.comment)
    visit.work.people.forget_screens(person.id)
    thanked = action("thanks", wave.id, wave.classes.index(row.class_name))
    visit.work.people.lead(person.id, action("filling", row.id).pack(), thanked.pack())
    return thanked


# --- what is seen


def show(visit: Visit, filling_id: str) -> Screen:
    """View `filling`: wherever the person is in it. No trace of it stays in a mailbox."""
    row = _row(visit, filling_id)
    survey = visit.work.waves.survey(row.wave_id, row.digest)
    filling = moves.from_data(row.draft)
    draw = {Stage.COMMENT: screens.comment, Stage.REVIEW: screens.review}.get(filling.stage, screens.question)
    return replace(draw(survey, filling, row.id), fleeting=True)


def stay(visit: Visit) -> View | None:
    """Where somebody in mid-survey stays when what they typed means nothing."""
    standing = visit.person.view if visit.person else ""
    return Action.unpack(standing) if standing.startswith(("filling.", "preview.")) else None


# --- within


def _move(visit: Visit, filling_id: str, move: Move) -> View:
    if preview.is_one(filling_id):
        return preview.step(visit, filling_id, move)
    row = _row(visit, filling_id)
    before = moves.from_data(row.draft)
    after = move(visit.work.waves.survey(row.wave_id, row.digest), before)
    if after is not before:
        visit.work.fillings.save(row, visit.known.id, moves.to_data(after))
    return action("filling", row.id)


def _row(visit: Visit, filling_id: str) -> FillingRow:
    row = visit.work.fillings.get(number(filling_id), visit.known.id)
    if row is None or row.wave_state != WaveState.OPEN:
        raise Stale
    return row


def _storable(words: str) -> str:
    """Without what a database refuses in a text: a zero byte, half of a surrogate pair."""
    return words.replace("\0", "").encode("utf-8", "ignore").decode()
