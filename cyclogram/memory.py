"""What an administrator once said a phrase means, so that the same phrase is not asked about twice.

A phrase that says the days itself («2 неделя октября», and yes, weeks are counted so) means the same in every row. One
that does not («по графику») means what was said for the row it was said of, and elsewhere is only offered as a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cyclogram.answers import WITHOUT_DATE
from cyclogram.normal import plain
from cyclogram.phrases import ASSUMPTIONS, Reading, spans_words
from cyclogram.plan import PlanRow, Question, ReadPlan, with_reading
from cyclogram.spans import Span


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: days, or none («без срока»). `everywhere`: in every row, else in those named in `rows`."""

    spans: tuple[Span, ...]
    everywhere: bool
    rows: frozenset[str] = frozenset()

    def to_dict(self) -> dict[str, Any]:
        """Only lists, dicts, strings and yes or no."""
        spans = [span.to_dict() for span in self.spans]
        return {"spans": spans, "everywhere": self.everywhere, "rows": sorted(self.rows)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Meaning":
        """The inverse of `to_dict`."""
        return cls(tuple(map(Span.from_dict, stored["spans"])), stored["everywhere"], frozenset(stored["rows"]))


Memory = Mapping[str, Meaning]
"""Phrase, in its one spelling → meaning."""


def spelled(phrase: str) -> str:
    """The one spelling a phrase is remembered by."""
    return plain(phrase)[:300].strip(" .,;:")


def learnt(before: PlanRow, question: Question, after: PlanRow, known: Meaning | None) -> Meaning | None:
    """What an answered question teaches of the row's phrase; None where there was none, or what was said is no days."""
    phrase = spelled(before.deadline_text)
    if question.kind != "deadline" or not phrase or (not after.deadlines and WITHOUT_DATE not in after.notes):
        return None
    everywhere = spelled(question.phrase) == phrase and bool(question.guess) and after.spans == question.guess
    alike = known.rows if known and known.spans == after.spans else frozenset()
    return Meaning(after.spans, everywhere, alike | {plain(after.what)})


def recalled(plan: ReadPlan, memory: Memory) -> ReadPlan:
    """The plan with everything answered that was answered before, and guesses where it was answered elsewhere."""
    return replace(plan, rows=tuple(_recalled(row, memory) for row in plan.rows)) if memory else plan


def _recalled(row: PlanRow, memory: Memory) -> PlanRow:
    meaning = memory.get(spelled(row.deadline_text)) if row.deadline_text else None
    if meaning is None:
        return row
    for question in row.questions:
        if question.kind != "deadline":
            continue
        if meaning.everywhere or plain(row.what) in meaning.rows:
            return _answered(row, question, meaning)
        if meaning.spans and not question.guess:
            return _offered(row, question, meaning)
    if row.is_assumed and meaning.everywhere:
        return sure(row) if meaning.spans == row.spans else _dated(row, row.deadline_text, meaning)
    return row


def _answered(row: PlanRow, question: Question, meaning: Meaning) -> PlanRow:
    row = replace(row, questions=tuple(one for one in row.questions if one.id != question.id))
    return _dated(row, question.phrase, meaning)


def _dated(row: PlanRow, phrase: str, meaning: Meaning) -> PlanRow:
    row = replace(row, notes=tuple(note for note in row.notes if note not in ASSUMPTIONS))
    if not meaning.spans:
        return replace(row, notes=(*row.notes, WITHOUT_DATE))
    return with_reading(row, phrase, Reading(meaning.spans, 1.0, "remembered", (REMEMBERED,)))


REMEMBERED = "срок понят так, как вы ответили раньше"


def _offered(row: PlanRow, question: Question, meaning: Meaning) -> PlanRow:
    text = f"В другой строке на это вы ответили: {spans_words(meaning.spans)}. Так и здесь?"
    offered = replace(question, text=text, guess=meaning.spans)
    return replace(row, questions=tuple(offered if one.id == question.id else one for one in row.questions))


def sure(row: PlanRow) -> PlanRow:
    """The row with its days confirmed: nothing is taken for granted any more."""
    notes = tuple(note for note in row.notes if note not in ASSUMPTIONS)
    return replace(row, deadlines=tuple(replace(due, sure=1.0) for due in row.deadlines), notes=notes)


def assumptions(row: PlanRow) -> frozenset[str]:
    """What the reading of a row's days takes for granted, in sentences."""
    return ASSUMPTIONS & {*row.notes}
