"""What a person's answer to a question about a row does to the plan. Pure: the old plan is left as it was."""

from dataclasses import replace
from typing import Any

from cyclogram.alike_positions import renamed
from cyclogram.levels import said_level
from cyclogram.normal import plain, tidy
from cyclogram.object_match import best
from cyclogram.phrases import Ask, Reading, Repeats, read
from cyclogram.plan import PlanRow, Question, ReadPlan, with_reading
from cyclogram.responsible import people_named, wordings
from cyclogram.school_year import SchoolYear

WITHOUT_DATE = "без срока: напоминаний не будет"
WITHOUT_PERSON = "без ответственного: напоминания придут администратору"
NOTHING = frozenset({"нет", "не указан", "не указано", "убрать", "-", ""})
"""Said of a section that is to be empty."""
LONGEST = 500
"""Characters of a section."""


def confirmed(plan: ReadPlan, number: int) -> ReadPlan:
    """One tap on «Да»: the guess or the proposal becomes the answer."""
    found = plan.question(number)
    if not found:
        return plan
    row, question = _closed(*found)
    if question.guess:
        return plan.with_row(with_reading(row, question.phrase, Reading(question.guess, 1.0, "confirmed")))
    if question.kind == "responsible" and question.proposal:
        return plan.with_row(replace(row, responsible=question.proposal))
    if question.kind == "position" and question.proposal:
        return renamed(plan.with_row(row), question.phrase, question.proposal[0])
    return plan


def skipped(plan: ReadPlan, number: int) -> ReadPlan:
    """«Оставить так»: the row stays, and says what will not happen."""
    found = plan.question(number)
    if not found:
        return plan
    row, question = _closed(*found)
    note = {"deadline": WITHOUT_DATE, "responsible": WITHOUT_PERSON}.get(question.kind, "")
    if row.repeats and question.kind == "deadline":  # a repeat read by an older version still asks
        note = ""
    what = row.what or "Без названия"
    return plan.with_row(replace(row, what=what, notes=(*row.notes, note) if note else row.notes))


def typed(plan: ReadPlan, number: int, words: str, year: SchoolYear) -> ReadPlan | Ask:
    """An answer in words. Days that are only a guess stay a question; words nobody can read come back as an `Ask`."""
    found = plan.question(number)
    if not found:
        return plan
    row, question = _closed(*found)
    match question.kind:
        case "responsible":
            people = people_named(words)
            return plan.with_row(replace(row, responsible=people)) if people else plan
        case "position":
            meant = wordings(words)
            return renamed(plan.with_row(row), question.phrase, meant[0]) if meant else plan
        case "what":
            return plan.with_row(replace(row, what=words.strip())) if words.strip() else plan
        case _:
            what = read(words, year)
            if isinstance(what, Ask):
                return _guessed(plan, number, words, what) if what.guess else what
            return plan.with_row(_dated(row, words, what))


def with_section(row: PlanRow, field: str, words: str) -> PlanRow | None:
    """A section of the row in other words, «нет» for none; None where they name no level that is known.

    An object that is named in words is looked for in the tree.
    """
    said = tidy(words)[:LONGEST]
    none = plain(said).strip(" .!") in NOTHING
    match field:
        case "level":
            level = said_level(said)
            return replace(row, level=level) if level or none else None
        case "object":
            thing = "" if none else said
            return replace(row, object=thing, object_id=best(thing, "", ""), object_chosen=False)
        case _:
            changed: dict[str, Any] = {field: "" if none else said}
            return replace(row, **changed)


def _dated(row: PlanRow, words: str, what: Reading | Repeats) -> PlanRow:
    return with_reading(replace(row, deadlines=(), repeats=()), words, what)


def _guessed(plan: ReadPlan, number: int, words: str, ask: Ask) -> ReadPlan:
    found = plan.question(number)
    if not found:
        return plan
    row, old = found
    fresh = replace(old, text=ask.question, phrase=words, guess=ask.guess)
    return plan.with_row(replace(row, questions=tuple(fresh if one.id == number else one for one in row.questions)))


def _closed(row: PlanRow, question: Question) -> tuple[PlanRow, Question]:
    return replace(row, questions=tuple(one for one in row.questions if one.id != question.id)), question
