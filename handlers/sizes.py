"""Class sizes in one message: «5А 27, 5Б 25; родителей 5А 30; учителей 42»."""

import re
from dataclasses import dataclass

from storage.people import Audience

_AUDIENCES = (
    ("родител", Audience.PARENTS),
    ("учени", Audience.STUDENTS),
    ("обучающ", Audience.STUDENTS),
    ("учител", Audience.TEACHERS),
    ("педагог", Audience.TEACHERS),
)
_CLASS = re.compile(r"(1[01]|[1-9])\s*[-«\"]?\s*([а-яё])?[»\"]?(?![а-яё])", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")
_BESIDE = re.compile(r"\b(?:родител|учени|обучающ|учител|педагог|класс|человек|чел\b|дет|в\b)[а-яё]*\.?", re.IGNORECASE)
"""What people write beside a class and its number."""
_LATIN = str.maketrans("ABEKMHOPCTX", "АВЕКМНОРСТХ")
LARGEST = 2000
"""People in one class or staff room; more is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many people of an audience there are in a class ("" for teachers)."""

    audience: Audience
    class_name: str
    n: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """What was understood, and the pieces that were not."""

    found: tuple[Size, ...]
    unclear: tuple[str, ...]


def read_sizes(words: str) -> Sizes:
    """Read pieces between commas, semicolons and lines; an audience word holds until the next one or a semicolon."""
    found: list[Size] = []
    unclear: list[str] = []
    for part in re.split(r"[;\n]", words):
        audience = Audience.STUDENTS
        for piece in filter(None, (one.strip(" .—–-:") for one in part.split(","))):
            audience = _audience(piece) or audience
            size = _size(piece, audience)
            if size is None:
                unclear.append(piece[:40])
            else:
                found.append(size)
    return Sizes(tuple(found), tuple(unclear))


def class_name(words: str) -> str | None:
    """A class as the school writes it: «5 а» and «5-A» are 5А; None for anything else."""
    match = _CLASS.fullmatch(words.strip().upper().translate(_LATIN).removesuffix("КЛАСС").strip())
    return f"{match[1]}{(match[2] or '').upper()}" if match else None


def class_names(words: str) -> tuple[str, ...]:
    """Classes listed with commas or spaces, each once; empty when any piece is not a class."""
    joined = re.sub(r"(?<=\d)\s+(?=[^\W\d]\b)", "", words.strip())  # «5 а» is one class
    names = [class_name(piece) for piece in re.split(r"[,;\s]+", joined) if piece]
    return tuple(dict.fromkeys(name for name in names if name)) if all(names) else ()


def _audience(piece: str) -> Audience | None:
    lowered = piece.lower()
    return next((audience for stem, audience in _AUDIENCES if stem in lowered), None)


def _size(piece: str, audience: Audience) -> Size | None:
    bare = _BESIDE.sub(" ", piece)
    if audience is Audience.TEACHERS:
        number = _NUMBER.fullmatch(bare.strip())
        return Size(audience, "", int(number[0])) if number and int(number[0]) <= LARGEST else None
    head, _, tail = (
        bare.strip().replace(" - ", " ").replace("—", " ").replace("–", " ").replace(":", " ").rpartition(" ")
    )
    name, number = class_name(head), _NUMBER.fullmatch(tail.strip())
    return Size(audience, name, int(number[0])) if name and number and int(number[0]) <= LARGEST else None
