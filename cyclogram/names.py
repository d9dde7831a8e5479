"""Names of people as cells and messages have them: with initials on either side, in full, in any case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cyclogram.lemmas import akin, is_first_name
from cyclogram.normal import plain

_SURNAME = r"[А-ЯЁ][а-яё]+(?:\s?-\s?[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\b\.?)?"
_FATHER = r"[А-ЯЁ][а-яё]+(?:вич|вича|вичу|вичем|виче|[вчш]на|[вчш]ны|[вчш]не|[вчш]ну|[вчш]ной)"
_WRITTEN = re.compile(
    rf"(?<!\w)(?:(?P<after>{_SURNAME})\s+(?P<initials>{_INITIALS})(?!\w)|(?P<before>{_INITIALS})\s?(?P<ahead>{_SURNAME})"
    rf"|(?P<whole>{_SURNAME})\s+(?P<given>[А-ЯЁ][а-яё]+)\s+(?P<father>{_FATHER})(?!\w)"
    rf"|(?P<first>[А-ЯЁ][а-яё]+)\s+(?P<fathers>{_FATHER})(?:\s+(?P<last>{_SURNAME}))?)"
)
_TWO = re.compile(rf"(?<!\w)(?P<one>{_SURNAME})\s+(?P<two>[А-ЯЁ][а-яё]{{2,}})(?!\w)")
_TYPED = re.compile(r"(?<!\w)[а-яё]{3,}(?:-[а-яё]+)?\s+[а-яё]\.\s?(?:[а-яё]\b\.?)?(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name and where it stands in its text; `initials` are plain letters, "сн"; a surname may be missing."""

    written: str
    start: int
    end: int
    surname: str
    initials: str


def names(text: str) -> list[Named]:
    """The names in a text, left to right."""
    found = list(_with_initials(text))
    if not found and (typed := _TYPED.search(text)):  # «белова с.н.», written in a hurry
        surname, initials = typed[0].split(maxsplit=1)
        found.append(_named(typed, surname, initials))
    for pair in _TWO.finditer(text):
        if not any(name.start < pair.end() and pair.start() < name.end for name in found):
            found.extend(_surname_and_first(pair))
    return sorted(found, key=lambda name: name.start)


def same_person(one: Named, other: Named) -> bool:
    """«Беловой С.Н.» is «Белова Светлана Николаевна»; initials one of them lacks contradict nothing."""
    both = min(len(one.initials), len(other.initials))
    if one.initials[:both] != other.initials[:both]:
        return False
    if not one.surname or not other.surname:
        return one.surname == other.surname and both > 0
    return akin(one.surname, other.surname)


def _with_initials(text: str) -> Iterator[Named]:
    for found in _WRITTEN.finditer(text):
        match found.lastgroup:
            case "initials":
                yield _named(found, found["after"], found["initials"])
            case "ahead":
                yield _named(found, found["ahead"], found["before"])
            case "father":
                yield _named(found, found["whole"], found["given"][0] + found["father"][0])
            case _:
                yield _named(found, found["last"] or "", found["first"][0] + found["fathers"][0])


def _surname_and_first(pair: re.Match[str]) -> Iterator[Named]:
    """«Белова Светлана», «Светлана Белова»: one of the two has to be a name people are given."""
    for first, surname in (("two", "one"), ("one", "two")):
        if is_first_name(plain(pair[first])) and not is_first_name(plain(pair[surname])):
            yield _named(pair, pair[surname], pair[first][0])
            return


def _named(found: re.Match[str], surname: str, initials: str) -> Named:
    letters = "".join(char for char in plain(initials) if char.isalpha())
    return Named(found[0], found.start(), found.end(), re.sub(r"\s", "", plain(surname)), letters)
