"""Who is let in: cookies, origins, bounds, and what is said to those who are not."""

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar

from tests.web.house import WebHouse, web_house

TEXT = {"id": "e1", "kind": "text", "text": "молчи"}


@pytest.fixture
async def http(house: WebHouse) -> AsyncIterator[ClientSession]:
    async with ClientSession(house.url, cookie_jar=CookieJar(unsafe=True)) as session:
        await session.post("/open", json={})
        yield session


@asynccontextmanager
async def seated(folder: Path, **settings: Any) -> AsyncIterator[ClientSession]:
    async with (
        web_house(folder, **settings) as house,
        ClientSession(house.url, cookie_jar=CookieJar(unsafe=True)) as one,
    ):
        await one.post("/open", json={})
        yield one


async def test_the_cookie(house: WebHouse) -> None:
    async with ClientSession() as http, http.post(f"{house.url}/open", json={}) as reply:
        cookie = reply.headers["Set-Cookie"]
        told = await reply.text()
    for part in ("chat=", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=15552000"):
        assert part in cookie
    assert "Secure" not in cookie
    token = cookie.split(";")[0].removeprefix("chat=")
    assert len(token) == 43
    assert token not in told
    assert token not in str(house.mailbox.seats), "only its hash is kept"


@pytest.mark.parametrize("flag, trusted", [("Secure", {"behind_proxy": True}), ("HttpOnly", {})])
async def test_secure_behind_a_trusted_proxy(tmp_path: Path, flag: str, trusted: dict[str, Any]) -> None:
    async with (
        web_house(tmp_path, **trusted) as house,
        ClientSession() as http,
        http.post(f"{house.url}/open", json={}, headers={"X-Forwarded-Proto": "https"}) as reply,
    ):
        assert flag in reply.headers["Set-Cookie"]
        assert ("Secure" in reply.headers["Set-Cookie"]) is bool(trusted)


async def test_staying_seated(house: WebHouse, http: ClientSession) -> None:
    first = await (await http.post("/open", json={})).json()
    again = await (await http.post("/open", json={})).json()
    assert first == again
    assert len(house.mailbox.seats) == 1


@pytest.mark.parametrize(
    "headers, status",
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://behind-a-proxy.example"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_only_our_own_page_posts(
    house: WebHouse, http: ClientSession, headers: dict[str, str], status: int
) -> None:
    async with http.post("/events", json=TEXT, headers=headers) as reply:
        assert reply.status == status
    assert house.desk.typed == (["молчи"] if status == 200 else [])


async def test_the_page_s_own_origin_posts(house: WebHouse, http: ClientSession) -> None:
    async with http.post("/events", json=TEXT, headers={"Origin": house.url}) as reply:
        assert reply.status == 200


@pytest.mark.parametrize("path", ["/letters", "/letters/1/2.png"])
async def test_a_stranger_reads_nothing(house: WebHouse, path: str) -> None:
    async with ClientSession(house.url, cookies={"chat": "guessed"}) as http, http.get(path) as reply:
        assert reply.status == 401


async def test_somebody_else_s_picture_is_not_there(house: WebHouse, http: ClientSession) -> None:
    await http.post("/events", json={"id": "e1", "kind": "text", "text": "картинка"})
    async with http.get("/letters/1/1.png") as reply:
        assert reply.status == 200
        assert reply.headers["Content-Security-Policy"].startswith("sandbox")
    async with ClientSession(house.url, cookie_jar=CookieJar(unsafe=True)) as other:
        await other.post("/open", json={})
        async with other.get("/letters/1/1.png") as reply:
            assert reply.status == 404


@pytest.mark.parametrize(
    "content_type, body, status",
    [
        ("application/json", b"{", 400),
        ("application/json", b"\xff\xfe", 400),
        ("application/json; charset=nonsense", b"{}", 400),
        ("application/json", b'{"id": "e1", "kind": "dance"}', 400),
        ("application/json", json.dumps({**TEXT, "text": "а" * 4097}).encode(), 400),
        ("application/json", b" " * 70_000, 413),
        ("text/plain", json.dumps(TEXT).encode(), 415),
        ("application/x-www-form-urlencoded", b"kind=text", 415),
    ],
)
async def test_a_wrong_request_gets_one_russian_sentence(
    house: WebHouse, http: ClientSession, content_type: str, body: bytes, status: int
) -> None:
    async with http.post("/events", data=body, headers={"Content-Type": content_type}) as reply:
        assert reply.status == status
        assert (await reply.json())["sentence"].endswith(".")
    assert house.desk.taken == []


async def test_4096_emoji_pass(house: WebHouse, http: ClientSession) -> None:
    async with http.post("/events", json={**TEXT, "text": "🦉" * 4096}) as reply:
        assert reply.status == 200
    assert house.desk.typed == ["🦉" * 4096]


async def test_a_forged_press_reaches_the_desk_as_it_is(house: WebHouse, http: ClientSession) -> None:
    forged = {"id": "e1", "kind": "press", "action": "grant.admin.me", "on": "7"}
    async with http.post("/events", json=forged) as reply:
        assert reply.status == 200
    assert house.desk.presses == ["grant.admin.me"]


OCTETS = {"Content-Type": "application/octet-stream"}


async def test_11_megabytes_are_told_the_bound(house: WebHouse, http: ClientSession, tmp_path: Path) -> None:
    async with http.post("/files?id=f1&name=план.xlsx", data=io.BytesIO(bytes(11_000_000)), headers=OCTETS) as reply:
        assert reply.status == 413
        assert (await reply.json())["sentence"] == "Файл слишком большой: поместится до 10 МБ."
    assert house.desk.taken == []
    assert not (tmp_path / "uploads").exists()


async def test_a_stream_that_hides_its_size_is_bounded(house: WebHouse, http: ClientSession, tmp_path: Path) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(220):
            yield bytes(50_000)

    async with http.post("/files?id=f1&name=a", data=endless(), headers=OCTETS) as reply:
        assert reply.status == 413
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_no_room_is_told(tmp_path: Path) -> None:
    async with (
        seated(tmp_path, uploads_room=1000) as http,
        http.post("/files?id=f1&name=a", data=b"1", headers=OCTETS) as reply,
    ):
        assert reply.status == 507
        assert (await reply.json())["sentence"].startswith("Сейчас файл принять некуда.")


async def test_an_upload_sent_twice_is_one_file(house: WebHouse, http: ClientSession, tmp_path: Path) -> None:
    for _ in range(2):
        async with http.post("/files?id=f1&name=a.csv", data=b"1", headers=OCTETS) as reply:
            assert reply.status == 200
    assert len(house.desk.taken) == 1
    assert len(list((tmp_path / "uploads").iterdir())) == 1


async def test_too_often(tmp_path: Path) -> None:
    statuses = []
    async with seated(tmp_path, event_rate=0.1) as http:
        for number in range(3):
            async with http.post("/events", json={**TEXT, "id": f"e{number}"}) as reply:
                statuses.append((reply.status, reply.headers.get("Retry-After")))
    assert statuses == [(200, None), (200, None), (429, "10")]


async def test_headers(http: ClientSession) -> None:
    for path in ("/", "/page/chat.js", "/letters?wait=0", "/nothing-here"):
        async with http.get(path) as reply:
            assert reply.headers["Content-Security-Policy"].startswith("default-src 'self';"), path
            assert reply.headers["X-Content-Type-Options"] == "nosniff"
            assert reply.headers["Cache-Control"] in {"no-cache", "no-store"}
            assert reply.headers["Referrer-Policy"] == "no-referrer"


async def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = Path(__file__).parents[2] / "bot" / "web" / "page"
    for file in page.iterdir():
        words = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in words, file.name
        assert "style=" not in words, file.name
        assert "innerHTML" not in words, file.name


async def test_no_path_leads_out(http: ClientSession) -> None:
    for path in ("/page/../channel.py", "/page/%2e%2e/channel.py", "/page/..%2fchannel.py"):
        async with http.get(path) as reply:
            assert reply.status in {403, 404}, path


async def test_a_printed_link(http: ClientSession) -> None:
    async with http.get("/c/AB-12", allow_redirects=False) as reply:
        assert reply.headers["Location"] == "../?code=AB-12"


async def test_health(http: ClientSession) -> None:
    async with http.get("/health") as reply:
        assert (reply.status, await reply.json()) == (200, {"ok": True})


async def test_there_is_no_demo_in_production(http: ClientSession) -> None:
    for path in ("/demo", "/demo/state", "/seat/parent/", "/seat/guest/"):
        async with http.get(path) as reply:
            assert reply.status == 404
    async with http.post("/demo/clock", json={"step": "day"}) as reply:
        assert reply.status == 404
