"""One event, decided: who is this, what does it mean, which screen follows. A plain function, no `async` in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from inspect import signature

from chat.actions import Action, NotAnAction, action
from chat.events import ButtonPressed, Event, FileSent, Left, Ref, Started, TextSent
from chat.screen import Screen
from handlers.routes import ACTIONS, VIEWS, opened, received, unclear
from handlers.typed import COMMANDS, GROUP_COMMANDS, TYPED, WORDS
from handlers.visit import Facts, Stale, View, Visit
from storage.codes import looks_like_code
from storage.people import Person
from storage.work import Work

HOME = action("home")
OWN_WORDS = frozenset({"filling", "preview"})
"""Screens where even «сроки» may be somebody's own words: a comment."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What to show where. `stored` tells that the event is remembered, so showing may follow the acknowledgment."""

    screen: Screen | None
    instead_of: Ref | None = None
    stored: bool = False


def turn(work: Work, event: Event, facts: Facts) -> Turn:
    """Decide one event."""
    if event.in_group:
        return _in_group(work, event, facts)
    person = work.people.at(event.sender)
    on = event.what.on if isinstance(event.what, ButtonPressed) else None
    if person and not work.events.remember(event, on):
        return Turn(None)  # shown already, or about to be by whoever handled it
    if person and isinstance(event.what, Started | TextSent):
        work.people.used(person.id, event.sender)
    visit = Visit(work, event, person, facts)
    if isinstance(event.what, Left):
        if person:
            work.people.gone(event.sender)
        return Turn(None, stored=person is not None)
    try:
        view = _decide(visit)
    except Stale:
        view = _standing(person)
    now_person = work.people.at(event.sender)
    if now_person and person is None:
        work.events.remember(event, on)
    visit = Visit(work, event, now_person, facts)
    view, screen = _draw(visit, view)
    if now_person and on and on != now_person.ref:
        work.people.shows([(event.sender, on)])  # the answer takes the place of what was pressed
    if now_person and now_person.view != view.pack():
        work.people.stand(event.sender, view.pack())
    return Turn(screen, on, stored=now_person is not None)


def current(work: Work, event: Event, facts: Facts) -> Screen | None:
    """The screen a chat stands on, drawn again."""
    person = work.people.at(event.place)
    if person is None:
        return None
    _, screen = _draw(Visit(work, event, person, facts), _standing(person))
    return screen


def _standing(person: Person | None) -> View:
    return Action.unpack(person.view) if person and person.view else HOME


def _draw(visit: Visit, view: View) -> tuple[View, Screen]:
    """Draw a view; in the place of one that stands on something gone, where the person stands, or else home."""
    for one in (view, _standing(visit.person)):
        draw = VIEWS.get(one.verb)  # a chat may still stand on a screen of an earlier version
        try:
            if draw:
                return one, draw(visit, *one.args)
        except Stale:
            continue
    return HOME, VIEWS["home"](visit)


def _decide(visit: Visit) -> View:
    match visit.event.what:
        case Started(code):
            return opened(visit, code)
        case TextSent(words):
            return _typed(visit, words)
        case ButtonPressed(packed):
            return _pressed(visit, packed)
        case FileSent(file):
            return received(visit, file)
        case Left():
            raise Stale


def _pressed(visit: Visit, packed: str) -> View:
    try:
        pressed = Action.unpack(packed)
    except NotAnAction as wrong:
        raise Stale from wrong
    decide, draw = ACTIONS.get(pressed.verb), VIEWS.get(pressed.verb)
    meant = decide or draw
    if meant is None or len(pressed.args) not in _arguments(meant):
        raise Stale
    try:
        return decide(visit, *pressed.args) if decide else pressed
    except ValueError as forged:  # an argument that is no number, no audience: none of ours ever was
        raise Stale from forged


@cache
def _arguments(meant: Callable[..., object]) -> range:
    """How many arguments a button may carry beside the visit."""
    _, *parameters = signature(meant).parameters.values()
    return range(sum(one.default is one.empty for one in parameters), len(parameters) + 1)


def _typed(visit: Visit, words: str) -> View:
    words = words.strip()
    command, _, rest = words.partition(" ")
    if command.startswith("/"):
        decide = COMMANDS.get(command[1:].partition("@")[0].lower())
        return decide(visit, rest.strip()) if decide else unclear(visit, words)
    standing = _standing(visit.person)
    decide_word = WORDS.get(words.lower().strip(" .!?"))
    if decide_word and standing.verb not in OWN_WORDS:
        return decide_word(visit, "")
    if view := _answered(visit, words, standing):
        return view
    if decide_word:
        return decide_word(visit, "")
    if looks_like_code(words):
        return opened(visit, words)
    return unclear(visit, words)


def _answered(visit: Visit, words: str, standing: View) -> View | None:
    """The words as an answer to what the screen asks, if they are one."""
    read = TYPED.get(standing.verb) if visit.person else None
    try:
        return read(visit, words, *standing.args) if read else None
    except Stale:
        if standing.verb in OWN_WORDS:
            raise
        return None  # what was asked about is gone; the words may mean something all the same


def _in_group(work: Work, event: Event, facts: Facts) -> Turn:
    """In a group only commands are answered, and nothing is remembered: everybody reads along."""
    if not isinstance(event.what, TextSent):
        return Turn(None)
    word = event.what.text.strip().lower()
    command = word.partition(" ")[0].partition("@")[0].removeprefix("/")
    draw = GROUP_COMMANDS.get(command)
    return Turn(draw(Visit(work, event, work.people.at(event.sender), facts)) if draw else None)
