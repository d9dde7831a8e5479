"""General wording: greeting, menu, help, privacy, codes. Surveys and the cyclogram word their own screens."""

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import bold, lines

BACK_HOME = (Button("В начало", action("home")),)


def failed() -> Screen:
    """Something in the bot broke; nothing of theirs is lost."""
    return screen(
        "Не получилось это обработать: ошибка на нашей стороне, мы её записали. Ваши прежние ответы целы. "
        "Попробуйте ещё раз или нажмите «В начало».",
        BACK_HOME,
    )


def greeting_stranger(school: str) -> Screen:
    """Nobody we know, and no code."""
    return screen(
        lines(
            bold("Здравствуйте!"),
            "",
            f"Это бот ВСОКО: {school}. Здесь проходят опросы о школе и приходят напоминания о сроках.",
            "",
            "Чтобы войти, пришлите код из приглашения (десять букв и цифр) или откройте ссылку, которую дала школа.",
            "",
            "Как мы обращаемся с данными: /privacy",
        )
    )


UNDER_WAY = {"read_plan": "Читаю файл…", "chart": "Рисую диаграмму…", "qr": "Рисую QR-код…"}


def under_way(kind: str) -> Screen:
    """Long work has begun."""
    return screen(UNDER_WAY.get(kind, "Готовлю…"))


def not_done(sentence: str) -> Screen:
    """Long work has come to nothing, and why."""
    return screen(sentence or "Не получилось. Попробуйте ещё раз.", BACK_HOME)
