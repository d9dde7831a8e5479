"""What is said at the door: codes that do not fit, going on elsewhere, leaving."""

from collections.abc import Sequence

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import bold, lines, link, text
from handlers.visit import Link
from storage.codes import spaced
from storage.people import Audience, Membership

HOME = (Button("В начало", action("home")),)
WHY_NOT = {
    "unknown": "Такой код не подходит: возможно, в нём опечатка, он устарел или его отозвали. "
    "Проверьте код или попросите в школе новый.",
    "full": "По этому коду уже вошли все, на кого он рассчитан. Попросите в школе новый код.",
    "staff": "В этом мессенджере бот отвечает только сотрудникам школы. "
    "Откройте приглашение в другом мессенджере или в браузере.",
    "often": "Слишком много неверных кодов подряд. Попробуйте снова через час или попросите в школе ссылку.",
}
WHO = {Audience.STUDENTS: "ученики", Audience.PARENTS: "родители", Audience.TEACHERS: "учителя"}


def no_code(why: str) -> Screen:
    """A code that opens nothing."""
    return screen(WHY_NOT.get(why, WHY_NOT["unknown"]), HOME)


def joined(memberships: Sequence[Membership]) -> Screen:
    """In, and nothing to answer yet."""
    mine = "; ".join(f"{WHO[one.audience]} {one.class_name}".strip() for one in memberships)
    return screen(
        lines(
            bold("Готово, вы записаны"),
            *([f"Опросы: {mine}."] if mine else []),
            "",
            "Сейчас опроса нет. Когда он начнётся, пришлём приглашение сюда.",
        ),
        HOME,
    )


def held(position: str) -> Screen:
    """Reminders will come."""
    return screen(
        lines(
            bold("Готово, буду напоминать о сроках"),
            f"Должность: {position}.",
            "",
            "Напоминания приходят за неделю, за день и в день срока, по рабочим дням. "
            "Если срок прошёл, а дело открыто, напомню ещё раз.",
        ),
        (Button("Мои сроки", action("deadlines")), *HOME),
    )


def refused_reminders() -> Screen:
    """A stranger does not want any."""
    return screen("Хорошо, напоминать не буду, и мы ничего не сохранили. Передумаете — пришлите код ещё раз.", HOME)


# --- elsewhere


def elsewhere(code: str, links: Sequence[Link]) -> Screen:
    """The way over."""
    ways = [text(f"{one.messenger}: ", link(one.url, one.url)) for one in links]
    opening = "Откройте бота в другом мессенджере по ссылке или пришлите ему там этот код:" if ways else (
        "Откройте бота в другом мессенджере и пришлите ему там этот код:"
    )  # fmt: skip
    return screen(
        lines(
            bold("Продолжить в другом мессенджере"),
            "",
            opening,
            bold(spaced(code)),
            *ways,
            "",
            "Код действует 15 минут и только один раз. Никому его не передавайте: кто им воспользуется, войдёт как вы.",
        ),
        HOME,
    )


def connect(code: str) -> Screen:
    """Two addresses are about to become one person."""
    return screen(
        lines(
            bold("Это вы попросили код?"),
            "",
            "Если код только что дал вам бот в другом мессенджере, продолжим здесь с того же места. "
            "Бот запомнит и этот ваш адрес.",
            "",
            "Если код или ссылку прислал кто-то другой, не соглашайтесь: он увидит ваши незавершённые ответы.",
        ),
        (Button("Да, это мой код", action("join", code)),),
        (Button("Нет", action("home")),),
    )


def other_way() -> Screen:
    """The rights of an administrator do not travel with a code."""
    return screen(
        "Здесь вы администратор, а там, где взят код, — нет. Сделайте наоборот: возьмите код здесь (/device) "
        "и пришлите его боту там.",
        HOME,
    )


# --- leaving


def nothing_stored() -> Screen:
    """A stranger wants to leave."""
    return screen("Мы ничего о вас не храним, удалять нечего.")


def stop(*, surveys: bool, reminders: bool) -> Screen:
    """What can be taken back."""
    said = []
    if surveys:
        said.append("• Отказаться от опросов: сотрём незавершённые анкеты и ваш класс, приглашать больше не будем.")
    if reminders:
        said.append("• Отказаться от напоминаний: о сроках писать не будем, администратор об этом узнает.")
    return screen(
        lines(
            bold("Что остановить?"),
            "",
            *said,
            "• Удалить мои данные: бот забудет вас совсем, как будто вы не приходили.",
            "",
            "Завершённые анкеты останутся в общих итогах: они отделены от вас, и найти их нельзя.",
        ),
        *([(Button("Отказаться от опросов", action("withdraw", "surveys")),)] if surveys else []),
        *([(Button("Отказаться от напоминаний", action("withdraw", "reminders")),)] if reminders else []),
        (Button("Удалить мои данные", action("erase_ask")),),
        (Button("Ничего не менять", action("home")),),
    )


def withdrawn(*, surveys: bool) -> Screen:
    """Done."""
    if surveys:
        return screen(
            "Хорошо, опросов больше не будет. Незавершённые анкеты и ваш класс стёрты. "
            "Передумаете — откройте приглашение ещё раз.",
            HOME,
        )
    return screen("Хорошо, напоминаний больше не будет. Передумаете — откройте код вашей должности ещё раз.", HOME)


LAST_ADMIN = (
    "Вы последний администратор: без вас некому будет принять план, узнать о просроченном и раздать приглашения. "
    "Сначала назначьте другого: /grant."
)


def ask_erasing(*, is_admin: bool, is_last: bool = False) -> Screen:
    """Once more, for it is for good; `is_last`: nobody else runs the ВСОКО here."""
    return screen(
        lines(
            bold("Удалить все ваши данные?"),
            "",
            "Бот сотрёт ваши адреса во всех мессенджерах, согласия, классы, должности и незавершённые анкеты. "
            "Вернуть их будет нельзя.",
            *(["Права администратора вы тоже потеряете."] if is_admin else []),
            *(("", bold(LAST_ADMIN)) if is_last else ()),
        ),
        (Button("Да, удалить", action("erase")),),
        (Button("Нет, оставить", action("home")),),
    )


def erased() -> Screen:
    """Forgotten."""
    return screen("Готово, мы всё стёрли и больше не пишем. Если захотите вернуться, пришлите код из приглашения.")
