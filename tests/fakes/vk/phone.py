"""People with VK in their hands, and group chats."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from tests.fakes.vk.dialogues import CHATS, Dialogues, Message
from tests.fakes.vk.methods import Methods
from tests.fakes.vk.updates import Updates
from tests.phones import Seen

Json = dict[str, Any]


class World:
    """What phones act upon."""

    def __init__(self, group: int) -> None:
        self.group = group
        self.dialogues = Dialogues()
        self.updates = Updates(group)
        self.methods = Methods(group, self.dialogues, self.updates)
        self.files: dict[str, bytes] = {}
        self.numbers = count(1)

    def say(self, sender: int, peer: int, what: Json, app: Json | None = None) -> str:
        """A message from a person; writing to the community lets it write back."""
        dialogue = self.dialogues.of(peer)
        dialogue.refuses = 0
        message = {
            "date": 1_790_000_000,
            "from_id": sender,
            "id": next(self.numbers),
            "out": 0,
            "version": next(self.numbers),
            "attachments": [],
            "conversation_message_id": next(dialogue.numbers),
            "fwd_messages": [],
            "important": False,
            "is_hidden": False,
            "peer_id": peer,
            "random_id": 0,
            "text": "",
            **what,
        }
        return self.updates.put("message_new", {"message": message, "client_info": app or client_info()})

    def press(self, sender: int, peer: int, payload: Any, message: Message | None) -> str:
        """A callback button; its spinner turns until it is answered."""
        event = f"spin{next(self.numbers)}"
        self.methods.spinners[event] = sender
        thing = {"user_id": sender, "peer_id": peer, "event_id": event, "payload": payload}
        if message:
            thing["conversation_message_id"] = message.number
        return self.updates.put("message_event", thing)


class VkPhone:
    """One person; acts in the private dialogue with the community unless a chat is named."""

    def __init__(self, world: World, number: int) -> None:
        self._world = world
        self.number = number
        self.app = client_info()

    @property
    def address(self) -> str:
        """As `messenger:id`."""
        return f"vk:{self.number}"

    async def start(self, code: str = "") -> None:
        """Press «Начать», through a link with a code when one is given; in a begun dialogue the word is typed."""
        new = self._world.dialogues.of(self.number).refuses
        what: Json = {"text": "Начать", **({"payload": '{"command":"start"}'} if new else {})}
        self.do(what | ({"ref": code, "ref_source": ""} if code else {}))

    async def type(self, words: str) -> None:
        """Send a text."""
        self.do({"text": words})

    async def press(self, label: str, chat: int = 0) -> None:
        """Press the button with this label on the newest message that has one, as far as this app shows buttons."""
        peer = chat or self.number
        for message, action in _buttons(self._world.dialogues, peer, inline=self.app["inline_keyboard"]):
            if action["label"] != label or action["type"] not in self.app["button_actions"]:
                continue
            if action["type"] == "callback":
                self._world.press(self.number, peer, json.loads(action["payload"]), message)
            else:
                said = f"[club{self._world.group}|@school] {label}" if chat else label
                self.do({"text": said, "payload": action["payload"]}, chat)
            return
        raise LookupError(f"no button {label!r}; shown: {[seen.rows for seen in self.seen()][-3:]}")

    async def send(self, name: str, content: bytes) -> None:
        """Send a file."""
        number = next(self._world.numbers)
        self._world.files[str(number)] = content
        url = f"{self._world.methods.base}/doc/{number}"
        doc = {"id": number, "owner_id": self.number, "title": name, "size": len(content), "ext": "", "url": url}
        self.do({"attachments": [{"type": "doc", "doc": doc}]})

    def seen(self) -> list[Seen]:
        """Everything shown so far, oldest first."""
        return list(self._world.dialogues.of(self.number).seen)

    def do(self, what: Json, chat: int = 0) -> str:
        """Send a message of any kind."""
        return self._world.say(self.number, chat or self.number, what, self.app)

    def forge(self, payload: Any, message: Message | None = None) -> str:
        """A press no button of ours could make."""
        return self._world.press(self.number, self.number, payload, message)

    def leave(self) -> None:
        """Take back the permission to write."""
        self._world.dialogues.of(self.number).refuses = 901
        self._world.updates.put("message_deny", {"user_id": self.number})

    def allow(self) -> None:
        """Give the permission without writing."""
        self._world.dialogues.of(self.number).refuses = 0
        self._world.updates.put("message_allow", {"user_id": self.number, "key": ""})


class VkChat:
    """A group chat the community was invited to."""

    def __init__(self, world: World, number: int) -> None:
        self._world = world
        self.peer = CHATS + number
        world.dialogues.of(self.peer).refuses = 0

    @property
    def address(self) -> str:
        """As `messenger:id`."""
        return f"vk:{self.peer}"

    def say(self, person: VkPhone, words: str, *, mention: bool = False) -> None:
        """A message in the chat."""
        person.do({"text": f"[club{self._world.group}|@school] {words}" if mention else words}, self.peer)

    async def press(self, person: VkPhone, label: str) -> None:
        """A press in the chat."""
        await person.press(label, self.peer)

    def seen(self) -> list[Seen]:
        """Everything the bot showed here."""
        return list(self._world.dialogues.of(self.peer).seen)


def client_info(*, inline: bool = True, callback: bool = True) -> Json:
    """What an app says of itself."""
    actions = ["text", "vkpay", "open_app", "location", "open_link", *(["callback"] if callback else [])]
    return {"button_actions": actions, "keyboard": True, "inline_keyboard": inline, "carousel": True, "lang_id": 0}


def _buttons(dialogues: Dialogues, peer: int, *, inline: bool) -> Iterator[tuple[Message | None, Json]]:
    dialogue = dialogues.of(peer)
    for message in reversed(list(dialogue.messages.values())):
        for row in message.board["buttons"] if inline and message.board else ():
            yield from ((message, button["action"]) for button in row)
    for row in (dialogue.board or {}).get("buttons", ()):
        yield from ((None, button["action"]) for button in row)
