"""aiogram's HTTP session, posting ready JSON and reading replies lightly.

aiogram sends every call as a multipart form and validates the whole message that comes back: 250 µs a call. An edit
needs only to know that it stands, so those calls take `post`; everything else goes aiogram's own way.
"""

import asyncio
import json
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
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

TIMEOUT = 20.0

_JSON = {"Content-Type": "application/json"}
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


class JsonSession(AiohttpSession):
    """One connection pool for both ways of calling."""

    def __init__(self, api: TelegramAPIServer) -> None:
        super().__init__(api=api, timeout=TIMEOUT)
        self._addresses: dict[str, URL] = {}
        self._limit = ClientTimeout(total=TIMEOUT)

    async def create_session(self) -> ClientSession:
        """Made at first use, inside the running loop; cookies are nobody's business here."""
        if self._session is None or self._session.closed:
            connector = TCPConnector(**self._connector_init)
            self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar())
            self._should_reset_connector = False
        return self._session

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()

    async def post(self, bot: Bot, name: str, body: dict[str, Any], upload: tuple[str, bytes] | None = None) -> Any:
        """Call a method with a ready body and return its bare result; fails with aiogram's errors.

        `upload` is a file's name and bytes, sent as the part `file`.
        """
        address = self._addresses.get(name)
        if address is None:
            address = self._addresses[name] = URL(self.api.api_url(bot.token, name), encoded=True)
        data, headers = (_encode(body).encode(), _JSON) if upload is None else (_form(body, *upload), None)
        session = self._session if self._session is not None else await self.create_session()
        try:
            async with session.post(
                address, data=data, headers=headers, timeout=self._limit, allow_redirects=False
            ) as response:
                content = await response.read()
        except ClientConnectorError:
            raise NotConnected(Ready(), "no connection") from None
        except (ClientError, TimeoutError) as error:
            raise TelegramNetworkError(Ready(), type(error).__name__) from None
        return self._result(bot, response.status, content)

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

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 (aiogram's signature)
    ) -> Any:
        """aiogram's way, with what its errors say cut down to what can hold no token."""
        try:
            return await super().make_request(bot, method, timeout)
        except TelegramNetworkError as error:
            cause = error.__cause__
            kind = NotConnected if isinstance(cause, ClientConnectorError) else TelegramNetworkError
            raise kind(method, type(cause).__name__) from None
        except (ClientError, asyncio.TimeoutError) as error:
            raise TelegramNetworkError(method, type(error).__name__) from None


def _form(body: dict[str, Any], name: str, content: bytes) -> FormData:
    form = FormData(quote_fields=False)
    for field, value in body.items():
        form.add_field(field, value if isinstance(value, str) else _encode(value))
    form.add_field("file", content, filename=name)
    return form
