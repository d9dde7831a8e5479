"""``python -m tests.fakes.vk --port 8080``: prints its address and serves until stopped."""

import argparse
import asyncio
import signal

from tests.fakes.vk.control import ControlledVk


async def serve(port: int, limit: int) -> None:
    """Until SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    vk = await ControlledVk(limit).start(port)
    print(vk.url, flush=True)
    await stopped.wait()
    await vk.close()


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.vk", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--limit", type=int, default=20, help="requests a second; 0 for any number")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.limit))


if __name__ == "__main__":
    main()
