"""What a plan still asks: questions one by one, then days that were only assumed; what is said is remembered."""

from collections.abc import Sequence
from dataclasses import replace

from chat.actions import action
from chat.screen import Screen
from cyclogram import answers
from cyclogram import question_screens as words
from cyclogram.memory import Meaning, assumptions, learnt, recalled, sure
from cyclogram.phrases import Ask, Reading, Why, read
from cyclogram.plan import PlanRow, Question, ReadPlan
from cyclogram.responsible import same
from handlers.plan import bound, plan_of
from handlers.visit import Stale, View, Visit, number
from storage.plans import StoredPlan


def ask(visit: Visit, plan_id: str) -> View:
    """The first question that is still open."""
    return _next(plan_of(visit, plan_id))


def show_question(visit: Visit, plan_id: str, question_id: str, again: str = "") -> Screen:
    """View `plan_question`: one question; `again` when the last answer could not be read."""
    stored = plan_of(visit, plan_id)
    row, question = _question(stored, question_id)
    unread = Ask(question.text, Why.PERIOD) if again else None
    return bound(stored, words.question(row, question, len(stored.plan.questions), unread))


def say_yes(visit: Visit, question_id: str, plan_id: str) -> View:
    """The guess is right."""
    stored = plan_of(visit, plan_id)
    _question(stored, question_id)
    return _answered(visit, stored, question_id, answers.confirmed(stored.plan, number(question_id)))


def skip(visit: Visit, question_id: str, plan_id: str) -> View:
    """Leave the row as it is."""
    stored = plan_of(visit, plan_id)
    _question(stored, question_id)
    return _answered(visit, stored, question_id, answers.skipped(stored.plan, number(question_id)))


def type_answer(visit: Visit, said: str, plan_id: str, question_id: str, _again: str = "") -> View | None:
    """An answer in words."""
    if not visit.is_admin:
        return None
    stored = plan_of(visit, plan_id)
    row, question = _question(stored, question_id)
    plan = answers.typed(stored.plan, question.id, said, visit.work.school.year(stored.year))
    if isinstance(plan, Ask):
        asked_again = replace(question, text=plan.question)
        others = tuple(asked_again if one.id == question.id else one for one in row.questions)
        visit.work.plans.amend(stored.id, stored.plan.with_row(replace(row, questions=others)))
        return action("plan_question", stored.id, question.id, "again")
    if plan.question(question.id):  # a guess to confirm, or nothing was said
        visit.work.plans.amend(stored.id, plan)
        return action("plan_question", stored.id, question.id)
    return _answered(visit, stored, question_id, plan)


def _answered(visit: Visit, stored: StoredPlan, question_id: str, plan: ReadPlan) -> View:
    """Keep it, and what it teaches: rows with the same phrase are answered with it."""
    before, question = _question(stored, question_id)
    after = plan.row(before.key) or before
    if question.kind == "position":
        meant = next((one for one in after.responsible if one not in before.responsible), "")
        visit.work.school.settle_position(same(question.phrase), meant or _kept_as(before, after, question))
    known = visit.work.understood
    meaning = learnt(before, question, after, known.meaning(stored.year, before.deadline_text))
    if meaning:
        known.keep(stored.year, before.deadline_text, meaning)
        plan = recalled(plan, known.memory(stored.year))
    visit.work.plans.amend(stored.id, plan)
    return _next(replace(stored, plan=plan))


def _kept_as(before: PlanRow, after: PlanRow, question: Question) -> str:
    """The row had both already: the wording meant stays, the other one goes; "" where both stay."""
    gone = len(after.responsible) < len(before.responsible)
    return question.proposal[0] if gone and question.proposal else ""


def _next(stored: StoredPlan) -> View:
    for _, question in stored.plan.questions:
        return action("plan_question", stored.id, question.id)
    return action("plan_page", 0, stored.id)


def _question(stored: StoredPlan, question_id: str) -> tuple[PlanRow, Question]:
    found = stored.plan.question(number(question_id))
    if found is None:
        raise Stale
    return found


# --- assumptions


def show_assumed(visit: Visit, plan_id: str, key: str, again: str = "") -> Screen:
    """View `plan_sure`: days that rest on an assumption, to be confirmed or said otherwise; `again` when in vain."""
    stored = plan_of(visit, plan_id)
    row = _assumed(stored, key)
    return bound(stored, words.assumed(row, len(stored.plan.assumed), len(_alike(stored.plan, row)), again=bool(again)))


def check(visit: Visit, plan_id: str) -> View:
    """The first row whose days are only assumed."""
    return _next_assumed(plan_of(visit, plan_id))


def confirm(visit: Visit, key: str, plan_id: str) -> View:
    """These days are right."""
    stored = plan_of(visit, plan_id)
    return _confirmed(visit, stored, [_assumed(stored, key)])


def confirm_alike(visit: Visit, key: str, plan_id: str) -> View:
    """The assumption is right, here and wherever else it was made."""
    stored = plan_of(visit, plan_id)
    return _confirmed(visit, stored, _alike(stored.plan, _assumed(stored, key)))


def pass_over(visit: Visit, key: str, plan_id: str) -> View:
    """Leave these as they are, and look at the next."""
    stored = plan_of(visit, plan_id)
    return _next_assumed(stored, after=_assumed(stored, key).key)


def type_days(visit: Visit, said: str, plan_id: str, key: str, _again: str = "") -> View | None:
    """Other days, in words."""
    if not visit.is_admin:
        return None
    stored = plan_of(visit, plan_id)
    row = _assumed(stored, key)
    what = read(said, visit.work.school.year(stored.year))
    if not isinstance(what, Reading):
        return action("plan_sure", stored.id, key, "again")
    meaning = Meaning(what.spans, everywhere=True, rows=frozenset())
    visit.work.understood.keep(stored.year, row.deadline_text, meaning)
    plan = recalled(stored.plan, visit.work.understood.memory(stored.year))
    visit.work.plans.amend(stored.id, plan)
    return _next_assumed(replace(stored, plan=plan))


def _confirmed(visit: Visit, stored: StoredPlan, rows: Sequence[PlanRow]) -> View:
    plan = stored.plan
    for row in rows:
        visit.work.understood.keep(stored.year, row.deadline_text, Meaning(row.spans, everywhere=True))
        plan = plan.with_row(sure(row))
    plan = recalled(plan, visit.work.understood.memory(stored.year))
    visit.work.plans.amend(stored.id, plan)
    return _next_assumed(replace(stored, plan=plan))


def _next_assumed(stored: StoredPlan, after: str = "") -> View:
    keys = [row.key for row in stored.plan.assumed]
    rest = keys[keys.index(after) + 1 :] if after in keys else keys
    return action("plan_sure", stored.id, rest[0]) if rest else action("plan_page", 0, stored.id)


def _assumed(stored: StoredPlan, key: str) -> PlanRow:
    row = stored.plan.row(key)
    if row is None or not row.is_assumed:
        raise Stale
    return row


def _alike(plan: ReadPlan, row: PlanRow) -> list[PlanRow]:
    """Rows read with the very same assumptions."""
    return [one for one in plan.assumed if assumptions(one) == assumptions(row)]
