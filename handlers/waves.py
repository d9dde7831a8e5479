"""The administrator's waves: plan, walk through, start, watch coverage, extend, close."""

from datetime import date, timedelta

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import bold, lines
from chat.words import capital, span
from cyclogram.phrases import Reading, read
from cyclogram.school_year import school_year_of
from handlers.screens import noted
from handlers.sizes import class_names
from handlers.visit import Stale, View, Visit, number
from storage.outbox import Sent
from storage.people import Audience
from storage.waves import Wave, WaveState
from surveys import wave_screens as screens
from surveys.definition import builtin

DAYS = 7
"""How long a wave runs unless she says otherwise."""
HOME = (Button("В начало", action("home")),)
STATES = {WaveState.DRAFT: "черновик", WaveState.OPEN: "идёт", WaveState.CLOSED: "закрыт"}


def show_all(visit: Visit) -> Screen:
    """View `waves`: the newest few, and a new one."""
    visit.require_admin()
    waves = visit.work.waves.all()[:6]
    rows = [
        (Button(f"{capital(wave.survey.audience)}: {STATES[wave.state]}"[:40], action("wave", wave.id)),)
        for wave in waves[:4]
    ]
    words = [f"• {wave.survey.title}: {STATES[wave.state]}, {span(wave.opens_on, wave.closes_on)}" for wave in waves]
    return screen(
        lines(bold("Опросы"), "", *(words or ["Опросов ещё не было."])),
        *rows,
        (Button("Новый опрос", action("wave_new")), *HOME),
    )


def show_new(visit: Visit) -> Screen:
    """View `wave_new`: which survey."""
    visit.require_admin()
    return screen(
        lines(bold("Новый опрос"), "", "Кого спросим?"),
        *((Button(f"{capital(one.audience)} · {len(one.statements)} вопросов"[:40], action("wave_make", one.id)),)
          for one in builtin().values()),
        (Button("Назад", action("waves")),),
    )  # fmt: skip


def make(visit: Visit, survey_id: str) -> View:
    """A draft for everybody of the audience, for a week from today."""
    visit.require_admin()
    survey = builtin().get(survey_id)
    if survey is None:
        raise Stale
    audience = Audience(survey_id)
    classes = tuple(visit.work.school.sizes(audience))
    wave_id = visit.work.waves.make(survey, audience, classes, visit.today, visit.today + timedelta(days=DAYS))
    return action("wave", wave_id)


def show(visit: Visit, wave_id: str) -> Screen:
    """View `wave`: a draft's plan, an open wave's coverage, a closed wave's result."""
    visit.require_admin()
    wave = _wave(visit, wave_id)
    match wave.state:
        case WaveState.DRAFT:
            return _draft(visit, wave)
        case WaveState.OPEN:
            return _open(visit, wave)
        case WaveState.CLOSED:
            return _closed(visit, wave)


def _draft(visit: Visit, wave: Wave) -> Screen:
    sizes = visit.work.school.sizes(wave.audience)
    if not wave.classes:
        return screen(
            "Сначала укажите численность: без неё бот не знает, кого приглашать и как считать охват.",
            (Button("Классы и численность", action("people")),),
            HOME,
        )
    reachable = len({person for person, _ in visit.work.people.members(wave.audience, wave.classes)})
    plan = screens.Plan(
        wave.survey,
        wave.opens_on,
        wave.closes_on,
        {name: sizes.get(name, 0) for name in wave.classes},
        reachable,
    )
    shown = screens.plan(
        plan,
        walk=action("preview", wave.id),
        launch=action("wave_start", wave.id) if wave.walked else None,
        cancel=action("wave_drop", wave.id),
    )
    change = [Button("Сроки", action("wave_dates", wave.id))]
    if wave.audience is not Audience.TEACHERS:
        change.insert(0, Button("Классы", action("wave_classes", wave.id)))
    return Screen(shown.text, (*shown.rows, tuple(change)))


def _open(visit: Visit, wave: Wave) -> Screen:
    rows = visit.work.waves.coverage(wave)
    words = screens.coverage(wave.survey, rows, wave.closes_on, visit.today)
    return screen(
        lines(words, "", screens.progress(_sending(visit, wave))),
        (Button("Обновить", action("wave", wave.id)), Button("Продлить", action("wave_dates", wave.id))),
        (Button("Напомнить неответившим", action("wave_remind", wave.id)),),
        (Button("Закрыть опрос", action("wave_close_ask", wave.id)),),
        (Button("Назад", action("waves")),),
    )


def _closed(visit: Visit, wave: Wave) -> Screen:
    result = visit.work.closing.result(wave.id)
    answered = result.school.answered if result else 0
    merged = [group.classes for group in result.groups] if result else []
    shown = screens.closed(wave.survey, answered, merged, action("summary_asked"))
    return Screen(shown.text, (*shown.rows, (Button("Назад", action("waves")),)))


def _sending(visit: Visit, wave: Wave) -> screens.Sending:
    tally = visit.work.outbox.tally(f"invite:{wave.id}:")
    return screens.Sending(
        sent=tally.get(Sent.SENT, 0),
        total=sum(tally.values()),
        undelivered=visit.work.outbox.reasons(f"invite:{wave.id}:"),
        unknown=tally.get(Sent.UNKNOWN, 0),
    )


# --- classes and dates


def ask_classes(visit: Visit, wave_id: str, mark: str = "") -> Screen:
    """View `wave_classes`: typed."""
    visit.require_admin()
    wave = _wave(visit, wave_id, WaveState.DRAFT)
    known = ", ".join(visit.work.school.sizes(wave.audience))
    return screen(
        lines(
            *noted("Таких классов в списке нет, попробуйте ещё раз." if mark else ""),
            bold("Какие классы?"),
            "",
            f"Сейчас: {', '.join(wave.classes)}.",
            f"Напишите нужные через запятую или «все». В списке школы: {known}.",
        ),
        (Button("Оставить так", action("wave", wave.id)),),
    )


def type_classes(visit: Visit, words: str, wave_id: str, _mark: str = "") -> View:
    """Classes of a draft, as typed."""
    visit.require_admin()
    wave = _wave(visit, wave_id, WaveState.DRAFT)
    known = tuple(visit.work.school.sizes(wave.audience))
    chosen = known if words.strip().lower() == "все" else class_names(words)
    if not chosen or not set(chosen) <= set(known):
        return action("wave_classes", wave_id, "wrong")
    visit.work.waves.change(wave.id, classes=tuple(name for name in known if name in chosen))
    return action("wave", wave_id)


def ask_dates(visit: Visit, wave_id: str, mark: str = "") -> Screen:
    """View `wave_dates`: typed in the words of a plan."""
    visit.require_admin()
    wave = _wave(visit, wave_id, WaveState.DRAFT, WaveState.OPEN)
    said = "Напишите, с какого по какое: «с 5 по 12 декабря»." if wave.state is WaveState.DRAFT else (
        "Напишите новый последний день: «до 12 декабря». Сделать срок короче нельзя."
    )  # fmt: skip
    return screen(
        lines(
            *noted(WRONG_DATES if mark else ""),
            bold("Сроки опроса"),
            "",
            f"Сейчас: {span(wave.opens_on, wave.closes_on, year=True)}.",
            said,
        ),
        (Button("Оставить так", action("wave", wave.id)),),
    )


WRONG_DATES = "Не понял даты или они не подходят: последний день не раньше сегодняшнего и не дальше двух месяцев."
LONGEST = timedelta(days=62)


def type_dates(visit: Visit, words: str, wave_id: str, _mark: str = "") -> View:
    """Dates of a draft, or a later end of a running wave."""
    visit.require_admin()
    wave = _wave(visit, wave_id, WaveState.DRAFT, WaveState.OPEN)
    dates = _dates(visit, words)
    if dates is None:
        return action("wave_dates", wave_id, "wrong")
    start, end = dates
    running = wave.state is WaveState.OPEN
    opens = wave.opens_on if running or start == end else max(start, visit.today)
    if end < max(visit.today, opens) or end - opens > LONGEST or (running and end < wave.closes_on):
        return action("wave_dates", wave_id, "wrong")
    visit.work.waves.change(wave.id, opens_on=opens, closes_on=end)
    return action("wave", wave_id)


def _dates(visit: Visit, words: str) -> tuple[date, date] | None:
    reading = read(words, school_year_of(visit.today))
    if not isinstance(reading, Reading) or len(reading.spans) != 1:
        return None
    return reading.spans[0].start, reading.spans[0].end


# --- start, remind, close


def start(visit: Visit, wave_id: str) -> View:
    """Freeze it, invite everybody who has a chat with us. The first day may still lie ahead."""
    visit.require_admin()
    wave = _wave(visit, wave_id, WaveState.DRAFT)
    if not wave.classes or not wave.walked:
        raise Stale
    visit.work.waves.start(wave.id, visit.today)
    return action("wave", wave_id)


def drop(visit: Visit, wave_id: str) -> View:
    """A draft she does not want."""
    visit.require_admin()
    visit.work.waves.drop(_wave(visit, wave_id, WaveState.DRAFT).id)
    return action("waves")


def remind(visit: Visit, wave_id: str) -> View:
    """Once more to those who have not answered, at most once a day and three times a wave."""
    visit.require_admin()
    wave = _wave(visit, wave_id, WaveState.OPEN)
    return action("wave_reminded", wave_id, visit.work.waves.remind(wave, visit.today))


def show_reminded(visit: Visit, wave_id: str, reminded: str) -> Screen:
    """View `wave_reminded`: to how many."""
    visit.require_admin()
    wave = _wave(visit, wave_id)
    said = (
        f"Напоминание уходит тем, кто ещё не ответил: {number(reminded)}."
        if number(reminded)
        else "Сейчас напоминать некому или уже достаточно: не чаще раза в день и не больше трёх раз за опрос."
    )
    return screen(said, (Button("К опросу", action("wave", wave.id)),))


def ask_closing(visit: Visit, wave_id: str) -> Screen:
    """View `wave_close_ask`."""
    visit.require_admin()
    wave = _wave(visit, wave_id, WaveState.OPEN)
    answered = sum(one.answered for one in visit.work.waves.coverage(wave))
    return screens.ask_closing(
        wave.survey, answered, close=action("wave_close", wave.id), leave=action("wave", wave.id)
    )


def close(visit: Visit, wave_id: str) -> View:
    """For good."""
    visit.require_admin()
    wave = _wave(visit, wave_id, WaveState.OPEN)
    visit.work.closing.close(wave.id, visit.today)
    return action("wave", wave_id)


def _wave(visit: Visit, wave_id: str, *states: WaveState) -> Wave:
    wave = visit.work.waves.get(number(wave_id))
    if wave is None or (states and wave.state not in states):
        raise Stale
    return wave
