"""The fake server: HTTP in front of the world, with the token, the pace, faults and counts."""

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.fakes.vk.faults import Fault, Storm
from tests.fakes.vk.methods import calls
from tests.fakes.vk.phone import VkChat, VkPhone, World
from tests.fakes.vk.rules import Refusal

Json = dict[str, Any]
TOKEN = "vk1.a.a-token-for-tests-only"
GROUP = 990_001
A_SECOND = 20
_PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"


class FakeVk:
    """Start it, give its `url`, `TOKEN` and `GROUP` to the bot, hand out phones.

    `calls` counts requests by method ("execute" once, its calls apart), `failed` error codes, `delivered` new messages
    by peer. `limit` is how many requests a second VK takes, 0 for any number.
    """

    def __init__(self, limit: int = A_SECOND) -> None:
        self.world = World(GROUP)
        self.calls: Counter[str] = Counter()
        self.failed: Counter[int] = Counter()
        self.faults: list[Fault] = []
        self.storm: Storm | None = None
        self.limit = limit
        self.token_revoked = False
        self._asked: deque[float] = deque()
        self._phones: dict[str, VkPhone] = {}
        self._changed = asyncio.Condition()
        self._closing = asyncio.Event()
        self._runner: web.ServerRunner | None = None
        self._port = 0

    async def start(self, port: int = 0) -> "FakeVk":
        """Listen on loopback; after `close` again on the same port."""
        self._closing.clear()
        server = web.Server(self._answer, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port or self._port).start()
        self._port = self._runner.addresses[0][1]
        self.world.methods.base = self.url
        return self

    async def close(self) -> None:
        """Stop listening; what is known stays."""
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Where the adapter finds it."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def delivered(self) -> Counter[int]:
        """New messages by peer."""
        return self.world.dialogues.delivered

    def phone(self, person: str) -> VkPhone:
        """The phone of this person; a number is taken as the person's id."""
        if person not in self._phones:
            number = int(person) if person.isdecimal() else 8_000_001 + len(self._phones)
            self._phones[person] = VkPhone(self.world, number)
        return self._phones[person]

    def chat(self, number: int = 1) -> VkChat:
        """A group chat the community is in."""
        return VkChat(self.world, number)

    async def ready(self) -> None:
        """Return once the bot polls: as with the real server, what was written before its first poll is not told."""
        await self.until(lambda: self.world.updates.polls > 0)

    async def drained(self) -> None:
        """Return once every event sent so far has been acknowledged by the bot."""
        await self.world.updates.drained()

    async def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        """Return once this holds; looked at after every call the bot makes."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(condition)

    def fail(self, *faults: Fault) -> None:
        """Queue failures for calls to come."""
        self.faults += faults

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._route(request, request.path.split("/")[1:])
        except _Dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        finally:
            await self._notify()

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _route(self, request: web.BaseRequest, path: list[str]) -> web.StreamResponse:
        match path:
            case ["method", method]:
                return await self._method(method, request)
            case ["poll", _]:
                return await self._poll(request)
            case ["upload", kind]:
                return await self._upload(kind, request)
            case ["doc", number] if number in self.world.files:
                return web.Response(body=self.world.files[number])
            case _:
                return web.Response(status=404)

    async def _poll(self, request: web.BaseRequest) -> web.Response:
        if fault := self._fault({"poll"}, set()):
            await self._fail(fault)
        query = request.query
        self.world.updates.polls += 1
        await self._notify()
        poll = self.world.updates.get(query["key"], int(query["ts"]), min(float(query["wait"]), 90))
        return _json(await poll if query["act"] == "a_check" else {"failed": 4})

    async def _upload(self, kind: str, request: web.BaseRequest) -> web.Response:
        self.calls[f"upload/{kind}"] += 1
        if fault := self._fault({f"upload/{kind}"}, set()):
            await self._fail(fault)
        file = (await request.post())[kind]
        if not isinstance(file, web.FileField):
            return _json({"error": "no file"})
        content = file.file.read()
        if kind == "photo" and not content.startswith(b"\x89PNG"):
            return _json({"error": "not a picture"})
        return _json(self.world.methods.take(kind, file.filename, content))

    async def _method(self, method: str, request: web.BaseRequest) -> web.Response:
        params = {name: str(value) for name, value in (await request.post()).items()}
        self.calls[method] += 1
        await self._notify()
        try:
            return await self._respond(method, params, in_query="access_token" in request.query)
        except Refusal as refusal:
            self.failed[refusal.code] += 1
            return _json({"error": {"error_code": refusal.code, "error_msg": refusal.why, "request_params": []}})

    async def _respond(self, method: str, params: Json, *, in_query: bool) -> web.Response:
        if params.get("access_token") != TOKEN or in_query or self.token_revoked:
            raise Refusal(5, "User authorization failed")
        self._pace()
        inner = calls(params["code"]) if method == "execute" else []
        asked = [(method, params), *inner]
        fault = self._fault({name for name, _ in asked}, {peer for _, call in asked for peer in _peers(call)})
        if fault and not fault.after:
            await self._fail(fault)
        if method == "execute":
            reply = self._execute(inner)
        else:
            self._refuse(method, params)
            reply = {"response": self.world.methods.do(method, params)}
        if fault:
            await self._fail(fault)
        return _json(reply)

    def _execute(self, inner: list[tuple[str, Json]]) -> Json:
        values: list[Any] = []
        errors: list[Json] = []
        for method, params in inner:
            self.calls[f"execute/{method}"] += 1
            try:
                self._refuse(method, params)
                values.append(self.world.methods.do(method, params))
            except Refusal as refusal:
                self.failed[refusal.code] += 1
                values.append(False)
                errors.append({"method": method, "error_code": refusal.code, "error_msg": refusal.why})
        return {"response": values, **({"execute_errors": errors} if errors else {})}

    def _pace(self) -> None:
        now = time.monotonic()
        while self._asked and now - self._asked[0] >= 1:
            self._asked.popleft()
        if self.limit and len(self._asked) >= self.limit:
            raise Refusal(6, "Too many requests per second")
        self._asked.append(now)

    def _refuse(self, method: str, params: Json) -> None:
        """VK's own codes hit each call by itself, also inside `execute`."""
        for fault in self.faults:
            if fault.code and fault.fits({method}, _peers(params)):
                self._use(fault)
                raise Refusal(fault.code, "asked for by the test")

    def _fault(self, methods: set[str], peers: set[int]) -> Fault | None:
        """What hits a request as a whole."""
        for fault in self.faults:
            if (not fault.code or fault.method == "execute") and fault.fits(methods, peers):
                self._use(fault)
                return fault
        return self.storm.fault(methods) if self.storm else None

    def _use(self, fault: Fault) -> None:
        fault.times -= 1
        if not fault.times:
            self.faults.remove(fault)

    async def _fail(self, fault: Fault) -> None:
        if fault.hold:
            await self._closing.wait()
        if fault.code:
            raise Refusal(fault.code, "asked for by the test")
        if not fault.status:
            raise _Dropped
        raise web.HTTPBadGateway(text=_PAGE, content_type="text/html")


class _Dropped(Exception):
    """The connection is to be cut."""


def _peers(params: Json) -> set[int]:
    return {int(peer) for name in ("peer_id", "peer_ids") for peer in str(params.get(name, "")).split(",") if peer}


def _json(thing: Any) -> web.Response:
    return web.Response(body=json.dumps(thing).encode(), content_type="application/json")


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=60_000_000)
