"""The chart of a closed wave: diverging stacked bars, the middle answer on the axis, the best statement on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.words import span
from reports.drawing import GREY, INK, WIDTH, Anchor, Page, Type
from reports.typeface import Weight
from reports.waves import ClosedWave, coverage
from surveys import method
from surveys.definition import Option
from surveys.method import figure, index_figure

MARGIN = 14.0
ROOM = WIDTH - 2 * MARGIN
SIDE = 52.0
"""Kept right of a statement for its mean and n."""
BAR = 19.0

TITLE = Type(16, Weight.BOLD)
FACTS = Type(11.5, colour=GREY)
INDEX = Type(13, Weight.BOLD)
STATEMENT = Type(12)
MEAN = Type(13, Weight.BOLD)
SMALL = Type(10, colour=GREY)
LEGEND = Type(10.5)
AXIS = "#9aa5b1"

# Blue and orange stay apart under every common colour blindness; the darker, the stronger (after ColorBrewer).
AGREE = ("#1b5e9e", "#8fbfe0")
MIDDLE = "#dcdfe3"
AGAINST = ("#f7b36a", "#b4540a")
DARK = {"#1b5e9e", "#b4540a"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the axis stands and how many units one answer of a hundred takes."""

    axis: float
    unit: float


def chart(wave: ClosedWave, school: str) -> bytes:
    """PNG, 1 080 pixels wide; raises ValueError when nothing of the wave may be shown."""
    page = Page()
    height = _draw(page, wave, school)
    return page.png(height)


def alternative(wave: ClosedWave) -> str:
    """What the picture says, in one sentence, for those who do not see it."""
    best, weakest = method.best_and_weakest(wave.counts, 1)
    words = {one.id: one.text.rstrip(".") for one in wave.survey.statements}
    said = f"Диаграмма: {wave.survey.title}, {len(wave.counts)} утверждений."
    if best and weakest:
        said += f" Выше всех — «{words[best[0]]}», ниже всех — «{words[weakest[0]]}»."
    return said


def colours(scale: Sequence[Option]) -> dict[int, str]:
    """A colour for each answer: strong to pale agreement, a grey middle, pale to strong disagreement."""
    half = len(scale) // 2
    agree = [AGREE[min(place, len(AGREE) - 1)] for place in range(half)]
    against = [AGAINST[max(0, len(AGAINST) - half + place)] for place in range(half)]
    middle = [MIDDLE] if len(scale) % 2 else []
    values = sorted((option.value for option in scale), reverse=True)
    return dict(zip(values, [*agree, *middle, *against], strict=True))


def _draw(page: Page, wave: ClosedWave, school: str) -> float:
    if not wave.counts:
        raise ValueError("nothing of this wave may be shown")
    paint = colours(wave.survey.scale)
    y = _head(page, wave, school)
    y = _legend(page, wave.survey.scale, paint, y + 8)
    scale = _scale([_shares(counts) for counts in wave.counts.values()], paint)
    y += 6
    words = {one.id: one.text.rstrip(".") for one in wave.survey.statements}
    for one in method.ranked(wave.counts):
        y = _statement(page, words[one], wave.counts[one], y + 8)
        page.box((scale.axis - 0.5, y - 2), (1, BAR + 4), AXIS)
        y = _bar(page, _shares(wave.counts[one]), paint, scale, y)
    return y + MARGIN


def _head(page: Page, wave: ClosedWave, school: str) -> float:
    y = MARGIN
    y = _lines(page, wave.survey.title, TITLE, y)
    y = _lines(page, f"{school}, {span(wave.opened, wave.closed, year=True)}", FACTS, y + 3)
    y = _lines(page, f"Ответили {coverage(wave.answered, wave.invited)}", FACTS, y)
    index = wave.index
    if index is not None:
        level = f", уровень {wave.level}" if wave.level else ""
        y = _lines(page, f"У = {index_figure(wave.survey.method, index)}{level}", INDEX, y + 4)
    return y


def _lines(page: Page, words: str, look: Type, y: float, room: float = ROOM) -> float:
    for line in look.wrap(words, room):
        page.words((MARGIN, y + look.size), line, look)
        y += look.line
    return y


def _legend(page: Page, scale: Sequence[Option], paint: Mapping[int, str], y: float) -> float:
    """Two columns, agreement on the right as in the bars."""
    ordered = sorted(scale, key=lambda option: option.value)
    half = (len(ordered) + 1) // 2
    columns = (ordered[: len(ordered) // 2], ordered[::-1][:half])
    for column, options in enumerate(columns):
        for row, option in enumerate(options):
            x, top = MARGIN + column * ROOM / 2, y + row * 16
            page.box((x, top), (11, 11), paint[option.value], 2)
            page.words((x + 16, top + 9.5), LEGEND.wrap(option.label, ROOM / 2 - 16)[0], LEGEND)
    return _lines(page, "Числа на полосах — проценты, справа — средний балл.", SMALL, y + half * 16 + 2)


def _shares(counts: Mapping[int, int]) -> dict[int, float]:
    n = method.answers(counts)
    return {value: 100 * number / n for value, number in counts.items() if number}


def _reach(shares: Mapping[int, float], paint: Mapping[int, str]) -> tuple[float, float]:
    """How far a bar goes left and right of the axis, in percent; the middle answer is halved by it."""
    middle = sum(share for value, share in shares.items() if paint[value] == MIDDLE)
    left = sum(share for value, share in shares.items() if paint[value] in AGAINST)
    return left + middle / 2, 100 - left - middle / 2


def _scale(rows: Sequence[Mapping[int, float]], paint: Mapping[int, str]) -> Scale:
    reaches = [_reach(shares, paint) for shares in rows]
    left, right = max(one for one, _ in reaches), max(one for _, one in reaches)
    unit = ROOM / (left + right)
    return Scale(MARGIN + left * unit, unit)


def _statement(page: Page, words: str, counts: Mapping[int, int], y: float) -> float:
    """The statement, its mean and n on the right; a single line stands midway between them."""
    right = WIDTH - MARGIN
    page.words((right, y + MEAN.size), figure(method.mean(counts) or 0), MEAN, Anchor.RIGHT)
    page.words((right, y + MEAN.size + STATEMENT.line), f"n = {method.answers(counts)}", SMALL, Anchor.RIGHT)
    block = 2 * STATEMENT.line
    lines = STATEMENT.wrap(words, ROOM - SIDE)
    down = STATEMENT.line / 2 if len(lines) == 1 else 0
    return max(_lines(page, words, STATEMENT, y + down, ROOM - SIDE), y + block) + 4


def _bar(page: Page, shares: Mapping[int, float], paint: Mapping[int, str], scale: Scale, y: float) -> float:
    x = scale.axis - _reach(shares, paint)[0] * scale.unit
    for value in sorted(shares):
        width, colour = shares[value] * scale.unit, paint[value]
        page.box((x, y), (max(width - 0.8, 0.4), BAR), colour, min(2.0, width / 4))
        said = f"{shares[value]:.0f}"
        look = Type(10.5, Weight.BOLD, "#ffffff" if colour in DARK else INK)
        if look.width(said) + 3 <= width:
            page.words((x + width / 2 - 0.4, y + BAR / 2 + 3.8), said, look, Anchor.MIDDLE)
        x += width
    return y + BAR
