"""A respondent's way through a survey: begin, answer, go back, look over, finish."""

from collections.abc import Callable
from dataclasses import replace

from chat.actions import Action, action
from chat.screen import Button, Screen, screen
from chat.text import bold, lines
from handlers import preview
from handlers.visit import Stale, View, Visit, number
from storage.fillings import FillingRow
from storage.people import Membership, Purpose
from storage.waves import Wave, WaveState
from surveys import filling as moves
from surveys import screens
from surveys.definition import Survey
from surveys.filling import Filling, Stage

HOME = (Button("В начало", action("home")),)
Move = Callable[[Survey, Filling], Filling]


# --- coming to it


def begin(visit: Visit, wave_id: str, place: str = "") -> View:
    """Start or go on; `place` is the class's number in the wave, needed by those who answer for several."""
    person, wave = visit.known, visit.work.waves.get(number(wave_id))
    mine = _mine(visit, wave)
    if wave is None or wave.state is WaveState.DRAFT or not mine:
        return action("no_wave")
    if wave.state is WaveState.CLOSED:
        return action("closed", wave.id)
    if wave.opens_on > visit.today:
        return action("not_yet", wave.id)
    if not visit.work.people.consented(person.id, Purpose.SURVEYS):
        return action("consent", f"w{wave.id}")
    if not place:
        return _whose(visit, wave, mine)
    if number(place) not in mine:
        raise Stale
    name = wave.classes[number(place)]
    if visit.work.participation.has_answered(wave.id, person.id, name):
        return action("answered", wave.id, place)
    begun = visit.work.fillings.of(wave.id, person.id, name)
    return action("filling", begun or visit.work.fillings.begin(wave.id, person.id, name, moves.to_data(Filling())))


def _whose(visit: Visit, wave: Wave, mine: list[int]) -> View:
    waiting = _unanswered(visit, wave, mine)
    match waiting:
        case []:
            return action("answered", wave.id, mine[0])
        case [place]:
            return begin(visit, str(wave.id), str(place))
        case _:
            return action("choose", wave.id)


def choose(visit: Visit, wave_id: str) -> Screen:
    """View `choose`: a parent of several children answers for each class apart."""
    wave = _running(visit, wave_id)
    waiting = _unanswered(visit, wave, _mine(visit, wave))
    if not waiting:
        raise Stale
    buttons = [Button(wave.classes[place], action("begin", wave.id, place)) for place in waiting[:10]]
    rows = [tuple(buttons[start : start + 5]) for start in range(0, len(buttons), 5)]
    return screen(
        lines(
            bold(f"Опрос «{wave.survey.title}»"), "", "За какой класс ответите сначала? Анкета у каждого класса своя."
        ),
        *rows,
    )


def ask(visit: Visit, wave_id: str, place: str) -> Screen:
    """View `ask`: who asks and why, for somebody known."""
    wave = _running(visit, wave_id)
    if number(place) not in _mine(visit, wave):
        raise Stale
    shown = screens.invitation(_asked(visit, wave, place))
    return replace(shown, rows=((Button("Начать", action("begin", wave.id, place)),),))


def buttons(visit: Visit) -> list[Button]:
    """What a known person may answer now, for the first screen: the first to close first."""
    if visit.person is None:
        return []
    found: list[Button] = []
    for wave in visit.work.waves.all(WaveState.OPEN)[::-1]:
        for place in _unanswered(visit, wave, _mine(visit, wave)) if wave.opens_on <= visit.today else []:
            begun = visit.work.fillings.of(wave.id, visit.person.id, wave.classes[place]) is not None
            said = "Продолжить опрос" if begun else "Ответить на опрос"
            whose = f": {wave.classes[place]}" if wave.classes[place] else ""
            found.append(Button(f"{said}{whose}", action("begin" if begun else "ask", wave.id, place)))
    return found


# --- the moves


def answer(visit: Visit, filling_id: str, statement: str, value: str) -> View:
    """An answer names its statement, so a double tap or an old button changes nothing."""
    points = number(value)
    return _move(visit, filling_id, lambda survey, filling: moves.answer(survey, filling, statement, points))


def skip(visit: Visit, filling_id: str, statement: str) -> View:
    """On without an answer."""
    return _move(visit, filling_id, lambda survey, filling: moves.skip(survey, filling, statement))


def back(visit: Visit, filling_id: str) -> View:
    """One step back."""
    return _move(visit, filling_id, moves.back)


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
    wave = _running(visit, str(row.wave_id))
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


def thanks(visit: Visit, wave_id: str, place: str) -> Screen:
    """View `thanks`: and on to the next child's class, if there is one."""
    wave = _running(visit, wave_id)
    shown = screens.thanks(_asked(visit, wave, place))
    return replace(shown, rows=(*_more(visit, wave), HOME))


def answered(visit: Visit, wave_id: str, place: str) -> Screen:
    """View `answered`: a second time changes nothing."""
    wave = _running(visit, wave_id)
    shown = screens.already_answered(_asked(visit, wave, place))
    return replace(shown, rows=(*_more(visit, wave), HOME))


def closed(visit: Visit, wave_id: str) -> Screen:
    """View `closed`: too late, said kindly."""
    wave = visit.work.waves.get(number(wave_id))
    if wave is None or wave.state is not WaveState.CLOSED or not _mine(visit, wave):
        raise Stale
    return replace(screens.wave_closed(_asked(visit, wave, "")), rows=(HOME,))


def not_yet(visit: Visit, wave_id: str) -> Screen:
    """View `not_yet`: too early."""
    wave = visit.work.waves.get(number(wave_id))
    if wave is None or wave.state is not WaveState.OPEN or not _mine(visit, wave):
        raise Stale
    return replace(screens.not_yet(_asked(visit, wave, ""), wave.opens_on), rows=(HOME,))


def no_wave(_visit: Visit) -> Screen:
    """View `no_wave`: an old or foreign button."""
    return replace(screens.no_wave(), rows=(HOME,))


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


def _running(visit: Visit, wave_id: str) -> Wave:
    wave = visit.work.waves.get(number(wave_id))
    if wave is None or wave.state is not WaveState.OPEN or not _mine(visit, wave):
        raise Stale
    return wave


def _mine(visit: Visit, wave: Wave | None) -> list[int]:
    """The numbers of the classes this person answers for in a wave."""
    if wave is None:
        return []
    classes = visit.work.people.memberships(visit.known.id)
    return [place for place, name in enumerate(wave.classes) if Membership(wave.audience, name) in classes]


def _unanswered(visit: Visit, wave: Wave, mine: list[int]) -> list[int]:
    person = visit.known.id
    return [one for one in mine if not visit.work.participation.has_answered(wave.id, person, wave.classes[one])]


def _more(visit: Visit, wave: Wave) -> list[tuple[Button, ...]]:
    waiting = _unanswered(visit, wave, _mine(visit, wave))
    return [(Button(f"Ответить за {wave.classes[place]}", action("begin", wave.id, place)),) for place in waiting[:4]]


def _asked(visit: Visit, wave: Wave, place: str) -> screens.Asked:
    name = wave.classes[number(place)] if place and number(place) < len(wave.classes) else ""
    return screens.Asked(wave.id, wave.survey, visit.facts.school, wave.closes_on, name)


def _storable(words: str) -> str:
    """Without what a database refuses in a text: a zero byte, half of a surrogate pair."""
    return words.replace("\0", "").encode("utf-8", "ignore").decode()
