"""Who is away: what was understood before it counts, the list, what administrators and stand-ins are told.

Verbs: `away`, `away_yes`, `away_no`, `away_who.N`, `away_end.ID`. `who` is a position, "" for the reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import Text, bold, italic, lines, shorten, text
from chat.words import by_day, capital, span
from cyclogram.screens import HOME, Words, fitting

MOST = 8
NUMBERS = 5
YEAR_TOLD = 180
"""Days of an absence that is told of with its years."""
NO = Button("Нет, не надо", action("away_no"))
EXAMPLES = "Напишите: «я в отпуске до 15 марта, за меня завуч» или «меня не будет с 3 по 14 июня»."
ADMIN_EXAMPLE = "О другом человеке — с должностью: «психолог в отпуске до 15 марта, за него методист»."


@dataclass(frozen=True, slots=True)
class Away:
    """One absence as it is read; `id` is 0 before it counts, `instead` the position that stands in or ""."""

    who: str
    since: date
    until: date
    instead: str = ""
    id: int = 0


def understood(one: Away, people: int, *, heard: bool = True) -> Screen:
    """Before it counts; `people` stand in, `heard` tells whether any of them is there, or somebody in their place."""
    who = f"нет на месте: {shorten(one.who, 160)}" if one.who else "вас не будет"
    said: list[Words] = [bold(f"Понял так: {who}"), "", capital(_days(one))]
    if not one.instead:
        said.append("Замены нет. О сроках этих дней напомню после возвращения, администратор узнает о них заранее.")
    elif people and not heard:
        said.append(
            f"Замещает: {shorten(one.instead, 160)}, но в эти дни там тоже никого: "
            "о сроках этих дней администратор узнает заранее."
        )
    elif people:
        said.append(f"Замещает: {shorten(one.instead, 160)}. Напоминания этих дней придут туда.")
    else:
        said.append(
            f"Замещает: {shorten(one.instead, 160)}, но эту должность пока никто не занял: напоминать будет некому."
        )
    return screen(fitting(said), (Button("Да, верно", action("away_yes")), NO))


def ask_until(who: str, *, past: bool = False, far: bool = False) -> Screen:
    """The last day was not said, or is over, or too far."""
    whom = f"Кого нет: {shorten(who, 160)}. " if who else ""
    whom += "Эти дни уже прошли. " if past else ""
    whom += "Записываю не больше чем на год: потом можно продлить. " if far else ""
    return screen(f"{whom}До какого дня? Напишите, например: «до 15 марта», «неделю».", (NO,))


def ask_which(said: str, among: Sequence[str]) -> Screen:
    """Several positions may be meant."""
    listed = [f"{number}. {capital(shorten(one, 120))}" for number, one in enumerate(among[:MOST], 1)]
    numbers = [Button(str(number), action("away_who", number - 1)) for number in range(1, len(listed) + 1)]
    return screen(
        lines(f"Кто имеется в виду: «{shorten(said, 80)}»?", "", *listed),
        tuple(numbers[:NUMBERS]), tuple(numbers[NUMBERS:]), (NO,),
    )  # fmt: skip


def ask_instead(said: str) -> Screen:
    """Nobody in the plan is called so."""
    return screen(
        f"Должности «{shorten(said, 80)}» в плане нет. Кто замещает? Напишите должность, как она в плане, или «никто».",
        (NO,),
    )


def ask_another(position: str) -> Screen:
    """Whoever is to stand in is the one who is away."""
    return screen(
        f"«{shorten(position, 160)}» — это тот, кого не будет. Кто замещает? Напишите другую должность или «никто».",
        (NO,),
    )


def unclear() -> Screen:
    """Neither days nor a person."""
    return screen(lines("Не понял, когда вас не будет.", "", EXAMPLES), HOME)


def listed_all(mine: Sequence[Away], others: Sequence[Away], *, is_admin: bool) -> Screen:
    """Absences that are not over: the reader's own, and for an administrator everybody's."""
    shown = [*mine, *others][:MOST]
    body: list[Words] = [bold("Кого нет на месте"), ""]
    body.extend(_line(number, one) for number, one in enumerate(shown, 1))
    if not shown:
        body.append("Сейчас все на месте.")
    body.extend(("", "Вас не будет?", EXAMPLES, *([ADMIN_EXAMPLE] if is_admin else [])))
    if shown:
        body.extend(("", italic("Номер — если человек вернулся раньше.")))
    if len(shown) == 1:
        return screen(fitting(body[:-2]), (Button("Вернулся раньше", action("away_end", shown[0].id)),), HOME)
    numbers = [Button(str(number), action("away_end", one.id)) for number, one in enumerate(shown, 1)]
    return screen(fitting(body), tuple(numbers[:NUMBERS]), tuple(numbers[NUMBERS:]), HOME)


def _line(number: int, one: Away) -> Text:
    who = capital(shorten(one.who, 160)) if one.who else "Вы"
    return text(f"{number}. ", bold(who), f": {_days(one)}{_instead(one)}")


def _days(one: Away) -> str:
    return span(one.since, one.until, year=(one.until - one.since).days > YEAR_TOLD)


def _instead(one: Away) -> str:
    return f", замещает: {shorten(one.instead, 160)}" if one.instead else ", замены нет"


def is_set(one: Away) -> Screen:
    """It counts from now on."""
    whom = f"{capital(shorten(one.who, 160))}: " if one.who else "Записал: вас нет "
    return screen(
        lines(f"{whom}{_days(one)}{_instead(one)}.", "Вернётесь раньше — нажмите кнопку."),
        (Button("Вернулся раньше", action("away_end", one.id)),),
        HOME,
    )


def nobody_there() -> Screen:
    """The position that is away is nobody's."""
    return screen("Эту должность пока никто не занял: напоминать и так некому.", HOME)


def is_back(*, other: bool = False) -> Screen:
    """The absence is over; `other`: somebody else's, as an administrator says."""
    if other:
        return screen("Записал: человек на месте, напоминания снова приходят ему как обычно.", HOME)
    return screen("С возвращением! Напоминания снова приходят как обычно; о том, что накопилось, скажу утром.", HOME)


def forgotten() -> Screen:
    """It was not meant."""
    return screen("Хорошо, ничего не меняю.", HOME)


# -- told to others


def told(one: Away) -> Screen:
    """To administrators."""
    who = bold(f"{capital(shorten(one.who, 160))}: нет {by_day(one.until)}")
    return screen(lines(who, f"{capital(_days(one))}{_instead(one)}."), (Button("Кого нет на месте", action("away")),))


def vacant(positions: Sequence[tuple[int, str]]) -> Screen:
    """To administrators: whoever held these (id, wording) has left."""
    numbered = list(enumerate(positions[:MOST], 1))
    listed = [f"{number}. {capital(shorten(words, 120))}" for number, (_, words) in numbered]
    numbers = [Button(str(number), action("position", position_id)) for number, (position_id, _) in numbered]
    said: list[Words] = [bold("Остались без человека"), "", *listed]
    said.extend(("", "Нажмите номер: там приглашение для нового человека и передача дел."))
    return screen(
        fitting(said), tuple(numbers[:NUMBERS]), tuple(numbers[NUMBERS:]), (Button("Должности", action("plan_people")),)
    )


def standing_in(one: Away) -> Screen:
    """To whoever stands in."""
    return screen(
        lines(
            bold(f"Вы замещаете: {shorten(one.who, 160)}"),
            f"{capital(_days(one))}. Напоминания об этих делах придут вам с пометкой «Вы замещаете». "
            "Открытые дела — в «Моих сроках».",
        ),
        (Button("Мои сроки", action("deadlines")),),
    )
