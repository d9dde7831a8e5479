"""What the deputy head reads about a wave: its plan, the sending, the coverage, the closing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chat.actions import Action, action
from chat.screen import MAX_TEXT, Button, Screen, screen
from chat.text import Run, Text, bold, italic, lines, shorten, text, units
from chat.words import by_day, capital, counted, day, span
from surveys.definition import Survey

UNTIL = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
WEEK = timedelta(days=7)
ROOM = 1000
"""UTF-16 units kept for what stands around a list of classes, the progress of the sending included."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A wave before it starts. `invited`: class → people, for teachers the one class ""; `reachable` have a chat."""

    survey: Survey
    opens: date
    closes: date
    invited: Mapping[str, int]
    reachable: int


@dataclass(frozen=True, slots=True)
class Sending:
    """How far the invitations are. `undelivered`: reason → people; `unknown` may or may not have arrived."""

    sent: int
    total: int
    undelivered: Mapping[str, int]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a class have answered; `invited` is 0 when the class's size is not known."""

    class_name: str
    answered: int
    invited: int


def plan(wave: Plan, walk: Action, launch: Action | None, cancel: Action) -> Screen:
    """The wave as it would run, with the way to walk through it, drop it and, once walked through, start it."""
    survey = wave.survey
    total = sum(wave.invited.values())
    return screen(
        lines(
            bold(f"Опрос «{survey.title}»"),
            "",
            f"Кто отвечает: {survey.audience}{_classes(wave.invited)}",
            f"Когда: {span(wave.opens, wave.closes)}",
            f"Вопросов: {len(survey.statements)}, {survey.method.title}",
            f"Приглашаем: {counted(total, 'человека', 'человека', 'человек')}, по кодам уже вошли: {wave.reachable}.",
            "",
            "Первым бот написать не может: остальным раздайте ссылки, коды или QR-коды.",
            *([] if launch else ["Перед запуском пройдите опрос сами: ответы не сохранятся.", ""]),
            italic("После запуска вопросы, классы и анонимность уже не изменить; продлить срок можно."),
        ),
        (Button("Запустить", launch),) if launch else (),
        (Button("Пройти ещё раз" if launch else "Пройти для проверки", walk),),
        (Button("Удалить черновик", cancel),),
    )


def objects(survey: Survey, titles: Mapping[str, str], back: Action) -> Screen:
    """What of the ВСОКО tree a survey measures: a line for each statement."""
    said = [text("• ", one.text.rstrip("."), " — ", italic(titles[one.object])) for one in survey.statements]
    return screen(lines(bold("Что оцениваем"), "", *said), (Button("Назад", back),))


def walked(back: Action) -> Screen:
    """The end of a walk through the survey: nothing was kept."""
    return screen("Это был просмотр: ни один ответ не сохранён.", (Button("К запуску опроса", back),))


def progress(sending: Sending) -> str:
    """One line: «Отправлено 84 из 120, не доставлено 3: бот остановлен — 2, нет чата — 1»."""
    if not sending.total:
        return "Приглашений не рассылали: при запуске по коду ещё никто не вошёл."
    said = f"Отправлено {sending.sent} из {sending.total}"
    failed = sum(sending.undelivered.values())
    if failed:
        reasons = ", ".join(f"{reason} — {number}" for reason, number in sending.undelivered.items())
        said += f", не доставлено {failed}: {reasons}"
    if sending.unknown:
        said += f", неизвестно {sending.unknown}: связь оборвалась при отправке"
    return said + "."


def tied(whom: Sequence[tuple[str, str, bool]], *, row: Action, tie: Callable[[str], Action]) -> Screen:
    """Whom a row of the plan asks. `whom`: (audience, its name, whether the row asks it)."""
    said = lines(
        bold("Опрос по плану"),
        "",
        "Отметьте, кого спрашивает эта строка. В день начала предложу открыть опрос, а после закрытия отмечу срок сам.",
    )
    marks = [(Button(f"{'✓ ' if on else ''}{capital(name)}", tie(audience)),) for audience, name, on in whom]
    return screen(said, *marks, (Button("К строке", row),))


def offer(what: str, audience: str, start: date, end: date, *, go: Action, plan: Action) -> Screen:
    """The day a survey of the plan begins."""
    said = lines(
        bold("По плану начинается опрос"),
        "",
        shorten(what, 500),
        f"Кого спрашиваем: {audience}. Когда: {span(start, end)}.",
        "",
        "Открыть?",
    )
    return screen(said, (Button("Открыть опрос", go),), (Button("Сроки школы", plan),))


def row_result(audience: str, rows: Sequence[Coverage]) -> str:
    """What a closed wave gives back to its row of the plan: «Опрос закрыт (родители): ответили 84 из 120, 70 %.»."""
    answered, invited = sum(one.answered for one in rows), sum(one.invited for one in rows)
    share = f", {round(100 * answered / invited)} %" if invited else ""
    of_all = f" из {invited}" if invited else ""
    return f"Опрос закрыт ({audience}): ответили {answered}{of_all}{share}."


def coverage_line(one: Coverage, closes: date, today: date) -> str:
    """A line to forward to a class teacher, no names: «7А: 9 из 27, до пятницы»."""
    return f"{_share(one)}, {until(closes, today)}"


def ahead(survey: Survey, opens: date, closes: date, invited: int) -> Text:
    """A wave that was started and has not begun; `invited`: how many invitations lie ready."""
    people = counted(invited, "человек", "человека", "человек")
    ready = f"В этот день приглашение получат те, кто уже вошёл: {people}." if invited else progress(Sending(0, 0, {}))
    return lines(bold(f"Опрос «{survey.title}» начнётся {day(opens)}"), f"Ответить можно {by_day(closes)}.", "", ready)


def coverage(survey: Survey, rows: Sequence[Coverage], closes: date, today: date) -> Text:
    """Coverage of an open wave by class, the lowest first; never an answer."""
    head = lines(bold(f"Опрос «{survey.title}» идёт, {until(closes, today)}"), _total(rows), "")
    listed = [one for one in rows if one.class_name]
    listed.sort(key=lambda one: one.answered / one.invited if one.invited else 1.0)
    kept: list[str] = []
    for one in listed:
        if units("\n".join(kept)) > MAX_TEXT - ROOM:
            kept.append(f"…и ещё {counted(len(listed) - len(kept), 'класс', 'класса', 'классов')}")
            break
        kept.append(coverage_line(one, closes, today))
    return lines(head, *kept, "", italic("Сами ответы откроются только после закрытия."))


def ask_closing(survey: Survey, answered: int, close: Action, leave: Action) -> Screen:
    """Closing is for good: ask once."""
    people = counted(answered, "анкета", "анкеты", "анкет")
    few = ["", "Пока ответов меньше пяти, итогов не будет: так мы держим слово об анонимности."] if answered < 5 else []
    return screen(
        lines(
            bold(f"Закрыть опрос «{survey.title}»?"),
            "",
            f"Сейчас в урне {people}. После закрытия новых ответов не принять, открыть опрос снова нельзя.",
            *few,
        ),
        (Button("Закрыть и подвести итоги", close),),
        (Button("Пусть ещё идёт", leave),),
    )


def closed(survey: Survey, answered: int, merged: Sequence[Sequence[str]], wave_id: int, comments: int) -> Screen:
    """The box is open: what was merged for anonymity, or why nothing is published; results may go back to people."""
    others = (Button("К опросам", action("waves")),)
    if not answered:
        return screen(f"Опрос «{survey.title}» закрыт: никто не ответил, публиковать нечего.", others)
    together = [", ".join(classes) for classes in merged if len(classes) > 1]
    said: list[str | Run] = [
        bold(f"Опрос «{survey.title}» закрыт"),
        f"Ответили: {counted(answered, 'человек', 'человека', 'человек')}.",
    ]
    if not merged:
        said.append("Ответов меньше пяти, поэтому итоги не публикуются: так мы держим слово об анонимности.")
        return screen(lines(*said), others)
    if together:
        said.append(f"Чтобы никого не выдать, итоги сведены вместе: {shorten('; '.join(together), 3000)}.")
    ways = (
        Button("Сводка", action("summary_asked")),
        Button("Рассказать участникам", action("wave_share_ask", wave_id)),
    )
    read = (Button(f"Комментарии ({comments})", action("comments", wave_id)),) if comments else ()
    return screen(lines(*said), ways, read, others)


def comment_page(survey: Survey, shown: Sequence[str], turn: Sequence[Button], back: Action) -> Screen:
    """What people wrote, apart from classes and answers; for the administration, not for publication as it is."""
    return screen(
        lines(
            bold(f"Комментарии к опросу «{survey.title}»"),
            italic("Телефоны и адреса почты скрыты. Перед публикацией уберите всё, по чему можно узнать человека."),
            "",
            *(f"— {one}" for one in shown),
        ),
        tuple(turn),
        (Button("К опросу", back),),
    )


def until(closes: date, today: date) -> str:
    """«до пятницы» within a week, «сегодня последний день», else «до 27 ноября»."""
    if closes == today:
        return "сегодня последний день"
    if timedelta(0) < closes - today < WEEK:
        return f"до {UNTIL[closes.weekday()]}"
    return by_day(closes)


def _classes(invited: Mapping[str, int]) -> str:
    names = [name for name in invited if name]
    return f", {shorten(', '.join(names), 2000)}" if names else ""


def _share(one: Coverage) -> str:
    name = one.class_name or "Учителя"
    return f"{name}: {one.answered} из {one.invited}" if one.invited else f"{name}: {one.answered}"


def _total(rows: Sequence[Coverage]) -> str:
    answered, invited = sum(one.answered for one in rows), sum(one.invited for one in rows)
    if not all(one.invited for one in rows):
        return f"Ответили: {answered}. Не у всех классов указана численность, поэтому доли нет."
    return f"Ответили {answered} из {invited} ({round(100 * answered / invited)} %)" if rows else "Ответов пока нет"
