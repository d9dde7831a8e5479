"""Wordings that may mean a position the school knows by another name: asked once, never merged silently."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chat.words import listed
from cyclogram.groups import belongs
from cyclogram.plan import PlanRow, Question, ReadPlan
from cyclogram.responsible import same
from cyclogram.responsible_match import resolve

KIND = "position"
LONG = 6
"""Letters of a word that may be misspelt and still be known."""
BARE = frozenset({"завуч", "заместитель", "заместители", "заместитель директора"})
"""Forms that may mean any of several deputies."""

Settled = Mapping[str, str]
"""What was answered: the form of a wording → the wording it means, "" where it means somebody else."""


def with_position_questions(plan: ReadPlan, known: Sequence[str], settled: Settled) -> ReadPlan:
    """The plan with what was settled applied, and a question for each new wording that resembles a known one.

    `known` are the positions in force; wordings met earlier in the plan are known as well.
    """
    plan = _applied(plan, settled)
    met = {same(one): one for one in known}
    last = max((question.id for _, question in plan.questions), default=0)
    for wording in plan.positions:
        form = same(wording)
        if form not in met and form not in settled and (question := _question(wording, list(met.values()))):
            last += 1
            plan = _asked(plan, wording, replace(question, id=last))
        met.setdefault(form, wording)
    return plan


def _question(wording: str, known: Sequence[str]) -> Question | None:
    match = resolve(wording, known)
    likely = match.found or next((one for one in match.among if _mistyped(wording, one)), "")
    if likely and (belongs(likely, wording) or belongs(wording, likely)):
        return None  # one of a group, and no other name for it
    if likely:
        return Question(0, KIND, f"«{wording}» — это «{likely}», одна должность?", "", wording, proposal=(likely,))
    among = match.among
    if not among or same(wording) not in BARE:
        return None
    text = f"«{wording}» — это кто из них: {listed([f'«{one}»' for one in among[:4]])}? Напишите нужную должность."
    return Question(0, KIND, text, "", wording)


def _mistyped(wording: str, known: str) -> bool:
    """Whether they differ in the spelling of long words only: «ВР» and «УВР» are two deputies, not a slip."""
    one, other = set(same(wording).split()), set(same(known).split())
    return len(one) == len(other) and all(len(word) >= LONG and word.isalpha() for word in one ^ other)


def _asked(plan: ReadPlan, wording: str, question: Question) -> ReadPlan:
    row = next(row for row in plan.rows if _names(row, wording))
    return plan.with_row(replace(row, questions=(*row.questions, replace(question, where=row.where))))


def _applied(plan: ReadPlan, settled: Settled) -> ReadPlan:
    for wording in plan.positions:
        if meant := settled.get(same(wording)):
            plan = renamed(plan, wording, meant)
    return plan


def renamed(plan: ReadPlan, wording: str, meant: str) -> ReadPlan:
    """Everywhere in the plan one wording stands for the other."""
    return replace(plan, rows=tuple(_renamed(row, wording, meant) for row in plan.rows))


def _renamed(row: PlanRow, wording: str, meant: str) -> PlanRow:
    if not _names(row, wording):
        return row
    people = [meant if same(one) == same(wording) else one for one in row.responsible]
    return replace(row, responsible=tuple({same(one): one for one in people}.values()))


def _names(row: PlanRow, wording: str) -> bool:
    return any(same(one) == same(wording) for one in row.responsible)
