"""The fake as a process of its own, and the channel's import as a newcomer pays for it."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from bot.vk.channel import VkChannel
from chat.actions import action
from chat.channel import Gone
from chat.events import Address, ButtonPressed, FileSent, Started, TextSent
from chat.screen import Button, screen
from tests.fakes.vk import GROUP, TOKEN
from tests.fakes.vk.control import RemoteVk
from tests.fakes.vk.faults import dropped
from tests.vk.conftest import NotedDesk


@pytest.fixture
async def remote() -> AsyncIterator[RemoteVk]:
    command = [sys.executable, "-m", "tests.fakes.vk"]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    yield RemoteVk((await process.stdout.readline()).decode().strip())
    process.terminate()
    assert await process.wait() == 0


@pytest.mark.processes
async def test_phones_of_another_process(remote: RemoteVk, desk: NotedDesk) -> None:
    channel = VkChannel(TOKEN, GROUP, remote.url)
    listening = asyncio.create_task(channel.listen(desk))
    await remote.ready()
    mother = remote.phone("Мама")
    await mother.start("code")
    await mother.type("привет")
    await mother.send("план.csv", b"1;2")
    await remote.drained()
    await remote.fail(dropped("after", "messages.send"))
    address = Address(*mother.address.split(":"))
    ref = await channel.show(address, screen("?", (Button("Да", action("yes")),)))
    await mother.press("Да")
    with pytest.raises(LookupError):
        await mother.press("Нет")
    await remote.drained()
    assert desk.whats[:2] == [Started("code"), TextSent("привет")]
    assert isinstance(desk.whats[2], FileSent)
    assert desk.whats[3] == ButtonPressed("yes", ref)
    assert [(seen.ref, seen.words, seen.rows) for seen in mother.seen()] == [(ref, "?", (("Да",),))]
    assert await remote.delivered() == {int(address.id): 1}
    await mother.leave()
    with pytest.raises(Gone):
        await channel.show(address, screen("?"))
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await channel.close()


IMPORT = """
import logging, warnings
before = warnings.showwarning
import bot.vk.channel
bot.vk.channel.VkChannel("vk1.a.secret", 1)
assert warnings.showwarning is before, "vkbottle took over the warnings"
assert not logging.getLogger("vkbottle").handlers, "vkbottle's own log handler is still there"
"""


@pytest.mark.processes
def test_importing_the_library_changes_nothing_for_others() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
