"""What the reports are given about a wave, and the figures that follow from its published counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from surveys import method
from surveys.definition import Statement, Survey

Counts = Mapping[str, Mapping[int, int]]
"""Statement → points → how many; only what may be published."""


@dataclass(frozen=True, slots=True)
class Group:
    """Classes published as one."""

    classes: tuple[str, ...]
    invited: int
    answered: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Earlier:
    """The closed wave before this one, with the questions as they were then."""

    survey: Survey
    closed: date
    answered: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class ClosedWave:
    """A wave whose box has been opened. `invited` is 0 when class sizes were never told."""

    id: int | str
    survey: Survey
    opened: date
    closed: date
    invited: int
    answered: int
    counts: Counts
    groups: tuple[Group, ...] = ()
    earlier: Earlier | None = None

    @property
    def index(self) -> float | None:
        """The method's index over the published counts; None when there are too few."""
        return method.index(self.counts.values())

    @property
    def level(self) -> str:
        """The method's level of the index; empty when there is none."""
        return method.level(self.survey.method, self.index)

    @property
    def shared(self) -> frozenset[str]:
        """Statements that may be compared with the wave before, published both times."""
        if not self.earlier:
            return frozenset()
        same = method.comparable(self.survey, self.earlier.survey)
        return same & self.counts.keys() & self.earlier.counts.keys()

    def statements(self) -> list[Statement]:
        """Those with published counts, in the questionnaire's order."""
        return [one for one in self.survey.statements if one.id in self.counts]


@dataclass(frozen=True, slots=True)
class OpenWave:
    """A wave that still runs: coverage and nothing else. `closes` is its last day."""

    id: int | str
    survey: Survey
    opened: date
    closes: date
    invited: int
    answered: int


Wave = ClosedWave | OpenWave


def coverage(answered: int, invited: int) -> str:
    """«51 из 84 (61 %)»; without a share where the number invited is not known or cannot be right."""
    if invited <= 0:
        return f"{answered} (сколько приглашено, не указано)"
    if answered > invited:
        return f"{answered} (по спискам приглашено {invited}: проверьте численность)"
    return f"{answered} из {invited} ({round(100 * answered / invited)} %)"
