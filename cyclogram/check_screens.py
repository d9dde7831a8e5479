"""`/check`: what the plan lacks, on one screen, with the rows one tap away. Verbs: `check`, `check_rows.LACK.N`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.actions import action
from chat.paging import Page, page
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, lines, shorten, text
from chat.words import capital, counted, day, listed
from cyclogram.completeness import BUSY_PERSON, BUSY_WEEK, BusyWeek, Completeness, Lack
from cyclogram.plan import PlanRow
from cyclogram.screens import AFTER, BEFORE, Words, fitting, pager, when_words

ON_PAGE = 5
BUSY = "busy"
"""What `check_rows` bears for the rows of overloaded weeks."""

_MOST = (Lack.DEADLINE, Lack.RESPONSIBLE, Lack.TOOL)
_TOLD: Mapping[Lack, str] = {
    Lack.DEADLINE: "нет срока",
    Lack.RESPONSIBLE: "нет ответственного",
    Lack.TOOL: "нет инструмента",
    Lack.OBJECT: "не назван объект",
    Lack.BASIS: "нет локального акта",
    Lack.SUBJECTS: "не названы субъекты",
    Lack.PROCEDURE: "не названа процедура",
    Lack.OUTPUT: "не назван результат (продукт)",
    Lack.DECISION: "нет управленческого решения",
    Lack.RESOURCES: "не названы ресурсы",
    Lack.LEVEL: "не указан уровень ЕСОКО",
}
COMPONENT = {"results": "результаты", "processes": "процесс", "conditions": "условия", "management": "управление"}


def check(found: Completeness, titles: Mapping[str, str], products: tuple[int, int]) -> Screen:
    """One screen. `products`: of how many things done a product was noted, and of how many in all."""
    head = f"Полнота плана: {counted(found.rows, 'строка', 'строки', 'строк')}"
    body: list[Words] = [bold(head), "", *_components(found), *_chosen(found, titles)]
    lacking = [lack for lack in (*_MOST, *(one for one in Lack if one not in _MOST)) if found.lacks[lack]]
    body.extend(("", *(_lack(at, lack, found) for at, lack in enumerate(lacking, 1))) if lacking else ())
    body.extend(("", *_busy(found.busy)) if found.busy else ())
    if products[1]:
        closed = counted(products[1], "закрытого дела", "закрытых дел", "закрытых дел")
        body.append(f"Продукт отмечен у {products[0]} из {closed}.")
    waits = [f"вопросов: {found.questions}"] if found.questions else []
    waits += [f"сроков по предположению: {found.assumed}"] if found.assumed else []
    body.extend([f"Ещё не уточнено — {', '.join(waits)}."] if waits else [])
    if found.is_whole:
        body.extend(("", "Все обязательные разделы заполнены."))
    return screen(fitting(body), *_buttons(found, lacking))


def _components(found: Completeness) -> list[Words]:
    told = ", ".join(f"{COMPONENT[name]} — {n}" for name, n in found.components.items())
    missing = [COMPONENT[name] for name, n in found.components.items() if not n]
    gap = [text("⚠ ", f"Ни одной строки: {listed(missing)}.")] if missing else []
    return [f"Строк по составляющим: {told}.", *gap]


def _chosen(found: Completeness, titles: Mapping[str, str]) -> list[Words]:
    if not found.chosen:
        return [italic("Объекты на этот год не выбраны: нажмите «Объекты года», и я покажу, что план не охватил.")]
    if not found.uncovered:
        return [f"Все выбранные на год объекты ({found.chosen}) в плане есть."]
    names = "; ".join(shorten(titles[one], 60) for one in found.uncovered[:4])
    more = f" и ещё {len(found.uncovered) - 4}" if len(found.uncovered) > 4 else ""
    return [text("⚠ ", f"Не охвачено {len(found.uncovered)} из {found.chosen} выбранных объектов: {names}{more}")]


def _lack(at: int, lack: Lack, found: Completeness) -> str:
    rows = found.lacks[lack]
    every = "во всех строках" if len(rows) == found.rows else counted(len(rows), "строка", "строки", "строк")
    return f"{at}. {capital(_TOLD[lack])}: {every}"


def _busy(busy: Sequence[BusyWeek]) -> list[Words]:
    body: list[Words] = [text("⚠ ", "Перегружено:")]
    for one in busy[:4]:
        who = f"{shorten(capital(one.who), 60)}, " if one.who else "Вся школа, "
        body.append(f"• {who}неделя с {day(one.monday)}: {counted(one.n, 'срок', 'срока', 'сроков')}")
    more = len(busy) - 4
    return [*body, *([f"…и ещё {more}"] if more > 0 else [])]


def _buttons(found: Completeness, lacking: Sequence[Lack]) -> list[tuple[Button, ...]]:
    room = 7 if found.busy else 8
    numbers = [Button(str(at), action("check_rows", lack, 0)) for at, lack in enumerate(lacking[:room], 1)]
    weeks = (Button("Перегруженные недели", action("check_rows", BUSY, 0)),) if found.busy else ()
    return [
        tuple(numbers[:4]),
        tuple(numbers[4:]),
        weeks,
        (Button("Объекты года", action("chosen")), Button("К плану", action("plan"))),
    ]


def rows(what: str, found: Sequence[PlanRow], number: int, plan_id: int) -> Screen:
    """The rows of one finding; a number opens one."""
    back = (Button("К проверке", action("check")),)
    if not found:
        return screen("Таких строк больше нет.", back)
    shown = page(found, number, ON_PAGE)
    first = shown.number * ON_PAGE + 1
    body: list[Words] = [bold(_title(what)), ""]
    for at, row in enumerate(shown.items, first):
        body.append(text(f"{at}. ", bold(shorten(row.what or "Без названия", 160))))
        body.append(f"{when_words(row) or 'без срока'}; {shorten(listed(row.responsible), 120) or 'никто'}")
    numbers = [Button(str(at), action("plan_row", plan_id, row.key)) for at, row in enumerate(shown.items, first)]
    turn = [
        Button(button.label, action("check_rows", what, *button.action.args))
        for button in pager("check_rows", shown.number, shown.pages)
    ]
    return screen(fitting(body), tuple(numbers), tuple(turn), back)


def _title(what: str) -> str:
    if what == BUSY:
        return f"Недели, где сроков {BUSY_WEEK} и больше у школы или {BUSY_PERSON} и больше у одного"
    return capital(_TOLD[Lack(what)])


@dataclass(frozen=True, slots=True)
class Part:
    """A node on a floor of the tree: whether it has parts, and whether it is chosen: all (✓), some (▪), nothing."""

    id: str
    title: str
    has_parts: bool
    mark: str


def chosen(title: str, shown: Page[Part], node: str, parent: str | None, n: int) -> Screen:
    """One floor of the tree with what is chosen for the year."""
    first = shown.number * ON_PAGE + 1
    parts = list(enumerate(shown.items, first))
    body = [f"{at}. {one.mark}{capital(one.title)}{' ▸' if one.has_parts else ''}" for at, one in parts]
    numbers = [Button(str(at), action("chosen" if one.has_parts else "choose", one.id)) for at, one in parts]
    turn = [
        Button(label, action("chosen", node, shown.number + step))
        for label, step in ((BEFORE, -1), (AFTER, 1))
        if 0 <= shown.number + step < shown.pages
    ]
    whole = (Button("Отметить или снять целиком", action("choose", node)),) if node else ()
    up = (Button("Выше", action("chosen", parent) if parent else action("chosen")),) if parent is not None else ()
    return screen(
        lines(
            bold(title),
            italic(f"Выбрано на этот год: {n}"),
            "",
            *body,
            "",
            "Нажмите номер, чтобы отметить или открыть. ✓ — выбрано, ▪ — выбрано не всё.",
        ),
        tuple(numbers),
        tuple(turn),
        whole,
        (*up, Button("К проверке", action("check"))),
    )
