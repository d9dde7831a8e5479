"""Screens as the page gets them, in tables."""

from datetime import datetime, timedelta, timezone

import pytest

from bot.web.rendering import moment, written
from chat.actions import action
from chat.screen import Button, Document, screen
from chat.text import bold, italic, link, text
from tests.web.picture import drawn


def test_text_keeps_its_styles() -> None:
    shown = written(
        screen(text("Это ", bold("важно"), ", ", italic("правда"), ": ", link("тут", "https://example.org")))
    )
    assert shown.body["text"] == [
        {"t": "Это "},
        {"t": "важно", "s": "bold"},
        {"t": ", "},
        {"t": "правда", "s": "italic"},
        {"t": ": "},
        {"t": "тут", "s": "link", "u": "https://example.org"},
    ]
    assert shown.content is None
    assert "rows" not in shown.body


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", " https://example.org"])
def test_a_link_that_could_run_is_only_words(url: str) -> None:
    assert written(screen(text(link("сюда", url)))).body["text"] == [{"t": "сюда"}]


def test_rows() -> None:
    shown = written(screen("Да?", (Button("Да", action("yes", 1)), Button("Нет", action("no")))))
    assert shown.body["rows"] == [[{"label": "Да", "action": "yes.1"}, {"label": "Нет", "action": "no"}]]


def test_a_picture_tells_its_size_beforehand() -> None:
    picture = drawn()
    shown = written(screen("Сводка", attachment=picture))
    assert shown.body["picture"] == {"alt": picture.alt, "width": 720, "height": 260}
    assert shown.content == picture.png


def test_a_document() -> None:
    shown = written(screen("Файл", attachment=Document(b"1;2", "Сводка.csv")))
    assert shown.body["document"] == {"name": "Сводка.csv", "size": 3}
    assert shown.content == b"1;2"


def test_a_moment_is_read_aloud() -> None:
    at = datetime(2026, 9, 1, 9, 0, tzinfo=timezone(timedelta(hours=3)))
    assert moment(at) == "вторник, 1 сентября 2026, 09:00"
