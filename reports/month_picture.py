"""How a month of the plan is drawn: head, grid of days, legend; the list beneath is in `month_list`."""

from datetime import date

from chat.words import capital, listed
from cyclogram.spans import DAY
from reports.drawing import GREY, INK, Anchor, Page, Type
from reports.month import Entry, MonthPlan, State, by_state
from reports.month_list import month_list
from reports.month_looks import COLOURS, FREE, MARGIN, PAPER, PAUSE, ROOM, WEEK, WEEKDAY, mark
from reports.typeface import Weight

CELL = ROOM / 7
TALL = 47.0
"""Units of a week's height: the day's number, its badges, two lanes for windows."""
LANES = 2
BAR = 4.0
LONG = 21
"""Days from which on a window is so long that its bar would only fill the page; it stands in the list."""
NAMES = {State.OPEN: "впереди", State.OVERDUE: "просрочено", State.DONE: "сделано"}

TITLE = Type(19, Weight.BOLD)
CAPTION = Type(12, colour=GREY)
NUMBER = Type(11)
SMALL = Type(10, colour=GREY)


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
    return month_list(page, plan, y + 10) + MARGIN


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
        mark(page, (x, y), state)
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
