"""A decision said step by step or in one message, and the documents a row promises."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyclogram import decision_screens as screens
from cyclogram.decision import Decision, Step, as_row, back, chosen, confirmed, may_decide, said, skipped
from cyclogram.outputs import forms
from cyclogram.plan import Origin, PlanRow
from cyclogram.reminder_screens import Due
from cyclogram.school_year import school_year

YEAR, TODAY = school_year(2026), date(2026, 11, 24)
KNOWN = ("Завуч", "Педагог-психолог", "Учитель физики", "Учитель химии")
ITEM = Due(1, "Проверка журналов", TODAY, TODAY)


def told(*words: str, decision: Decision | None = None) -> Decision:
    now = decision or Decision(1)
    for one in words:
        now = said(now, one, KNOWN, YEAR, TODAY)
    return now


@pytest.mark.parametrize(
    "output, expected",
    [
        ("справка", ["Справка"]),
        ("Справка, приказ; протокол", ["Справка", "Приказ", "Протокол"]),
        ("протокол педсовета и приказ", ["Протокол педсовета", "Приказ"]),
        ("Аналитическая справка, совещание при директоре", ["Аналитическая справка"]),
        ("справка / приказ / протокол / отчёт / план", ["Справка", "Приказ", "Протокол", "Отчёт"]),
        ("обсуждение на ШМО", ["Обсуждение на ШМО"]),
        ("", []),
        ("— ", []),
    ],
)
def test_documents_of_an_output(output: str, expected: list[str]) -> None:
    assert list(forms(output)) == expected


@pytest.mark.parametrize(
    "position, may",
    [
        ("Директор", True),
        ("зам. директора по УВР", True),
        ("Завуч", True),
        ("Белова С.Н., заместитель директора по ВР", True),
        ("секретарь директора", False),
        ("Учитель физики", False),
        ("Методист", False),
    ],
)
def test_who_may_decide(position: str, may: bool) -> None:
    assert may_decide([position]) is may


def test_step_by_step() -> None:
    now = told("Повторный контроль журналов")
    assert now.step is Step.WHO
    now = told("завучу", decision=now)
    assert (now.who, now.step) == (("Завуч",), Step.DUE)
    now = told("до 15 марта", decision=now)
    assert now.step is Step.METRIC
    now = told("нет незаполненных страниц", decision=now)
    assert (now.step, now.is_whole) == (Step.REVIEW, True)
    assert [span.end for span in now.days] == [date(2027, 3, 15)]
    assert Decision.from_dict(now.to_dict()) == now


@pytest.mark.parametrize(
    "words, what, who, due, metric, step",
    [
        pytest.param(
            "Повторный контроль журналов, завуч, до 15 марта, узнаем по доле заполненных",
            "Повторный контроль журналов", ("Завуч",), date(2027, 3, 15), "доле заполненных", Step.REVIEW, id="all",
        ),
        pytest.param(
            "Провести семинар по оцениванию; педагог-психолог; конец апреля",
            "Провести семинар по оцениванию", ("Педагог-психолог",), date(2027, 4, 30), "", Step.METRIC, id="no metric",
        ),
        pytest.param(
            "Скорректировать рабочие программы, до 1 февраля",
            "Скорректировать рабочие программы", (), date(2027, 2, 1), "", Step.WHO, id="nobody named",
        ),
        pytest.param(
            "Усилить контроль, обсудить на ШМО, выделить часы",
            "Усилить контроль, обсудить на ШМО, выделить часы", (), None, "", Step.WHO, id="only what",
        ),
    ],
)  # fmt: skip
def test_the_first_message_may_say_it_all(
    words: str, what: str, who: tuple[str, ...], due: date | None, metric: str, step: Step
) -> None:
    now = told(words)
    assert (now.what, now.who, now.metric, now.step) == (what, who, metric, step)
    assert (now.days[-1].end if now.days else None) == due


@pytest.mark.parametrize(
    "words, doubt",
    [
        ("до 1 ноября", "Этот срок уже прошёл. Напишите другой."),
        ("каждую пятницу", "Решению нужен день, к которому всё сделано. Какой?"),
    ],
)
def test_a_deadline_that_will_not_do_is_asked_again(words: str, doubt: str) -> None:
    now = told("Повторный контроль", "завуч", words)
    assert (now.step, now.doubt, now.days) == (Step.DUE, doubt, ())


def test_unsure_days_are_confirmed() -> None:
    now = told("Повторный контроль", "завуч", "весной как-нибудь")
    assert (now.step, bool(now.guess)) == (Step.DUE, True)
    assert confirmed(now).step is Step.METRIC


def test_one_of_several_positions_is_chosen() -> None:
    now = told("Повторный контроль", "учитель")
    assert (now.step, now.among) == (Step.WHO, ("Учитель физики", "Учитель химии"))
    assert chosen(now, "Учитель химии").who == ("Учитель химии",)


def test_what_is_answered_stays_when_one_goes_back() -> None:
    now = back(told("Повторный контроль", "завуч"))
    assert (now.step, now.who) == (Step.WHO, ("Завуч",))
    now = told("психолог", "до 15 марта", decision=now)
    assert (now.who, now.step) == (("Педагог-психолог",), Step.METRIC)
    assert skipped(now).step is Step.REVIEW


def test_it_becomes_a_row() -> None:
    whole = told("Повторный контроль, завуч, до 15 марта, узнаем по журналам")
    row = as_row(whole, 7, PlanRow("Л!A1", 1, "Проверка", object="Журналы", object_id="x", level="школа"))
    assert (row.where, row.origin, row.object_id, row.level) == ("Решение!7", Origin.DECISION, "x", "школа")
    assert row.responsible == ("Завуч",)
    assert row.deadline_text == "до 15 марта"


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(["", "ж" * 3000, "до 15 марта", "завуч", "🙂" * 600, "весной", ", ,", "учитель"]), max_size=6
    )
)
def test_no_answers_make_an_unfit_screen(words: list[str]) -> None:
    now = told(*words)
    assert screens.ask(now, ITEM, [(n, "ж" * 90) for n in range(6)], "ж" * 400).rows
    assert Decision.from_dict(now.to_dict()) == now
