"""What came of a survey, told to those who were asked: the whole school, in words they can check."""

from collections.abc import Mapping

from chat.actions import Action
from chat.screen import Button, Screen, screen
from chat.text import Run, Text, bold, italic, lines, text
from chat.words import counted
from surveys.definition import Survey
from surveys.method import Counts, answers, best_and_weakest, figure, mean


def results(survey: Survey, answered: int, invited: int, counts: Mapping[str, Counts]) -> Text:
    """Strengths and weak spots by published counts of the whole school; no class, no level, no comment."""
    best, weakest = best_and_weakest(counts)
    words = {one.id: one.text.rstrip(".") for one in survey.statements}
    said: list[str | Run | Text] = [
        bold(f"Итоги опроса «{survey.title}»"),
        "",
        f"Спасибо всем, кто ответил: {_people(answered, invited)}.",
    ]
    for heading, some in (("Чем довольны больше всего", best), ("Что просят поправить", weakest)):
        said += ["", bold(heading), *(_line(words[one], counts[one]) for one in some)] if some else []
    top = max(option.value for option in survey.scale)
    note = f"Число — средний балл, самый высокий — {top}; n — сколько человек ответили на вопрос."
    return lines(*said, "", italic(note))


def ask_sharing(shown: Text, people: int, share: Action, back: Action) -> Screen:
    """The very words as they will go out, before they do."""
    return screen(
        lines(
            shown,
            "",
            f"Так это увидят все, кого спрашивали и кто есть в боте: {_counted(people)}.",
        ),
        (Button("Отправить", share), Button("Не сейчас", back)),
    )


def sharing(people: int, back: Action) -> Screen:
    """On their way."""
    return screen(f"Итоги уходят участникам: {_counted(people)}.", (Button("К опросу", back),))


def _line(words: str, counts: Counts) -> Text:
    return text(f"• {words} — ", bold(figure(mean(counts) or 0)), f" (n = {answers(counts)})")


def _people(answered: int, invited: int) -> str:
    return f"{answered} из {invited}" if invited >= answered and invited else _counted(answered)


def _counted(people: int) -> str:
    return counted(people, "человек", "человека", "человек")
