"""The fake server as a process of its own: `python -m tests.fakes.telegram --port 8081`.

People act through `POST /control/<verb>` with a JSON body, and every answer is JSON:
start, type, press, forge (`person`, and `code`, `words`, `label` or `data`) · fail (a `Fault`'s fields) ·
seen (`person`) · drained · counts · revoke.
"""

import argparse
import asyncio
from dataclasses import asdict
from typing import Any

from aiohttp import web

from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.server import TOKEN, FakeTelegram

Json = dict[str, Any]


async def control(server: FakeTelegram, verb: str, asked: Json) -> Any:
    """Do what a person or a test asks; raises `LookupError` for what cannot be done."""
    match verb:
        case "start":
            await server.phone(asked["person"]).start(asked.get("code", ""))
        case "type":
            await server.phone(asked["person"]).type(asked["words"])
        case "press":
            await server.phone(asked["person"]).press(asked["label"])
        case "forge":
            server.phone(asked["person"]).forge(asked["data"])
        case "fail":
            server.fail(Fault(**asked))
        case "seen":
            return [asdict(seen) | {"content": len(seen.content)} for seen in server.phone(asked["person"]).seen()]
        case "drained":
            await server.drained()
        case "counts":
            return {"calls": server.calls, "failed": server.failed, "waiting": server.world.updates.waiting}
        case "revoke":
            server.token_revoked = True
        case _:
            raise LookupError(verb)
    return {}


async def serve(port: int) -> None:
    """Until cancelled; prints where it listens and the token it accepts."""
    server = FakeTelegram()

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        try:
            asked = await request.json() if request.can_read_body else {}
            return web.json_response(await control(server, request.path.removeprefix("/control/"), asked))
        except (LookupError, TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)

    server.controlled_by(answer)
    await server.start(port)
    print(server.url, TOKEN, flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await server.close()


def main() -> None:
    """The command line."""
    asked = argparse.ArgumentParser(description="A fake Telegram Bot API on loopback")
    asked.add_argument("--port", type=int, default=0, help="0 takes a free one")
    try:
        asyncio.run(serve(asked.parse_args().port))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
