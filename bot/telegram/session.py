"""aiogram's HTTP session, posting ready JSON and reading replies lightly.

aiogram sends every call as a multipart form and validates the whole message that comes back: 250 µs a call. An edit
needs only to know that it stands, so those calls take `post`; everything else goes aiogram's own way.
"""

import json
from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from yarl import URL

from bot.telegram.wire import LineCut, NoLine, Wire

TIMEOUT = 20.0
DONE = b'{"ok":true,'
TRANSFER_TIMEOUT = ClientTimeout(total=120)

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class NotConnected(TelegramNetworkError):
    """No connection was made, so nothing was sent."""


class Ready(TelegramMethod[Any]):
    """Stands for a call made by `post` where aiogram's errors want to name their method."""

    __returning__ = Any
    __api_method__ = "ready"


class GetUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates whose updates stay raw: aiogram's own fails for a whole batch because of one of them."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = 100
    timeout: int
    allowed_updates: list[str]


_KEPT = Response[GetUpdates.__returning__]
"""pydantic forgets a type nobody holds, and takes two milliseconds to make it again for the next batch."""


class JsonSession(AiohttpSession):
    """One connection pool for both ways of calling."""

    def __init__(self, api: TelegramAPIServer) -> None:
        super().__init__(api=api, timeout=TIMEOUT)
        self._wire: Wire | None = None
        self._paths: dict[str, str] = {}

    async def create_session(self) -> ClientSession:
        """Made at first use, inside the running loop; cookies are nobody's business here."""
        if self._session is None or self._session.closed:
            connector = TCPConnector(**self._connector_init)
            self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar())
            self._should_reset_connector = False
        return self._session

    async def close(self) -> None:
        """Let go of connections."""
        if self._wire is not None:
            await self._wire.close()
        if self._session is not None:
            await self._session.close()

    async def post(self, bot: Bot, name: str, body: dict[str, Any], upload: tuple[str, bytes] | None = None) -> Any:
        """Call a method with a ready body and return its bare result; fails with aiogram's errors.

        `upload` is a file's name and bytes, sent as the part `file`.
        """
        if upload is not None:
            status, content = await self._upload(bot, name, _form(body, *upload))
        else:
            status, content = await self._post(bot, name, _encode(body).encode())
        return self._result(bot, status, content)

    async def _post(self, bot: Bot, name: str, body: bytes) -> tuple[int, bytes]:
        if self._wire is None:
            self._wire = Wire(URL(self.api.api_url(bot.token, name)), self._connector_init["ssl"], TIMEOUT)
        path = self._paths.get(name)
        if path is None:
            path = self._paths[name] = URL(self.api.api_url(bot.token, name)).raw_path
        try:
            reply = await self._wire.post(path, body)
        except NoLine:
            raise NotConnected(Ready(), "no connection") from None
        except LineCut:
            raise TelegramNetworkError(Ready(), "no reply") from None
        return reply.status, reply.body

    async def _upload(self, bot: Bot, name: str, form: FormData) -> tuple[int, bytes]:
        session = await self.create_session()
        try:
            async with session.post(self.api.api_url(bot.token, name), data=form, timeout=TRANSFER_TIMEOUT) as response:
                return response.status, await response.read()
        except ClientConnectorError:
            raise NotConnected(Ready(), "no connection") from None
        except (ClientError, TimeoutError) as error:
            raise TelegramNetworkError(Ready(), type(error).__name__) from None

    async def do(self, bot: Bot, name: str, body: dict[str, Any]) -> None:
        """Like `post` where nothing but the success is of interest, so the reply is not even parsed."""
        status, content = await self._post(bot, name, _encode(body).encode())
        if not content.startswith(DONE):
            self._result(bot, status, content)

    def _result(self, bot: Bot, status: int, content: bytes) -> Any:
        try:
            reply = json.loads(content)
        except ValueError:
            reply = None
        match reply:
            case {"ok": True, "result": result}:
                return result
            case _:
                return self.check_response(bot, Ready(), status, content.decode(errors="replace")).result

    async def download(self, bot: Bot, path: str, limit: int) -> bytes:
        """At most `limit` + 1 bytes of a file, so that a longer one shows. No error here repeats the address."""
        session = await self.create_session()
        content = bytearray()
        try:
            async with session.get(self.api.file_url(bot.token, path), timeout=TRANSFER_TIMEOUT) as response:
                if response.status != HTTPStatus.OK:
                    raise TelegramNetworkError(Ready(), f"status {response.status}")
                while len(content) <= limit and (chunk := await response.content.read(limit + 1 - len(content))):
                    content += chunk
        except ClientConnectorError:
            raise NotConnected(Ready(), "no connection") from None
        except (ClientError, TimeoutError) as error:
            raise TelegramNetworkError(Ready(), type(error).__name__) from None
        return bytes(content)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 (aiogram's signature)
    ) -> Any:
        """The way of aiogram, with what its errors say cut down to what can hold no token."""
        try:
            return await super().make_request(bot, method, timeout)
        except TelegramNetworkError as error:
            cause = error.__cause__
            kind = NotConnected if isinstance(cause, ClientConnectorError) else TelegramNetworkError
            raise kind(method, type(cause).__name__) from None
        except (ClientError, TimeoutError) as error:
            raise TelegramNetworkError(method, type(error).__name__) from None


def _form(body: dict[str, Any], name: str, content: bytes) -> FormData:
    form = FormData(quote_fields=False)
    for field, value in body.items():
        form.add_field(field, value if isinstance(value, str) else _encode(value))
    form.add_field("file", content, filename=name)
    return form
