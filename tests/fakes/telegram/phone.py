"""People's phones and groups on the fake server."""

import time
from itertools import count
from typing import Any

from tests.fakes.telegram.chats import BOT, Chat, Chats
from tests.fakes.telegram.methods import Methods
from tests.fakes.telegram.updates import Updates
from tests.phones import Seen

Json = dict[str, Any]


class World:
    """What phones and groups act upon."""

    def __init__(self, history: int | None) -> None:
        self.chats = Chats(history)
        self.methods = Methods(self.chats)
        self.updates = Updates()
        self._queries = count(1)

    def say(self, chat: Chat, sender: Json, what: Json) -> Json:
        """A message of a person, queued for the bot."""
        message = self.chats.add(chat, sender, what)
        self.updates.put({"message": message})
        return message

    def press(self, sender: Json, message: Json, data: str) -> str:
        """A press of a button, with its spinner turning; returns the query's id."""
        query = str(90_000_000 + next(self._queries))
        self.methods.presses[query] = time.monotonic()
        pressed = {"id": query, "from": sender, "message": message, "chat_instance": "1", "data": data}
        self.updates.put({"callback_query": pressed})
        return query


class TelegramPhone:
    """One person; acts in the private chat unless another is named."""

    def __init__(self, world: World, person: str, number: int) -> None:
        self._world = world
        self.face: Json = {"id": number, "is_bot": False, "first_name": person}
        self.chat = world.chats.open(number, person)

    @property
    def address(self) -> str:
        """As `messenger:id`."""
        return f"telegram:{self.chat.id}"

    async def start(self, code: str = "") -> None:
        """Open the dialogue, through a link with a code when one is given."""
        await self.type(f"/start {code}".strip())

    async def type(self, words: str) -> None:
        """Send a text."""
        self.do({"text": words})

    async def press(self, label: str) -> None:
        """Press the button with this label on the newest message that has one."""
        for message in reversed(self.chat.messages.values()):
            for data in _data(message, label):
                self._world.press(self.face, message, data)
                return
        raise LookupError(f"no button {label!r}; shown: {[seen.rows for seen in self.seen()][-3:]}")

    async def send(self, name: str, content: bytes) -> None:
        """Send a file."""
        self.do({"document": {**self._world.chats.store(content, name), "mime_type": "application/octet-stream"}})

    def seen(self) -> list[Seen]:
        """Everything shown so far, oldest first."""
        return self.chat.seen(self._world.chats.files)

    def do(self, what: Json, chat: Chat | None = None) -> Json:
        """Send a message of any kind; the first one opens the private chat."""
        self.chat.started = True
        return self._world.say(chat or self.chat, self.face, what)

    def forge(self, data: str, message: Json | None = None) -> str:
        """A press no button of ours could make, or on a message of our choice."""
        newest = message or next(reversed(self.chat.messages.values()))
        return self._world.press(self.face, newest, data)

    def block(self, *, undo: bool = False) -> None:
        """Block the bot, or let it write again."""
        self.chat.blocked = not undo
        before, after = ("kicked", "member") if undo else ("member", "kicked")
        self._world.updates.put(
            {
                "my_chat_member": {
                    "chat": self.chat.face,
                    "from": self.face,
                    "date": int(time.time()),
                    "old_chat_member": {"user": BOT, "status": before},
                    "new_chat_member": {"user": BOT, "status": after, "until_date": 0},
                }
            }
        )


class Group:
    """A group the bot is in, with privacy mode on: it hears commands, replies to it, and presses."""

    def __init__(self, world: World, title: str, number: int) -> None:
        self._world = world
        self.chat = world.chats.open(number, title)

    @property
    def address(self) -> str:
        """As `messenger:id`."""
        return f"telegram:{self.chat.id}"

    def say(self, person: TelegramPhone, words: str, *, reply: bool = False) -> None:
        """A message the bot hears."""
        answered = {"reply_to_message": next(m for m in reversed(self.chat.messages.values()) if m["from"] is BOT)}
        self._world.say(self.chat, person.face, {"text": words, **(answered if reply else {})})

    def press(self, person: TelegramPhone, label: str) -> None:
        """A press in the group."""
        message, data = next((m, d) for m in reversed(self.chat.messages.values()) for d in _data(m, label))
        self._world.press(person.face, message, data)

    def seen(self) -> list[Seen]:
        """Everything the bot showed here."""
        return self.chat.seen(self._world.chats.files)

    def upgrade(self, number: int) -> "Group":
        """Become a supergroup: the old id now refuses, naming the new one."""
        self.chat.moved_to = number
        return Group(self._world, self.chat.title, number)


def _data(message: Json, label: str) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if button["text"] == label]
