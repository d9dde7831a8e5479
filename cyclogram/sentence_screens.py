"""«Понял так: …»: every sentence about the plan is shown before it counts, with what is and what will be.

Verbs: `said_yes` (also confirms guessed days), `said_no`, `said_row.N` (the N-th candidate), `said_who.N`.
"""

from collections.abc import Sequence
from datetime import date

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import Text, bold, italic, lines, shorten, text
from chat.words import capital, counted, day, listed
from chat.words import span as span_words
from cyclogram.diff import Pair
from cyclogram.intents import Add, Away, Cancel, HandOver, Intent, Missing, Move, Somebody, missing, open_somebody
from cyclogram.phrases import Ask, Reading
from cyclogram.plan import PlanRow
from cyclogram.row_match import ranked
from cyclogram.school_year import SchoolYear
from cyclogram.screens import Words, fitting, when_words, year_told
from cyclogram.sentence_changes import changes

WHAT = 160
"""UTF-16 units of a row's name."""
TWIN = 0.95
"""From this likeness on a new row is pointed out as perhaps not new."""
SHOWN = 6
"""Rows of one position that are listed by name."""

BY_WHEN = "К какому сроку? Например: «до 15 марта», «октябрь», «каждую пятницу»."
NO = Button("Нет, не надо", action("said_no"))
_HEADS = {Add: "Понял так: новая строка", Move: "Понял так: перенести", Cancel: "Понял так: убрать из плана",
          HandOver: "Понял так: передать", Away: "Понял так: вас не будет"}  # fmt: skip
_WHO = {Add: "Кто отвечает?", HandOver: "Кому передать?", Away: "Кто вас заменит?"}
_YES = {Add: "Да, добавить", Move: "Да, перенести", Cancel: "Да, убрать", HandOver: "Да, передать", Away: "Да, верно"}


def understood_so(intent: Intent, rows: Sequence[PlanRow], year: SchoolYear, today: date) -> Screen:
    """What was understood; the next question where something is missing, else the change to confirm."""
    asked = missing(intent, year)
    if asked is not None:
        return _question(intent, asked, rows, year)
    found = changes(intent, rows, year, today)
    if not found and not isinstance(intent, Away):
        return nothing_to_change(intent)
    body = [bold(_HEADS[type(intent)]), "", *_told(intent, found), *_notes(intent, found, rows, year, today)]
    return screen(fitting(body), (Button(_YES[type(intent)], action("said_yes")), NO))


def nothing_to_change(intent: Intent) -> Screen:
    """A row that is gone, a position that answers for nothing."""
    if isinstance(intent, HandOver) and intent.everything:
        return screen(f"За должностью «{shorten(intent.giver.position, WHAT)}» строк в плане нет: передавать нечего.")
    return screen("Этой строки в плане уже нет. Список строк: /plan")


def dropped() -> Screen:
    """She decided against it."""
    return screen("Хорошо, в плане ничего не изменилось.")


# -- what will be


def _told(intent: Intent, found: Sequence[Pair]) -> list[Words]:
    match intent:
        case Add():
            return [_row(pair.new) for pair in found if pair.new]
        case Move():
            both = [(pair.old, pair.new) for pair in found if pair.old and pair.new]
            return [line for old, new in both for line in _moved(old, new)]
        case Cancel():
            ends: Words = "Напоминаний о ней больше не будет."
            return [*(_row(pair.old, numbered=True) for pair in found if pair.old), "", ends]
        case HandOver(everything=True):
            return _all_of(intent, found)
        case HandOver():
            both = [(pair.old, pair.new) for pair in found if pair.old and pair.new]
            return [line for old, new in both for line in _handed(old, new)]
        case Away():
            return _away(intent)


def _row(row: PlanRow, *, numbered: bool = False) -> Text:
    name = bold(shorten(row.what or "Без названия", WHAT))
    parts: list[Words] = [text(f"Строка {row.number}: ", name) if numbered else text(name)]
    if when := when_words(row):
        parts.append(f"Срок: {when}")
    if row.responsible:
        parts.append(f"Отвечает: {shorten(listed(row.responsible), WHAT)}")
    if row.output:
        parts.append(f"Итог: {shorten(row.output, WHAT)}")
    if row.decision:
        parts.append(f"Решение: {shorten(row.decision, WHAT)}")
    return lines(*parts)


def _named(row: PlanRow) -> Text:
    return text(f"Строка {row.number}: ", bold(shorten(row.what or "Без названия", WHAT)))


def _moved(old: PlanRow, new: PlanRow) -> list[Words]:
    before, after = when_words(old) or "срока нет", when_words(new) or "срока нет"
    said: list[Words] = [_named(old), f"Было: {before}", f"Станет: {after}"]
    if len(old.deadlines) > len(new.deadlines) > 0:
        said.extend(
            ("", italic(f"Прежних сроков {len(old.deadlines)}, новый заменит все. Один переносят так: «с … на …»."))
        )
    return said


def _handed(old: PlanRow, new: PlanRow) -> list[Words]:
    before = listed(old.responsible) or "никто"
    return [
        _named(old),
        f"Отвечает: {shorten(before, WHAT)}",
        f"Будет отвечать: {shorten(listed(new.responsible), WHAT)}",
    ]


def _all_of(intent: HandOver, found: Sequence[Pair]) -> list[Words]:
    count = counted(len(found), "строка", "строки", "строк")
    head = f"{shorten(intent.giver.position, WHAT)} → {shorten(intent.taker.position, WHAT)}, {count}:"
    named = [text("• ", shorten(pair.old.what or "Без названия", WHAT)) for pair in found[:SHOWN] if pair.old]
    more = len(found) - SHOWN
    return [head, *named, *([f"…и ещё {more}"] if more > 0 else [])]


def _away(intent: Away) -> list[Words]:
    until = intent.until or intent.start
    said: list[Words] = [capital(span_words(intent.start, until))]
    if intent.substitute.position:
        return [*said, f"За вас отвечает: {shorten(intent.substitute.position, WHAT)}"]
    return [*said, "Замена не названа."]


def _notes(
    intent: Intent, found: Sequence[Pair], rows: Sequence[PlanRow], year: SchoolYear, today: date
) -> list[Words]:
    """What was taken for granted, and what she may not have meant."""
    notes: list[str] = []
    if isinstance(intent, Add | Move):
        what = intent.when.read(year)
        notes = [*what.assumed, *((what.warning,) if what.warning else ())] if isinstance(what, Reading) else []
        new = [pair.new for pair in found if pair.new]
        notes.extend(told for row in new if (told := year_told(row, today)))
        if any(row.spans and all(span.end < today for span in row.spans) for row in new):
            notes.append("Этот срок уже прошёл.")
    if isinstance(intent, Add):
        notes.extend(_twins(intent, rows))
    people = intent.responsible if isinstance(intent, Add) else (intent.taker,) if isinstance(intent, HandOver) else ()
    if unknown := [one.position for one in people if one.new]:
        notes.append(f"Новая должность в плане: {shorten(listed(unknown), WHAT)}.")
    return ["", *(italic(capital(one)) for one in notes)] if notes else []


def _twins(intent: Add, rows: Sequence[PlanRow]) -> list[str]:
    """Rows of nearly the same name: perhaps this one was meant."""
    alike = {one.where for one in ranked(intent.what, rows) if one.score > TWIN}
    twins = [row for row in rows if row.where in alike][:2]
    return [f"Похожая строка уже есть: {row.number}. {shorten(row.what, WHAT)}." for row in twins]


# -- what is missing


def _question(intent: Intent, asked: Missing, rows: Sequence[PlanRow], year: SchoolYear) -> Screen:
    head = bold(_HEADS[type(intent)])
    match asked:
        case Missing.ROW if isinstance(intent, Move | Cancel | HandOver):
            return _which(head, intent.row.said, intent.row.among, rows)
        case Missing.WHO:
            return _who(head, intent, open_somebody(intent), rows)
        case Missing.WHEN | Missing.SURE:
            return _when(head, intent, asked, rows, year)
        case _:
            return screen(lines(head, *_so_far(intent, rows), "", "Что нужно сделать? Напишите одной строкой."), (NO,))


def _so_far(intent: Intent, rows: Sequence[PlanRow]) -> list[Words]:
    match intent:
        case Move(row) | HandOver(row=row, everything=False) if row.where:
            return ["", *(_row(one, numbered=True) for one in rows if one.where == row.where)]
        case Add(what, when, responsible):
            people = [one.position or one.said for one in responsible]
            told = [bold(shorten(what, WHAT))] if what else []
            dated = [f"Срок: {shorten(when.phrase, WHAT)}"] if when.phrase else []
            return ["", *told, *dated, *([f"Отвечает: {shorten(listed(people), WHAT)}"] if people else [])]
        case Away(start, until):
            return ["", capital(span_words(start, until)) if until else f"С {day(start)}"]
        case _:
            return []


def _which(head: Words, said: str, among: Sequence[str], rows: Sequence[PlanRow]) -> Screen:
    by_address = {row.where: row for row in rows}
    found = [(number, by_address[where]) for number, where in enumerate(among) if where in by_address]
    if not found:
        looked = f"Строки «{shorten(said, WHAT)}» в плане не нашлось. " if said else ""
        return screen(lines(head, "", f"{looked}Напишите её название или номер, например «строка 7»."), (NO,))
    body: list[Words] = [head, "", "Эту строку?" if len(found) == 1 else "Какую строку?"]
    for label, (_, row) in enumerate(found, 1):
        name = text(f"{label}. ", bold(shorten(row.what or "Без названия", WHAT)))
        body.extend(("", name, *((when,) if (when := when_words(row)) else ())))
    if len(found) == 1:
        return screen(fitting(body), (Button("Да, эту", action("said_row", found[0][0])), NO))
    buttons = [Button(str(label), action("said_row", number)) for label, (number, _) in enumerate(found, 1)]
    return screen(fitting(body), tuple(buttons[:4]), tuple(buttons[4:8]), (NO,))


def _who(head: Words, intent: Intent, unclear: Somebody | None, rows: Sequence[PlanRow]) -> Screen:
    asked = _WHO[type(intent)]
    if isinstance(intent, HandOver) and intent.taker.position:
        asked = "Чьи дела передать?"
    body: list[Words] = [head, *_so_far(intent, rows), ""]
    if unclear is not None and unclear.among:
        listed_ones = [f"{number}. {shorten(one, 80)}" for number, one in enumerate(unclear.among, 1)]
        buttons = [Button(str(number), action("said_who", number - 1)) for number in range(1, len(unclear.among) + 1)]
        body.extend((f"«{shorten(unclear.said, 80)}» — кто это?", *listed_ones, "", "Или напишите должность иначе."))
        return screen(fitting(body), tuple(buttons[:4]), tuple(buttons[4:8]), (NO,))
    if unclear is not None and unclear.said:
        asked = f"Не знаю, кто это: «{shorten(unclear.said, 80)}». {asked}"
    body.append(f"{asked} Напишите должность или фамилию.")
    return screen(fitting(body), (NO,))


def _when(head: Words, intent: Intent, asked: Missing, rows: Sequence[PlanRow], year: SchoolYear) -> Screen:
    body: list[Words] = [head, *_so_far(intent, rows), ""]
    if isinstance(intent, Away):
        return screen(fitting([*body, "До какого дня вас не будет? Например: «до 15 марта»."]), (NO,))
    what = intent.when.read(year) if isinstance(intent, Add | Move) else None
    question = what.question if isinstance(what, Ask) else BY_WHEN
    yes = (Button("Да, верно", action("said_yes")),) if asked is Missing.SURE else ()
    return screen(fitting([*body, question]), (*yes, NO))
