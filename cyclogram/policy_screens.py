"""«Напоминания»: how much is said, of a plan, of a row, or to a person. Verbs: `policy.SCOPE.ID`, `policy_set.…`."""

from collections.abc import Sequence

from chat.actions import Action, action
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, lines, shorten
from chat.words import capital
from cyclogram.presets import Preset
from cyclogram.screens import Words, fitting

TITLES = {
    Preset.USUAL: "Обычно",
    Preset.CLOSE: "Только накануне и в день",
    Preset.DAY: "Только в день срока",
    Preset.WEEKLY: "Только недельная сводка",
    Preset.SILENT: "Не напоминать",
}
MEANING = {
    Preset.USUAL: "в начале долгого дела, за 7 рабочих дней, накануне, в день срока и на следующий рабочий день после",
    Preset.CLOSE: "за рабочий день и в день срока",
    Preset.DAY: "одно напоминание",
    Preset.WEEKLY: "всё в одном сообщении, в первый рабочий день недели",
    Preset.SILENT: "дело остаётся в «Моих сроках», бот о нём молчит",
}


def own(now: Preset, plans: Sequence[tuple[int, str]]) -> Screen:
    """A person's own; an administrator's way to a whole plan (`plans`) stands beneath."""
    note = "Меньше, чем задано для плана, можно; больше — нет. Просрочено ли дело, администратор узнает в любом случае."
    plain = [(plan_id, shorten(name[:1].lower() + name[1:], 28)) for plan_id, name in plans[:2]]
    more = tuple(Button(f"Для всех: {name}", action("policy", "plan", plan_id)) for plan_id, name in plain)
    back = (more, (Button("Мои сроки", action("deadlines")),))
    return _chosen("Ваши напоминания", now, note, ("person", 0), back)


def of_plan(name: str, now: Preset, plan_id: int) -> Screen:
    """A whole plan's."""
    note = "Для отдельной строки или должности можно задать иначе."
    back = ((Button("К плану", action("plan")),),)
    return _chosen(f"Напоминания для всех: {shorten(name, 80)}", now, note, ("plan", plan_id), back)


def of_row(what: str, now: Preset, row_id: int, back: Action) -> Screen:
    """One row's."""
    note = "Это действует вместо заданного для плана. Кто просил напоминать реже, получит не больше, чем просил."
    return _chosen(f"Напоминания: {shorten(what, 200)}", now, note, ("row", row_id), ((Button("К строке", back),),))


def of_position(wording: str, now: Preset | None, position_id: int) -> Screen:
    """All open rows of a position; None where they differ."""
    note = "Выбранное получит каждая открытая строка этой должности."
    back = ((Button("К должности", action("position", position_id)),),)
    title = f"Напоминания по делам должности: {capital(shorten(wording, 160))}"
    return _chosen(title, now, note, ("position", position_id), back)


def _chosen(
    title: str, now: Preset | None, note: str, whose: tuple[str, int], back: tuple[tuple[Button, ...], ...]
) -> Screen:
    said: list[Words] = [bold(title), ""]
    for preset, name in TITLES.items():
        said.append(lines(f"{'● ' if preset is now else '○ '}{name}", italic(MEANING[preset])))
    said.extend(("", *(["Сейчас у строк заданы разные напоминания."] if now is None else []), note))
    others = {preset: name for preset, name in TITLES.items() if preset is not now}
    buttons = [Button(name, action("policy_set", *whose, preset.value)) for preset, name in others.items()]
    return screen(fitting(said), *((one,) for one in buttons[:3]), tuple(buttons[3:]), *back)
