"""The words of «Статус»: what became of a row, and what the school itself had written."""

from datetime import date

import pytest

from cyclogram.reading import read_file
from reports.row_state import Became, state_words, without_ours

TODAY = date(2027, 3, 20)
PAST, AHEAD = date(2027, 3, 1), date(2027, 4, 1)
DONE = Became(PAST, done=True, on=date(2027, 3, 12))


@pytest.mark.parametrize(
    ("deadlines", "words"),
    [
        ([], ""),
        ([Became(AHEAD, done=False)], ""),
        ([Became(TODAY, done=False)], ""),
        ([Became(PAST, done=False)], "просрочено"),
        ([DONE], "выполнено 12.03.2027"),
        ([DONE, Became(PAST, done=True, on=date(2027, 2, 1))], "выполнено 12.03.2027"),
        ([Became(PAST, done=True)], "выполнено"),
        ([DONE, Became(AHEAD, done=False)], "осталось 1 из 2"),
        ([DONE, Became(PAST, done=False)], "просрочено; осталось 1 из 2"),
    ],
    ids=["no deadline", "ahead", "today", "late", "done", "twice", "no day", "half", "half and late"],
)
def test_the_state_of_a_row_reads_back_as_it_is(deadlines: list[Became], words: str) -> None:
    assert state_words(deadlines, TODAY) == words
    book = f"Мероприятие;Срок;Ответственный;Статус\nСправка;март;Завуч;{words.replace(';', ',')}\n".encode()
    (row,) = read_file(book, "план.csv", 2026).rows
    assert row.done == (bool(deadlines) and all(one.done for one in deadlines))
    assert without_ours(words) == ""


def test_the_schools_own_words_stay() -> None:
    assert without_ours("в работе; просрочено; осталось 1 из 2") == "в работе"
    assert without_ours("выполнено частично; выполнено 12.03.2027") == "выполнено частично"
