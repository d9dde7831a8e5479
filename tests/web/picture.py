"""A real picture of a real kind: stacked bars, drawn with the library the reports use."""

import resvg_py

from chat.screen import Picture

_BARS = ((38, 31, 17, 9, 5), (52, 27, 11, 6, 4), (24, 30, 22, 15, 9))
_COLOURS = ("#1f4e8c", "#7da7d9", "#d9d4c7", "#f0a875", "#b3472f")


def drawn() -> Picture:
    """A PNG of 720 × 260 pixels."""
    parts = ['<rect width="720" height="260" fill="#fff"/>']
    for row, bar in enumerate(_BARS):
        left = 20.0
        for share, colour in zip(bar, _COLOURS, strict=True):
            width = share * 6.8
            parts.append(f'<rect x="{left}" y="{30 + row * 72}" width="{width}" height="48" fill="{colour}"/>')
            left += width
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="260">{"".join(parts)}</svg>'
    return Picture(bytes(resvg_py.svg_to_bytes(svg_string=svg)), "Ответы родителей: большинство согласно")
