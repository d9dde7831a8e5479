"""Words around the plan that are no part of reading one: its standing, its positions, files that are no plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from chat.actions import action
from chat.paging import Page
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, lines, shorten
from chat.words import capital, counted, day
from cyclogram.plan import PlanKind
from cyclogram.screens import pager
from handlers.plan_years import year_name
from handlers.position_screens import people
from storage.plans import StoredPlan
from storage.positions import Position

HOME = (Button("В начало", action("home")),)
SEND = (
    "Пришлите файл циклограммы: Word (.docx), Excel (.xlsx, .xls), .ods или .csv, до 10 МБ. "
    "Нужны столбцы «Мероприятие», «Срок» и «Ответственный»."
)
REFUSED = {
    "guest": "Файлы принимаю только от администратора ВСОКО.",
    "kind": "Такой файл не прочитаю: нужна таблица Word (.docx), Excel (.xlsx) или .csv. Пришлите её в этом виде.",
    "big": "Файл больше 10 МБ. Оставьте в нём только таблицу плана и пришлите ещё раз.",
}


DONE = {"done": "Готово, план изменён."}
"""What is said above the plan by its mark."""


@dataclass(frozen=True, slots=True)
class Part:
    """A plan in force: the cyclogram, or the roadmap beside it."""

    id: int
    kind: PlanKind
    name: str
    rows: int
    questions: int
    assumed: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the plans in force stand.

    `waiting` is the id of a newer one that was read and not decided on, `other_year` begins a year that has plans too.
    """

    plans: Sequence[Part]
    still_open: int
    overdue: int
    versions: bool
    vacant: int
    waiting: int | None
    other_year: int | None = None


def refused(why: str) -> Screen:
    """A file that is not read."""
    return screen(REFUSED[why], HOME)


def no_plan(waiting: int | None) -> Screen:
    """Before the first plan."""
    return screen(
        lines(bold("Плана пока нет."), "", SEND), _waiting(waiting), (Button("Учебный год", action("year")), *HOME)
    )


def standing(plan: Standing, mark: str = "") -> Screen:
    """The plans in force in a few lines."""
    late = f", из них просрочено {plan.overdue}" if plan.overdue else ""
    questions = sum(one.questions for one in plan.plans)
    words = lines(
        *([lines(italic(DONE[mark]), "")] if mark in DONE else []),
        bold("План и сроки"),
        *(italic(shorten(one.name, 100)) for one in plan.plans),
        "",
        f"{_rows(plan.plans)}, открытых сроков: {plan.still_open}{late}.",
        f"Вопросов к вам: {questions}." if questions else "Вопросов к вам нет.",
        f"Должностей, которые никто не занял: {plan.vacant}." if plan.vacant else "У всех должностей есть люди.",
        "",
        "Чтобы заменить план, пришлите новый файл: отметки о сделанном сохранятся.",
    )
    more = _versions(there_are=plan.versions)
    if plan.other_year is not None:  # its screen leads to earlier versions as well: ten buttons are here already
        more = (Button(f"План на {year_name(plan.other_year)}", action("plan_year", plan.other_year)),)
    return screen(
        words,
        _waiting(plan.waiting) or _unclear(plan.plans),
        (Button("Сроки школы", action("school_deadlines", 0)), Button("Циклограмма", action("cyclogram"))),
        (Button("Строки плана", action("plan_rows", 0, plan.plans[0].id)), Button("Должности", action("plan_people"))),
        (Button("Проверка плана", action("check")), Button("Учебный год", action("year"))),
        (Button("Файлы и отчёт", action("export")), *more, *HOME),
    )


def of_year(start: int, plans: Sequence[Part], still_open: int, *, versions: bool) -> Screen:
    """The plans of another year than the one that runs."""
    rows = [Button(capital(_ROWS[one.kind]), action("plan_rows", 0, one.id)) for one in plans]
    return screen(
        lines(
            bold(f"План на {year_name(start)} учебный год"),
            *(italic(shorten(one.name, 100)) for one in plans),
            "",
            f"{_rows(plans)}, открытых сроков: {still_open}.",
        ),
        _unclear(plans),
        tuple(rows),
        _versions(there_are=versions),
        (Button("К плану", action("plan")), *HOME),
    )


def _versions(*, there_are: bool) -> tuple[Button, ...]:
    return (Button("Прежние версии", action("plan_versions")),) if there_are else ()


def _rows(plans: Sequence[Part]) -> str:
    """«В плане 25 строк», «В плане 25 строк, в дорожной карте 3»."""
    said = [f"{PLACES[one.kind]} {counted(one.rows, 'строка', 'строки', 'строк')}" for one in plans]
    return capital(", ".join(said))


_ROWS = {PlanKind.CYCLOGRAM: "строки плана", PlanKind.ROADMAP: "строки дорожной карты"}
PLACES = {PlanKind.CYCLOGRAM: "в плане", PlanKind.ROADMAP: "в дорожной карте"}


def _unclear(plans: Sequence[Part]) -> tuple[Button, ...]:
    """To the questions of the first plan that has any, then to what was only assumed."""
    for one in plans:
        if one.questions:
            return (Button(f"Ответить на вопросы ({one.questions})", action("plan_ask", one.id)),)
    for one in plans:
        if one.assumed:
            return (Button(f"Проверить предположения ({one.assumed})", action("plan_check", one.id)),)
    return ()


def versions(shown: Page[StoredPlan], size: int, zone: tzinfo) -> Screen:
    """Earlier versions; a number leads to a preview of what bringing it back would change."""
    back = (Button("К плану", action("plan")),)
    if not shown.items:
        return screen("Прежних версий нет: план ещё не меняли.", back)
    first = shown.number * size + 1
    listed = [
        f"{at}. {shorten(one.name, 80)} — принят {day(one.at.astimezone(zone).date(), year=True)}, "
        f"{counted(len(one.plan.rows), 'строка', 'строки', 'строк')}"
        for at, one in enumerate(shown.items, first)
    ]
    numbers = [Button(str(at), action("plan_back", one.id)) for at, one in enumerate(shown.items, first)]
    return screen(
        lines(bold("Прежние версии плана"), "", *listed, "", "Нажмите номер: покажу, что изменится, если её вернуть."),
        tuple(numbers),
        pager("plan_versions", shown.number, shown.pages),
        back,
    )


def with_positions(stored: Screen) -> Screen:
    """The plan has just been put in force; the way to its positions stands beneath."""
    return Screen(stored.text, (*stored.rows, (Button("Должности и приглашения", action("plan_people")),)))


def positions(shown: Page[Position], size: int) -> Screen:
    """Who answers for rows; a number leads to the position."""
    first = shown.number * size + 1
    if not shown.items:
        return screen("В плане пока нет ответственных.", (Button("К плану", action("plan")),))
    listed = [
        f"{at}. {capital(shorten(one.wording, 120))} — {people(one.people)}"
        for at, one in enumerate(shown.items, first)
    ]
    numbers = [Button(str(at), action("position", one.id)) for at, one in enumerate(shown.items, first)]
    return screen(
        lines(bold("Должности"), "", *listed, "", "Нажмите номер: приглашение, передача дел, напоминания."),
        tuple(numbers),
        pager("plan_people", shown.number, shown.pages),
        (Button("К плану", action("plan")),),
    )


def _waiting(plan_id: int | None) -> tuple[Button, ...]:
    return (Button("Прочитанный план ждёт решения", action("plan_page", 0, plan_id)),) if plan_id is not None else ()
