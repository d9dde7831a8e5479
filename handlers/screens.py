"""General wording: greeting, menu, help, id, long work. Surveys and the cyclogram word their own screens."""

from collections.abc import Sequence

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import Run, bold, italic, lines
from chat.words import counted

BACK_HOME = (Button("В начало", action("home")),)
NOTES = {
    "unclear": "Не понял это сообщение. Ниже — то, что я умею.",
    "unreadable": "Я читаю текст, кнопки и таблицы плана; с остальным ничего сделать не могу.",
}
UNDER_WAY = {
    "read_plan": "Читаю файл…",
    "read_text": "Читаю…",
    "chart": "Рисую диаграмму…",
    "qr": "Рисую QR-код…",
    "keep": "Забираю файл…",
}
MENU = (
    ("start", "Начало"),
    ("deadlines", "Мои сроки"),
    ("device", "Продолжить в другом мессенджере"),
    ("privacy", "Что о вас хранится"),
    ("stop", "Отписаться или удалить данные"),
    ("help", "Помощь"),
)
"""Commands everybody is offered where a messenger has a menu."""
ADMIN_MENU = (("summary", "Сводка и диаграммы"), ("plan", "План"), ("classes", "Классы и численность"))
MOST = 6
"""Surveys with buttons of their own on one screen."""


def greeting_stranger(school: str) -> Screen:
    """Nobody we know, and no code."""
    return screen(
        lines(
            bold("Здравствуйте!"),
            "",
            f"{school}. Я бот внутренней оценки качества образования: провожу опросы о школе и напоминаю о сроках.",
            "",
            "Чтобы войти, пришлите код из приглашения (десять букв и цифр) или откройте ссылку, которую дала школа.",
        ),
        (Button("Как мы обращаемся с данными", action("privacy")),),
    )


def admin_home(school: str, note: str, own: Sequence[Button], *, aside: int, told: Sequence[str]) -> Screen:
    """What the administrator can do; `told`: what to do next. `own` are surveys that ask her, too."""
    events = counted(aside, "сообщение", "сообщения", "сообщений")
    return screen(
        lines(
            *noted(note),
            bold(f"{school}. ВСОКО"),
            "",
            *told,
            *([italic(f"Отложено из-за ошибок: {events}. Подробности — в журнале бота.")] if aside else []),
        ),
        tuple(own[:2]),
        (Button("Сводка", action("summary_asked")), Button("Опросы", action("waves"))),
        (Button("План и сроки", action("plan")), Button("Мои сроки", action("deadlines"))),
        (Button("Люди и классы", action("people")), Button("Приглашения", action("invites"))),
        (Button("Администраторы", action("admins")), Button("Помощь", action("help"))),
    )


SEND_PLAN = ("Чтобы загрузить циклограмму, пришлите её файлом: Word, Excel или .csv.",)
CHANGE_PLAN = ("План меняется одной фразой: «перенести ВПР на 20 апреля». Новый план пришлите файлом.",)
FIRST_STEPS = (
    "С чего начать:",
    "1. «Люди и классы»: напишите, сколько в классах учеников.",
    "2. «Приглашения»: раздайте коды, по ним люди придут к боту.",
    "3. «Опросы»: подготовьте и запустите первый.",
    "4. Пришлите циклограмму файлом Word, Excel или .csv: бот напомнит ответственным о сроках.",
)


def person_home(
    school: str, note: str, surveys: Sequence[Button], *, due: tuple[int, int] | None, in_class: bool = True
) -> Screen:
    """What a parent, student or teacher can do now.

    `due`: of whoever holds a position, how many deadlines are open and overdue; `in_class`: surveys may come.
    """
    none = "Сейчас открытых опросов для вас нет."
    said = none + " Когда появятся, я напишу." if in_class else "О сроках по плану я напомню сам."
    if surveys:
        said = "Вас ждёт опрос:" if len(surveys) == 1 else "Вас ждут опросы:"
    elif not in_class and due is None:
        said = none + " Чтобы получать приглашения, пришлите код от школы."
    mine = (Button("Мои сроки", action("deadlines")), Button("Циклограмма", action("cyclogram")))
    return screen(
        lines(*noted(note), bold(school), "", *([_due(*due)] if due else []), said),
        *((one,) for one in surveys[: MOST - 2]),
        mine if due else (),
        (Button("Помощь", action("help")),),
    )


def _due(still_open: int, overdue: int) -> str:
    if not still_open:
        return "Открытых сроков у вас нет."
    late = f", просрочено: {overdue}" if overdue else ""
    return f"У вас {counted(still_open, 'открытый срок', 'открытых срока', 'открытых сроков')}{late}."


def help_for(*, admin: bool) -> Screen:
    """What can be said here."""
    everybody = [
        "/start — начало",
        "/deadlines — мои сроки",
        "/away до 15 марта, за меня завуч — меня не будет",
        "/reminders — как часто напоминать",
        "/cyclogram — план по месяцам: «/cyclogram ноябрь»",
        "/device — продолжить в другом мессенджере",
        "/privacy — что о вас хранится",
        "/stop — отписаться или удалить свои данные",
        "/id — ваш номер в этом мессенджере",
    ]
    administrators = [
        "",
        "Администратору ВСОКО:",
        "Файл .docx, .xlsx, .xls, .ods или .csv — загрузить циклограмму",
        "Одна фраза — изменить план: «до 15 марта справка по питанию, соцпедагог», «перенести ВПР на 20 апреля»",
        "/summary — сводка и диаграммы",
        "/classes 5А 27, 5Б 25; родителей 5А 30 — численность",
        "/plan — план, вопросы по нему и должности",
        "/report — план, факт, решение за любой период",
        "/check — чего не хватает в плане, объекты на год",
        "/year — учебный год: четверти, каникулы, выходные",
        "/when 2 неделя октября — какие это дни",
        "/admins, /grant telegram:123, /revoke telegram:123 — права",
    ]
    return screen(
        lines(
            bold("Помощь"),
            "",
            "Отвечайте на опросы кнопками: можно вернуться назад, пропустить вопрос и продолжить позже.",
            "О сроках напомню сам, в рабочее время. Если дело сделано, достаточно одной кнопки.",
            "",
            *everybody,
            *(administrators if admin else []),
        ),
        BACK_HOME,
    )


def my_id(address: str) -> Screen:
    """How this messenger names the person."""
    return screen(
        lines(
            "Ваш номер здесь:", bold(address), "", "По нему администратор может дать вам права: /grant и этот номер."
        ),
        BACK_HOME,
    )


def under_way(kind: str) -> Screen:
    """Long work has begun."""
    return screen(UNDER_WAY.get(kind, "Готовлю…"))


def not_done(sentence: str) -> Screen:
    """Long work has come to nothing, and why."""
    return screen(sentence or "Не получилось. Попробуйте ещё раз.", BACK_HOME)


def failed() -> Screen:
    """Something in the bot broke; nothing of theirs is lost."""
    return screen(
        "Не получилось это обработать: ошибка на нашей стороне, мы её записали. Ваши прежние ответы целы. "
        "Попробуйте ещё раз или нажмите «В начало».",
        BACK_HOME,
    )


def noted(note: str) -> list[str | Run]:
    """A remark on what was just done, above the screen it led to; nothing for an empty one."""
    return [italic(note), ""] if note else []
