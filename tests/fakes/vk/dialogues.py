"""The dialogues of one community: what was shown to whom, and what VK would not let it do."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.fakes.vk import rules
from tests.fakes.vk.rules import Refusal
from tests.phones import Seen

Json = dict[str, Any]
CHATS = 2_000_000_000
HOUR = 3600
LAST = 100


@dataclass(slots=True)
class Message:
    """One message of the community."""

    number: int
    id: int
    at: float
    random_id: int = 0
    board: Json | None = None
    seen: Seen = field(default_factory=lambda: Seen("", ""))


@dataclass(slots=True)
class Dialogue:
    """With one peer. `refuses` is the code a message to them gets: 901 until they write first."""

    peer: int
    refuses: int = 901
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    messages: dict[int, Message] = field(default_factory=dict)
    board: Json | None = None
    seen: list[Seen] = field(default_factory=list)


class Dialogues:
    """All of them. `delivered` counts new messages per peer; `uploads` are known by their attachment names."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.delivered: Counter[int] = Counter()
        self.uploads: dict[str, tuple[str, str, bytes]] = {}
        self._ids = count(50_001)
        self._all: dict[int, Dialogue] = {}

    def of(self, peer: int) -> Dialogue:
        """The dialogue with this peer, perhaps not begun yet."""
        return self._all.setdefault(peer, Dialogue(peer, refuses=917 if peer > CHATS else 901))

    def send(self, peer: int, params: Json) -> Message:
        """A new message, or the one already sent with this random_id."""
        dialogue = self.of(peer)
        random_id = rules.whole(params, "random_id")
        if not -(2**31) <= random_id < 2**31:
            raise Refusal(100, "random_id is not int32")
        shown = self._shown(params)
        if dialogue.refuses:
            raise Refusal(dialogue.refuses, "Can't send messages to this peer")
        for old in list(dialogue.messages.values())[-LAST:]:
            if random_id and old.random_id == random_id and self.now() - old.at < HOUR:
                return old
        message = Message(next(dialogue.numbers), 0 if peer > CHATS else next(self._ids), self.now(), random_id)
        dialogue.messages[message.number] = message
        self.delivered[peer] += 1
        self._put(dialogue, message, *shown, in_place=False)
        return message

    def edit(self, peer: int, params: Json) -> None:
        """Change an earlier message as a whole."""
        dialogue = self.of(peer)
        message = self._own(dialogue, params)
        seen, board = self._shown(params)
        if board and not board.get("inline"):
            raise Refusal(911, "only inline keyboards can be edited in")
        if dialogue.refuses:
            raise Refusal(dialogue.refuses, "Can't edit messages to this peer")
        self._put(dialogue, message, seen, board, in_place=True)

    def _own(self, dialogue: Dialogue, params: Json) -> Message:
        name = "cmid" if "cmid" in params else "conversation_message_id"
        wanted = rules.whole(params, name if name in params else "message_id")
        for message in dialogue.messages.values():
            if wanted == (message.number if name in params else message.id):
                return message
        raise Refusal(100, "message not found")

    def _shown(self, params: Json) -> tuple[Seen, Json | None]:
        words = rules.text(params)
        name = str(params.get("attachment", ""))
        if not words and not name:
            raise Refusal(100, "message is empty")
        if name and name not in self.uploads:
            raise Refusal(100, "unknown attachment")
        kind, title, content = self.uploads.get(name, ("", "", b""))
        looks = rules.dressed(words, rules.styles(params, words))
        board = rules.keyboard(params)
        attachment = "picture" if kind == "photo" else title
        return Seen("", looks, _labels(board), attachment=attachment, content=content), board

    @staticmethod
    def _put(dialogue: Dialogue, message: Message, seen: Seen, board: Json | None, *, in_place: bool) -> None:
        message.board = board if board and board.get("inline") else None
        if board and not board.get("inline"):
            dialogue.board = board if board["buttons"] else None
        message.seen = Seen(str(message.number), seen.words, seen.rows, in_place, seen.attachment, seen.content)
        dialogue.seen.append(message.seen)


def _labels(board: Json | None) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(button["action"]["label"] for button in row) for row in (board or {}).get("buttons", ()))
