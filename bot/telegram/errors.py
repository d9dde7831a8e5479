"""One table from what Telegram and aiogram say to what the house understands; pure.

No reason repeats a token, an address or the words of a screen.
"""

import re
from enum import Enum, auto

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

WRONG_TOKEN = "Telegram не принимает токен. Проверьте TELEGRAM_TOKEN: он выдаётся у @BotFather"
AFTER_NO_CONNECTION = 5.0
AFTER_CONFLICT = 10.0

_NOWHERE = re.compile(
    r"chat not found|user not found|PEER_ID_INVALID|CHAT_WRITE_FORBIDDEN|have no rights to send|not enough rights to send"
    r"|group chat was deactivated|group chat was deleted|bot was kicked|USER_IS_BLOCKED|INPUT_USER_DEACTIVATED",
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
    match error:
        case TelegramRetryAfter():
            return TryLater(error.retry_after)
        case TelegramUnauthorizedError():
            return Halted(WRONG_TOKEN)
        case TelegramNotFound() if "method" not in error.message:
            return Halted(WRONG_TOKEN)
        case TelegramForbiddenError():
            return Gone("forbidden")
        case TelegramBadRequest() if _NOWHERE.search(error.message):
            return Gone("no such chat")
        case TelegramConflictError():
            return TryLater(AFTER_CONFLICT)
        case NotConnected():
            return TryLater(AFTER_NO_CONNECTION)
        case TelegramEntityTooLarge():
            return Refused("too large")
        case TelegramNetworkError() | TelegramServerError() | ClientDecodeError():
            return Unknown(type(error).__name__)
        case TelegramAPIError():
            return Refused(plain_reason(error.message))
        case _:
            return Unknown(type(error).__name__)


def plain_reason(description: str) -> str:
    """Telegram's own English words; anything else may be a piece of the screen."""
    return re.sub(r"[^ -~]+|\"[^\"]*\"|\d{3,}", "…", description)[:120]
