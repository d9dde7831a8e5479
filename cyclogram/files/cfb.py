"""Compound files after [MS-CFB]: sectors in chains, a directory of streams. Just enough to look before a parser does.

Raises IndexError or ValueError where a file is not what it says; every chain is followed once and no further.
"""

import struct

_HEADER = 512
_ENTRY = 128
_FREE = 0xFFFFFFFA
"""Numbers from here on are no sectors."""
_END, _UNUSED, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_SMALL = 4096
"""Streams below this lie in small sectors within the root's own stream."""


class Folder:
    """The streams and folders at the root of a compound file, by name."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._shift = self._number(0x1E, 2)
        if self._shift not in (9, 12):
            raise ValueError
        self._next = self._table(self._sectors_of_table())
        directory = self._chain(self._number(0x30))
        entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        root = entries[0]
        self._small_next = self._table(self._chained(self._number(0x3C)))
        self._small = self._chain(_field(root, 0x74))
        self._entries = {_name(entries[at]): entries[at] for at in _children(entries, _field(root, 0x4C))}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """A stream of the root; b"" where there is none."""
        entry = self._entries.get(name)
        if entry is None:
            return b""
        start, size = _field(entry, 0x74), _field(entry, 0x78)
        if size >= _SMALL:
            return self._chain(start)[:size]
        parts = [self._small[at * 64 : at * 64 + 64] for at in _follow(self._small_next, start)]
        return b"".join(parts)[:size]

    def _number(self, at: int, size: int = 4) -> int:
        return int.from_bytes(self._content[at : at + size], "little")

    def _sector(self, at: int) -> bytes:
        start = (at + 1) << self._shift
        return self._content[start : start + (1 << self._shift)]

    def _sectors_of_table(self) -> list[int]:
        """Where the table of chains lies: the first 109 of its sectors are named in the header."""
        found = list(struct.unpack_from("<109I", self._content, 0x4C))
        seen: set[int] = set()
        at = self._number(0x44)
        while at < _FREE and at not in seen:
            seen.add(at)
            *more, at = struct.unpack(f"<{1 << (self._shift - 2)}I", self._sector_whole(at))
            found.extend(more)
        return [one for one in found if one < _FREE]

    def _sector_whole(self, at: int) -> bytes:
        sector = self._sector(at)
        if len(sector) < 1 << self._shift:
            raise ValueError
        return sector

    def _table(self, sectors: list[int]) -> list[int]:
        whole = b"".join(map(self._sector, dict.fromkeys(sectors)))
        return list(struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4]))

    def _chained(self, start: int) -> list[int]:
        return _follow(self._next, start)

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chained(start)))


def packed(name: str, stream: bytes) -> bytes:
    """A compound file with this stream alone, in sectors of 4096 bytes, so that whoever reads it meets no surprise."""
    size = 1 << 12
    whole = stream + bytes(-len(stream) % size or (0 if stream else size))
    used = len(whole) // size
    tables = next(number for number in range(1, 110) if number * size // 4 >= used + 1 + number)
    chains = [*range(1, used), _END, _END, *[_TABLE] * tables]
    chains += [_UNUSED] * (tables * size // 4 - len(chains))
    header = struct.pack("<8s16x5H6x9I", _MAGIC, 0x3E, 4, 0xFFFE, 12, 6, 1, tables, used, 0, _SMALL, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(used + 1, used + 1 + tables), *[_UNUSED] * (109 - tables))
    entries = _entry("Root Entry", 5, 1, 0, 0) + _entry(name, 2, _UNUSED, 0, len(whole))
    parts = [header.ljust(size, b"\0"), whole, entries.ljust(size, b"\0"), struct.pack(f"<{len(chains)}I", *chains)]
    return b"".join(parts)


def _entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
    told = name.encode("utf-16-le")
    head = told.ljust(64, b"\0") + struct.pack("<HBB3I", len(told) + 2, kind, 1, _UNUSED, _UNUSED, child)
    return head + bytes(36) + struct.pack("<IQ", start, length)


def _follow(table: list[int], start: int) -> list[int]:
    found: dict[int, None] = {}
    at = start
    while at < _FREE and at not in found and at < len(table):
        found[at] = None
        at = table[at]
    return list(found)


def _field(entry: bytes, at: int) -> int:
    return int.from_bytes(entry[at : at + 4], "little")


def _name(entry: bytes) -> str:
    length = int.from_bytes(entry[0x40:0x42], "little")
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")


def _children(entries: list[bytes], first: int) -> list[int]:
    """A folder's entries stand in a tree of left and right neighbours."""
    found: dict[int, None] = {}
    ahead = [first]
    while ahead:
        at = ahead.pop()
        if at >= len(entries) or at in found:
            continue
        found[at] = None
        ahead.extend((_field(entries[at], 0x44), _field(entries[at], 0x48)))
    return list(found)
