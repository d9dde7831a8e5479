"""VK as one of the house's messengers."""

import asyncio
import logging
import secrets
from http import HTTPStatus
from typing import Any

from aiohttp import ClientError, ClientTimeout, StreamReader

from bot.vk import standing
from bot.vk.apps import Apps
from bot.vk.client import TIMEOUT, Client, number
from bot.vk.errors import Fault, NoAnswer, outcome
from bot.vk.incoming import MESSENGER, pressed
from bot.vk.line import Line, Sleep
from bot.vk.longpoll import LongPoll
from bot.vk.placing import Placing
from bot.vk.uploads import Uploads
from chat.channel import Desk, Refused, TooBig, TryLater
from chat.events import Address, File, Ref
from chat.screen import Screen

log = logging.getLogger(__name__)

DOWNLOAD = ClientTimeout(total=120, sock_read=20)


class VkChannel:
    """One community's dialogues with everyone who writes to it."""

    def __init__(
        self,
        token: str,
        group_id: int,
        api_url: str = "https://api.vk.com",
        *,
        sleep: Sleep = asyncio.sleep,
        timeout: float = TIMEOUT,
    ) -> None:
        self._group = group_id
        self._client = Client(token, api_url, timeout=timeout)
        self._line = Line(self._client.request)
        self._apps = Apps()
        self._placing = Placing(self._line, Uploads(self._client, self._line), self._apps, sleep)
        self._poll = LongPoll(self._client, self._line, group_id, sleep, self._glance)
        self._answering: set[asyncio.Task[None]] = set()
        self._name = f"club{group_id}"

    @property
    def messenger(self) -> str:
        """The name in addresses."""
        return MESSENGER

    @property
    def losses(self) -> int:
        """How often VK said that events were lost since the start."""
        return self._poll.losses

    async def connect(self) -> list[str]:
        """Learn the community's short name; the Russian sentences say what to switch on in its settings.

        Raises `Halted`, `TryLater` or `Unknown`.
        """
        try:
            name, wishes = await standing.ask(self._line, self._group)
        except (Fault, NoAnswer) as error:
            raise outcome(error) from None
        self._name = name or self._name
        return wishes

    async def listen(self, desk: Desk) -> None:
        """Bring updates to the desk until cancelled; raises `Halted`. While VK is away it asks again and again."""
        await self._poll.run(desk)

    async def show(
        self, to: Address, screen: Screen, *, instead_of: Ref | None = None, key: str = "", bulk: bool = False
    ) -> Ref:
        """Edit the earlier message where VK lets us, else send a new one; `key` becomes its random_id."""
        peer = number(to.id)
        if peer is None or to.messenger != MESSENGER:
            raise Refused("not a VK address")
        key = key or secrets.token_hex(8)
        try:
            return await self._placing.show(peer, screen, instead_of=instead_of, key=key, bulk=bulk)
        except (Fault, NoAnswer) as error:
            raise outcome(error) from None

    async def fetch(self, file: File, limit: int) -> bytes:
        """The bytes of a file, from the address VK gave for it; the token is not sent along."""
        if file.size > limit:
            raise TooBig(f"more than {limit} bytes")
        try:
            async with self._client.http.request(file.id, timeout=DOWNLOAD) as response:
                if response.status != HTTPStatus.OK:
                    raise _not_given(response.status)
                return await _bounded(response.content, limit)
        except ValueError:  # aiohttp's InvalidURL is one; its text holds the address
            raise Refused("not a file's address") from None
        except (TimeoutError, ClientError, OSError):
            raise TryLater(30) from None

    def invitation(self, code: str) -> str | None:
        """Opens the dialogue and hands the code over with the first message."""
        return f"https://vk.me/{self._name}?ref={code}"

    async def close(self) -> None:
        """Let go of connections; what still waits in line is cancelled."""
        for task in list(self._answering):
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)
        await self._line.close()
        await self._client.http.close()

    def _glance(self, update: object) -> None:
        """Before the desk takes it: what the person's app can show, and the pressed button's spinner."""
        self._apps.learn(update)
        if press := pressed(update):
            task = asyncio.create_task(self._stop_spinner(press), name="vk spinner")
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _stop_spinner(self, press: dict[str, Any]) -> None:
        try:
            await self._line.call("messages.sendMessageEventAnswer", press)
        except (Fault, NoAnswer) as error:
            log.debug("a button's spinner is left to VK: %s", error)


def _not_given(status: int) -> TryLater | Refused:
    return TryLater(30) if status >= HTTPStatus.INTERNAL_SERVER_ERROR else Refused(f"the file answered {status}")


async def _bounded(content: StreamReader, limit: int) -> bytes:
    taken = bytearray()
    async for chunk in content.iter_chunked(64 * 1024):
        taken += chunk
        if len(taken) > limit:
            raise TooBig(f"more than {limit} bytes")
    return bytes(taken)
