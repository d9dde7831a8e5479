"""Captured updates, one by one, as events."""

from typing import Any

import pytest

from bot.telegram.incoming import query_id, read
from chat.events import Address, ButtonPressed, Event, File, FileSent, Left, Ref, Started, TextSent, Unreadable, What

Json = dict[str, Any]

PARENT: Json = {"id": 1001, "is_bot": False, "first_name": "Мама Пети", "language_code": "ru"}
BOT: Json = {"id": 4200, "is_bot": True, "first_name": "ВСОКО", "username": "vsoko_test_bot"}
PRIVATE: Json = {"id": 1001, "type": "private", "first_name": "Мама Пети"}
GROUP: Json = {"id": -100123, "type": "supergroup", "title": "Родители 5А"}
ASKED: Json = {"message_id": 70, "from": BOT, "chat": GROUP, "date": 1790000000, "text": "Сводка"}

HER = Address("telegram", "1001")
THEIR_GROUP = Address("telegram", "-100123")


def message(chat: Json = PRIVATE, **what: Any) -> Json:
    return {"update_id": 9, "message": {"message_id": 71, "from": PARENT, "chat": chat, "date": 1790000000, **what}}


def press(data: str | None = "answer.17.q3.4", message: Json | None = None) -> Json:
    query: Json = {"id": "77", "from": PARENT, "chat_instance": "5"}
    if data is not None:
        query["data"] = data
    if message is not None:
        query["message"] = message
    return {"update_id": 9, "callback_query": query}


def own(chat: Json = PRIVATE, **what: Any) -> Json:
    return {"message_id": 70, "from": BOT, "chat": chat, "date": 1790000000, **what}


def member(chat: Json, status: str) -> Json:
    old, new = {"user": BOT, "status": "member"}, {"user": BOT, "status": status, "until_date": 0}
    change = {"chat": chat, "from": PARENT, "date": 1790000000, "old_chat_member": old, "new_chat_member": new}
    return {"update_id": 9, "my_chat_member": change}


PHOTO = [{"file_id": "small", "file_size": 9}, {"file_id": "large", "file_size": 99, "width": 1280, "height": 960}]
TABLE: Json = {"file_id": "t1", "file_name": "План.xlsx", "file_size": 12345, "mime_type": "application/x"}
POISON_2015: Json = {
    "forward_origin": {"type": "telepathy", "date": 1433000000, "sender_user": "no such thing in 2015"},
    "entities": [{"type": "of_old", "offset": 0, "length": 5}],
    "forward_from": 7,
}


@pytest.mark.parametrize(
    "update, what",
    [
        pytest.param(message(text="Добрый день"), TextSent("Добрый день"), id="text"),
        pytest.param(message(text="с\0нулём"), TextSent("снулём"), id="a NUL no database stores"),
        pytest.param(message(text="/start"), Started(), id="start"),
        pytest.param(message(text="/start aB3-_x"), Started("aB3-_x"), id="start through a link"),
        pytest.param(message(text="/start@vsoko_test_bot aB3"), Started("aB3"), id="start by name"),
        pytest.param(message(text="/summary"), TextSent("/summary"), id="command"),
        pytest.param(message(text="/summary  за год"), TextSent("/summary за год"), id="command with words"),
        pytest.param(message(text="/starting"), TextSent("/starting"), id="not start"),
        pytest.param(message(document=TABLE), FileSent(File("t1", "План.xlsx", 12345)), id="document"),
        pytest.param(message(document={"file_id": "t2"}), FileSent(File("t2", "", 0)), id="document without a name"),
        pytest.param(
            message(photo=PHOTO, caption="Журналы\0"),
            FileSent(File("large", "photo.jpg", 99, "Журналы")),
            id="photo with a caption",
        ),
        pytest.param(message(photo=PHOTO), FileSent(File("large", "photo.jpg", 99)), id="photo, the largest"),
        pytest.param(message(sticker={"file_id": "s"}), TextSent(""), id="sticker"),
        pytest.param(message(voice={"file_id": "v"}), TextSent(""), id="voice"),
        pytest.param(message(animation={"file_id": "a"}, document=TABLE), TextSent(""), id="animation is no document"),
        pytest.param(message(text="привет", **POISON_2015), TextSent("привет"), id="forwarded from 2015"),
        pytest.param(press(message=own(text="?")), ButtonPressed("answer.17.q3.4", Ref("70")), id="press"),
        pytest.param(press(message=own(photo=PHOTO)), ButtonPressed("answer.17.q3.4", Ref("70m")), id="on a picture"),
        pytest.param(
            press(message={"message_id": 70, "chat": PRIVATE, "date": 0}),
            ButtonPressed("answer.17.q3.4", Ref("70x")),
            id="on a message out of reach",
        ),
        pytest.param(press(), ButtonPressed("answer.17.q3.4"), id="press without its message"),
        pytest.param(press(None, own(text="?")), ButtonPressed("", Ref("70")), id="press without data"),
        pytest.param(press("'; drop", own(text="?")), ButtonPressed("'; drop", Ref("70")), id="forged press"),
        pytest.param(member(PRIVATE, "kicked"), Left(), id="blocked"),
    ],
)
def test_private(update: Json, what: What) -> None:
    assert read(update, "vsoko_test_bot") == Event("9", HER, HER, what)


@pytest.mark.parametrize(
    "update, event",
    [
        pytest.param(message(GROUP, text="/summary"), Event("9", HER, THEIR_GROUP, TextSent("/summary")), id="command"),
        pytest.param(
            message(GROUP, text="/summary@VSOKO_test_bot"),
            Event("9", HER, THEIR_GROUP, TextSent("/summary")),
            id="command by name",
        ),
        pytest.param(
            message(GROUP, text="сводка", reply_to_message=ASKED),
            Event("9", HER, THEIR_GROUP, TextSent("сводка")),
            id="reply",
        ),
        pytest.param(
            press(message=own(GROUP, text="?")),
            Event("9", HER, THEIR_GROUP, ButtonPressed("answer.17.q3.4", Ref("70"))),
            id="press",
        ),
        pytest.param(member(GROUP, "left"), Event("9", THEIR_GROUP, THEIR_GROUP, Left()), id="bot put out"),
    ],
)
def test_group(update: Json, event: Event) -> None:
    assert read(update, "vsoko_test_bot") == event


@pytest.mark.parametrize(
    "update",
    [
        pytest.param(message(GROUP, text="просто разговор"), id="talk in a group"),
        pytest.param(message(GROUP, text="/summary@other_bot"), id="another bot's command"),
        pytest.param(message(GROUP, photo=PHOTO), id="a photo in a group"),
        pytest.param(message(GROUP, new_chat_members=[PARENT]), id="somebody joined"),
        pytest.param(message(pinned_message=own(text="?")), id="something was pinned"),
        pytest.param(member(PRIVATE, "member"), id="unblocked"),
        pytest.param(member(GROUP, "administrator"), id="made an administrator"),
        pytest.param({"update_id": 9, "message": own(text="эхо")}, id="a bot's message"),
        pytest.param({"update_id": 9, "edited_message": {}}, id="a kind we do not ask for"),
        pytest.param({"update_id": 9, "from_the_future": {"x": 1}}, id="a kind of the future"),
    ],
)
def test_concerns_nobody(update: Json) -> None:
    assert read(update, "vsoko_test_bot") is None


@pytest.mark.parametrize(
    "update",
    [
        pytest.param({"update_id": 9, "message": None}, id="nothing inside"),
        pytest.param({"update_id": 9, "message": {"message_id": 1, "from": PARENT, "text": "?"}}, id="no chat"),
        pytest.param(message(text=["списком"]), id="text that is no text"),
        pytest.param(message(text="\ud83d"), id="half an emoji"),
        pytest.param(message(photo=[]), id="a photo of no sizes"),
        pytest.param(message(document={"file_id": 5}), id="a file id that is a number"),
        pytest.param({"update_id": 9, "callback_query": {"id": "1", "data": "x"}}, id="a press by nobody"),
        pytest.param(press(message={"chat": PRIVATE}), id="a press on a message without id"),
        pytest.param({"update_id": 9, "my_chat_member": {"chat": PRIVATE}}, id="membership without a state"),
    ],
)
def test_unreadable_is_kept_raw(update: Json) -> None:
    kept = read(update, "vsoko_test_bot")
    assert isinstance(kept, Unreadable)
    assert (kept.id, kept.messenger) == ("9", "telegram")
    assert '"update_id": 9' in kept.raw
    assert kept.raw.isascii()


def test_only_a_press_has_a_spinner() -> None:
    assert query_id(press()) == "77"
    assert query_id(message(text="?")) is None
    assert query_id({"update_id": 9, "callback_query": None}) is None
