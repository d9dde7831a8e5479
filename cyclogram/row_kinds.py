"""Rows of a table that are no rows of the plan, and cells that speak for several rows."""

from collections.abc import Sequence

from cyclogram.files import Sheet
from cyclogram.headers import Header
from cyclogram.normal import plain
from cyclogram.phrases import Reading, read
from cyclogram.school_year import SchoolYear


def time_title(title: str, year: SchoolYear) -> int | None:
    """The month of a title row like «СЕНТЯБРЬ»."""
    what = read(title, year) if len(title) <= 30 else None
    if isinstance(what, Reading) and what.kind == "month" and len(what.spans) == 1:
        return what.spans[0].start.month
    return None


def fill_down(texts: tuple[tuple[str, ...], ...], sheet: Sheet) -> dict[tuple[int, int], str]:
    """Cells merged downwards say the same in each of their rows; cells merged across stay where they are."""
    filled = {}
    for top, left, bottom, right in sheet.merged:
        if left != right or top >= len(texts) or left >= len(texts[top]):
            continue
        for index in range(top + 1, min(bottom + 1, len(texts))):
            filled[index, left] = texts[top][left]
    return filled


def repeats_header(row: Sequence[str], header: Header) -> bool:
    titles = {column.index: plain(column.title) for column in header.columns if column.title}
    told = [(at, plain(cell)) for at, cell in enumerate(row) if cell]
    return len(told) >= 2 and all(titles.get(at) == cell for at, cell in told)


def counts_columns(row: Sequence[str]) -> bool:
    """The line «1 2 3 4 5» under a header."""
    told = [cell.strip(".") for cell in row if cell]
    return len(told) >= 3 and told == [str(number) for number in range(1, len(told) + 1)]
