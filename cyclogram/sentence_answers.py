"""An answer, in words, to what an intent still lacks: the intent with it, or the same one where it is no answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chat.words import capital, day
from cyclogram.absences import away
from cyclogram.intents import Add, Away, Cancel, HandOver, Intent, Missing, Move, When, missing, with_somebody
from cyclogram.normal import tidy
from cyclogram.phrases import Ask, Why, read
from cyclogram.plan import PlanRow
from cyclogram.responsible import wordings
from cyclogram.row_match import which
from cyclogram.said_days import said_day
from cyclogram.school_year import SchoolYear
from cyclogram.sentence_dates import aimless, with_days
from cyclogram.sentence_people import somebody


def answered(
    intent: Intent, text: str, year: SchoolYear, rows: Sequence[PlanRow], positions: Sequence[str], today: date
) -> Intent:
    """What was typed goes where something is missing: a row, a name for it, a person, a deadline."""
    words = tidy(text[:300])
    match missing(intent, year):
        case Missing.ROW if isinstance(intent, Move | Cancel | HandOver):
            return replace(intent, row=which(words, rows))
        case Missing.WHAT if isinstance(intent, Add) and any(char.isalpha() for char in words):
            return replace(intent, what=capital(words))
        case Missing.WHO:
            return _who(intent, words, positions)
        case Missing.WHEN | Missing.SURE:
            return _when(intent, words, year, today)
        case _:
            return intent


def _who(intent: Intent, words: str, positions: Sequence[str]) -> Intent:
    found = [somebody(one, positions) for one in wordings(words)]
    people = [one if one.position or one.among else replace(one, position=capital(one.said), new=True) for one in found]
    if isinstance(intent, Add) and not intent.responsible:
        return replace(intent, responsible=tuple(people))
    return with_somebody(intent, people[0]) if people else intent


def _when(intent: Intent, words: str, year: SchoolYear, today: date) -> Intent:
    if isinstance(intent, Away):
        found = away(f"до {words}" if words[:1].isdigit() else words, today, year, ())
        return replace(intent, until=found.until) if found and found.until and found.until >= intent.start else intent
    if not isinstance(intent, Add | Move):
        return intent
    words = aimless(with_days(words, year, today))
    what = read(words, year)
    if isinstance(what, Ask) and not what.guess:
        when = said_day(words, today, year)
        if when is not None:
            return replace(intent, when=When(day(when)))
        if what.why in (Why.UNKNOWN, Why.EMPTY):
            return intent
    return replace(intent, when=When(words))
