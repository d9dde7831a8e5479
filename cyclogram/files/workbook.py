"""Excel's workbooks, new and old, read by calamine once their extent is known to be bounded."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cyclogram.files.sheet import LOCKED, MAX_CELL, BadFile, Cell, Sheet, check_sheets, check_size
from cyclogram.files.shown_dates import Shown, as_shown


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a sheet before it is read: what to say of it, and which of its dates show only a part."""

    notes: tuple[str, ...] = ()
    shown: Mapping[tuple[int, int], Shown] = field(default_factory=dict)


def read_workbook(content: bytes, known: Mapping[str, Known], damaged: str) -> tuple[Sheet, ...]:
    """The sheets a person sees; raises `BadFile`. Hidden ones (lists to choose from, last year's plan) are noted."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        told = [one for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
        check_sheets(len(told))
        seen = [one.name for one in told if one.visible is SheetVisibleEnum.Visible]
        hidden = [one.name for one in told if one.name not in seen]
        found = [_sheet(book.get_sheet_by_name(name), known.get(name, Known())) for name in seen]
    except PasswordError:
        raise BadFile(LOCKED) from None
    except (CalamineError, ValueError, OverflowError):
        raise BadFile(damaged) from None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # calamine's own way to stumble; it has no other base class
            raise
        raise BadFile(damaged) from None
    return tuple(_with_hidden([sheet for sheet in found if sheet.rows], hidden))


def _with_hidden(found: list[Sheet], hidden: list[str]) -> list[Sheet]:
    if found and hidden:
        names = ", ".join(f"«{name}»" for name in hidden[:5])
        first = found[0]
        note = f"Скрытые листы не читаю: {names}. Если план на них, покажите их и пришлите файл ещё раз."
        found[0] = Sheet(first.name, first.rows, first.merged, (*first.notes, note))
    return found


def _sheet(sheet: CalamineSheet, known: Known) -> Sheet:
    check_size(sheet.total_height, sheet.total_width)
    rows = tuple(
        tuple(_cell(value, known.shown.get((index, at))) for at, value in enumerate(row))
        for index, row in enumerate(sheet.to_python(skip_empty_area=False))
    )
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, merged, known.notes)


def _cell(value: object, shown: Shown | None) -> Cell:
    match value:
        case datetime():
            return as_shown(value.date(), shown)
        case date():
            return as_shown(value, shown)
        case time():
            return f"{value:%H:%M}"
        case bool():
            return "да" if value else "нет"
        case float() if value.is_integer():
            return str(int(value))
        case None:
            return ""
        case _:
            return str(value).strip()[:MAX_CELL]
