"""People's browsers without the page: the same requests the page makes, so a conversation file runs on the web too.

The web chat is its own server, so there is nothing to fake but the phones. They are as strict as the page: only a
button that is shown can be pressed, and anything but a committed event is an error.
"""

import asyncio
import itertools
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientSession, CookieJar

from tests.phones import Seen

MARKS = {"bold": "*", "italic": "_"}


class WebPhone:
    """One browser. `seat` is the path of a demo's seat, "" for the chat itself."""

    def __init__(self, url: str, seat: str = "") -> None:
        self._base = url.rstrip("/") + (f"/seat/{seat}" if seat else "")
        self._http = ClientSession(cookie_jar=CookieJar(unsafe=True))
        self._ids = itertools.count(1)
        self._shown: dict[str, Mapping[str, Any]] = {}
        self._seen: list[Seen] = []
        self._seq = 0
        self._news = asyncio.Condition()
        self._reading = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None
        self._address = ""

    @property
    def address(self) -> str:
        return self._address

    async def start(self, code: str = "") -> None:
        await self._sit()
        await self._post({"kind": "started", "code": code})

    async def type(self, words: str) -> None:
        await self._post({"kind": "text", "text": words})

    async def press(self, label: str) -> None:
        await self.catch_up()
        for ref, body in reversed(self._shown.items()):
            for button in itertools.chain.from_iterable(body.get("rows", ())):
                if button["label"] == label:
                    await self._post({"kind": "press", "action": button["action"], "on": ref})
                    return
        raise AssertionError(f"no button [{label}] is shown")

    async def forge(self, action: str, on: str = "1") -> None:
        """Press what no screen offers."""
        await self._post({"kind": "press", "action": action, "on": on})

    async def send(self, name: str, content: bytes) -> None:
        await self._sit()
        query = {"id": self._new_id(), "name": name}
        octets = {"Content-Type": "application/octet-stream"}
        async with self._http.post(f"{self._base}/files", params=query, data=content, headers=octets) as reply:
            assert reply.status == 200, await reply.text()
        await self.catch_up()

    async def leave(self) -> None:
        """Leave and be forgotten."""
        await self._post({"kind": "left"})

    def seen(self) -> list[Seen]:
        return list(self._seen)

    async def wait_for(self, count: int) -> list[Seen]:
        """Everything shown, once it is at least `count` messages."""
        await self._sit()
        async with self._news:
            await self._news.wait_for(lambda: len(self._seen) >= count)
        return self.seen()

    async def catch_up(self) -> None:
        """Read what is stored by now."""
        if self._watching:
            await self._read(wait=0)

    async def close(self) -> None:
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._http.close()

    async def _sit(self) -> None:
        if self._watching is None:
            async with self._http.post(f"{self._base}/open", json={}) as reply:
                assert reply.status == 200, await reply.text()
                self._address = f"web:{(await reply.json())['address']}"
            self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while await self._read(wait=25):
            pass

    async def _read(self, wait: int) -> bool:
        query = {"after": str(self._seq), "wait": str(wait)}
        async with self._http.get(f"{self._base}/letters", params=query) as reply:
            if reply.status != 200:
                return False
            letters = (await reply.json())["letters"]
        async with self._reading:
            for letter in sorted(letters, key=lambda one: int(one["seq"])):
                if letter["seq"] > self._seq:
                    await self._show(letter)
        return True

    async def _show(self, letter: Mapping[str, Any]) -> None:
        ref, body = letter["ref"], letter["body"]
        attachment = "picture" if "picture" in body else body.get("document", {}).get("name", "")
        content = b""
        if attachment:
            async with self._http.get(f"{self._base}/letters/{ref}/{letter['seq']}") as reply:
                content = await reply.read()
        rows = tuple(tuple(button["label"] for button in row) for row in body.get("rows", ()))
        in_place = ref in self._shown
        self._shown[ref] = body
        self._seq = letter["seq"]
        async with self._news:
            self._seen.append(Seen(ref, "".join(map(_marked, body["text"])), rows, in_place, attachment, content))
            self._news.notify_all()

    async def _post(self, event: dict[str, str]) -> None:
        await self._sit()
        async with self._http.post(f"{self._base}/events", json={"id": self._new_id(), **event}) as reply:
            assert reply.status == 200, await reply.text()
        await self.catch_up()

    def _new_id(self) -> str:
        return f"phone-{next(self._ids)}"


class WebServer:
    """The phones of everybody who talks to one web chat."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._phones: dict[str, WebPhone] = {}

    @property
    def url(self) -> str:
        return self._url

    def phone(self, person: str) -> WebPhone:
        if person not in self._phones:
            self._phones[person] = WebPhone(self._url)
        return self._phones[person]

    async def drained(self) -> None:
        """Every request was answered after its commit, so only the newest letters are left to read."""
        for phone in self._phones.values():
            await phone.catch_up()

    async def close(self) -> None:
        for phone in self._phones.values():
            await phone.close()


def _marked(run: Mapping[str, str]) -> str:
    if run.get("s") == "link":
        return f"[{run['t']}]({run['u']})"
    mark = MARKS.get(run.get("s", ""), "")
    return f"{mark}{run['t']}{mark}"
