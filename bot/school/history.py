"""What has happened in the demo's school before its first morning: last year's surveys, a plan, a running survey."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from importlib import resources
from random import Random
from zoneinfo import ZoneInfo

from bot.school.people import Neighbour, answers
from cyclogram.reading import read_file
from cyclogram.responsible import same
from storage.deadlines import Deadline
from storage.outbox import Sent
from storage.people import Audience, Membership, Purpose, Role
from storage.work import Work
from surveys.consents import VERSION
from surveys.definition import Survey, builtin
from surveys.filling import Filling, to_data

LAST_YEAR = (date(2026, 3, 2), date(2026, 3, 13))
RUNNING = (date(2026, 10, 5), date(2026, 10, 16))
MORNING = datetime(2026, 10, 13, 10, 5, tzinfo=ZoneInfo("Europe/Moscow"))
"""The demo begins on this Tuesday."""
YEAR = 2026
HELD = {
    "Методист": 0,
    "Организатор ВПР": 0,
    "Руководители ШМО": 1,
    "Зам. директора по ВР": 2,
    "Зам. директора по безопасности": 3,
    "Зам. директора по АХЧ": 4,
    "Ответственный за сайт": 5,
}
"""Position → which of the teachers who are not on the page holds it; mentors and the food board are still to come."""
WORDS = {"Сверка рабочих программ с ФОП": "Расхождений нет.", "Проверка обязательных разделов сайта": "Всё на месте."}
"""What was said when things of the past were closed."""
SORE = frozenset({"canteen", "clubs", "after_lessons", "fair_load", "time_for_lessons"})
"""What schools are least content with nearly everywhere."""


def last_year(work: Work, neighbours: Sequence[Neighbour], chance: Random) -> None:
    """Each audience was asked in March."""
    for audience in Audience:
        survey = builtin()[audience]
        mine = [one for one in neighbours if one.membership.audience is audience]
        wave_id = _wave(work, survey, audience, mine, LAST_YEAR)
        _vote(work, wave_id, survey, [one for one in mine if chance.random() < 0.8], chance)
        work.closing.close(wave_id, LAST_YEAR[1])


def running(work: Work, neighbours: Sequence[Neighbour], chance: Random) -> None:
    """Parents are being asked now; about half have answered."""
    survey = builtin()[Audience.PARENTS]
    mine = [one for one in neighbours if one.membership.audience is Audience.PARENTS]
    wave_id = _wave(work, survey, Audience.PARENTS, mine, RUNNING)
    for planned in work.row_surveys.due(*RUNNING):
        if planned.audience is Audience.PARENTS:
            work.row_surveys.open_for(wave_id, planned.deadline_id)
    _vote(work, wave_id, survey, [one for one in mine if chance.random() < 0.55], chance)


def _wave(work: Work, survey: Survey, audience: Audience, mine: Sequence[Neighbour], days: tuple[date, date]) -> int:
    known = {one.membership.class_name for one in mine}
    classes = tuple(name for name in work.school.sizes(audience) if name in known)
    wave_id = work.waves.make(survey, audience, classes, *days)
    work.waves.start(wave_id, days[0])
    return wave_id


def _vote(work: Work, wave_id: int, survey: Survey, voters: Sequence[Neighbour], chance: Random) -> None:
    for voter in voters:
        name = voter.membership.class_name
        work.fillings.begin(wave_id, voter.person_id, name, to_data(Filling()))
        filling = work.fillings.get(work.fillings.of(wave_id, voter.person_id, name) or 0, voter.person_id)
        if filling is not None:
            work.ballots.put(filling, voter.person_id, answers(survey, chance, SORE), "")


def plan(work: Work) -> None:
    """The cyclogram of 2026/27 is in force; what was due before the demo begins is done."""
    content = (resources.files("bot.school") / "plan.csv").read_bytes()
    plan_id = work.plans.add(read_file(content, "Циклограмма ВСОКО 2026-27.csv", YEAR), "Циклограмма ВСОКО 2026-27.csv")
    work.plans.enforce(plan_id)


def held(work: Work, neighbours: Sequence[Neighbour]) -> None:
    """Most positions have found their people."""
    teachers = [one for one in neighbours if one.membership.audience is Audience.TEACHERS]
    wanted = {same(wording): teachers[number].person_id for wording, number in HELD.items()}
    for position in work.positions.in_force():
        holder = wanted.get(same(position.wording))
        if holder is not None:
            work.people.consent(holder, Purpose.REMINDERS, VERSION)
            work.positions.hold(position.id, holder)


def done_in_time(work: Work) -> None:
    """What was due before the demo begins has been done."""
    for deadline in work.deadlines.open():
        if deadline.end < MORNING.date():
            work.deadlines.done(deadline.id, _doer(work, deadline), WORDS.get(deadline.what, ""))


def _doer(work: Work, deadline: Deadline) -> int:
    return work.deadlines.people(deadline.id)[0]


def already_said(work: Work, seats: Collection[int]) -> None:
    """Invitations of the past went out then; only who sits on the page finds theirs still coming."""
    past = [one.id for one in work.outbox.with_state(Sent.DUE) if one.person_id not in seats]
    work.outbox.mark(past, Sent.SENT)


def seats(work: Work, parent: int, teacher: int, head: int) -> None:
    """The three who sit on the page: a mother of a fifth-former, the psychologist, the deputy head."""
    work.people.join(parent, Membership(Audience.PARENTS, "5А"))
    work.people.join(teacher, Membership(Audience.TEACHERS, ""))
    work.people.grant(head, Role.ADMIN)
    for person_id in (parent, teacher):
        work.people.consent(person_id, Purpose.SURVEYS, VERSION)
    for person_id in (teacher, head):
        work.people.consent(person_id, Purpose.REMINDERS, VERSION)
    wanted = {same("Педагог-психолог"): teacher, same("Зам. директора по УВР"): head, same("Администратор ВСОКО"): head}
    for position in work.positions.in_force():
        holder = wanted.get(same(position.wording))
        if holder is not None:
            work.positions.hold(position.id, holder)
