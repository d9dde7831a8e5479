"""How a month of the plan is drawn: head, grid of days, legend, list."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from chat.words import capital, listed, span
from cyclogram.spans import DAY, Span
from reports.drawing import GREY, INK, WIDTH, Anchor, Page, Type
from reports.month import Entry, MonthPlan, State, by_state
from reports.typeface import Weight

MARGIN = 12.0
ROOM = WIDTH - 2 * MARGIN
CELL = ROOM / 7
TALL = 47.0
"""Units of a week's height: the day's number, its badges, two lanes for windows."""
LANES = 2
BAR = 4.0
LONG = 21
"""Days from which on a window is so long that its bar would only fill the page; it stands in the list."""
FOOT = 1_000.0
"""Units below which no entry begins: messengers would shrink a much longer picture until nobody can read it."""
TIGHT = 12
"""With more entries each is kept to two lines."""
MANY = 20
"""With more entries those that are done are only counted."""

PAPER, FREE, PAUSE, RULE = "#f7f9fb", "#e3e7eb", "#d5ebdc", "#cfd6dd"
COLOURS = {State.OPEN: "#1b5e9e", State.OVERDUE: "#b4540a", State.DONE: "#5f6c78"}
NAMES = {State.OPEN: "впереди", State.OVERDUE: "просрочено", State.DONE: "сделано"}
WEEK = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")

TITLE = Type(19, Weight.BOLD)
CAPTION = Type(12, colour=GREY)
WEEKDAY = Type(10, colour=GREY)
NUMBER = Type(11)
WHAT = Type(12)
WHO = Type(10.5, colour=GREY)
SMALL = Type(10, colour=GREY)
DATE = Type(17, Weight.BOLD)
DATES = 46.0
"""Kept left of the list for its days."""


def picture(plan: MonthPlan) -> bytes:
    """PNG, 1 080 pixels wide."""
    page = Page()
    return page.png(draw(page, plan))


def draw(page: Page, plan: MonthPlan) -> float:
    """Draw everything; how high it became."""
    y = MARGIN
    page.words((MARGIN, y + TITLE.size), plan.title, TITLE)
    y += TITLE.line
    for line in CAPTION.wrap(plan.caption, ROOM):
        page.words((MARGIN, y + CAPTION.size), line, CAPTION)
        y += CAPTION.line
    y = _grid(page, plan, y + 6)
    y = _legend(page, plan, y + 6)
    return _list(page, plan, y + 10) + MARGIN


# -- the days


def _grid(page: Page, plan: MonthPlan, y: float) -> float:
    for at, name in enumerate(WEEK):
        page.words((MARGIN + (at + 0.5) * CELL, y + WEEKDAY.size), name, WEEKDAY, Anchor.MIDDLE)
    y += WEEKDAY.line + 1
    first = plan.days.start - plan.days.start.weekday() * DAY
    day = plan.days.start
    while day <= plan.days.end:
        _cell(page, plan, day, _corner(day, first, y))
        day += DAY
    for lane, entry in _lanes(plan):
        _bar(page, plan, entry, lane, first, y)
    return y + ((plan.days.end - first).days // 7 + 1) * TALL


def _corner(day: date, first: date, y: float) -> tuple[float, float]:
    week, weekday = divmod((day - first).days, 7)
    return MARGIN + weekday * CELL, y + week * TALL


def _cell(page: Page, plan: MonthPlan, day: date, corner: tuple[float, float]) -> None:
    x, y = corner
    paused = any(day in days for _, days in plan.pauses)
    shade = PAUSE if paused else FREE if day in plan.free else PAPER
    page.box((x + 1, y + 1), (CELL - 2, TALL - 2), shade, 4)
    look = Type(NUMBER.size, colour=GREY if day in plan.free else INK)
    if day == plan.today:
        look = Type(NUMBER.size, Weight.BOLD, "#ffffff")
        page.box((x + 3, y + 3), (look.width(str(day.day)) + 7, 15), INK, 4)
    page.words((x + 6.5, y + 14.5), str(day.day), look)
    due = by_state([entry for entry in plan.due if entry.days.end == day])
    widths = [_badge_width(number) for number in due.values()]
    left = x + CELL - 4 - sum(widths) - 1.5 * (len(widths) - 1)
    top = y + 18 if len(due) > 1 else y + 10
    for (state, number), width in zip(due.items(), widths, strict=True):
        _badge(page, (left, top), state, number, width)
        left += width + 1.5


def _badge_width(number: int) -> float:
    return max(13.5, Type(9.5, Weight.BOLD).width(str(number)) + 5)


def _badge(page: Page, corner: tuple[float, float], state: State, number: int, width: float) -> None:
    """A ring for what is open, a square for what is overdue, a pale tablet with a line for what is done."""
    (x, y), tall, colour = corner, 14.0, COLOURS[state]
    if state is State.OVERDUE:
        page.box((x, y), (width, tall), colour, 2)
    else:
        page.box((x, y), (width, tall), colour, tall / 2)
        page.box((x + 1.4, y + 1.4), (width - 2.8, tall - 2.8), "#ffffff", tall / 2 - 1.4)
    words = "✓" if state is State.DONE and number == 1 else str(number)
    look = Type(9.5, Weight.BOLD, "#ffffff" if state is State.OVERDUE else colour)
    page.words((x + width / 2, y + 10.5), words, look, Anchor.MIDDLE)


def _lanes(plan: MonthPlan) -> list[tuple[int, Entry]]:
    """Windows that find a free lane, the earliest first; the rest stands in the list only."""
    windows = [one for one in plan.due if DAY <= one.days.end - one.days.start < LONG * DAY]
    taken = [date.min] * LANES
    found = []
    for entry in sorted(windows, key=lambda one: (one.days.start, one.days.end)):
        lane = next((at for at, until in enumerate(taken) if until < entry.days.start), None)
        if lane is not None:
            taken[lane] = entry.days.end
            found.append((lane, entry))
    return found


def _bar(page: Page, plan: MonthPlan, entry: Entry, lane: int, first: date, y: float) -> None:
    """One piece a week, from the window's first day in the month to its last."""
    day, end = max(entry.days.start, plan.days.start), min(entry.days.end, plan.days.end)
    while day <= end:
        sunday = min(day + (6 - day.weekday()) * DAY, end)
        x, top = _corner(day, first, y)
        top += TALL - 4 - (LANES - lane) * (BAR + 1.5) + 1.5
        left = 3.0 if day == entry.days.start else 0.0
        right = 3.0 if sunday == entry.days.end else 0.0
        width = ((sunday - day).days + 1) * CELL - left - right
        page.box((x + left, top), (width, BAR), COLOURS[entry.state], 2)
        day = sunday + DAY


def _legend(page: Page, plan: MonthPlan, y: float) -> float:
    number = by_state(plan.due)
    x = MARGIN
    for state, many in number.items():
        _mark(page, (x, y), state)
        words = f"{NAMES[state]} {many}"
        page.words((x + 14, y + 9.5), words, SMALL)
        x += 14 + SMALL.width(words) + 14
    y += SMALL.line + 3 if number else 0
    notes = []
    if _lanes(plan):
        notes.append("полоса — дни, отведённые на дело")
    if plan.pauses:
        notes.append(f"зелёные дни — каникулы ({listed([name for name, _ in plan.pauses])})")
    for line in SMALL.wrap(capital("; ".join(notes)), ROOM):
        page.words((MARGIN, y + SMALL.size), line, SMALL)
        y += SMALL.line
    return y


def _mark(page: Page, corner: tuple[float, float], state: State) -> None:
    """The state alone, as it stands in the list."""
    (x, y), side, colour = corner, 10.0, COLOURS[state]
    if state is State.DONE:
        page.words((x, y + 9.5), "✓", Type(12, Weight.BOLD, colour))
        return
    page.box((x, y), (side, side), colour, side / 2 if state is State.OPEN else 2)
    if state is State.OPEN:
        page.box((x + 2, y + 2), (side - 4, side - 4), "#ffffff", side / 2 - 2)


# -- the list


def _list(page: Page, plan: MonthPlan, y: float) -> float:
    if not plan.due:
        page.words((WIDTH / 2, y + 22), "В этом месяце сроков нет", Type(13, colour=GREY), Anchor.MIDDLE)
        return y + 34
    shown = plan.due if len(plan.due) <= MANY else [one for one in plan.due if one.state is not State.DONE]
    numbered = list(enumerate(shown, 1))
    for end, group in groupby(numbered, key=lambda one: min(one[1].days.end, plan.days.end + DAY)):
        page.box((MARGIN, y), (ROOM, 0.7), RULE)
        y += 7
        top = y
        for number, entry in group:
            if y > FOOT and number < len(numbered):
                return _more(page, f"и ещё {len(numbered) - number + 1}{_hidden(plan, shown)}", y)
            if y == top:
                _date(page, plan, end, y)
            y = _entry(page, plan, number, entry, y, tight=len(numbered) > TIGHT)
        y = max(y, top + 34) + 1
    hidden = _hidden(plan, shown)
    return _more(page, hidden.removeprefix(", "), y) if hidden else y


def _hidden(plan: MonthPlan, shown: Sequence[Entry]) -> str:
    number = len(plan.due) - len(shown)
    return f", сделанных не показано {number}" if number else ""


def _date(page: Page, plan: MonthPlan, end: date, y: float) -> None:
    if end > plan.days.end:
        page.words((MARGIN, y + 11), "позже", Type(9, colour=GREY))
        return
    page.words((MARGIN, y + 15), str(end.day), DATE)
    page.words((MARGIN, y + 28), WEEK[end.weekday()].lower(), WEEKDAY)


def _entry(page: Page, plan: MonthPlan, number: int, entry: Entry, y: float, *, tight: bool) -> float:
    x = MARGIN + DATES
    room = WIDTH - MARGIN - x
    _mark(page, (x - 16, y + 2), entry.state)
    look = Type(WHAT.size, colour=GREY if entry.state is State.DONE else INK)
    for line in _cut(look, f"{number}. {entry.what}", room, 1 if tight else 2):
        page.words((x, y + look.size), line, look)
        y += look.line
    said = " · ".join(one for one in (_window(plan, entry.days), ", ".join(entry.who)) if one)
    for line in _cut(WHO, said, room, 1):
        page.words((x, y + WHO.size - 1), line, WHO)
        y += WHO.line
    return y + 5


def _window(plan: MonthPlan, days: Span) -> str:
    """«с 1 по 15 октября»; nothing for a single day of this month, whose date stands beside it."""
    if days == plan.days:
        return "весь месяц"
    inside = days.end <= plan.days.end
    return "" if days.start == days.end and inside else span(days.start, days.end, year=days.end.year != plan.year)


def _cut(look: Type, words: str, room: float, most: int) -> Sequence[str]:
    """At most so many lines; what does not fit ends in an ellipsis."""
    lines = look.wrap(words, room)
    if len(lines) <= most:
        return lines
    kept = words.split()
    while len(kept) > 1 and len(look.wrap(" ".join(kept) + " …", room)) > most:
        kept.pop()
    return look.wrap(" ".join(kept) + " …", room)[:most]


def _more(page: Page, words: str, y: float) -> float:
    page.box((MARGIN, y), (ROOM, 24), FREE, 6)
    page.words((WIDTH / 2, y + 16), capital(words), Type(12, Weight.BOLD), Anchor.MIDDLE)
    return y + 24
