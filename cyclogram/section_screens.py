"""The sections of a row that are changed less often, and the level it belongs to, one of few.

Verbs: `plan_sections.PLAN.KEY`, `plan_edit.PLAN.KEY.FIELD`, `plan_level.KEY.N.PLAN` (N as in `levels`, 0 for none).
"""

from collections.abc import Mapping

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import bold, shorten, text
from chat.words import capital
from cyclogram.levels import LEVELS
from cyclogram.plan import PlanRow
from cyclogram.screens import Words, fitting

_CLEAR = "Чтобы убрать, напишите «нет»."
SECTIONS: Mapping[str, tuple[str, str]] = {
    "basis": ("Локальный акт", f"Напишите, какой документ это предусматривает. {_CLEAR}"),
    "subjects": ("Субъекты", f"Напишите, кого оценивают: «5 классы», «педагоги». {_CLEAR}"),
    "procedure": ("Процедура", f"Напишите, как оценивают: «мониторинг», «анкетирование». {_CLEAR}"),
    "tool": ("Инструмент", f"Напишите, чем оценивают: «контрольная работа», «анкета», «чек-лист». {_CLEAR}"),
    "output": ("Результат", f"Напишите, что получится: «справка», «приказ», «протокол». {_CLEAR}"),
    "decision": ("Решение", f"Напишите, какое управленческое решение возможно по итогам. {_CLEAR}"),
    "level": ("Уровень", "Нажмите уровень, на котором проходит эта оценка (ЕСОКО)."),
}
"""Sections a row keeps beside its deadline, people, name and object: what each is called, and how to say it."""


def sections(plan_id: int, one: PlanRow) -> Screen:
    """What they say now; a button changes one."""
    body: list[Words] = [bold(shorten(one.what or "Без названия", 300)), ""]
    for field, (title, _) in SECTIONS.items():
        body.append(text(f"{title}: ", shorten(getattr(one, field), 300) or "не указано"))
    buttons = [Button(title, action("plan_edit", plan_id, one.key, field)) for field, (title, _) in SECTIONS.items()]
    pairs = (tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return screen(fitting(body), *pairs, (Button("К строке", action("plan_row", plan_id, one.key)),))


def levels(plan_id: int, one: PlanRow) -> Screen:
    """Every level there is, and none."""
    title, hint = SECTIONS["level"]
    body: list[Words] = [text(f"{title}: ", bold(shorten(one.what or "Без названия", 300))), ""]
    body.extend((f"Сейчас: {shorten(one.level, 300) or 'не указан'}", "", hint))
    known = [Button(capital(level), action("plan_level", one.key, at, plan_id)) for at, level in enumerate(LEVELS, 1)]
    none = (Button("Не указан", action("plan_level", one.key, 0, plan_id)),) if one.level else ()
    keep = (Button("Оставить так", action("plan_sections", plan_id, one.key)),)
    return screen(fitting(body), tuple(known[:2]), tuple(known[2:]), none, keep)
