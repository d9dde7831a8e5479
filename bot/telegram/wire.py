"""Keep-alive HTTP/1.1 to one server, for small JSON posts only.

The client of aiohttp spends 75 µs on such a post, this a third of it, and an answer to a press takes two of them.
Uploads, downloads and long polls go through aiohttp.
"""

import asyncio
import ssl
import time
from dataclasses import dataclass

from yarl import URL

LINES = 100
"""Connections at a time; Telegram throttles above a thousand calls at once."""
IDLE = 30.0
"""Seconds after which an unused connection is not trusted: the server may just be closing it."""
CONNECT_TIMEOUT = 10.0
LARGEST = 4_000_000


class NoLine(Exception):
    """No connection was made: nothing was sent."""


class LineCut(Exception):
    """The connection ended, or time ran out, before a whole reply came."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`keeps` tells whether the connection may be used again."""

    status: int
    body: bytes
    keeps: bool


def parse(received: bytes, *, ended: bool = False) -> Reply | None:
    """A whole reply, or None while some of it is missing; raises `ValueError` for what is not HTTP."""
    head, mark, rest = received.partition(b"\r\n\r\n")
    if not mark:
        return None
    head = head.lower()
    version, status = head.split(b" ", 2)[:2]
    if 100 <= int(status) < 200:
        return parse(rest, ended=ended)
    keeps = version == b"http/1.1" and _field(head, b"connection") != b"close"
    length = _field(head, b"content-length")
    body: bytes | None
    if b"chunked" in _field(head, b"transfer-encoding"):
        body = _unchunked(rest)
    elif length:
        body = rest[: int(length)] if len(rest) >= int(length) else None
    else:
        keeps, body = False, rest if ended else None
    return None if body is None else Reply(int(status), body, keeps)


def _field(head: bytes, name: bytes) -> bytes:
    """A field of a head in lower case; empty when it is not there."""
    start = head.find(b"\r\n" + name + b":")
    if start < 0:
        return b""
    start += len(name) + 3
    end = head.find(b"\r\n", start)
    return head[start : end if end >= 0 else None].strip()


def _unchunked(rest: bytes) -> bytes | None:
    body = b""
    while True:
        size, mark, rest = rest.partition(b"\r\n")
        if not mark:
            return None
        length = int(size.split(b";")[0], 16)
        if len(rest) < length + 2:
            return None
        if not length:
            return body
        body, rest = body + rest[:length], rest[length + 2 :]


class Wire:
    """A pool of lines to the server of `base`; `tls` is used for https."""

    def __init__(self, base: URL, tls: ssl.SSLContext, timeout: float) -> None:
        self._host, self._port = base.host or "", base.port or 443
        self._tls = tls if base.scheme == "https" else None
        self._timeout = timeout
        self._name = base.authority if base.explicit_port else base.host or ""
        self._heads: dict[str, bytes] = {}
        self._idle: list[_Line] = []
        self._room = asyncio.Semaphore(LINES)

    async def post(self, path: str, body: bytes) -> Reply:
        """Post JSON; raises `NoLine` or `LineCut`."""
        async with self._room:
            line = self._rested() or await self._connect()
            reply = None
            try:
                reply = await line.ask(self._head(path) + b"%d\r\n\r\n" % len(body) + body, self._timeout)
            finally:
                if reply is not None and reply.keeps:
                    self._idle.append(line)
                else:
                    line.transport.abort()
            return reply

    async def close(self) -> None:
        """Let go of every idle line."""
        while self._idle:
            self._idle.pop().transport.abort()
        await asyncio.sleep(0)

    def _head(self, path: str) -> bytes:
        head = self._heads.get(path)
        if head is None:
            fields = f"POST {path} HTTP/1.1\r\nHost: {self._name}\r\nContent-Type: application/json\r\nContent-Length: "
            head = self._heads[path] = fields.encode("ascii")
        return head

    def _rested(self) -> "_Line | None":
        while self._idle:
            line = self._idle.pop()
            if not line.transport.is_closing() and time.monotonic() - line.used < IDLE:
                return line
            line.transport.abort()
        return None

    async def _connect(self) -> "_Line":
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                _, line = await loop.create_connection(
                    _Line, self._host, self._port, ssl=self._tls, happy_eyeballs_delay=0.25
                )
        except OSError:
            raise NoLine from None
        return line


class _Line(asyncio.Protocol):
    """One connection, one question at a time."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self.used = 0.0
        self._received = b""
        self._answer: asyncio.Future[Reply] | None = None

    async def ask(self, request: bytes, timeout: float) -> Reply:  # noqa: ASYNC109 (a timer costs less than a context)
        loop = asyncio.get_running_loop()
        self._received = b""
        answer: asyncio.Future[Reply] = loop.create_future()
        self._answer = answer
        timer = loop.call_later(timeout, self._fail)
        self.transport.write(request)
        try:
            return await answer
        finally:
            timer.cancel()
            self._answer = None
            self.used = time.monotonic()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._answer is None or len(self._received) > LARGEST:
            self.transport.abort()
            return
        self._look(ended=False)

    def connection_lost(self, _error: Exception | None) -> None:
        if self._answer is not None:
            self._look(ended=True)
        self._fail()

    def _look(self, *, ended: bool) -> None:
        try:
            reply = parse(self._received, ended=ended)
        except ValueError:
            self._fail()
            return
        if reply is not None and self._answer is not None and not self._answer.done():
            self._answer.set_result(reply)

    def _fail(self) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(LineCut())
