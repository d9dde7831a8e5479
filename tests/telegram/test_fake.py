"""What the fake refuses, asked through aiogram's own session; a fake that forgives proves nothing."""

import asyncio
import sys
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from aiohttp import ClientSession

from tests.fakes.telegram import TOKEN, FakeTelegram


@pytest.fixture
async def bot(server: FakeTelegram) -> AsyncIterator[Bot]:
    await server.phone("1").start()
    async with Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(server.url))) as client:
        yield client


def markup(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data=data)]])


async def test_aiogram_understands_what_it_answers(server: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_message(1, '<b>Да</b> &amp; <a href="https://a.b">нет</a>', parse_mode="HTML")
    assert sent.text == "Да & нет"
    assert server.phone("1").seen()[-1].words == "*Да* & [нет](https://a.b)"
    assert (await bot.get_updates(offset=1, timeout=0))[0].message is not None


@pytest.mark.parametrize(
    "words, more, description",
    [
        ("д" * 4097, {}, "message is too long"),
        ("  ", {}, "message text is empty"),
        ("<b>нет", {"parse_mode": "HTML"}, "can't parse entities"),
        ("<q>нет</q>", {"parse_mode": "HTML"}, "can't parse entities"),
        ("да", {"entities": [MessageEntity(type="bold", offset=1, length=2)]}, "out of the message"),
        ("🎉", {"entities": [MessageEntity(type="bold", offset=0, length=1)]}, "middle of a UTF-16"),
        ("да", {"reply_markup": markup("я" * 33)}, "BUTTON_DATA_INVALID"),
        ("да", {"reply_markup": markup("")}, "can't parse inline keyboard button|BUTTON_DATA_INVALID"),
    ],
)
async def test_refused(bot: Bot, words: str, more: dict[str, object], description: str) -> None:
    with pytest.raises(TelegramAPIError, match=description):
        await bot.send_message(1, words, **more)  # type: ignore[arg-type]  # a table of unlike arguments


async def test_offsets_confirm_and_a_negative_one_keeps_the_last(server: FakeTelegram, bot: Bot) -> None:
    for number in range(5):
        await server.phone("1").type(str(number))
    first = await bot.get_updates(limit=3, timeout=0)
    assert [update.update_id for update in await bot.get_updates(limit=3, timeout=0)] == [u.update_id for u in first]
    rest = await bot.get_updates(offset=first[-1].update_id + 1, timeout=0)
    assert [update.message.text for update in rest if update.message] == ["2", "3", "4"]
    last = await bot.get_updates(offset=-1, timeout=0)
    assert [update.message.text for update in last if update.message] == ["4"]
    assert server.world.updates.waiting == 1


async def test_as_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.telegram", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        url, token = (await process.stdout.readline()).decode().split()
        async with ClientSession(url) as people, Bot(token, session=_session(url)) as bot:
            await people.post("/control/start", json={"person": "1", "code": "aB3"})
            updates = await bot.get_updates(timeout=0)
            assert [update.message.text for update in updates if update.message] == ["/start aB3"]
            await bot.send_message(1, "Начать?", reply_markup=markup("yes"))
            await people.post("/control/press", json={"person": "1", "label": "Да"})
            pressed = (await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0))[0].callback_query
            assert pressed is not None
            assert pressed.data == "yes"
            seen = await (await people.post("/control/seen", json={"person": "1"})).json()
            assert [(one["words"], one["rows"]) for one in seen] == [("Начать?", [["Да"]])]
            assert (await people.post("/control/press", json={"person": "1", "label": "Нет"})).status == 400
    finally:
        process.terminate()
        await process.wait()


def _session(url: str) -> AiohttpSession:
    return AiohttpSession(api=TelegramAPIServer.from_base(url))
