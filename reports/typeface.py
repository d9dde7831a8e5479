"""The one typeface of every picture: subsets of DejaVu Sans that lie beside this file, and how wide their words are.

Widths are read from the font files themselves, so a line is wrapped exactly where it will be drawn, on any machine.
"""

import struct
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from pathlib import Path


class Weight(Enum):
    """The two files there are."""

    REGULAR = "DejaVuSans.ttf"
    BOLD = "DejaVuSans-Bold.ttf"


@dataclass(frozen=True, slots=True)
class Face:
    """Advance width of each character, in parts of the type size."""

    widths: dict[str, float]

    def width(self, words: str, size: float) -> float:
        """Pixels these words take at a size."""
        return size * sum(self.widths.get(char, 0.0) for char in words)

    def known(self, words: str) -> str:
        """Only what can be drawn: no emoji, no control characters; every blank becomes a space."""
        drawable = "".join(char for char in words if char in self.widths or char.isspace())
        return " ".join(drawable.split())

    def wrap(self, words: str, size: float, room: float) -> list[str]:
        """Lines no wider than `room`; a word that is itself wider is broken."""
        lines: list[str] = []
        line = ""
        for word in self.known(words).split():
            longer = f"{line} {word}".strip()
            if self.width(longer, size) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *broken, line = self._pieces(word, size, room)
            lines.extend(broken)
        return [*lines, line] if line else lines

    def _pieces(self, word: str, size: float, room: float) -> list[str]:
        pieces = [""]
        for char in word:
            if pieces[-1] and self.width(pieces[-1] + char, size) > room:
                pieces.append("")
            pieces[-1] += char
        return pieces


def files() -> list[str]:
    """Where the font files are, for the renderer."""
    folder = resources.files("reports") / "fonts"
    return [str(Path(str(folder / weight.value))) for weight in Weight]


@cache
def face(weight: Weight) -> Face:
    """The widths of one weight, from its `cmap` (format 4), `hmtx`, `hhea` and `head` tables."""
    content = (resources.files("reports") / "fonts" / weight.value).read_bytes()
    (number,) = struct.unpack_from(">H", content, 4)
    records = (struct.unpack_from(">4s4xLL", content, 12 + 16 * each) for each in range(number))
    tables = {name: content[start : start + length] for name, start, length in records}
    (em,) = struct.unpack_from(">H", tables[b"head"], 18)
    (metrics,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    advances = [struct.unpack_from(">H", tables[b"hmtx"], 4 * each)[0] for each in range(metrics)]
    glyphs = _characters(tables[b"cmap"])
    return Face({char: advances[min(glyph, metrics - 1)] / em for char, glyph in glyphs.items()})


def _characters(cmap: bytes) -> dict[str, int]:
    """Character → glyph number, from the Windows Unicode subtable."""
    (number,) = struct.unpack_from(">H", cmap, 2)
    subtables = (struct.unpack_from(">HHL", cmap, 4 + 8 * each) for each in range(number))
    start = next(offset for platform, encoding, offset in subtables if (platform, encoding) == (3, 1))
    (doubled,) = struct.unpack_from(">H", cmap, start + 6)
    count = doubled // 2

    def column(offset: int, kind: str = "H") -> tuple[int, ...]:
        return struct.unpack_from(f">{count}{kind}", cmap, start + offset)

    ends, starts = column(14), column(16 + doubled)
    deltas, ranges = column(16 + 2 * doubled, "h"), column(16 + 3 * doubled)
    found: dict[str, int] = {}
    for segment, (first, last, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if shift:
                at = start + 16 + 3 * doubled + 2 * segment + shift + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", cmap, at)
            found[chr(code)] = (glyph + delta) % 0x10000
    return found
