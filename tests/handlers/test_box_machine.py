"""Whatever people press, in whatever order and on whichever telephone, the box holds exactly what they handed in."""

from collections import Counter

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from chat.events import Address
from storage.people import Audience, Membership, Purpose
from storage.tables import ballots, comments, fillings, participations
from storage.work import Work
from surveys.ballots import count
from surveys.consents import VERSION
from surveys.filling import Filling, Stage, can_finish, from_data
from tests.desk import Desk, Guest, open_desk
from tests.storage.box import IDS, SHORT

NAMES = ("mum", "dad", "gran")
CLASSES = ("5А", "5Б")
PEOPLE = st.sampled_from(NAMES)
TELEPHONES = st.sampled_from(("telegram", "vk"))
Key = tuple[str, str]


class Box(RuleBasedStateMachine):
    """Three parents, each of two classes, each with two telephones."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk = open_desk("sqlite://")
        self.wave = self.desk.wave(classes=CLASSES, survey=SHORT)
        self.chats: dict[Key, Guest] = {}
        self.handed_in: dict[Key, Filling] = {}
        self.closed = False
        for name in NAMES:
            self.desk.write(lambda work, name=name: self._settle_in(work, name))

    def _settle_in(self, work: Work, name: str) -> None:
        person = work.people.add(Address("telegram", name))
        work.people.add_address(person.id, Address("vk", name))
        work.people.consent(person.id, Purpose.SURVEYS, VERSION)
        for class_name in CLASSES:
            work.people.join(person.id, Membership(Audience.PARENTS, class_name))
        for messenger in ("telegram", "vk"):
            self.chats[name, messenger] = self.desk.guest(name, messenger)

    def teardown(self) -> None:
        self.desk.engine.dispose()

    @rule(name=PEOPLE, telephone=TELEPHONES, place=st.sampled_from((0, 1)))
    def begin(self, name: str, telephone: str, place: int) -> None:
        self.chats[name, telephone].send(f"begin.{self.wave}.{place}")

    @rule(name=PEOPLE, telephone=TELEPHONES, which=st.integers(0, 9), times=st.integers(1, 3))
    def press(self, name: str, telephone: str, which: int, times: int) -> None:
        """Any button that is shown, perhaps twice, perhaps long out of date."""
        chat = self.chats[name, telephone]
        if not (shown := [one for one in chat.buttons.values() if not one.startswith("help")]):
            return
        pressed = shown[which % len(shown)]
        before = self._draft(name, pressed)
        for _ in range(times):
            chat.send(pressed)
        if pressed.startswith("finish.") and before and before[1].stage is Stage.REVIEW and can_finish(before[1]):
            self.handed_in[name, before[0]] = before[1]
            assert chat.text.startswith("Спасибо, ответ принят!")

    @rule(who=PEOPLE, telephone=TELEPHONES, place=st.sampled_from((0, 1)), value=st.sampled_from((4, 1, None)))
    def go_through(self, who: str, telephone: str, place: int, value: int | None) -> None:
        """From wherever the draft stands to the look back, and once more *Завершить* where it is offered."""
        self.begin(who, telephone, place)
        chat = self.chats[who, telephone]
        for _ in range(len(IDS) + 1):
            ways = [one for one in chat.buttons.values() if one.startswith(("skip.", "nocomment."))]
            if ways:
                chat.send(ways[0].replace("skip.", "answer.") + f".{value}" if value and "skip" in ways[0] else ways[0])
        self.press(who, telephone, which=0, times=2)

    @rule(name=PEOPLE, telephone=TELEPHONES, words=st.sampled_from(("спасибо", "4", "1", "/start")))
    def type(self, name: str, telephone: str, words: str) -> None:
        self.chats[name, telephone].type(words)

    @precondition(lambda self: not self.closed and len(self.handed_in) > 3)
    @rule()
    def close(self) -> None:
        self.desk.write(lambda work: work.closing.close(self.wave, self.desk.today()))
        self.closed = True

    def _draft(self, name: str, pressed: str) -> tuple[str, Filling] | None:
        """The class and the draft a button speaks of, when it is this person's."""
        filling = pressed.split(".")[1] if "." in pressed else ""
        if not filling.isdigit():
            return None
        person = self.desk.write(lambda work: work.people.at(Address("telegram", name)))
        row = self.desk.write(lambda work: work.fillings.get(int(filling), person.id))
        return (row.class_name, from_data(row.draft)) if row else None

    @invariant()
    def the_box_holds_what_was_handed_in(self) -> None:
        answers = [{one: filling.answers.get(one) for one in IDS} for filling in self.handed_in.values()]
        with self.desk.engine.begin() as connection:
            lie = list(connection.execute(select(ballots.c.answers)).scalars())
            said = list(connection.execute(select(comments.c.text)).scalars())
        if not self.closed:
            assert Counter(map(str, lie)) == Counter(map(str, answers))
            assert sorted(said) == sorted(one.comment for one in self.handed_in.values() if one.comment)
            assert self.desk.rows(participations) == len(answers)
            assert self.desk.rows(fillings) <= len(NAMES) * len(CLASSES) - len(answers)
            return
        closed = self.desk.write(lambda work: work.closing.result(self.wave))
        assert closed.school.answered == len(answers)
        assert len(lie) == (len(answers) if len(answers) >= 5 else 0)
        assert closed.school.counts == {one: n for one, n in count(answers, IDS).items() if sum(n.values()) >= 5}
        assert said == []
        assert self.desk.rows(participations) == self.desk.rows(fillings) == 0


TestBox = Box.TestCase
TestBox.settings = settings(max_examples=20, stateful_step_count=30, phases=(Phase.generate, Phase.shrink))
