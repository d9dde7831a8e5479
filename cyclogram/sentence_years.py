"""Of two plans in force, which one a sentence means: «до 28 мая», said in May when next year's plan stands already."""

from collections.abc import Sequence
from datetime import date

from cyclogram.intents import When
from cyclogram.phrases import Reading
from cyclogram.school_year import SchoolYear


def likeliest(when: When, years: Sequence[SchoolYear], today: date) -> int:
    """The number of the year in which the days are ahead, and soonest; the first where it makes no difference."""

    def unlikely(at: int) -> tuple[bool, bool, date]:
        what = when.read(years[at])
        if not isinstance(what, Reading):
            return True, False, date.max
        ahead = [one.end for one in what.spans if one.end >= today]
        return not ahead, bool(what.warning), min(ahead, default=date.max)

    return min(range(len(years)), key=unlikely)


def is_over(when: When, year: SchoolYear, today: date) -> bool:
    """Whether all days said are past in this year."""
    what = when.read(year)
    return isinstance(what, Reading) and all(one.end < today for one in what.spans)
