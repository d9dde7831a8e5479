"""Words around files that are made of the plan: what there is, that one is on its way, what to do with it."""

from collections.abc import Sequence

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import Text, bold, italic, lines

MAKING = "Готовлю файл… Он придёт отдельным сообщением."
NOTES = {"made": MAKING, "empty": "Сроков пока нет: класть в календарь нечего."}
"""What is said above a screen by its mark."""
MOST = 3
"""Plans with buttons of their own: the cyclogram, the roadmap, and perhaps one of another year."""


def export(plans: Sequence[tuple[int, str]], mark: str) -> Screen:
    """`plans`: (id, name) of what is in force."""
    told = [
        Text((bold(name),)) + "\nExcel и Word — в форме вашего плана, с отметками о сделанном."
        for _, name in plans[:MOST]
    ]
    body = [one for part in told for one in ("", part)]
    many = len(plans[:MOST]) > 1
    rows = [
        tuple(
            Button(f"{name.replace(' ВСОКО', '')}: {title}" if many else title, action("export_plan", form, plan_id))
            for form, title in (("xlsx", "Excel"), ("docx", "Word"))
        )
        for plan_id, name in plans[:MOST]
    ]
    return screen(
        lines(
            bold("Файлы и отчёт"),
            *([italic(NOTES[mark])] if mark in NOTES else []),
            *body,
            "",
            "Календарь (.ics) — все сроки для телефона или компьютера.",
            "План — факт — решение: что запланировано, что сделано, что решили.",
        ),
        *rows,
        (Button("Календарь", action("export_calendar")), Button("План — факт — решение", action("report"))),
        (Button("К плану", action("plan")),),
    )


def my_calendar(mark: str) -> Screen:
    """My own deadlines for my calendar."""
    return screen(NOTES[mark], (Button("Мои сроки", action("deadlines")), Button("Циклограмма", action("cyclogram"))))


def plan_caption(name: str) -> Text:
    """Beside a workbook or a document."""
    return lines(bold(name), "Можно исправить и прислать обратно: я покажу, что изменится.")


def calendar_caption(name: str) -> Text:
    """Beside a calendar."""
    return lines(
        bold(name),
        "Откройте файл на телефоне или компьютере: сроки появятся в календаре, о каждом он напомнит сам.",
        "Если план изменится, возьмите файл ещё раз: записи обновятся, а не удвоятся.",
    )
