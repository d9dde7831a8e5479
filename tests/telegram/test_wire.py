"""Replies as bytes, and the pool of connections against a server that behaves badly."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from yarl import URL

from bot.telegram.wire import LineCut, NoLine, Reply, Wire, parse

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.mark.parametrize(
    "received, reply",
    [
        pytest.param(OK, Reply(200, b"{}", keeps=True), id="whole"),
        pytest.param(OK[:-1], None, id="body cut"),
        pytest.param(OK[:20], None, id="head cut"),
        pytest.param(
            b"HTTP/1.1 429 Too Many\r\ncontent-length: 0\r\nConnection: close\r\n\r\n",
            Reply(429, b"", keeps=False),
            id="to be closed",
        ),
        pytest.param(
            b"HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
            Reply(502, b"abcd", keeps=True),
            id="chunked",
        ),
        pytest.param(
            b"HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", None, id="chunks missing"
        ),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n" + OK, Reply(200, b"{}", keeps=True), id="after a 100"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\nuntil", None, id="until the end, not ended"),
    ],
)
def test_parse(received: bytes, reply: Reply | None) -> None:
    assert parse(received) == reply


def test_until_the_end() -> None:
    assert parse(b"HTTP/1.0 200 OK\r\n\r\nuntil", ended=True) == Reply(200, b"until", keeps=False)


def test_not_http() -> None:
    with pytest.raises(ValueError, match="unpack"):
        parse(b"SSH-2.0-OpenSSH\r\n\r\n")


@asynccontextmanager
async def server(serve: Serve, limit: float = 5) -> AsyncIterator[Wire]:
    served: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        served.add(task)
        await serve(reader, writer)
        await writer.drain()
        writer.transport.abort()

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    wire = Wire(URL(f"http://127.0.0.1:{port}/bot"), ssl.create_default_context(), limit)
    try:
        yield wire
    finally:
        await wire.close()
        listening.close()
        await asyncio.gather(*served)
        await listening.wait_closed()
        await asyncio.sleep(0)


async def heard(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    return head + await reader.readexactly(int(head.rsplit(b":", 1)[1]))


async def test_a_line_is_used_again_and_one_the_server_closed_is_not() -> None:
    lines: list[list[bytes]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append([])
        for _ in range(2):
            lines[-1].append(await heard(reader))
            writer.write(OK)
            await writer.drain()

    async with server(serve) as wire:
        for number in range(4):
            assert (await wire.post("/bot/sendMessage", b"%d" % number)).body == b"{}"
            for _ in range(10):  # turns of the loop: on loopback the end of a connection is there by then
                await asyncio.sleep(0)
    assert [len(line) for line in lines] == [2, 2]
    assert lines[0][0].startswith(b"POST /bot/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")


@pytest.mark.parametrize("said", [b"", OK[:-1], b"SMTP ready\r\n\r\n"], ids=["nothing", "half", "something else"])
async def test_cut(said: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(said)

    async with server(serve) as wire:
        with pytest.raises(LineCut):
            await wire.post("/", b"{}")


async def test_silence_is_not_waited_for() -> None:
    hung_up = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        await reader.read()
        hung_up.set()

    async with server(serve, limit=0.05) as wire:
        with pytest.raises(LineCut):
            await wire.post("/", b"{}")
        await asyncio.wait_for(hung_up.wait(), 5)


async def test_nobody_there() -> None:
    async with server(lambda _reader, _writer: asyncio.sleep(0)) as wire:
        pass
    with pytest.raises(NoLine):
        await wire.post("/", b"{}")
