"""A strict Telegram Bot API on loopback: it refuses what the real one refuses, and fails on demand."""

from tests.fakes.telegram.faults import Fault, dropped, forbidden, page, refused, too_many
from tests.fakes.telegram.phone import Group, TelegramPhone
from tests.fakes.telegram.server import TOKEN, FakeTelegram

__all__ = [
    "TOKEN",
    "FakeTelegram",
    "Fault",
    "Group",
    "TelegramPhone",
    "dropped",
    "forbidden",
    "page",
    "refused",
    "too_many",
]
