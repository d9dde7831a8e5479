"""The list beneath the days of a month: what is due, when, by whom; what does not fit is counted."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from chat.words import capital, span
from cyclogram.spans import DAY, Span
from reports.drawing import GREY, INK, WIDTH, Anchor, Page, Type
from reports.month import Entry, MonthPlan, State
from reports.month_looks import FREE, MARGIN, ROOM, RULE, WEEK, WEEKDAY, mark
from reports.typeface import Weight

FOOT = 1_000.0
"""Units below which no entry begins: messengers would shrink a much longer picture until nobody can read it."""
TIGHT = 12
"""With more entries each is kept to two lines."""
MANY = 20
"""With more entries those that are done are only counted."""
DATES = 46.0
"""Kept left of the list for its days."""

WHAT = Type(12)
WHO = Type(10.5, colour=GREY)
DATE = Type(17, Weight.BOLD)


def month_list(page: Page, plan: MonthPlan, y: float) -> float:
    """Draw it from `y` down; where it ends."""
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
    mark(page, (x - 16, y + 2), entry.state)
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
