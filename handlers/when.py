"""`/when фраза`: what the bot understands by a deadline, so that a plan can be worded to be understood."""

from chat.actions import action
from chat.events import TextSent
from chat.screen import Screen
from cyclogram import when_screens as screens
from cyclogram.phrases import read
from handlers.visit import Stale, View, Visit
from storage.codes import looks_like_code


def command(visit: Visit, _rest: str) -> View:
    """`/when`, with a phrase or without."""
    return action("when" if visit.person else "home")


def show(visit: Visit) -> Screen:
    """View `when`: the phrase just typed, read; or how to ask, where it is drawn again later."""
    if visit.person is None:
        raise Stale
    phrase = _phrase(visit)
    if not phrase:
        return screens.how_to_ask_when()
    return screens.when(read(phrase, visit.work.school.year_of(visit.today)))


def type_phrase(_visit: Visit, words: str) -> View | None:
    """The next phrase needs no command."""
    return None if looks_like_code(words) else action("when")


def _phrase(visit: Visit) -> str:
    match visit.event.what:
        case TextSent(words):
            words = words.strip()
            return words.partition(" ")[2].strip() if words.startswith("/") else words
        case _:
            return ""
