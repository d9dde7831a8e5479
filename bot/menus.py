"""Telegram's command menu: everybody sees the common words, administrators also theirs."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol, TypeGuard, runtime_checkable

from chat.channel import Channel, Gone, Halted, Refused, TryLater, Unknown
from chat.events import Address
from handlers.screens import ADMIN_MENU, MENU
from storage.engine import StorageDown
from storage.people import Role
from storage.work import Work
from storage.writer import Writer

log = logging.getLogger(__name__)
LOOK = 30.0
"""Seconds between looks at who runs the ВСОКО now."""


@runtime_checkable
class HasMenu(Protocol):
    """A channel that shows commands."""

    @property
    def messenger(self) -> str:
        """Its name."""

    async def offer_commands(self, to: Address | None, commands: Sequence[tuple[str, str]]) -> None:
        """Offer commands to everybody, or to one chat."""


def has_menu(channel: Channel) -> TypeGuard[HasMenu]:
    """Whether this messenger shows commands at all."""
    return isinstance(channel, HasMenu)


async def keep_menus(channel: HasMenu, writer: Writer) -> None:
    """Give everybody their menu, and follow the roles."""
    common = False
    offered: set[Address] = set()
    while True:
        try:
            if not common:
                await channel.offer_commands(None, MENU)
                common = True
            admins = await writer.run(lambda work: _admins(work, channel.messenger))
            for address in sorted(admins ^ offered, key=str):
                await _offer(channel, address, admins, offered)
        except (TryLater, Unknown, Halted, StorageDown) as error:
            log.info("menus wait: %s", type(error).__name__)
        await asyncio.sleep(LOOK)


async def _offer(channel: HasMenu, address: Address, admins: frozenset[Address], offered: set[Address]) -> None:
    """One chat's menu; a chat that was never opened gets it at a later look."""
    try:
        await channel.offer_commands(address, (*MENU, *ADMIN_MENU) if address in admins else MENU)
    except (Gone, Refused) as error:
        log.debug("a chat has no menu yet: %s", type(error).__name__)
    else:
        offered ^= {address}


def _admins(work: Work, messenger: str) -> frozenset[Address]:
    people = work.people
    return frozenset(
        address
        for person_id in people.with_role(Role.ADMIN)
        for address in people.reachable(person_id)
        if address.messenger == messenger
    )
