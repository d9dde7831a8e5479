"""What the titles of a file say of the whole plan: its school year, its kind, and the heading of one table."""

import re
from collections.abc import Iterator, Sequence

from cyclogram.files import Sheet
from cyclogram.headers import Field, Header
from cyclogram.normal import plain
from cyclogram.plan import PlanKind

_YEARS = re.compile(r"(?<!\d)(20\d\d) ?(?:г\.? ?)?[-/\\_] ?((?:20)?\d\d)(?!\d|\.\d)")
_ROADMAP = re.compile(
    r"дорожн\w+ карт|план\w* (?:мероприятий )?по (?:устранени|улучшени|преодолени)|план\w* действий|план\w* корректир"
    r"|план\w* мероприятий по (?:итогам|результатам) (?:ноко|независим|самообслед|проверк)"
)
_OF_ALL = re.compile(
    r"план\b|циклограмм|утвержд|соглас|рассмотрен|принят|приказ|директор|дорожн|учебн\w* год|уч\. ?год|\bгод[ау]?\b"
    r"|школа|мбоу|маоу|гбоу|моу|приложени|протокол"
)
_FOR = re.compile(r"\b(?:на|за) ([а-я]+(?: 20\d\d)?|[ivx1-4]+[-а-я]* [а-я]+)(?: ?г\.?| года?)?$")
_ABOVE = 40
"""Rows of a sheet that may hold titles."""


def title_year(sheets: Sequence[Sheet], name: str = "") -> int | None:
    """The calendar year in which the school year of the titles begins; None where none is named, or two."""
    for texts in (_titles(sheets), [sheet.name for sheet in sheets], [name]):
        named = {year for text in texts for year in years_in(text)}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def years_in(text: str) -> Iterator[int]:
    """The first years of school years in a text: «2026/2027», «2026-27 уч. г.», «2026–2027»."""
    for found in _YEARS.finditer(plain(text)):
        first, second = int(found[1]), int(found[2])
        if second % 100 == (first + 1) % 100:
            yield first


def _titles(sheets: Sequence[Sheet]) -> list[str]:
    """Cells of rows in which nothing but one or two texts stand, near the top."""
    rows = [row for sheet in sheets for row in sheet.rows[:_ABOVE]]
    filled = [[cell for cell in row if isinstance(cell, str) and cell.strip()] for row in rows]
    return [cell for row in filled if len(set(row)) <= 2 for cell in row if len(cell) <= 300]


def kind_of(sheets: Sequence[Sheet], headers: Sequence[Header], name: str = "") -> PlanKind:
    """A roadmap says so in its title, or by its columns: stages with their status, shortcomings with measures."""
    texts = [*_titles(sheets), *(sheet.name for sheet in sheets), name.replace("_", " ")]
    if any(_ROADMAP.search(plain(text)) for text in texts) or any(map(_has_its_columns, headers)):
        return PlanKind.ROADMAP
    return PlanKind.CYCLOGRAM


def _has_its_columns(header: Header) -> bool:
    titles = [plain(column.title) for column in header.columns]

    def told(*stems: str) -> bool:
        return any(re.search(rf"\b{stem}", title) for title in titles for stem in stems)

    marks = sum(1 for column in header.of(Field.MARK) if column.title)
    return (told("этап", "шаг") and told("готовн", "статус")) or (told("недостат", "несоответств") and marks > 0)


def heading(rows: Sequence[Sequence[str]], header: Header) -> str:
    """The title right above a header when it is this table's own («Качество условий»), not the whole plan's."""
    for row in reversed(rows[: header.first]):
        told = {cell for cell in row if cell}
        if told:
            title = told.pop() if len(told) == 1 else ""
            return "" if len(title) > 160 or _OF_ALL.search(plain(title)) else title
    return ""


def time_words(title: str) -> str:
    """«План ВШК на октябрь» is about October; the title itself where it says nothing of the kind."""
    found = _FOR.search(plain(title))
    return found[1] if found else title
