"""Rectangles and words on a page 360 units wide, turned into a PNG that looks the same on every machine.

The renderer holds the interpreter's lock: call `Page.png` in a worker process.
"""

from dataclasses import dataclass, field
from enum import Enum
from xml.sax.saxutils import escape

import resvg_py

from reports.typeface import Weight, face, files

WIDTH = 360.0
"""Units; a phone's width, so a size below is what a phone shows."""

ZOOM = 3
"""Pixels per unit."""

INK = "#1f2933"
GREY = "#5f6c78"


class Anchor(Enum):
    """Which end of the words stands at their place."""

    LEFT = "start"
    MIDDLE = "middle"
    RIGHT = "end"


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set."""

    size: float
    weight: Weight = Weight.REGULAR
    colour: str = INK

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.size * 1.28

    def width(self, words: str) -> float:
        """Units the words take."""
        return face(self.weight).width(words, self.size)

    def wrap(self, words: str, room: float) -> list[str]:
        """As few lines as fit, of about equal length: no word is left alone on the last."""
        letters = face(self.weight)
        lines = letters.wrap(words, self.size, room)
        while len(lines) > 1 and room > self.size:
            room -= self.size
            tighter = letters.wrap(words, self.size, room)
            if len(tighter) > len(lines):
                break
            lines = tighter
        return lines


@dataclass(slots=True)
class Page:
    """A drawing."""

    shapes: list[str] = field(default_factory=list)

    def box(self, corner: tuple[float, float], size: tuple[float, float], colour: str, radius: float = 0) -> None:
        """A filled rectangle."""
        (x, y), (width, height) = corner, size
        self.shapes.append(
            f'<rect x="{x:.4f}" y="{y:.4f}" width="{width:.4f}" height="{height:.4f}" rx="{radius:g}" fill="{colour}"/>'
        )

    def words(self, place: tuple[float, float], words: str, look: Type, anchor: Anchor = Anchor.LEFT) -> None:
        """One line; its baseline stands at the place."""
        weight = "bold" if look.weight is Weight.BOLD else "normal"
        self.shapes.append(
            f'<text x="{place[0]:.2f}" y="{place[1]:.2f}" font-family="DejaVu Sans" font-weight="{weight}"'
            f' font-size="{look.size:g}" fill="{look.colour}" text-anchor="{anchor.value}">'
            f"{escape(face(look.weight).known(words))}</text>"
        )

    def svg(self, height: float) -> str:
        """The page as SVG."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}" height="{height:.0f}"'
            f' viewBox="0 0 {WIDTH:g} {height:.0f}">{"".join(self.shapes)}</svg>'
        )

    def png(self, height: float) -> bytes:
        """The page as PNG, `ZOOM` pixels a unit; no font of the machine is used."""
        return resvg_py.svg_to_bytes(
            svg_string=self.svg(height), background="#ffffff", zoom=ZOOM, skip_system_fonts=True, font_files=files()
        )
