"""A large school with long words: every screen that can be reached still fits the narrowest messenger."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from chat.events import Address, ButtonPressed, Event, Ref, TextSent
from chat.screen import Screen
from cyclogram.plan import Due, PlanRow, Question, ReadPlan
from cyclogram.spans import one_day
from cyclogram.weeks import week_of
from handlers.turn import turn
from scheduler.wording import Wording
from storage.moments import Moments
from storage.outbox import Sent
from storage.people import Audience, Membership, Purpose, Role
from storage.work import Work
from surveys.consents import VERSION
from surveys.definition import builtin
from tests.desk import FACTS, Desk, open_desk

LONG = "Превысокомногорассмотрительствующий — и <b>не</b> & «кавычки» 🏫 "
CELL = LONG * 30
SCHOOL = replace(FACTS, school=(LONG * 3)[:120])
LETTERS = "АБВГДЕЖЗИК"
CLASSES = tuple(f"{year}{letter}" for year, letter in product(range(1, 12), LETTERS))
TODAY = date(2026, 11, 23)


def _plan(rows: int) -> ReadPlan:
    def row(n: int) -> PlanRow:
        asked = (Question(n, "deadline", CELL, f"{LONG}!A{n}", CELL[:300], (one_day(TODAY),), (CELL[:300],)),)
        who = (f"{n % 125} {CELL}"[:300], f"{n % 7} завуч")
        due = tuple(Due(one_day(TODAY + timedelta(days=n % 125 + k)), CELL[:300], 0.5) for k in range(1 + n % 3))
        return PlanRow(f"{LONG}!A{n}", n, f"{n} {CELL}", output=CELL, responsible=who, deadlines=due, questions=asked)

    return ReadPlan(tuple(row(n) for n in range(rows)))


def _seed(work: Work) -> None:
    _people(work)
    _waves(work)
    _positions(work)
    _invitations(work)


def _people(work: Work) -> None:
    for name in CLASSES:
        for audience in (Audience.STUDENTS, Audience.PARENTS):
            work.school.set_size(audience, name, 2000)
    work.school.set_size(Audience.TEACHERS, "", 2000)
    people = work.people
    for n in range(60):
        admin = people.add(Address("telegram", f"{n}" * 10)).id
        people.grant(admin, Role.ADMIN)
        people.add_address(admin, Address("web", f"{n:064}"))
    mother = people.add(Address("telegram", "mother")).id
    people.consent(mother, Purpose.SURVEYS, VERSION)
    for name in CLASSES[:40]:
        people.join(mother, Membership(Audience.PARENTS, name))
        people.join(mother, Membership(Audience.STUDENTS, name))


def _waves(work: Work) -> None:
    for audience in Audience:
        classes = tuple(work.school.sizes(audience))
        for state in range(4):
            wave = work.waves.make(builtin()[audience], audience, classes, TODAY, TODAY + timedelta(days=5))
            if state:
                work.waves.start(wave, TODAY)
            if state > 1:
                _vote(work, wave, classes)
            if state > 2:
                work.closing.close(wave, TODAY)


def _positions(work: Work) -> None:
    assert work.plans.enforce(work.plans.add(_plan(250), CELL))
    work.plans.add(_plan(250), CELL)
    head = work.people.add(Address("telegram", "head")).id
    work.people.consent(head, Purpose.REMINDERS, VERSION)
    for position in work.positions.in_force():
        work.codes.for_position(position.id)
        if position.id % 2:
            work.positions.hold(position.id, head)


def _invitations(work: Work) -> None:
    wave = work.waves.running(Audience.PARENTS, CLASSES[0], TODAY)[0]
    for n in range(40):
        person = work.people.add(Address("vk", f"{n}")).id
        work.outbox.put(f"invite:{wave.id}:{person}", "invitation", person, {"wave": wave.id})
    for n, message in enumerate(work.outbox.with_state(Sent.DUE)):
        work.outbox.mark([message.id], Sent.UNDELIVERABLE, reason=f"{n} {LONG}")


def _vote(work: Work, wave_id: int, classes: tuple[str, ...]) -> None:
    wave = work.waves.get(wave_id)
    assert wave
    for n, name in enumerate(classes):
        answers: dict[str, int | None] = {one.id: n % 5 for one in wave.survey.statements}
        for _ in range(5 if name else 12):
            work.ballots._on_the_pile(wave_id, name, answers)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = open_desk(f"sqlite:///{tmp_path_factory.mktemp('scale') / 'school.db'}")
    desk.write(_seed)
    yield desk
    desk.engine.dispose()


def walk(desk: Desk, who: str, begin: str, most: int = 180) -> dict[str, Screen]:
    """Every button pressed that can be reached from where a command leads; each press is undone but for its screen."""
    with desk.engine.connect() as connection, connection.begin() as transaction:
        work = Work(connection, Moments(desk.moment, desk.moment))
        here = Address("telegram", who)

        def press(what: TextSent | ButtonPressed, n: int) -> Screen:
            with connection.begin_nested() as step:
                try:
                    shown = turn(work, Event(f"e{n}", here, here, what), SCHOOL).screen
                except Exception as error:
                    error.add_note(f"after {what}")
                    raise
                assert shown
                step.rollback()
                return shown

        found: dict[str, Screen] = {begin: press(TextSent(begin), 0)}
        waiting = deque(found.values())
        while waiting and len(found) < most:
            for button in (button for row in waiting.popleft().rows for button in row):
                packed = button.action.pack()
                if packed not in found:
                    found[packed] = press(ButtonPressed(packed, Ref("1")), len(found))
                    waiting.append(found[packed])
        transaction.rollback()
    return found


def test_every_screen_of_an_administrator_fits(desk: Desk) -> None:
    seen = walk(desk, "0" * 10, "/start")
    verbs = {packed.partition(".")[0] for packed in seen}
    assert verbs >= {"admins", "by_class", "help", "invite", "invites", "people", "plan_people", "plan_rows", "wave"}


@pytest.mark.parametrize(("who", "begin"), [("mother", "/start"), ("head", "/deadlines"), ("head", "/stop")])
def test_every_screen_of_the_others_fits(desk: Desk, who: str, begin: str) -> None:
    assert len(walk(desk, who, begin)) > 5


def test_every_message_of_the_outbox_fits(desk: Desk) -> None:
    kinds = Wording(SCHOOL.school, SCHOOL.policy).kinds()

    def look(work: Work) -> None:
        head = work.people.at(Address("telegram", "head"))
        assert head
        work.people.grant(head.id, Role.ADMIN)
        mine = work.deadlines.open_of(head.id)[:120]
        for deadline in mine:
            work.outbox.put(f"r:{deadline.id}", "reminder", head.id, {"deadline": deadline.id})
            args = {"trouble": "overdue", "deadline": deadline.id}
            work.outbox.put(f"n:{deadline.id}", "notice", head.id, args)
        monday = week_of(work.now.astimezone(SCHOOL.policy.zone).date(), work.school.year_of).first
        work.outbox.put("w", "week", head.id, {"week": monday.isoformat()})
        due = work.outbox.with_state(Sent.DUE)
        for kind in ("reminder", "notice"):
            messages = [one for one in due if one.kind == kind]
            assert len(messages) == len(mine)
            for some in (messages, messages[:2], messages[:1]):
                assert kinds[kind].render(work, some)
        assert kinds["week"].render(work, [one for one in due if one.kind in {"reminder", "week"}])

    desk.write(look)
