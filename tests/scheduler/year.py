"""A year of an invented school by the clock: its plan, its people, what they press, and when the bot is down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random

from cyclogram.plan import Due, PlanRow, ReadPlan, Repeat
from cyclogram.presets import Preset
from cyclogram.school_year import SchoolYear, school_year
from cyclogram.spans import DAY, Span, one_day
from storage.deadlines import Deadline
from storage.people import Role
from storage.policies import Scope
from storage.work import Work
from tests.scheduler.stage import MOSCOW, Stage, person

YEAR: SchoolYear = school_year(2026)
FIRST, LAST = date(2026, 8, 31), date(2027, 6, 11)
ROWS, PEOPLE, POSITIONS = 60, 20, 14
LOOKS = ((time(9), time(23)), (time(9), time(14)), (time(9), time(18, 45)), (time(9), time(14)))
"""When somebody looks at the clock on working days, in turn; at night nothing may come."""
DOWN = ((3, 9), (11, 30), (24, 60), (8 * 24, 8 * 24))
"""Hours the bot is down, from and to, each kind a few times a year."""


def plan(chance: Random) -> ReadPlan:
    """Windows, days, lists, series, repeats: every kind of row in its share."""
    return ReadPlan(tuple(_row(number, chance) for number in range(ROWS)))


def _row(number: int, chance: Random) -> PlanRow:
    who = tuple(f"Должность {n}" for n in sorted(chance.sample(range(POSITIONS), chance.choice((1, 1, 1, 2)))))
    row = PlanRow(f"Лист1!A{number}", number, f"Дело №{number:02}.", responsible=who)
    day = date(2026, 9, 10) + chance.randrange(255) * DAY
    match number % 6:
        case 0:
            return replace(row, deadlines=_due(Span(day - chance.randrange(8, 60) * DAY, day)))
        case 1 | 2:
            return replace(row, deadlines=_due(one_day(day)))
        case 3:
            days = sorted({day + n * 40 * DAY for n in range(4) if day + n * 40 * DAY < LAST - 10 * DAY})
            return replace(row, deadlines=_due(*map(one_day, days)))
        case 4:
            months = [date(2026, month, 1) for month in range(9, 13)] + [date(2027, month, 1) for month in range(1, 6)]
            return replace(row, deadlines=_due(*(one_day(one + chance.randrange(27) * DAY) for one in months)))
        case _:
            often = chance.choice(("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"))
            return replace(row, repeats=(Repeat(often, date(2026, 9, 1), date(2027, 5, 26), "", 1.0),))


def _due(*spans: Span) -> tuple[Due, ...]:
    return tuple(Due(span, "", 1.0) for span in spans)


def open_school(work: Work, chance: Random) -> None:
    """The plan in force, an admin, and people at all positions but one; some hold two."""
    work.people.grant(person(work, "web:admin"), Role.ADMIN)
    assert work.plans.enforce(work.plans.add(plan(chance), "план.xlsx"))
    everybody = [person(work, f"telegram:{number}") for number in range(PEOPLE)]
    for at, position in enumerate(work.positions.in_force()[1:]):
        for number in {at % PEOPLE, (at + 7) % PEOPLE if at % 3 == 0 else at % PEOPLE}:
            work.positions.hold(position.id, everybody[number])


@dataclass(slots=True)
class Heard:
    """One message that arrived."""

    at: datetime
    to: str
    words: str

    @property
    def day(self) -> date:
        return self.at.date()


@dataclass(slots=True)
class Diary:
    """What happened: messages, the moments the bot was up to look, days on which a deadline's days were changed."""

    heard: list[Heard] = field(default_factory=list)
    looks: list[datetime] = field(default_factory=list)
    moved: dict[int, datetime] = field(default_factory=dict)
    quiet: set[int] = field(default_factory=set)
    """Deadlines somebody has put off, refused or taken: others may hear, or nobody."""
    quiet_rows: set[int] = field(default_factory=set)
    """Rows less was wished for."""


async def live(on: Stage, chance: Random) -> Diary:
    """The whole year."""
    diary = Diary()
    down_until = datetime.combine(FIRST, time(), MOSCOW.zone)
    for at in looks():
        if at < down_until:
            continue
        if chance.random() < 0.02:
            shortest, longest = chance.choice(DOWN)
            down_until = at + timedelta(hours=chance.randint(shortest, longest))
            continue
        await on.at(at)
        diary.looks.append(at)
        diary.heard += [Heard(at, to, words) for name in on.channels for to, words in on.shown(name)]
        if at.time() == time(14):
            await on.writer.run(lambda work: act(work, chance, diary))
    return diary


def looks() -> Iterator[datetime]:
    """On working days two a day, on the others at noon."""
    day = FIRST
    while day <= LAST:
        for hour in LOOKS[day.toordinal() % 4] if YEAR.is_working_day(day) else (time(12),):
            yield datetime.combine(day, hour, MOSCOW.zone)
        day += DAY


# --- what people do


def act(work: Work, chance: Random, diary: Diary) -> None:
    """An afternoon: some things are done, put off, taken, refused; now and then a row moves or somebody goes away."""
    today = work.now.astimezone(MOSCOW.zone).date()
    near = work.deadlines.ending(today - 60 * DAY, today + 30 * DAY)
    people = work.deadlines.all_people(one.id for one in near)
    for one in near:
        if one.id in people and chance.random() < 0.1:
            chance.choices(CHOICES, (12, 2, 2, 1))[0](work, one, chance.choice(people[one.id]), diary)
    if chance.random() < 0.05:
        _move_a_row(work, chance, diary)
    if chance.random() < 0.03:
        _go_away(work, chance, today)
    if chance.random() < 0.01:
        _wish_for_less(work, chance, diary)


def _done(work: Work, one: Deadline, who: int, _: Diary) -> None:
    work.choices.done(one.id, who)


def _later(work: Work, one: Deadline, who: int, diary: Diary) -> None:
    diary.quiet.add(one.id)
    today = work.now.astimezone(MOSCOW.zone).date()
    when = YEAR.following(today + 3 * DAY)
    work.choices.later(one.id, who, datetime.combine(when, time(9), MOSCOW.zone))


def _take(work: Work, one: Deadline, who: int, _: Diary) -> None:
    work.choices.take(one.id, who)


def _not_mine(work: Work, one: Deadline, who: int, diary: Diary) -> None:
    diary.quiet.add(one.id)
    work.choices.not_mine(one.id, who)


CHOICES: tuple[Callable[[Work, Deadline, int, Diary], None], ...] = (_done, _later, _take, _not_mine)


def _move_a_row(work: Work, chance: Random, diary: Diary) -> None:
    (stored,) = work.plans.all_in_force()
    row = chance.choice([one for one in stored.plan.rows if one.deadlines])
    by = chance.choice((-3, 5, 9, 16)) * DAY
    moved = tuple(replace(due, span=Span(due.span.start + by, due.span.end + by)) for due in row.deadlines)
    work.plans.amend(stored.id, stored.plan.with_row(replace(row, deadlines=moved)))
    for one in work.deadlines.open():
        if one.what == row.what:
            diary.moved[one.id] = work.now


def _go_away(work: Work, chance: Random, today: date) -> None:
    position = chance.choice(work.positions.in_force()[1:])
    substitute = chance.choice([None, *work.positions.in_force()])
    for one in work.positions.holders(position.id):
        if work.absences.of(one, today):
            continue
        until = today + chance.randrange(2, 25) * DAY
        work.absences.add(one, today, until, substitute.id if substitute else None)


def _wish_for_less(work: Work, chance: Random, diary: Diary) -> None:
    (stored,) = work.plans.all_in_force()
    row = chance.choice(work.rows.in_force())
    work.policies.put(Scope.ROW, row.id, chance.choice(list(Preset)))
    diary.quiet_rows.add(row.id)
    assert stored.id == row.plan_id
