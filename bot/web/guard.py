"""What stands at the door before any request: who may ask, how often, and what the browser may do with the answer."""

import json
import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from bot.web.incoming import Unfit
from bot.web.limits import Limit
from chat.failures import trace

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SENTENCES = {
    404: "Здесь ничего нет. Откройте ссылку, которую дала школа.",
    405: "Так сюда не обращаются.",
    413: "Слишком длинное сообщение.",
    415: "Так сюда не обращаются.",
}
LATER = "Сервер пока не отвечает, попробуем ещё раз."
TROUBLE = "Что-то пошло не так у нас. Попробуйте ещё раз чуть позже."


@dataclass(frozen=True, slots=True)
class Guard:
    """`public_url` is what people open; `behind_proxy` says that X-Forwarded-* come from the school's own proxy.

    `mailbox_down` is what the mailbox raises while storage does not answer.
    """

    public_url: str
    behind_proxy: bool
    knocks: Limit
    mailbox_down: tuple[type[Exception], ...] = ()

    @web.middleware
    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Middleware: limit, check the origin, answer failures in one sentence, add the headers."""
        try:
            response = await self._answer(request, handler)
        except Unfit as unfit:
            response = sentence(400, str(unfit))
        except web.HTTPRedirection as redirect:
            response = web.Response(status=redirect.status, headers={"Location": redirect.headers["Location"]})
        except web.HTTPException as refused:
            response = sentence(refused.status, SENTENCES.get(refused.status, TROUBLE))
        except self.mailbox_down:
            response = sentence(503, LATER, Retry_After="2")
        except ConnectionError:
            response = sentence(400, LATER)  # nobody reads it: the browser went away half-way
        except Exception as error:  # noqa: BLE001 whatever it is, the person gets a sentence
            log.error("the web chat failed to answer, the person was told to try again: %s", trace(error))
            response = sentence(500, TROUBLE)
        response.headers.update({name: value for name, value in HEADERS.items() if name not in response.headers})
        return response

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        wait = self.knocks.wait(self.client(request))
        if wait:
            return too_often(wait)
        if request.method != "GET" and not self._is_ours(request):
            return sentence(403, "Запрос пришёл с чужой страницы.")
        return await handler(request)

    def client(self, request: web.Request) -> str:
        """The network address this request came from: the proxy's own note of it where there is a proxy."""
        forwarded = request.headers.getall("X-Forwarded-For", []) if self.behind_proxy else []
        return forwarded[-1].split(",")[-1].strip() if forwarded else request.remote or ""

    def is_secure(self, request: web.Request) -> bool:
        """Whether the browser speaks https with us, or with the proxy in front."""
        forwarded = request.headers.get("X-Forwarded-Proto", "") if self.behind_proxy else ""
        return request.secure or forwarded == "https"

    def _is_ours(self, request: web.Request) -> bool:
        """Browsers say which page asks; a program that says nothing carries nobody's cookie."""
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site == "same-origin"
        origin = request.headers.get("Origin")
        ours = {request.host, urlsplit(self.public_url).netloc} - {""}
        return origin is None or urlsplit(origin).netloc in ours


def answer(body: object, status: int = 200, **headers: str) -> web.Response:
    """JSON that nobody keeps."""
    text = json.dumps(body, ensure_ascii=False)
    kept = {"Cache-Control": "no-store", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return web.Response(text=text, status=status, content_type="application/json", headers=kept)


def sentence(status: int, words: str, **headers: str) -> web.Response:
    """A refusal in one sentence the page can show."""
    return answer({"sentence": words}, status, **headers)


def too_often(wait: float) -> web.Response:
    """Come again in `wait` seconds; the page does so by itself."""
    return sentence(429, "Слишком часто. Подождите немного.", Retry_After=str(math.ceil(wait)))
