"""Words around «план — факт — решение»: the numbers of a period, and the ways to others."""

from collections.abc import Mapping, Sequence

from chat.actions import Action, action
from chat.screen import MAX_CAPTION, Button, Screen, screen
from chat.text import Run, Text, bold, italic, lines, shorten, text
from chat.words import capital, counted, span
from cyclogram.spans import Span
from handlers.export_screens import MAKING
from reports.facts import Fact, Outcome, by_position, tally, whole_year

SCHOOL_YEAR = "Учебный год"
WORST = 3
"""Positions named as those with most that is not done."""
NAMES = {
    Outcome.IN_TIME: "✓ Сделано в срок",
    Outcome.LATER: "✓ Сделано позже срока",
    Outcome.UNDATED: "✓ Сделано, день не записан",
    Outcome.NOT_DONE: "⚠ Не сделано, срок прошёл",
    Outcome.OPEN: "Срок ещё впереди",
    Outcome.DATELESS: "Без срока",
}


def report(
    facts: Sequence[Fact], period: Span, offered: Mapping[str, Span], *, making: bool = False, unclear: bool = False
) -> Screen:
    """What became of what was planned. `offered`: other periods by their labels."""
    note = MAKING if making else "Отрезок понять не получилось." if unclear else ""
    above: list[str | Run | Text] = [italic(note), ""] if note else []
    body = lines(
        *above,
        bold("План — факт — решение"),
        italic(_days(period)),
        "",
        *(_numbers(facts) if facts else ["На эти дни в плане ничего нет."]),
        "",
        "Другой период напишите словами: «с 1 сентября по 31 декабря».",
    )
    buttons = [Button(label, _at("report", days)) for label, days in offered.items()]
    files = (Button("Excel", _at("report_file", period, "xlsx")), Button("Word", _at("report_file", period, "docx")))
    return screen(
        body,
        tuple(buttons[:2]),
        tuple(buttons[2:]),
        files if facts else (),
        (Button("Циклограмма", action("cyclogram")), Button("К плану", action("plan"))),
    )


def _days(period: Span) -> str:
    """«Учебный год 2026/27, с 1 августа по 31 июля», «С 1 по 30 сентября 2026 года»."""
    first, last = period.start, period.end
    if period == whole_year(first.year):
        return f"Учебный год {first.year}/{last.year % 100:02}, {span(first, last)}"
    return capital(span(first, last, year=True))


def _at(verb: str, period: Span, *before: str) -> Action:
    return action(verb, *before, f"{period.start:%Y%m%d}", f"{period.end:%Y%m%d}")


def _numbers(facts: Sequence[Fact]) -> list[str | Run | Text]:
    number = tally(facts)
    said: list[str | Run | Text] = [text("Запланировано: ", bold(counted(len(facts), "дело", "дела", "дел")))]
    said += [f"{name}: {number[outcome]}" for outcome, name in NAMES.items() if number[outcome]]
    decisions = dict.fromkeys(decision for one in facts for decision in one.decisions)
    done = sum(1 for one in decisions if one.done_on)
    said.append(
        f"Управленческих решений: {len(decisions)}, исполнено: {done}"
        if decisions
        else "Управленческие решения не записаны"
    )
    late = {name: counts[Outcome.NOT_DONE] for name, counts in by_position(facts).items()}
    worst = sorted((name for name in late if late[name]), key=lambda name: -late[name])[:WORST]
    if worst:
        said += ["", "Больше всего не сделано:"]
        said += [f"• {capital(shorten(name, 120))} — {late[name]}" for name in worst]
    return said


def caption(summary: str) -> Text:
    """Beside the file: the paragraph on carrying out the plan, ready to be copied."""
    return text(shorten(summary, MAX_CAPTION))
