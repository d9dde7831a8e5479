"""Which rows are surveys, and of whom."""

import pytest

from cyclogram.plan import PlanRow
from cyclogram.survey_rows import asked


@pytest.mark.parametrize(
    "what, subjects, procedure, expected",
    [
        ("Опрос родителей", "", "", ("parents",)),
        ("Удовлетворённость обучающихся", "", "", ("students",)),
        ("Онлайн-опрос", "Родители, обучающиеся, педагоги", "", ("students", "parents", "teachers")),
        ("Удовлетворённость", "Педагогические работники", "анкетирование", ("teachers",)),
        ("Анкетирование родителей 1-х классов", "", "", ("parents",)),
        ("Психологический климат", "Учителя", "анкета", ("teachers",)),
        ("Проверка журналов", "Учителя", "", ()),
        ("Родительское собрание", "Родители", "", ()),
        ("Опрос социальных партнёров", "", "", ()),
    ],
    ids=lambda told: str(told)[:30],
)
def test_whom_a_row_asks(what: str, subjects: str, procedure: str, expected: tuple[str, ...]) -> None:
    assert asked(PlanRow("Л!A2", 2, what, subjects=subjects, procedure=procedure)) == expected


def test_the_object_tells_where_words_do_not() -> None:
    assert asked(PlanRow("Л!A2", 2, "Опрос", object_id="satisfaction_parents")) == ("parents",)


def test_whoever_answers_for_it_is_not_asked() -> None:
    row = PlanRow("Л!A2", 2, "Опрос родителей", responsible=("Учителя 5-х классов",))
    assert asked(row) == ("parents",)
