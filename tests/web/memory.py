"""A mailbox in memory that keeps every promise of the protocol."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chat.events import Ref


@dataclass(frozen=True, slots=True)
class Letter:
    ref: Ref
    seq: int
    body: Mapping[str, Any]
    content: bytes | None
    fleeting: bool
    key: str


class Down(Exception):
    """This mailbox was told not to answer."""


@dataclass
class MemoryMailbox:
    """`down` makes every call fail, as storage does while it restarts."""

    down: bool = False
    seats: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    boxes: dict[str, dict[Ref, Letter]] = field(default_factory=lambda: defaultdict(dict))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    async def seat(self, token_hash: str, address: str, now: datetime) -> None:
        self._up()
        self.seats[token_hash] = (address, now)

    async def seated(self, token_hash: str, now: datetime) -> str | None:
        self._up()
        if token_hash not in self.seats:
            return None
        address, _ = self.seats[token_hash]
        self.seats[token_hash] = (address, now)
        return address

    async def put(
        self,
        address: str,
        body: Mapping[str, Any],
        content: bytes | None,
        *,
        fleeting: bool,
        instead_of: Ref | None,
        key: str,
    ) -> Ref | None:
        self._up()
        if address not in {at for at, _ in self.seats.values()}:
            return None
        box = self.boxes[address]
        for letter in box.values():
            if key and letter.key == key and instead_of not in box:
                return letter.ref
        self.counts[address] += 1
        ref = instead_of if instead_of in box else Ref(str(self.counts[address]))
        assert ref is not None
        box[ref] = Letter(ref, self.counts[address], body, content, fleeting, key)
        return ref

    async def since(self, address: str, seq: int) -> list[Letter]:
        self._up()
        return [letter for letter in self.boxes[address].values() if letter.seq > seq][-100:]

    async def attached(self, address: str, ref: Ref) -> tuple[Mapping[str, Any], bytes] | None:
        self._up()
        letter = self.boxes[address].get(ref)
        return (letter.body, letter.content) if letter and letter.content is not None else None

    async def forget(self, address: str) -> None:
        self._up()
        self.boxes.pop(address, None)
        self.seats = {token: seat for token, seat in self.seats.items() if seat[0] != address}

    async def sweep(self, before: datetime) -> None:
        self._up()
        seen = defaultdict(list)
        for address, at in self.seats.values():
            seen[address].append(at)
        for address, moments in seen.items():
            if max(moments) < before:
                await self.forget(address)

    def _up(self) -> None:
        if self.down:
            raise Down
