"""Who answers for a row: one cell becomes the distinct wordings in it, a wording tells who is meant by it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cyclogram.names import names
from cyclogram.normal import plain, tidy
from cyclogram.responsible_cell import parts
from cyclogram.role_words import ALL_OF_STAGE, BODIES, CLASS, CLASS_LIST, CLASS_TEACHER, GROUPS, SHORT

MAX_WORDING = 200
"""Characters of one position's name."""


class Who(StrEnum):
    """What kind of somebody a wording means: a group is many people, a body speaks through its chair."""

    PERSON = "person"
    POSITION = "position"
    GROUP = "group"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Responsible:
    """One wording taken apart. `classes`: «5А», «10», as many as it names; `name` and `position` as written, or ""."""

    wording: str
    kind: Who
    classes: tuple[str, ...] = ()
    name: str = ""
    position: str = ""


@lru_cache(maxsize=1024)
def wordings(cell: str) -> tuple[str, ...]:
    """The distinct people or positions of one cell, as written, in order.

    «Кл. руководители 1, 5, 10 классов; психолог» are two: a comma inside a list of classes separates nobody, nor do
    brackets, nor the comma between a name and its position («Белова С.Н., зам. директора по АХЧ» is one).
    """
    found: dict[str, str] = {}
    for part in parts(cell):
        if any(char.isalpha() for char in part):
            found.setdefault(same(part), part[:MAX_WORDING].rstrip())
    return tuple(found.values())


@lru_cache(maxsize=4096)
def same(wording: str) -> str:
    """One form for wordings of the same position: case, number, dots, spaces and usual abbreviations do not matter."""
    text = plain(wording[: 2 * MAX_WORDING])
    text = re.sub(r"([а-я])\.(?=[а-я])", r"\1. ", text).replace(".", " ")
    text = re.sub(r"\s*-\s*", "-", text)
    text = " ".join(text.split())
    for form, full in SHORT:
        text = form.sub(full, text)
    return " ".join(text.replace("-", " ").replace(" ,", ",").split())[:MAX_WORDING]


_NOBODY = re.compile(
    r"(?:по|согласно|в соответствии с) (?:отдельн\w+ |утвержденн\w+ )?"
    r"(?:приказ|график|план|соглас|назначени|распоряжени|списк|положени|договор|необходимост)\w*(?: .*)?"
    r"|(?:пока |еще )?не (?:назначен|определен|указан|утвержден|выбран)\w*"
    r"|(?:будет |будут )?(?:назначен|уточнен|определен)\w*"
    r"|назначается.*|уточняется|определяется.*|без ответственн\w*|нет|никто|вакансия|вакант\w*"
    r"|(?:ответственн|назначенн|соответствующ|указанн)\w*"
    r"(?: (?:лиц|исполнител|сотрудник|работник|педагог|специалист)\w*)?"
    r"|исполнител[ьи]|лиц[оа]|см\b.*|приказ\w*(?: (?:no|от|директор\w*|по)\b.*)?"
    r"|приложени\w*.*|ф\. ?и\. ?о\.?|фио|кто \w+|школа|оо|оу|образовательн\w+ организаци\w+"
    r"|\d{1,2}-?[а-я]?(?: ?класс\w*| ?кл\.?)?|класс(?:ы)?"
)


def names_nobody(wording: str) -> bool:
    """Whether it tells nobody apart: «по приказу», «ответственные лица», «5А»; somebody has to be asked who that is."""
    return bool(_NOBODY.fullmatch(plain(wording[:MAX_WORDING]).strip(" .,;:!?()")))


def people_named(cell: str) -> tuple[str, ...]:
    """The wordings of a cell, or of an answer, without those that name nobody."""
    return tuple(one for one in wordings(cell) if not names_nobody(one))


def understood(wording: str) -> Responsible:
    """Who is meant: «кл. рук. 5А, 7Б» is a group of two classes, «Белова С.Н., завхоз» a person with a position."""
    text = tidy(wording)[:MAX_WORDING]
    named = names(text)
    name = named[0].written if named else ""
    rest = text
    for one in reversed(named):
        rest = rest[: one.start] + rest[one.end :]
    position = re.sub(r"^[\s(),;:–—-]+|[\s(,;:–—-]+$", "", rest)
    if position.count("(") != position.count(")"):
        position = position.strip("()")
    classes = _classes(position)
    return Responsible(text, _kind(position, name, classes), classes, name, position)


def _kind(position: str, name: str, classes: tuple[str, ...]) -> Who:
    if name:
        return Who.PERSON
    words = plain(position)
    full = same(position)
    if GROUPS.match(words):
        return Who.GROUP
    if CLASS_TEACHER.match(words):
        return Who.POSITION if len(classes) == 1 and classes[0][-1].isalpha() else Who.GROUP
    first = next((word for word in full.split() if BODIES.fullmatch(word)), "")
    leads = re.match(
        r"(?:заместитель|руководитель|председатель|член|секретарь|ответственный|заведующ|куратор|координатор)", full
    )
    if first and not leads:
        return Who.BODY
    return Who.GROUP if len(classes) > 1 or _plural_abbreviation(words) else Who.POSITION


def _plural_abbreviation(words: str) -> bool:
    return bool(re.match(r"рук\w*\.? (?:ш?мо|кафедр)\b(?! \w)|предметник", words))


def _classes(position: str) -> tuple[str, ...]:
    words = plain(position)
    stage = next(
        (numbers for stem, numbers in ALL_OF_STAGE if re.search(rf"\b{stem}\w* (?:класс|кл\b|звен|школ)", words)), None
    )
    if stage is not None:
        return tuple(map(str, stage))
    if not re.search(r"класс|\bкл\b|параллел|рук|учител", words):
        return ()
    return tuple(dict.fromkeys(one for found in CLASS_LIST.finditer(position) for one in _listed(found[0])))


def _listed(text: str) -> Iterator[str]:
    """«1, 5–7 и 10 классов» one by one."""
    text = re.sub(r"\s?-?(?:классы|классов|классах|класса|кл\b\.?)$", "", text.strip())
    pieces = re.findall(rf"{CLASS}|[–—-]", re.sub(r"(?<=\d)\s?-?\s?(?:х|го|й|м)(?![А-Яа-яё])", "", text))
    previous: int | None = None
    dashed = False
    for piece in pieces:
        name = re.sub(r"\W", "", piece).upper()
        if not name:
            dashed = True
            continue
        if dashed and previous is not None and name.isdigit():
            yield from (str(number) for number in range(previous + 1, min(int(name), 12)))
        previous, dashed = int(name) if name.isdigit() else None, False
        if 1 <= int(re.sub(r"\D", "", name)) <= 11:
            yield name
