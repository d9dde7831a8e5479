"""What the worker process needs to write the plan into a file: into Word, Excel, a calendar. Nobody is on the line."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from cyclogram.chosen_object import object_words
from cyclogram.objects import titles
from cyclogram.plan import PlanKind, PlanRow
from cyclogram.repeats import days_of
from cyclogram.spans import DAY, Span
from reports.ics import Deadline
from reports.plain import plain
from reports.plan_form import FormRow, PlanForm, to_data
from reports.row_state import Became, state_words, without_ours
from storage.facts import KnownRepeat, KnownRow, StoredFact
from storage.plans import StoredPlan
from storage.rows import DeadlineState
from storage.work import Work

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
"""Versions of an event are counted in minutes since then, so that a later file is always the newer one."""
AHEAD = 800 * DAY
"""Further than any plan goes."""
NAMES = {PlanKind.CYCLOGRAM: "Циклограмма ВСОКО", PlanKind.ROADMAP: "Дорожная карта ВСОКО"}


def title(stored: StoredPlan) -> str:
    """«Циклограмма ВСОКО 2026-27»: a name for files."""
    return f"{NAMES[stored.kind]} {stored.year}-{(stored.year + 1) % 100:02}"


# --- Word and Excel


def plan_file(work: Work, stored: StoredPlan, school: str, today: date, zone: tzinfo) -> dict[str, Any]:
    """Of the craft `plan_file`, without its format."""
    became: dict[str, list[Became]] = {}
    for one in work.facts.of_plan(stored.id):
        became.setdefault(one.row.place, []).append(Became(one.end, one.is_done, done_on(one, zone)))
    rows = tuple(_line(row, state_words(became.get(row.where, ()), today)) for row in stored.plan.rows)
    form = PlanForm(school, stored.kind, work.school.year(stored.year), rows)
    return {"form": to_data(form, work.school.year_changes(stored.year))}


def _line(row: PlanRow, state: str) -> FormRow:
    return FormRow(replace(row, status=without_ours(row.status)) if state else row, state)


def done_on(fact: StoredFact, zone: tzinfo) -> date | None:
    """The school's day on which it was done, where that is known."""
    return fact.done_at.astimezone(zone).date() if fact.done_at else None


# --- a calendar


def calendar(
    work: Work,
    name: str,
    today: date,
    remind_at: time,
    *,
    person_id: int | None = None,
    kind: PlanKind | None = None,
) -> dict[str, Any] | None:
    """Of the craft `calendar`: everybody's, or what one person answers for; of all plans, or of one kind.

    None where nothing would be in it.
    """
    facts = work.facts.in_force(dropped_since=today)
    repeats = [one for one in work.facts.repeats(Span(date.min, today + AHEAD)) if _comes(one)]
    if person_id is not None:
        open_ones = {one.id for one in work.deadlines.open_of(person_id)}
        facts = [one for one in facts if _is_theirs(one, person_id, open_ones)]
        repeats = [one for one in repeats if person_id in one.row.people]
    if kind is not None:
        facts = [one for one in facts if one.row.kind is kind]
        repeats = [one for one in repeats if one.row.kind is kind]
    if not repeats and all(one.state is DeadlineState.DROPPED for one in facts):
        return None
    pen = _Pen(work)
    events = [*map(pen.event, facts), *map(pen.repeat, repeats)]
    return {
        "name": name,
        "deadlines": [plain(one) for one in events],
        "written": work.now.astimezone(UTC).isoformat(),
        "remind_at": remind_at.isoformat(),
    }


def _comes(one: KnownRepeat) -> bool:
    return bool(days_of(one.rrule, one.start, one.until, Span(one.start, one.until)))


def _is_theirs(fact: StoredFact, person_id: int, open_ones: set[int]) -> bool:
    if fact.state is DeadlineState.OPEN:
        return fact.id in open_ones
    return person_id in fact.row.people


class _Pen:
    """Writes events of one file: their sections from the plans, ids that stay, a version that grows."""

    def __init__(self, work: Work) -> None:
        self._school = work.school.calendar_id()
        self._version = int((work.now - SINCE).total_seconds() // 60)
        self._rows: Mapping[tuple[int, str], PlanRow] = {
            (stored.id, row.where): row for stored in work.plans.all_in_force() for row in stored.plan.rows
        }

    def event(self, fact: StoredFact) -> Deadline:
        cancelled = fact.state is DeadlineState.DROPPED
        days = Span(fact.start, fact.end)
        return self.write(fact.row, f"deadline-{fact.id}", days, done=fact.is_done, cancelled=cancelled)

    def repeat(self, one: KnownRepeat) -> Deadline:
        uid = f"repeat-{one.row.id}-{one.number}"
        return self.write(one.row, uid, Span(one.start, one.until), rrule=one.rrule)

    def write(self, row: KnownRow, uid: str, days: Span, **more: Any) -> Deadline:
        whole = self._rows.get((row.plan_id, row.place))
        return Deadline(
            uid=f"{uid}@{self._school}",
            what=row.what,
            start=days.start,
            end=days.end,
            who=row.who,
            object=object_words(whole) if whole else titles().get(row.object_id, ""),
            output=row.output,
            section=whole.section if whole else "",
            sequence=self._version,
            **more,
        )
