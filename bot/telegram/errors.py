"""One table from what Telegram and aiogram say to what the house understands; pure.

No reason repeats a token, an address or the words of a screen.
"""

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.telegram.session import NotConnected
from chat.channel import Gone, Halted, Refused, TryLater, Unknown

Outcome = Gone | TryLater | Refused | Unknown | Halted

NOT_OURS = "Telegram не принимает токен. Проверьте TELEGRAM_TOKEN: он выдаётся у @BotFather"
AFTER_NO_CONNECTION = 5.0
AFTER_CONFLICT = 10.0

_NOWHERE = re.compile(
    r"chat not found|user not found|PEER_ID_INVALID|CHAT_WRITE_FORBIDDEN|have no rights to send"
    r"|not enough rights to send|group chat was (deactivated|deleted)|bot was kicked"
    r"|USER_IS_BLOCKED|INPUT_USER_DEACTIVATED",
    re.IGNORECASE,
)
_SAME = re.compile(r"message is not modified", re.IGNORECASE)
_UNEDITABLE = re.compile(
    r"message to edit not found|message can't be edited|MESSAGE_ID_INVALID|message to be edited|message not found"
    r"|there is no (text|caption|media) in the message to edit|MESSAGE_EDIT_TIME_EXPIRED|MESSAGE_AUTHOR_REQUIRED",
    re.IGNORECASE,
)
_NO_FILE = re.compile(r"wrong (remote )?file|file_id|FILE_REFERENCE|wrong type of the web page content", re.IGNORECASE)


class Refusal(Enum):
    """Why a message was not edited or sent, where something else can be tried."""

    SAME = auto()
    UNEDITABLE = auto()
    NO_FILE = auto()
    OTHER = auto()


def refusal(error: TelegramBadRequest) -> Refusal:
    """What a 400 means for the message it was about."""
    for pattern, meaning in ((_SAME, Refusal.SAME), (_UNEDITABLE, Refusal.UNEDITABLE), (_NO_FILE, Refusal.NO_FILE)):
        if pattern.search(error.message):
            return meaning
    return Refusal.OTHER


def outcome(error: Exception) -> Outcome:
    """What a failed call means for the house."""
    for kind, meaning in _TABLE:
        if isinstance(error, kind):
            return meaning(error)
    return Unknown(type(error).__name__)


def plain_reason(description: str) -> str:
    """Telegram's own English words; anything else may be a piece of the screen."""
    return re.sub(r"[^ -~]+|\"[^\"]*\"|\d{3,}", "…", description)[:120]


def _bad_request(error: TelegramBadRequest) -> Outcome:
    return Gone("no such chat") if _NOWHERE.search(error.message) else Refused(plain_reason(error.message))


def _not_found(error: TelegramNotFound) -> Outcome:
    """Without a word about a method it is the whole address, which is the token."""
    return Refused(plain_reason(error.message)) if "method" in error.message else Halted(NOT_OURS)


def _unknown(error: Exception) -> Outcome:
    return Unknown(type(error).__name__)


_TABLE: tuple[tuple[type[Exception], Callable[[Any], Outcome]], ...] = (
    (TelegramRetryAfter, lambda error: TryLater(error.retry_after)),
    (TelegramUnauthorizedError, lambda _: Halted(NOT_OURS)),
    (TelegramNotFound, _not_found),
    (TelegramForbiddenError, lambda _: Gone("forbidden")),
    (TelegramBadRequest, _bad_request),
    (TelegramConflictError, lambda _: TryLater(AFTER_CONFLICT)),
    (NotConnected, lambda _: TryLater(AFTER_NO_CONNECTION)),
    (TelegramEntityTooLarge, lambda _: Refused("too large")),
    (TelegramNetworkError, _unknown),
    (TelegramServerError, _unknown),
    (ClientDecodeError, _unknown),
    (TelegramAPIError, lambda error: Refused(plain_reason(error.message))),
)
"""The first line that fits counts."""
