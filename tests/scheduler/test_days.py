"""Days of a school, with the clock moved by hand: who hears what, when, and what is never said."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from chat.channel import Gone
from cyclogram.plan import Due, PlanRow, ReadPlan
from cyclogram.reminders import Policy
from cyclogram.spans import Span, one_day
from cyclogram.year_changes import YearChanges
from scheduler.planner import look_ahead
from scheduler.wording import Wording
from storage.choices import Choice, notice_key
from storage.notices import tell_admins
from storage.people import Role
from storage.school import PLANNED
from storage.work import Work
from tests.scheduler.stage import FakeChannel, Stage, person, stage

KALININGRAD = ZoneInfo("Europe/Kaliningrad")
KAMCHATKA = ZoneInfo("Asia/Kamchatka")
HEAD, TEACHER = "Завуч", "Учитель"


def row(what: str, due: date, *responsible: str) -> PlanRow:
    return PlanRow(f"Лист1!A{what}", 1, what, responsible=responsible, deadlines=(Due(one_day(due), "", 1.0),))


def in_force(work: Work, rows: Sequence[PlanRow]) -> None:
    """A plan, an admin on the web, and one holder of each position."""
    plan_id = work.plans.add(ReadPlan(tuple(rows)), "план.xlsx")
    assert work.plans.enforce(plan_id)
    if not work.people.with_role(Role.ADMIN):
        work.people.grant(person(work, "web:admin"), Role.ADMIN)
    for position in work.positions.in_force():
        if position.wording in (HEAD, TEACHER) and not position.people:
            work.positions.hold(position.id, person(work, f"telegram:{position.wording}"))


@asynccontextmanager
async def school(url: str, begins: datetime, *rows: PlanRow, create: bool = True) -> AsyncIterator[Stage]:
    assert isinstance(begins.tzinfo, ZoneInfo)
    policy = Policy(begins.tzinfo)
    channels = [FakeChannel("telegram"), FakeChannel("web")]
    kinds = Wording("Школа № 0", policy).kinds()
    async with stage(url, at=begins, channels=channels, kinds=kinds, policy=policy, create=create) as on:
        if rows:
            await on.writer.run(lambda work: in_force(work, rows))
        await on.planner.tick()
        await on.settled()
        yield on


def heads(on: Stage, messenger: str = "telegram") -> list[tuple[str, str]]:
    """Who got what, the first line of each message."""
    return [(who, words.splitlines()[0]) for who, words in on.shown(messenger)]


async def test_a_day_off_of_the_schools_own_brings_the_reminder_forward(sqlite_url: str) -> None:
    off = YearChanges(days_off=frozenset({date(2026, 9, 15)}))
    async with school(sqlite_url, datetime(2026, 9, 11, 12, tzinfo=KALININGRAD)) as on:
        await on.writer.run(lambda work: work.school.change_year(2026, off))
        await on.writer.run(lambda work: in_force(work, [row("А", date(2026, 9, 16), HEAD)]))
        await on.at(datetime(2026, 9, 14, 9, tzinfo=KALININGRAD))
        assert heads(on) == [(HEAD, "Срок до 16 сентября, осталось 2 дня")]
        await on.at(datetime(2026, 9, 15, 18, tzinfo=KALININGRAD))
        assert on.shown() == []


def notices(on: Stage) -> list[tuple[str, str]]:
    """The same of what the admin got, less the digests of Mondays."""
    return [one for one in heads(on, "web") if not one[1].startswith("Неделя школы")]


@pytest.mark.parametrize("zone", [KALININGRAD, KAMCHATKA], ids=["Kaliningrad", "Kamchatka"])
async def test_three_of_one_morning_come_at_nine_once(sqlite_url: str, zone: ZoneInfo) -> None:
    due = date(2026, 9, 16)  # a Wednesday
    rows = [row(name, due, HEAD) for name in "АБВ"]
    async with school(sqlite_url, datetime(2026, 9, 14, 12, tzinfo=zone), *rows) as on:
        await on.at(datetime(2026, 9, 15, 8, 59, tzinfo=zone))
        assert on.shown() == []
        await on.at(datetime(2026, 9, 15, 9, tzinfo=zone))
        assert heads(on) == [(HEAD, "Напоминаю: 3 срока")]
        await on.at(datetime(2026, 9, 15, 9, 1, tzinfo=zone))
        await on.at(datetime(2026, 9, 15, 18, tzinfo=zone))
        assert on.shown() == []


async def test_down_till_eleven_then_these_three_once(database_url: str) -> None:
    rows = [row(name, date(2026, 9, 16), HEAD) for name in "АБВ"]
    async with school(database_url, datetime(2026, 9, 14, 12, tzinfo=KALININGRAD), *rows):
        pass
    async with school(database_url, datetime(2026, 9, 15, 11, tzinfo=KALININGRAD), create=False) as on:
        assert heads(on) == [(HEAD, "Напоминаю: 3 срока")]
        await on.at(datetime(2026, 9, 15, 11, 30, tzinfo=KALININGRAD))
        assert on.shown() == []


async def test_the_whole_life_of_a_forgotten_deadline(sqlite_url: str) -> None:
    async with school(
        sqlite_url, datetime(2026, 9, 1, 12, tzinfo=KALININGRAD), row("Справка", date(2026, 9, 16), HEAD)
    ) as on:
        told = []
        for day in range(1, 31):
            await on.at(datetime(2026, 9, day, 18, tzinfo=KALININGRAD) + timedelta(days=1))
            told += [(f"{on.hands.real:%d.%m}", *one) for one in heads(on) + notices(on)]
        assert told == [
            ("07.09", HEAD, "Срок до 16 сентября, осталось 9 дней"),
            ("15.09", HEAD, "Завтра срок, 16 сентября"),
            ("16.09", HEAD, "Сегодня срок, 16 сентября"),
            ("17.09", HEAD, "Срок прошёл: среда, 16 сентября"),
            ("21.09", HEAD, "Срок прошёл, дело ещё открыто"),
            ("21.09", "admin", "Прошло три рабочих дня после срока (16 сентября), дело ещё открыто."),
            ("28.09", HEAD, "Срок прошёл, дело ещё открыто"),
        ]


async def test_what_is_done_is_never_spoken_of_again(sqlite_url: str) -> None:
    rows = [row("Справка", date(2026, 9, 16), HEAD), row("Отчёт", date(2026, 9, 16), HEAD)]
    async with school(sqlite_url, datetime(2026, 9, 14, 12, tzinfo=KALININGRAD), *rows) as on:

        def done(work: Work) -> None:
            assert work.deadlines.done(work.deadlines.open()[0].id, 1, "приказ № 1")

        await on.writer.run(done)
        for day in range(15, 28):
            await on.at(datetime(2026, 9, day, 10, tzinfo=KALININGRAD))
        words = " ".join(words for _, words in on.shown() + on.shown("web"))
        assert "Отчёт" in words
        assert "Справка" not in words


async def test_a_week_of_downtime_folds_into_what_is_true_now(database_url: str) -> None:
    rows = [row("Справка", date(2026, 9, 16), HEAD), row("Отчёт", date(2026, 9, 23), TEACHER)]
    async with school(database_url, datetime(2026, 9, 4, 12, tzinfo=KALININGRAD), *rows):
        pass
    async with school(database_url, datetime(2026, 9, 17, 12, tzinfo=KALININGRAD), create=False) as on:
        assert heads(on) == [(HEAD, "Срок прошёл: среда, 16 сентября")]
        assert on.shown("web") == []
        await on.at(datetime(2026, 9, 18, 10, tzinfo=KALININGRAD))
        assert on.shown() == []


@pytest.mark.parametrize(
    "due, begins, expected",
    [
        pytest.param("2026-11-04", "2026-10-15", ["2026-10-15"], id="a holiday within the autumn break"),
        pytest.param("2026-09-20", "2026-09-18", ["2026-09-18"], id="a Sunday is told of on Friday"),
        pytest.param("2027-01-05", "2026-12-29", ["2026-12-30"], id="the new year's break"),
        pytest.param("2027-05-10", "2027-05-07", ["2027-05-07"], id="a holiday carried over from a Sunday"),
    ],
)
async def test_no_day_off_brings_a_reminder(sqlite_url: str, due: str, begins: str, expected: list[str]) -> None:
    start = datetime.fromisoformat(begins).replace(hour=7, tzinfo=KALININGRAD)
    async with school(sqlite_url, start, row("Справка", date.fromisoformat(due), HEAD)) as on:
        told = set()
        while on.hands.real.date() <= date.fromisoformat(due):
            await on.at(on.hands.real.replace(hour=12))
            if on.shown():
                told.add(on.hands.real.date())
            on.hands.real += timedelta(days=1)
        assert all(day.weekday() < 5 for day in told)
        assert date.fromisoformat(due) not in told
        assert {date.fromisoformat(day) for day in expected} <= told


async def test_a_position_nobody_holds_is_the_admins_matter(database_url: str) -> None:
    async with school(
        database_url, datetime(2026, 9, 1, 12, tzinfo=KALININGRAD), row("Справка", date(2026, 9, 16), "Психолог")
    ) as on:
        await on.at(datetime(2026, 9, 7, 9, tzinfo=KALININGRAD))
        assert heads(on, "web") == [("admin", "Должность пока никто не занял: Психолог. Напоминать некому.")]

        def somebody_comes(work: Work) -> None:
            (position,) = work.positions.in_force()
            work.positions.hold(position.id, person(work, "telegram:новый"))

        await on.writer.run(somebody_comes)
        await on.at(datetime(2026, 9, 15, 9, tzinfo=KALININGRAD))
        assert heads(on) == [("новый", "Завтра срок, 16 сентября")]
        assert notices(on) == []


async def test_a_reminder_nobody_received_reaches_the_admin(sqlite_url: str) -> None:
    async with school(
        sqlite_url, datetime(2026, 9, 14, 12, tzinfo=KALININGRAD), row("Справка", date(2026, 9, 16), HEAD)
    ) as on:
        on.channels["telegram"].script.append(Gone())
        await on.at(datetime(2026, 9, 15, 9, tzinfo=KALININGRAD))
        assert heads(on, "web") == [("admin", f"Напоминание не дошло: {HEAD}. Причина: бот остановлен получателем.")]


async def test_an_answer_nobody_received_is_called_one(sqlite_url: str) -> None:
    def answer(work: Work) -> None:
        (deadline,) = work.deadlines.open()
        (who,) = work.deadlines.people(deadline.id)
        asked = work.choices.note(deadline.id, who, Choice.HELP)
        said = work.choices.note(deadline.id, 1, Choice.REPLY, "Возьмите в учительской", {"to": asked})
        work.outbox.put(f"reply:{said}:{who}", "reply", who, {"deadline": deadline.id, "choice": said})

    begins = datetime(2026, 9, 8, 12, tzinfo=KALININGRAD)
    async with school(sqlite_url, begins, row("Справка", date(2026, 9, 30), HEAD)) as on:
        on.channels["telegram"].script.append(Gone())
        await on.writer.run(answer)
        await on.at(datetime(2026, 9, 8, 12, 1, tzinfo=KALININGRAD))
        (told,) = notices(on)
    assert told[1] == f"Ваш ответ на просьбу о помощи не дошёл: {HEAD}. Причина: бот остановлен получателем."


async def test_reminded_later_and_not_before(sqlite_url: str) -> None:
    async with school(
        sqlite_url, datetime(2026, 9, 10, 12, tzinfo=KALININGRAD), row("Справка", date(2026, 9, 16), HEAD)
    ) as on:

        def later(work: Work) -> None:
            (deadline,) = work.deadlines.open()
            (who,) = work.deadlines.people(deadline.id)
            work.choices.later(deadline.id, who, datetime(2026, 9, 16, 9, tzinfo=KALININGRAD))

        await on.writer.run(later)
        await on.at(datetime(2026, 9, 15, 12, tzinfo=KALININGRAD))
        assert on.shown() == []
        await on.at(datetime(2026, 9, 16, 9, tzinfo=KALININGRAD))
        assert heads(on) == [(HEAD, "Сегодня срок, 16 сентября")]  # both its reminders of today are one


async def test_what_is_put_off_stays_so_when_its_reminders_are_planned_only_later(database_url: str) -> None:
    async with school(
        database_url, datetime(2026, 9, 10, 12, tzinfo=KALININGRAD), row("Справка", date(2026, 9, 30), HEAD)
    ) as on:

        def later(work: Work) -> None:
            (deadline,) = work.deadlines.open()
            (who,) = work.deadlines.people(deadline.id)
            work.choices.later(deadline.id, who, datetime(2026, 9, 25, 9, tzinfo=KALININGRAD))

        await on.writer.run(later)
        told = []
        for day in range(11, 30):
            await on.at(datetime(2026, 9, day, 12, tzinfo=KALININGRAD))
            told += [(day, head) for _, head in heads(on)]
        assert told == [(25, "Срок до 30 сентября, осталось 5 дней"), (29, "Завтра срок, 30 сентября")]


def _moved(to: date) -> Callable[[Work, int], object]:
    return lambda work, _: in_force(work, [row("Справка", to, HEAD)])


def _done_and_reopened(work: Work, who: int) -> None:
    work.choices.done(1, who)
    look_ahead(work, Policy(KALININGRAD))
    work.choices.reopen(1, who)


def _not_mine_and_mine(work: Work, who: int) -> None:
    work.choices.not_mine(1, who)
    look_ahead(work, Policy(KALININGRAD))
    work.deadlines.accept(1, who)


def _cancelled_and_brought_back(work: Work, _: int) -> None:
    in_force(work, [row("Приказ", date(2027, 3, 1), HEAD)])
    look_ahead(work, Policy(KALININGRAD))
    in_force(work, [row("Справка", date(2026, 9, 30), HEAD)])


def _left_and_come_back(work: Work, who: int) -> None:
    work.positions.let_go(who)
    look_ahead(work, Policy(KALININGRAD))
    work.positions.hold(work.positions.of(HEAD), who)


def _away_on_the_day(work: Work, who: int) -> None:
    work.absences.add(who, date(2026, 9, 24), date(2026, 9, 27), None)


@pytest.mark.parametrize(
    "meanwhile, days",
    [
        pytest.param(_moved(date(2026, 9, 23)), [22, 23, 24, 25, 28], id="it is due sooner now"),
        pytest.param(_moved(date(2026, 10, 14)), [25], id="it is due later now"),
        pytest.param(_done_and_reopened, [25, 29], id="done, and opened again"),
        pytest.param(_not_mine_and_mine, [25, 29], id="not mine, and mine after all"),
        pytest.param(_cancelled_and_brought_back, [25, 29], id="cancelled, and brought back"),
        pytest.param(_left_and_come_back, [25, 29], id="left, and come back"),
        pytest.param(_away_on_the_day, [28, 29], id="away on that very day"),
    ],
)
async def test_what_was_asked_for_is_said_whatever_has_come_between(
    sqlite_url: str, meanwhile: Callable[[Work, int], object], days: list[int]
) -> None:
    begins = datetime(2026, 9, 21, 12, tzinfo=KALININGRAD)
    async with school(sqlite_url, begins, row("Справка", date(2026, 9, 30), HEAD)) as on:
        on.shown()
        (who,) = await on.writer.run(lambda work: work.deadlines.people(1))
        friday = begins.replace(day=25, hour=9)
        await on.writer.run(lambda work: work.choices.later(1, who, friday))
        await on.planner.tick()
        await on.writer.run(lambda work: meanwhile(work, who))
        told = []
        for day in (22, 23, 24, 25, 28, 29):
            await on.at(begins.replace(day=day))
            told += [day for _, words in on.shown() if "Справка" in words]
        assert told == days


@pytest.mark.parametrize(
    "absences",
    [
        pytest.param([("2026-12-21", "2026-12-30")], id="before a break"),
        pytest.param([("2026-12-16", "2026-12-27"), ("2026-12-28", "2026-12-30")], id="one right after the other"),
    ],
)
async def test_who_is_back_after_a_break_hears_what_was_missed(
    sqlite_url: str, absences: list[tuple[str, str]]
) -> None:
    begins = datetime(2026, 12, 14, 12, tzinfo=KALININGRAD)
    async with school(sqlite_url, begins, row("Отчёт", date(2027, 1, 14), HEAD)) as on:
        (who,) = await on.writer.run(lambda work: work.deadlines.people(1))
        for since, until in absences:
            days = date.fromisoformat(since), date.fromisoformat(until)
            await on.writer.run(lambda work, days=days: work.absences.add(who, *days, None))  # type: ignore[misc] # bound at once
        await on.at(datetime(2027, 1, 8, 12, tzinfo=KALININGRAD))
        await on.at(datetime(2027, 1, 11, 9, tzinfo=KALININGRAD))
        assert heads(on) == [(HEAD, "Срок до 14 января, осталось 3 дня")]


async def test_a_survey_whose_days_begin_in_a_break_is_offered_after_it(sqlite_url: str) -> None:
    days = Due(Span(date(2027, 1, 1), date(2027, 1, 31)), "", 1.0)
    survey = replace(row("Анкетирование родителей", date(2027, 1, 31)), deadlines=(days,))
    async with school(sqlite_url, datetime(2026, 12, 28, 12, tzinfo=KALININGRAD), survey) as on:
        await on.at(datetime(2027, 1, 9, 12, tzinfo=KALININGRAD))
        assert notices(on) == []
        await on.at(datetime(2027, 1, 11, 9, tzinfo=KALININGRAD))
        assert notices(on) == [("admin", "По плану начинается опрос")]


async def test_up_again_at_eight_everything_waits_for_the_hour_and_is_one_message(sqlite_url: str) -> None:
    friday = datetime(2026, 9, 18, 8, tzinfo=KALININGRAD)
    async with school(sqlite_url, friday, row("Справка", date(2026, 9, 18), HEAD)):
        pass
    async with school(sqlite_url, friday + timedelta(days=3), create=False) as on:
        await on.writer.run(lambda work: work.school.put(PLANNED, ""))
        await on.at(friday + timedelta(days=3, minutes=30))
        assert on.shown() == []
        await on.at(friday + timedelta(days=3, hours=1))
        assert heads(on) == [(HEAD, "Срок прошёл: пятница, 18 сентября")]


async def test_who_is_an_administrator_no_more_does_not_read_the_schools_week(sqlite_url: str) -> None:
    thursday = datetime(2026, 9, 10, 12, tzinfo=KALININGRAD)
    async with school(sqlite_url, thursday, row("Справка", date(2026, 9, 16), "Психолог")) as on:
        (admin,) = await on.writer.run(lambda work: work.people.with_role(Role.ADMIN))
        await on.writer.run(lambda work: work.people.revoke(admin, Role.ADMIN))
        await on.at(datetime(2026, 9, 14, 9, tzinfo=KALININGRAD))
        assert on.shown("web") == []


async def test_who_has_taken_it_is_reminded_alone_and_gives_it_back(sqlite_url: str) -> None:
    async with school(
        sqlite_url, datetime(2026, 9, 14, 12, tzinfo=KALININGRAD), row("Справка", date(2026, 9, 16), HEAD, TEACHER)
    ) as on:
        taker = await on.writer.run(lambda work: work.deadlines.people(1)[0])
        await on.writer.run(lambda work: work.choices.take(1, taker))
        await on.at(datetime(2026, 9, 15, 9, tzinfo=KALININGRAD))
        assert len(heads(on)) == 1
        await on.writer.run(lambda work: work.choices.give_back(1, taker))
        await on.at(datetime(2026, 9, 16, 9, tzinfo=KALININGRAD))
        assert sorted(head for _, head in heads(on)) == ["Сегодня срок, 16 сентября"] * 2


async def test_help_is_heard_at_once_and_not_at_night(sqlite_url: str) -> None:
    night = datetime(2026, 9, 14, 22, tzinfo=KALININGRAD)
    async with school(sqlite_url, night, row("Справка", date(2026, 9, 30), HEAD)) as on:

        def call(work: Work) -> None:
            (who,) = work.deadlines.people(1)
            noted = work.choices.note(1, who, Choice.HELP, "нет бланков")
            tell_admins(work, notice_key(1, noted), "help", {"deadline": 1, "choice": noted})

        await on.writer.run(call)
        await on.writer.run(lambda work: in_force(work, [row("Справка", date(2026, 10, 1), HEAD)]))  # moved meanwhile
        await on.planner.tick()
        await on.settled()
        assert on.shown("web") == []
        await on.at(datetime(2026, 9, 15, 8, tzinfo=KALININGRAD))
        ((_, words),) = on.shown("web")
        assert words.startswith(f"Просят о помощи: {HEAD}.")
        assert "Пишут: нет бланков" in words


async def test_moving_the_clock_stops_at_every_due_moment(sqlite_url: str) -> None:
    async with school(
        sqlite_url, datetime(2026, 9, 1, 12, tzinfo=KALININGRAD), row("Справка", date(2026, 9, 16), HEAD)
    ) as on:
        assert await on.planner.next_moment() == datetime(2026, 9, 7, 9, tzinfo=KALININGRAD)
        await on.planner.advance(datetime(2026, 9, 30, tzinfo=KALININGRAD))
        assert [head for _, head in heads(on)] == [
            "Срок до 16 сентября, осталось 9 дней",
            "Завтра срок, 16 сентября",
            "Сегодня срок, 16 сентября",
            "Срок прошёл: среда, 16 сентября",
            "Срок прошёл, дело ещё открыто",
            "Срок прошёл, дело ещё открыто",
        ]
        assert len(notices(on)) == 1


async def test_the_same_deadline_of_a_new_plan_is_not_told_twice(database_url: str) -> None:
    before = [row("Справка", date(2026, 9, 16), HEAD), row("Отчёт", date(2026, 9, 16), HEAD)]
    after = [row("справка", date(2026, 9, 16), HEAD), row("Приказ", date(2026, 9, 16), HEAD)]
    async with school(database_url, datetime(2026, 9, 14, 12, tzinfo=KALININGRAD), *before) as on:
        await on.at(datetime(2026, 9, 15, 9, tzinfo=KALININGRAD))
        assert heads(on) == [(HEAD, "Напоминаю: 2 срока")]
        await on.writer.run(lambda work: in_force(work, after))
        await on.at(datetime(2026, 9, 15, 10, tzinfo=KALININGRAD))
        ((_, words),) = on.shown()
        assert "Приказ" in words
        assert "правка" not in words


async def test_another_hour_for_reminders_moves_what_is_planned(sqlite_url: str) -> None:
    async with school(
        sqlite_url, datetime(2026, 9, 14, 12, tzinfo=KALININGRAD), row("Справка", date(2026, 9, 16), HEAD)
    ):
        pass
    late = Policy(KALININGRAD, remind_at=time(15))
    kinds = Wording("Школа № 0", late).kinds()
    begins = datetime(2026, 9, 15, 8, tzinfo=KALININGRAD)
    async with stage(sqlite_url, at=begins, kinds=kinds, policy=late, create=False) as on:
        await on.at(datetime(2026, 9, 15, 14, 59, tzinfo=KALININGRAD))
        assert on.shown() == []
        await on.at(datetime(2026, 9, 15, 15, tzinfo=KALININGRAD))
        assert len(on.shown()) == 1


async def test_when_everybody_says_not_mine_the_admin_is_asked_whose_it_is(sqlite_url: str) -> None:
    async with school(
        sqlite_url, datetime(2026, 9, 10, 12, tzinfo=KALININGRAD), row("Справка", date(2026, 9, 16), HEAD)
    ) as on:

        def refuse(work: Work) -> None:
            (deadline,) = work.deadlines.open()
            (who,) = work.deadlines.people(deadline.id)
            work.deadlines.refuse(deadline.id, who)

        await on.writer.run(refuse)
        await on.at(datetime(2026, 9, 15, 12, tzinfo=KALININGRAD))
        assert on.shown() == []
        words = " ".join(words for _, words in on.shown("web") if not words.startswith("Неделя школы"))
        assert "«Не моё»" in words
        assert HEAD in words


async def test_a_matter_told_on_two_occasions_stands_in_one_line(sqlite_url: str) -> None:
    monday = datetime(2026, 9, 14, 12, tzinfo=KALININGRAD)
    async with school(sqlite_url, monday, row("Справка", date(2026, 9, 15), HEAD)) as on:

        def refuse(work: Work) -> None:
            (deadline,) = work.deadlines.open()
            (who,) = work.deadlines.people(deadline.id)
            work.deadlines.refuse(deadline.id, who)
            tell_admins(work, "told", "notice", {"trouble": "not_mine", "deadline": deadline.id, "person": who})

        await on.writer.run(refuse)
        await on.planner.tick()
        await on.at(monday + timedelta(hours=1))
        assert heads(on, "web") == [("admin", f"Ответ «Не моё»: {HEAD}.")]
