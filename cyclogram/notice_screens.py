"""What the administrator is told about deadlines, and what a person who asked for help is answered.

Verbs: `reply.CHOICE` (answer somebody who asked for help), and those of `reminder_screens`.
"""

from collections.abc import Sequence

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, lines, shorten, text
from chat.words import counted, day, listed, span
from cyclogram.reminder_screens import ON_PAGE, POSITIONS, Due, Trouble, done_button, lists, to_act
from cyclogram.screens import Words, fitting

MOST = 8
"""Numbers under a notice of many; the rest stand in the school's list."""


def notice(
    trouble: Trouble, item: Due, people: Sequence[str] = (), reason: str = "", choice: int | None = None
) -> Screen:
    """One deadline that needs a person who can act. Of who asks for help `reason` are the words, `choice` the press."""
    who = listed(tuple(people))
    opening = {
        Trouble.OVERDUE: f"Прошло три рабочих дня после срока ({day(item.end)}), дело ещё открыто.",
        Trouble.NOT_MINE: f"Ответ «Не моё»: {who}." if people else "На это дело ответили «Не моё».",
        Trouble.UNDELIVERED: f"Напоминание не дошло{_after(who)}.{_why(reason)}",
        Trouble.UNANSWERED: f"Ваш ответ на просьбу о помощи не дошёл{_after(who)}.{_why(reason)}",
        Trouble.NOBODY: f"Должность пока никто не занял{_after(who)}. Напоминать некому.",
        Trouble.AWAY: f"Ответственного нет {reason}{_after(who)}. Напоминать некому.",
        Trouble.HELP: f"Просят о помощи{_after(who)}.",
    }[trouble]
    body: list[Words] = [bold(opening), "", shorten(item.what, 1000), f"Срок: {span(item.start, item.end)}"]
    if trouble is Trouble.OVERDUE:
        body.append(f"Отвечает: {who or 'пока никто'}")
    if trouble is Trouble.HELP and reason:
        body.append(text("Пишут: ", italic(shorten(reason, 1000))))
    hint = {
        Trouble.OVERDUE: "Поговорите с ответственным, перенесите срок или закройте дело сами.",
        Trouble.NOT_MINE: "Решите, кому это передать: напоминания пойдут туда.",
        Trouble.UNDELIVERED: "Скажите лично или передайте дело другому.",
        Trouble.UNANSWERED: "Ответьте лично.",
        Trouble.NOBODY: "Дайте человеку приглашение на эту должность («Должности») или передайте дело другому.",
        Trouble.AWAY: "Назначьте замещающего или договоритесь, кто это сделает.",
        Trouble.HELP: "Ответьте, передайте дело другому или закройте его сами.",
    }[trouble]
    body.extend(("", italic(hint)))
    positions = (POSITIONS,) if trouble in {Trouble.NOBODY, Trouble.AWAY} else ()
    answer = (Button("Ответить", action("reply", choice)),) if choice is not None else ()
    *others, last = to_act(item)
    return screen(fitting(body), answer, *others, (*last, *positions), lists(school=True))


def _after(who: str) -> str:
    return f": {who}" if who else ""


def _why(reason: str) -> str:
    return f" Причина: {reason}." if reason else ""


def unreached(positions: Sequence[str], reason: str) -> Screen:
    """Somebody's week could not be delivered; what stands in it comes again next Monday, if they can be reached."""
    opening = f"Сообщение о неделе не дошло{_after(listed(tuple(positions)))}.{_why(reason)}"
    hint = "Пусть человек снова напишет боту: приглашение — на экране его должности."
    return screen(lines(bold(shorten(opening, 600)), "", italic(hint)), (POSITIONS,), lists(school=True))


def notices(many: Sequence[tuple[Trouble, Due, Sequence[str]]]) -> Screen:
    """Several of them in one message."""
    names = {
        Trouble.OVERDUE: "просрочено",
        Trouble.NOT_MINE: "ответили «Не моё»",
        Trouble.UNDELIVERED: "напоминание не дошло",
        Trouble.UNANSWERED: "ваш ответ не дошёл",
        Trouble.NOBODY: "должность никто не занял",
        Trouble.AWAY: "ответственного сейчас нет",
        Trouble.HELP: "просят о помощи",
    }
    body: list[Words] = [bold(f"Нужна ваша помощь: {counted(len(many), 'дело', 'дела', 'дел')}")]
    for number, (trouble, item, people) in enumerate(many, 1):
        about = f"{names[trouble]}, срок {day(item.end)}" + (f": {listed(tuple(people))}" if people else "")
        body.extend(("", lines(text(f"{number}. ", bold(shorten(item.what, 160))), shorten(about, 300))))
    numbers = [Button(str(n), action("deadline", item.id)) for n, (_, item, _) in enumerate(many[:MOST], 1)]
    return screen(fitting(body), tuple(numbers[:ON_PAGE]), tuple(numbers[ON_PAGE:]), lists(school=True))


# -- help


def taken_back(trouble: Trouble, item: Due, people: Sequence[str]) -> Screen:
    """What the administrator has read holds no more."""
    who = _after(listed(tuple(people)))
    what = {Trouble.NOT_MINE: "Ответ «Не моё» отозван", Trouble.HELP: "Помощь больше не нужна"}[trouble]
    said = lines(bold(f"{what}{who}."), shorten(item.what, 1000), "Делать ничего не нужно.")
    return screen(said, lists(school=True))


def ask_reply(item: Due, people: Sequence[str], words: str, said: Sequence[str] = ()) -> Screen:
    """What to answer; typed. `said` are answers given before."""
    body: list[Words] = [bold(shorten(item.what, 500)), f"Просят о помощи{_after(listed(tuple(people)))}"]
    if words:
        body.append(text("Пишут: ", italic(shorten(words, 500))))
    body.extend(text("Уже ответили: ", italic(shorten(one, 300))) for one in said[-3:])
    body.extend(("", "Напишите ответ одним сообщением: передам сразу."))
    return screen(fitting(body), (Button("Назад", action("deadline", item.id)),))


def replied(item: Due, words: str) -> Screen:
    """The answer is on its way."""
    body: list[Words] = [text("Ответ передан: ", italic(shorten(words, 1000))), shorten(item.what, 500)]
    return screen(fitting(body), (done_button(item), POSITIONS), lists(school=True))


def reply(item: Due, words: str) -> Screen:
    """The administrator's answer, for whoever asked."""
    body: list[Words] = [bold("Администратор отвечает:"), shorten(words, 1500), "", shorten(item.what, 500)]
    body.append(f"Срок: {span(item.start, item.end)}")
    return screen(fitting(body), (Button("Открыть срок", action("deadline", item.id)),), lists())
