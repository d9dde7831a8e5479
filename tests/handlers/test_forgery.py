"""Every button, forged by everybody with everything: nothing breaks, changes, or shows what is not theirs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from inspect import signature
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from chat.actions import LIMIT, Action, NotAnAction
from chat.events import Address, ButtonPressed, Event, Ref, Started, TextSent, What
from chat.screen import Screen
from cyclogram.plan import Due, PlanRow, Question, ReadPlan
from cyclogram.spans import one_day
from handlers.routes import ACTIONS, VIEWS
from handlers.turn import current, turn
from handlers.typed import COMMANDS, TYPED
from storage.choices import Choice
from storage.moments import Moments
from storage.people import Audience, Membership, Purpose, Role
from storage.tables import metadata
from storage.work import Work
from surveys.consents import VERSION
from surveys.definition import builtin
from surveys.filling import Filling, to_data
from tests.desk import FACTS, Desk, open_desk

GARBAGE = ("", "0", "9" * 9, "9" * 30, "-1", "x", "w1", "p-1-0", "p--")
NOT_ASCII = ("٣", "²", "１", "№", "1\n", "1 ", "ё")
OF_THE_PLAN = ("ТАЙНЫЙ СРОК", "ТАЙНАЯ ДОЛЖНОСТЬ")
"""What and who: everybody who answers for something in the plan may look at all of it."""
SECRET = (
    "ТАЙНОЕ СЛОВО",
    "ТАЙНЫЙ ФАЙЛ",
    "ТАЙНОЕ РЕШЕНИЕ",
    "ТАЙНЫЙ СРОК",
    "ТАЙНАЯ ДОЛЖНОСТЬ",
    "тайный-план.csv",
    "telegram:500",
    "telegram:100",
)
OURS = {"handled", "addresses", "wrong_codes"}
"""Tables that any press of somebody known touches: it is remembered, and the chat stands somewhere."""


@dataclass(slots=True)
class School:
    """A school with something of everything; `ids` are the things of others, `people` the rows by address."""

    desk: Desk
    ids: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    before: dict[str, set[str]] = field(default_factory=dict)
    drawn: set[tuple[str, Screen | None]] = field(default_factory=set)
    pressed: int = 0

    def press(
        self, who: Address, what: What, *, standing: str | None = None
    ) -> tuple[Screen | None, dict[str, set[str]]]:
        """One event, undone; returns what was shown, and the rows that were lost or made, by table.

        A screen that is new to the person is drawn a second time, as the messenger may ask for.
        """
        self.pressed += 1
        happened = Event(f"forged{self.pressed}", who, who, what)
        with self.desk.engine.connect() as connection, connection.begin() as transaction:
            work = Work(connection, Moments(self.desk.moment, self.desk.moment))
            if standing is not None:
                work.people.stand(who, standing)
            self.written.clear()
            shown = turn(work, happened, FACTS).screen
            touched = {name for name in metadata.tables if any(f" {name} " in f"{one} " for one in self.written)}
            rows = {name: _rows(connection, name) for name in touched - OURS}
            if (who.id, shown) not in self.drawn:
                self.drawn.add((who.id, shown))
                current(work, happened, FACTS)
            transaction.rollback()
        return shown, {name: found ^ self.before[name] for name, found in rows.items() if found != self.before[name]}

    def foreign(self, who: Address, changed: dict[str, set[str]]) -> list[str]:
        """Of what changed, what is not the person's own. Marks of chores to be done anew are nobody's."""
        mine = self.people.get(who.id, 0)
        marks = (
            f"'person_id': {mine},",
            f"'person_id': {mine}}}",
            f"{{'id': {mine}}}",
            f"'messenger': '{who.messenger}', 'place': '{who.id}',",
            "'key': 'planned'",
            "'key': 'tidied'",
        )
        return [row for rows in changed.values() for row in rows if not any(mark in row for mark in marks)]

    def told(self, shown: Screen | None) -> list[str]:
        """Secrets of others on a screen."""
        if shown is None:
            return []
        said = shown.text.plain + " ".join(f"{one.label} {one.action.pack()}" for row in shown.rows for one in row)
        codes = [code for name, code in self.ids.items() if name.endswith("code")]
        return [secret for secret in (*SECRET, *codes) if secret in said]


def _rows(connection: Connection, name: str) -> set[str]:
    return {repr(dict(row)) for row in connection.execute(select(metadata.tables[name])).mappings()}


def _seed(work: Work, ids: dict[str, str]) -> None:
    today = date(2026, 11, 23)
    people = work.people

    def person(name: str, *purposes: Purpose) -> int:
        found = people.add(Address("telegram", name)).id
        for purpose in purposes:
            people.consent(found, purpose, VERSION)
        return found

    admin, other_admin, was_admin = person("100"), person("500"), person("600")
    for one in (admin, other_admin):
        people.grant(one, Role.ADMIN)
    people.join(was_admin, Membership(Audience.TEACHERS, ""))
    for audience, name in product((Audience.PARENTS, Audience.STUDENTS), ("5А", "5Б")):
        work.school.set_size(audience, name, 25)
    work.school.set_size(Audience.TEACHERS, "", 12)
    mother, father = person("200", Purpose.SURVEYS), person("300", Purpose.SURVEYS)
    people.join(mother, Membership(Audience.PARENTS, "5А"))
    people.join(father, Membership(Audience.PARENTS, "5Б"))
    survey = builtin()["parents"]
    drafted, running, closed = (
        work.waves.make(survey, Audience.PARENTS, ("5А", "5Б"), today, today + timedelta(days=5)) for _ in range(3)
    )
    ids |= {"draft": str(drafted), "wave": str(running), "closed": str(closed)}
    work.waves.start(running, today)
    work.waves.start(closed, today)
    first = {survey.statements[0].id: 4}
    drafts = to_data(Filling(first, 1, comment="ТАЙНОЕ СЛОВО"))
    ids["filling"] = str(work.fillings.begin(running, father, "5Б", drafts))
    work.fillings.begin(running, mother, "5А", to_data(Filling(first, 1)))
    work.closing.close(closed, today)
    due = (Due(one_day(date(2026, 12, 1)), "", 1.0),)
    asked = (Question(1, "deadline", "Когда?", "Л!A2", guess=(one_day(date(2026, 12, 2)),)),)
    rows = (
        PlanRow("Л!A1", 1, "ТАЙНЫЙ СРОК", responsible=("ТАЙНАЯ ДОЛЖНОСТЬ",), deadlines=due),
        PlanRow("Л!A2", 2, "Отчёт", responsible=("Завуч",), questions=asked),
    )
    plan = work.plans.add(ReadPlan(rows), "тайный-план.csv")
    assert work.plans.enforce(plan)
    waiting = work.plans.add(ReadPlan(rows), "тайный-план.csv")
    secret, own = work.positions.of("ТАЙНАЯ ДОЛЖНОСТЬ"), work.positions.of("Завуч")
    keeper = person("400", Purpose.REMINDERS)
    work.positions.hold(secret, keeper)
    work.positions.hold(own, person("450", Purpose.REMINDERS))
    work.positions.hold(own, keeper)  # so that nobody leaves a position behind, which administrators would be told
    ids |= {"plan": str(plan), "waiting": str(waiting), "position": str(secret)}
    ids["deadline"] = str(next(one.id for one in work.deadlines.open() if one.what == "ТАЙНЫЙ СРОК"))
    theirs = int(ids["deadline"])
    call = work.choices.note(theirs, keeper, Choice.HELP, "ТАЙНОЕ СЛОВО")
    put_off = work.choices.later(theirs, keeper, work.now)
    ids["attachment"] = str(work.attachments.add(theirs, keeper, "ТАЙНЫЙ ФАЙЛ.pdf", b"%PDF"))
    row = next(one for one in work.rows.in_force() if one.what == "ТАЙНЫЙ СРОК")
    said = {"what": "ТАЙНОЕ РЕШЕНИЕ", "who": "ТАЙНАЯ ДОЛЖНОСТЬ", "due": "", "metric": ""}
    ids["decision"] = str(work.decisions.add(row.id, theirs, admin, **said))
    ids |= {"choice": str(call), "put off": str(put_off)}
    ids["job"] = str(work.jobs.add("chart", {"id": closed}, Address("telegram", "500")))
    ids["class code"] = work.codes.for_class(Audience.PARENTS, "5Б", 25).code
    ids["position code"] = work.codes.for_position(secret).code
    ids["device code"] = work.codes.for_device(other_admin).code
    ids["admin code"] = work.codes.for_admin().code


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    desk = open_desk(f"sqlite:///{tmp_path_factory.mktemp('forgery') / 'school.db'}")
    school = School(desk)
    desk.write(lambda work: _seed(work, school.ids))
    with desk.engine.begin() as connection:
        for who in ROLES.values():
            if found := Work(connection, Moments(desk.moment, desk.moment)).people.at(who):
                school.people[who.id] = found.id
        school.before = {name: _rows(connection, name) for name in metadata.tables}

    @event.listens_for(desk.engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: object) -> None:
        if not statement.startswith("SELECT"):
            school.written.append(" ".join(statement.replace(",", " ").split()))

    yield school
    desk.engine.dispose()


ROLES = {
    "stranger": Address("telegram", "777"),
    "respondent": Address("telegram", "200"),
    "holder": Address("telegram", "450"),
    "ex-admin": Address("telegram", "600"),
    "admin": Address("telegram", "100"),
}
STRANGE = {name: who for name, who in ROLES.items() if name != "admin"}
VERBS = sorted({*ACTIONS, *VIEWS})
WITH_A_CODE = {"agree", "join", "connect", "consent", "invited"}
"""Who knows a code may use it; elsewhere one is only a name."""
WITH_A_VERSION = {"agree"}
"""A consent is given to a version of its words."""
OWN = {"finish.p-1-0", "device"}
"""An administrator's walk, anybody's code for another messenger: nothing in them is forged."""
STAFF_LOOKS_AT = {"cyclogram", "month_draw", "month_people", "plan_due"}
"""Screens that show the school's plan to all who answer for something in it."""


def packed(verb: str, *args: str) -> str | None:
    """A payload, if a messenger would carry it."""
    try:
        return Action(verb, args).pack()
    except NotAnAction:
        return None


def verb_of(payload: str) -> str:
    return payload.partition(".")[0]


def takes(verb: str) -> int:
    """How many arguments it has."""
    return len(signature(ACTIONS.get(verb) or VIEWS[verb]).parameters) - 1


def garbled(verb: str) -> Iterator[str]:
    """The verb with arguments that stand for nothing: as many as it takes, and fewer, and once too many."""
    shifted = list(zip(GARBAGE, GARBAGE[3:] + GARBAGE[:3], GARBAGE[5:] + GARBAGE[:5], strict=True))
    found = [args[:n] for args in shifted for n in range(1, min(takes(verb), 3) + 1)]
    yield from filter(None, (packed(verb, *args) for args in [*found, (*GARBAGE[1:4], "x")]))


@pytest.mark.parametrize("role", ["stranger", "respondent", "admin"])
def test_garbage_breaks_nothing_and_changes_nothing(school: School, role: str) -> None:
    wrong: list[str] = []
    for payload in (one for verb in VERBS for one in garbled(verb)):
        try:
            shown, changed = school.press(ROLES[role], ButtonPressed(payload, Ref("1")))
        except Exception as error:  # noqa: BLE001 every one is told of, at the end
            wrong.append(f"{payload}: {error!r}")
            continue
        if shown is None:
            wrong.append(f"{payload}: nothing shown")
        if changed and not OWN & {payload, verb_of(payload)}:
            wrong.append(f"{payload}: changed {sorted(changed)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "payload", [*(f"answer.{one}.x.4" for one in NOT_ASCII), "", ".", "..", "ответ", "x" * 500, "home." * 90]
)
def test_what_is_no_payload_shows_where_one_stands(school: School, payload: str) -> None:
    for who in ROLES.values():
        shown, changed = school.press(who, ButtonPressed(payload, Ref("1")))
        assert shown is not None
        assert not changed


def theirs(verb: str, ids: dict[str, str]) -> Iterator[str]:
    """The verb with the things of others in every place that could hold them."""
    codes = [code for name, code in ids.items() if name.endswith("code") and verb not in WITH_A_CODE]
    things = sorted({one for name, one in ids.items() if not name.endswith("code")})
    names = [
        "surveys",
        "reminders",
        "parents",
        f"w{ids['wave']}",
        f"w{ids['draft']}",
        f"p-{ids['draft']}-0",
        "0",
        "20261201",
        "202612",
        "all",
    ]
    some = [*things, *names, *codes]
    yield from filter(None, [packed(verb), *(packed(verb, one) for one in (some if takes(verb) else some[:1]))])
    statement = builtin()["parents"].statements[0].id
    if takes(verb) > 1:
        second = (*things, statement, "0", "parents", "all")
        yield from filter(None, (packed(verb, one, two) for one in things for two in second))
        yield from filter(None, (packed(verb, one, two) for one in names for two in (things[0], "0")))
    if takes(verb) > 2:
        yield from filter(None, (packed(verb, *three) for three in product(things, (*things, statement), ("1", "4"))))
    if verb in WITH_A_VERSION:
        yield from filter(None, (packed(verb, one, VERSION, token) for one in names for token in (*names, *things)))


@pytest.mark.parametrize("role", STRANGE)
def test_things_of_others_are_neither_changed_nor_shown(school: School, role: str) -> None:
    wrong: list[str] = []
    for payload in (one for verb in VERBS for one in theirs(verb, school.ids)):
        shown, changed = school.press(ROLES[role], ButtonPressed(payload, Ref("1")))
        if foreign := school.foreign(ROLES[role], changed):
            wrong.append(f"{payload}: changed {foreign}")
        may_look = role == "holder" and verb_of(payload) in STAFF_LOOKS_AT
        if told := [one for one in school.told(shown) if not (may_look and one in OF_THE_PLAN)]:
            wrong.append(f"{payload}: told {told}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", STRANGE)
def test_commands_of_an_administrator_are_nothing_to_others(school: School, role: str) -> None:
    for command, rest in product(COMMANDS, ("", "telegram:777", "telegram:100", "5А 30, 5Б 0", "9" * 40)):
        shown, changed = school.press(ROLES[role], TextSent(f"/{command} {rest}"))
        assert not school.foreign(ROLES[role], changed), command
        assert not school.told(shown), command


KEY = "0123456789"
"""What a button says for a row."""


@pytest.mark.parametrize("role", STRANGE)
def test_what_is_typed_on_an_old_screen_of_an_administrator_is_nothing(school: School, role: str) -> None:
    ids = school.ids
    old = [f"filling.{ids['filling']}", "people", "invites.parents.0", f"wave_classes.{ids['draft']}"]
    old += [f"wave_dates.{ids['wave']}", f"plan_question.{ids['waiting']}.1", f"said.{ids['choice']}"]
    old += [f"preview.{ids['draft']}.0", "when", "year", "year_said", "sentence", "cyclogram.202612.all.0"]
    old += ["report", "away_ask", f"hand_to.{ids['position']}.0"]
    old += [f"plan_object.{ids['waiting']}.{KEY}"]
    old += [f"plan_sure.{ids['waiting']}.{KEY}", f"plan_edit.{ids['waiting']}.{KEY}.what"]
    old += [f"later.{ids['deadline']}", f"need_help.{ids['deadline']}"]
    old += [f"reply.{ids['choice']}", "decision"]
    assert {one.partition(".")[0] for one in old} == {*TYPED}
    for view, words in product(old, ("5А 30", "5А", "все", "до 30 ноября", "4", "готово", "нет", "999999999999")):
        shown, changed = school.press(ROLES[role], TextSent(words), standing=view)
        assert not school.foreign(ROLES[role], changed), (view, words)
        assert not school.told(shown), (view, words)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "words",
    [
        "😀" * 2048,
        "а" * 4096,
        "\u202e" * 100,
        "/" * 300,
        "/ ",
        "/start@",
        "1" * 4096,
        "٣",
        "5" * 300 + "А 30",
        "\n" * 200 + ".",
    ],
    ids=lambda words: ascii(words[:2]),
)
def test_odd_words_get_an_answer_everywhere(school: School, role: str, words: str) -> None:
    standing = ["", "home", "people", "invites.parents.0", "wave_dates.1", "wave_classes.1", "preview.1.0", "when"]
    for view in [*standing, f"plan_question.{school.ids['waiting']}.1", f"said.{school.ids['choice']}"]:
        shown, _ = school.press(ROLES[role], TextSent(words), standing=view)
        assert shown is not None
        assert shown.text.units <= 3900


@pytest.mark.parametrize("code", ["", "x" * 64, "СТАРЫЙ-КОД", "٣" * 10, "A" * 10, "'; DROP", "\u202e", "0" * 4096])
def test_a_wrong_code_stores_nobody(school: School, code: str) -> None:
    for what in (Started(code), TextSent(code or "?")):
        shown, changed = school.press(ROLES["stranger"], what)
        assert shown is not None
        assert not changed


def test_a_payload_fits_the_narrowest_messenger() -> None:
    assert all(len(one) <= LIMIT for verb in VERBS for one in garbled(verb))
