"""Screens as bodies of Bot API calls, checked by the rules of the fake server as well."""

import pytest

from bot.telegram.rendering import attachment, entities, file_of, keyboard, media, message
from chat.actions import action
from chat.screen import Button, Document, Picture, screen
from chat.text import Text, bold, italic, lines, link, text
from tests.fakes.telegram import rules

ROWS = ((Button("Да", action("yes", 1)), Button("Нет", action("no", 1))), (Button("Назад", action("back")),))
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Да", "callback_data": "yes.1"}, {"text": "Нет", "callback_data": "no.1"}],
        [{"text": "Назад", "callback_data": "back"}],
    ]
}


@pytest.mark.parametrize(
    "words, styled",
    [
        pytest.param(text("просто"), [], id="plain"),
        pytest.param(text(bold("жирно")), [{"type": "bold", "offset": 0, "length": 5}], id="bold"),
        pytest.param(text("а ", italic("б")), [{"type": "italic", "offset": 2, "length": 1}], id="italic after plain"),
        pytest.param(text("🎉 ", bold("👍🏽")), [{"type": "bold", "offset": 3, "length": 4}], id="emoji count twice"),
        pytest.param(
            text(link("сюда", "https://example.org")),
            [{"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org"}],
            id="link",
        ),
        pytest.param(text(bold(""), "слово"), [], id="an empty run is no entity"),
    ],
)
def test_entities(words: Text, styled: list[dict[str, object]]) -> None:
    assert entities(words) == styled
    assert rules.content(words.plain, styled, None, caption=False) == (words.plain, styled)


def test_what_a_person_typed_is_never_markup() -> None:
    body = message(screen("<b>*_[&amp;"))
    assert body == {"text": "<b>*_[&amp;", "link_preview_options": {"is_disabled": True}}


def test_message_with_buttons() -> None:
    body = message(screen(lines(bold("Вопрос 3 из 10"), "Всё ли понятно?"), *ROWS))
    assert body == {
        "text": "Вопрос 3 из 10\nВсё ли понятно?",
        "entities": [{"type": "bold", "offset": 0, "length": 14}],
        "reply_markup": KEYBOARD,
        "link_preview_options": {"is_disabled": True},
    }
    assert keyboard(ROWS) == rules.keyboard(KEYBOARD)


def test_picture_and_document() -> None:
    picture = screen(text(bold("Итоги")), *ROWS, attachment=Picture(b"png", "столбики"))
    styled = [{"type": "bold", "offset": 0, "length": 5}]
    assert attachment(picture, "attach://file") == {
        "photo": "attach://file",
        "caption": "Итоги",
        "caption_entities": styled,
        "reply_markup": KEYBOARD,
    }
    document = screen("Отчёт", attachment=Document(b"docx", "Отчёт.docx"))
    assert media(document, "known") == {"media": {"type": "document", "media": "known", "caption": "Отчёт"}}
    assert file_of(document) == ("Отчёт.docx", b"docx")
    with pytest.raises(ValueError, match="no attachment"):
        file_of(screen("без файла"))
