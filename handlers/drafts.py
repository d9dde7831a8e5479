"""A wave being prepared: whom it asks, when, a walk through it, the start."""

from datetime import date, timedelta

from chat.actions import action
from chat.screen import MAX_LABEL, Button, Screen, screen
from chat.text import bold, lines, shorten
from chat.words import capital, counted, span
from cyclogram.objects import titles
from cyclogram.phrases import Reading, read
from handlers.screens import noted
from handlers.sizes import class_names
from handlers.visit import Stale, View, Visit, number
from storage.people import Audience
from storage.waves import Wave, WaveState
from surveys import wave_screens as screens
from surveys.definition import Survey, builtin

DAYS = 7
"""How long a wave runs unless she says otherwise."""
HOME = (Button("В начало", action("home")),)


def show_new(visit: Visit) -> Screen:
    """View `wave_new`: which survey."""
    visit.require_admin()
    return screen(
        lines(bold("Новый опрос"), "", "Кого спросим?"),
        *((Button(_asked(one), action("wave_make", one.id)),) for one in builtin().values()),
        (Button("Назад", action("waves")),),
    )


def _asked(survey: Survey) -> str:
    amount = counted(len(survey.statements), "вопрос", "вопроса", "вопросов")
    return shorten(f"{capital(survey.audience)} · {amount}", MAX_LABEL)


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


def draft(visit: Visit, wave: Wave) -> Screen:
    """A prepared wave as it would run."""
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
    change = [Button("Сроки", action("wave_dates", wave.id)), Button("Что оцениваем", action("wave_objects", wave.id))]
    if wave.audience is not Audience.TEACHERS:
        change.insert(0, Button("Классы", action("wave_classes", wave.id)))
    ways = (Button("Приглашения", action("invites", wave.audience)), Button("Назад", action("waves")))
    return Screen(shown.text, (*shown.rows, tuple(change), ways))


def show_objects(visit: Visit, wave_id: str) -> Screen:
    """View `wave_objects`: the statements beside the objects they measure."""
    visit.require_admin()
    wave = wave_of(visit, wave_id)
    return screens.objects(wave.survey, titles(), back=action("wave", wave.id))


# --- classes and dates


def ask_classes(visit: Visit, wave_id: str, mark: str = "") -> Screen:
    """View `wave_classes`: typed."""
    visit.require_admin()
    wave = wave_of(visit, wave_id, WaveState.DRAFT)
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
    wave = wave_of(visit, wave_id, WaveState.DRAFT)
    known = tuple(visit.work.school.sizes(wave.audience))
    chosen = known if words.strip().lower() == "все" else class_names(words)
    if not chosen or not set(chosen) <= set(known):
        return action("wave_classes", wave_id, "wrong")
    visit.work.waves.change(wave.id, classes=tuple(name for name in known if name in chosen))
    return action("wave", wave_id)


def ask_dates(visit: Visit, wave_id: str, mark: str = "") -> Screen:
    """View `wave_dates`: typed in the words of a plan."""
    visit.require_admin()
    wave = wave_of(visit, wave_id, WaveState.DRAFT, WaveState.OPEN)
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
    wave = wave_of(visit, wave_id, WaveState.DRAFT, WaveState.OPEN)
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
    reading = read(words, visit.work.school.year_of(visit.today))
    if not isinstance(reading, Reading) or len(reading.spans) != 1:
        return None
    return reading.spans[0].start, reading.spans[0].end


def start(visit: Visit, wave_id: str) -> View:
    """Freeze it, invite everybody who has a chat with us. The first day may still lie ahead."""
    visit.require_admin()
    wave = wave_of(visit, wave_id, WaveState.DRAFT)
    if not wave.classes or not wave.walked:
        raise Stale
    visit.work.waves.start(wave.id, visit.today)
    return action("wave", wave_id)


def drop(visit: Visit, wave_id: str) -> View:
    """A draft she does not want."""
    visit.require_admin()
    visit.work.waves.drop(wave_of(visit, wave_id, WaveState.DRAFT).id)
    return action("waves")


def wave_of(visit: Visit, wave_id: str, *states: WaveState) -> Wave:
    """The wave a button speaks of, in one of these states; anything else is stale."""
    wave = visit.work.waves.get(number(wave_id))
    if wave is None or (states and wave.state not in states):
        raise Stale
    return wave
