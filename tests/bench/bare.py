"""The survey on bare aiogram, hand-written and held in memory: one handler without filters, nothing between."""

import asyncio
import os
from collections import defaultdict

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.bench.words import INVITATION, SCALE, STATEMENTS, THANKS, WELCOME, asked, review

answers: defaultdict[int, list[int | None]] = defaultdict(lambda: [None] * len(STATEMENTS))
box: list[list[int | None]] = []


def keyboard(*rows: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup:
    """Rows of (label, data)."""
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in rows]
    )


def question(place: int) -> tuple[str, InlineKeyboardMarkup | None]:
    """The statement at this place, the review after the last."""
    scale = [((label, f"answer.{place}.{value}"),) for value, label in SCALE]
    ways = [("Назад", f"ask.{place - 1}")] if place else []
    return asked(place), keyboard(*scale, (*ways, ("Пропустить", f"ask.{place + 1}")))


def shown(person: int, data: str) -> tuple[str, InlineKeyboardMarkup | None]:
    """What follows a press."""
    verb, *args = data.split(".")
    match verb:
        case "about":
            return INVITATION, keyboard((("Начать", "ask.0"),))
        case "answer":
            answers[person][int(args[0])] = int(args[1])
            place = int(args[0]) + 1
        case "finish":
            box.append(answers.pop(person))
            return THANKS, keyboard((("В начало", "about"),))
        case _:
            place = int(args[0])
    if place < len(STATEMENTS):
        return question(place)
    return review(answers[person]), keyboard((("Завершить", "finish"),), (("Назад", f"ask.{place - 1}"),))


async def started(message: Message) -> None:
    """Anything typed."""
    await message.answer(WELCOME, reply_markup=keyboard((("Ответить на опрос", "about"),)))


async def pressed(query: CallbackQuery) -> None:
    """Any button."""
    words, markup = shown(query.from_user.id, query.data or "")
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(words, reply_markup=markup)


async def main() -> None:
    """Until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    bot = Bot(os.environ["TELEGRAM_TOKEN"], session=session)
    dispatcher = Dispatcher()
    dispatcher.message.register(started)
    dispatcher.callback_query.register(pressed)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
