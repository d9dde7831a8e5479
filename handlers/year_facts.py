"""What became of the plan in some days, as reports want it: each deadline once, in the order of the plan."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from cyclogram.chosen_object import object_words
from cyclogram.objects import titles
from cyclogram.plan import PlanKind, PlanRow
from cyclogram.spans import Span
from handlers.plan_files import done_on
from reports.facts import Decision, Fact, State
from storage.facts import KnownRow, StoredDecision, StoredFact
from storage.people import Role
from storage.rows import DeadlineState
from storage.work import Work

ADMIN = "администратор ВСОКО"
ROADMAP = "Дорожная карта"
SHOWN = {DeadlineState.OPEN: "в работе", DeadlineState.DONE: "исполнено", DeadlineState.DROPPED: "снято"}


def year_facts(work: Work, period: Span, today: date, zone: tzinfo) -> tuple[Fact, ...]:
    """Deadlines that end in these days; and, where all of a school year lies in them, its rows without a date."""
    due = work.facts.due(period)
    undated = [one for one in work.facts.undated() if _is_covered(work, one, period)]
    teller = _Teller(work, [*(one.row for one in due), *undated], today, zone)
    decided = teller.decided(due)
    attached = work.facts.attached(period)
    found = [(one.row, teller.fact(one, attached.get(one.id, 0), decided.get(one.id, ()))) for one in due]
    found += [(one, teller.undated(one)) for one in undated]
    found.sort(key=lambda pair: _order(*pair))
    return tuple(fact for _, fact in found)


def _order(row: KnownRow, fact: Fact) -> tuple[bool, int, date, str]:
    return row.kind is PlanKind.ROADMAP, fact.number, fact.end or date.max, fact.what


def _is_covered(work: Work, row: KnownRow, period: Span) -> bool:
    stored = work.plans.get(row.plan_id)
    teaching = work.school.year(stored.year).teaching if stored else None
    return teaching is not None and period.start <= teaching.start and teaching.end <= period.end


class _Teller:
    """Knows the whole rows of the plans, and who held which position."""

    def __init__(self, work: Work, rows: Sequence[KnownRow], today: date, zone: tzinfo) -> None:
        self._work = work
        self._today = today
        self._zone = zone
        self._held = work.facts.held()
        self._admins = frozenset(work.people.with_role(Role.ADMIN))
        self._rows: Mapping[tuple[int, str], PlanRow] = {
            (plan_id, row.where): row
            for plan_id in dict.fromkeys(one.plan_id for one in rows)
            if (stored := work.plans.get(plan_id))
            for row in stored.plan.rows
        }

    def fact(self, one: StoredFact, attached: int, decisions: Sequence[Decision]) -> Fact:
        state = State.DONE if one.is_done else State.LATE if one.is_late(self._today) else State.OPEN
        return self._fact(
            one.row,
            Span(one.start, one.end),
            state,
            done_on=done_on(one, self._zone),
            done_by=self._doer(one),
            word=one.word,
            outputs=(one.form,) if one.form else (),
            attachments=attached,
            decisions=tuple(decisions),
        )

    def undated(self, row: KnownRow) -> Fact:
        whole = self._rows.get((row.plan_id, row.place))
        return self._fact(row, None, State.DONE if whole and whole.done else State.OPEN)

    def _fact(self, row: KnownRow, days: Span | None, state: State, **became: object) -> Fact:
        whole = self._rows.get((row.plan_id, row.place))
        section = whole.section if whole else ""
        return Fact(
            number=whole.number if whole else 0,
            section=section or (ROADMAP if row.kind is PlanKind.ROADMAP else ""),
            what=row.what,
            object=object_words(whole) if whole else titles().get(row.object_id, ""),
            responsible=row.who,
            start=days.start if days else None,
            end=days.end if days else None,
            state=state,
            **became,  # type: ignore[arg-type] # the rest of a fact, by its names
        )

    def _doer(self, one: StoredFact) -> str:
        """The position in which somebody did it: one of the row's, else whichever they hold."""
        if one.done_by is None:
            return ""
        held = self._held.get(one.done_by, {})
        named = [wording for position, wording in held.items() if position in one.row.positions] or list(held.values())
        return ", ".join(named) or (ADMIN if one.done_by in self._admins else "")

    def decided(self, due: Sequence[StoredFact]) -> Mapping[int, list[Decision]]:
        """Deadline → the decisions it has led to; those of a row alone stand at the last of its deadlines."""
        last = {one.row.id: one.id for one in due}
        known = {one.id for one in due}
        decided: dict[int, list[Decision]] = {}
        for one in self._work.facts.decisions(last):
            at = one.deadline_id if one.deadline_id is not None else last[one.row_id]
            if at in known:
                decided.setdefault(at, []).append(self._decision(one))
        return decided

    def _decision(self, one: StoredDecision) -> Decision:
        ended = one.done_at.astimezone(self._zone).date() if one.done_at else None
        state = "" if one.state is None or ended else SHOWN[one.state]
        if one.state is DeadlineState.OPEN and one.due and one.due < self._today:
            state = "просрочено"
        return Decision(one.what, one.who, one.due, one.metric, state, ended)
