"""Reminders, my deadlines, what happens on «Сделано · Позже · Не моё», and what the administrator is told.

Verbs: `deadlines`, `deadline.ID`, `done.ID`, `done_plain.ID`, `later.ID`, `notmine.ID`, `deadlines_page.N`.
No screen here asks a teacher for a report: a word is welcome, nothing is enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from chat.actions import action
from chat.paging import page
from chat.screen import Button, Screen, screen
from chat.text import Text, bold, italic, lines, shorten, text
from chat.words import by_day, capital, counted, day, day_words, listed, span
from cyclogram.screens import Words, fitting

WITH_BUTTONS = 3
"""Things whose three buttons each still fit beside «Все сроки»."""

ON_PAGE = 5
"""Numbered things on a page: one row of buttons."""


@dataclass(frozen=True, slots=True)
class Due:
    """One open deadline of one reader. `id` is the deadline's; `who` are the others responsible, "" when alone."""

    id: int
    what: str
    start: date
    end: date
    who: str = ""
    output: str = ""


class Trouble(Enum):
    """What the administrator hears about a deadline."""

    OVERDUE = "overdue"
    NOT_MINE = "not_mine"
    UNDELIVERED = "undelivered"
    NOBODY = "nobody"


# -- a reminder


def reminder(items: Sequence[Due], today: date) -> Screen:
    """One morning's message: everything due, most urgent first, with buttons for each or a number to choose."""
    ordered = sorted(items, key=lambda item: (item.end, item.id))
    if len(ordered) == 1:
        return _single(ordered[0], today)
    head = f"Напоминаю: {counted(len(ordered), 'срок', 'срока', 'сроков')}"
    if len(ordered) <= WITH_BUTTONS:
        body: list[Words] = [bold(head)]
        for number, item in enumerate(ordered, 1):
            body.extend(("", _line(item, today, f"{number}. ")))
        return screen(fitting(body), *(_three(item, f"{n}. ") for n, item in enumerate(ordered, 1)), (_all(),))
    return _numbered(head, ordered, today, 0)


def _single(item: Due, today: date) -> Screen:
    body: list[Words] = [bold(headline(item, today)), "", shorten(item.what, 1500)]
    if item.start != item.end:
        body.append(italic(capital(span(item.start, item.end))))
    body.extend(_extras(item))
    return screen(fitting(body), _three(item), (_all(),))


def _extras(item: Due) -> list[Words]:
    with_others: list[Words] = [f"Вместе с вами: {shorten(item.who, 200)}"] if item.who else []
    return with_others + ([f"Что получится: {shorten(item.output, 200)}"] if item.output else [])


def _three(item: Due, number: str = "") -> tuple[Button, ...]:
    return (
        Button(f"{number}Сделано", action("done", item.id)),
        Button(f"{number}Позже", action("later", item.id)),
        Button(f"{number}Не моё", action("notmine", item.id)),
    )


def _all() -> Button:
    return Button("Все сроки", action("deadlines"))


def headline(item: Due, today: date) -> str:
    """«Сегодня срок», «Завтра срок», «Срок прошёл 15 марта», «Срок 15 марта, через 7 дней»."""
    days = (item.end - today).days
    if days < 0:
        return f"Срок прошёл: {day_words(item.end)}"
    if days <= 1:
        return f"{'Завтра' if days else 'Сегодня'} срок, {day(item.end)}"
    return f"Срок {by_day(item.end)}, осталось {counted(days, 'день', 'дня', 'дней')}"


def _line(item: Due, today: date, number: str = "") -> Text:
    late = item.end < today
    when = f"просрочено, срок был {day(item.end)}" if late else headline(item, today).lower()
    return lines(text(number, bold(shorten(item.what, 160))), text("⚠️ " if late else "", when))


# -- my deadlines


def mine(items: Sequence[Due], today: date, number: int = 0) -> Screen:
    """«Сроки»: what is still open, overdue first; a number opens one."""
    if not items:
        return screen("Открытых сроков у вас нет. Когда появятся, напомню заранее.")
    ordered = sorted(items, key=lambda item: (item.end, item.id))
    late = sum(1 for item in ordered if item.end < today)
    head = counted(len(ordered), "открытый срок", "открытых срока", "открытых сроков")
    return _numbered(f"У вас {head}" + (f", просрочено: {late}" if late else ""), ordered, today, number)


def _numbered(head: str, items: Sequence[Due], today: date, number: int) -> Screen:
    shown = page(items, number, ON_PAGE)
    first = shown.number * ON_PAGE + 1
    body: list[Words] = [bold(head)]
    for at, item in enumerate(shown.items, first):
        body.extend(("", _line(item, today, f"{at}. ")))
    body.extend(("", "Нажмите номер, чтобы отметить."))
    numbers = tuple(Button(str(at), action("deadline", item.id)) for at, item in enumerate(shown.items, first))
    back = (Button("◀ Раньше", action("deadlines_page", shown.number - 1)),) if shown.number else ()
    more = shown.number + 1 < shown.pages
    forward = (Button("Дальше ▶", action("deadlines_page", shown.number + 1)),) if more else ()
    return screen(fitting(body), numbers, back + forward)


def one(item: Due, today: date) -> Screen:
    """One deadline with its three buttons."""
    return _single(item, today)


# -- the three buttons


def done(item: Due) -> Screen:
    """«Сделано»: a word or nothing."""
    words = lines(
        text("Хорошо, отмечаю сделанным: ", bold(shorten(item.what, 500))),
        "",
        "Если хотите, напишите одним сообщением, чем закончилось. Или просто закройте.",
    )
    return screen(
        words,
        (Button("Закрыть без слов", action("done_plain", item.id)),),
        (Button("Ещё не сделано", action("deadline", item.id)),),
    )


def closed(item: Due, word: str = "") -> Screen:
    """It is closed and nothing more will be sent about it."""
    body: list[Words] = [text("✅ Закрыто: ", bold(shorten(item.what, 500)))]
    if word:
        body.append(text("Записано: ", italic(shorten(word, 500))))
    body.append("Больше об этом не напоминаю.")
    return screen(fitting(body), (_all(),))


def already_closed(what: str) -> Screen:
    """A button of an old reminder, or somebody else was faster."""
    return screen(lines(text("Уже закрыто: ", bold(shorten(what, 500))), "Делать ничего не нужно."), (_all(),))


def later(item: Due, when: date, today: date) -> Screen:
    """«Позже»: when the bot comes back to it; the deadline itself stays."""
    again = "завтра" if (when - today).days == 1 else f"{_ON_DAY[when.weekday()]}, {day(when)}"
    open_still = item.end >= today
    stays = (
        f"Сам срок не меняется: {by_day(item.end)}." if open_still else "Срок уже прошёл, но дело остаётся открытым."
    )
    return screen(lines(text("Хорошо, напомню ", bold(again), "."), shorten(item.what, 500), stays), (_all(),))


_ON_DAY = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")


def not_mine(item: Due) -> Screen:
    """«Не моё»: the administrator knows, the reader is left alone."""
    words = lines(
        text("Понятно, передаю администратору: ", bold(shorten(item.what, 500))),
        "Вам об этом больше не напоминаю.",
    )
    return screen(words, (_all(),))


def not_yours() -> Screen:
    """A deadline this reader has nothing to do with (a stale or forged button)."""
    return screen("Этого срока среди ваших нет.", (_all(),))


# -- for the administrator


def notice(trouble: Trouble, item: Due, people: Sequence[str] = (), reason: str = "") -> Screen:
    """One deadline that needs a person who can act."""
    who = listed(tuple(people))
    opening = {
        Trouble.OVERDUE: f"Прошло три рабочих дня после срока ({day(item.end)}), дело ещё открыто.",
        Trouble.NOT_MINE: f"Ответ «Не моё»: {who}." if people else "На это дело ответили «Не моё».",
        Trouble.UNDELIVERED: f"Напоминание не дошло{_after(who)}." + (f" Причина: {reason}." if reason else ""),
        Trouble.NOBODY: f"Должность пока никто не занял{_after(who)}. Напоминать некому.",
    }[trouble]
    body: list[Words] = [bold(opening), "", shorten(item.what, 1000), f"Срок: {span(item.start, item.end)}"]
    if trouble is Trouble.OVERDUE:
        body.append(f"Отвечает: {who or 'пока никто'}")
    hint = {
        Trouble.OVERDUE: "Поговорите с ответственным или закройте дело сами.",
        Trouble.NOT_MINE: "Решите, кому это передать.",
        Trouble.UNDELIVERED: "Передайте лично или закройте дело сами.",
        Trouble.NOBODY: "Передайте человеку приглашение на эту должность.",
    }[trouble]
    body.extend(("", italic(hint)))
    return screen(fitting(body), (Button("Сделано", action("done", item.id)),), (_all(),))


def _after(who: str) -> str:
    return f": {who}" if who else ""


def notices(many: Sequence[tuple[Trouble, Due, Sequence[str]]]) -> Screen:
    """Several of them in one message."""
    names = {
        Trouble.OVERDUE: "просрочено",
        Trouble.NOT_MINE: "ответили «Не моё»",
        Trouble.UNDELIVERED: "напоминание не дошло",
        Trouble.NOBODY: "должность никто не занял",
    }
    body: list[Words] = [bold(f"Нужна ваша помощь: {counted(len(many), 'дело', 'дела', 'дел')}")]
    for number, (trouble, item, people) in enumerate(many, 1):
        about = f"{names[trouble]}, срок {day(item.end)}" + (f": {listed(tuple(people))}" if people else "")
        body.extend(("", lines(text(f"{number}. ", bold(shorten(item.what, 160))), shorten(about, 300))))
    numbers = [Button(str(n), action("deadline", item.id)) for n, (_, item, _) in enumerate(many[:ON_PAGE], 1)]
    return screen(fitting(body), tuple(numbers), (_all(),))
