"""One row of the plan with everything it says, and the words for changing it.

Verbs, bound to a plan where they lead to its rows: `plan_rows.N`, `plan_row.PLAN.KEY`, `plan_edit.PLAN.KEY.FIELD`,
`plan_sections.PLAN.KEY`, `plan_object.PLAN.KEY.NODE`, `plan_object_is.KEY.NODE`.
"""

from collections.abc import Mapping, Sequence

from chat.actions import action
from chat.paging import Page
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, lines, shorten, text
from chat.words import capital, listed
from cyclogram import section_screens
from cyclogram.places import place
from cyclogram.plan import Origin, PlanKind, PlanRow
from cyclogram.screens import Words, fitting, italic_page, pager, when_words

FIELDS: Mapping[str, tuple[str, str]] = {
    "deadline": (
        "Срок",
        "Напишите срок словами: «до 15 марта», «октябрь», «с 5 по 16 апреля», «каждую пятницу».",
    ),
    "responsible": ("Кто отвечает", "Напишите должность или фамилию; нескольких — через запятую."),
    "object": ("Объект ВСОКО", "Выберите объект или напишите его своими словами."),
    "what": ("Название", "Напишите, что делается, одной строкой."),
}
"""What of a row is changed most often: its name, and how to say it."""

_SECTIONS = (
    ("object", "Объект"),
    ("basis", "Локальный акт"),
    ("subjects", "Субъекты"),
    ("procedure", "Процедура"),
    ("tool", "Инструмент"),
    ("output", "Результат"),
    ("decision", "Решение"),
    ("level", "Уровень"),
    ("section", "Раздел"),
    ("status", "Отметка"),
)


def rows(
    shown: Page[PlanRow],
    size: int,
    plan_id: int,
    kind: PlanKind,
    others: Sequence[tuple[int, PlanKind]],
    year: str = "",
) -> Screen:
    """Rows in the order of the plan; a number opens one. `others`: plans of the other kind in force beside it.

    `year` is told where it is not the one that runs: «2027/28».
    """
    beside = [Button(f"Строки {_OF[one]}", action("plan_rows", 0, other)) for other, one in others]
    back = (*beside, Button("К плану", action("plan")))
    if not shown.items:
        return screen("Строк в плане нет.", back)
    first = shown.number * size + 1
    body: list[Words] = [bold(f"Строки {_OF[kind] if others else 'плана'}{f' на {year}' if year else ''}")]
    for at, row in enumerate(shown.items, first):
        body.extend(("", text(f"{at}. ", bold(shorten(row.what or "Без названия", 160)))))
        body.append(f"{when_words(row) or 'без срока'}; {shorten(listed(row.responsible), 120) or 'никто не отвечает'}")
    if shown.pages > 1:
        body.extend(("", italic_page(shown.number, shown.pages)))
    numbers = [Button(str(at), action("plan_row", plan_id, row.key)) for at, row in enumerate(shown.items, first)]
    return screen(fitting(body), tuple(numbers), pager("plan_rows", shown.number, shown.pages), back)


_OF = {PlanKind.CYCLOGRAM: "циклограммы", PlanKind.ROADMAP: "дорожной карты"}
_FROM = {Origin.CHAT: "Добавлено в чате", Origin.DECISION: "Появилось по решению"}


def row(
    plan_id: int,
    one: PlanRow,
    object_title: str,
    extra: Sequence[Words],
    buttons: Sequence[Button],
    *,
    changed: bool = False,
) -> Screen:
    """Everything a row says. `extra` and `buttons`: what else is known of it and can be done with it."""
    body: list[Words] = [italic("Готово, записано."), ""] if changed else []
    body.extend((bold(shorten(one.what or "Без названия", 500)), ""))
    body.append(text("Срок: ", when_words(one) or "нет"))
    if one.deadline_text and one.deadline_text != when_words(one):
        body.append(italic(f"В плане: «{shorten(one.deadline_text, 120)}»"))
    body.append(f"Отвечает: {shorten(listed(one.responsible), 300) or 'пока никто'}")
    body.append(f"Объект ВСОКО: {object_title or 'не выбран'}")
    told = [(title, getattr(one, field)) for field, title in _SECTIONS]
    body.extend(f"{title}: {shorten(words, 300)}" for title, words in told if words)
    body.extend(italic(capital(shorten(note, 200))) for note in one.notes[:6])
    body.extend(text("? ", shorten(question.text, 200)) for question in one.questions)
    body.extend(extra)
    body.append(italic(_FROM.get(one.origin, f"Место в плане: {place(shorten(one.where, 100))}")))
    body.extend(("", "Нажмите, что изменить."))
    change = tuple(Button(FIELDS[name][0], action("plan_edit", plan_id, one.key, name)) for name in FIELDS)
    rest = tuple(buttons)
    return screen(
        fitting(body),
        change[:2],
        change[2:],
        (Button("Остальные разделы", action("plan_sections", plan_id, one.key)),),
        *(rest[start : start + 2] for start in range(0, len(rest), 2)),
        (Button("К строкам", action("plan_rows", 0, plan_id)), Button("К плану", action("plan"))),
    )


def edit(plan_id: int, one: PlanRow, field: str, again: str = "") -> Screen:
    """What to type; `again` says why the last answer was not enough."""
    title, hint = {**FIELDS, **section_screens.SECTIONS}[field]
    now = getattr(one, field) if field in section_screens.SECTIONS else ""
    told = [f"Сейчас: {shorten(now, 500)}", ""] if now else []
    body = lines(
        text(f"{title}: ", bold(shorten(one.what or "Без названия", 300))),
        "",
        *told,
        *([again, ""] if again else []),
        hint,
    )
    return screen(body, (Button("Оставить так", action("plan_row", plan_id, one.key)),))


def objects(
    plan_id: int, key: str, title: str, shown: Page[tuple[str, str, bool]], node: str, parent: str | None
) -> Screen:
    """One floor of the tree. `shown`: (id, title, whether it has parts); a node with parts leads further down."""
    first = shown.number * OBJECTS + 1
    body = [f"{at}. {capital(name)}{' ▸' if parts else ''}" for at, (_, name, parts) in enumerate(shown.items, first)]
    numbers = tuple(
        Button(
            str(at), action("plan_object", plan_id, key, one) if parts else action("plan_object_is", key, one, plan_id)
        )
        for at, (one, _, parts) in enumerate(shown.items, first)
    )
    turn = [
        Button(label, action("plan_object", plan_id, key, node, shown.number + step))
        for label, step in (("◀ Предыдущие", -1), ("Следующие ▶", 1))
        if 0 <= shown.number + step < shown.pages
    ]
    take = (Button("Выбрать это целиком", action("plan_object_is", key, node, plan_id)),) if node else ()
    up = (Button("Выше", action("plan_object", plan_id, key, parent)),) if parent is not None else ()
    return screen(
        lines(bold(title), "", *body, "", "Или напишите объект своими словами."),
        numbers,
        tuple(turn),
        take,
        (*up, Button("К строке", action("plan_row", plan_id, key))),
    )


OBJECTS = 5
"""Numbered objects on a screen."""
