"""Reminders and lists of deadlines; `choice_screens` words what follows a press, `notice_screens` what admins hear.

Verbs: `deadlines`, `deadline.ID`, `done.ID`, `take.ID`, `give_back.ID`, `later.ID`, `notmine.ID`, `need_help.ID`,
`deadlines_page.N`; for the administrator `school_deadlines.N`, everybody's, and `due_row.ID.FIELD`, to its row.
`school` in the arguments is true where she reads. No screen here asks a teacher for a report: a word is welcome,
nothing is enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from chat.actions import action
from chat.paging import Page, page
from chat.screen import Button, Screen, screen
from chat.text import Text, bold, italic, lines, shorten, text
from chat.words import by_day, capital, counted, day, day_words, plural, span
from cyclogram.screens import HOME, Words, fitting, pager

WITH_BUTTONS = 3
"""Things whose own buttons still fit beside «Мои сроки»."""

ON_PAGE = 5
"""Numbered things on a page: one row of buttons."""

SOON = 30
"""Days left worth counting; what lies further off has only its date."""

POSITIONS = Button("Должности", action("plan_people"))
ELSEWHERE = (Button("Циклограмма", action("cyclogram")), Button("В календарь", action("export_mine")))
"""Other ways to see what is due."""


@dataclass(frozen=True, slots=True)
class Due:
    """One open deadline of one reader. `id` is the deadline's; `who` are the others responsible, "" when alone.

    `instead_of` is whom the reader stands in for, "" where it is their own.
    `taken` are the positions of whoever has taken it upon themselves ("" when nobody has), `mine` that it is the
    reader; `shared` that several people answer for it, so that it can be taken. `begins`: its days have just begun.
    `source` is what the decision behind it came from; `decisions` are those it has led to, in words; `files` how many
    were attached.
    """

    id: int
    what: str
    start: date
    end: date
    who: str = ""
    output: str = ""
    instead_of: str = ""
    taken: str = ""
    mine: bool = False
    shared: bool = False
    begins: bool = False
    source: str = ""
    decisions: tuple[str, ...] = ()
    files: int = 0

    @property
    def of_another(self) -> bool:
        """Whether somebody else has taken it: the reader is not reminded."""
        return bool(self.taken) and not self.mine


class Trouble(Enum):
    """What the administrator hears about a deadline."""

    OVERDUE = "overdue"
    NOT_MINE = "not_mine"
    UNDELIVERED = "undelivered"
    UNANSWERED = "unanswered"
    NOBODY = "nobody"
    AWAY = "away"
    HELP = "help"


# -- a reminder


def reminder(items: Sequence[Due], today: date) -> Screen:
    """One morning's message: everything due, most urgent first, with buttons for each or a number to choose."""
    ordered = sorted(items, key=lambda item: (item.end, item.id))
    if len(ordered) == 1:
        return _single(ordered[0], today)
    head = f"Напоминаю: {counted(len(ordered), 'срок', 'срока', 'сроков')}"
    if len(ordered) <= WITH_BUTTONS:
        body: list[Words] = [bold(head)]
        for number, item in enumerate(ordered, 1):
            body.extend(("", _line(item, today, f"{number}. ")))
        return screen(fitting(body), *(quick(item, n) for n, item in enumerate(ordered, 1)), lists())
    return _numbered(head, page(ordered, 0, ON_PAGE), today)


def _single(item: Due, today: date, *, school: bool = False, theirs: bool = True, note: str = "") -> Screen:
    body: list[Words] = []
    if note:
        body.extend((italic(note), ""))
    body.extend((bold(headline(item, today)), "", shorten(item.what, 1500)))
    if item.start != item.end:
        body.append(italic(capital(span(item.start, item.end))))
    body.extend(_extras(item, "Вместе с вами" if theirs else "Отвечает"))
    buttons = _all(item) if theirs else (*to_act(item),)
    return screen(fitting(body), *buttons, more(item), lists(school=school))


def _extras(item: Due, who: str) -> list[Words]:
    said: list[Words] = [instead(item)] if item.instead_of else []
    if item.who:
        said.append(f"{who}: {shorten(item.who, 200)}")
    if item.mine:
        said.append("Вы взяли это на себя.")
    elif item.taken:
        said.append(f"Взял(а): {shorten(item.taken, 200)}")
    if item.output:
        said.append(f"Что получится: {shorten(item.output, 200)}")
    return said + links(item)


def links(item: Due) -> list[Words]:
    """What a thing came from, and what has come of it."""
    said: list[Words] = [f"Решение по: {shorten(item.source, 200)}"] if item.source else []
    return said + [f"Решение: {shorten(one, 300)}" for one in item.decisions]


def more(item: Due) -> tuple[Button, ...]:
    """The way to what was attached."""
    return (
        (Button(f"Приложено: {counted(item.files, 'файл', 'файла', 'файлов')}", action("files", item.id)),)
        if item.files
        else ()
    )


def instead(item: Due) -> str:
    """For whom the reader does it."""
    return f"Вы замещаете: {shorten(item.instead_of, 200)}"


def to_act(item: Due) -> tuple[tuple[Button, ...], ...]:
    """What whoever runs the plan can do about a thing of others."""
    hand_over = Button("Передать другому", action("due_row", item.id, "responsible"))
    return (done_button(item), Button("Перенести срок", action("due_row", item.id, "deadline"))), (hand_over,)


def done_button(item: Due) -> Button:
    """The one button everybody has."""
    return Button("Сделано", action("done", item.id))


def _all(item: Due) -> tuple[tuple[Button, ...], ...]:
    """«Сделано · Беру · Позже · Не моё · Нужна помощь»; who is not reminded has nothing to put off.

    Who stands in for somebody neither takes a thing nor gives it away.
    """
    later = Button("Позже", action("later", item.id))
    not_mine = Button("Не моё", action("notmine", item.id))
    call = Button("Нужна помощь", action("need_help", item.id))
    if item.instead_of:
        return (done_button(item), later), (call,)
    if item.of_another:
        return ((done_button(item), not_mine),)
    take: tuple[Button, ...] = ()
    if item.mine:
        take = (Button("Отдать", action("give_back", item.id)),)
    elif item.shared:
        take = (Button("Беру", action("take", item.id)),)
    return (done_button(item), *take, later), (not_mine, call)


def quick(item: Due, number: int) -> tuple[Button, ...]:
    """The two most pressed, and the way to the rest."""
    return (
        Button(f"{number}. Сделано", action("done", item.id)),
        Button(f"{number}. Позже", action("later", item.id)),
        Button(f"{number}. Ещё…", action("deadline", item.id)),
    )


def lists(*, school: bool = False) -> tuple[Button, ...]:
    """The way to the rest, so that one thing acted on never hides the others."""
    mine = Button("Мои сроки", action("deadlines"))
    return (mine, Button("Сроки школы", action("school_deadlines", 0))) if school else (mine,)


def headline(item: Due, today: date) -> str:
    """«Сегодня срок», «Завтра срок», «Срок прошёл: пятница, 5 марта», «Срок до 15 марта, осталось 7 дней»."""
    days = (item.end - today).days
    if days < 0:
        return f"Срок прошёл: {day_words(item.end)}"
    if days <= 1:
        return f"{'Завтра' if days else 'Сегодня'} срок, {day(item.end)}"
    said = f"{'Пора начинать, срок' if item.begins else 'Срок'} {by_day(item.end)}"
    if days > SOON:
        return said
    left = f"{plural(days, 'остался', 'осталось', 'осталось')} {counted(days, 'день', 'дня', 'дней')}"
    return f"{said}, {left}"


def _line(item: Due, today: date, number: str = "") -> Text:
    late = item.end < today
    when = f"просрочено, срок был {day(item.end)}" if late else headline(item, today).lower()
    said = lines(text(number, bold(shorten(item.what, 160))), text("⚠ " if late else "", when))
    if item.of_another:
        said = lines(said, f"взял(а): {shorten(item.taken, 120)}")
    return lines(said, instead(item)) if item.instead_of else said


# -- my deadlines


def mine(items: Sequence[Due], today: date, number: int = 0, *, holder: bool = True, school: bool = False) -> Screen:
    """«Мои сроки»: what is still open, overdue first; a number opens one. `holder`: of any position at all."""
    if not items:
        return screen(NOTHING_DUE if holder else NO_POSITION, lists(school=school)[1:], HOME)
    ordered = sorted(items, key=lambda item: (item.end, item.id))
    head = counted(len(ordered), "открытый срок", "открытых срока", "открытых сроков")
    late = sum(1 for item in ordered if item.end < today)
    return _numbered(f"У вас {head}{_late(late)}", page(ordered, number, ON_PAGE), today, beside=ELSEWHERE)


NOTHING_DUE = "Открытых сроков у вас нет. Когда появятся, напомню заранее."
NO_POSITION = "За вами пока нет сроков: они появятся, когда вы войдёте по коду своей должности."


def school(shown: Page[Due], total: int, late: int, today: date) -> Screen:
    """«Сроки школы»: a page of everybody's, overdue first, each with who answers for it; for the administrator."""
    back = Button("К плану", action("plan"))
    if not total:
        return screen("Открытых сроков в плане нет.", (back,))
    return _numbered(f"Сроки школы: {total}{_late(late)}", shown, today, verb="school_deadlines", back=back)


def _late(late: int) -> str:
    return f", просрочено: {late}" if late else ""


def _numbered(
    head: str,
    shown: Page[Due],
    today: date,
    *,
    verb: str = "deadlines_page",
    back: Button = HOME[0],
    beside: tuple[Button, ...] = (),
) -> Screen:
    first = shown.number * ON_PAGE + 1
    body: list[Words] = [bold(head)]
    for at, item in enumerate(shown.items, first):
        body.extend(("", _line(item, today, f"{at}. ")))
        if verb == "school_deadlines":
            body.append(f"Отвечает: {shorten(item.who, 200) or 'пока никто'}")
    body.extend(("", "Нажмите номер, чтобы отметить."))
    numbers = tuple(Button(str(at), action("deadline", item.id)) for at, item in enumerate(shown.items, first))
    return screen(fitting(body), numbers, pager(verb, shown.number, shown.pages), (*beside, back))


def one(item: Due, today: date, *, school: bool = False, theirs: bool = True, note: str = "") -> Screen:
    """One deadline with its buttons; an administrator may only close what is not theirs, or find it a person.

    `note` says what has just happened.
    """
    return _single(item, today, school=school, theirs=theirs, note=note)
