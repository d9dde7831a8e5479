"""The whole plan as `check-plan` gives it: as data, or to be read."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from chat.words import counted
from cyclogram.objects import titles
from cyclogram.plan import PlanKind, PlanRow, ReadPlan
from cyclogram.screens import when_words

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
        "when": row.deadline_text,
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


def checked_lines(plan: ReadPlan) -> Iterator[str]:
    """The same to be read by a person, section by section."""
    kind = "Дорожная карта" if plan.kind is PlanKind.ROADMAP else "Циклограмма"
    year = f" на {plan.year}/{plan.year + 1} учебный год" if plan.year else ""
    yield f"{kind}{year}. Прочитано: {counted(len(plan.rows), 'строка', 'строки', 'строк')}."
    section = ""
    for row in plan.rows:
        if row.section != section:
            section = row.section
            yield f"\n{section or 'Без раздела'}"
        yield from _lines(row)
    if plan.problems:
        yield ""
    yield from (f"! {problem.where}: {problem.message}" for problem in plan.problems)


def _lines(row: PlanRow) -> Iterator[str]:
    people = ", ".join(row.responsible) or "ответственный не указан"
    done = " Уже выполнено." if row.done else ""
    yield f"{row.where}: {row.what or 'без названия'} — {when_words(row) or 'без даты'}; {people.rstrip('.')}.{done}"
    if row.object_id:
        yield f"    объект ВСОКО: {titles()[row.object_id]}"
    yield from (f"    ({note})" for note in row.notes)
    yield from (f"    ? {question.text}" for question in row.questions)
