"""The week in one message: a person's, with a number for each thing, and the head's, with counts and the lists behind.

Verbs: `deadline.ID`, `deadlines`, `week`, `week_list.PART.PAGE`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chat.actions import action
from chat.paging import page
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, lines, shorten, text
from chat.words import by_day, counted, day, day_words, listed, span
from cyclogram.reminder_screens import WITH_BUTTONS, Due, headline, instead, lists, quick
from cyclogram.screens import AFTER, BEFORE, Words, fitting
from cyclogram.weeks import Week

MOST = 8
"""Things with a number; what is more stands in the reader's list."""
MOST_REPEATS = 10
IN_A_ROW = 5
LATE = "Срок прошёл, дело ещё открыто"
USUAL = 7
"""Days of a week that no break makes longer."""


@dataclass(frozen=True, slots=True)
class Again:
    """Something that comes again and again, and its days of this week."""

    what: str
    days: tuple[date, ...]


def own(week: Week, items: Sequence[Due], today: date, repeats: Sequence[Again], daily: Sequence[str]) -> Screen:
    """One reader's week: what is due and what they are reminded of that day, what is overdue, what repeats."""
    ordered = sorted(items, key=lambda one: (one.end, one.id))
    soonest, oldest = [one for one in ordered if one.end >= today], [one for one in ordered if one.end < today]
    numbered = [*soonest, *oldest][:MOST]
    only_late = not (soonest or repeats or daily)
    body: list[Words] = [bold(LATE if only_late else title(week))]
    for number, one in enumerate(numbered, 1):
        if number == len(soonest) + 1 and not only_late:
            body.extend(("", f"{LATE}:"))
        body.extend(("", _thing(number, one, today)))
    if more := len(soonest) + len(oldest) - len(numbered):
        body.extend(("", f"И ещё {counted(more, 'дело', 'дела', 'дел')}: они в «Моих сроках»."))
    body.extend(_repeats(repeats, daily))
    if oldest:
        body.extend(("", italic("О том, что просрочено, напоминаю только раз в неделю.")))
    if len(numbered) <= WITH_BUTTONS:
        return screen(fitting(body), *(quick(one, number) for number, one in enumerate(numbered, 1)), lists())
    body.extend(("", "Нажмите номер, чтобы отметить."))
    buttons = [Button(str(number), action("deadline", one.id)) for number, one in enumerate(numbered, 1)]
    return screen(fitting(body), tuple(buttons[:IN_A_ROW]), tuple(buttons[IN_A_ROW:]), lists())


def head(week: Week, counts: Mapping[str, int], silent: Sequence[str], surveys: Sequence[str]) -> Screen:
    """The school's week: counts first, the lists stand behind the buttons.

    `silent` are the positions that were reminded and say nothing, `surveys` the titles of those running.
    """
    said: list[Words] = [bold(f"Неделя школы, {span(week.first, week.last)}"), ""]
    said.append(f"Срок на этой неделе: {counts['due']}")
    said.append(f"{'⚠ ' if counts['late'] else ''}Просрочено: {counts['late']}")
    said.append(f"Сделано на прошлой неделе: {counts['done']}")
    if counts["nobody"]:
        said.append(f"⚠ Некому напомнить: {counts['nobody']}")
    if silent:
        said.append(f"Не отвечают на напоминания: {shorten(listed(list(silent[:MOST])), 500)}")
    if surveys:
        said.append(f"Идёт опрос: {shorten(listed([f'«{one}»' for one in surveys[:MOST]]), 500)}")
    lists = [Button(PARTS[part], action("week_list", part, 0)) for part in PARTS if counts[part]]
    waves = (Button("Опросы", action("waves")),) if surveys else ()
    last = (*waves, Button("План и сроки", action("plan")))
    return screen(fitting(said), tuple(lists[:2]), tuple(lists[2:4]), tuple(lists[4:]), last)


PARTS = {"due": "На этой неделе", "late": "Просрочено", "done": "Сделано", "silent": "Не отвечают",
         "nobody": "Некому напомнить"}  # fmt: skip


def part(name: str, items: Sequence[Due], number: int) -> Screen:
    """One list of the head's week, with who answers for each thing."""
    shown = page(items, number, IN_A_ROW)
    body: list[Words] = [bold(f"{PARTS[name]}: {len(items)}")]
    for at, one in enumerate(shown.items, shown.number * IN_A_ROW + 1):
        who = f"Отвечает: {shorten(one.who, 200) or 'пока никто'}"
        body.extend(("", lines(text(f"{at}. ", bold(shorten(one.what, 160))), f"срок {day(one.end)}", who)))
    numbers = [
        Button(str(at), action("deadline", one.id)) for at, one in enumerate(shown.items, shown.number * IN_A_ROW + 1)
    ]
    back = (Button("К неделе", action("week")),)
    return screen(fitting(body), tuple(numbers), _turns(name, shown.number, shown.pages), back)


def _turns(name: str, number: int, pages: int) -> tuple[Button, ...]:
    before = (Button(BEFORE, action("week_list", name, number - 1)),) if number else ()
    after = (Button(AFTER, action("week_list", name, number + 1)),) if number + 1 < pages else ()
    return before + after


def title(week: Week) -> str:
    """«Ваша неделя», or, where a break follows, until when."""
    return "Ваша неделя" if (week.last - week.first).days < USUAL else f"Ваши дела {by_day(week.last)}"


def _thing(number: int, one: Due, today: date) -> Words:
    when = f"⚠ срок был {day(one.end)}" if one.end < today else headline(one, today).lower()
    said = lines(text(f"{number}. ", bold(shorten(one.what, 160))), when)
    return lines(said, instead(one)) if one.instead_of else said


def _repeats(repeats: Sequence[Again], daily: Sequence[str]) -> list[Words]:
    said: list[Words] = []
    for one in repeats[:MOST_REPEATS]:
        when = day_words(one.days[0]) if len(one.days) == 1 else listed([day(when) for when in one.days])
        said.append(text("• ", shorten(one.what, 160), italic(f" — {when}")))
    if len(repeats) > MOST_REPEATS:
        said.append(f"• и ещё {len(repeats) - MOST_REPEATS}")
    if daily:
        said.append(text("• ", italic("каждый день: "), shorten(", ".join(daily), 500)))
    return ["", "Повторяется:", *said] if said else []
