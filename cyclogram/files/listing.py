"""A numbered or bulleted list, line by line, as a table: what is to be done, when, and by whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cyclogram.files.list_parts import told
from cyclogram.files.sheet import MAX_CELL, Sheet, check_size

HEADER = ("№", "Мероприятие", "Срок", "Ответственный")
_BULLET = re.compile(r"\s*(?:[•·▪▫◦●○■□➢➤✓✔*]|[-–—](?=\s))\s*(?=\S)")
_NUMBER = re.compile(r"\s*(?:№\s*)?\(?(\d{1,3}(?:\.\d{1,3}){0,3})(?:[.)]+(?:\s+|(?=\D))|\s+(?=\D))")
_LONELY = re.compile(r"\s*(?:№\s*)?\(?\d{1,3}(?:[.)]+(?:\s|(?=\D))|\t\s*(?=\D))")
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?:\.\d{2,4})?$")
_DOT = "•"
_SHORT = 60
_TITLE = re.compile(r"(?:раздел|блок|направление|модуль|часть|[IVX]+\.)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a paragraph; `number` is the one Word counts before it, "" where it may only be among the words."""

    words: str
    number: str = ""


@dataclass(slots=True)
class _Item:
    """A point of the list; a title has no number."""

    words: str
    number: str = ""
    is_title: bool = False


def listed(lines: Sequence[Line]) -> Sheet | None:
    """The list in some lines of text, a row for each point, titles across; None where there is no list."""
    filled = [Line(line.words.strip()[:MAX_CELL], line.number) for line in lines if line.words.strip()]
    check_size(len(filled), 0)
    items = _items(filled)
    points = [item for item in items if not item.is_title]
    if len(points) < 2:
        return None
    rows: list[tuple[str, ...]] = [HEADER]
    merged = []
    own = [item.number for item in points]
    numbers = iter(own if len(set(own)) == len(own) else map(str, range(1, len(own) + 1)))
    for item in items:
        if item.is_title:
            merged.append((len(rows), 0, len(rows), len(HEADER) - 1))
            rows.append((item.words, "", "", ""))
        else:
            split = told(item.words)
            rows.append((_shown(item.number), *(split.what, split.deadline, split.who)))
    named = tuple("" if item.is_title else next(numbers) for item in items)
    return Sheet("Список", tuple(rows), tuple(merged), points=("", *named))


def _shown(number: str) -> str:
    """«2)» and not «2»: beside a number alone, words in capitals («СОУТ») would look like the title of a section."""
    return number if number == _DOT else f"{number})"


def _items(lines: Sequence[Line]) -> list[_Item]:
    sections = _numbers_sections(lines)
    marked = [_marked(line, sections) for line in lines]
    if sum(1 for mark, _ in marked if mark) >= 2:
        return _by_marks(marked)
    split = [told(line.words) for line in lines]
    if sum(1 for one in split if one.deadline and one.what) < 2:
        return []
    return [
        _Item(line.words, str(number), is_title=not one.deadline and _is_title(line.words))
        for number, (line, one) in enumerate(zip(lines, split, strict=True), 1)
    ]


def _by_marks(marked: Sequence[tuple[str, str]]) -> list[_Item]:
    """A line without a mark is a title, or goes on with the point before it."""
    items: list[_Item] = []
    for mark, words in marked:
        if mark and not _names_section(words):
            items.append(_Item(words, mark))
        elif mark or not items or items[-1].is_title or _is_title(words):
            items.append(_Item(words, is_title=True))
        else:
            items[-1].words += f" {words}"
    return items


def _is_title(line: str) -> bool:
    return _names_section(line) or (len(line) <= _SHORT and (line.isupper() or line.endswith(":")))


def _names_section(line: str) -> bool:
    return len(line) <= _SHORT and (bool(_TITLE.match(line)) or told(line).is_month)


def _numbers_sections(lines: Sequence[Line]) -> bool:
    """Whether «1.10.» is the tenth point of the first section: then «1.1» is there too, which is no date."""
    return any(re.match(r"\d{1,2}\.1[.)\s]", line.words) for line in lines)


def _marked(line: Line, sections: bool) -> tuple[str, str]:  # noqa: FBT001 what is known of the whole list
    """The mark a point begins with and its words; the mark is "" where it is no point."""
    if line.number:
        return line.number, line.words
    if bullet := _BULLET.match(line.words):
        return _DOT, line.words[bullet.end() :]
    number = _NUMBER.match(line.words)
    if number is None or ("." not in number[1] and not _LONELY.match(line.words)):
        return "", line.words
    if "." in number[1] and _DATE.match(number[1]) and not sections:
        return "", line.words  # «01.09 Линейка» begins with a day
    return number[1], line.words[number.end() :]
