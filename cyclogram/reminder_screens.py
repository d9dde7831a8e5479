"""Reminders, my deadlines, what happens on «Сделано · Позже · Не моё», and what the administrator is told.

Verbs: `deadlines`, `deadline.ID`, `done.ID`, `done_plain.ID`, `later.ID`, `notmine.ID`, `deadlines_page.N`;
for the administrator `school_deadlines.N`, everybody's. `school` in the arguments is true where she reads.
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
from chat.words import by_day, capital, counted, day, day_words, listed, plural, span
from cyclogram.screens import HOME, Words, fitting, pager

WITH_BUTTONS = 3
"""Things whose three buttons each still fit beside «Мои сроки»."""

ON_PAGE = 5
"""Numbered things on a page: one row of buttons."""

MOST = 8
"""Numbers under a notice of many; the rest stand in the school's list."""

SOON = 30
"""Days left worth counting; what lies further off has only its date."""

POSITIONS = Button("Должности", action("plan_people"))


@dataclass(frozen=True, slots=True)
class Due:
    """One open deadline of one reader. `id` is the deadline's; `who` are the others responsible, "" when alone.

    `instead_of` is whom the reader stands in for, "" where it is their own.
    """

    id: int
    what: str
    start: date
    end: date
    who: str = ""
    output: str = ""
    instead_of: str = ""


class Trouble(Enum):
    """What the administrator hears about a deadline."""

    OVERDUE = "overdue"
    NOT_MINE = "not_mine"
    UNDELIVERED = "undelivered"
    NOBODY = "nobody"
    AWAY = "away"


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
        return screen(fitting(body), *(_three(item, f"{n}. ") for n, item in enumerate(ordered, 1)), _lists())
    return _numbered(head, ordered, today, 0)


def _single(item: Due, today: date, *, school: bool = False, theirs: bool = True) -> Screen:
    body: list[Words] = [bold(headline(item, today)), "", shorten(item.what, 1500)]
    if item.start != item.end:
        body.append(italic(capital(span(item.start, item.end))))
    body.extend(_extras(item, "Вместе с вами" if theirs else "Отвечает"))
    buttons = _three(item) if theirs else (_done(item), POSITIONS)
    return screen(fitting(body), buttons, _lists(school=school))


def _extras(item: Due, who: str) -> list[Words]:
    people: list[Words] = [f"{who}: {shorten(item.who, 200)}"] if item.who else []
    if item.instead_of:
        people.insert(0, instead(item))
    return people + ([f"Что получится: {shorten(item.output, 200)}"] if item.output else [])


def instead(item: Due) -> str:
    """For whom the reader does it."""
    return f"Вы замещаете: {shorten(item.instead_of, 200)}"


def _done(item: Due) -> Button:
    return Button("Сделано", action("done", item.id))


def _three(item: Due, number: str = "") -> tuple[Button, ...]:
    return (
        Button(f"{number}Сделано", action("done", item.id)),
        Button(f"{number}Позже", action("later", item.id)),
        Button(f"{number}Не моё", action("notmine", item.id)),
    )


def _lists(*, school: bool = False) -> tuple[Button, ...]:
    """The way to the rest, so that one thing acted on never hides the others."""
    mine = Button("Мои сроки", action("deadlines"))
    return (mine, Button("Сроки школы", action("school_deadlines", 0))) if school else (mine,)


def headline(item: Due, today: date) -> str:
    """«Сегодня срок», «Завтра срок», «Срок прошёл 15 марта», «Срок 15 марта, через 7 дней»."""
    days = (item.end - today).days
    if days < 0:
        return f"Срок прошёл: {day_words(item.end)}"
    if days <= 1:
        return f"{'Завтра' if days else 'Сегодня'} срок, {day(item.end)}"
    if days > SOON:
        return f"Срок {by_day(item.end)}"
    left = f"{plural(days, 'остался', 'осталось', 'осталось')} {counted(days, 'день', 'дня', 'дней')}"
    return f"Срок {by_day(item.end)}, {left}"


def _line(item: Due, today: date, number: str = "") -> Text:
    late = item.end < today
    when = f"просрочено, срок был {day(item.end)}" if late else headline(item, today).lower()
    said = lines(text(number, bold(shorten(item.what, 160))), text("⚠ " if late else "", when))
    return lines(said, instead(item)) if item.instead_of else said


# -- my deadlines


def mine(items: Sequence[Due], today: date, number: int = 0, *, holder: bool = True, school: bool = False) -> Screen:
    """«Мои сроки»: what is still open, overdue first; a number opens one. `holder`: of any position at all."""
    if not items:
        return screen(NOTHING_DUE if holder else NO_POSITION, _lists(school=school)[1:], HOME)
    ordered = sorted(items, key=lambda item: (item.end, item.id))
    head = counted(len(ordered), "открытый срок", "открытых срока", "открытых сроков")
    return _numbered(f"У вас {head}{_late(ordered, today)}", ordered, today, number)


NOTHING_DUE = "Открытых сроков у вас нет. Когда появятся, напомню заранее."
NO_POSITION = "За вами пока нет сроков: они появятся, когда вы войдёте по коду своей должности."


def school(items: Sequence[Due], today: date, number: int = 0) -> Screen:
    """«Сроки школы»: everybody's, overdue first, each with who answers for it; for the administrator."""
    if not items:
        return screen("Открытых сроков в плане нет.", (Button("К плану", action("plan")),))
    ordered = sorted(items, key=lambda item: (item.end, item.id))
    head = f"Сроки школы: {len(ordered)}{_late(ordered, today)}"
    return _numbered(head, ordered, today, number, verb="school_deadlines", back=Button("К плану", action("plan")))


def _late(items: Sequence[Due], today: date) -> str:
    late = sum(1 for item in items if item.end < today)
    return f", просрочено: {late}" if late else ""


def _numbered(
    head: str,
    items: Sequence[Due],
    today: date,
    number: int,
    *,
    verb: str = "deadlines_page",
    back: Button = HOME[0],
) -> Screen:
    shown = page(items, number, ON_PAGE)
    first = shown.number * ON_PAGE + 1
    body: list[Words] = [bold(head)]
    for at, item in enumerate(shown.items, first):
        body.extend(("", _line(item, today, f"{at}. ")))
        if verb == "school_deadlines":
            body.append(f"Отвечает: {shorten(item.who, 200) or 'пока никто'}")
    body.extend(("", "Нажмите номер, чтобы отметить."))
    numbers = tuple(Button(str(at), action("deadline", item.id)) for at, item in enumerate(shown.items, first))
    return screen(fitting(body), numbers, pager(verb, shown.number, shown.pages), (back,))


def one(item: Due, today: date, *, school: bool = False, theirs: bool = True) -> Screen:
    """One deadline with its three buttons; an administrator may only close what is not theirs, or find it a person."""
    return _single(item, today, school=school, theirs=theirs)


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


def closed(item: Due, word: str = "", *, school: bool = False) -> Screen:
    """It is closed and nothing more will be sent about it."""
    body: list[Words] = [text("✓ Закрыто: ", bold(shorten(item.what, 500)))]
    if word:
        body.append(text("Записано: ", italic(shorten(word, 500))))
    body.append("Больше об этом не напоминаю.")
    return screen(fitting(body), _lists(school=school))


def already_closed(what: str, *, school: bool = False) -> Screen:
    """A button of an old reminder, or somebody else was faster."""
    said = lines(text("Уже закрыто: ", bold(shorten(what, 500))), "Делать ничего не нужно.")
    return screen(said, _lists(school=school))


def later(item: Due, when: date, today: date, *, school: bool = False) -> Screen:
    """«Позже»: when the bot comes back to it; the deadline itself stays."""
    again = "завтра" if (when - today).days == 1 else f"{_ON_DAY[when.weekday()]}, {day(when)}"
    open_still = item.end >= today
    stays = (
        f"Сам срок не меняется: {by_day(item.end)}." if open_still else "Срок уже прошёл, но дело остаётся открытым."
    )
    said = lines(text("Хорошо, напомню ", bold(again), "."), shorten(item.what, 500), stays)
    return screen(said, _lists(school=school))


_ON_DAY = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")


def not_mine(item: Due) -> Screen:
    """«Не моё»: the administrator knows, the reader is left alone."""
    words = lines(
        text("Понятно, передаю администратору: ", bold(shorten(item.what, 500))),
        "Вам об этом больше не напоминаю.",
    )
    return screen(words, _lists())


def not_yours() -> Screen:
    """A deadline this reader has nothing to do with (a stale or forged button)."""
    return screen("Этого срока среди ваших нет.", _lists())


# -- for the administrator


def notice(trouble: Trouble, item: Due, people: Sequence[str] = (), reason: str = "") -> Screen:
    """One deadline that needs a person who can act."""
    who = listed(tuple(people))
    opening = {
        Trouble.OVERDUE: f"Прошло три рабочих дня после срока ({day(item.end)}), дело ещё открыто.",
        Trouble.NOT_MINE: f"Ответ «Не моё»: {who}." if people else "На это дело ответили «Не моё».",
        Trouble.UNDELIVERED: f"Напоминание не дошло{_after(who)}." + (f" Причина: {reason}." if reason else ""),
        Trouble.NOBODY: f"Должность пока никто не занял{_after(who)}. Напоминать некому.",
        Trouble.AWAY: f"Ответственного нет {reason}{_after(who)}. Напоминать некому.",
    }[trouble]
    body: list[Words] = [bold(opening), "", shorten(item.what, 1000), f"Срок: {span(item.start, item.end)}"]
    if trouble is Trouble.OVERDUE:
        body.append(f"Отвечает: {who or 'пока никто'}")
    hint = {
        Trouble.OVERDUE: "Поговорите с ответственным или закройте дело сами.",
        Trouble.NOT_MINE: "Решите, кому это передать: человек войдёт по коду должности и получит напоминания.",
        Trouble.UNDELIVERED: "Передайте лично или закройте дело сами.",
        Trouble.NOBODY: "Передайте человеку приглашение на эту должность.",
        Trouble.AWAY: "Назначьте замещающего или договоритесь, кто это сделает.",
    }[trouble]
    body.extend(("", italic(hint)))
    hand_over = (POSITIONS,) if trouble in {Trouble.NOT_MINE, Trouble.NOBODY, Trouble.AWAY} else ()
    return screen(fitting(body), (_done(item), *hand_over), _lists(school=True))


def _after(who: str) -> str:
    return f": {who}" if who else ""


def notices(many: Sequence[tuple[Trouble, Due, Sequence[str]]]) -> Screen:
    """Several of them in one message."""
    names = {
        Trouble.OVERDUE: "просрочено",
        Trouble.NOT_MINE: "ответили «Не моё»",
        Trouble.UNDELIVERED: "напоминание не дошло",
        Trouble.NOBODY: "должность никто не занял",
        Trouble.AWAY: "ответственного сейчас нет",
    }
    body: list[Words] = [bold(f"Нужна ваша помощь: {counted(len(many), 'дело', 'дела', 'дел')}")]
    for number, (trouble, item, people) in enumerate(many, 1):
        about = f"{names[trouble]}, срок {day(item.end)}" + (f": {listed(tuple(people))}" if people else "")
        body.extend(("", lines(text(f"{number}. ", bold(shorten(item.what, 160))), shorten(about, 300))))
    numbers = [Button(str(n), action("deadline", item.id)) for n, (_, item, _) in enumerate(many[:MOST], 1)]
    return screen(fitting(body), tuple(numbers[:ON_PAGE]), tuple(numbers[ON_PAGE:]), _lists(school=True))
