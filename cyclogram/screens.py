"""What the deputy head reads about her plan: the preview, the confirmation, what is in force.

Reminders and lists of deadlines are worded in `reminder_screens`, what a plan asks in `question_screens`. Verbs:
`plan_ok.MARK`, `plan_no`, `plan_page.N`, `plan_ask` and `plan_check` (to the next question, the next assumption).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from chat.actions import action
from chat.paging import page
from chat.screen import MAX_TEXT, Button, Screen, screen
from chat.text import Run, Text, bold, italic, lines, shorten, text
from chat.words import capital, counted, listed, plural, span
from cyclogram.phrases import OTHER_YEAR, spans_words
from cyclogram.places import place
from cyclogram.plan import PlanKind, PlanRow, ReadPlan
from cyclogram.repeats import rrule_words
from cyclogram.school_year import school_year_of
from cyclogram.spans import Span

ROWS_ON_PAGE = 6
WHAT = 110
"""UTF-16 units of a row's name in a list."""
MARGIN = 60

HOME = (Button("В начало", action("home")),)
BEFORE, AFTER = "◀ Предыдущие", "Следующие ▶"

Words = Text | Run | str


def reading() -> Screen:
    """While the worker is at it."""
    return screen("Читаю файл…")


# -- the preview


def preview(plan: ReadPlan, number: int = 0, changes: str = "", mark: str = "") -> Screen:
    """What was understood, a page at a time, rows with questions first, then those whose days are only assumed.

    Nothing is in force before `plan_ok`. `changes`: what it does to the plan in force, "" when there is none; `mark`
    ties the button to that.
    """
    asking_first = sorted(plan.rows, key=lambda row: (not row.questions, not row.is_assumed))
    shown = page(asking_first, number, ROWS_ON_PAGE)
    body: list[Words] = [_counts(plan), *([changes] if changes else [])]
    if number == 0:
        body.extend(_problems(plan))
    for row in shown.items:
        body.extend(("", _row(row)))
    if shown.pages > 1:
        body.extend(("", italic_page(shown.number, shown.pages)))
    return screen(fitting(body), *_preview_buttons(plan, shown.number, shown.pages, mark, compared=bool(changes)))


def empty(plan: ReadPlan) -> Screen:
    """A file in which no row of a plan was found, with the reasons."""
    reasons = [f"{place(problem.where)}: {problem.message}" for problem in plan.problems[:8]]
    said: list[Words] = [bold("Строк плана не нашлось"), "", *reasons, "", "Исправьте таблицу и пришлите ещё раз."]
    return screen(fitting(said), HOME)


def _counts(plan: ReadPlan) -> Text:
    rows = len(plan.rows)
    dated = sum(1 for row in plan.rows if row.deadlines)
    again = sum(1 for row in plan.rows if row.repeats and not row.deadlines)
    repeating = f"{again} {plural(again, 'повторяется', 'повторяются', 'повторяются')}, " if again else ""
    questions = len(plan.questions)
    read = f"Прочитано {counted(rows, 'строка', 'строки', 'строк')}"
    asked = counted(questions, "вопрос", "вопроса", "вопросов") if questions else "вопросов нет"
    kind = "\nЭто дорожная карта: она будет действовать рядом с циклограммой." if plan.kind is PlanKind.ROADMAP else ""
    head = bold(f"{read}: {dated} с датами, {repeating}{asked}.")
    return text(head, f"\nОтветственных в плане: {len(plan.positions)}.", kind)


def _problems(plan: ReadPlan) -> list[Words]:
    shown = [text("⚠ ", f"{place(problem.where)}: {problem.message}") for problem in plan.problems[:5]]
    more = len(plan.problems) - len(shown)
    return ["", *shown, *([f"…и ещё {more}"] if more > 0 else [])] if shown else []


def _row(row: PlanRow) -> Text:
    parts: list[Words] = [text(f"Строка {row.number}: ", bold(shorten(row.what or "Без названия", WHAT)))]
    if when := when_words(row):
        parts.append(f"Срок: {when}")
    if row.responsible:
        parts.append(f"Отвечает: {shorten(listed(row.responsible), WHAT)}")
    if row.done:
        parts.append("✓ Уже выполнено")
    parts.extend(italic(capital(shorten(note, WHAT))) for note in row.notes[:2])
    parts.extend(text("? ", f"{place(question.where)}: {shorten(question.text, 140)}") for question in row.questions)
    return lines(*parts)


def when_words(row: PlanRow) -> str:
    """The row's dates in words; "" when it has none."""
    if row.deadlines:
        return spans_words(row.spans, 5)
    return "; ".join(rrule_words(repeat.rrule) for repeat in row.repeats)


def year_told(row: PlanRow, today: date) -> str:
    """«Срок в другом учебном году: 28 мая 2028 года.»; "" where the days are of the year that runs, or it is noted."""
    around = school_year_of(today).around
    days = row.spans or tuple(Span(one.start, one.until) for one in row.repeats)
    apart = [span(one.start, one.end, year=True) for one in days if not one.within(around)]
    if not apart or any(note.startswith(OTHER_YEAR) for note in row.notes):
        return ""
    return f"Срок в другом учебном году: {'; '.join(apart[:4])}."


def _preview_buttons(plan: ReadPlan, number: int, pages: int, mark: str, *, compared: bool) -> list[tuple[Button, ...]]:
    other = "Это циклограмма" if plan.kind is PlanKind.ROADMAP else "Это дорожная карта"
    return [
        pager("plan_page", number, pages),
        ask_button(plan),
        check_button(plan),
        (*((Button("Что изменится", action("plan_diff", 0)),) if compared else ()), Button(other, action("plan_kind"))),
        (accept(mark), Button("Отменить", action("plan_no"))),
    ]


def accept(mark: str) -> Button:
    """«Принять план», tied to what was shown of it."""
    return Button("Принять план", action("plan_ok", mark))


def ask_button(plan: ReadPlan) -> tuple[Button, ...]:
    """To what is still asked, where something is."""
    n = len(plan.questions)
    return (Button(f"Ответить на вопросы ({n})", action("plan_ask")),) if n else ()


def check_button(plan: ReadPlan) -> tuple[Button, ...]:
    """To the rows whose days are only assumed, where there are such."""
    n = len(plan.assumed)
    return (Button(f"Проверить предположения ({n})", action("plan_check")),) if n else ()


def pager(verb: str, number: int, pages: int) -> tuple[Button, ...]:
    """To the page before and the page after, where there are such; «Назад» always leads up, never here."""
    back = (Button(BEFORE, action(verb, number - 1)),) if number > 0 else ()
    forward = (Button(AFTER, action(verb, number + 1)),) if number + 1 < pages else ()
    return back + forward


def italic_page(number: int, pages: int) -> Text:
    """«Страница 2 из 7»."""
    return text(italic(f"Страница {number + 1} из {pages}"))


# -- stored, changed, refused


def stored(plan: ReadPlan, invites: Sequence[tuple[str, str]] = (), past: int = 0) -> Screen:
    """The plan is in force. `invites`: (position, its code or link); `past`: deadlines already over."""
    dates = sum(len(row.deadlines) for row in plan.rows)
    rows = counted(len(plan.rows), "строка", "строки", "строк")
    body: list[Words] = [
        bold("План принят."),
        f"{rows}, {counted(dates, 'срок', 'срока', 'сроков')}. Напоминания придут сами.",
    ]
    questions = len(plan.questions)
    if questions:
        waits = plural(questions, "ждёт", "ждут", "ждут")
        body.append(f"{counted(questions, 'вопрос', 'вопроса', 'вопросов')} {waits} ответа.")
    if past:
        over = plural(past, "прошёл", "прошли", "прошли")
        body.append(f"{counted(past, 'срок', 'срока', 'сроков')} уже {over}: сделанное отметьте в «Сроках школы».")
    if invites:
        body.extend(("", "Раздайте приглашения: по ним люди займут свои должности.", *_invites(invites)))
    return screen(fitting(body), ask_button(plan), (Button("Сроки школы", action("school_deadlines", 0)),))


def _invites(invites: Sequence[tuple[str, str]]) -> list[Words]:
    return [text(f"• {shorten(position, 80)} — ", bold(code)) for position, code in invites]


def dropped() -> Screen:
    """The plan she decided against."""
    return screen("План не сохранён. Когда будет готов другой, пришлите файл.", HOME)


def gone() -> Screen:
    """A button of a preview that is no longer there."""
    return screen("Этого плана уже нет. Пришлите файл ещё раз.")


def invite(position: str, code: str, links: Mapping[str, str]) -> Screen:
    """An invitation to take one position; `links`: messenger's name → link."""
    body: list[Words] = [
        bold(shorten(position, 200)),
        "",
        text("Код приглашения: ", bold(code)),
        *(f"{name}: {link}" for name, link in links.items()),
        "",
        "Первым бот написать не может: человек открывает ссылку или присылает боту код.",
    ]
    return screen(fitting(body))


def fitting(parts: Sequence[Words]) -> Text:
    """As many whole parts as a message holds; what does not fit is said to be missing."""
    kept: list[Words] = []
    for part in parts:
        if lines(*kept, part).units > MAX_TEXT - MARGIN:
            return lines(*kept, "…")
        kept.append(part)
    return lines(*kept)
