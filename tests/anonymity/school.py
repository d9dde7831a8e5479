"""A school whose waves are run from a seed, through real turns; what really happened is noted beside it."""

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count, product
from pathlib import Path

from bot.web.rendering import written
from chat.events import Address, ButtonPressed, Event, Ref, TextSent, What
from chat.screen import Screen
from handlers.turn import turn
from storage.closing import sweep
from storage.mailbox import Mailbox
from storage.people import Audience, Membership, Purpose
from storage.work import Work
from surveys.consents import VERSION
from surveys.filling import Filling, Stage, to_data
from tests.desk import FACTS, Desk, open_desk
from tests.storage.box import IDS, SHORT

CLASSES = ("5А", "5Б", "5В")
IN_A_CLASS = 8
VALUES = (4, 3, 2, 1, 0, None)
Profile = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Answerer:
    """What really happened: who, in which class, with which answers and words, unlike anybody else's in the wave."""

    person_id: int
    address: Address
    class_name: str
    answers: Profile
    comment: str


@dataclass(slots=True)
class Chat:
    """One messenger window."""

    address: Address
    class_name: str
    person_id: int
    screen: Screen | None = None
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Ran:
    """A closed wave: a copy of the file, and the people in the order they finished."""

    wave_id: int
    copy: Path
    finished: Sequence[Answerer]


@dataclass(slots=True)
class School:
    """A third of the parents use the browser, whose mailbox is ours."""

    folder: Path
    chance: random.Random
    swept: bool = True
    desk: Desk = field(init=False)
    chats: list[Chat] = field(init=False, default_factory=list)
    _ids: "count[int]" = field(init=False, default_factory=count)

    def __post_init__(self) -> None:
        self.desk = open_desk(f"sqlite:///{self.folder / 'school.db'}")
        with self.desk.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA synchronous=OFF")  # nobody pulls the plug here
            connection.exec_driver_sql("BEGIN")
        self.desk.write(self._settle_in)

    def _settle_in(self, work: Work) -> None:
        for number in range(len(CLASSES) * IN_A_CLASS):
            name = CLASSES[number // IN_A_CLASS]
            address = Address("telegram" if number % 3 else "web", f"parent{number:02}")
            person = work.people.add(address)
            work.people.consent(person.id, Purpose.SURVEYS, VERSION)
            work.people.join(person.id, Membership(Audience.PARENTS, name))
            if address.messenger == "web":
                Mailbox(work.connection).seat(f"token{number}", address.id, work.now)
            self.chats.append(Chat(address, name, person.id))

    def run(self) -> Ran:
        """One wave from its start to a copy of the file after its closing."""
        wave_id = self.desk.wave(classes=CLASSES, survey=SHORT)
        answering = self._answerers()
        chats = [self.chats[one.person_id - 1] for one in answering]
        self._all(chats, [ButtonPressed(f"begin.{wave_id}.{CLASSES.index(one.class_name)}") for one in answering])
        browsing = [one for one in answering if one.address.messenger == "web"]
        self._press_through(browsing)
        self.desk.write(lambda work: self._jot_down(work, [one for one in answering if one not in browsing]))
        self.chance.shuffle(answering)
        for one in answering:  # each in a transaction of its own: the order could show
            self.desk.later(seconds=self.chance.randrange(1, 4000))
            chat = self.chats[one.person_id - 1]
            self._all([chat], [ButtonPressed(f"finish.{self._filling(chat)}", chat.ref)])
        self.desk.write(lambda work: work.closing.close(wave_id, self.desk.today()))
        if self.swept:
            sweep(self.desk.engine)
        return Ran(wave_id, self._copied(wave_id), answering)

    def _answerers(self) -> list[Answerer]:
        """Some of every class, sometimes none; no two give the same answers or words."""
        some = [
            chat
            for name in CLASSES
            for chat in self.chance.sample([one for one in self.chats if one.class_name == name], self._how_many())
        ]
        every = [one for one in product(VALUES, repeat=len(IDS)) if set(one) != {None}]
        return [
            Answerer(chat.person_id, chat.address, chat.class_name, profile, f"слово {self.chance.getrandbits(40):x}")
            for chat, profile in zip(some, self.chance.sample(every, len(some)), strict=True)
        ]

    def _press_through(self, people: Sequence[Answerer]) -> None:
        """Every button, a typed comment, and second thoughts, which leave the look back above what follows."""
        chats = [self.chats[one.person_id - 1] for one in people]
        for place in range(len(IDS)):
            self._all(chats, [self._answer(chat, place, one) for chat, one in zip(chats, people, strict=True)])
        self._all(chats, [TextSent(one.comment) for one in people])
        self._all(chats, [TextSent("1")] * len(chats))
        self._all(chats, [self._answer(chat, 0, one) for chat, one in zip(chats, people, strict=True)])

    def _jot_down(self, work: Work, people: Sequence[Answerer]) -> None:
        """The same drafts without the buttons, which a third of the people are enough for."""
        for place in (1, len(IDS)):
            for one in people:
                row = work.fillings.get(self._filling(self.chats[one.person_id - 1]), one.person_id)
                assert row
                answers = dict(zip(IDS, one.answers[:place], strict=False))
                stage = Stage.REVIEW if place == len(IDS) else Stage.STATEMENTS
                comment = one.comment if stage is Stage.REVIEW else ""
                draft = Filling(answers, min(place, len(IDS) - 1), stage, comment)
                work.fillings.save(row, one.person_id, to_data(draft))

    @staticmethod
    def _filling(chat: Chat) -> int:
        assert chat.screen
        return int(chat.screen.rows[0][0].action.args[0])

    def _how_many(self) -> int:
        return self.chance.choice((0, 1, 2, 3, 4, 5, 5, 7))

    def _answer(self, chat: Chat, place: int, one: Answerer) -> ButtonPressed:
        value = one.answers[place]
        return self._press(chat, f".{IDS[place]}.{value}" if value is not None else "skip.")

    def _press(self, chat: Chat, part: str) -> ButtonPressed:
        assert chat.screen
        packed = [button.action.pack() for row in chat.screen.rows for button in row]
        return ButtonPressed(next(one for one in packed if part in one), chat.ref)

    def _all(self, chats: Sequence[Chat], doings: Sequence[What]) -> None:
        """Everybody does one thing; what is shown lies in the mailbox of those who use the browser."""
        pairs = list(zip(chats, doings, strict=True))
        self.chance.shuffle(pairs)

        def together(work: Work) -> None:
            for chat, what in pairs:
                self._one(work, chat, what)

        self.desk.write(together)

    def _one(self, work: Work, chat: Chat, what: What) -> None:
        event = Event(f"e{next(self._ids)}", chat.address, chat.address, what)
        shown = turn(work, event, FACTS).screen
        assert shown
        chat.screen = shown
        if isinstance(what, TextSent):
            chat.ref = None
        if chat.address.messenger == "web":
            letter = written(shown)
            chat.ref = Mailbox(work.connection).put(
                chat.address.id, letter.body, None, fleeting=shown.fleeting, instead_of=chat.ref, key=event.id
            )
        work.events.shown([(chat.address.messenger, event.id)])

    def _copied(self, wave_id: int) -> Path:
        """The one copy the attacker has: the file and the log beside it."""
        copy = self.folder / f"copy{wave_id}.db"
        for end in ("", "-wal"):
            shutil.copyfile(self.folder / f"school.db{end}", f"{copy}{end}")
        return copy
