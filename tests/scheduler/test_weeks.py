"""What comes often is told of by the week; wishes for less are heeded; what lies far off is planned when it is near."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from chat.channel import Gone
from cyclogram.plan import Due, PlanRow, Repeat
from cyclogram.presets import Preset
from cyclogram.spans import DAY, Span, one_day
from storage.outbox import Sent
from storage.policies import Scope
from storage.work import Work
from tests.scheduler.stage import Stage
from tests.scheduler.test_days import HEAD, KALININGRAD, TEACHER, heads, row, school

AUGUST = datetime(2026, 8, 31, 12, tzinfo=KALININGRAD)

USUALLY = ["01.09", "21.09", "29.09", "30.09", "01.10", "05.10"]


def monthly(what: str, *responsible: str) -> PlanRow:
    """The tenth of every month of the school year: a series."""
    days = [date(2026, month, 10) for month in range(9, 13)] + [date(2027, month, 10) for month in range(1, 6)]
    due = tuple(Due(one_day(day), "", 1.0) for day in days)
    return replace(row(what, days[0], *responsible), deadlines=due)


def window(what: str, start: date, end: date, *responsible: str) -> PlanRow:
    return replace(row(what, end, *responsible), deadlines=(Due(Span(start, end), "", 1.0),))


def repeated(what: str, rrule: str, *responsible: str) -> PlanRow:
    repeat = Repeat(rrule, date(2026, 9, 1), date(2027, 5, 26), "", 1.0)
    return replace(row(what, date(2026, 9, 1), *responsible), deadlines=(), repeats=(repeat,))


async def mornings(on: Stage, until: date) -> list[tuple[str, str]]:
    """(day, words) of everything that arrived, a look each evening."""
    told = []
    day = on.hands.real.date()
    while day <= until:
        await on.at(datetime.combine(day, datetime.min.time(), KALININGRAD) + timedelta(hours=18))
        told += [(f"{day:%d.%m}", words) for _, words in on.shown()]
        day += DAY
    return told


async def test_what_comes_often_is_one_message_a_week(database_url: str) -> None:
    rows = [monthly("Питание", HEAD), repeated("Дежурство", "FREQ=WEEKLY;BYDAY=FR", HEAD)]
    rows += [repeated("Журнал", "FREQ=DAILY", HEAD), row("Справка", date(2026, 9, 7), TEACHER)]
    async with school(database_url, AUGUST, *rows) as on:
        told = await mornings(on, date(2026, 9, 14))
    mine = [(day, words) for day, words in told if "Справка" not in words]
    assert [day for day, _ in mine] == ["31.08", "07.09", "14.09"]
    assert mine[1][1].splitlines() == [
        "Ваша неделя", "", "1. Питание", "срок до 10 сентября, осталось 3 дня", "",
        "Повторяется:", "• Дежурство — пятница, 11 сентября", "• каждый день: Журнал",
    ]  # fmt: skip
    assert "⚠ срок был 10 сентября" in mine[2][1]
    late = [(day, words.splitlines()[0]) for day, words in told if "Справка" in words]
    assert late[-1] == ("14.09", "Срок прошёл, дело ещё открыто")


async def test_one_morning_is_one_message(database_url: str) -> None:
    rows = [repeated("Журнал", "FREQ=DAILY", HEAD), row("Справка", date(2026, 9, 11), HEAD)]
    rows += [window("Месячник", date(2026, 9, 5), date(2026, 9, 30), HEAD), row("Приказ", date(2026, 9, 16), HEAD)]
    rows += [row("Акт", date(2026, 9, 4), HEAD)]
    async with school(database_url, AUGUST, *rows) as on:
        on.shown()  # the week that has begun
        await on.at(datetime(2026, 9, 7, 9, tzinfo=KALININGRAD))
        ((_, words),) = on.shown()
        assert words.splitlines() == [
            "Ваша неделя", "", "1. Справка", "срок до 11 сентября, осталось 4 дня", "",
            "2. Приказ", "срок до 16 сентября, осталось 9 дней", "",
            "3. Месячник", "пора начинать, срок до 30 сентября, осталось 23 дня", "",
            "Срок прошёл, дело ещё открыто:", "", "4. Акт", "⚠ срок был 4 сентября", "",
            "Повторяется:", "• каждый день: Журнал", "",
            "О том, что просрочено, напоминаю только раз в неделю.", "", "Нажмите номер, чтобы отметить.",
        ]  # fmt: skip
        sent = await on.writer.run(lambda work: work.outbox.with_state(Sent.SENT))
    *_, week = [one for one in sent if one.kind == "week"]
    assert sorted(one.kind for one in sent if one.bundle == week.bundle) == ["reminder"] * 3 + ["week"]


async def test_what_is_moved_into_a_week_that_has_begun_is_told_of(sqlite_url: str) -> None:
    often = monthly("Питание", HEAD)

    def move(work: Work) -> None:
        (stored,) = work.plans.all_in_force()
        sooner = tuple(replace(due, span=Span(due.span.start - DAY, due.span.end - DAY)) for due in often.deadlines)
        work.plans.amend(stored.id, stored.plan.with_row(replace(often, deadlines=sooner)))

    async with school(sqlite_url, AUGUST, often) as on:
        await on.at(datetime(2026, 9, 7, 9, tzinfo=KALININGRAD))
        assert heads(on) == [(HEAD, "Срок до 10 сентября, осталось 3 дня")]
        await on.at(datetime(2026, 9, 8, 12, tzinfo=KALININGRAD))
        assert heads(on) == []
        await on.writer.run(move)
        await on.at(datetime(2026, 9, 8, 12, 1, tzinfo=KALININGRAD))
        assert heads(on) == [(HEAD, "Завтра срок, 9 сентября")]


async def test_a_week_nobody_received_reaches_the_admin(sqlite_url: str) -> None:
    async with school(sqlite_url, AUGUST, repeated("Журнал", "FREQ=DAILY", HEAD)) as on:
        on.channels["telegram"].script.append(Gone())
        await on.at(datetime(2026, 9, 7, 9, tzinfo=KALININGRAD))
        told = heads(on, "web")
    assert told == [("admin", f"Сообщение о неделе не дошло: {HEAD}. Причина: бот остановлен получателем.")]


async def test_a_break_is_told_of_before_it(sqlite_url: str) -> None:
    days = [date(2026, 10, 25) + n * DAY for n in range(8)]
    often = replace(monthly("Отчёт", HEAD), deadlines=tuple(Due(one_day(day), "", 1.0) for day in days))
    async with school(sqlite_url, datetime(2026, 10, 16, 12, tzinfo=KALININGRAD), often) as on:
        told = await mornings(on, date(2026, 11, 5))
    assert [(day, words.splitlines()[0]) for day, words in told] == [
        ("19.10", "Напоминаю: 8 сроков"),
        ("05.11", "Срок прошёл, дело ещё открыто"),
    ]


@pytest.mark.parametrize(
    "plan, one_row, person, days",
    [
        pytest.param(None, None, None, USUALLY, id="as usual"),
        pytest.param(Preset.CLOSE, None, None, ["29.09", "30.09", "05.10"], id="a plan close to the day"),
        pytest.param(Preset.CLOSE, Preset.DAY, None, ["30.09", "05.10"], id="its row only on the day"),
        pytest.param(Preset.DAY, Preset.USUAL, None, USUALLY, id="its row as usual"),
        pytest.param(Preset.CLOSE, None, Preset.DAY, ["30.09", "05.10"], id="a person wants less"),
        pytest.param(Preset.DAY, None, Preset.USUAL, ["30.09", "05.10"], id="a person cannot want more"),
        pytest.param(None, None, Preset.WEEKLY, ["28.09", "05.10"], id="a person by the week"),
        pytest.param(None, None, Preset.SILENT, [], id="a person not at all"),
        pytest.param(None, Preset.SILENT, None, [], id="a row not at all"),
    ],
)  # fmt: skip
async def test_a_wish_for_less(
    sqlite_url: str, plan: Preset | None, one_row: Preset | None, person: Preset | None, days: list[str]
) -> None:
    month = window("Месячник", date(2026, 9, 1), date(2026, 9, 30), HEAD)
    async with school(sqlite_url, AUGUST, month) as on:

        def wish(work: Work) -> None:
            (stored,) = work.plans.all_in_force()
            (only,) = work.rows.in_force()
            (holder,) = work.positions.holders(work.positions.in_force()[0].id)
            work.policies.put(Scope.PLAN, stored.id, plan)
            work.policies.put(Scope.ROW, only.id, one_row)
            work.policies.put(Scope.PERSON, holder, person)

        await on.writer.run(wish)
        told = await mornings(on, date(2026, 10, 5))
    assert [day for day, _ in told] == days


async def test_a_wish_taken_back_brings_back_what_was_planned(sqlite_url: str) -> None:
    async with school(sqlite_url, AUGUST, row("Справка", date(2026, 9, 2), HEAD)) as on:
        (holder,) = await on.writer.run(lambda work: work.positions.holders(work.positions.in_force()[0].id))
        await on.writer.run(lambda work: work.policies.put(Scope.PERSON, holder, Preset.SILENT))
        await on.planner.tick()
        assert await on.writer.run(lambda work: len(work.outbox.with_state(Sent.FOLDED, "deadline:"))) == 3
        await on.writer.run(lambda work: work.policies.put(Scope.PERSON, holder, None))
        await on.at(datetime(2026, 9, 1, 9, tzinfo=KALININGRAD))
        assert heads(on) == [(HEAD, "Завтра срок, 2 сентября")]


async def test_what_lies_far_off_is_not_planned_but_found(database_url: str) -> None:
    far = [row(f"Дело {n}", date(2027, 3, 1) + n * DAY, HEAD) for n in range(20)]
    async with school(database_url, AUGUST, *far) as on:
        assert await on.writer.run(lambda work: work.outbox.next_due()) is None
        assert await on.planner.next_moment() == datetime(2027, 2, 17, 9, tzinfo=KALININGRAD)
        await on.planner.advance(datetime(2027, 2, 17, 9, tzinfo=KALININGRAD))
        assert heads(on) == [(HEAD, "Срок до 1 марта, осталось 12 дней")]


async def test_the_head_reads_the_week_on_its_first_morning(database_url: str) -> None:
    rows = [row("Справка", date(2026, 9, 8), HEAD), row("Приказ", date(2026, 9, 9), TEACHER)]
    rows += [row("Отчёт", date(2026, 9, 10), "Психолог"), row("Сводка", date(2026, 9, 18), TEACHER)]
    async with school(database_url, AUGUST, *rows) as on:

        def done(work: Work) -> None:
            (order,) = [one for one in work.deadlines.open() if one.what == "Приказ"]
            assert work.deadlines.done(order.id, work.deadlines.people(order.id)[0], "")

        digests = []
        for day in range(15):
            await on.at(AUGUST + day * DAY)
            if day == 9:
                await on.writer.run(done)
            digests += [words.splitlines() for _, words in on.shown("web") if words.startswith("Неделя школы")]
    assert [(first, *counts) for first, _, *counts in digests] == [
        ("Неделя школы, с 7 по 13 сентября",
         "Срок на этой неделе: 3", "Просрочено: 0", "Сделано на прошлой неделе: 0", "⚠ Некому напомнить: 1"),
        ("Неделя школы, с 14 по 20 сентября",
         "Срок на этой неделе: 1", "⚠ Просрочено: 2", "Сделано на прошлой неделе: 1",
         f"Не отвечают на напоминания: {HEAD}"),
    ]  # fmt: skip


async def test_who_is_silent_is_named_until_they_press_something(sqlite_url: str) -> None:
    rows = [row("Справка", date(2026, 9, 8), HEAD), row("Приказ", date(2026, 9, 8), TEACHER)]
    async with school(sqlite_url, AUGUST, *rows) as on:
        await on.planner.advance(datetime(2026, 9, 11, 12, tzinfo=KALININGRAD))

        def pressed(work: Work) -> None:
            (order,) = [one for one in work.deadlines.open() if one.what == "Приказ"]
            (who,) = work.deadlines.people(order.id)
            work.choices.later(order.id, who, work.now + 5 * DAY)

        await on.writer.run(pressed)
        on.shown("web")
        await on.planner.advance(datetime(2026, 9, 14, 12, tzinfo=KALININGRAD))
        ((_, words),) = on.shown("web")
    assert words.splitlines()[3:] == [
        "⚠ Просрочено: 2", "Сделано на прошлой неделе: 0", f"Не отвечают на напоминания: {HEAD}",
    ]  # fmt: skip


async def test_no_week_no_digest(sqlite_url: str) -> None:
    async with school(sqlite_url, AUGUST, row("Справка", date(2027, 3, 1), HEAD)) as on:
        await on.planner.advance(datetime(2026, 9, 30, 12, tzinfo=KALININGRAD))
        assert on.shown() + on.shown("web") == []
