"""`/when`: what the bot would understand by a deadline."""

from chat.screen import Screen, screen
from chat.text import bold, italic, lines
from chat.words import capital
from cyclogram.phrases import Ask, Reading, What, in_words, spans_words
from cyclogram.screens import HOME, fitting

ANOTHER = "Можно написать ещё одну фразу."


def when(what: What) -> Screen:
    """`/when фраза`: what the bot would understand."""
    said = in_words(what)
    notes: list[str] = []
    if isinstance(what, Reading):
        notes = [*map(capital, what.assumed), *filter(None, [what.warning])]
    elif isinstance(what, Ask):
        said = f"возможно, {spans_words(what.guess)}" if what.guess else said
        notes = ["В плане я об этом спрошу."]
    return screen(fitting([bold(capital(said)), *map(italic, notes), "", ANOTHER]), HOME)


def how_to_ask_when() -> Screen:
    """`/when` without a phrase."""
    example = "«2 неделя октября», «по итогам I четверти», «ежемесячно до 10 числа»"
    return screen(
        lines(
            bold("Как я понимаю сроки"), "", f"Напишите срок словами, как он стоит в плане: {example}. Отвечу датами."
        ),
        HOME,
    )
