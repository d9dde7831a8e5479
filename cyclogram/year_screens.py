"""The school year as the deputy head reads it, and what a change would move.

Verbs: `year` (its dates), `year_said` (what a message would change), `year_apply.MARK`, `year_keep`, `year_reset`,
`year_turn` (to the next year or back).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import Run, Text, bold, italic, shorten, text
from chat.words import by_day, capital, counted, day, from_day, listed
from cyclogram.plan import Repeat
from cyclogram.repeats import rrule_words
from cyclogram.rereading import Move
from cyclogram.school_year import SchoolYear, Weeks
from cyclogram.screens import fitting
from cyclogram.spans import Span
from cyclogram.year_changes import UNITS, YearChanges
from cyclogram.year_faults import NAMES, break_name, days_words, part_name

MOVES_SHOWN = 12
QUOTED = 60
"""UTF-16 units of what nobody understood."""
WEEKS = {
    Weeks.THURSDAY: "первая неделя месяца — та, чей четверг в этом месяце",
    Weeks.MONDAY: "первая неделя месяца начинается с его первого понедельника",
    Weeks.DAYS: "первая неделя месяца — с 1 по 7 число",
}
HOW = (
    "Чтобы изменить, напишите, как у вас, каждое с новой строки: «осенние каникулы со 2 по 8 ноября», "
    "«1 четверть до 23 октября», «I триместр до 15 ноября», «шестидневка», «выходной 5 октября», "
    "«рабочая суббота 7 ноября», «учебный год до 26 мая», «квартал — это четверть», «недели считать с понедельника». "
    "Сначала покажу, какие сроки сдвинутся."
)
NOTES = {
    "applied": "Готово: учебный год изменён.",
    "kept": "Оставили как было.",
    "same": "Так и есть, менять нечего.",
}

Words = Text | Run | str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was typed and what it comes to; with `wrong` sentences it cannot be applied.

    `mark` ties the button to what was shown.
    """

    before: SchoolYear
    after: SchoolYear
    moves: Sequence[Move]
    unclear: Sequence[str]
    wrong: Sequence[str]
    mark: str


def title(year: SchoolYear) -> str:
    """«Учебный год 2026/27»."""
    return f"Учебный год {year.start}/{(year.start + 1) % 100:02}"


def show(year: SchoolYear, changes: YearChanges, note: str = "", *, is_next: bool = False) -> Screen:
    """The year in words, and how to change it; `is_next`: it has not begun."""
    body: list[Words] = [
        *_noted(NOTES.get(note, "")),
        bold(title(year)),
        f"Занятия {days_words(year.teaching)}, план до {day(year.plan_until)}.",
        f"{_week(year)}; {_first_week(year)}. {_quarter(year)}",
        *_stretches(year, changes),
        "",
        bold("Каникулы"),
        *(f"{pause.name}: {days_words(pause.days)}" for pause in year.breaks if pause.days.end > year.teaching.start),
        *_own_days(year),
        "",
        italic("Это ваш календарь: он отличается от рекомендованного." if changes.to_dict() else MINISTRY),
        "",
        HOW,
    ]
    reset = (Button(RESET, action("year_reset")),) if changes.to_dict() else ()
    other = (Button("Этот учебный год" if is_next else "Следующий учебный год", action("year_turn")),)
    home = (Button("План и сроки", action("plan")), Button("В начало", action("home")))
    return screen(fitting(body), reset, other, home)


def _noted(note: str) -> list[Words]:
    """A remark on what was just done, above the screen it led to."""
    return [italic(note), ""] if note else []


MINISTRY = "Даты рекомендованы министерством; сверьте их с календарным графиком школы."
RESET = "Вернуть как у министерства"


def _stretches(year: SchoolYear, changes: YearChanges) -> Iterator[Words]:
    """Terms and halves always; trimesters and modules where the school has told its own."""
    for unit in UNITS:
        if unit in ("terms", "halves") or changes.parts(unit):
            yield ""
            yield bold(capital(NAMES[unit][1]))
            yield from (f"{number}. {days_words(days)}" for number, days in enumerate(getattr(year, unit), 1))


def _week(year: SchoolYear) -> str:
    return "Неделя шестидневная" if year.days_per_week == 6 else "Неделя пятидневная"


def _quarter(year: SchoolYear) -> str:
    return "Квартал — это четверть." if year.quarters_are_terms else "Квартал — календарный."


def _first_week(year: SchoolYear) -> str:
    return WEEKS[year.weeks]


def _own_days(year: SchoolYear) -> list[str]:
    named = (("Ваши выходные", year.days_off), ("Ваши рабочие дни", year.working_days))
    return [f"{name}: {_dates(days)}" for name, days in named if days]


def _dates(days: frozenset[date]) -> str:
    shown = [day(one) for one in sorted(days)]
    return listed(shown) if len(shown) <= 8 else f"{', '.join(shown[:8])} и ещё {len(shown) - 8}"


# --- what a message would change


def proposal(said: Proposal) -> Screen:
    """What was understood, what was not, and which rows' dates would move; nothing has changed yet."""
    changed = list(differences(said.before, said.after))
    body: list[Words] = [bold(title(said.after))]
    if changed:
        body += ["", bold("Понял так" if said.wrong else "Станет так"), *(f"• {one}" for one in changed)]
    if said.unclear:
        quoted = listed([f"«{shorten(one, QUOTED)}»" for one in said.unclear[:5]])
        body += ["", f"Не понял: {quoted}. Напишите, например: «осенние каникулы со 2 по 8 ноября»."]
    if said.wrong:
        body += ["", bold("Так не получится"), *said.wrong[:5]]
        return screen(fitting(body), (Button("Не менять", action("year_keep")),))
    if not changed:
        return screen(fitting(body), (Button("К учебному году", action("year")),))
    body += ["", *_moves(said.moves), "", "Пока ничего не изменено. Можно написать ещё."]
    buttons = (Button("Применить", action("year_apply", said.mark)), Button("Не менять", action("year_keep")))
    return screen(fitting(body), buttons)


def _moves(found: Sequence[Move]) -> Iterator[Words]:
    if not found:
        yield "Сроки плана не сдвинутся."
        return
    yield bold(f"Сдвинутся сроки: {counted(len(found), 'строка', 'строки', 'строк')}")
    yield from (_move(one) for one in found[:MOVES_SHOWN])
    if len(found) > MOVES_SHOWN:
        yield f"…и ещё {len(found) - MOVES_SHOWN}"


def _move(move: Move) -> Text:
    before, after = move.before, move.after
    gone = [span for span in before.spans if span not in after.spans]
    come = [span for span in after.spans if span not in before.spans]
    moved = [pair_words(was, now) for was, now in zip(gone, come, strict=False)] if len(gone) == len(come) else []
    often = [(_often(was), _often(now)) for was, now in zip(before.repeats, after.repeats, strict=True) if was != now]
    whole = [] if moved or often else [(_list(before.spans), _list(after.spans))]
    words = [f"было {was} → станет {now}" for was, now in (*moved, *often, *whole)]
    return text(f"Строка {after.number} ", bold(shorten(after.what or "без названия", 80)), f": {_some(words)}")


def pair_words(was: Span, now: Span) -> tuple[str, str]:
    """Two stretches by what is not the same: («до 24 октября», «до 23 октября»)."""
    if was.start == now.start and was.start not in (was.end, now.end):
        return by_day(was.end), by_day(now.end)
    if was.end == now.end and was.end not in (was.start, now.start):
        return from_day(was.start), from_day(now.start)
    return days_words(was), days_words(now)


def _often(repeat: Repeat) -> str:
    return f"{rrule_words(repeat.rrule)} с {day(repeat.start)} по {day(repeat.until)}"


def _list(spans: Sequence[Span]) -> str:
    return _some([days_words(span) for span in spans]) or "без срока"


def _some(words: list[str], limit: int = 4) -> str:
    return "; ".join(words[:limit]) + (f" и ещё {len(words) - limit}" if len(words) > limit else "")


def differences(before: SchoolYear, after: SchoolYear) -> Iterator[str]:
    """A line for everything about the year that would be another, what follows by itself included."""
    yield from _stated(before, after)
    for unit in UNITS:
        yield from _parts(unit, getattr(before, unit), getattr(after, unit))
    yield from _days(before, after)
    for words in (_week, _quarter, _first_week):
        if words(before) != words(after):
            yield words(after).strip(".").lower()
    for name, was, now in (
        ("триместров", before.trimesters_assumed, after.trimesters_assumed),
        ("модулей", before.modules_assumed, after.modules_assumed),
    ):
        if was != now:
            yield f"даты {name} {'снова примерные' if now else 'теперь точные'}"


def _stated(before: SchoolYear, after: SchoolYear) -> Iterator[str]:
    if before.teaching != after.teaching:
        yield _changed("занятия", *pair_words(before.teaching, after.teaching))
    if before.plan_until != after.plan_until:
        yield _changed("план", f"до {day(before.plan_until)}", f"до {day(after.plan_until)}")
    for old, new in zip(before.breaks, after.breaks, strict=True):
        if old.days != new.days:
            yield _changed(break_name(new).lower(), *pair_words(old.days, new.days))


def _days(before: SchoolYear, after: SchoolYear) -> Iterator[str]:
    for name, old, new in (
        ("выходной", before.days_off, after.days_off),
        ("рабочий день", before.working_days, after.working_days),
    ):
        yield from (f"{name}: {day(one)}" for one in sorted(new - old))
        yield from (f"больше не {name}: {day(one)}" for one in sorted(old - new))


def _parts(unit: str, before: tuple[Span, ...], after: tuple[Span, ...]) -> Iterator[str]:
    for number, (old, new) in enumerate(zip_longest(before, after), 1):
        name = part_name(unit, number)
        if old and new and old != new:
            yield _changed(name, *pair_words(old, new))
        elif old != new:
            yield f"{name}: {days_words(new)}" if new else f"{name}: больше нет"


def _changed(name: str, was: str, now: str) -> str:
    return f"{name}: {was} → {now}"
