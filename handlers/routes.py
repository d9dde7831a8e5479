"""Which words, buttons and screens lead where; the only place that knows all of them."""

from collections.abc import Callable, Mapping

from chat.events import File
from chat.screen import Screen
from handlers import home
from handlers.visit import View, Visit
from storage.jobs import Job

Command = Callable[[Visit, str], View]
Press = Callable[..., View]
Draw = Callable[..., Screen]
Typed = Callable[..., View | None]

COMMANDS: Mapping[str, Command] = {
    "start": home.go_home,
}
"""Typed with a slash, in every messenger; the rest of the line is passed on."""

WORDS: Mapping[str, Command] = {
    "начать": home.go_home,
}
"""The same, as plain words."""

ACTIONS: Mapping[str, Press] = {}
"""Buttons that change something; their arguments are strings and untrusted."""

VIEWS: Mapping[str, Draw] = {
    "home": home.home,
    "job": home.waiting,
}
"""Screens by name; a button that bears one simply leads there. They raise `Stale` when they stand on nothing."""

TYPED: Mapping[str, Typed] = {}
"""What a typed text means on a screen; None where it means nothing there."""

RESULTS: Mapping[str, Callable[[Visit, Job], View | Screen]] = {}
"""What long work leads to, by its kind: a view, or a screen of its own beside whatever the chat shows."""

GROUP_COMMANDS: Mapping[str, Callable[[Visit], Screen]] = {}
"""What is answered in a group chat."""


def opened(visit: Visit, code: str) -> View:
    """The dialogue was opened, perhaps with a code."""
    return home.go_home(visit, code)


def unclear(visit: Visit, words: str) -> View:
    """A text that means nothing here."""
    return home.go_home(visit, words)


def received(visit: Visit, _file: File) -> View:
    """Somebody sent a file."""
    return home.go_home(visit, "")
