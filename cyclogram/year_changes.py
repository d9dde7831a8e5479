"""What a school has overwritten in its calendar; the rest stays as the ministry recommends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cyclogram.school_year import Weeks
from cyclogram.spans import Span

Parts = tuple[tuple[int, Span], ...]
"""Stretches by their number from 1, in order; those not named keep their default."""
Breaks = tuple[tuple[str, Span], ...]
"""Каникулы by their season, see `school_year.Break`."""

UNITS = ("terms", "halves", "trimesters", "modules")
BESIDE = {"autumn": (1, 2), "winter": (2, 3), "spring": (3, 4)}
"""The terms before and after a break."""


@dataclass(frozen=True, slots=True)
class YearChanges:
    """A school's own facts about one school year; None and () where it has said nothing. Goes into JSON."""

    teaching: Span | None = None
    plan_until: date | None = None
    terms: Parts = ()
    halves: Parts = ()
    trimesters: Parts = ()
    modules: Parts = ()
    breaks: Breaks = ()
    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()
    days_per_week: int | None = None
    quarters_are_terms: bool | None = None
    weeks: Weeks | None = None

    def parts(self, unit: str) -> Parts:
        """The stretches of one of `UNITS`."""
        found: Parts = getattr(self, unit)
        return found

    def with_part(self, unit: str, number: int, days: Span) -> "YearChanges":
        """One stretch of `UNITS`. Halves follow the terms again when a term is set."""
        named: dict[str, Any] = {unit: tuple(sorted({**dict(self.parts(unit)), number: days}.items()))}
        changed = replace(self, **named)
        return replace(changed, halves=()) if unit == "terms" else changed

    def with_break(self, season: str, days: Span) -> "YearChanges":
        """Other days of a break; the terms beside it follow, whatever was said of them before."""
        breaks = tuple(sorted({**dict(self.breaks), season: days}.items()))
        beside = BESIDE.get(season, ())
        terms = tuple(one for one in self.terms if one[0] not in beside)
        return replace(self, breaks=breaks, terms=terms, halves=() if beside else self.halves)

    def with_days(self, days: Iterable[date], *, working: bool) -> "YearChanges":
        """Days that are working ones, or are not; the last word on a day counts."""
        named = frozenset(days)
        if working:
            return replace(self, working_days=self.working_days | named, days_off=self.days_off - named)
        return replace(self, days_off=self.days_off | named, working_days=self.working_days - named)

    def to_dict(self) -> dict[str, Any]:
        """Only what was said, as lists, dicts, strings and numbers."""
        said: dict[str, Any] = {
            "teaching": self.teaching and self.teaching.to_dict(),
            "plan_until": self.plan_until and self.plan_until.isoformat(),
            **{unit: {str(number): days.to_dict() for number, days in self.parts(unit)} for unit in UNITS},
            "breaks": {season: days.to_dict() for season, days in self.breaks},
            "days_off": sorted(map(date.isoformat, self.days_off)),
            "working_days": sorted(map(date.isoformat, self.working_days)),
            "days_per_week": self.days_per_week,
            "quarters_are_terms": self.quarters_are_terms,
            "weeks": self.weeks and self.weeks.value,
        }
        return {name: value for name, value in said.items() if value not in (None, {}, [])}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "YearChanges":
        """The inverse of `to_dict`."""
        return cls(
            teaching=Span.from_dict(stored["teaching"]) if "teaching" in stored else None,
            plan_until=date.fromisoformat(stored["plan_until"]) if "plan_until" in stored else None,
            **{unit: _parts(stored.get(unit, {})) for unit in UNITS},
            breaks=tuple(sorted((season, Span.from_dict(days)) for season, days in stored.get("breaks", {}).items())),
            days_off=frozenset(map(date.fromisoformat, stored.get("days_off", []))),
            working_days=frozenset(map(date.fromisoformat, stored.get("working_days", []))),
            days_per_week=stored.get("days_per_week"),
            quarters_are_terms=stored.get("quarters_are_terms"),
            weeks=Weeks(stored["weeks"]) if "weeks" in stored else None,
        )


NOTHING = YearChanges()


def _parts(stored: dict[str, dict[str, str]]) -> Parts:
    return tuple(sorted((int(number), Span.from_dict(days)) for number, days in stored.items()))
