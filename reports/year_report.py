"""«План — факт — решение» for any stretch of the year: every row, then the totals, as a workbook or a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chat.words import capital, counted
from cyclogram.spans import Span
from reports.document import Document
from reports.facts import Decision, Fact, Outcome, Totals, by_month, by_position, period_words, summary, tally
from reports.tables import Across, Line
from reports.workbook import Book

TITLES = (
    "Что оценивали",
    "Объект ВСОКО",
    "Ответственный",
    "Срок (план)",
    "Итог",
    "Сделано (факт)",
    "Управленческое решение",
)
NAME = "План — факт — решение"
SIGNATURE = (
    "Заместитель директора ______________________ / ______________________ /",
    "«____» ______________ 20____ г.",
)


@dataclass(frozen=True, slots=True)
class YearReport:
    """What the report is about."""

    school: str
    period: Span
    facts: tuple[Fact, ...]

    @property
    def heading(self) -> tuple[str, str, str]:
        """The title, the school, the period."""
        return (
            "Исполнение циклограммы ВСОКО: план, факт, решение",
            self.school,
            f"За {period_words(self.period)}",
        )

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "YearReport":
        """The inverse of `plain`."""
        facts = tuple(map(Fact.from_dict, stored["facts"]))
        return cls(stored["school"], Span.from_dict(stored["period"]), facts)


def report_xlsx(report: YearReport) -> bytes:
    """Two sheets: the rows, the totals."""
    book = Book(NAME, report.school)
    page = book.page("Строки")
    page.heading(*report.heading)
    rows: list[Line] = [(number, fact.section, *_cells(fact)) for number, fact in enumerate(report.facts, 1)]
    page.table(("№", "Раздел", *TITLES), rows)
    page = book.page("Итоги")
    page.heading(*report.heading)
    page.paragraph(summary(report.facts, report.period))
    page.table(_TOTALS, _totals(report.facts))
    return book.close()


def report_docx(report: YearReport) -> bytes:
    """The heading, a paragraph of what became of the plan, the rows by section, the totals, a place to sign."""
    document = Document(NAME, report.school)
    document.heading(*report.heading)
    document.paragraph(summary(report.facts, report.period))
    document.paragraph("")
    document.table(("№", *TITLES), list(_by_section(report.facts)))
    document.paragraph("")
    document.paragraph("Итоги", bold=True)
    document.table(_TOTALS, _totals(report.facts))
    document.paragraph("")
    for line in SIGNATURE:
        document.paragraph(line, together=True)
    return document.bytes()


def _by_section(facts: Sequence[Fact]) -> Iterator[Line]:
    section = ""
    ordered = sorted(facts, key=lambda one: bool(one.section))
    for number, fact in enumerate(ordered, 1):
        if fact.section != section:
            section = fact.section
            yield Across(section)
        yield (number, *_cells(fact))


# -- cells


def _cells(fact: Fact) -> tuple[str, ...]:
    return (
        fact.what,
        fact.object,
        "\n".join(fact.responsible),
        _planned(fact.start, fact.end),
        fact.outcome.value,
        _done(fact),
        "\n".join(map(_decision, fact.decisions)),
    )


def _planned(start: date | None, end: date | None) -> str:
    if end is None:
        return "без срока"
    return f"{end:%d.%m.%Y}" if start in (None, end) else f"{start:%d.%m.%Y}–{end:%d.%m.%Y}"


def _done(fact: Fact) -> str:
    """«12.03.2027, методист» and under it what was said and what came of it."""
    first = ", ".join(one for one in (f"{fact.done_on:%d.%m.%Y}" if fact.done_on else "", fact.done_by) if one)
    papers = "; ".join(fact.outputs)
    files = counted(fact.attachments, "файл", "файла", "файлов") if fact.attachments else ""
    result = ", ".join(one for one in (papers, f"приложено: {files}" if files else "") if one)
    return "\n".join(one for one in (first, fact.word, result) if one)


def _decision(decision: Decision) -> str:
    """What changes, who, by when, how we will know, and how it stands."""
    due = f"до {decision.due:%d.%m.%Y}" if decision.due else "срок не назначен"
    who = ", ".join(one for one in (decision.who, due) if one)
    metric = f"; показатель: {decision.metric}" if decision.metric else ""
    done = f"исполнено {decision.done_on:%d.%m.%Y}" if decision.done_on else ""
    states = ", ".join(dict.fromkeys(one for one in (decision.state, done) if one))
    return f"{decision.what} ({who}{metric})" + (f". Состояние: {states}" if states else "")


# -- totals

_TOTALS = ("", "Всего", *(capital(outcome.value) for outcome in Outcome))


def _totals(facts: Sequence[Fact]) -> list[Line]:
    shared = any(len(one.responsible) > 1 for one in facts)
    note = " (общее дело считается у каждого)" if shared else ""
    return [
        Across("По месяцам"),
        *_lines(by_month(facts)),
        *_lines({"Всего": tally(facts)}),
        Across(f"По ответственным{note}"),
        *_lines(by_position(facts)),
    ]


def _lines(totals: Totals) -> Iterator[Line]:
    for name, number in totals.items():
        yield (name, sum(number.values()), *number.values())
