"""From counts of answers to an index, a level and an honest comparison with the time before.

Counts are a mapping {points: how many}; a skipped statement is in no count. All figures are derived from published
counts alone, so no figure can tell more than the counts do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from math import sqrt

from surveys.definition import Method, Survey

Counts = Mapping[int, int]
"""Points → number of answers."""

Z = 1.959964
"""The normal quantile of a 95 % interval."""


class Change(Enum):
    """What may be said about two waves."""

    UP = "выше"
    DOWN = "ниже"
    NOT_ESTABLISHED = "различие не установлено"


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `base` people."""

    hits: int
    base: int


def answers(counts: Counts) -> int:
    """How many answered."""
    return sum(counts.values())


def points(counts: Counts) -> int:
    """The sum of their points."""
    return sum(value * number for value, number in counts.items())


def mean(counts: Counts) -> float | None:
    """Mean points per answer; None without answers."""
    given = answers(counts)
    return points(counts) / given if given else None


def index(counts: Iterable[Counts]) -> float | None:
    """У = Σ points / number of answers given, over all statements (А. А. Андреев; Е. Н. Степанов uses the same).

    Divided by answers given, not by people × statements: who skips a statement lowers nothing. None without answers.
    """
    total = given = 0
    for one in counts:
        total += points(one)
        given += answers(one)
    return total / given if given else None


def level(method: Method, value: float | None) -> str:
    """The title of the highest band the index reaches; empty when there are no bands or no index."""
    if value is None:
        return ""
    return next((band.title for band in method.levels if band.holds(value)), "")


def level_rule(method: Method) -> str:
    """The bands in words, to stand beside a level: «высокий — больше 3; средний — от 2; низкий — ниже»."""
    said: list[str] = []
    for band in method.levels:
        if band.above is not None:
            said.append(f"{band.title} — больше {_number(band.above)}")
        elif band.at_least is not None:
            said.append(f"{band.title} — от {_number(band.at_least)}")
        else:
            said.append(f"{band.title} — ниже")
    return "; ".join(said)


def ranked(by_statement: Mapping[str, Counts]) -> list[str]:
    """Statement ids from the best mean to the weakest; equal means keep the questionnaire's order."""
    means = {one: mean(counts) for one, counts in by_statement.items()}
    known = {one: value for one, value in means.items() if value is not None}
    return sorted(known, key=lambda one: -known[one])


def best_and_weakest(by_statement: Mapping[str, Counts], number: int = 3) -> tuple[list[str], list[str]]:
    """The best, best first, and the weakest, weakest first; no statement is in both."""
    order = ranked(by_statement)
    number = min(number, len(order) // 2) if len(order) > 1 else len(order)
    return order[:number], order[::-1][:number] if len(order) > 1 else []


def favourable(survey: Survey, counts: Counts) -> Share:
    """Those who agree among those who took a side: the middle of the scale is out of the base (Panorama Education)."""
    middle = sum(option.value for option in survey.scale) / len(survey.scale)
    agree = sum(number for value, number in counts.items() if value > middle)
    against = sum(number for value, number in counts.items() if value < middle)
    return Share(agree, agree + against)


def wilson(share: Share) -> tuple[float, float]:
    """The 95 % score interval of a share (E. B. Wilson, JASA 22, 1927); (0, 1) for an empty base."""
    if not share.base:
        return 0.0, 1.0
    n, p = share.base, share.hits / share.base
    centre = p + Z * Z / (2 * n)
    spread = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def change(now: Share, before: Share) -> Change:
    """Whether two independent shares differ.

    They do when the 95 % interval of their difference, built from both Wilson intervals, leaves zero out
    (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10).
    """
    if not now.base or not before.base:
        return Change.NOT_ESTABLISHED
    p, q = now.hits / now.base, before.hits / before.base
    (low, high), (low_before, high_before) = wilson(now), wilson(before)
    if p - q - sqrt((p - low) ** 2 + (high_before - q) ** 2) > 0:
        return Change.UP
    if p - q + sqrt((high - p) ** 2 + (q - low_before) ** 2) < 0:
        return Change.DOWN
    return Change.NOT_ESTABLISHED


def pooled(survey: Survey, by_statement: Mapping[str, Counts], people: int) -> Share:
    """Agreement over all statements, as if every person had said one thing.

    One person's answers hang together, so the base is people, not answers: the cautious end.
    """
    shares = [favourable(survey, counts) for counts in by_statement.values()]
    base = sum(share.base for share in shares)
    hits = sum(share.hits for share in shares)
    people = min(people, base)
    return Share(round(people * hits / base), people) if base else Share(0, 0)


def comparable(now: Survey, before: Survey) -> frozenset[str]:
    """Ids that may be compared across waves: same id, same text, same scale."""
    if now.scale != before.scale:
        return frozenset()
    earlier = {one.id: one.text for one in before.statements}
    return frozenset(one.id for one in now.statements if earlier.get(one.id) == one.text)


def figure(value: float) -> str:
    """Two decimals with a comma: 3,08."""
    return f"{value:.2f}".replace(".", ",")


def index_figure(method: Method, value: float) -> str:
    """As `figure`, with more decimals where rounding would show a border not reached: 2,996 and not 3,00."""
    shown = next((f"{value:.{n}f}" for n in (2, 3, 4) if level(method, round(value, n)) == level(method, value)), "")
    return (shown or str(value)).replace(".", ",")


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
