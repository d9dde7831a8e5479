"""What a person reads after pressing a button beneath a reminder: what it did, and how it is taken back.

`done_screens` word «Сделано». Verbs: `later_by.ID.DAYS`, `help_plain.ID`, `undo.CHOICE`, `mine.ID`. Every result
carries «Вернуть, как было» while `undo` (the choice's number) is given.
"""

from datetime import date

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, lines, shorten, text
from chat.words import by_day, counted, day
from cyclogram.reminder_screens import Due, lists
from cyclogram.screens import Words, fitting

_ON_DAY = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")


def result(body: list[Words], undo: int | None, *more: tuple[Button, ...], school: bool = False) -> Screen:
    """What a press has done, and `more` rows of what may follow; `undo` is its number while it can be taken back."""
    back = (Button("Вернуть, как было", action("undo", undo)),) if undo is not None else ()
    return screen(fitting(body), *more, back, lists(school=school))


# -- taken, later, not mine


def taken(item: Due, *, undo: int | None = None, school: bool = False) -> Screen:
    """«Беру»: the others are left alone."""
    body: list[Words] = [text("Хорошо, это за вами: ", bold(shorten(item.what, 500)))]
    if item.who:
        body.append(f"Остальным больше не напоминаю: {shorten(item.who, 200)}.")
    body.append("Если не сложится, нажмите «Отдать»: напоминать буду снова всем.")
    return result(body, undo, (Button("Отдать", action("give_back", item.id)),), school=school)


def given_back(item: Due, *, undo: int | None = None, school: bool = False) -> Screen:
    """«Отдать»: everybody who answers for it is reminded again."""
    body: list[Words] = [
        text("Хорошо, снова за всеми, кто отвечает: ", bold(shorten(item.what, 500))),
        "Напоминать буду каждому, и вам тоже.",
    ]
    return result(body, undo, school=school)


def ask_later(item: Due, *, unclear: str = "") -> Screen:
    """«Позже»: when; a day may be typed."""
    note: list[Words] = [italic(unclear), ""] if unclear else []
    said = lines(
        *note,
        text("Когда напомнить? ", bold(shorten(item.what, 500))),
        "Можно написать день словами: «в пятницу», «5 марта», «через три дня».",
    )
    return screen(
        said,
        (Button("Завтра", action("later_by", item.id, 1)), Button("Через неделю", action("later_by", item.id, 7))),
        (Button("Назад", action("deadline", item.id)),),
    )


NO_DAY = "Не понял, какой это день. Напишите, например, «в пятницу» или «5 марта»."
PAST = "Этот день уже прошёл. Напишите другой."


def later(item: Due, days: tuple[date, ...], today: date, *, undo: int | None = None, school: bool = False) -> Screen:
    """When the bot comes back to it; the deadline itself stays. Of two days the first is the deadline's own."""
    when = days[-1]
    again = "завтра" if (when - today).days == 1 else f"{_ON_DAY[when.weekday()]}, {day(when)}"
    body: list[Words] = [text("Хорошо, напомню ", bold(again), "."), shorten(item.what, 500)]
    if item.end < today:
        body.append("Срок уже прошёл, но дело остаётся открытым.")
    elif when <= item.end:
        body.append(f"Сам срок не меняется: {by_day(item.end)}.")
    else:
        own = " В день срока тоже напомню." if len(days) > 1 else ""
        body.append(f"Это уже после срока, а сам срок не меняется: {by_day(item.end)}.{own}")
    return result(body, undo, school=school)


def not_mine(item: Due, *, undo: int | None = None) -> Screen:
    """«Не моё»: the administrator knows, the reader is left alone."""
    body: list[Words] = [
        text("Понятно, передаю администратору: ", bold(shorten(item.what, 500))),
        "Вам об этом больше не напоминаю.",
    ]
    return result(body, undo)


def part_done(item: Due, left: int, word: str = "", *, undo: int | None = None, school: bool = False) -> Screen:
    """«Готова только моя часть»: the reader is left alone, `left` others are not; `word` was said of it."""
    others = f"Остальным напоминаю: {counted(left, 'человек', 'человека', 'человек')}." if left else NOBODY_LEFT
    body: list[Words] = [text("✓ Ваша часть готова: ", bold(shorten(item.what, 500)))]
    if word:
        body.append(text("Записано: ", italic(shorten(word, 500))))
    body.extend(("Вам об этом больше не напоминаю.", others))
    return result(body, undo, school=school)


NOBODY_LEFT = "Остальные части пока ничьи, администратор об этом узнает."

# -- help


def ask_help(item: Due) -> Screen:
    """«Нужна помощь»: what is in the way, or nothing but the call."""
    said = lines(
        text("Зову администратора: ", bold(shorten(item.what, 500))),
        "",
        "Если хотите, напишите одним сообщением, что мешает или чего не хватает.",
    )
    return screen(
        said,
        (Button("Позвать без слов", action("help_plain", item.id)),),
        (Button("Назад", action("deadline", item.id)),),
    )


def help_asked(
    item: Due, words: str = "", *, alone: bool = False, undo: int | None = None, school: bool = False
) -> Screen:
    """The administrator sees it at once. `alone`: the reader is the only one."""
    body: list[Words] = [text("Просьба о помощи отправлена: ", bold(shorten(item.what, 500)))]
    if words:
        body.append(text("Ваши слова: ", italic(shorten(words, 500))))
    body.append("Администратор получит её сразу, а ночью — утром, и сможет ответить прямо здесь. Напоминания остаются.")
    if alone:
        body = [
            text("Других администраторов у школы пока нет: ", bold(shorten(item.what, 500))),
            "Позвать некого. Дело можно передать: «План и сроки», «Должности».",
        ]
    return result(body, undo, school=school)


# -- taking back

UNDONE = "Вернул, как было."
REOPENED = "Снова открыто, напоминания вернулись."
LATE_FOR = {
    "done": "Если дело ещё не сделано, попросите администратора: у него есть кнопка «Открыть снова».",
    "take": "Отдать дело можно в любой момент: кнопка «Отдать».",
    "give_back": "Взять дело снова можно в любой момент: кнопка «Беру».",
    "later": "Дело открыто, его можно отметить и сейчас; напомню, как договорились.",
    "not_mine": "Если это всё-таки ваше, нажмите кнопку ниже: напоминания вернутся.",
    "part": "Если ваша часть ещё не готова, нажмите кнопку ниже: напоминания вернутся.",
    "help": "Администратор уже знает о просьбе. Если помощь не нужна, просто ответьте ему.",
}
"""What can be done when a choice cannot be taken back any more, by the choice."""


def too_late(item: Due, choice: str, *, school: bool = False) -> Screen:
    """A minute has passed."""
    said = lines(
        "Вернуть можно только в первую минуту, она уже прошла.",
        shorten(item.what, 500),
        "",
        LATE_FOR[choice],
    )
    mine = Button("Всё-таки моё", action("mine", item.id))
    open_it = Button("Открыть срок", action("deadline", item.id))
    again = Button("Открыть снова", action("reopen", item.id))
    match choice:
        case "part":
            ways: tuple[Button, ...] = (Button("Ещё не готова", action("mine", item.id)),)
        case "not_mine":
            ways = (mine,)
        case "done":
            ways = (again,) if school else ()
        case _:
            ways = (open_it,)
    return screen(said, ways, lists(school=school))
