"""What an intent does to the rows of a plan: each row before and after. Pure: nothing is in force by this alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cyclogram.diff import Pair
from cyclogram.intents import Add, Cancel, HandOver, Intent, Move, When
from cyclogram.phrases import Ask, Reading
from cyclogram.plan import Due, Origin, PlanRow, Question, with_reading
from cyclogram.responsible import same
from cyclogram.responsible_match import resolve
from cyclogram.said_days import plus_months
from cyclogram.school_year import SchoolYear
from cyclogram.spans import DAY, Span


def changes(
    intent: Intent, rows: Sequence[PlanRow], year: SchoolYear, today: date, where: str = "чат"
) -> tuple[Pair, ...]:
    """The rows a whole intent touches, as they are and as they will be; a new one gets the address `where`.

    Empty while something is missing, for a row that is no longer there, and for an absence, which changes no row.
    """
    by_address = {row.where: row for row in rows}
    match intent:
        case Add():
            number = max((row.number for row in rows), default=0) + 1
            return (Pair(None, _added(intent, year, where, number)),)
        case Move(row) if row.where in by_address:
            old = by_address[row.where]
            return (Pair(old, _moved(old, intent, year, today)),)
        case Cancel(row) if row.where in by_address:
            return (Pair(by_address[row.where], None),)
        case HandOver(everything=False, row=row) if row.where in by_address:
            old = by_address[row.where]
            return (Pair(old, _handed(old, intent)),)
        case HandOver(everything=True):
            mine = [row for row in rows if _answers(row, intent.giver.position)]
            return tuple(Pair(row, _handed(row, intent)) for row in mine)
        case _:
            return ()


def _added(intent: Add, year: SchoolYear, where: str, number: int) -> PlanRow:
    row = PlanRow(
        where,
        number,
        intent.what,
        output=intent.output,
        decision=intent.decision,
        responsible=tuple(one.position for one in intent.responsible if one.position),
        origin=Origin.CHAT,
    )
    what = intent.when.read(year)
    return row if what is None or isinstance(what, Ask) else with_reading(row, intent.when.phrase, what)


def _moved(row: PlanRow, intent: Move, year: SchoolYear, today: date) -> PlanRow:
    when = intent.when
    if when.shift or when.months:
        return replace(row, deadlines=_shifted(row, when, today), deadline_text="")
    what = when.read(year)
    if what is None or isinstance(what, Ask):
        return row
    old = intent.old.read(year)
    picked = _picked(row, old.spans) if isinstance(old, Reading) else None
    if isinstance(what, Reading) and (intent.extends or (picked is not None and len(row.deadlines) > 1)):
        kept = picked if picked is not None else _last(row)
        if kept is not None:
            fresh = [_stretched(row.deadlines[kept], what, extends=intent.extends, phrase=when.phrase)]
            others = [due for at, due in enumerate(row.deadlines) if at != kept]
            due = tuple(sorted((*others, *fresh), key=lambda one: (one.span.end, one.span.start)))
            return replace(row, deadlines=due, deadline_text="")
    return with_reading(replace(row, deadlines=(), repeats=(), questions=_other_questions(row)), when.phrase, what)


def _shifted(row: PlanRow, when: When, today: date) -> tuple[Due, ...]:
    """Every deadline still ahead moves; where all are past, the last one does."""
    ahead = {at for at, due in enumerate(row.deadlines) if due.span.end >= today}
    last = _last(row)
    moving = ahead or ({last} if last is not None else set())
    return tuple(_by(due, when) if at in moving else due for at, due in enumerate(row.deadlines))


def _by(due: Due, when: When) -> Due:
    def other(day: date) -> date:
        return plus_months(day, when.months) + when.shift * DAY

    return replace(due, span=Span(other(due.span.start), other(due.span.end)), sure=1.0)


def _last(row: PlanRow) -> int | None:
    return max(range(len(row.deadlines)), key=lambda at: row.deadlines[at].span.end, default=None)


def _picked(row: PlanRow, days: Sequence[Span]) -> int | None:
    """Which of a row's deadlines «с 25 декабря» means: the same days, else the same end, else one of that month."""
    ends = {one.end for one in days}
    exactly = [at for at, due in enumerate(row.deadlines) if due.span in days]
    by_end = [at for at, due in enumerate(row.deadlines) if due.span.end in ends]
    within = [at for at, due in enumerate(row.deadlines) if any(due.span.end in one for one in days)]
    return next((found[0] for found in (exactly, by_end, within) if len(found) == 1), None)


def _stretched(due: Due, what: Reading, *, extends: bool, phrase: str) -> Due:
    """The new days; what is extended keeps its beginning."""
    days = what.spans[0]
    window = due.span.start < due.span.end
    start = min(due.span.start, days.end) if extends and window else days.end if extends else days.start
    return Due(Span(start, days.end), phrase, what.sure)


def _other_questions(row: PlanRow) -> tuple[Question, ...]:
    return tuple(question for question in row.questions if question.kind != "deadline")


def _handed(row: PlanRow, intent: HandOver) -> PlanRow:
    """Only the giver's place changes hands; without a giver the taker answers alone."""
    taker = intent.taker.position
    if not intent.giver.position or not _answers(row, intent.giver.position):
        people: tuple[str, ...] = (taker,)
    else:
        people = tuple(taker if _is(one, intent.giver.position) else one for one in row.responsible)
    distinct = {same(one): one for one in reversed(people)}
    questions = tuple(question for question in row.questions if question.kind != "responsible")
    return replace(row, responsible=tuple(distinct.values())[::-1], questions=questions)


def _answers(row: PlanRow, position: str) -> bool:
    return any(_is(one, position) for one in row.responsible)


def _is(one: str, position: str) -> bool:
    return same(one) == same(position) or bool(resolve(one, (position,)).found and resolve(position, (one,)).found)
