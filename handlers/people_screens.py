"""Wording about people: class sizes, invitations, administrators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.actions import Action, action
from chat.paging import Page
from chat.screen import MAX_TEXT, Button, Screen, screen
from chat.text import Run, Text, bold, italic, lines, link, shorten, text
from cyclogram.screens import AFTER, BEFORE
from handlers.screens import noted
from handlers.visit import Link
from storage.codes import spaced
from storage.people import Audience

WHO = {Audience.STUDENTS: "Ученики", Audience.PARENTS: "Родители", Audience.TEACHERS: "Учителя"}
EXAMPLE = "«5А 27, 5Б 25; родителей 5А 30; учителей 42»"
ADMIN_HOME = (Button("В начало", action("home")),)
MOST_ADMINS = 25
"""Lines of administrators on one screen; no school has so many."""


def sizes(
    students: Mapping[str, int], parents: Mapping[str, int], teachers: int, unclear: Sequence[str], *, kept: bool = True
) -> Screen:
    """Who there is: N for every coverage; `kept` tells whether anything of an unclear message was understood."""
    rows: list[str | Text | Run] = [
        f"{name}: учеников {students.get(name, 0)}, родителей {parents.get(name, 0)}"
        for name in dict.fromkeys([*students, *parents])
    ]
    if teachers:
        rows.append(f"Учителей: {teachers}")
    if not rows:
        rows.append("Пока пусто: без численности бот не посчитает охват и не выдаст приглашений.")
    said = lines(
        bold("Классы и численность"),
        "",
        *rows,
        "",
        *_not_read(unclear, kept=kept),
        f"Добавить или исправить — одним сообщением: {EXAMPLE}. Ноль убирает класс.",
        italic("Если родителей класса не указать, бот считает, что их столько же, сколько учеников."),
    )
    return screen(_fitting(said), (Button("Приглашения", action("invites")),), ADMIN_HOME)


def audiences() -> Screen:
    """Whom to invite."""
    return screen(
        lines(
            bold("Приглашения"),
            "",
            "У каждого класса и каждой должности свой код. Кто откроет ссылку, наведёт камеру на QR-код или пришлёт "
            "код боту, окажется в нужном классе.",
            "",
            "Бот не может написать человеку первым: раздайте ссылки в чатах классов, а QR-коды — на собрании.",
        ),
        *((Button(WHO[audience], action("invites", audience)),) for audience in Audience),
        (Button("Ответственные по плану", action("plan_people")),),
        ADMIN_HOME,
    )


@dataclass(frozen=True, slots=True)
class Invite:
    """A line of a list: whose code it is, how many have come in, and of how many; 0 where it is for any number."""

    title: str
    code: str
    used: int
    cap: int


def invites(heading: str, shown: Page[Invite], turn: Sequence[Action], back: Action) -> Screen:
    """Codes of one audience; `turn` leads to the previous and the next page, in this order, where there are such."""
    rows = [text(f"{one.title}: ", bold(spaced(one.code)), f" — вошли {one.used} из {one.cap}") for one in shown.items]
    buttons = [Button(shorten(one.title, 40), action("invite", one.code)) for one in shown.items]
    words = lines(bold(heading), "", *(rows or [text("Пока никого: сначала укажите численность классов.")]))
    pages = tuple(Button(BEFORE if int(step.args[-1]) < shown.number else AFTER, step) for step in turn)
    sizes = () if rows else (Button("Классы и численность", action("people")),)
    return screen(words, *_threes(buttons), sizes, pages, (Button("Назад", back),))


def invite(one: Invite, links: Sequence[Link], back: Action) -> Screen:
    """One code in every form, ready to be handed out."""
    ways = [text(f"{way.messenger}: ", link(way.url, way.url)) for way in links]
    came_in = f"Вошли {one.used} из {one.cap}" if one.cap else f"Вошли: {one.used}"
    return screen(
        lines(
            bold(f"Приглашение: {one.title}"),
            "",
            text("Код: ", bold(spaced(one.code))),
            *ways,
            "",
            f"{came_in}. Код можно и просто прислать боту сообщением.",
        ),
        (Button("QR-код картинкой", action("qr", one.code)),),
        (Button("Отозвать код", action("revoke_ask", one.code)), Button("Назад", back)),
    )


def ask_revoking(one: Invite) -> Screen:
    """A revoked code opens nothing; those inside stay."""
    return screen(
        f"Отозвать код «{one.title}»? Старые ссылки и QR-коды перестанут работать, бот выдаст новый код. "
        "Кто уже вошёл, останется.",
        (Button("Отозвать", action("revoke", one.code)), Button("Оставить", action("invite", one.code))),
    )


def qr_caption(title: str, code: str) -> Text:
    """Beside the picture."""
    return lines(bold(title), text("Код: ", code))


def admins(addresses: Sequence[str], mine: str, note: str) -> Screen:
    """Who runs the ВСОКО, and how to change that."""
    return screen(
        lines(
            *noted(note),
            bold("Администраторы"),
            "",
            *(shorten(one, 100) for one in addresses[:MOST_ADMINS]),
            *([f"и ещё {len(addresses) - MOST_ADMINS}"] if len(addresses) > MOST_ADMINS else []),
            "",
            f"Ваш номер: {mine}",
            "Добавить: /grant telegram:123 — номер человеку покажет команда /id.",
            "Снять: /revoke telegram:123",
        ),
        ADMIN_HOME,
    )


def _threes(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3)]


def _not_read(unclear: Sequence[str], *, kept: bool) -> list[str | Text | Run]:
    quoted = ", ".join(f"«{piece}»" for piece in unclear[:5])
    rest = " Остальное записано." if kept else ""
    return [italic(f"Не понято: {quoted}.{rest}"), ""] if unclear else []


def _fitting(said: Text) -> Text:
    return said if said.units <= MAX_TEXT else text(shorten(said.plain, MAX_TEXT))
