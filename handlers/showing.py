"""What was decided is shown: in order per chat, beside other chats, and noted once it is on the screen."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial

from chat.channel import Channel, Gone, Halted, Refused, TryLater, Unknown
from chat.events import Address, Event, Ref, TextSent
from chat.failures import trace
from chat.screen import Screen
from handlers.turn import current
from handlers.visit import Facts
from storage.work import Work
from storage.writer import Writer

log = logging.getLogger(__name__)
AGAIN = 5.0
"""Seconds before a screen of unknown fate is shown once more."""
TOGETHER = 64
"""Screens being shown at once, per messenger."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A screen on its way to a chat. `event_ids` are noted as shown once it is."""

    screen: Screen
    instead_of: Ref | None
    key: str
    event_ids: tuple[str, ...] = ()
    to_stranger: bool = False
    """Nothing is remembered of whoever sees it."""
    aside: bool = False
    """A message of its own beside the screen the chat stands on: a picture to keep."""


class Presenter:
    """Shows screens through the channels."""

    def __init__(
        self,
        writer: Writer,
        facts: Facts,
        channels: Mapping[str, Channel],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._writer = writer
        self._facts = facts
        self._channels = channels
        self._sleep = sleep
        self._gates = {name: asyncio.Semaphore(TOGETHER) for name in channels}
        self._waiting: dict[Address, tuple[deque[Showing], asyncio.Task[None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._shown: list[tuple[str, str]] = []
        self._refs: dict[Address, Ref] = {}
        self._flushing: asyncio.Task[None] | None = None

    def show(self, place: Address, showing: Showing) -> asyncio.Task[None]:
        """Show in order per chat, beside other chats; the task ends when nothing waits for this chat."""
        if place in self._waiting:
            queue, task = self._waiting[place]
            queue.append(showing)
            return task
        queue = deque([showing])
        task = self._spawn(self._show_all(place, queue))
        self._waiting[place] = queue, task
        return task

    def show_again(self, place: Address, instead_of: Ref | None, event_ids: tuple[str, ...], key: str) -> None:
        """Draw the screen a chat stands on and show it; a messenger that is switched off keeps waiting for it."""
        if place.messenger in self._channels:
            self._spawn(self._redraw(place, instead_of, event_ids, key))

    async def settled(self) -> None:
        """Return once everything has been shown and noted."""
        while self._tasks or self._flushing:
            await asyncio.wait([*self._tasks, *([self._flushing] if self._flushing else [])])
            await asyncio.sleep(0)

    async def close(self) -> None:
        """Stop showing; what is unshown stays marked so."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._flushing:
            await self._flushing

    async def _redraw(self, place: Address, instead_of: Ref | None, event_ids: tuple[str, ...], key: str) -> None:
        event = Event("", place, place, TextSent(""))
        (drawn,) = await self._writer.keep_trying(
            [lambda work: (current(work, event, self._facts), work.people.at(place))]
        )
        if isinstance(drawn, Exception):
            log.error("a screen could not be drawn again: %s", trace(drawn))
            return
        screen, person = drawn
        if screen and person:
            self.show(place, Showing(screen, instead_of or person.ref, key, event_ids))
        else:
            self._note(place, event_ids)

    async def _show_all(self, place: Address, queue: deque[Showing]) -> None:
        try:
            while queue:
                await self._show_now(place, queue[0])
                queue.popleft()
        finally:
            del self._waiting[place]

    async def _show_now(self, place: Address, showing: Showing) -> None:
        channel = self._channels[place.messenger]
        try:
            async with self._gates[place.messenger]:
                ref = await channel.show(place, showing.screen, instead_of=showing.instead_of, key=showing.key)
        except (TryLater, Unknown) as error:
            self._spawn(self._show_later(place, showing, error.after if isinstance(error, TryLater) else AGAIN))
            return
        except Gone:
            await self._writer.keep_trying([lambda work: work.people.gone(place)])
        except (Refused, Halted) as error:
            log.error("a screen was refused by %s: %s", place.messenger, error)
            reason = str(error)
            await self._writer.keep_trying([lambda work: work.events.put_aside(place.messenger, "", "", reason)])
        else:
            if ref != showing.instead_of and not showing.aside:
                self._refs[place] = ref
        self._note(place, showing.event_ids)

    async def _show_later(self, place: Address, showing: Showing, after: float) -> None:
        """The chat's screen as it is by then; where nothing is remembered, the same one once more."""
        await self._sleep(after)
        if showing.event_ids:
            await self._redraw(place, showing.instead_of, showing.event_ids, showing.key)
            return
        (known,) = await self._writer.keep_trying([lambda work: work.people.at(place)])
        if not (showing.to_stranger and known):  # who has come in meanwhile sees screens of their own
            self.show(place, showing)

    # --- noting what was shown, many in one transaction

    def _note(self, place: Address, event_ids: tuple[str, ...]) -> None:
        self._shown.extend((place.messenger, event_id) for event_id in event_ids)
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        while self._shown or self._refs:
            shown, self._shown = self._shown, []
            refs, self._refs = list(self._refs.items()), {}
            await self._writer.keep_trying([partial(_note_shown, shown=shown, refs=refs)])
        self._flushing = None

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a screen could not be shown: %s", trace(error))


def _note_shown(work: Work, shown: list[tuple[str, str]], refs: list[tuple[Address, Ref]]) -> None:
    work.events.shown(shown)
    work.people.shows(refs)
