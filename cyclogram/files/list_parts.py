"""One point of a list: which part of it is a deadline and which names people; the rest is what is to be done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cyclogram.normal import plain
from cyclogram.phrases import Ask, Reading, Why, leaves_aside, read
from cyclogram.school_year import school_year

_STRONG = r"\s[-–—]\s|\s?;\s?"
_STOP = r"(?<![Зз]ам)(?<![Рр]ук)(?<![Кк]л)(?<![Сс]оц)(?<![Пп]ед)(?<![А-ЯЁ])\.\s"
"""A full stop that ends something, not «зам. директора», «И. И. Примеров»."""
_BEFORE = r"\s(?=(?:до|не позднее|в срок до|с)\s\d)|(?<=^\d\d\.\d\d)\s(?=[А-ЯЁа-яё])"
_SIGNS = (
    (re.compile(r"\t|\s?\|\s?"), "; "),
    (re.compile(_STRONG), " — "),
    (re.compile(rf"{_STRONG}|,\s"), ", "),
    (re.compile(rf"{_STRONG}|,\s|{_STOP}|:\s|\s?[()]\s?|{_BEFORE}"), ", "),
)
"""What sets a part free, the strongest first, and what joins the other parts again."""
_NAMES = r"(?:сроки?|дата|когда|отв(?:етственн\w*|\.)?|исполнител\w*|кто)"
_DAY_FIRST = re.compile(
    r"((?:\d{1,2}\s?[-–—]\s?)?\d{1,2}\.\d{2}(?:\.\d{2,4})?(?:\s?[-–—]\s?\d{1,2}\.\d{2}(?:\.\d{2,4})?)?)"
    r"(?:\s?г\.)?\s?[-–—:;,]?\s+(?=[А-ЯЁа-яё«])"
)
_LABEL = re.compile(rf"{_NAMES}\s*[:.—–-]\s*", re.IGNORECASE)
_LABELLED = re.compile(rf"[\s.;,(]({_NAMES})\s?:\s?", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_PEOPLE = re.compile(
    r"(?:и\.?о\.? )?(?:зам|завуч|завхоз|завед|директор|учител|педагог|психолог|кл[. ]|классн\w+ рук|рук|соц|методист"
    r"|отв|исполн|админ|комисси|библиотек|совет\b|пред\.|председ|тьютор|куратор|врач|медсест|логопед|дефектолог|вожат"
    r"|рабоч\w+ групп|ш?мо\b|родител|специалист|настав|секретар|воспитател|тренер|преподават|координат|все педагог"
    r"|организатор)"
)
_NAME = re.compile(r"[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]+")
_PROMISED = (Why.EVENT, Why.SCHEDULE, Why.NEED, Why.CYCLE, Why.ONCE_A_YEAR, Why.WHICH_TERM, Why.UNSURE, Why.OPEN_END)
"""No dates yet, but the words are of the deadline: «по графику», «после педсовета»."""
_DAY = re.compile(r"(?:до|не позднее|к)\s+\d{1,2}(?:\s+числа)?|\d{1,2}\s+числа", re.IGNORECASE)
"""Days of the month that a title above names."""
LONGEST = 120
"""Characters of a deadline within a list."""
_MOST = 12
"""Parts of a point that are looked at; a longer one is a story and stays whole."""


@dataclass(frozen=True, slots=True)
class Told:
    """A point taken apart. Nothing of its words is lost; `is_month`: it is the name of a month alone."""

    what: str
    deadline: str = ""
    who: str = ""
    is_month: bool = False


def told(words: str) -> Told:
    """A point of a list taken apart by the strongest signs that set its deadline and its people free."""
    if _is_deadline(words):
        return Told(words, is_month=_month(words))
    if (
        (first := _DAY_FIRST.match(words))
        and _is_deadline(first[1])
        and not (rest := told(words[first.end() :])).deadline
    ):
        return Told(rest.what, first[1], rest.who)
    words = _SPACES.sub(lambda run: "\t" if "\t" in run[0] else " ", words)
    words = _LABELLED.sub(r"; \1:", words)  # «Срок: …» stands free wherever it stands
    found: list[Told] = []
    for sign, joint in _SIGNS:
        parts = [part for part in sign.split(words) if part.strip(" .")]
        if 2 <= len(parts) <= _MOST:
            found.append(_sorted(parts, words, joint))
    return max(found, key=lambda one: (bool(one.deadline) + bool(one.who), bool(one.deadline)), default=Told(words))


def _sorted(parts: Sequence[str], words: str, joint: str) -> Told:
    """The parts by what they hold; the whole point where no deadline and no people stand free among them."""
    run = next((run for run in _runs(len(parts)) if _holds_deadline(parts, run, words)), (0, 0))
    deadline = _between(parts, run, words) if run[1] else ""
    rest = [part for index, part in enumerate(parts) if not run[0] <= index < run[1]]
    people = [index > 0 and _is_people(part) for index, part in enumerate(rest)]
    if deadline and joint != ", " and len(rest) == 2 and run[1] == len(parts) - 1:
        people[-1] = True  # what stands after the deadline is said of people, whatever they are called
    if not (deadline or any(people)):
        return Told(words)
    who = [part for part, is_people in zip(rest, people, strict=True) if is_people]
    what = [part.strip(" .") for part, is_people in zip(rest, people, strict=True) if not is_people]
    return Told(joint.join(what), _unlabelled(deadline).rstrip(" .;"), "; ".join(map(_unlabelled, who)))


def _runs(number: int) -> Iterator[tuple[int, int]]:
    """Neighbouring parts, the longest run first: «сентябрь - октябрь» is one stretch, not two deadlines."""
    for length in range(min(3, number - 1), 0, -1):
        for start in range(number - length, -1, -1):
            yield start, start + length


def _between(parts: Sequence[str], run: tuple[int, int], words: str) -> str:
    """The words from one part to another with the signs between them."""
    start = 0
    for part in parts[: run[0]]:
        start = words.index(part, start) + len(part)
    start = words.index(parts[run[0]], start)
    end = start
    for part in parts[run[0] : run[1]]:
        end = words.index(part, end) + len(part)
    return words[start:end].strip()


def _unlabelled(words: str) -> str:
    return _LABEL.sub("", words.strip(), count=1) if _LABEL.match(words.strip()) else words.strip()


def _holds_deadline(parts: Sequence[str], run: tuple[int, int], words: str) -> bool:
    """«После педсовета» is a deadline too, but not where the name of the thing stands."""
    return _is_deadline(_between(parts, run, words), promised=run[0] > 0 and run[1] - run[0] == 1)


def _is_deadline(words: str, *, promised: bool = False) -> bool:
    said = _unlabelled(words).rstrip(" .")
    if not said or len(said) > LONGEST or said.isdigit():
        return False
    what = read(said, school_year())
    if leaves_aside(what):
        return False
    return not isinstance(what, Ask) or (promised and (what.why in _PROMISED or bool(_DAY.fullmatch(said))))


def _month(words: str) -> bool:
    what = read(words.strip(" .:"), school_year())
    return isinstance(what, Reading) and what.kind == "month" and len(what.spans) == 1


def _is_people(words: str) -> bool:
    said = words.strip()
    return bool(_NAME.match(said) or _PEOPLE.match(plain(said)))
