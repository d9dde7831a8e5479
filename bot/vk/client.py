"""vkbottle's API client with its surprises taken out.

Read in vkbottle 4.11: it puts the token into the query string, repeats a request by itself when the answer is not JSON,
logs whole requests and answers, shares one HTTP session across the process, and takes over `warnings` on import.
Here the token travels in the body, nothing is repeated or logged, and errors come out as codes.
"""

import json
import logging
import warnings
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientTimeout

from bot.vk.errors import Fault, NoAnswer

with warnings.catch_warnings():  # importing it replaces warnings.showwarning; leaving this block puts ours back
    from vkbottle.api import API
    from vkbottle.http import AiohttpClient

TIMEOUT = 20.0
POLL_SECONDS = 25
_LONGEST_NUMBER = 19


def _hush() -> None:
    """It logs what people wrote, through a handler of its own."""
    log = logging.getLogger("vkbottle")
    log.setLevel(logging.CRITICAL)
    for handler in list(log.handlers):
        log.removeHandler(handler)


class Client(API):
    """Calls methods of one community's token at `api_url`; `timeout` in seconds."""

    def __init__(self, token: str, api_url: str, *, timeout: float = TIMEOUT) -> None:
        _hush()
        self._timeout = timeout
        self.http = AiohttpClient(timeout=ClientTimeout(total=timeout))
        super().__init__(token, http_client=self.http)
        self.API_URL = f"{api_url.rstrip('/')}/method/"

    async def request(self, method: str, data: dict[str, Any], version: str | None = None) -> dict[str, Any]:
        """The whole answer, ``{"response": …}`` and perhaps ``"execute_errors"``; raises `Fault` or `NoAnswer`."""
        form = {name: str(value) for name, value in (await self.validate_request(dict(data))).items()}
        async with self.token_generator as token:
            form |= {"access_token": token, "v": version or self.API_VERSION}
        match parsed(await self.text("POST", self.API_URL + method, form)):
            case {"error": {"error_code": int(code)}}:
                raise Fault(code)
            case {"response": _} as answer:
                return dict(answer)
            case _:
                raise NoAnswer(left=True, why=f"{method}: unreadable answer")

    async def poll(self, server: str, key: str, ts: str) -> object:
        """One long poll; whatever JSON came."""
        query = {"act": "a_check", "key": key, "ts": ts, "wait": str(POLL_SECONDS)}
        return parsed(await self.text("GET", server, query=query, timeout=POLL_SECONDS + 10))

    async def text(
        self,
        verb: str,
        url: str,
        body: Any = None,  # a form or a mapping: vkbottle declares less than aiohttp takes
        query: dict[str, str] | None = None,
        timeout: float = 0,  # noqa: ASYNC109  # aiohttp's own, which also covers waiting for a connection
    ) -> str:
        """The body of an answer; aiohttp's own errors are dropped, since their texts hold addresses and keys."""
        patience = ClientTimeout(total=timeout or self._timeout)
        try:
            return await self.http.request_text(url, verb, body, params=query, timeout=patience)
        except ClientConnectorError as error:
            raise NoAnswer(left=False, why=type(error).__name__) from None
        except (TimeoutError, ClientError, OSError, ValueError) as error:
            raise NoAnswer(left=True, why=type(error).__name__) from None

    def __repr__(self) -> str:
        return "<VK client>"


def parsed(body: str) -> Any:  # whatever JSON says
    """JSON, or `NoAnswer`."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise NoAnswer(left=True, why="not JSON") from None


def number(value: object) -> int | None:
    """A whole number as VK writes them, also inside a string; True and False are none."""
    match value:
        case bool():
            return None
        case int():
            return value
        case str() if value.isascii() and value.removeprefix("-").isdigit() and len(value) <= _LONGEST_NUMBER:
            return int(value)
        case _:
            return None
