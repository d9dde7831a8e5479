"""The front desk: events come in, are decided and committed; only then are they acknowledged and answered."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from uuid import uuid4

from chat.channel import Channel
from chat.events import ButtonPressed, Event, Left, Unreadable
from chat.failures import trace
from handlers import screens
from handlers.results import job_done
from handlers.showing import Presenter, Showing
from handlers.turn import Turn, turn
from handlers.visit import Facts
from storage.engine import StorageDown
from storage.work import Work
from storage.writer import Writer

log = logging.getLogger(__name__)


class FrontDesk:
    """Implements `chat.channel.Desk`."""

    def __init__(
        self, writer: Writer, facts: Facts, channels: Mapping[str, Channel], *, after_commit: Callable[[], None]
    ) -> None:
        self._writer = writer
        self._facts = facts
        self._presenter = Presenter(writer, facts, channels)
        self._after_commit = after_commit

    async def take(self, batch: Sequence[Event | Unreadable], bookmark: str | None = None) -> None:
        """Decide and commit a batch in its order; returns when it may be forgotten by the messenger."""
        if batch:
            jobs = [self._job(item) for item in batch]
            try:
                turns, again = await self._writer.run_all(jobs), False
            except StorageDown:
                turns, again = await self._writer.keep_trying(jobs), True
            await self._answer(batch, turns, again=again)
        if bookmark is not None and batch:
            await self.mark(_messenger(batch[0]), bookmark)
        self._after_commit()

    async def mark(self, messenger: str, bookmark: str) -> None:
        """Note how far a messenger's queue was read where no event came with it."""
        await self._writer.keep_trying([lambda work: work.events.save_bookmark(messenger, bookmark)])

    async def bookmark(self, messenger: str) -> str | None:
        """How far the messenger's queue was read."""
        (value,) = await self._writer.keep_trying([lambda work: work.events.bookmark(messenger)])
        return value if isinstance(value, str) else None

    async def start(self) -> None:
        """Show every screen that was committed but not seen before the last stop."""
        (waiting,) = await self._writer.keep_trying([lambda work: work.events.unshown()])
        for unshown in waiting:
            key = f"{unshown.place}:{unshown.event_ids[-1]}"  # as it was shown under, should it have been
            self._presenter.show_again(unshown.place, unshown.instead_of, unshown.event_ids, key)

    async def refresh(self, view: str) -> None:
        """Draw again, in place, for everybody who stands on this view."""
        (places,) = await self._writer.keep_trying([lambda work: work.people.standing(view)])
        for place in places:
            self._presenter.show_again(place, None, (), f"{place}:{uuid4()}")

    async def job_done(self, job_id: int) -> None:
        """Show what long work has come to; returns once it is on the screen or waits for a messenger."""
        (shown,) = await self._writer.keep_trying([partial(job_done, job_id=job_id, facts=self._facts)])
        if isinstance(shown, Exception):
            log.error("a result could not be shown: %s", trace(shown))
        elif shown:
            showing = Showing(shown.screen, shown.instead_of, f"job:{job_id}", aside=shown.aside)
            await asyncio.wait([self._presenter.show(shown.place, showing)])

    async def settled(self) -> None:
        """Return once everything committed has been shown and noted."""
        await self._presenter.settled()

    async def close(self) -> None:
        """Stop showing; what is unshown stays marked so."""
        await self._presenter.close()

    def _job(self, item: Event | Unreadable) -> Callable[[Work], Turn]:
        if isinstance(item, Unreadable):
            return partial(_put_aside, messenger=item.messenger, sender="", raw=item.raw, reason=item.reason)
        return partial(turn, event=item, facts=self._facts)

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
                self._presenter.show(item.place, Showing(result.screen, result.instead_of, _key(item), (item.id,)))
            elif result.screen:
                showing = Showing(result.screen, result.instead_of, _key(item), to_stranger=True)
                unstored.append(self._presenter.show(item.place, showing))
            elif again and not isinstance(item.what, Left):  # a commit we never heard of: decided, and not yet shown
                on = item.what.on if isinstance(item.what, ButtonPressed) else None
                self._presenter.show_again(item.place, on, (item.id,), _key(item))
        if unstored:  # nothing is remembered of a stranger, so the answer must be out before the event is forgotten
            await asyncio.wait(unstored)

    async def _failed(self, event: Event, error: Exception) -> None:
        log.error("an event could not be handled and was put aside: %s", trace(error))
        await self._writer.keep_trying([partial(_put_event_aside, event=event, reason=type(error).__name__)])
        if not event.in_group:
            self._presenter.show(event.place, Showing(screens.failed(), None, _key(event)))


def _messenger(item: Event | Unreadable) -> str:
    return item.messenger if isinstance(item, Unreadable) else item.place.messenger


def _key(event: Event) -> str:
    return f"{event.place}:{event.id}"


def _put_event_aside(work: Work, event: Event, reason: str) -> None:
    """With its words where its sender has agreed to be remembered; of a stranger only that it happened."""
    known = work.people.at(event.sender) is not None
    sender, raw = (event.sender.id, repr(event.what)) if known else ("", "")
    work.events.put_aside(event.sender.messenger, sender, raw, reason)


def _put_aside(work: Work, messenger: str, sender: str, raw: str, reason: str) -> Turn:
    work.events.put_aside(messenger, sender, raw, reason)
    return Turn(None)
