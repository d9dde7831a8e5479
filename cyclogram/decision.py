"""A management decision while it is being said: what changes, who, by when, how the school will know. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from cyclogram.normal import tidy
from cyclogram.phrases import Ask, Reading, read
from cyclogram.plan import Origin, PlanRow, with_reading
from cyclogram.responsible import same, wordings
from cyclogram.responsible_match import resolve
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span

LONGEST = 500
"""Characters of one answer."""
_LEADERS = re.compile(r"\b(директор|заместитель директора|завуч)\b")
_METRIC = re.compile(
    r"[,;.]\s*(?:как узнаем|узнаем|поймем|проверим|показатель|критерий|признак)\s*(?:по|:|—|–|-)?\s*(?P<metric>.+)$",
    re.IGNORECASE,
)


class Step(StrEnum):
    """What is asked now; the last shows the whole."""

    WHAT = "what"
    WHO = "who"
    DUE = "due"
    METRIC = "metric"
    REVIEW = "review"


STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class Decision:
    """So far said about the deadline of this id.

    `due` is the phrase, `days` what it means once that is sure; until then `doubt` is the question and `guess` what one
    tap would confirm. `among` are positions to choose from where `who` was not clear.
    """

    deadline: int
    step: Step = Step.WHAT
    what: str = ""
    who: tuple[str, ...] = ()
    due: str = ""
    days: tuple[Span, ...] = ()
    metric: str = ""
    doubt: str = ""
    guess: tuple[Span, ...] = ()
    among: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it can be recorded; how the school will know may stay open."""
        return bool(self.what and self.who and self.days)

    def to_dict(self) -> dict[str, Any]:
        """Only lists, dicts, strings and numbers."""
        spans = {name: [span.to_dict() for span in getattr(self, name)] for name in ("days", "guess")}
        return {**asdict(self), **spans, "who": list(self.who), "among": list(self.among)}

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "Decision":
        """The inverse of `to_dict`."""
        spans = {name: tuple(map(Span.from_dict, stored[name])) for name in ("days", "guess")}
        who, among = tuple(stored["who"]), tuple(stored["among"])
        return cls(**{**stored, **spans, "who": who, "among": among, "step": Step(stored["step"])})


def may_decide(positions: Iterable[str]) -> bool:
    """Whether these positions lead the school: a director, a deputy, a завуч."""
    return any(_LEADERS.search(same(one)) for one in positions)


# -- answers


def said(decision: Decision, words: str, known: Sequence[str], year: SchoolYear, today: date) -> Decision:
    """The decision after something was typed; what is not clear stays asked, with the reason in `doubt`."""
    words = tidy(words)[:LONGEST]
    match decision.step:
        case Step.WHAT:
            return _whole(decision, words, known, year, today)
        case Step.WHO:
            return _who(decision, words, known)
        case Step.DUE:
            return _due(decision, words, year, today)
        case Step.METRIC:
            return _next(replace(decision, metric=words))
        case Step.REVIEW:
            return decision


def chosen(decision: Decision, position: str) -> Decision:
    """One of the positions offered."""
    return _next(replace(decision, who=(position,)))


def confirmed(decision: Decision) -> Decision:
    """The days guessed are right."""
    return _next(replace(decision, days=decision.guess))


def skipped(decision: Decision) -> Decision:
    """Nobody says how the school will know."""
    return _next(replace(decision, metric=""))


def back(decision: Decision) -> Decision:
    """To the question before; at the first it stays."""
    return at(decision, STEPS[max(0, STEPS.index(decision.step) - 1)])


def at(decision: Decision, step: Step) -> Decision:
    """To any question; what was answered stays until it is answered anew."""
    return replace(decision, step=step, doubt="", guess=(), among=())


def _next(decision: Decision) -> Decision:
    """The first question without an answer; once everything was answered the whole is shown."""
    lacking = {Step.WHAT: decision.what, Step.WHO: decision.who, Step.DUE: decision.days}
    for step, answer in lacking.items():
        if not answer:
            return at(decision, step)
    last = decision.step is Step.METRIC or decision.metric
    return at(decision, Step.REVIEW if last else Step.METRIC)


def _who(decision: Decision, words: str, known: Sequence[str]) -> Decision:
    found: list[str] = []
    for wording in wordings(words):
        match = resolve(wording, known)
        if match.among and not match.found:
            return replace(decision, doubt=f"Кто из них «{wording}»?", among=match.among)
        found.append(match.found or wording)
    if not found:
        return replace(decision, doubt="Не понял, кто это. Напишите должность или фамилию.")
    return _next(replace(decision, who=tuple(dict.fromkeys(found))))


def _due(decision: Decision, words: str, year: SchoolYear, today: date) -> Decision:
    what = read(words, year)
    asked = replace(decision, due=words, days=(), guess=())
    match what:
        case Reading(spans) if max(span.end for span in spans) < today:
            return replace(asked, doubt="Этот срок уже прошёл. Напишите другой.")
        case Reading(spans):
            return _next(replace(asked, days=spans))
        case Ask(question, _, guess) if guess and max(span.end for span in guess) >= today:
            return replace(asked, doubt=question, guess=guess)
        case Ask(question):
            return replace(asked, doubt=question)
        case _:
            return replace(asked, doubt="Решению нужен день, к которому всё сделано. Какой?")


def _whole(decision: Decision, words: str, known: Sequence[str], year: SchoolYear, today: date) -> Decision:
    """Perhaps the first message says it all: «повторный контроль, завуч, до 15 марта, узнаем по журналам»."""
    found = _METRIC.search(words)
    metric, rest = (found["metric"].strip(" ."), words[: found.start()]) if found else (decision.metric, words)
    pieces = [piece.strip(" .") for piece in re.split(r"[,;]|\.\s", rest) if piece.strip(" .")]
    due = next((piece for piece in pieces[1:] if isinstance(read(piece, year), Reading)), "")
    who = [position for piece in pieces[1:] if piece != due and (position := resolve(piece, known).found)]
    people = {piece for piece in pieces[1:] if resolve(piece, known).found}
    left = [piece for piece in pieces if piece != due and piece not in people]
    heard = replace(decision, what=", ".join(left) if due or who else rest.strip(" ."), metric=metric)
    if who:
        heard = replace(heard, who=tuple(dict.fromkeys(who)))
    return _due(replace(heard, step=Step.DUE), due, year, today) if due else _next(heard)


# -- once it counts


def as_row(decision: Decision, number: int, source: PlanRow) -> PlanRow:
    """The row of the plan it becomes: about the same object as what it came from."""
    row = PlanRow(
        where=f"Решение!{number}",
        number=number,
        what=decision.what,
        responsible=decision.who,
        object=source.object,
        object_id=source.object_id,
        object_chosen=source.object_chosen,
        section=source.section,
        level=source.level,
        notes=(f"Как узнаем: {decision.metric}",) if decision.metric else (),
        origin=Origin.DECISION,
    )
    return with_reading(row, decision.due, Reading(decision.days, 1.0, "decision"))
