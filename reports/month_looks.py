"""How a month looks: its page, its colours, the sign of each state."""

from reports.drawing import GREY, WIDTH, Page, Type
from reports.month import State
from reports.typeface import Weight

MARGIN = 12.0
ROOM = WIDTH - 2 * MARGIN
PAPER, FREE, PAUSE, RULE = "#f7f9fb", "#e3e7eb", "#d5ebdc", "#cfd6dd"
COLOURS = {State.OPEN: "#1b5e9e", State.OVERDUE: "#b4540a", State.DONE: "#5f6c78"}
WEEK = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
WEEKDAY = Type(10, colour=GREY)


def mark(page: Page, corner: tuple[float, float], state: State) -> None:
    """The state alone, as it stands in the list."""
    (x, y), side, colour = corner, 10.0, COLOURS[state]
    if state is State.DONE:
        page.words((x, y + 9.5), "✓", Type(12, Weight.BOLD, colour))
        return
    page.box((x, y), (side, side), colour, side / 2 if state is State.OPEN else 2)
    if state is State.OPEN:
        page.box((x + 2, y + 2), (side - 4, side - 4), "#ffffff", side / 2 - 2)
