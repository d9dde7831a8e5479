"""The fake in a process of its own: phones and faults over HTTP, for tests that kill and restart the bot.

`RemoteVk` offers what `FakeVk` does, as far as phones go: ``await RemoteVk("http://127.0.0.1:8080").ready()``.
"""

import asyncio
import base64
import json
import urllib.request
from dataclasses import asdict
from typing import Any

from aiohttp import web

from tests.fakes.vk.faults import Fault, Storm
from tests.fakes.vk.server import FakeVk
from tests.phones import Seen

Json = dict[str, Any]


class ControlledVk(FakeVk):
    """Answers ``POST /control/<verb>`` with JSON beside VK's own addresses."""

    async def _route(self, request: web.BaseRequest, path: list[str]) -> web.StreamResponse:
        match path:
            case ["control", verb]:
                told = json.loads(await request.text() or "{}")
                answer = await getattr(self, f"_do_{verb}")(**told)
                return web.Response(text=json.dumps(answer), content_type="application/json")
            case _:
                return await super()._route(request, path)

    async def _do_address(self, person: str) -> str:
        return self.phone(person).address

    async def _do_start(self, person: str, code: str) -> None:
        await self.phone(person).start(code)

    async def _do_type(self, person: str, words: str) -> None:
        await self.phone(person).type(words)

    async def _do_press(self, person: str, label: str) -> bool:
        try:
            await self.phone(person).press(label)
        except LookupError:
            return False
        return True

    async def _do_send(self, person: str, name: str, content: str) -> None:
        await self.phone(person).send(name, base64.b64decode(content))

    async def _do_leave(self, person: str) -> None:
        self.phone(person).leave()

    async def _do_seen(self, person: str) -> list[Json]:
        return [
            asdict(seen) | {"content": base64.b64encode(seen.content).decode()} for seen in self.phone(person).seen()
        ]

    async def _do_ready(self) -> None:
        await self.ready()

    async def _do_drained(self) -> None:
        await self.drained()

    async def _do_fail(self, **fault: Any) -> None:
        self.fail(Fault(**fault))

    async def _do_storm(self, seed: int, share: float) -> None:
        self.storm = Storm(seed, share) if share else None

    async def _do_counts(self) -> Json:
        return {"delivered": dict(self.delivered), "calls": dict(self.calls), "failed": dict(self.failed)}


class RemotePhone:
    """A phone in the fake's process."""

    def __init__(self, url: str, person: str) -> None:
        self._url = url
        self._person = person

    @property
    def address(self) -> str:
        """As `messenger:id`."""
        return str(_told(self._url, "address", person=self._person))

    async def start(self, code: str = "") -> None:
        """Open the dialogue."""
        await self._do("start", code=code)

    async def type(self, words: str) -> None:
        """Send a text."""
        await self._do("type", words=words)

    async def press(self, label: str) -> None:
        """Press the newest button with this label."""
        if not await self._do("press", label=label):
            raise LookupError(f"no button {label!r}")

    async def send(self, name: str, content: bytes) -> None:
        """Send a file."""
        await self._do("send", name=name, content=base64.b64encode(content).decode())

    async def leave(self) -> None:
        """Take back the permission to write."""
        await self._do("leave")

    def seen(self) -> list[Seen]:
        """Everything shown so far."""
        return [_seen(raw) for raw in _told(self._url, "seen", person=self._person)]

    async def _do(self, verb: str, **what: Any) -> Any:
        return await asyncio.to_thread(_told, self._url, verb, person=self._person, **what)


class RemoteVk:
    """The server in another process."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._phones: dict[str, RemotePhone] = {}

    def phone(self, person: str) -> RemotePhone:
        """The phone of this person."""
        return self._phones.setdefault(person, RemotePhone(self.url, person))

    async def ready(self) -> None:
        """Return once the bot polls."""
        await asyncio.to_thread(_told, self.url, "ready")

    async def drained(self) -> None:
        """Return once every event is acknowledged."""
        await asyncio.to_thread(_told, self.url, "drained")

    async def fail(self, *faults: Fault) -> None:
        """Queue failures."""
        for fault in faults:
            await asyncio.to_thread(_told, self.url, "fail", **asdict(fault))

    async def storm(self, seed: int, share: float) -> None:
        """Seeded failures of sends and edits; a share of 0 ends them."""
        await asyncio.to_thread(_told, self.url, "storm", seed=seed, share=share)

    async def delivered(self) -> dict[int, int]:
        """New messages by peer."""
        counts = await asyncio.to_thread(_told, self.url, "counts")
        return {int(peer): number for peer, number in counts["delivered"].items()}

    async def close(self) -> None:
        """The process belongs to whoever started it."""


def _seen(raw: Json) -> Seen:
    rows = tuple(tuple(row) for row in raw["rows"])
    return Seen(**(raw | {"rows": rows, "content": base64.b64decode(raw["content"])}))


def _told(url: str, verb: str, **what: Any) -> Any:
    asked = urllib.request.Request(f"{url}/control/{verb}", json.dumps(what).encode(), method="POST")  # noqa: S310  # loopback
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310  # the same
        return json.loads(answer.read())
