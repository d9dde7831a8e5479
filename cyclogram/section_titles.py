"""Rows across a table that are titles: sections one in another, months and terms, and what stands beneath them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cyclogram.deadlines import Period
from cyclogram.grid import Grid
from cyclogram.headers import Field, Header
from cyclogram.normal import plain
from cyclogram.plan import Problem
from cyclogram.row_kinds import counts_columns, is_only_time, time_title
from cyclogram.row_words import Context
from cyclogram.school_year import SchoolYear

_TITLE = re.compile(r"(раздел|блок|направление|модуль|часть|[ivx]+\.|\d+\.\s)", re.IGNORECASE)
_STYLES = (
    ("part", re.compile(r"(раздел|блок|часть|модуль)\b", re.IGNORECASE)),
    ("roman", re.compile(r"[IVXІХ]+[.)\s]")),
    ("deep", re.compile(r"\d+\.\d+")),
    ("number", re.compile(r"\d+[.)]?\s")),
    ("letter", re.compile(r"[а-яa-z]\)", re.IGNORECASE)),
)
_ROMAN_NUMBER = re.compile(r"[ivxіх]+\.?|\d+\.")


def looks_like_title(grid: Grid, index: int, header: Header, year: SchoolYear) -> str | None:
    """The words of a row that is a title, be it of a section or of a month; None for a row of the plan."""
    filled = grid.filled(index)
    texts = {cell for _, cell in filled}
    at, title = filled[0]
    first = next((column for column in header.columns if column.field not in (Field.NUMBER, Field.OTHER)), None)
    if len(texts) == 2 and len(filled) == 2:
        return _numbered_title(grid, index, header)
    if len(texts) != 1:
        return None
    if index in grid.wide or (time_title(title, year) and (first is None or at <= first.index)):
        return title
    if len(filled) > 1 or len(header.columns) < 3 or title.isdigit():
        return None
    if first and at == first.index and first.field is Field.WHAT and not header.of(Field.NUMBER):
        named = _TITLE.match(title) or title.isupper() or _is_cut_by_names(grid, index, header)
        return title if named else None  # else a row whose other cells are empty
    return title if first is None or at <= first.index else None


def _is_cut_by_names(grid: Grid, index: int, header: Header) -> bool:
    """A table whose very first row is a name alone is cut into sections so, fuller rows beneath each."""
    beginning = header.last + 1
    return all(_is_above_fuller(grid, at) for at in (_filled_from(grid, beginning), index))


def _is_above_fuller(grid: Grid, index: int) -> bool:
    return len(grid.filled(index)) == 1 < len(grid.filled(_filled_from(grid, index + 1)))


def _filled_from(grid: Grid, index: int) -> int:
    """The next row that says something, the last one where none does."""
    below = range(index, len(grid.texts))
    return next((at for at in below if any(grid.texts[at]) and not counts_columns(grid.texts[at])), len(grid.texts) - 1)


def _numbered_title(grid: Grid, index: int, header: Header) -> str | None:
    """«I. | Качество условий» and «2 | ВНЕУРОЧНАЯ РАБОТА»: a number and a title, the other cells empty."""
    (at, number), (beside, title) = grid.filled(index)
    numbers = {column.index for column in header.of(Field.NUMBER)}
    if (
        at not in numbers
        or len(header.columns) < 4
        or not _ROMAN_NUMBER.fullmatch(plain(number) + ("" if "." in number else "."))
    ):
        return None
    following = grid.texts[index + 1][at] if index + 1 < len(grid.texts) else ""
    deeper = following.startswith(number.rstrip(".") + ".") and following.rstrip(".") != number.rstrip(".")
    roman = bool(re.fullmatch(r"[ivx]+\.?", plain(number)))
    wide = (index, beside) in grid.across
    return f"{number} {title}" if deeper or roman or wide or title.isupper() else None


class SectionTitles:
    """The titles above a row, the outermost first; a title of a time sets the period of the rows beneath."""

    def __init__(self, grid: Grid, year: SchoolYear, context: Context) -> None:
        self._grid = grid
        self._year = year
        self._context = context
        self._styles = [""] * len(context.titles)
        self._open: tuple[str, int] | None = None
        self._within = False
        self._nested = False
        self._seen: set[str] = set()
        self._unused: list[Problem] = []

    def open(self, index: int, title: str) -> None:
        """A title row begins something new."""
        period = time_title(title, self._year)
        if period:
            self._new_time(period)
            if is_only_time(title, period):
                return
        elif self._context.period:
            known = self._nested or plain(title) in self._seen
            self._context.period = replace(self._context.period, sure=known or self._time_follows(index))
            self._within = True
        self._seen.add(plain(title))
        self._place(index, title, "time" if period else _style(title))

    def count_row(self) -> None:
        """A row of the plan stands beneath."""
        self._open = None

    def closed(self) -> Iterator[Problem]:
        """A title with nothing beneath it may be a row with empty cells, or a signature: a person should see it."""
        self._give_up()
        yield from self._unused

    def _new_time(self, period: Period) -> None:
        """Sections that stood within the month before end with it; months within a section leave it standing."""
        if "time" in self._styles:
            at = self._styles.index("time")
            del self._context.titles[at:], self._styles[at:]
        if self._within and not self._open:
            self._nested = True
            self._context.titles.clear()
            self._styles.clear()
        self._context.period, self._within = period, False

    def _place(self, index: int, title: str, style: str) -> None:
        titles, styles = self._context.titles, self._styles
        if style in styles:
            at = styles.index(style)
            if self._open and self._open[0] in titles[at:]:
                self._give_up()
            del titles[at:], styles[at:]
        elif not (self._open or (style == "deep" and styles == ["number"])):
            titles.clear()
            styles.clear()
        titles.append(title)
        styles.append(style)
        self._open = (title, index)

    def _give_up(self) -> None:
        if self._open:
            title, index = self._open
            message = f"В строке заполнена одна ячейка: «{title}». Под этим заголовком строк нет."
            self._unused.append(Problem(self._grid.where(index, self._grid.filled(index)[0][0]), message))
            self._open = None

    def _time_follows(self, index: int) -> bool:
        """Whether another month stands further down: then sections stand within the months."""
        below = self._grid.texts[index + 1 :]
        alone = (next(iter(told)) for row in below if len(told := {cell for cell in row if cell}) == 1)
        return any(time_title(title, self._year) for title in alone)


def _style(title: str) -> str:
    found = next((name for name, form in _STYLES if form.match(title)), "")
    return found or ("upper" if title.isupper() else "plain")
