"""Calendars, read by a library that did not write them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from cyclogram.normal import tidy
from cyclogram.phrases import Repeats, read
from cyclogram.school_year import school_year
from reports.ics import Deadline, calendar
from reports.plain import plain

NOW = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
REMIND_AT = time(9)
DAY = Deadline("row-17-1@school5", "Проверка журналов", date(2026, 10, 5), date(2026, 10, 5))
WINDOW = Deadline(
    "row-18-1@school5", "Опрос; родители, 5А", date(2026, 10, 1), date(2026, 10, 31), who=("Завуч", "Психолог"),
    object="Удовлетворённость", output="Справка", section="Условия, быт", sequence=3,
)  # fmt: skip
WEEKLY = Deadline("row-19-1@school5", "Линейка", date(2026, 9, 1), date(2027, 5, 26), rrule="FREQ=WEEKLY;BYDAY=MO")


def parsed(*deadlines: Deadline, name: str = "ВСОКО, завуч") -> Any:
    return vobject.readOne(calendar(name, deadlines, NOW, REMIND_AT).decode())


def event(deadline: Deadline) -> Any:
    return parsed(deadline).vevent


def alarms(found: Any) -> list[str]:
    """When the phone rings."""
    edges = {"START": found.dtstart.value, "END": found.dtend.value}
    at = [(edges[one.trigger.params["RELATED"][0]], one.trigger.value) for one in found.contents.get("valarm", [])]
    return [f"{datetime.combine(edge, time()) + before:%d.%m %H:%M}" for edge, before in at]


def test_a_window_with_everything_about_it() -> None:
    found = event(WINDOW)
    assert (found.dtstart.value, found.dtend.value) == (date(2026, 10, 1), date(2026, 11, 1))
    assert (found.uid.value, found.sequence.value, found.status.value) == ("row-18-1@school5", "3", "CONFIRMED")
    assert found.summary.value == "Опрос; родители, 5А"
    assert found.description.value == (
        "Отвечают: Завуч, Психолог\nОбъект: Удовлетворённость\nРезультат: Справка\nРаздел: Условия, быт"
    )
    assert found.categories.value == ["Условия, быт", "Удовлетворённость"]
    assert found.dtstamp.value == NOW


@pytest.mark.parametrize(
    "deadline, rings",
    [
        (DAY, ["28.09 09:00", "04.10 09:00"]),
        (WINDOW, ["01.10 09:00", "24.10 09:00", "30.10 09:00"]),
        (replace(WINDOW, end=date(2026, 10, 4)), ["01.10 09:00", "03.10 09:00"]),
        (WEEKLY, []),
        (replace(DAY, done=True), []),
        (replace(DAY, cancelled=True), []),
    ],
    ids=["a day", "a month", "a short window", "every week", "done", "dropped"],
)
def test_when_the_phone_rings(deadline: Deadline, rings: list[str]) -> None:
    assert alarms(event(deadline)) == rings


def test_what_is_done_or_dropped_says_so() -> None:
    assert event(replace(DAY, done=True)).summary.value == "✓ Проверка журналов"
    assert event(replace(DAY, cancelled=True)).status.value == "CANCELLED"


@pytest.mark.parametrize(
    "phrase, days",
    [
        ("каждый понедельник", (date(2026, 9, 7), date(2026, 9, 14), date(2027, 5, 24))),
        ("последняя пятница месяца", (date(2026, 9, 25), date(2026, 10, 30), date(2027, 4, 30))),
        ("ежедневно", (date(2026, 9, 1), date(2026, 9, 2), date(2027, 5, 26))),
        ("1 раз в 2 недели", (date(2026, 9, 1), date(2026, 9, 15), date(2027, 5, 25))),
    ],
)
def test_a_repeat_falls_on_its_days(phrase: str, days: tuple[date, date, date]) -> None:
    said = read(phrase, school_year(2026))
    assert isinstance(said, Repeats)
    deadline = replace(WEEKLY, start=said.start, end=said.until, rrule=said.rrule)
    found = event(deadline)
    falls = [one.date() for one in found.getrruleset(addRDate=True)]
    assert (falls[0], falls[1], falls[-1]) == days
    assert found.dtend.value - found.dtstart.value == timedelta(days=1)
    assert b"UNTIL=20270526" in calendar("x", [deadline], NOW, REMIND_AT)


def test_a_repeat_that_never_comes_is_left_out() -> None:
    never = replace(WEEKLY, start=date(2026, 9, 1), end=date(2026, 9, 6))
    assert [one.uid.value for one in parsed(never, DAY).vevent_list] == [DAY.uid]
    with pytest.raises(ValueError, match="without events"):
        calendar("x", [never], NOW, REMIND_AT)


def test_the_same_plan_makes_the_same_file() -> None:
    assert calendar("x", [DAY, WINDOW, WEEKLY], NOW, REMIND_AT) == calendar("x", [DAY, WINDOW, WEEKLY], NOW, REMIND_AT)


def test_a_deadline_travels_as_plain_data() -> None:
    assert Deadline.from_dict(json.loads(json.dumps(plain(WINDOW)))) == WINDOW


anything = st.text(max_size=120).filter(tidy)


@given(anything, anything, st.lists(anything, max_size=3))
@settings(deadline=None, max_examples=60)
def test_any_words_can_stand_in_it(what: str, name: str, who: list[str]) -> None:
    written = calendar(name, [replace(WINDOW, what=what, who=tuple(who), section=name)], NOW, REMIND_AT)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    book = vobject.readOne(written.decode())
    assert book.vevent.summary.value == tidy(what)
    assert book.vevent.categories.value[0] == tidy(name)
