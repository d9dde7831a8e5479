"""The web application: every door, and the health of the house."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.web.demo import Demo, DemoPage
from bot.web.door import PAGE, Door, Hall
from bot.web.guard import answer

Health = Callable[[], Awaitable[Mapping[str, object]]]
MAX_BODY = 64 * 1024
"""Bytes of a posted event; uploads are bounded apart."""


def build(hall: Hall, health: Health, demo: Demo | None) -> web.Application:
    """The application. In production there is one door; in the demo one for each seat and one for guests."""
    app = web.Application(middlewares=[hall.guard.__call__], client_max_size=MAX_BODY)

    async def is_well(_: web.Request) -> web.StreamResponse:
        said = await health()
        return answer({"ok": True, **said}, 200 if said.get("ok", True) else 503)

    app.router.add_get("/health", is_well)
    app.router.add_get("/favicon.ico", _icon)
    for door in _doors(hall, demo):
        app.add_routes(door.routes())
    if demo:
        app.add_routes(DemoPage(demo, hall.school).routes())
        app.add_routes([web.static("/page", PAGE)])

    async def send_home(_: web.Application) -> None:
        hall.bells.ring_all()

    app.on_shutdown.append(send_home)
    return app


def _doors(hall: Hall, demo: Demo | None) -> list[Door]:
    if demo is None:
        return [Door(hall)]
    guest = Door(hall, "/seat/guest", "chat_guest")
    return [guest, *(Door(hall, f"/seat/{seat.name}", f"chat_{seat.name}", seat.address) for seat in demo.seats)]


async def _icon(_: web.Request) -> web.StreamResponse:
    raise web.HTTPMovedPermanently("/page/icon.svg")
