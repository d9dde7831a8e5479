"""The whole plan as `check-plan --json` gives it."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from cyclogram.plan import PlanRow, ReadPlan

_SECTIONS = ("object", "object_id", "section", "subjects", "basis", "procedure", "tool", "output", "decision", "level")


def check_plan(plan: ReadPlan) -> dict[str, Any]:
    """The shape of `check-plan --json`: keys may come, none ever goes."""
    return {
        "kind": plan.kind.value,
        "year": plan.year,
        "rows": [_row(row) for row in plan.rows],
        "problems": [{"where": problem.where, "message": problem.message} for problem in plan.problems],
        "count": asdict(plan.tally),
    }


def _row(row: PlanRow) -> dict[str, Any]:
    return {
        "row": row.number,
        "where": row.where,
        "what": row.what,
        "responsible": list(row.responsible),
        "deadlines": list(_deadlines(row)),
        "questions": [question.text for question in row.questions],
        **{name: getattr(row, name) for name in _SECTIONS},
        "status": row.status,
        "done": row.done,
        "notes": list(row.notes),
    }


def _deadlines(row: PlanRow) -> Iterator[dict[str, Any]]:
    for due in row.deadlines:
        yield {**due.span.to_dict(), "phrase": due.phrase, "sure": due.sure}
    for repeat in row.repeats:
        days = {"from": repeat.start.isoformat(), "until": repeat.until.isoformat()}
        yield {"rrule": repeat.rrule, **days, "phrase": repeat.phrase, "sure": repeat.sure}
