"""Keeps «Отправлено 84 из 120» true on the screens that show it, while invitations go out."""

from collections.abc import Mapping

from chat.actions import action
from handlers.conversation import FrontDesk
from storage.outbox import Sent
from storage.waves import WaveState
from storage.work import Work
from storage.writer import Writer


class Progress:
    """Draws a wave's screen again whenever more of its invitations have ended somehow."""

    def __init__(self, writer: Writer, desk: FrontDesk) -> None:
        self._writer = writer
        self._desk = desk
        self._ended: dict[int, int] | None = None

    async def look(self) -> None:
        """Draw again what has changed since the last look; the first look only learns how things stand."""
        before, now = self._ended, await self._writer.run(_ended)
        self._ended = now
        if before is None:
            return
        for wave_id, ended in now.items():
            if ended != before.get(wave_id, 0):
                await self._desk.refresh(action("wave", wave_id).pack())


def _ended(work: Work) -> dict[int, int]:
    """Running wave → invitations that are no longer on their way."""
    return {wave.id: _count(work.outbox.tally(f"invite:{wave.id}:")) for wave in work.waves.all(WaveState.OPEN)}


def _count(tally: Mapping[Sent, int]) -> int:
    return sum(n for state, n in tally.items() if state not in {Sent.DUE, Sent.SENDING})
