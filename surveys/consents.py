"""The two consents, one purpose each, on screens of their own; refusing one leaves the other as it is.

The version grows with every change of the words and is stored with the consent (152-ФЗ, article 9: a consent is
a document of its own).
"""

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, lines
from surveys.screens import Id

VERSION = "1"
HOME = (Button("В начало", action("home")),)


def to_surveys(school: str, wave: Id) -> Screen:
    """Before the first survey. Buttons: ``agree.surveys.VERSION.WAVE``, ``refuse.surveys.WAVE``."""
    return screen(
        lines(
            bold("Согласие на участие в опросах"),
            "",
            "Нажимая «Согласен(на)», вы разрешаете школе для опросов о качестве образования хранить:",
            "• ваш номер в этом мессенджере — чтобы вести опрос и не считать вас дважды;",
            "• класс и роль из приглашения — чтобы знать, сколько человек ответили;",
            "• ваши ответы — только пока анкета не завершена;",
            "• отметку о том, что ответ получен.",
            "",
            "Отозвать согласие и удалить свои данные можно в любой момент: /stop.",
            "За тех, кому ещё нет 18 лет, согласие даёт родитель или опекун.",
            "",
            italic(f"Оператор данных: {school}. Редакция {VERSION}."),
        ),
        (Button("Согласен(на)", action("agree", "surveys", VERSION, wave)),),
        (Button("Не согласен(на)", action("refuse", "surveys", wave)),),
    )


def to_reminders(school: str, code: Id) -> Screen:
    """Before the first reminder. Buttons: ``agree.reminders.VERSION.CODE``, ``refuse.reminders.CODE``."""
    return screen(
        lines(
            bold("Согласие на напоминания"),
            "",
            "Нажимая «Согласен(на)», вы разрешаете школе хранить ваш номер в этом мессенджере и должность "
            "из приглашения, чтобы бот напоминал о сроках по плану работы школы.",
            "",
            "Напоминания приходят только по рабочим дням и не ночью. Отозвать согласие можно в любой момент: /stop.",
            "",
            italic(f"Оператор данных: {school}. Редакция {VERSION}."),
        ),
        (Button("Согласен(на)", action("agree", "reminders", VERSION, code)),),
        (Button("Не согласен(на)", action("refuse", "reminders", code)),),
    )


def refused_surveys() -> Screen:
    """Nothing was stored, the way back stays open."""
    return screen(
        "Хорошо, опроса не будет, и мы ничего не сохранили. Передумаете — откройте приглашение ещё раз.", HOME
    )


def refused_reminders() -> Screen:
    """No reminders, and no position: the way back stays open."""
    return screen("Хорошо, напоминать не буду. Передумаете — пришлите код своей должности ещё раз.", HOME)
