"""A plan read again when the school year has changed: which rows' dates move, and which stay as a person set them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from cyclogram.done_days import still_asked
from cyclogram.phrases import Ask, Reading, Repeats, read
from cyclogram.plan import Due, PlanRow, Question, ReadPlan, Repeat
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span

CONFIRMED = 1.0
"""How sure a date is that a person has confirmed; a new calendar does not move it."""

Kept = Mapping[str, Collection[Span]]
"""Deadlines that are done, by the address of their row: they stay where they are."""


@dataclass(frozen=True, slots=True)
class Move:
    """A row whose dates the new year moves."""

    before: PlanRow
    after: PlanRow


def reread(plan: ReadPlan, before: SchoolYear, after: SchoolYear, kept: Kept) -> ReadPlan:
    """The plan as its own phrases say under the new year; dates that come from no phrase stay."""
    return replace(plan, rows=tuple(_row(row, before, after, kept.get(row.where, ())) for row in plan.rows))


def moves(before: ReadPlan, after: ReadPlan) -> tuple[Move, ...]:
    """Rows with other dates, in the order of the plan."""
    both = zip(before.rows, after.rows, strict=True)
    return tuple(Move(old, new) for old, new in both if old.spans != new.spans or old.repeats != new.repeats)


def _row(row: PlanRow, before: SchoolYear, after: SchoolYear, done: Collection[Span]) -> PlanRow:
    deadlines: list[Due] = []
    notes = list(row.notes)
    for phrase, group in groupby(row.deadlines, key=lambda due: due.phrase):
        dues = tuple(group)
        was, now = read(phrase, before), read(phrase, after)
        if isinstance(was, Reading) and isinstance(now, Reading) and _comes_from(dues, was, done):
            sure = now.sure if dues[0].sure == was.sure else dues[0].sure  # a table may be less sure than its words
            deadlines.extend(Due(span, phrase, sure) for span in _moved(dues, now, done))
            notes = [note for note in notes if note not in _notes(was)] + _notes(now)
        else:
            deadlines.extend(dues)
    return replace(
        row,
        deadlines=tuple(dict.fromkeys(deadlines)),
        repeats=tuple(_repeat(one, before, after) for one in row.repeats),
        questions=tuple(_question(one, before, after) for one in row.questions),
        notes=tuple(dict.fromkeys(notes)),
    )


def _comes_from(dues: tuple[Due, ...], was: Reading, done: Collection[Span]) -> bool:
    """Whether these dates are what the phrase said; one that is done may have stayed behind an earlier change."""
    still = [due.span for due in dues if due.span in done]
    return (
        all(due.sure < CONFIRMED and (due.span in was.spans or due.span in done) for due in dues)
        and {span for span in was.spans if not any(map(span.touches, still))} <= {due.span for due in dues}
    )  # fmt: skip


def _notes(reading: Reading) -> list[str]:
    return [*reading.assumed, *([reading.warning] if reading.warning else [])]


def _moved(dues: tuple[Due, ...], now: Reading, done: Collection[Span]) -> list[Span]:
    """The new days; what is done stays where it is, and nothing new is expected beside it."""
    if len(dues) == len(now.spans):
        return [due.span if due.span in done else new for due, new in zip(dues, now.spans, strict=True)]
    still = [due.span for due in dues if due.span in done]
    return sorted([*still, *still_asked(now.spans, still)])


def _repeat(repeat: Repeat, before: SchoolYear, after: SchoolYear) -> Repeat:
    was, now = read(repeat.phrase, before), read(repeat.phrase, after)
    if not isinstance(was, Repeats) or not isinstance(now, Repeats) or repeat.sure >= CONFIRMED:
        return repeat
    if (repeat.rrule, repeat.start, repeat.until) != (was.rrule, was.start, was.until):
        return repeat
    return replace(repeat, rrule=now.rrule, start=now.start, until=now.until)


def _question(question: Question, before: SchoolYear, after: SchoolYear) -> Question:
    """Days a question proposes follow as well."""
    was, now = read(question.phrase, before), read(question.phrase, after)
    if question.kind != "deadline" or not question.guess or not isinstance(was, Ask) or was.guess != question.guess:
        return question
    if isinstance(now, Ask) and now.guess:
        return replace(question, text=now.question, guess=now.guess)
    return replace(question, guess=now.spans) if isinstance(now, Reading) else question
