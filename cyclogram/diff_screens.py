"""What a new version of the plan changes, in words: «что изменится», row by row. Verb: `plan_diff.N`."""

from collections.abc import Sequence

from chat.paging import page
from chat.screen import Button, Screen, screen
from chat.text import Text, bold, italic, lines, shorten, text
from chat.words import counted, listed
from cyclogram.diff import Change, Pair
from cyclogram.plan import PlanRow
from cyclogram.screens import Words, fitting, italic_page, pager, when_words

ON_PAGE = 8
_ORDER = (Change.GONE, Change.MOVED, Change.HANDED, Change.ADDED, Change.REWORDED, Change.KEPT)
_COUNTS = {
    Change.ADDED: "новых строк: {}",
    Change.MOVED: "перенесено: {}",
    Change.HANDED: "сменился ответственный: {}",
    Change.REWORDED: "уточнены слова: {}",
    Change.GONE: "больше нет в плане: {}",
    Change.KEPT: "остаются из чата и решений: {}",
}


def counts(pairs: Sequence[Pair]) -> str:
    """«новых строк: 3, перенесено: 5»; that nothing has changed when it has not."""
    told = [
        _COUNTS[change].format(n)
        for change in (Change.ADDED, Change.MOVED, Change.HANDED, Change.GONE, Change.REWORDED, Change.KEPT)
        if (n := sum(1 for pair in pairs if change in pair.changes))
    ]
    same = sum(1 for pair in pairs if not pair.changes)
    if not told:
        return "С действующим планом всё совпадает."
    rest = f"; без изменений: {same}" if same else ""
    return f"По сравнению с действующим планом — {', '.join(told)}{rest}."


def diff(pairs: Sequence[Pair], number: int, buttons: tuple[Button, ...]) -> Screen:
    """The rows that change, what is lost first, a page at a time; `buttons` are what can be done about it."""
    changed = sorted((pair for pair in pairs if pair.changes), key=_rank)
    if not changed:
        return screen("С действующим планом всё совпадает: ни одна строка не изменится.", buttons)
    shown = page(changed, number, ON_PAGE)
    body: list[Words] = [bold(f"Что изменится: {counted(len(changed), 'строка', 'строки', 'строк')}")]
    for pair in shown.items:
        body.extend(("", _pair(pair)))
    if shown.pages > 1:
        body.extend(("", italic_page(shown.number, shown.pages)))
    return screen(fitting(body), pager("plan_diff", shown.number, shown.pages), buttons)


def _rank(pair: Pair) -> int:
    return min(_ORDER.index(change) for change in pair.changes)


def _pair(pair: Pair) -> Text:
    name = bold(shorten(pair.row.what or "Без названия", 110))
    old, new = pair.old, pair.new
    if old is None or new is None:
        return _alone(pair, name)
    parts: list[Words] = [text("✎ ", name)]
    if Change.MOVED in pair.changes:
        parts.append(f"Срок: {_when(old)} → {_when(new)}")
    if Change.HANDED in pair.changes:
        parts.append(f"Отвечает: {_who(old)} → {_who(new)}")
    if Change.REWORDED in pair.changes:
        parts.append(f"Было: {shorten(old.what, 110)}" if old.what != new.what else "Уточнены слова в других столбцах")
    return lines(*parts)


def _alone(pair: Pair, name: Words) -> Text:
    if pair.old is None:
        return lines(text("+ ", name), f"Срок: {_when(pair.row)}", f"Отвечает: {_who(pair.row)}")
    if Change.KEPT in pair.changes:
        return lines(text("= ", name), italic("Добавлена не файлом и остаётся в плане"))
    return lines(text("− ", name), f"Был срок: {_when(pair.row)}")


def _when(row: PlanRow) -> str:
    return shorten(when_words(row), 120) or "нет"


def _who(row: PlanRow) -> str:
    return shorten(listed(row.responsible), 120) or "никто"
