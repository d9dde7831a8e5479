"""A month of the plan as a list, and the ways to see less of it: by position, by object, by level.

Verbs: `cyclogram.MONTH.FILTER.PAGE` (a month is «202610»), `month_draw` with the same, `month_filter.MONTH`,
`month_people.MONTH.PAGE`, `month_objects.MONTH.NODE.PAGE`, `month_levels.MONTH.PAGE`, `plan_due.ID.MONTH.FILTER`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from chat.actions import Action, action
from chat.paging import Page, page
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, lines, shorten, text
from chat.words import MONTH_NAMES, capital, counted, listed
from cyclogram.screens import Words, fitting, pager
from cyclogram.spans import DAY, Span

MOST = 5
"""Things whose numbers fit when there is nothing to turn."""
ON_PAGE = 4
"""Numbers that leave room for turning, for the months beside, the picture, the filter and the way out."""
ALL, MINE = "all", "mine"
"""The filters that are always there."""


class Mark(Enum):
    """What stands before a thing in the list."""

    OPEN = ""
    DONE = "✓ "
    LATE = "⚠ "


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a month: `when` in words, what its number leads to (None: it has none)."""

    what: str
    when: str
    who: tuple[str, ...]
    mark: Mark = Mark.OPEN
    roadmap: bool = False
    opens: Action | None = None


@dataclass(frozen=True, slots=True)
class Here:
    """Which month is shown and what of it: `packed` travels in buttons, `caption` is it in words."""

    days: Span
    packed: str
    caption: str

    @property
    def month(self) -> str:
        """«202610»."""
        return f"{self.days.start:%Y%m}"

    @property
    def title(self) -> str:
        """«Октябрь 2026»."""
        return f"{capital(MONTH_NAMES[self.days.start.month - 1])} {self.days.start.year}"


def month(here: Here, found: Sequence[Line], number: int, back: Button) -> Screen:
    """The list, a page at a time; things that repeat come last and have no number."""
    shown = page(found, number, MOST if len(found) <= MOST else ON_PAGE)
    first = shown.number * ON_PAGE + 1
    body: list[Words] = [bold(here.title), italic(here.caption), _counts(found)]
    for at, one in enumerate(shown.items, first):
        body.extend(("", _line(at, one)))
    if shown.pages > 1:
        body.extend(("", italic(f"Страница {shown.number + 1} из {shown.pages}")))
    numbers = [Button(str(at), one.opens) for at, one in enumerate(shown.items, first) if one.opens]
    return screen(
        fitting(body),
        tuple(numbers),
        _turning(here, shown),
        _months(here),
        (
            Button("Картинкой", action("month_draw", here.month, here.packed, shown.number)),
            Button("Фильтр", action("month_filter", here.month)),
        ),
        (back,),
    )


def _counts(found: Sequence[Line]) -> str:
    dated = [one for one in found if one.opens]
    if not dated:
        return "Сроков в этом месяце нет."
    told = [(Mark.DONE, "сделано"), (Mark.LATE, "просрочено"), (Mark.OPEN, "впереди")]
    number = [(sum(1 for one in dated if one.mark is mark), word) for mark, word in told]
    parts = ", ".join(f"{word} — {n}" for n, word in number if n)
    return f"{capital(counted(len(dated), 'срок', 'срока', 'сроков'))}: {parts}."


def _line(at: int, one: Line) -> Words:
    head = f"{at}. " if one.opens else "↻ "
    tail = ("; дорожная карта",) if one.roadmap else ()
    who = shorten(listed(one.who), 160) or "пока никто"
    return lines(text(head, one.mark.value, bold(shorten(one.what, 160))), text(f"{one.when}; {who}", *tail))


def _turning(here: Here, shown: Page[Line]) -> tuple[Button, ...]:
    """One button goes round all pages."""
    if shown.pages == 1:
        return ()
    following = (shown.number + 1) % shown.pages
    label = "Следующие ▶" if following else "К первым"
    return (Button(label, action("cyclogram", here.month, here.packed, following)),)


def _months(here: Here) -> tuple[Button, ...]:
    before, after = here.days.start - DAY, here.days.end + DAY
    return (
        Button(f"◀ {capital(MONTH_NAMES[before.month - 1])}", _at(before, here.packed)),
        Button(f"{capital(MONTH_NAMES[after.month - 1])} ▶", _at(after, here.packed)),
    )


def _at(day: date, packed: str) -> Action:
    return action("cyclogram", f"{day:%Y%m}", packed, 0)


def due(one: Line, here: Here, extra: Sequence[str]) -> Screen:
    """One thing to look at only."""
    body: list[Words] = [
        text(one.mark.value, bold(shorten(one.what, 1500))),
        "",
        f"Срок: {one.when}",
        f"Отвечает: {shorten(listed(one.who), 500) or 'пока никто'}",
        *(shorten(words, 500) for words in extra),
        *(["Это строка дорожной карты."] if one.roadmap else []),
    ]
    return screen(fitting(body), (Button("К циклограмме", action("cyclogram", here.month, here.packed, 0)),))


# --- seeing less


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by: how many things of the month it leaves, where its number leads."""

    title: str
    left: int
    leads: Action


def filters(month_packed: str) -> Screen:
    """What can be seen of the plan."""
    return screen(
        lines(bold("Что показать?"), "", "Месяц можно и написать: «ноябрь»."),
        (
            Button("Мои сроки", action("cyclogram", month_packed, MINE, 0)),
            Button("Показать всё", action("cyclogram", month_packed, ALL, 0)),
        ),
        (
            Button("По должности", action("month_people", month_packed, 0)),
            Button("По объекту", action("month_objects", month_packed)),
        ),
        (Button("По уровню", action("month_levels", month_packed, 0)),),
        (Button("К циклограмме", action("cyclogram", month_packed)),),
    )


def positions(month_packed: str, shown: Page[Choice]) -> Screen:
    """Whose things to see."""
    turn = _pages(shown, "month_people", month_packed)
    return _choosing("Чьи сроки показать?", shown, turn, (), month_packed)


def objects(month_packed: str, node: str, title: str, shown: Page[Choice], beside: tuple[Button, ...]) -> Screen:
    """One floor of the tree of objects; `beside` take all of it, or lead up."""
    return _choosing(title, shown, _pages(shown, "month_objects", month_packed, node), beside, month_packed)


def levels(month_packed: str, shown: Page[Choice]) -> Screen:
    """Whose business the assessment is: the school's, the town's, the region's, the country's."""
    title = "Какой уровень показать?" if shown.items else "Уровни ЕСОКО в плане не указаны."
    return _choosing(title, shown, _pages(shown, "month_levels", month_packed), (), month_packed)


def _pages(shown: Page[Choice], verb: str, *place: str) -> tuple[Button, ...]:
    turn = pager(verb, shown.number, shown.pages)
    return tuple(Button(button.label, action(verb, *place, *button.action.args)) for button in turn)


def _choosing(
    title: str, shown: Page[Choice], turn: tuple[Button, ...], beside: tuple[Button, ...], month_packed: str
) -> Screen:
    first = shown.number * MOST + 1
    body: list[Words] = [bold(title)]
    for at, one in enumerate(shown.items, first):
        body.append(f"{at}. {capital(shorten(one.title, 200))} — {one.left}")
    if shown.items:
        body[1:1] = [italic("После тире — сколько сроков в этом месяце."), ""]
    return screen(
        fitting(body),
        tuple(Button(str(at), one.leads) for at, one in enumerate(shown.items, first)),
        turn,
        beside,
        (Button("К фильтру", action("month_filter", month_packed)),),
    )
