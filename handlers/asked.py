"""Who is asked what: begin a filling, and every screen of a wave around it."""

from dataclasses import replace

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import bold, lines
from handlers.visit import Stale, View, Visit, number
from storage.people import Audience, Membership, Purpose
from storage.waves import Wave, WaveState
from surveys import filling as moves
from surveys import screens
from surveys.filling import Filling

HOME = (Button("В начало", action("home")),)


def begin(visit: Visit, wave_id: str, place: str = "") -> View:
    """Start or go on; `place` is the class's number in the wave, needed by those who answer for several."""
    person, wave = visit.known, visit.work.waves.get(number(wave_id))
    mine = _mine(visit, wave)
    if wave is None or wave.state is WaveState.DRAFT or not mine:
        return action("no_wave")
    if wave.state is WaveState.CLOSED:
        return action("closed", wave.id)
    if wave.audience is not Audience.TEACHERS and visit.place.messenger in visit.facts.staff_only:
        return action("no_code", "staff")  # came in while this messenger still served families
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
    wave = running(visit, wave_id)
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
    wave = _one_of_mine(visit, wave_id)
    if wave.state is WaveState.CLOSED:
        return closed(visit, wave_id)
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


# --- after it


def thanks(visit: Visit, wave_id: str, place: str) -> Screen:
    """View `thanks`: and on to the next child's class, if there is one."""
    wave = running(visit, wave_id)
    shown = screens.thanks(_asked(visit, wave, place))
    return replace(shown, rows=(*_more(visit, wave), HOME))


def answered(visit: Visit, wave_id: str, place: str) -> Screen:
    """View `answered`: a second time changes nothing."""
    wave = _one_of_mine(visit, wave_id)
    if wave.state is WaveState.CLOSED:
        return closed(visit, wave_id)
    shown = screens.already_answered(_asked(visit, wave, place))
    return replace(shown, rows=(*_more(visit, wave), HOME))


def closed(visit: Visit, wave_id: str) -> Screen:
    """View `closed`: too late, said kindly."""
    wave = _one_of_mine(visit, wave_id)
    if wave.state is not WaveState.CLOSED:
        raise Stale
    return replace(screens.wave_closed(_asked(visit, wave, "")), rows=(HOME,))


def not_yet(visit: Visit, wave_id: str) -> Screen:
    """View `not_yet`: too early."""
    wave = running(visit, wave_id)
    return replace(screens.not_yet(_asked(visit, wave, ""), wave.opens_on), rows=(HOME,))


def no_wave(_visit: Visit) -> Screen:
    """View `no_wave`: an old or foreign button."""
    return replace(screens.no_wave(), rows=(HOME,))


# --- within


def _one_of_mine(visit: Visit, wave_id: str) -> Wave:
    """A wave that was started and asks this person."""
    wave = visit.work.waves.get(number(wave_id))
    if wave is None or wave.state is WaveState.DRAFT or not _mine(visit, wave):
        raise Stale
    return wave


def running(visit: Visit, wave_id: str) -> Wave:
    wave = _one_of_mine(visit, wave_id)
    if wave.state is not WaveState.OPEN:
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
