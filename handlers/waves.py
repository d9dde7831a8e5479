"""The administrator's waves: the list, coverage of one that runs, a word to those who have not answered, the end."""

from chat.actions import action
from chat.screen import MAX_LABEL, Button, Screen, screen
from chat.text import bold, lines, shorten
from chat.words import by_day, capital, counted, day, span
from handlers.drafts import HOME, draft, wave_of
from handlers.visit import View, Visit, number
from storage.outbox import Sent
from storage.waves import Wave, WaveState
from surveys import wave_screens as screens

STATES = {WaveState.DRAFT: "черновик", WaveState.OPEN: "идёт", WaveState.CLOSED: "закрыт"}


def _state(visit: Visit, wave: Wave) -> str:
    ahead = wave.state is WaveState.OPEN and wave.opens_on > visit.today
    return "скоро начнётся" if ahead else STATES[wave.state]


def _label(visit: Visit, wave: Wave) -> str:
    """With a day, for there may be several of one audience."""
    state = STATES[wave.state]
    if wave.state is WaveState.OPEN:
        ahead = wave.opens_on > visit.today
        state = f"начнётся {day(wave.opens_on)}" if ahead else f"идёт {by_day(wave.closes_on)}"
    elif wave.state is WaveState.CLOSED:
        state = f"закрыт {day(min(wave.closed_on or wave.closes_on, wave.closes_on))}"
    return shorten(f"{capital(wave.survey.audience)}: {state}", MAX_LABEL)


def show_all(visit: Visit) -> Screen:
    """View `waves`: the newest few, and a new one."""
    visit.require_admin()
    waves = visit.work.waves.all()[:6]
    rows = [(Button(_label(visit, wave), action("wave", wave.id)),) for wave in waves[:4]]
    words = [f"• {one.survey.title}: {_state(visit, one)}, {span(one.opens_on, one.closes_on)}" for one in waves]
    return screen(
        lines(bold("Опросы"), "", *(words or ["Опросов ещё не было."])),
        *rows,
        (Button("Новый опрос", action("wave_new")), *HOME),
    )


def show(visit: Visit, wave_id: str) -> Screen:
    """View `wave`: a draft's plan, an open wave's coverage, a closed wave's result."""
    visit.require_admin()
    wave = wave_of(visit, wave_id)
    match wave.state:
        case WaveState.DRAFT:
            return draft(visit, wave)
        case WaveState.OPEN:
            return _open(visit, wave)
        case WaveState.CLOSED:
            return _closed(visit, wave)


def _open(visit: Visit, wave: Wave) -> Screen:
    sending = _sending(visit, wave)
    longer = Button("Продлить", action("wave_dates", wave.id))
    close = Button("Закрыть опрос", action("wave_close_ask", wave.id))
    ways = (Button("Приглашения", action("invites", wave.audience)), Button("Назад", action("waves")))
    if wave.opens_on > visit.today:
        return screen(screens.ahead(wave.survey, wave.opens_on, wave.closes_on, sending.total), (longer, close), ways)
    rows = visit.work.waves.coverage(wave)
    words = screens.coverage(wave.survey, rows, wave.closes_on, visit.today)
    return screen(
        lines(words, "", screens.progress(sending)),
        (Button("Обновить", action("wave", wave.id)), longer),
        (Button("Напомнить неответившим", action("wave_remind", wave.id)),),
        (close,),
        ways,
    )


def _closed(visit: Visit, wave: Wave) -> Screen:
    result = visit.work.closing.result(wave.id)
    answered = result.school.answered if result else 0
    merged = [group.classes for group in result.groups] if result else []
    comments = len(visit.work.closing.comments(wave.id))
    return screens.closed(wave.survey, answered, merged, wave.id, comments)


def _sending(visit: Visit, wave: Wave) -> screens.Sending:
    tally = visit.work.outbox.tally(f"invite:{wave.id}:")
    return screens.Sending(
        sent=tally.get(Sent.SENT, 0),
        total=sum(tally.values()),
        undelivered=visit.work.outbox.reasons(f"invite:{wave.id}:"),
        unknown=tally.get(Sent.UNKNOWN, 0),
    )


# --- remind, close


def remind(visit: Visit, wave_id: str) -> View:
    """Once more to those who have not answered, at most once a day and three times a wave."""
    visit.require_admin()
    wave = wave_of(visit, wave_id, WaveState.OPEN)
    return action("wave_reminded", wave_id, visit.work.waves.remind(wave, visit.today))


def show_reminded(visit: Visit, wave_id: str, reminded: str) -> Screen:
    """View `wave_reminded`: to how many."""
    visit.require_admin()
    wave = wave_of(visit, wave_id)
    said = (
        f"Напоминаю тем, кто ещё не ответил: {counted(number(reminded), 'человек', 'человека', 'человек')}."
        if number(reminded)
        else "Сейчас напоминать некому или уже достаточно: не чаще раза в день и не больше трёх раз за опрос."
    )
    return screen(said, (Button("К опросу", action("wave", wave.id)),))


def ask_closing(visit: Visit, wave_id: str) -> Screen:
    """View `wave_close_ask`."""
    visit.require_admin()
    wave = wave_of(visit, wave_id, WaveState.OPEN)
    answered = sum(one.answered for one in visit.work.waves.coverage(wave))
    return screens.ask_closing(
        wave.survey, answered, close=action("wave_close", wave.id), leave=action("wave", wave.id)
    )


def close(visit: Visit, wave_id: str) -> View:
    """For good."""
    visit.require_admin()
    wave = wave_of(visit, wave_id, WaveState.OPEN)
    visit.work.closing.close(wave.id, visit.today)
    return action("wave", wave_id)
