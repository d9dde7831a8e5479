"""A crowd with phones and the Telegram server between them and a bot, lean enough not to be what is measured.

The strict fake of the tests costs as much as an answer does. This server checks nothing, but speaks real HTTP, keeps
the offset's meaning, and gives back whole messages as the real one does. It is the same for every contender.

People act in turn, so nobody presses again within milliseconds: aiogram-dialog reads a dialog's state before it waits
for the person's lock, and shows the same window once more to whoever is that fast. No hand is.
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from time import perf_counter, process_time
from typing import Any, Self
from urllib.parse import parse_qsl

Json = dict[str, Any]
TOKEN = "4200:a-token-for-the-bench-only"
BOT: Json = {"id": 4200, "is_bot": True, "first_name": "ВСОКО", "username": "vsoko_bench_bot"}
BATCH = 100
_HEAD = re.compile(rb"^POST /bot[^/]+/(\w+) HTTP", re.ASCII)
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_PART = re.compile(rb'name="(\w+)"(?:\r\n[^\r\n]+)*\r\n\r\n(.*?)\r\n--', re.DOTALL)
_SHOWN = ("text", "entities", "reply_markup")
_DATE = 1_790_000_000
_dumps = json.JSONEncoder(separators=(",", ":")).encode  # the real server escapes Cyrillic, too


@dataclass(slots=True)
class Person:
    """One phone and the message on its screen; `due` are moments it should have acted at while it waited."""

    id: int
    message: Json = field(default_factory=dict)
    acted_at: float = 0.0
    due: list[float] = field(default_factory=list)

    @property
    def face(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": "Гость", "language_code": "ru"}

    @property
    def words(self) -> str:
        return str(self.message.get("text", ""))

    @property
    def button(self) -> str:
        """What the first button sends."""
        return str(self.message["reply_markup"]["inline_keyboard"][0][0]["callback_data"])


@dataclass(frozen=True, slots=True)
class Spent:
    """How long it took the bot to show `count` answers: in all, and each, sorted; and what the crowd used itself."""

    seconds: float
    waits: list[float]
    own_cpu: float

    @property
    def count(self) -> int:
        return len(self.waits)

    @property
    def rate(self) -> float:
        return self.count / self.seconds

    def wait(self, share: float) -> float:
        """The wait that this share of people did not exceed."""
        return self.waits[min(self.count - 1, int(share * self.count))]


class Crowd:
    """`async with Crowd() as crowd`: a server at `url` for one bot."""

    def __init__(self) -> None:
        self.url = ""
        self._people: dict[int, Person] = {}
        self._updates: deque[Json] = deque()
        self._numbers = iter(range(700_000_001, 2**40))
        self._poll: tuple[_Line, asyncio.TimerHandle] | None = None
        self._polled = asyncio.Event()
        self._waits: list[float] = []
        self._turns: Iterator[Person] = iter(())
        self._busy = 0
        self._done: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Line(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def polled(self) -> None:
        """Until the bot has asked for updates the first time."""
        await self._polled.wait()

    # --- what people do

    async def act(self, people: Sequence[Person], times: int, at_once: int) -> Spent:
        """Everybody acts so many times in turn; as soon as one has seen the answer, the next one acts."""
        self._people = {person.id: person for person in people}
        self._turns = chain.from_iterable([people] * times)
        return await self._measured(lambda: self._sit_down(at_once))

    async def act_at(self, people: Sequence[Person], times: int, rate: float) -> Spent:
        """So many acts a second, whether or not the earlier ones were answered; waits count from the due moment."""
        self._people = {person.id: person for person in people}
        self._turns = iter(())
        turns = chain.from_iterable([people] * times)
        return await self._measured(lambda: self._in_time(turns, 1 / rate, len(people) * times))

    async def _measured(self, begin: Any) -> Spent:
        self._waits = []
        self._done = asyncio.get_running_loop().create_future()
        own, began = process_time(), perf_counter()
        begin()
        await self._done
        return Spent(perf_counter() - began, sorted(self._waits), process_time() - own)

    def _sit_down(self, seats: int) -> None:
        for _ in range(seats):
            self._next()

    def _next(self) -> None:
        person = next(self._turns, None)
        if person is not None:
            self._busy += 1
            self._act(person, perf_counter())
        elif not self._busy and self._done and not self._done.done():
            self._done.set_result(None)

    def _in_time(self, turns: Iterable[Person], pause: float, count: int) -> None:
        """One timer after the other; what a late timer missed is caught up at once, counted from its due moment."""
        loop, began, turn = asyncio.get_running_loop(), perf_counter(), iter(turns)
        self._busy = count
        acted = 0

        def go() -> None:
            nonlocal acted
            while acted < count and began + acted * pause <= perf_counter():
                person = next(turn)
                if person.acted_at:
                    person.due.append(began + acted * pause)
                else:
                    self._act(person, began + acted * pause)
                acted += 1
            if acted < count:
                loop.call_later(max(0.0, began + acted * pause - perf_counter()), go)

        go()

    def _act(self, person: Person, now: float) -> None:
        person.acted_at = now
        chat = {"id": person.id, "type": "private", "first_name": "Гость"}
        number = next(self._numbers)
        what: Json
        if person.message:
            press = {"id": str(number), "from": person.face, "message": person.message, "chat_instance": "1"}
            what = {"callback_query": {**press, "data": person.button}}
        else:
            command = [{"type": "bot_command", "offset": 0, "length": 6}]
            said = {"message_id": number, "from": person.face, "chat": chat, "date": _DATE, "text": "/start"}
            what = {"message": {**said, "entities": command}}
        self._updates.append({"update_id": number, **what})
        if self._poll:
            asyncio.get_running_loop().call_soon(self._offer)

    def _seen(self, person: Person) -> None:
        self._waits.append(perf_counter() - person.acted_at)
        person.acted_at = 0.0
        self._busy -= 1
        if person.due:
            self._act(person, person.due.pop(0))
        else:
            self._next()

    # --- what the server does

    def answer(self, line: "_Line", method: str, head: bytes, body: bytes) -> None:
        """One call of the bot."""
        match method:
            case "getUpdates":
                call = _parameters(head, body)
                self._polls(line, int(call.get("offset") or 0), float(call.get("timeout") or 0))
            case "sendMessage" | "editMessageText":
                self._shows(line, _parameters(head, body))
            case "getMe":
                line.reply({**BOT, "can_join_groups": True})
            case _:
                line.reply(True)

    def _polls(self, line: "_Line", offset: int, wait: float) -> None:
        self._polled.set()
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        self._poll = (line, asyncio.get_running_loop().call_later(wait, self._offer, True))
        if self._updates:
            self._offer()

    def _offer(self, late: bool = False) -> None:  # noqa: FBT002 (a timer's argument)
        if self._poll and (self._updates or late):
            line, timer = self._poll
            self._poll = None
            timer.cancel()
            line.reply([self._updates[at] for at in range(min(BATCH, len(self._updates)))])

    def _shows(self, line: "_Line", call: Json) -> None:
        person = self._people[int(call["chat_id"])]
        number = int(call.get("message_id") or next(self._numbers))
        shown = {name: call[name] for name in _SHOWN if name in call}
        chat = {"id": person.id, "type": "private", "first_name": "Гость"}
        person.message = {"message_id": number, "from": BOT, "chat": chat, "date": _DATE, "edit_date": _DATE, **shown}
        line.reply(person.message)
        self._seen(person)


class _Line(asyncio.Protocol):
    """One connection of the bot."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = self._received[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._received) < whole:
                return
            body, self._received = self._received[end + 4 : whole], self._received[whole:]
            method = _HEAD.match(head)
            assert method is not None
            self._crowd.answer(self, method[1].decode(), head, body)

    def reply(self, result: Any) -> None:
        body = _dumps({"ok": True, "result": result}).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % len(body) + body)


def _parameters(head: bytes, body: bytes) -> Json:
    """As JSON, multipart or urlencoded form."""
    kind = head.lower()
    if b"application/json" in kind:
        call: Json = json.loads(body)
        return call
    if b"multipart/" in kind:
        fields = [(name.decode(), value.decode()) for name, value in _PART.findall(body)]
    else:
        fields = parse_qsl(body.decode())
    return {name: json.loads(value) if value[:1] in "[{" else value for name, value in fields}
