"""The outbox under any order of events: nothing is said twice without need, and everything ends in a known state."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, func, select

from chat.events import Address
from scheduler import outcomes
from scheduler.sender import Delivery, Sender
from storage.engine import open_engine
from storage.moments import Moments
from storage.outbox import Planned, Sent
from storage.tables import metadata, outbox
from storage.work import Work
from storage.writer import Writer
from tests.scheduler.stage import HOUR, KINDS, MONDAY, MOSCOW, FakeChannel, person

T = TypeVar("T")
ENDS = {Sent.SENT, Sent.FOLDED, Sent.UNDELIVERABLE, Sent.UNKNOWN, Sent.EXPIRED}
PEOPLE = st.sampled_from(["telegram:1", "telegram:2", "vk:3", "vk:4"])
FATES = st.sampled_from(["shown", "lost", "lost", "never", "later", "gone", "on its way"])
KEYS = st.sampled_from(
    [f"deadline:{n}:{rule}" for n in (1, 2, 3) for rule in ("week", "eve")] + ["invite:1", "invite:2"]
)


class Sending(RuleBasedStateMachine):
    """The sender's own steps, taken one at a time, with a crash possible between any two."""

    engine: Engine
    sender: Sender

    @initialize()
    def begin(self) -> None:
        self.engine = open_engine("sqlite:///:memory:")
        metadata.create_all(self.engine)
        self.real = MONDAY
        self.away: dict[str, Delivery] = {}
        self.seen: Counter[int] = Counter()  # message → how often somebody saw it
        self.doubts: Counter[int] = Counter()  # message → how often its outcome was unknown
        self.cancelled: set[int] = set()
        self.on_telegram: set[int] = set()
        self.vk: set[str] = set()  # what VK remembers to have shown
        self.people: dict[str, int] = {}
        self.writer = Writer(self.engine, lambda: Moments(self.real, self.real))
        self.start()

    def start(self) -> None:
        channels = {name: FakeChannel(name) for name in ("telegram", "vk")}
        self.sender = Sender(self.writer, channels, KINDS, MOSCOW, remembers={"vk": HOUR})

    def do(self, job: Callable[[Work], T]) -> T:
        with self.engine.begin() as connection:
            return job(Work(connection, Moments(self.real, self.real)))

    def plan(self, work: Work, key: str, place: str, ahead: int) -> None:
        if place not in self.people:
            self.people[place] = person(work, place)
            if place.startswith("telegram"):
                self.on_telegram.add(self.people[place])
        who, due = self.people[place], self.real + timedelta(minutes=ahead)
        bulk = key.startswith("invite")
        kind = "single" if bulk else "morning"
        work.outbox.put(f"{key}:{who}", kind, who, {"words": "…"}, due_at=due, bulk=bulk)

    @rule(key=KEYS, place=PEOPLE)
    def plan_again(self, key: str, place: str) -> None:
        if who := self.people.get(place):
            again = Planned(f"{key}:{who}", "morning", who, {"words": "…"}, self.real)
            self.do(lambda work: work.outbox.plan([again]))

    @rule(n=st.integers(1, 3))
    def done(self, n: int) -> None:
        def cancel(work: Work) -> None:
            waiting = select(outbox.c.id).where(outbox.c.state == Sent.DUE, outbox.c.key.startswith(f"deadline:{n}:"))
            self.cancelled |= set(work.connection.execute(waiting).scalars())
            work.outbox.cancel(f"deadline:{n}:")

        self.do(cancel)

    def claim(self) -> None:
        for lead, to in self.do(lambda work: self.sender._due(work, self.sender._room())):
            claimed = self.do(partial(self.sender._claim_one, lead=lead, to=to))
            if claimed:
                assert claimed.key not in self.away
                assert not self.cancelled & set(claimed.ids)
                self.away[claimed.key] = claimed

    @rule(
        messages=st.lists(st.tuples(KEYS, PEOPLE, st.sampled_from([0, 0, 0, 30])), max_size=6),
        minutes=st.sampled_from([1, 2, 30, 70]),
        fates=st.lists(FATES, min_size=1, max_size=8),
    )
    def goes_on(self, messages: list[tuple[str, str, int]], minutes: int, fates: list[str]) -> None:
        """Time passes, what is due leaves, and each message meets its own fate; some stay on their way."""
        for key, place, ahead in messages:
            self.do(partial(self.plan, key=key, place=place, ahead=ahead))
        self.real += timedelta(minutes=minutes)
        self.claim()
        for key, fate in zip(sorted(self.away), cycle(fates), strict=False):
            if fate != "on its way":
                self.do(self.marked(self.away.pop(key), fate))

    @rule(place=PEOPLE)
    def comes_back(self, place: str) -> None:
        self.do(lambda work: work.people.at(Address(*place.split(":"))))

    def marked(self, delivery: Delivery, outcome: str) -> Callable[[Work], Any]:
        to, ids, kind = delivery.to, delivery.ids, KINDS[delivery.messages[0].kind]
        if outcome in {"shown", "lost"}:
            self.show(delivery)
        if outcome in {"lost", "never"}:
            self.doubts.update(ids)
        remembers = HOUR if to.messenger == "vk" else timedelta(0)
        match outcome:
            case "shown":
                return lambda work: work.outbox.mark(ids, Sent.SENT)
            case "later":
                return lambda work: self.sender._rest(work, ids, to.messenger, timedelta(minutes=1))
            case "gone":
                return lambda work: outcomes.gone(work, ids, to)
            case _:
                return lambda work: outcomes.unknown(work, delivery.messages, remembers, kind)

    def show(self, delivery: Delivery) -> None:
        if delivery.to.messenger == "vk" and delivery.key in self.vk:
            return
        self.vk.add(delivery.key)
        self.seen.update(delivery.ids)

    @rule(data=st.data())
    def crash(self, data: st.DataObject) -> None:
        """Some of what was on its way arrived; nobody noted any of it."""
        for key in sorted(self.away):
            if data.draw(st.booleans()):
                self.show(self.away[key])
            self.doubts.update(self.away[key].ids)
        self.away.clear()
        self.start()
        self.do(self.sender._recover)

    @invariant()
    def nobody_is_nagged(self) -> None:
        for message_id, times in self.seen.items():
            message = self.do(lambda work, one=message_id: work.outbox.get(one))  # type: ignore[misc] # bound at once
            may_repeat = not message.bulk and message.person_id in self.on_telegram
            assert times <= 1 + (self.doubts[message_id] if may_repeat else 0)

    @invariant()
    def one_row_a_key(self) -> None:
        twice = select(outbox.c.key).group_by(outbox.c.key).having(func.count() > 1)
        assert self.do(lambda work: work.connection.execute(twice).first()) is None

    @invariant()
    def what_is_marked_sent_was_seen(self) -> None:
        sent = self.do(lambda work: work.outbox.with_state(Sent.SENT))
        assert {message.id for message in sent} <= self.seen.keys()

    def teardown(self) -> None:
        """Left alone with a working messenger, everything comes to an end."""
        self.writer._queue.put(None)
        for _ in range(30):
            self.claim()
            for key in sorted(self.away):
                self.do(self.marked(self.away.pop(key), "shown"))
            self.real += timedelta(hours=1)
        states = self.do(lambda work: set(work.outbox.tally("")))
        assert states <= ENDS
        unseen_vk = {message.id for message in self.do(lambda work: work.outbox.with_state(Sent.UNKNOWN))}
        assert all(self.doubts[message] for message in unseen_vk)


Sending.TestCase.settings = settings(max_examples=50, stateful_step_count=12)
TestSending = Sending.TestCase


def test_vk_shows_nothing_twice_within_its_memory(database_url: str) -> None:
    """Whatever joins a morning later, the repeated message keeps its key and its content."""
    engine = open_engine(database_url)
    metadata.create_all(engine)

    def do(job: Callable[[Work], T], at: datetime = MONDAY) -> T:
        with engine.begin() as connection:
            return job(Work(connection, Moments(at, at)))

    who = do(lambda work: person(work, "vk:1"))
    plan = [Planned(f"k{n}", "morning", who, {"words": str(n)}, MONDAY) for n in range(3)]
    do(lambda work: work.outbox.plan(plan[:2]))
    channels = {"vk": FakeChannel("vk")}
    writer = Writer(engine, lambda: Moments(MONDAY, MONDAY))
    sender = Sender(writer, channels, KINDS, MOSCOW, remembers={"vk": HOUR})
    ((lead, to),) = do(lambda work: sender._due(work, sender._room()))
    first = do(lambda work: sender._claim_one(work, lead, to))
    assert first
    do(lambda work: outcomes.unknown(work, first.messages, HOUR, None))
    do(lambda work: work.outbox.plan(plan[2:]))
    soon = MONDAY + timedelta(seconds=10)
    found = do(lambda work: sender._due(work, sender._room()), soon)
    again = [do(partial(sender._claim_one, lead=one, to=to), soon) for one, to in found]
    assert [(one.key, one.ids) for one in again if one] == [(first.key, first.ids), ("outbox:3", [3])]
    writer._queue.put(None)
    engine.dispose()


def test_a_moment_of_the_outbox_is_a_second_of_utc(database_url: str) -> None:
    engine = open_engine(database_url)
    metadata.create_all(engine)
    at = datetime(2026, 9, 7, 9, 0, 0, 999_999, tzinfo=UTC)
    with engine.begin() as connection:
        work = Work(connection, Moments(at, at))
        who = person(work, "vk:1")
        work.outbox.put("now", "single", who, {}, due_at=at)
        work.outbox.put("next", "single", who, {}, due_at=at + timedelta(seconds=1))
        assert [message.key for message, _ in work.outbox.due(9, ["vk"], [])] == ["now"]
        assert work.outbox.next_due() == at.replace(microsecond=0) + timedelta(seconds=1)
    engine.dispose()
