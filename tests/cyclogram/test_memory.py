"""What was said of a phrase is not asked again; where it may mean something else it is offered."""

from cyclogram.answers import confirmed, skipped, typed
from cyclogram.files import Sheet
from cyclogram.memory import Meaning, Memory, learnt, recalled, spelled, sure
from cyclogram.phrases import Ask
from cyclogram.plan import PlanRow, ReadPlan
from cyclogram.school_year import school_year
from cyclogram.table import read_plan

YEAR = school_year(2026)


def plan(*rows: tuple[str, str]) -> ReadPlan:
    told = [(what, when, "Завуч") for what, when in rows]
    return read_plan([Sheet("Л", (("Мероприятие", "Срок", "Ответственный"), *told))], YEAR)


def answered(what: ReadPlan, words: str | None) -> Memory:
    """What the first question teaches when it is answered with these words, a yes (""), or left without days (None)."""
    row, question = what.questions[0]
    said = skipped(what, question.id) if words is None else confirmed(what, question.id)
    if words:
        typed_plan = typed(what, question.id, words, YEAR)
        assert not isinstance(typed_plan, Ask)
        said = typed_plan
    meaning = learnt(row, question, said.row(row.key) or row, None)
    return {spelled(row.deadline_text): meaning} if meaning else {}


def days(row: PlanRow) -> list[str]:
    return [f"{span.start:%d.%m}-{span.end:%d.%m}" for span in row.spans]


def test_the_same_row_of_the_next_file_is_answered() -> None:
    memory = answered(plan(("ВПР", "по графику")), "с 6 по 10 апреля")
    (row,) = recalled(plan(("ВПР", "По  графику.")), memory).rows
    assert days(row) == ["06.04-10.04"]
    assert not row.questions


def test_another_row_with_the_same_phrase_is_only_offered_it() -> None:
    memory = answered(plan(("ВПР", "по графику")), "с 6 по 10 апреля")
    (row,) = recalled(plan(("Олимпиада", "по графику")), memory).rows
    assert not row.deadlines
    assert row.questions[0].text == "В другой строке на это вы ответили: с 6 по 10 апреля. Так и здесь?"
    assert [f"{one.start:%d.%m}" for one in row.questions[0].guess] == ["06.04"]


def test_a_guess_found_right_is_right_everywhere() -> None:
    memory = answered(plan(("Кружки", "3 раза в год")), "")
    (row,) = recalled(plan(("Журналы", "3 раза в год")), memory).rows
    assert len(row.deadlines) == 3
    assert not row.questions


def test_left_without_days_stays_so() -> None:
    memory = answered(plan(("Помощь", "при необходимости")), None)
    (row,) = recalled(plan(("Помощь", "при необходимости")), memory).rows
    assert not row.questions
    assert not row.deadlines


def test_an_empty_cell_teaches_nothing() -> None:
    assert answered(plan(("Помощь", "")), "до 15 марта") == {}


def test_an_assumption_confirmed_is_one_no_more() -> None:
    (row,) = plan(("Кружки", "2 неделя октября")).rows
    assert row.is_assumed
    memory = {spelled("2 неделя октября"): Meaning(row.spans, everywhere=True)}
    (again,) = recalled(plan(("Кружки", "2 неделя октября")), memory).rows
    assert again == sure(row)
    assert not again.is_assumed
    assert again.notes == ()


def test_days_said_otherwise_are_taken_from_then_on() -> None:
    (other,) = plan(("Кружки", "с 12 по 16 октября")).rows
    memory = {spelled("2 неделя октября"): Meaning(other.spans, everywhere=True)}
    (row,) = recalled(plan(("Кружки", "2 неделя октября")), memory).rows
    assert days(row) == ["12.10-16.10"]
