"""The fake server: HTTP in front of the world of chats, with faults and counts."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.phone import Group, TelegramPhone, World
from tests.fakes.telegram.rules import BadRequest, unpacked

Json = dict[str, Any]
_dumps = json.JSONEncoder(separators=(",", ":")).encode
Control = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
TOKEN = "4200:a-token-for-tests-only"
LOOK_AGAIN = 0.02
_PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"


class FakeTelegram:
    """Start it, give its `url` and `TOKEN` to the bot, hand out phones.

    `history` bounds how much each chat remembers of what was shown. `calls` counts by method; `failed` by status.
    """

    def __init__(self, history: int | None = None) -> None:
        self.world = World(history)
        self.calls: Counter[str] = Counter()
        self.failed: Counter[int] = Counter()
        self.faults: list[Fault] = []
        self.token_revoked = False
        self._phones: dict[str, TelegramPhone] = {}
        self._changed = asyncio.Condition()
        self._runner: web.ServerRunner | None = None
        self._control: Control | None = None
        self._port = 0

    async def start(self, port: int = 0) -> "FakeTelegram":
        """Listen on loopback."""
        self._runner = web.ServerRunner(
            web.Server(self._answer, request_factory=_request, access_log=None), shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port or self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    def controlled_by(self, answer: Control) -> None:
        """Hand requests under /control/ to this."""
        self._control = answer

    async def close(self) -> None:
        """Stop listening; what is known stays, so it can start again on the same port."""
        self.world.updates.end_polls()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Where the adapter finds it."""
        return f"http://127.0.0.1:{self._port}"

    def phone(self, person: str) -> TelegramPhone:
        """The phone of this person; a number is taken as the person's id."""
        if person not in self._phones:
            number = int(person) if person.isdecimal() else 7_000_001 + len(self._phones)
            self._phones[person] = TelegramPhone(self.world, person, number)
        return self._phones[person]

    def group(self, title: str, number: int = -5001) -> Group:
        """A group chat the bot is in."""
        return Group(self.world, title, number)

    async def drained(self) -> None:
        """Return once every event sent so far has been acknowledged by the bot."""
        await self.world.updates.drained()

    async def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        """Return once this holds; looked at after every call the bot makes, and now and then."""
        async with asyncio.timeout(seconds):
            while not condition():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._change(), LOOK_AGAIN)

    async def _change(self) -> None:
        async with self._changed:
            await self._changed.wait()

    def fail(self, *faults: Fault) -> None:
        """Queue failures for calls to come."""
        self.faults += faults

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        place, _, method = unquote(request.path).removeprefix("/").partition("/")
        if place == "control" and self._control is not None:
            return await self._control(request)
        if place == "file":
            return self._download(method)
        if not place.startswith("bot") or ":" not in place:
            return _failure(BadRequest("Not Found", 404))
        try:
            call, files = await _parameters(request)
            return await self._call(place.removeprefix("bot"), method, call, files)
        except BadRequest as refused:
            self.failed[refused.status] += 1
            return _failure(refused)
        except _Dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        finally:
            async with self._changed:
                self._changed.notify_all()

    async def _call(self, token: str, method: str, call: Json, files: Json) -> web.Response:
        self.calls[method] += 1
        if token != TOKEN or self.token_revoked:
            raise BadRequest("Unauthorized", 401)
        fault = self._fault(method, call.get("chat_id")) if self.faults else None
        if fault is not None and not fault.after:
            return _fail(fault)
        if method == "getUpdates":
            offset, limit, timeout = call.get("offset"), call.get("limit", 100), call.get("timeout", 0)
            result: Any = await self.world.updates.get(offset, limit, timeout)
        else:
            result = self.world.methods.do(method, call, files)
        return _success(result) if fault is None else _fail(fault)

    def _fault(self, method: str, chat: object) -> Fault | None:
        for fault in self.faults:
            if fault.fits(method, chat):
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None

    def _download(self, path: str) -> web.Response:
        token, _, name = path.removeprefix("bot").partition("/documents/")
        content = self.world.chats.files.get(name)
        if token != TOKEN or content is None or name in self.world.chats.expired:
            return _failure(BadRequest("Not Found", 404))
        return web.Response(body=content)


class _Dropped(Exception):
    """The connection is to be cut."""


def _fail(fault: Fault) -> web.Response:
    if not fault.status:
        raise _Dropped
    if not fault.description:
        return web.Response(status=fault.status, text=_PAGE, content_type="text/html")
    parameters = {"retry_after": fault.retry_after} if fault.retry_after else {}
    raise BadRequest(fault.description, fault.status, **parameters)


def _success(result: Any) -> web.Response:
    return web.Response(body=_dumps({"ok": True, "result": result}).encode(), content_type="application/json")


def _failure(refused: BadRequest) -> web.Response:
    reply: Json = {"ok": False, "error_code": refused.status, "description": refused.description}
    if refused.parameters:
        reply["parameters"] = refused.parameters
    return web.Response(status=refused.status, body=json.dumps(reply).encode(), content_type="application/json")


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=60_000_000)


async def _parameters(request: web.BaseRequest) -> tuple[Json, Json]:
    if request.content_type == "application/json":
        return unpacked(json.loads(await request.read())), {}
    fields: Json = {}
    files: Json = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            fields[name] = value
    return unpacked(fields), files
