"""Wordings that resemble a known position are asked about once."""

import pytest

from cyclogram.alike_positions import with_position_questions
from cyclogram.answers import confirmed, skipped, typed
from cyclogram.phrases import Ask
from cyclogram.plan import PlanRow, ReadPlan
from cyclogram.responsible import same
from cyclogram.school_year import school_year


def plan(*people: str) -> ReadPlan:
    return ReadPlan(tuple(PlanRow(f"Л!A{n}", n, f"Дело {n}", responsible=(who,)) for n, who in enumerate(people, 2)))


def asked(plan: ReadPlan) -> list[tuple[str, tuple[str, ...]]]:
    return [(question.phrase, question.proposal) for _, question in plan.questions]


@pytest.mark.parametrize(
    "people, known, questions",
    [
        (["Педагог-психолог", "Психолог"], [], [("Психолог", ("Педагог-психолог",))]),
        (["Психолог"], ["Педагог-психолог"], [("Психолог", ("Педагог-психолог",))]),
        (["Завуч"], ["Зам. директора по УВР"], [("Завуч", ("Зам. директора по УВР",))]),
        (["Методист", "методист"], [], []),
        (["Методист", "Директор"], ["Завхоз"], []),
        (["Зам. директора по ВР"], ["Зам. директора по УВР"], []),
        (["Соцпедагог"], ["Социальный педагог"], []),
        (["Методсит"], ["Методист"], [("Методсит", ("Методист",))]),
        (["Учителя"], ["Учителя 1-х классов", "Учителя 2-х классов"], []),
        (["Завуч"], ["Зам. директора по ВР", "Зам. директора по НМР"], [("Завуч", ())]),
        (["Классные руководители"], ["Классный руководитель 5А"], []),
        (["Рук. ШМО математики"], ["Руководители ШМО"], []),
    ],
    ids=[
        *("in one plan", "beside a position in force", "by another name", "same", "others", "deputies", "abbreviated"),
        *("mistyped", "a part of many", "which deputy", "a group", "one of a group"),
    ],
)
def test_what_is_asked(people: list[str], known: list[str], questions: list[tuple[str, tuple[str, ...]]]) -> None:
    assert asked(with_position_questions(plan(*people), known, {})) == questions


def test_yes_makes_them_one_everywhere() -> None:
    read = with_position_questions(plan("Педагог-психолог", "Психолог", "психолог"), [], {})
    ((_, question),) = read.questions
    assert confirmed(read, question.id).positions == ("Педагог-психолог",)


def test_no_leaves_them_two() -> None:
    read = with_position_questions(plan("Педагог-психолог", "Психолог"), [], {})
    ((_, question),) = read.questions
    assert skipped(read, question.id).positions == ("Педагог-психолог", "Психолог")


def test_another_position_may_be_typed() -> None:
    read = with_position_questions(plan("Педагог-психолог", "Психолог"), [], {})
    ((_, question),) = read.questions
    said = typed(read, question.id, "логопед", school_year(2026))
    assert not isinstance(said, Ask)
    assert said.positions == ("Педагог-психолог", "логопед")


def test_what_was_settled_is_not_asked_again() -> None:
    same_one = with_position_questions(plan("Психолог"), ["Педагог-психолог"], {same("Психолог"): "Педагог-психолог"})
    assert (asked(same_one), same_one.positions) == ([], ("Педагог-психолог",))
    other = with_position_questions(plan("Психолог"), ["Педагог-психолог"], {same("Психолог"): ""})
    assert (asked(other), other.positions) == ([], ("Психолог",))
