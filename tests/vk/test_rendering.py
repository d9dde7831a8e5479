"""Screens into parameters: UTF-16 offsets, keyboards by app, random_id."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vk.rendering import DEFAULT, Abilities, abilities, keyboard, random_id, words
from chat.actions import action
from chat.screen import Button, Rows
from chat.text import Run, Style, Text, bold, italic, lines, link, text
from tests.fakes.vk import rules

ROWS: Rows = ((Button("Да", action("yes", 1)), Button("Нет", action("no", 1))), (Button("Назад", action("back")),))

STYLED: dict[str, tuple[Text, str, list[tuple[Any, ...]]]] = {
    "plain": (text("как есть *звёздочки* <b>"), "как есть *звёздочки* <b>", []),
    "bold": (text("а ", bold("б"), " в"), "а б в", [("bold", 2, 1)]),
    "after an emoji": (text("👋 ", italic("да")), "👋 да", [("italic", 3, 2)]),
    "an emoji itself": (text(bold("👩‍👩‍👦!")), "👩‍👩‍👦!", [("bold", 0, 9)]),
    "a link": (text(link("тут", "https://a.example")), "тут", [("url", 0, 3)]),
    "leading blanks, which VK trims": (text("\n ", bold("  а"), "б"), "аб", [("bold", 0, 1)]),
    "lines": (lines(bold("а"), "", italic("б")), "а\n\nб", [("bold", 0, 1), ("italic", 3, 1)]),
    "a typed mention": (text("[id1|Павел] ", bold("а")), "[\u2060id1|Павел] а", [("bold", 13, 1)]),
    "typed at-names and stars": (text("@durov *id1"), "@\u2060durov *\u2060id1", []),
    "addresses stay whole": (text("a@b.ru https://a.example/@b?c=1&d=2"), "a@b.ru https://a.example/@b?c=1&d=2", []),
    "typed entities": (text("&amp; &#33; a & b"), "&\u2060amp; &\u2060#33; a & b", []),
}


@pytest.mark.parametrize("given_text, plain, items", STYLED.values(), ids=STYLED.keys())
def test_words(given_text: Text, plain: str, items: list[tuple[Any, ...]]) -> None:
    params = words(given_text)
    assert params["message"] == plain
    data = json.loads(params.get("format_data", '{"version":1,"items":[]}'))
    assert [(item["type"], item["offset"], item["length"]) for item in data["items"]] == items
    assert data["version"] == 1


RUNS = st.builds(
    lambda style, words: Run(words, style, "https://a.example" if style is Style.LINK else ""),
    st.sampled_from(Style),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
)


@given(st.lists(RUNS, min_size=1, max_size=8).map(lambda runs: Text(tuple(runs))))
def test_styles_always_lie_in_the_words_vk_keeps(given_text: Text) -> None:
    params = words(given_text)
    kept = params["message"].rstrip()
    units = len(params["message"].encode("utf-16-le")) // 2
    for item in json.loads(params.get("format_data", '{"items":[]}'))["items"]:
        assert 0 <= item["offset"] < item["offset"] + item["length"] <= units
    assert kept == kept.lstrip()


@pytest.mark.parametrize(
    "can, inline, kind",
    [(DEFAULT, True, "callback"), (Abilities(True, False), True, "text"), (Abilities(False, False), False, "text")],
    ids=["today's app", "inline without callback", "no inline"],
)
def test_keyboards(can: Abilities, *, inline: bool, kind: str) -> None:
    raw = keyboard(ROWS, can)
    board = rules.keyboard({"keyboard": raw})
    assert board is not None
    assert board.get("inline", False) is inline
    assert [[button["action"]["label"] for button in row] for row in board["buttons"]] == [["Да", "Нет"], ["Назад"]]
    assert {button["action"]["type"] for row in board["buttons"] for button in row} == {kind}
    assert json.loads(board["buttons"][0][0]["action"]["payload"]) == {"a": "yes.1"}


def test_no_buttons() -> None:
    assert keyboard(()) is None
    assert json.loads(keyboard((), Abilities(False, False)) or "") == {"one_time": True, "buttons": []}


def test_the_longest_action_fits_a_payload() -> None:
    longest = Button("я", action("a" * 64))
    assert rules.keyboard({"keyboard": keyboard(((longest,),))})


def told(**info: Any) -> dict[str, Any]:
    return {"type": "message_new", "object": {"message": {"peer_id": 7}, "client_info": info}}


@pytest.mark.parametrize(
    "update, known",
    [
        (told(button_actions=["text", "callback"], inline_keyboard=True), ("7", Abilities(True, True))),
        (told(button_actions=["text"], inline_keyboard=True), ("7", Abilities(True, False))),
        (told(button_actions=["text", "callback"], inline_keyboard=False), ("7", Abilities(False, False))),
        (told(), ("7", DEFAULT)),
        (told(button_actions="x", inline_keyboard="y"), ("7", DEFAULT)),
        ({"type": "message_new", "object": {"message": {"peer_id": 7}}}, None),
        ({"type": "message_event", "object": {"peer_id": 7}}, None),
        (None, None),
    ],
    ids=["new", "no callback", "no inline", "silent", "odd", "no info", "a press", "nothing"],
)
def test_what_the_app_can(update: Any, known: Any) -> None:
    assert abilities(update) == known


def test_random_id() -> None:
    numbers = {random_id(f"outbox:{n}") for n in range(10_000)}
    assert min(numbers) >= 1
    assert max(numbers) < 2**31
    assert len(numbers) == 10_000
    assert random_id("outbox:1") == random_id("outbox:1")
    assert random_id("") == 1, "the CRC of nothing is 0, and 0 would switch VK's protection off"
