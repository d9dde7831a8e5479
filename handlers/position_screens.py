"""Wording about one position: who holds it, handing its rows over, freeing it."""

from collections.abc import Sequence

from chat.actions import action
from chat.paging import Page
from chat.screen import Button, Screen, screen
from chat.text import bold, lines, shorten, text
from chat.words import capital, counted
from cyclogram.screens import AFTER, BEFORE, Words, fitting
from storage.positions import Position

BACK = Button("К должностям", action("plan_people"))
SHOWN = 8
"""Rows listed by name before they are handed over."""


def people(n: int) -> str:
    """How many hold a position."""
    return counted(n, "человек", "человека", "человек") if n else "пока никого"


def rows(n: int) -> str:
    """How many things a position answers for."""
    return counted(n, "дело", "дела", "дел")


def one(
    position: Position,
    still_open: int,
    away: str,
    note: str = "",
    beside: Sequence[Words] = (),
    own: int = 0,
) -> Screen:
    """Who holds it, what is open, what can be done; `away` tells who is not there.

    `beside` is what is to be said of groups, `own` how many came in by its own invitation.
    """
    said: list[Words] = [note, ""] if note else []
    said.extend((bold(capital(shorten(position.wording, 200))), ""))
    holders = f"Занимают: {people(position.people)}" if position.people else "Пока никто не занял."
    said.extend((holders, f"Открытых дел: {still_open}", *([away] if away else [])))
    said.extend(beside)
    hand_over = (Button("Передать все дела", action("hand_to", position.id, 0)),) if still_open else ()
    reminders = (Button("Напоминания", action("policy", "position", position.id)),) if still_open else ()
    free = (Button("Освободить должность", action("position_free_ask", position.id)),) if own else ()
    return screen(fitting(said), (Button("Приглашение", action("plan_invite", position.id)),), hand_over, free,
                  (*reminders, BACK))  # fmt: skip


def within(groups: Sequence[str]) -> list[Words]:
    """The groups a position belongs to, by their wording."""
    return [f"Входит в группы: {shorten('; '.join(groups), 300)}. Об их делах напоминаю тоже."] if groups else []


def group(parts: Sequence[Position]) -> list[Words]:
    """The positions that belong to a group."""
    listed = [f"• {capital(shorten(part.wording, 120))} — {people(part.people)}" for part in parts[:SHOWN]]
    more = [f"• и ещё {len(parts) - SHOWN}"] if len(parts) > SHOWN else []
    each = "Это группа: напоминания получает каждый, кто в неё входит. По её приглашению может войти не один человек."
    return ["", each, *(["Входят:", *listed, *more] if parts else [])]


def choose(giver: Position, shown: Page[Position], size: int, *, is_unknown: bool = False) -> Screen:
    """To whom; `is_unknown`: the position that was typed is in no plan."""
    first = shown.number * size + 1
    listed = [
        f"{at}. {capital(shorten(one.wording, 120))} — {people(one.people)}"
        for at, one in enumerate(shown.items, first)
    ]
    numbers = [Button(str(at), action("hand_ask", giver.id, one.id)) for at, one in enumerate(shown.items, first)]
    turns = [
        Button(label, action("hand_to", giver.id, to))
        for label, to in ((BEFORE, shown.number - 1), (AFTER, shown.number + 1))
        if 0 <= to < shown.pages
    ]
    missing = ["Такой должности в плане не нашёл.", ""] if is_unknown else []
    return screen(
        lines(*missing, bold(f"Кому передать все дела: {shorten(giver.wording, 160)}?"), "", *listed, "",
              "Нажмите номер или напишите должность."),
        tuple(numbers), tuple(turns), (Button("Не передавать", action("position", giver.id)),),
    )  # fmt: skip


def ask(giver: Position, taker: Position, names: Sequence[str]) -> Screen:
    """«8 дел: методист → педагог-психолог»."""
    said: list[Words] = [bold(f"{rows(len(names))}: {shorten(giver.wording, 120)} → {shorten(taker.wording, 120)}"), ""]
    said.extend(f"• {shorten(name, 120)}" for name in names[:SHOWN])
    if len(names) > SHOWN:
        said.append(f"• и ещё {len(names) - SHOWN}")
    said.append("")
    if taker.people:
        said.append(f"Напоминания пойдут туда сразу ({people(taker.people)}). Сделанное останется как есть.")
    else:
        said.append("Эту должность пока никто не занял: сначала раздайте на неё приглашение.")
    return screen(
        fitting(said),
        (Button("Передать", action("hand_over", giver.id, taker.id)),),
        (Button("Не передавать", action("position", giver.id)),),
    )


def ask_freeing(position: Position, still_open: int) -> Screen:
    """What follows from it."""
    said = text(
        f"Освободить должность «{shorten(position.wording, 160)}»? ",
        f"Кто её занимает ({people(position.people)}), больше не получит напоминаний о её делах. ",
        f"Открытых дел: {still_open}; они остаются за должностью. Старое приглашение перестанет работать.",
    )
    return screen(
        said,
        (Button("Освободить", action("position_free", position.id)),),
        (Button("Оставить", action("position", position.id)),),
    )
