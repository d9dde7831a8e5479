"""What answers do to a plan."""

from datetime import date

from cyclogram.answers import WITHOUT_DATE, confirmed, skipped, typed
from cyclogram.files import Sheet
from cyclogram.phrases import Ask
from cyclogram.plan import ReadPlan
from cyclogram.school_year import school_year
from cyclogram.spans import Span, month
from cyclogram.table import read_plan

YEAR = school_year(2026)
TOLD = (
    ("Мероприятие", "Сроки", "Ответственный"),
    ("Опрос", "октябрь", "Психолог; завуч"),
    ("Отчёт", "", ""),
    ("Праздник", "когда получится", "Завуч"),
)
PLAN = read_plan([Sheet("Л", TOLD)], YEAR)
RESPONSIBLE, DEADLINE, STORY = (question.id for _, question in PLAN.questions)


def changed(plan: ReadPlan | Ask) -> ReadPlan:
    assert isinstance(plan, ReadPlan)
    return plan


def test_yes_takes_the_guess_and_the_proposal() -> None:
    plan = confirmed(confirmed(PLAN, DEADLINE), RESPONSIBLE)
    assert plan.rows[1].spans == (month(2026, 10),)
    assert plan.rows[1].responsible == ("Психолог", "завуч")
    assert plan.rows[1].questions == ()
    assert [question.id for _, question in plan.questions] == [STORY]


def test_words_are_read_as_a_deadline_or_as_people() -> None:
    plan = changed(typed(PLAN, STORY, "до 20 декабря", YEAR))
    assert plan.rows[2].spans == (Span(date(2026, 12, 20), date(2026, 12, 20)),)
    plan = changed(typed(plan, RESPONSIBLE, "Директор и завуч", YEAR))
    assert plan.rows[1].responsible == ("Директор", "завуч")


def test_words_nobody_understands_leave_the_question() -> None:
    assert isinstance(typed(PLAN, STORY, "потом", YEAR), Ask)


def test_words_understood_by_halves_become_the_guess_to_confirm() -> None:
    plan = changed(typed(PLAN, STORY, "3 раза в год", YEAR))
    _, question = plan.question(STORY) or (None, PLAN.questions[0][1])
    assert len(question.guess) == 3
    assert confirmed(plan, STORY).rows[2].spans == question.guess


def test_leaving_it_is_noted_and_asks_no_more() -> None:
    plan = skipped(PLAN, STORY)
    assert plan.rows[2].questions == ()
    assert WITHOUT_DATE in plan.rows[2].notes


def test_a_question_that_is_gone_changes_nothing() -> None:
    assert confirmed(PLAN, 99) == skipped(PLAN, 99) == typed(PLAN, 99, "октябрь", YEAR) == PLAN
