"""What is shown before a sentence counts: every word as it is read, and the buttons beneath."""

from datetime import date
from pathlib import Path

import pytest

from chat.screen import Screen
from cyclogram.absences import away
from cyclogram.intents import Add, HandOver, Intent, Somebody, When, Which
from cyclogram.sentence_screens import understood_so
from cyclogram.sentences import said
from tests.cyclogram.sentence_plan import POSITIONS, ROWS, YEAR

TODAY = date(2026, 11, 18)


def shown(intent: Intent | None) -> Screen:
    assert intent is not None
    return understood_so(intent, ROWS, YEAR, TODAY)


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


TOLD = dict(
    part.removeprefix("> ").split("\n", maxsplit=1)
    for part in (Path(__file__).parent / "sentence_screens.txt").read_text(encoding="utf-8").strip().split("\n\n")
)
"""What is typed → what is shown, the buttons in its last line."""


@pytest.mark.parametrize("typed", TOLD)
def test_screen(typed: str) -> None:
    if typed.startswith("/away "):
        screen = shown(away(typed.removeprefix("/away "), TODAY, YEAR, POSITIONS))
    else:
        screen = shown(said(typed, YEAR, ROWS, POSITIONS, TODAY))
    words = [f"│ {line}".rstrip() for line in screen.text.plain.split("\n")]
    buttons = " ".join(f"[{label}]" for label in labels(screen))
    assert [*words, *([f"  {buttons}"] if buttons else [])] == TOLD[typed].split("\n")


def test_a_guess_is_confirmed_with_a_button() -> None:
    screen = shown(Add("Опрос", When("не реже 3 раз в год"), (Somebody("завуч", "Завуч"),)))
    assert "Верно?" in screen.text.plain
    assert labels(screen) == ["Да, верно", "Нет, не надо"]


def test_the_longest_words_still_fit() -> None:
    long = "Очень длинное название " * 40
    people = tuple(Somebody(long, "", tuple(f"{n} {long}" for n in range(8))) for _ in range(1))
    assert shown(Add(long, When("до 1 мая"), people, long, long)).rows
    assert shown(HandOver(Somebody(long, long, new=True), Which(long, ROWS[0].where))).rows
    assert shown(HandOver(Somebody(long), Which(long, "", tuple(row.where for row in ROWS[:8])))).rows
