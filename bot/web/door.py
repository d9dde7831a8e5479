"""One way into the chat: a path, a cookie, and what may be asked there."""

import asyncio
import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.web import incoming
from bot.web.guard import LATER, Guard, answer, sentence, too_often
from bot.web.intake import Bells, Intake
from bot.web.limits import Limit
from bot.web.mailbox import Mailbox
from bot.web.uploads import Full, Uploads
from chat.channel import TooBig
from chat.events import Address, Event, File, Left, Ref

PAGE = Path(__file__).parent / "page"
STAY = timedelta(days=180)
"""How long a browser that is never opened again is remembered."""
POLL = 25.0
"""Seconds one request waits for news."""
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hall:
    """What every door shares."""

    mailbox: Mailbox
    intake: Intake
    bells: Bells
    uploads: Uploads
    guard: Guard
    school: str
    upload_limit: int
    now: Callable[[], datetime]
    arrivals: Limit
    events: Limit
    files: Limit


class Door:
    """The chat under one path. With `address` everybody who enters sits there; without, each browser gets its own."""

    def __init__(self, hall: Hall, prefix: str = "", cookie: str = "chat", address: str | None = None) -> None:
        self._hall = hall
        self._prefix = prefix
        self._cookie = cookie
        self._address = address

    def routes(self, *, page: bool = True) -> list[web.AbstractRouteDef]:
        """Everything under this path."""
        at = self._prefix
        return [
            *([web.get(f"{at}/", self.page), web.get(f"{at}/c/{{code}}", self.coded)] if page else []),
            web.post(f"{at}/open", self.open),
            web.get(f"{at}/letters", self.letters),
            web.get(f"{at}/letters/{{ref}}/{{name}}", self.attachment),
            web.post(f"{at}/events", self.event),
            web.post(f"{at}/files", self.file),
            web.static(f"{at}/page", PAGE),
        ]

    async def page(self, _: web.Request) -> web.StreamResponse:
        """The page itself; everything else it asks for by itself."""
        return web.FileResponse(PAGE / "index.html")

    async def coded(self, request: web.Request) -> web.StreamResponse:
        """A short link, as printed under a QR picture."""
        code = incoming.code(request.match_info["code"])
        raise web.HTTPSeeOther(f"../?code={code}" if code else "../")

    async def open(self, request: web.Request) -> web.StreamResponse:
        """Sit down, or stay seated: the cookie comes with the answer."""
        token = request.cookies.get(self._cookie, "")
        address = await self._seated(token)
        if address is None:
            if wait := self._hall.arrivals.wait(self._hall.guard.client(request)):
                return too_often(wait)
            token = secrets.token_urlsafe(32)
            address = self._address or secrets.token_hex(8)
            await self._hall.mailbox.seat(_hash(token), address, self._hall.now())
        response = answer(
            {
                "address": address,
                "conversation": _hash(token)[:16],
                "school": self._hall.school,
                "upload_limit": self._hall.upload_limit,
                "fixed": self._address is not None,
            }
        )
        response.set_cookie(
            self._cookie,
            token,
            path=f"{self._prefix}/",
            max_age=int(STAY.total_seconds()),
            httponly=True,
            samesite="Strict",
            secure=self._hall.guard.is_secure(request),
        )
        return response

    async def letters(self, request: web.Request) -> web.StreamResponse:
        """What is new after `after`; waits for it up to `wait` seconds."""
        address = await self._who(request)
        after = _number(request.query.get("after", "0"))
        patience = min(float(_number(request.query.get("wait", "25"))), POLL)
        with self._hall.bells.waiting(address) as rung:
            letters = await self._hall.mailbox.since(address, after)
            if not letters and patience:
                try:
                    await asyncio.wait_for(rung.wait(), patience)
                except TimeoutError:
                    pass
                else:
                    letters = await self._hall.mailbox.since(address, after)
        return answer({"letters": [{"ref": one.ref, "seq": one.seq, "body": one.body} for one in letters]})

    async def attachment(self, request: web.Request) -> web.StreamResponse:
        """A picture to look at, or a document to keep."""
        address = await self._who(request)
        found = await self._hall.mailbox.attached(address, Ref(request.match_info["ref"]))
        if found is None:
            raise web.HTTPNotFound
        body, content = found
        headers = {"Cache-Control": "private, max-age=600", "Content-Security-Policy": "sandbox; default-src 'none'"}
        if "picture" in body:
            return web.Response(body=content, content_type="image/png", headers=headers)
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(body['document']['name'], safe='')}"
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)

    async def event(self, request: web.Request) -> web.StreamResponse:
        """Something a person did; answered once it is committed."""
        address = await self._who(request)
        if wait := self._hall.events.wait(address):
            return too_often(wait)
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            body = await request.text()
        except (UnicodeDecodeError, LookupError) as error:
            raise incoming.Unfit("Не получилось прочитать сообщение.") from error
        return await self._hand(incoming.event(body, Address("web", address)))

    async def file(self, request: web.Request) -> web.StreamResponse:
        """An uploaded file; `id` and `name` stand in the query, the body is the bytes."""
        address = await self._who(request)
        if wait := self._hall.files.wait(address) or self._hall.files.wait(f"from {self._hall.guard.client(request)}"):
            return sentence(429, "Слишком много файлов подряд. Подождите минуту.", Retry_After=str(int(wait) + 1))
        if request.content_type != "application/octet-stream":
            raise web.HTTPUnsupportedMediaType
        who = Address("web", address)
        client_id = request.query.get("id", "")
        incoming.event_id(client_id, who)
        if (request.content_length or 0) > self._hall.upload_limit:
            return self._too_big()
        file_id = self._hall.uploads.name_for(request.cookies[self._cookie], client_id)
        try:
            size = await self._hall.uploads.keep(file_id, request.content.iter_chunked(65_536))
        except TooBig:
            return self._too_big()
        except Full:
            return sentence(507, "Сейчас файл принять некуда. Попробуйте позже или напишите в школу.")
        name = incoming.file_name(request.query.get("name", ""))
        return await self._hand(incoming.file_event(client_id, who, File(file_id, name, size)))

    async def _hand(self, event: Event) -> web.StreamResponse:
        if not await self._hall.intake.hand(event):
            return sentence(503, LATER, Retry_After="2")
        response = answer({"taken": True})
        if isinstance(event.what, Left):
            await self._hall.mailbox.forget(event.place.id)
            self._hall.bells.ring(event.place.id)
            response.del_cookie(self._cookie, path=f"{self._prefix}/")
        return response

    async def _who(self, request: web.Request) -> str:
        address = await self._seated(request.cookies.get(self._cookie, ""))
        if address is None:
            raise web.HTTPUnauthorized
        return address

    async def _seated(self, token: str) -> str | None:
        address = await self._hall.mailbox.seated(_hash(token), self._hall.now()) if token else None
        return address if self._address in {None, address} else None

    def _too_big(self) -> web.Response:
        return sentence(413, f"Файл слишком большой: поместится до {self._hall.upload_limit // 1_000_000} МБ.")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _number(digits: str) -> int:
    return int(digits) if _NUMBER.fullmatch(digits) else 0
