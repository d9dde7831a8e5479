"""Reminders of a deadline: which day, what hour, what happens after downtime."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.presets import Preset, fewer
from cyclogram.reminders import Deadline, Policy, Reminder, Rule, next_moment, planned
from cyclogram.school_year import school_year

YEAR = school_year(2026)
KALININGRAD = Policy(ZoneInfo("Europe/Kaliningrad"))
KAMCHATKA = Policy(ZoneInfo("Asia/Kamchatka"))
ZONES = pytest.mark.parametrize("policy", [KALININGRAD, KAMCHATKA], ids=["Kaliningrad", "Kamchatka"])


def at(policy: Policy, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=policy.zone)  # type: ignore[misc, arg-type]  # year, month, day, hour, minute


def plan(policy: Policy, when: date, since: datetime | None = None) -> tuple[Reminder, ...]:
    return planned(Deadline(when, when), YEAR, policy, since)


def days(reminders: tuple[Reminder, ...]) -> list[tuple[str, str]]:
    return [(one.rule.value, f"{one.send_at:%d.%m %H:%M}") for one in reminders]


@ZONES
def test_an_ordinary_wednesday(policy: Policy) -> None:
    assert days(plan(policy, date(2026, 11, 18))) == [
        ("week", "09.11 09:00"),
        ("eve", "17.11 09:00"),
        ("day", "18.11 09:00"),
        ("overdue", "19.11 09:00"),
        ("admin", "23.11 09:00"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "begins"),
    [
        pytest.param("2026-10-01", "2026-10-31", "01.10 09:00", id="a month"),
        pytest.param("2026-11-01", "2026-11-30", "05.11 09:00", id="a month that begins within a break"),
        pytest.param("2026-09-01", "2027-05-31", "01.09 09:00", id="the whole year"),
        pytest.param("2026-09-01", "2026-09-15", None, id="half a month: a week before its end comes soon enough"),
        pytest.param("2026-09-07", "2026-09-13", None, id="a week"),
        pytest.param("2026-09-16", "2026-09-16", None, id="a day"),
    ],
)
def test_the_beginning_of_a_long_window_is_spoken_of(start: str, end: str, begins: str | None) -> None:
    window = Deadline(date.fromisoformat(start), date.fromisoformat(end))
    told = dict(days(planned(window, YEAR, KALININGRAD)))
    assert told.get("start") == begins
    assert "day" in told


def test_wishes_for_less_leave_a_part_of_what_is_usual() -> None:
    window = Deadline(date(2026, 10, 1), date(2026, 10, 31))
    told = {preset.value: [one.rule.value for one in planned(window, YEAR, KALININGRAD, None, preset.rules)]
            for preset in Preset}  # fmt: skip
    assert told == {
        "usual": ["start", "week", "day", "overdue", "admin"],
        "close": ["day", "admin"],
        "day": ["day", "admin"],
        "weekly": [],
        "silent": [],
    }
    assert fewer(Preset.CLOSE, Preset.WEEKLY, Preset.DAY) is Preset.WEEKLY


def test_the_same_hour_on_the_wall_is_another_moment() -> None:
    west, east = plan(KALININGRAD, date(2026, 11, 18))[0], plan(KAMCHATKA, date(2026, 11, 18))[0]
    assert west.send_at - east.send_at == timedelta(hours=10)


def test_due_on_a_sunday_is_said_once_on_friday() -> None:
    assert days(plan(KALININGRAD, date(2026, 11, 15))) == [
        ("week", "05.11 09:00"),
        ("day", "13.11 09:00"),  # the eve falls on the same morning and is left out
        ("overdue", "16.11 09:00"),
        ("admin", "18.11 09:00"),
    ]


def test_due_within_a_break_is_said_before_it() -> None:
    assert days(plan(KALININGRAD, date(2027, 3, 30)))[1:] == [
        ("day", "26.03 09:00"),
        ("overdue", "05.04 09:00"),
        ("admin", "07.04 09:00"),
    ]


def test_keys_differ_within_a_deadline_and_name_the_day() -> None:
    keys = [one.key for one in plan(KALININGRAD, date(2026, 11, 18))]
    assert keys[0] == "week:2026-11-18"
    assert len(set(keys)) == len(keys)


@ZONES
@pytest.mark.parametrize(
    ("moment", "rules"),
    [
        ((2026, 11, 17, 8, 59), []),
        ((2026, 11, 17, 9, 0), ["eve"]),
        ((2026, 11, 17, 18, 59), ["eve"]),
        ((2026, 11, 17, 19, 0), []),  # quiet
        ((2026, 11, 18, 8, 30), ["eve"]),  # it did not go out yesterday and is still true
        ((2026, 11, 18, 9, 0), ["day"]),
        ((2026, 11, 14, 12, 0), []),  # Saturday
        ((2026, 11, 10, 18, 59), ["week"]),
        ((2026, 11, 11, 9, 0), []),  # stale after a working day: the eve will say it
        ((2026, 11, 30, 9, 0), ["overdue", "admin"]),  # down for a week: each once
    ],
)
def test_what_is_due_when(policy: Policy, moment: tuple[int, ...], rules: list[str]) -> None:
    now = at(policy, *moment)
    may_write = next_moment(now, YEAR, policy) == now
    due = [one for one in plan(policy, date(2026, 11, 18)) if may_write and one.send_at <= now < one.expires_at]
    assert [one.rule.value for one in due] == rules


def test_a_deadline_that_was_over_when_the_plan_came_is_left_alone() -> None:
    assert plan(KALININGRAD, date(2026, 10, 5), since=at(KALININGRAD, 2026, 11, 18, 10, 0)) == ()


def test_a_plan_stored_on_the_day_itself_still_reminds_that_day() -> None:
    since = at(KALININGRAD, 2026, 11, 18, 10, 0)
    assert [one.rule for one in plan(KALININGRAD, date(2026, 11, 18), since)] == [Rule.DAY, Rule.OVERDUE, Rule.ADMIN]


@pytest.mark.parametrize(
    ("remind_at", "expected"), [(time(7), "18.11 08:00"), (time(18, 30), "18.11 18:30"), (time(20), "19.11 08:00")]
)
def test_an_hour_within_quiet_hours_moves_out_of_them(remind_at: time, expected: str) -> None:
    policy = replace(KALININGRAD, remind_at=remind_at)
    due_day = Deadline(date(2026, 11, 18), date(2026, 11, 18))
    assert days(planned(due_day, YEAR, policy, rules=[Rule.DAY])) == [("day", expected)]


def test_quiet_hours_within_one_day_and_none_at_all() -> None:
    early = replace(KALININGRAD, quiet_from=time(0), quiet_to=time(7))
    assert next_moment(at(early, 2026, 11, 18, 6, 0), YEAR, early) == at(early, 2026, 11, 18, 7, 0)
    never = replace(KALININGRAD, quiet_from=time(0), quiet_to=time(0))
    now = at(never, 2026, 11, 18, 3, 0)
    assert next_moment(now, YEAR, never) == now


@ZONES
def test_the_next_moment_skips_night_weekend_and_break(policy: Policy) -> None:
    assert next_moment(at(policy, 2026, 10, 23, 19, 30), YEAR, policy) == at(policy, 2026, 11, 5, 8, 0)


@given(
    st.dates(date(2026, 8, 1), date(2027, 8, 31)),
    st.sampled_from([KALININGRAD, KAMCHATKA]),
    st.integers(0, 23),
)
def test_every_reminder_can_be_sent_in_its_own_time(when: date, zone: Policy, hour: int) -> None:
    policy = replace(zone, remind_at=time(hour))
    reminders = plan(policy, when)
    assert {Rule.OVERDUE, Rule.ADMIN} <= {one.rule for one in reminders}
    assert any(one.rule is Rule.DAY for one in reminders) or hour >= 19
    for one in reminders:
        assert one.send_at < one.expires_at
        assert next_moment(one.send_at, YEAR, policy) == one.send_at
