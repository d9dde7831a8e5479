"""The table from Telegram's answers to the house's words."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.telegram.errors import Refusal, outcome, plain_reason, refusal
from bot.telegram.session import NotConnected, Ready
from chat.channel import Gone, Halted, Refused, TryLater, Unknown

CALL = Ready()


@pytest.mark.parametrize(
    "error, kind",
    [
        (TelegramForbiddenError(CALL, "Forbidden: bot was blocked by the user"), Gone),
        (TelegramForbiddenError(CALL, "Forbidden: user is deactivated"), Gone),
        (TelegramForbiddenError(CALL, "Forbidden: bot can't initiate conversation with a user"), Gone),
        (TelegramBadRequest(CALL, "Bad Request: chat not found"), Gone),
        (TelegramBadRequest(CALL, "Bad Request: group chat was deactivated"), Gone),
        (TelegramBadRequest(CALL, "Bad Request: BUTTON_DATA_INVALID"), Refused),
        (TelegramBadRequest(CALL, "Bad Request: message is too long"), Refused),
        (TelegramRetryAfter(CALL, "Too Many Requests", 7), TryLater),
        (NotConnected(CALL, "no connection"), TryLater),
        (TelegramConflictError(CALL, "Conflict"), TryLater),
        (TelegramUnauthorizedError(CALL, "Unauthorized"), Halted),
        (TelegramNotFound(CALL, "Not Found"), Halted),
        (TelegramNotFound(CALL, "Not Found: method not found"), Refused),
        (TelegramServerError(CALL, "Internal Server Error"), Unknown),
        (TelegramNetworkError(CALL, "no reply"), Unknown),
        (ClientDecodeError("Failed to decode object", ValueError(), "<html>"), Unknown),
        (RuntimeError("anything else"), Unknown),
    ],
    ids=lambda value: str(value).removeprefix("Telegram server says - ") if isinstance(value, Exception) else None,
)
def test_outcome(error: Exception, kind: type[Exception]) -> None:
    assert type(outcome(error)) is kind


def test_the_pause_asked_for_is_kept() -> None:
    result = outcome(TelegramRetryAfter(CALL, "Too Many Requests", 7))
    assert isinstance(result, TryLater)
    assert result.after == 7


@pytest.mark.parametrize(
    "words, meaning",
    [
        ("Bad Request: message is not modified: specified new message content and so on", Refusal.SAME),
        ("Bad Request: message to edit not found", Refusal.UNEDITABLE),
        ("Bad Request: message can't be edited", Refusal.UNEDITABLE),
        ("Bad Request: MESSAGE_ID_INVALID", Refusal.UNEDITABLE),
        ("Bad Request: there is no text in the message to edit", Refusal.UNEDITABLE),
        ("Bad Request: wrong remote file identifier specified: Wrong character in the string", Refusal.NO_FILE),
        ("Bad Request: BUTTON_DATA_INVALID", Refusal.OTHER),
    ],
)
def test_refusal(words: str, meaning: Refusal) -> None:
    assert refusal(TelegramBadRequest(CALL, words)) is meaning


def test_a_reason_holds_no_words_of_the_screen() -> None:
    said = 'Bad Request: can\'t parse entities: Unsupported start tag "oops" near Иван Иванов in chat 123456789'
    assert plain_reason(said) == "Bad Request: can't parse entities: Unsupported start tag … near … … in chat …"
