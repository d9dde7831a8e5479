"""What a plan still asks, a row at a time: questions, then days that were only assumed.

Verbs: `plan_yes.ID`, `plan_skip.ID`, `plan_sure_yes.KEY`, `plan_sure_all.KEY`, `plan_sure_pass.KEY`.
"""

from chat.actions import action
from chat.screen import Button, Screen, screen
from chat.text import bold, italic, shorten, text
from chat.words import capital
from cyclogram.phrases import ASSUMPTIONS, Ask
from cyclogram.places import cell
from cyclogram.plan import PlanRow, Question
from cyclogram.screens import Words, fitting, when_words

UNREAD = "Срок понять не получилось. "


def question(row: PlanRow, asked: Question, left: int, again: Ask | None = None) -> Screen:
    """One question about one row; `again` is why the typed answer was not enough."""
    body: list[Words] = [
        bold("Вопрос по плану") if left <= 1 else bold(f"Вопрос по плану, осталось {left}"),
        "",
        text(f"Строка {row.number}: ", bold(shorten(row.what or "без названия", 300))),
        italic(cell(asked.where) + (f": «{shorten(asked.phrase, 120)}»" if asked.phrase else "")),
        "",
        asked.text if again is None else f"Пока не понимаю. {again.question.removeprefix(UNREAD)}",
        *_hint(asked),
    ]
    return screen(fitting(body), *_question_buttons(asked))


def _hint(asked: Question) -> tuple[str, ...]:
    if "апишите" in asked.text:
        return ()
    hints = {
        "deadline": "Напишите срок словами: «до 15 марта», «октябрь», «с 5 по 16 апреля».",
        "responsible": "Напишите должность или фамилию; нескольких — через запятую.",
        "what": "Напишите название одной строкой.",
    }
    return (hints[asked.kind],) if asked.kind in hints else ()


def _question_buttons(asked: Question) -> list[tuple[Button, ...]]:
    confirmable = asked.guess or asked.proposal
    yes = (Button("Да, верно", action("plan_yes", asked.id)),) if confirmable else ()
    leave = {
        "deadline": "Оставить без срока",
        "responsible": "Оставить без человека",
        "position": "Нет, это разные",
    }.get(asked.kind, "Оставить так")
    return [yes, (Button(leave, action("plan_skip", asked.id)),), (Button("К плану", action("plan_page", 0)),)]


def assumed(row: PlanRow, left: int, alike: int, *, again: bool = False) -> Screen:
    """Days that rest on an assumption; `again` when what was typed instead says no days.

    `alike`: how many rows, this one too, were read with the same assumptions.
    """
    head = f"Так ли понято? Осталось {left}" if left > 1 else "Так ли понято?"
    taken = [italic(capital(note)) for note in row.notes if note in ASSUMPTIONS]
    body: list[Words] = [
        bold(head),
        "",
        text(f"Строка {row.number}: ", bold(shorten(row.what or "без названия", 300))),
        text(f"«{shorten(row.deadline_text, 120)}» — это ", bold(when_words(row)), "."),
        *(taken or [italic(capital(note)) for note in row.notes[:1]]),
        "",
        *(["Пока не понимаю, скажите иначе."] if again else []),
        "Если не так, напишите срок словами: «до 15 марта», «с 5 по 16 апреля».",
    ]
    all_of_them = (Button(f"Верно, и в похожих строках ({alike})", action("plan_sure_all", row.key)),)
    return screen(
        fitting(body),
        (Button("Да, верно", action("plan_sure_yes", row.key)),),
        all_of_them if alike > 1 and taken else (),
        (Button("Следующее", action("plan_sure_pass", row.key)), Button("К плану", action("plan_page", 0))),
    )
