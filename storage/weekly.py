"""What a week's message has to say to whom: things told of by the week, what is overdue, what comes again and again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from cyclogram.presets import Preset
from cyclogram.reminders import AFTER, Rule
from cyclogram.repeats import days_of, is_daily
from cyclogram.school_year import start_of
from cyclogram.spans import Span
from cyclogram.stand_ins import who_hears
from cyclogram.weeks import Week
from storage.deadlines import Deadline
from storage.policies import Wishes
from storage.rows import StoredRepeat
from storage.work import Work

LONG_AGO = timedelta(days=60)
"""What is overdue for longer and belongs to an earlier school year is left to the lists."""


@dataclass(slots=True)
class Share:
    """One person's part of a week. `daily` repeats come every working day, the others on the days beside them.

    `due` are told of as it begins, `beside` on days of their own.
    """

    due: list[Deadline] = field(default_factory=list)
    late: list[Deadline] = field(default_factory=list)
    beside: list[Deadline] = field(default_factory=list)
    daily: list[StoredRepeat] = field(default_factory=list)
    repeats: list[tuple[StoredRepeat, list[date]]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth a message beside what is due."""
        return not (self.late or self.daily or self.repeats)


def still_late(today: date) -> date:
    """From which due day on an overdue thing is still spoken of by the week."""
    return min(date(start_of(today), 7, 1), today - LONG_AGO)


def shares(work: Work, week: Week, day: date, zone: ZoneInfo, only: int | None = None) -> Mapping[int, Share]:
    """Person → what the week's message says to them on a day of that week; nobody is there who has nothing.

    With `only` what others hear may be left out.
    """
    gathering = _Gathering(work, week, day, zone)
    of = None if only is None else {only, *gathering.away}  # one hears of what is one's own or an absent person's
    gathering.add_deadlines(work.deadlines.ending(still_late(day), week.last, of=of))
    gathering.add_repeats(work.rows.repeating(day, week.last, of=of), Span(day, week.last))
    return {person: share for person, share in gathering.shares.items() if share.due or not share.is_empty}


class _Gathering:
    def __init__(self, work: Work, week: Week, day: date, zone: ZoneInfo) -> None:
        self.shares: dict[int, Share] = {}
        self._work = work
        self._week = week
        self._day = day
        self._zone = zone
        self._wishes: Wishes = work.policies.all()
        self.away = {person: one.position_id for person, one in work.absences.on(day).items()}

    def add_deadlines(self, found: list[Deadline]) -> None:
        people = self._work.deadlines.all_people(one.id for one in found)
        for one in found:
            for person in self._hearers(people.get(one.id, ())):
                preset = self._wishes.heard(one.row_id, one.plan_id, person, series=one.series)
                if one.end >= self._day and preset is Preset.WEEKLY:
                    self._share(person).due.append(one)
                elif one.end >= self._day and preset.weekly:
                    self._share(person).beside.append(one)
                elif preset.weekly and self._is_late(one, preset):
                    self._share(person).late.append(one)

    def _is_late(self, one: Deadline, preset: Preset) -> bool:
        """Overdue when the week began, known before it was, and not told of in a message of its own that morning."""
        if one.known_since.astimezone(self._zone).date() > one.end:
            return False
        if preset is Preset.WEEKLY:
            return one.end < self._week.first
        year = self._work.school.year_of(one.end)
        told = year.working_days_after(one.end, AFTER[Rule.OVERDUE]) if Rule.OVERDUE in preset.rules else one.end
        return told < self._week.first

    def add_repeats(self, found: list[StoredRepeat], within: Span) -> None:
        people = self._work.rows.people([one.row_id for one in found])
        for one in found:
            days = [
                day
                for day in days_of(one.rrule, one.start, one.until, within)
                if self._work.school.year_of(day).is_working_day(day)
            ]
            for person in self._hearers(people.get(one.row_id, ())) if days else ():
                if self._wishes.heard(one.row_id, one.plan_id, person, series=True).weekly:
                    if is_daily(one.rrule):
                        self._share(person).daily.append(one)
                    else:
                        self._share(person).repeats.append((one, days))

    def _hearers(self, people: Collection[int]) -> Collection[int]:
        return who_hears(people, self.away, self._work.positions.holders)

    def _share(self, person: int) -> Share:
        return self.shares.setdefault(person, Share())
