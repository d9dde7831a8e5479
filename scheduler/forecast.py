"""What will have to be said to whom in the days ahead, as messages for the outbox; seen again, it is the same."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property

from cyclogram import reminders
from cyclogram.horizon import Near, near
from cyclogram.presets import Preset
from cyclogram.put_off import PutOff
from cyclogram.reminder_screens import Trouble
from cyclogram.reminders import Policy, Reminder, Rule, at_school
from cyclogram.spans import DAY, Span
from cyclogram.stand_ins import who_hears
from cyclogram.weeks import Week, next_week, week_of
from scheduler.hours import school_day
from storage.absences import Absence
from storage.deadlines import Deadline
from storage.digest import anything
from storage.outbox import Planned
from storage.people import Role
from storage.weekly import shares
from storage.work import Work

AHEAD = 7
"""Days that are planned ahead. Each day plans one more, so this only bounds what one look has to see."""
TOLD_EARLY = (Rule.WEEK, Rule.EVE, Rule.DAY)
"""When an admin hears of a deadline nobody is reminded of: on the first two of these, in time to do something."""
FAR = timedelta(days=120)
"""Around today; nothing that is planned is due further off, but for what was missed before it."""
BACK = "back"
LATER = "later"
MONDAY = "monday"
SURVEY = "survey"
OURS = frozenset({*(rule.value for rule in Rule), Trouble.NOBODY.value, Trouble.AWAY.value, BACK, LATER, MONDAY})


def is_foreseen(key: str) -> bool:
    """Whether a key of the outbox is made here: such a message is needless once it is not foreseen any more."""
    what, *rest = key.split(":")
    return what in {"week", SURVEY} or (what == "deadline" and len(rest) > 1 and rest[1] in OURS)


class Forecast:
    """Seen from one day: what is due within the days ahead, or is due already and not stale."""

    def __init__(self, work: Work, policy: Policy, today: date | None = None) -> None:
        self._work = work
        self._policy = policy
        self._today = today or school_day(work.now, policy)
        self._until = self._today + AHEAD * DAY
        self._year_of = work.school.year_of
        self._wishes = work.policies.all()
        self._away: dict[date, Mapping[int, int | None]] = {}
        self._held: dict[int, list[int]] = {}

    def messages(self) -> Iterator[Planned]:
        """Everything, each with a key that names it for good."""
        yield from self._of_deadlines()
        yield from self._asked_for()
        yield from self._after_absences()
        yield from self._of_weeks()
        yield from self._of_surveys()

    # --- single deadlines

    def _of_deadlines(self) -> Iterator[Planned]:
        for deadline, people in self._told_singly(near(self._today, AHEAD, self._year_of)):
            yield from self._of_one(deadline, people)

    def _told_singly(self, stretches: Near) -> Iterator[tuple[Deadline, list[int]]]:
        found = [one for one in self._work.deadlines.near(stretches) if not one.series]
        people = self._work.deadlines.all_people(one.id for one in found)
        for deadline in found:
            yield deadline, people.get(deadline.id, [])

    def _of_one(self, deadline: Deadline, people: list[int]) -> Iterator[Planned]:
        preset = self._wishes.of_row(deadline.row_id, deadline.plan_id)
        told_early = [rule for rule in TOLD_EARLY if rule in preset.rules][:2]
        for rule, reminder in self._reminders(deadline, preset).items():
            if reminder.to_admin:
                yield from self._to_admins(deadline, reminder, Trouble.OVERDUE)
                continue
            hearers = self._hearers(people, school_day(reminder.send_at, self._policy))
            for person in hearers:
                yield from self._to_person(deadline, rule, person)
            if not hearers and rule in told_early and (trouble := self._trouble(deadline, people)):
                yield from self._to_admins(deadline, reminder, trouble)

    def _to_person(self, deadline: Deadline, rule: Rule, person: int) -> Iterator[Planned]:
        """Unless they wish to hear less."""
        preset = self._wishes.heard(deadline.row_id, deadline.plan_id, person, series=False)
        if reminder := self._reminders(deadline, preset).get(rule):
            yield from self._usual(deadline, reminder.key, person, reminder.send_at, reminder.expires_at)

    def _usual(
        self, deadline: Deadline, key: str, person: int, due_at: datetime, expires_at: datetime
    ) -> Iterator[Planned]:
        """Unless they have put it off."""
        put_off = self._put_off.get((deadline.id, person))
        if put_off is None or not put_off.hushes(deadline.end, due_at):
            yield _reminder(deadline, key, person, due_at, expires_at)

    @cached_property
    def _put_off(self) -> Mapping[tuple[int, int], PutOff]:
        return self._work.choices.put_off()

    def _asked_for(self) -> Iterator[Planned]:
        """What people have put off is said when they asked for it, whenever the thing itself is due by now."""
        found = self._work.deadlines.these({deadline_id for deadline_id, _ in self._put_off})
        people = self._work.deadlines.all_people(found)
        for (deadline_id, person), put_off in self._put_off.items():
            for asked in put_off.moments if deadline_id in found else ():
                at = self._when_there(person, asked)
                hears = person in self._hearers(people.get(deadline_id, []), school_day(at, self._policy))
                if hears and at + reminders.WORTH > self._work.now:
                    key = f"{LATER}:{put_off.choice_id}:{asked:%Y-%m-%d}"
                    yield _reminder(found[deadline_id], key, person, at, at + reminders.WORTH)

    def _to_admins(self, deadline: Deadline, reminder: Reminder, trouble: Trouble) -> Iterator[Planned]:
        for admin in self._admins:
            key = f"deadline:{deadline.id}:{trouble.value}:{reminder.key}:{admin}"
            args = {"trouble": trouble.value, "deadline": deadline.id}
            yield Planned(key, "notice", admin, args, reminder.send_at, reminder.expires_at)

    def _trouble(self, deadline: Deadline, people: list[int]) -> Trouble | None:
        """None where everybody is back in time."""
        if not people:
            return Trouble.NOBODY
        due = self._year_of(deadline.end).preceding(deadline.end)
        return None if self._hearers(people, due) else Trouble.AWAY

    @cached_property
    def _admins(self) -> list[int]:
        return self._work.people.with_role(Role.ADMIN)

    def _reminders(self, deadline: Deadline, preset: Preset) -> dict[Rule, Reminder]:
        """Those that are not stale."""
        span = reminders.Deadline(deadline.start, deadline.end)
        year = self._year_of(deadline.end)
        found = reminders.planned(span, year, self._policy, deadline.known_since, preset.rules)
        return {one.rule: one for one in found if one.expires_at > self._work.now}

    # --- those who are away

    def _hearers(self, people: Collection[int], day: date) -> Collection[int]:
        if day not in self._away:
            self._away[day] = {one.person_id: one.position_id for one in self._absences if day in one}
        return who_hears(people, self._away[day], self._holders) if self._away[day] else people

    @cached_property
    def _absences(self) -> list[Absence]:
        """Those of any day a message may be due on, one that is over but not told of included."""
        return self._work.absences.around(self._today - FAR, self._until + FAR)

    def _holders(self, position_id: int) -> list[int]:
        if position_id not in self._held:
            self._held[position_id] = self._work.positions.holders(position_id)
        return self._held[position_id]

    def _when_there(self, person: int, at: datetime) -> datetime:
        """The moment itself, or the first morning they are back."""
        day = school_day(at, self._policy)
        away = [gone for one, gone in self._gone if one == person and day in gone]
        return self._morning_after(away[0]) if away else at

    def _after_absences(self) -> Iterator[Planned]:
        """Who is back hears once of everything that would have been said to them meanwhile and is still open."""
        for person, gone in self._gone:
            if self._today - AHEAD * DAY <= self._back(gone.end) and gone.end < self._until:
                yield from self._missed(person, gone)

    @cached_property
    def _gone(self) -> list[tuple[int, Span]]:
        """Who is not there, and for how long; absences one right after another are one."""
        found: dict[int, list[Span]] = {}
        for one in self._absences:
            theirs = found.setdefault(one.person_id, [])
            if theirs and one.since <= self._back(theirs[-1].end):
                theirs[-1] = Span(theirs[-1].start, max(theirs[-1].end, one.until))
            else:
                theirs.append(Span(one.since, one.until))
        return [(person, gone) for person, theirs in found.items() for gone in theirs]

    def _back(self, until: date) -> date:
        """The first working day after an absence."""
        return self._year_of(until).following(until + DAY)

    def _morning_after(self, gone: Span) -> datetime:
        back = self._back(gone.end)
        return at_school(back, self._year_of(back), self._policy)

    def _missed(self, person: int, while_away: Span) -> Iterator[Planned]:
        back = self._morning_after(while_away)
        ends = near(while_away.end, 0, self._year_of).ends
        stretches = Near(starts=while_away, ends=Span(min(while_away.start, ends.start), ends.end))
        for deadline, people in self._told_singly(stretches):
            preset = self._wishes.heard(deadline.row_id, deadline.plan_id, person, series=False)
            span = reminders.Deadline(deadline.start, deadline.end)
            year = self._year_of(deadline.end)
            told = reminders.planned(span, year, self._policy, deadline.known_since, preset.rules)
            missed = any(school_day(one.send_at, self._policy) in while_away for one in told if not one.to_admin)
            if person in people and missed:
                key = f"{BACK}:{while_away.end.isoformat()}"
                yield from self._usual(deadline, key, person, back, back + reminders.WORTH)

    # --- surveys

    def _of_surveys(self) -> Iterator[Planned]:
        """On the first day of a survey's days, or soon after, an admin may open it."""
        for survey in self._work.row_surveys.due(self._today - FAR, self._until):
            year = self._year_of(survey.start)
            first = year.following(survey.start)  # after a break, of whatever length
            due_at = at_school(first, year, self._policy)
            expires_at = datetime.combine(survey.end + DAY, time.min, self._policy.zone)
            for admin in self._admins:
                key = f"{SURVEY}:{survey.deadline_id}:{survey.audience}:{survey.start.isoformat()}:{admin}"
                args = {"deadline": survey.deadline_id, "audience": survey.audience}
                if due_at < expires_at and first >= self._today - AHEAD * DAY:
                    yield Planned(key, SURVEY, admin, args, due_at, expires_at)

    # --- weeks

    def _of_weeks(self) -> Iterator[Planned]:
        """To everybody who has something in it; the week that has begun is looked at from today on."""
        week = week_of(self._today, self._year_of)
        while week.first <= self._until:
            name = week.first.isoformat()
            begins = at_school(week.first, self._year_of(week.first), self._policy)
            ends = datetime.combine(week.last + DAY, time.min, self._policy.zone)
            for person, share in shares(self._work, week, max(week.first, self._today), self._policy.zone).items():
                for one in share.due:  # one that is moved into a week that has begun is told of then
                    yield from self._usual(one, f"{MONDAY}:{one.end.isoformat()}", person, begins, ends)
                if not share.is_empty:
                    yield Planned(f"week:{name}:{person}", "week", person, {"week": name}, begins, ends)
            for admin in self._heads(week):
                yield Planned(f"digest:{name}:{admin}", "digest", admin, {"week": name}, begins, ends)
            week = next_week(week, self._year_of)

    def _heads(self, week: Week) -> list[int]:
        """Who reads the school's week; nobody once it has begun, so that a plan of today brings no digest of today."""
        begins = at_school(week.first, self._year_of(week.first), self._policy)
        told = begins > self._work.now and anything(self._work, week.first, self._policy.zone)
        return self._admins if told else []


def _reminder(deadline: Deadline, key: str, person: int, due_at: datetime, expires_at: datetime) -> Planned:
    whole = f"deadline:{deadline.id}:{key}:{person}"
    return Planned(whole, "reminder", person, {"deadline": deadline.id}, due_at, expires_at)
