"""The survey on aiogram-dialog, held in its memory storage: a window a question, as its documentation shows it."""

import asyncio
import os
from operator import itemgetter
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.kbd import Back, Button, Column, Next, Row, Select
from aiogram_dialog.widgets.text import Const, Format

from tests.bench.words import INVITATION, SCALE, STATEMENTS, THANKS, WELCOME, asked, review

box: list[dict[str, Any]] = []


class Survey(StatesGroup):
    """Where a person is."""

    welcome = State()
    about = State()
    first = State()
    second = State()
    third = State()
    fourth = State()
    fifth = State()
    review = State()
    thanks = State()


QUESTIONS = (Survey.first, Survey.second, Survey.third, Survey.fourth, Survey.fifth)


async def answered(_query: CallbackQuery, _widget: Any, manager: DialogManager, value: str) -> None:
    """One of the scale."""
    context = manager.current_context()
    context.dialog_data[str(context.state.state)] = int(value)
    await manager.next()


async def finished(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The answers are complete."""
    box.append(dict(manager.dialog_data))
    await manager.next()


async def reviewed(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The words of the review."""
    data = dialog_manager.dialog_data
    return {"review": review([data.get(str(state.state)) for state in QUESTIONS])}


def question(place: int) -> Window:
    """One window."""
    scale = Select(Format("{item[1]}"), id="scale", item_id_getter=itemgetter(0), items=list(SCALE), on_click=answered)
    ways = [Back(Const("Назад"))] if place else []
    return Window(Const(asked(place)), Column(scale), Row(*ways, Next(Const("Пропустить"))), state=QUESTIONS[place])


survey = Dialog(
    Window(Const(WELCOME), Next(Const("Ответить на опрос")), state=Survey.welcome),
    Window(Const(INVITATION), Next(Const("Начать")), state=Survey.about),
    *[question(place) for place in range(len(STATEMENTS))],
    Window(
        Format("{review}"),
        Button(Const("Завершить"), id="finish", on_click=finished),
        Back(Const("Назад")),
        getter=reviewed,
        state=Survey.review,
    ),
    Window(Const(THANKS), state=Survey.thanks),
)


async def started(_message: Message, dialog_manager: DialogManager) -> None:
    """`/start`."""
    await dialog_manager.start(Survey.welcome, mode=StartMode.RESET_STACK)


async def main() -> None:
    """Until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    bot = Bot(os.environ["TELEGRAM_TOKEN"], session=session)
    dispatcher = Dispatcher()
    dispatcher.message.register(started, CommandStart())
    dispatcher.include_router(survey)
    setup_dialogs(dispatcher)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
