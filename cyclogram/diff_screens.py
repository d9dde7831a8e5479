"""What a new version of the plan changes, in words: «что изменится», row by row. Verb: `plan_diff.N`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from chat.paging import page
from chat.screen import Button, Screen, screen
from chat.text import Text, bold, italic, lines, shorten, text
from chat.words import counted, listed
from cyclogram.diff import Change, Pair
from cyclogram.done_days import still_asked
from cyclogram.objects import titles
from cyclogram.plan import PlanRow
from cyclogram.screens import Words, fitting, italic_page, pager, when_words
from cyclogram.spans import Span

ON_PAGE = 8
ANEW = "Пока вы смотрели, действующий план изменился. Если и теперь всё верно, нажмите «Принять план» ещё раз."
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


def diff(
    pairs: Sequence[Pair],
    number: int,
    buttons: tuple[Button, ...],
    done: Mapping[str, Collection[Span]],
    *,
    anew: bool = False,
) -> Screen:
    """The rows that change, what is lost first, a page at a time; `buttons` are what can be done about it.

    `done`: days that are done, by the old row's address. `anew`: the plan was another when it was looked at last.
    """
    changed = sorted((pair for pair in pairs if pair.changes), key=_rank)
    body: list[Words] = [ANEW, ""] if anew else []
    if not changed:
        return screen(lines(*body, "С действующим планом всё совпадает: ни одна строка не изменится."), buttons)
    shown = page(changed, number, ON_PAGE)
    body.append(bold(f"Что изменится: {counted(len(changed), 'строка', 'строки', 'строк')}"))
    for pair in shown.items:
        body.extend(("", _pair(pair, done)))
    if shown.pages > 1:
        body.extend(("", italic_page(shown.number, shown.pages)))
    return screen(fitting(body), pager("plan_diff", shown.number, shown.pages), buttons)


def _rank(pair: Pair) -> int:
    return min(_ORDER.index(change) for change in pair.changes)


def _pair(pair: Pair, done: Mapping[str, Collection[Span]]) -> Text:
    name = bold(shorten(pair.row.what or "Без названия", 110))
    old, new = pair.old, pair.new
    if old is None or new is None:
        return _alone(pair, name)
    parts: list[Words] = [text("✎ ", name)]
    if Change.MOVED in pair.changes:
        parts.append(f"Срок: {_when(old)} → {_when(new)}")
        parts.extend(_done(old, new, done.get(old.where, ())))
    if Change.HANDED in pair.changes:
        parts.append(f"Отвечает: {_who(old)} → {_who(new)}")
    if Change.REWORDED in pair.changes:
        parts.append(_reworded(old, new))
    return lines(*parts)


def _done(old: PlanRow, new: PlanRow, done: Collection[Span]) -> list[str]:
    """What becomes of a mark «done» whose days are others now; nothing where an open deadline only moves."""
    closed = [days for days in done if days not in new.spans]
    still_open = [days for days in old.spans if days not in done and days not in new.spans]
    other = [days for days in new.spans if days not in old.spans]
    if not closed or not other or still_open:
        return []
    asked = still_asked(other, closed)
    return ["Прежний срок выполнен, о новом напомню" if asked else "Уже выполнено, напоминать не буду"]


def _reworded(old: PlanRow, new: PlanRow) -> str:
    if old.what != new.what:
        return f"Было: {shorten(old.what, 110)}"
    if Change.REWORDED in Pair(old, replace(new, object_id=old.object_id)).changes:
        return "Уточнены слова в других столбцах"
    return f"Объект ВСОКО: {_object(old)} → {_object(new)}"


def _object(row: PlanRow) -> str:
    return titles().get(row.object_id, "не выбран")


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
