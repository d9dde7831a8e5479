"""What the page posts, in tables."""

import json

import pytest

from bot.web.incoming import Unfit, code, event, file_name
from chat.events import Address, ButtonPressed, Left, Ref, Started, TextSent, What

WHO = Address("web", "a1")


@pytest.mark.parametrize(
    "posted, what",
    [
        ({"kind": "started"}, Started()),
        ({"kind": "started", "code": "Код!"}, Started()),
        ({"kind": "started", "code": "AB-12"}, Started("AB-12")),
        ({"kind": "text", "text": "  Добрый день\r\nи вам "}, TextSent("Добрый день\nи вам")),
        ({"kind": "text", "text": "а\x00б\ud83d"}, TextSent("аб\ufffd")),
        ({"kind": "text", "text": "😀" * 4096}, TextSent("😀" * 4096)),
        ({"kind": "press", "action": "answer.3.4", "on": "12"}, ButtonPressed("answer.3.4", Ref("12"))),
        ({"kind": "press", "action": "'; drop table", "on": "../../etc"}, ButtonPressed("'; drop table", None)),
        ({"kind": "press", "action": ""}, ButtonPressed("", None)),
        ({"kind": "left", "text": "лишнее"}, Left()),
    ],
)
def test_reads(posted: dict[str, str], what: What) -> None:
    read = event(json.dumps({"id": "e1", **posted}), WHO)
    assert read.what == what
    assert (read.id, read.sender, read.place) == ("a1:e1", WHO, WHO)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 50_000,
        '{"id": "e1"}',
        '{"id": "e1", "kind": "text", "text": 5}',
        '{"id": "e1", "kind": "text", "text": " "}',
        '{"id": "e1", "kind": "press", "action": "' + "a" * 65 + '"}',
        '{"kind": "text", "text": "без номера"}',
        '{"id": "номер", "kind": "text", "text": "а"}',
        '{"id": "' + "1" * 41 + '", "kind": "text", "text": "а"}',
        '{"id": ["e1"], "kind": "left"}',
    ],
)
def test_says_no_in_one_sentence(body: str) -> None:
    with pytest.raises(Unfit, match=r"^[А-ЯЁ][^a-z]+\.$"):
        event(body, WHO)


def test_a_very_long_text_is_told_its_bound() -> None:
    with pytest.raises(Unfit, match="до 4096 знаков"):
        event(json.dumps({"id": "e1", "kind": "text", "text": "а" * 4097}), WHO)


@pytest.mark.parametrize(
    "sent, kept",
    [
        ("План.xlsx", "План.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Документы\\план.csv", "план.csv"),
        ("пл\x00ан\n.csv", "план .csv"),
        ("", "файл"),
        ("..", "файл"),
    ],
)
def test_file_names(sent: str, kept: str) -> None:
    assert file_name(sent) == kept


def test_a_long_file_name_keeps_its_ending() -> None:
    kept = file_name("а" * 500 + ".xlsx")
    assert len(kept) == 120
    assert kept.endswith(".xlsx")


@pytest.mark.parametrize("raw", ["", "a b", "<script>", "x" * 65, "код"])
def test_a_code_that_cannot_be_one_is_none(raw: str) -> None:
    assert code(raw) == ""
