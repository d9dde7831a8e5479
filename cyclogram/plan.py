"""A plan as it was read: rows, what each still asks, what is wrong with a whole sheet; all of it goes into JSON."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from cyclogram.phrases import Ask, Reading, Repeats
from cyclogram.responsible import same
from cyclogram.spans import Span

CONFIDENT = 0.9
"""A reading less sure than this is shown as an assumption."""
MAX_PHRASE = 300
"""Characters of a phrase that are kept beside a deadline."""


class PlanKind(StrEnum):
    """A school runs both beside each other: the cyclogram of the year, and a roadmap («дорожная карта»)."""

    CYCLOGRAM = "cyclogram"
    ROADMAP = "roadmap"


class Origin(StrEnum):
    """Where a row comes from. Only rows of a file go when the next file has them no more."""

    FILE = "file"
    CHAT = "chat"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline of a row, with the phrase it comes from and how sure the reading is (0…1)."""

    span: Span
    phrase: str
    sure: float


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repeat of a row (RFC 5545) between two days."""

    rrule: str
    start: date
    until: date
    phrase: str
    sure: float


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person knows. `guess` are days, `proposal` words that one tap would confirm.

    `kind` is "deadline", "responsible", "position" or "what". `id` is unique within the plan and stays when others are
    answered.
    """

    id: int
    kind: str
    text: str
    where: str
    phrase: str = ""
    guess: tuple[Span, ...] = ()
    proposal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the school's plan.

    `where` is its address, unique within the plan («Лист1!A7»), `number` its row in the sheet, from 1. `object` is what
    the table says, `object_id` the node of the ВСОКО tree it means, as far as anybody knows ("": nobody does);
    `object_chosen` when a person has chosen that node in the tree.
    """

    where: str
    number: int
    what: str
    object: str = ""
    subjects: str = ""
    basis: str = ""
    procedure: str = ""
    tool: str = ""
    output: str = ""
    decision: str = ""
    section: str = ""
    level: str = ""
    status: str = ""
    done: bool = False
    responsible: tuple[str, ...] = ()
    deadline_text: str = ""
    deadlines: tuple[Due, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    object_id: str = ""
    object_chosen: bool = False
    origin: Origin = Origin.FILE

    @property
    def spans(self) -> tuple[Span, ...]:
        """The row's deadlines as stretches of days."""
        return tuple(due.span for due in self.deadlines)

    @property
    def key(self) -> str:
        """A short name of the address, for buttons: ten letters and digits."""
        return blake2b(self.where.encode(), digest_size=5).hexdigest()

    @property
    def is_assumed(self) -> bool:
        """Whether some of its days rest on an assumption nobody has confirmed."""
        return any(due.sure < CONFIDENT for due in self.deadlines)

    def to_dict(self) -> dict[str, Any]:
        """Only lists, dicts, strings and numbers."""
        stored: dict[str, Any] = _plain(asdict(self))
        return stored

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "PlanRow":
        """The inverse of `to_dict`."""
        return cls(**_row_parts(stored))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a sheet or a cell that is no question to a single row."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of every filled row of the file's tables; `named` are those a problem speaks of."""

    filled: int = 0
    rows: int = 0
    titles: int = 0
    headers: int = 0
    named: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether no row is missing."""
        return self.filled == self.rows + self.titles + self.headers + self.named


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """Every row of the file, read or asked about; none is dropped.

    `year` is the calendar year in which the school year begins that its dates were read for, 0 where nobody noted it.
    """

    rows: tuple[PlanRow, ...]
    problems: tuple[Problem, ...] = ()
    kind: PlanKind = PlanKind.CYCLOGRAM
    year: int = 0
    tally: Tally = Tally()

    @property
    def questions(self) -> tuple[tuple[PlanRow, Question], ...]:
        """All open questions with their rows, in the order of the sheet."""
        return tuple((row, question) for row in self.rows for question in row.questions)

    def question(self, number: int) -> tuple[PlanRow, Question] | None:
        """One open question, or None when it was answered meanwhile."""
        return next((found for found in self.questions if found[1].id == number), None)

    @property
    def assumed(self) -> tuple[PlanRow, ...]:
        """Rows whose days rest on an assumption, in the order of the sheet."""
        return tuple(row for row in self.rows if row.is_assumed and not row.done)

    def row(self, key: str) -> PlanRow | None:
        """The row a button means, or None when it is in the plan no more."""
        return next((row for row in self.rows if row.key == key), None)

    @property
    def positions(self) -> tuple[str, ...]:
        """The distinct responsible wordings of the plan: each becomes a position."""
        found: dict[str, str] = {}
        for row in self.rows:
            for wording in row.responsible:
                found.setdefault(same(wording), wording)
        return tuple(found.values())

    def with_row(self, row: PlanRow) -> "ReadPlan":
        """The same plan with this row in the place of the one from the same address."""
        return replace(self, rows=tuple(row if old.where == row.where else old for old in self.rows))

    def to_dict(self) -> dict[str, Any]:
        """Only lists, dicts, strings and numbers."""
        stored: dict[str, Any] = _plain(asdict(self))
        return stored

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "ReadPlan":
        """The inverse of `to_dict`."""
        return cls(
            rows=tuple(PlanRow.from_dict(row) for row in stored["rows"]),
            problems=tuple(Problem(**problem) for problem in stored["problems"]),
            kind=PlanKind(stored.get("kind", PlanKind.CYCLOGRAM)),
            year=stored.get("year", 0),
            tally=Tally(**stored.get("tally", {})),
        )


def with_reading(row: PlanRow, phrase: str, read: Reading | Repeats) -> PlanRow:
    """The row with its deadlines set from a phrase."""
    phrase = phrase[:MAX_PHRASE]
    match read:
        case Repeats(rrule, start, until, sure):
            return replace(row, deadline_text=phrase, repeats=(Repeat(rrule, start, until, phrase, sure),))
        case Reading(spans, sure):
            notes = (*row.notes, *read.assumed, *((read.warning,) if read.warning else ()))
            due = tuple(Due(span, phrase, sure) for span in spans)
            return replace(row, deadline_text=phrase, deadlines=due, notes=tuple(dict.fromkeys(notes)))


def question_of(ask: Ask, number: int, where: str, phrase: str) -> Question:
    """The question a phrase leaves open."""
    return Question(number, "deadline", ask.question, where, phrase, ask.guess)


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case date():
            return value.isoformat()
        case _:
            return value


def _row_parts(stored: dict[str, Any]) -> dict[str, Any]:
    parts = dict(stored)
    parts["responsible"] = tuple(stored["responsible"])
    parts["notes"] = tuple(stored["notes"])
    parts["origin"] = Origin(stored.get("origin", Origin.FILE))
    parts["deadlines"] = tuple(
        Due(Span.from_dict(one["span"]), one["phrase"], one["sure"]) for one in stored["deadlines"]
    )
    parts["repeats"] = tuple(
        Repeat(**{**one, "start": date.fromisoformat(one["start"]), "until": date.fromisoformat(one["until"])})
        for one in stored["repeats"]
    )
    parts["questions"] = tuple(
        Question(**{**one, "guess": tuple(map(Span.from_dict, one["guess"])), "proposal": tuple(one["proposal"])})
        for one in stored["questions"]
    )
    return parts
