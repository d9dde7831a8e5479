"""The school's own calendar as stored, and what follows it: reminders, hours, files that are read."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from cyclogram.school_year import school_year
from cyclogram.year_changes import NOTHING, YearChanges
from scheduler.hours import Hours, may_go
from storage.engine import open_engine
from storage.moments import Moments
from storage.office import glance, open_office
from storage.school import PLANNED
from storage.tables import metadata
from storage.work import Work
from tests.scheduler.stage import MONDAY, MOSCOW

T = TypeVar("T")
Do = Callable[[Callable[[Work], Any]], Any]
OFF = YearChanges(days_off=frozenset({date(2026, 9, 7)}), days_per_week=6)


@pytest.fixture
def do(database_url: str) -> Iterator[Do]:
    engine = open_engine(database_url)
    metadata.create_all(engine)

    def run(job: Callable[[Work], T]) -> T:
        with engine.begin() as connection:
            return job(Work(connection, Moments(MONDAY, MONDAY)))

    yield run
    engine.dispose()


def test_a_year_nobody_has_changed_is_the_ministrys(do: Do) -> None:
    assert do(lambda work: work.school.year(2026)) == school_year(2026)
    assert do(lambda work: work.school.year_of(date(2027, 7, 1))) == school_year(2027)


def test_a_changed_year_holds_at_once_and_later_and_no_other_year_is_touched(do: Do) -> None:
    def change(work: Work) -> None:
        work.school.put(PLANNED, "planned")
        assert work.school.year(2026).days_per_week == 5
        work.school.change_year(2026, OFF)
        assert work.school.year(2026).days_per_week == 6
        assert work.school.get(PLANNED) == ""

    do(change)
    assert do(lambda work: work.school.year_changes(2026)) == OFF
    assert not do(lambda work: work.school.year_of(date(2026, 9, 7)).is_working_day(date(2026, 9, 7)))
    assert do(lambda work: work.school.year(2027)) == school_year(2027)


def test_nobody_is_written_to_on_the_schools_own_day_off(do: Do) -> None:
    do(lambda work: work.school.change_year(2026, OFF))
    until = do(lambda work: may_go(Hours.WORKING, work.now, MOSCOW, work.school.year_of))
    assert until == datetime(2026, 9, 8, 9, tzinfo=MOSCOW.zone)


def test_a_command_that_only_reads_makes_no_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/school.db"
    assert glance(url, lambda work: work.school.year_changes(2026), NOTHING) == NOTHING
    assert not (tmp_path / "school.db").exists()
    with open_office(url) as office:
        office.do(lambda work: work.school.change_year(2026, OFF))
        assert glance(url, lambda work: work.school.year_changes(2026), NOTHING) == OFF
