"""Updates as VK writes them, and as nobody should, into events."""

import json
from typing import Any

import pytest

from bot.vk.incoming import pressed, read
from chat.events import Address, ButtonPressed, Event, File, FileSent, Left, Ref, Started, TextSent, Unreadable, What

GROUP = 99
PERSON = Address("vk", "5001")
CHAT = Address("vk", "2000000001")


def update(kind: str, thing: Any, event_id: Any = "e1") -> dict[str, Any]:
    return {"type": kind, "event_id": event_id, "v": "5.199", "group_id": GROUP, "object": thing}


def message(text: Any = "", **more: Any) -> dict[str, Any]:
    told = {"from_id": 5001, "peer_id": 5001, "id": 7, "out": 0, "text": text, "attachments": [], **more}
    return update("message_new", {"message": told, "client_info": {"inline_keyboard": True}})


def press(payload: Any, **more: Any) -> dict[str, Any]:
    told = {"user_id": 5001, "peer_id": 5001, "event_id": "spin", "payload": payload, "conversation_message_id": 12}
    return update("message_event", told | more)


def doc(**more: Any) -> dict[str, Any]:
    return {"type": "doc", "doc": {"url": "https://files.example/1", "title": "план.xlsx", "size": 10, **more}}


PHOTO = {
    "type": "photo",
    "photo": {
        "sizes": [{"url": "https://files.example/s", "width": 75}, {"url": "https://files.example/x", "width": 604}]
    },
}
START = json.dumps({"command": "start"})
OURS = json.dumps({"a": "answer.17.q3.4"})

PRIVATE: dict[str, tuple[dict[str, Any], What]] = {
    "a text": (message("привет"), TextSent("привет")),
    "a text that looks like a command": (message("/id"), TextSent("/id")),
    "the start button": (message("Начать", payload=START), Started()),
    "the start button with a code": (message("Начать", payload=START, ref="abc_-1"), Started("abc_-1")),
    "the word": (message(" начать "), Started()),
    "a code with the first text": (message("добрый день", ref="abc"), Started("abc")),
    "a code nobody could have made": (message("добрый день", ref="<script>"), TextSent("добрый день")),
    "a code of the wrong type": (message("добрый день", ref=["abc"]), TextSent("добрый день")),
    "a text button": (message("4", payload=OURS), ButtonPressed("answer.17.q3.4")),
    "a text button whose payload came unpacked": (message("4", payload={"a": "x.1"}), ButtonPressed("x.1")),
    "a foreign payload": (message("4", payload='{"button":"1"}'), TextSent("4")),
    "a broken payload": (message("4", payload="{"), TextSent("4")),
    "a payload too deep": (message("4", payload="[" * 99_999), TextSent("4")),
    "a payload of the wrong type": (message("4", payload=4), TextSent("4")),
    "an action of the wrong type": (message("4", payload='{"a":{"a":1}}'), TextSent("4")),
    "an endless action": (message("4", payload=json.dumps({"a": "я" * 900})), ButtonPressed("я" * 255)),
    "a document": (message(attachments=[doc()]), FileSent(File("https://files.example/1", "план.xlsx", 10))),
    "a document with a caption": (
        message("вот", attachments=[doc()]),
        FileSent(File("https://files.example/1", "план.xlsx", 10, "вот")),
    ),
    "a document of unknown size": (
        message(attachments=[doc(size="много", title="")]),
        FileSent(File("https://files.example/1", "файл", 0)),
    ),
    "a document of no address": (message(attachments=[doc(url="file:///etc/passwd")]), TextSent("")),
    "a photo": (message(attachments=[PHOTO]), FileSent(File("https://files.example/x", "фото.jpg", 0))),
    "a photo without sizes": (message(attachments=[{"type": "photo", "photo": {"sizes": []}}]), TextSent("")),
    "a sticker": (message(attachments=[{"type": "sticker", "sticker": {"sticker_id": 1}}]), TextSent("")),
    "attachments of the wrong type": (message("вот", attachments="нет"), TextSent("вот")),
    "no text": (message(None), TextSent("")),
    "4096 emoji": (message("😀" * 4096), TextSent("😀" * 4096)),
    "NUL and half a pair": (message("а\0б\ud83d"), TextSent("аб\ufffd")),
    "a callback button": (press({"a": "yes.1"}), ButtonPressed("yes.1", Ref("12"))),
    "a callback button with its payload as text": (press('{"a":"yes.1"}'), ButtonPressed("yes.1", Ref("12"))),
    "a forged press": (press(["a"]), ButtonPressed("", Ref("12"))),
    "a press on nothing": (press({"a": "yes"}, conversation_message_id=None), ButtonPressed("yes")),
    "a press on something odd": (press({"a": "yes"}, conversation_message_id="12"), ButtonPressed("yes")),
    "the permission taken back": (update("message_deny", {"user_id": 5001}), Left()),
}


@pytest.mark.parametrize("raw, what", PRIVATE.values(), ids=PRIVATE.keys())
def test_in_private(raw: dict[str, Any], what: What) -> None:
    assert read(raw, GROUP) == (Event("e1", PERSON, PERSON, what),)


IN_CHAT: dict[str, tuple[dict[str, Any], What | None]] = {
    "talk among people": (message("всем привет"), None),
    "a mention": (message("[club99|@school] сводка"), TextSent("сводка")),
    "a mention by name and comma": (message("[public99|Школа], сводка"), TextSent("сводка")),
    "a mention alone": (message("[club99|@school]"), TextSent("")),
    "somebody else's mention": (message("[club98|@other] сводка"), None),
    "a mention in the middle": (message("спросим [club99|@school]"), None),
    "a command": (message("/summary"), TextSent("/summary")),
    "a text button": (message("[club99|@school] Да", payload=OURS), ButtonPressed("answer.17.q3.4")),
    "somebody joined": (message("", action={"type": "chat_invite_user", "member_id": -99}), None),
    "a callback button": (press({"a": "yes"}), ButtonPressed("yes", Ref("12"))),
}


@pytest.mark.parametrize("raw, what", IN_CHAT.values(), ids=IN_CHAT.keys())
def test_in_a_group_chat(raw: dict[str, Any], what: What | None) -> None:
    (raw["object"].get("message") or raw["object"])["peer_id"] = 2_000_000_001
    assert read(raw, GROUP) == (() if what is None else (Event("e1", PERSON, CHAT, what),))


NOTHING: dict[str, Any] = {
    "permission given": update("message_allow", {"user_id": 5001, "key": ""}),
    "somebody types": update("message_typing_state", {"state": "typing", "from_id": 5001}),
    "the bot's own message": update("message_reply", {"from_id": -99, "peer_id": 5001, "text": "вот"}),
    "a message marked as outgoing": message("вот", out=1),
    "another community": message("купите", from_id=-5),
    "a post on the wall": update("wall_post_new", {"text": "новость"}),
    "a type that is no text": {"type": ["message_new"], "event_id": "e1"},
    "no type": {"event_id": "e1"},
}


@pytest.mark.parametrize("raw", NOTHING.values(), ids=NOTHING.keys())
def test_what_does_not_concern_the_bot(raw: Any) -> None:
    assert read(raw, GROUP) == ()


UNREADABLE: dict[str, Any] = {
    "nothing": None,
    "a text": "message_new",
    "a list": [message("привет")],
    "no object": update("message_new", None),
    "no sender": update("message_new", {"message": {"peer_id": 5001, "text": "привет"}}),
    "a sender that is a text": message("привет", from_id="5001"),
    "a sender that is True": message("привет", from_id=True),
    "a sender beyond all numbers": message("привет", from_id=10**30),
    "a text that is a list": message(["привет"]),
    "a press by nobody": update("message_event", {"payload": {"a": "yes"}}),
    "leaving of nobody": update("message_deny", {}),
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable(raw: Any) -> None:
    (put_aside,) = read(raw, GROUP)
    assert isinstance(put_aside, Unreadable)
    assert json.loads(put_aside.raw) == raw
    assert put_aside.messenger == "vk"
    assert "привет" not in put_aside.reason
    assert read(raw, GROUP) == (put_aside,)


def test_the_raw_text_kept_is_bounded() -> None:
    (put_aside,) = read(message(["я" * 100_000]), GROUP)
    assert isinstance(put_aside, Unreadable)
    assert len(put_aside.raw) == 20_000


def test_several_files_in_one_message() -> None:
    events = read(message(attachments=[doc(), PHOTO, doc(title="ещё.csv")]), GROUP)
    assert [event.id for event in events] == ["e1", "e1/1", "e1/2"]
    assert len(read(message(attachments=[doc()] * 50), GROUP)) == 10


@pytest.mark.parametrize("event_id", [None, "", 7, "x" * 101])
def test_without_a_usable_event_id_the_content_names_the_event(event_id: Any) -> None:
    raw = message("привет") | {"event_id": event_id}
    other = message("пока") | {"event_id": event_id}
    assert read(raw, GROUP)[0].id == read(raw, GROUP)[0].id
    assert read(raw, GROUP)[0].id != read(other, GROUP)[0].id
    assert len(read(raw, GROUP)[0].id) <= 41


@pytest.mark.parametrize(
    "raw, answer",
    [
        (press({"a": "yes"}), {"event_id": "spin", "user_id": 5001, "peer_id": 5001}),
        (press({"a": "yes"}, event_id=None), None),
        (message("привет"), None),
        (None, None),
    ],
    ids=["a press", "a press without a spinner", "a message", "nothing"],
)
def test_whose_spinner_turns(raw: Any, answer: Any) -> None:
    assert pressed(raw) == answer
