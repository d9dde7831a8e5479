"""The front desk: events come in, are decided and committed; only then are they acknowledged and answered."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from chat.channel import Channel, Gone, Halted, Refused, TryLater, Unknown
from chat.events import Address, ButtonPressed, Event, Left, Ref, TextSent, Unreadable
from chat.failures import trace
from chat.screen import Screen
from handlers import screens
from handlers.results import job_done
from handlers.turn import Turn, current, turn
from handlers.visit import Facts
from storage.engine import StorageDown
from storage.work import Work
from storage.writer import Writer

log = logging.getLogger(__name__)
PAUSE = 1.0
"""Seconds between tries while storage is down."""
AGAIN = 5.0
"""Seconds before a screen of unknown fate is shown once more."""
TOGETHER = 64
"""Screens being shown at once, per messenger."""


@dataclass(frozen=True, slots=True)
class _Showing:
    screen: Screen
    instead_of: Ref | None
    key: str
    event_ids: tuple[str, ...] = ()
    to_stranger: bool = False
    """What is noted as shown once this is: empty where nothing is remembered."""


class FrontDesk:
    """Implements `chat.channel.Desk`."""

    def __init__(
        self,
        writer: Writer,
        facts: Facts,
        channels: Mapping[str, Channel],
        *,
        after_commit: Callable[[], None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._writer = writer
        self._facts = facts
        self._channels = channels
        self._after_commit = after_commit
        self._sleep = sleep
        self._gates = {name: asyncio.Semaphore(TOGETHER) for name in channels}
        self._waiting: dict[Address, tuple[deque[_Showing], asyncio.Task[None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._shown: list[tuple[str, str]] = []
        self._refs: dict[Address, Ref] = {}
        self._flushing: asyncio.Task[None] | None = None

    # --- in

    async def take(self, batch: Sequence[Event | Unreadable], bookmark: str | None = None) -> None:
        """Decide and commit a batch in its order; returns when it may be forgotten by the messenger."""
        if batch:
            jobs = [self._job(item) for item in batch]
            try:
                turns, again = await self._writer.run_all(jobs), False
            except StorageDown as down:
                await self._wait(down)
                turns, again = await self._commit(jobs), True
            await self._answer(batch, turns, again=again)
        if bookmark is not None and batch:
            messenger = batch[0].messenger if isinstance(batch[0], Unreadable) else batch[0].place.messenger
            await self._commit([partial(_save_bookmark, messenger=messenger, value=bookmark)])
        self._after_commit()

    async def mark(self, messenger: str, bookmark: str) -> None:
        """Note how far a messenger's queue was read where no event came with it."""
        await self._commit([partial(_save_bookmark, messenger=messenger, value=bookmark)])

    async def bookmark(self, messenger: str) -> str | None:
        """How far the messenger's queue was read."""
        (value,) = await self._commit([lambda work: work.events.bookmark(messenger)])
        return value if isinstance(value, str) else None

    def _job(self, item: Event | Unreadable) -> Callable[[Work], Turn]:
        if isinstance(item, Unreadable):
            return partial(_put_aside, messenger=item.messenger, sender="", raw=item.raw, reason=item.reason)
        return partial(turn, event=item, facts=self._facts)

    async def _commit(self, jobs: Sequence[Callable[[Work], Any]]) -> list[Any]:
        """Run jobs; while storage is down the messenger's queue waits with us."""
        while True:
            try:
                return await self._writer.run_all(jobs)
            except StorageDown as down:
                await self._wait(down)

    async def _wait(self, down: StorageDown) -> None:
        log.error("storage is down (%s): intake waits", down)
        await self._sleep(PAUSE)

    async def _answer(
        self, batch: Sequence[Event | Unreadable], turns: Sequence[Turn | Exception], *, again: bool
    ) -> None:
        unstored: list[asyncio.Task[None]] = []
        for item, result in zip(batch, turns, strict=True):
            if isinstance(item, Unreadable):
                continue
            if isinstance(result, Exception):
                await self._failed(item, result)
            elif result.screen and result.stored:
                self._show(item.place, _Showing(result.screen, result.instead_of, _key(item), (item.id,)))
            elif result.screen:
                showing = _Showing(result.screen, result.instead_of, _key(item), to_stranger=True)
                unstored.append(self._show(item.place, showing))
            elif again and not isinstance(item.what, Left):  # a commit we never heard of: decided, and not yet shown
                on = item.what.on if isinstance(item.what, ButtonPressed) else None
                self._spawn(self._redraw(item.place, on, (item.id,), _key(item)))
        if unstored:  # nothing is remembered of a stranger, so the answer must be out before the event is forgotten
            await asyncio.wait(unstored)

    async def _failed(self, event: Event, error: Exception) -> None:
        log.error("an event could not be handled and was put aside: %s", trace(error))
        await self._commit([partial(_put_event_aside, event=event, reason=type(error).__name__)])
        if not event.in_group:
            self._show(event.place, _Showing(screens.failed(), None, _key(event)))

    # --- out

    async def start(self) -> None:
        """Show every screen that was committed but not seen before the last stop."""
        (waiting,) = await self._commit([lambda work: work.events.unshown()])
        for unshown in waiting:
            if unshown.place.messenger in self._channels:
                key = f"{unshown.place}:{unshown.event_ids[-1]}"  # as it was shown under, should it have been
                self._spawn(self._redraw(unshown.place, unshown.instead_of, unshown.event_ids, key))

    async def refresh(self, view: str) -> None:
        """Draw again, in place, for everybody who stands on this view."""
        (places,) = await self._commit([lambda work: work.people.standing(view)])
        for place in places:
            if place.messenger in self._channels:
                await self._redraw(place, None, (), f"{place}:{uuid4()}")

    async def job_done(self, job_id: int) -> None:
        """Show what long work has come to, in the place of the message that said it was under way."""
        (shown,) = await self._commit([partial(job_done, job_id=job_id, facts=self._facts)])
        if isinstance(shown, Exception):
            log.error("a result could not be shown: %s", trace(shown))
        elif shown:
            self._show(shown.place, _Showing(shown.screen, shown.instead_of, f"job:{job_id}"))

    async def settled(self) -> None:
        """Return once everything committed has been shown and noted."""
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
        (drawn,) = await self._commit([lambda work: (current(work, event, self._facts), work.people.at(place))])
        if isinstance(drawn, Exception):
            log.error("a screen could not be drawn again: %s", trace(drawn))
            return
        screen, person = drawn
        if screen and person:
            self._show(place, _Showing(screen, instead_of or person.ref, key, event_ids))
        else:
            self._note(place, event_ids)

    def _show(self, place: Address, showing: _Showing) -> asyncio.Task[None]:
        """Show in order per chat, beside other chats; the task ends when nothing waits for this chat."""
        if place in self._waiting:
            queue, task = self._waiting[place]
            queue.append(showing)
            return task
        queue = deque([showing])
        task = self._spawn(self._show_all(place, queue))
        self._waiting[place] = queue, task
        return task

    async def _show_all(self, place: Address, queue: deque[_Showing]) -> None:
        try:
            while queue:
                await self._show_now(place, queue[0])
                queue.popleft()
        finally:
            del self._waiting[place]

    async def _show_now(self, place: Address, showing: _Showing) -> None:
        channel = self._channels[place.messenger]
        try:
            async with self._gates[place.messenger]:
                ref = await channel.show(place, showing.screen, instead_of=showing.instead_of, key=showing.key)
        except (TryLater, Unknown) as error:
            self._spawn(self._show_later(place, showing, error.after if isinstance(error, TryLater) else AGAIN))
            return
        except Gone:
            await self._commit([lambda work: work.people.gone(place)])
        except (Refused, Halted) as error:
            log.error("a screen was refused by %s: %s", place.messenger, error)
            await self._commit([partial(_put_aside, messenger=place.messenger, sender="", raw="", reason=str(error))])
        else:
            if ref != showing.instead_of:
                self._refs[place] = ref
        self._note(place, showing.event_ids)

    async def _show_later(self, place: Address, showing: _Showing, after: float) -> None:
        """The chat's screen as it is by then; for a stranger, of whom nothing is stored, the same one once more."""
        await self._sleep(after)
        if showing.event_ids:
            await self._redraw(place, showing.instead_of, showing.event_ids, showing.key)
            return
        (known,) = await self._commit([lambda work: work.people.at(place)])
        if not (showing.to_stranger and known):  # who has come in meanwhile sees screens of their own
            self._show(place, showing)

    # --- noting what was shown, many in one transaction

    def _note(self, place: Address, event_ids: tuple[str, ...]) -> None:
        self._shown.extend((place.messenger, event_id) for event_id in event_ids)
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        while self._shown or self._refs:
            shown, self._shown = self._shown, []
            refs, self._refs = list(self._refs.items()), {}
            await self._commit([partial(_note_shown, shown=shown, refs=refs)])
        self._flushing = None

    def _spawn(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _key(event: Event) -> str:
    return f"{event.place}:{event.id}"


def _save_bookmark(work: Work, messenger: str, value: str) -> None:
    work.events.save_bookmark(messenger, value)


def _put_event_aside(work: Work, event: Event, reason: str) -> None:
    """With its words where its sender has agreed to be remembered; of a stranger only that it happened."""
    known = work.people.at(event.sender) is not None
    sender, raw = (event.sender.id, repr(event.what)) if known else ("", "")
    work.events.put_aside(event.sender.messenger, sender, raw, reason)


def _put_aside(work: Work, messenger: str, sender: str, raw: str, reason: str) -> Turn:
    work.events.put_aside(messenger, sender, raw, reason)
    return Turn(None)


def _note_shown(work: Work, shown: list[tuple[str, str]], refs: list[tuple[Address, Ref]]) -> None:
    work.events.shown(shown)
    work.people.shows(refs)
