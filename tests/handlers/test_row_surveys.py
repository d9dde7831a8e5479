"""A row that is a survey opens a wave, and gets its result when the wave closes."""

from datetime import date

import pytest

from cyclogram.plan import Due, PlanRow, ReadPlan
from cyclogram.spans import Span
from storage.people import Audience
from storage.work import Work
from tests.desk import Desk, Guest

WINDOW = Span(date(2026, 11, 24), date(2026, 12, 4))


def plan(what: str) -> ReadPlan:
    return ReadPlan((PlanRow("Л!A2", 2, what, responsible=("Завуч",), deadlines=(Due(WINDOW, "", 1.0),)),))


@pytest.fixture
def deputy(desk: Desk) -> Guest:
    guest = desk.admin()

    def begin(work: Work) -> None:
        for audience in (Audience.PARENTS, Audience.TEACHERS):
            work.school.set_size(audience, "5А" if audience is Audience.PARENTS else "", 20)

    desk.write(begin)
    return guest


def enforce(desk: Desk, what: str) -> int:
    def job(work: Work) -> int:
        assert work.plans.enforce(work.plans.add(plan(what), "план.xlsx"))
        return work.deadlines.open()[0].id

    deadline: int = desk.write(job)
    return deadline


def test_the_first_time_the_survey_is_walked_through(desk: Desk, deputy: Guest) -> None:
    deadline = enforce(desk, "Опрос родителей")
    deputy.send(f"wave_open.{deadline}.parents")
    assert "Пройти для проверки" in deputy.buttons
    assert "с 24 ноября по 4 декабря" in deputy.text
    deputy.send(f"wave_open.{deadline}.parents")  # pressed twice: the same draft
    assert len(desk.write(lambda work: work.waves.all())) == 1


def test_a_survey_she_knows_opens_at_once_and_gives_its_result_back(desk: Desk, deputy: Guest) -> None:
    deadline = enforce(desk, "Опрос родителей")
    wave = desk.wave(Audience.PARENTS, ("5А",))
    desk.write(lambda work: work.waves.walk(wave))
    deputy.send(f"wave_open.{deadline}.parents")
    opened = desk.write(lambda work: work.row_surveys.wave_of(deadline, Audience.PARENTS))
    assert opened not in (None, wave)
    desk.write(lambda work: work.closing.close(opened, desk.today()))
    done = desk.write(lambda work: work.deadlines.get(deadline))
    assert not done.is_open
    assert done.word == "Опрос закрыт (родители): ответили 0 из 30, 0 %."


def test_a_row_that_asks_two_is_done_after_both(desk: Desk, deputy: Guest) -> None:
    deadline = enforce(desk, "Опрос родителей и педагогов")
    waves = []
    for audience in ("parents", "teachers"):
        deputy.send(f"wave_open.{deadline}.{audience}")
        wave = desk.write(lambda work, one=audience: work.row_surveys.wave_of(deadline, Audience(one)))
        desk.write(lambda work, one=wave: work.waves.start(one, desk.today()))
        waves.append(wave)
    desk.write(lambda work: work.closing.close(waves[0], desk.today()))
    assert desk.write(lambda work: work.deadlines.get(deadline)).is_open
    desk.write(lambda work: work.closing.close(waves[1], desk.today()))
    assert not desk.write(lambda work: work.deadlines.get(deadline)).is_open


def test_whom_a_row_asks_is_changed_in_the_chat(desk: Desk, deputy: Guest) -> None:
    enforce(desk, "Опрос родителей")
    stored = desk.write(lambda work: work.plans.in_force())
    key = stored.plan.rows[0].key
    deputy.send(f"plan_row.{stored.id}.{key}")
    assert "Опрос: родители" in deputy.text
    deputy.press("Опрос").press("Учителя").press("✓ Родители").press("К строке")
    assert "Опрос: учителя" in deputy.text


@pytest.mark.parametrize("action", ["wave_open.1.parents", "row_tie.0123456789.parents.1", "row_survey.1.0123456789"])
def test_nobody_else_opens_a_survey(desk: Desk, deputy: Guest, action: str) -> None:
    enforce(desk, "Опрос родителей")
    desk.guest("parent").agree(desk.code()).send(action)
    assert desk.write(lambda work: work.waves.all()) == []
