"""A Word document: every table a sheet of its own, or, where there is none to speak of, its list.

Read from the events of its XML: python-docx builds the tree of the whole document, and gives a merged cell as many
times as it is wide.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field

from cyclogram.files.docx_table import Drawn, Grid
from cyclogram.files.listing import Line, listed
from cyclogram.files.markup import Attributes, Mark, walk
from cyclogram.files.package import Package, damaged
from cyclogram.files.sheet import PICTURES, BadFile, Sheet, check_sheets

_MAIN = re.compile(r"word/document\d*\.xml")
_DAMAGED = damaged("word/")
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_CHECKS = {"F0FC", "F0FE", "F052", "2713", "2714"}
"""The ticks of Wingdings and their kind: in a column of a month they say «in this one»."""
_UNSEEN = {
    *("moveFrom", "Fallback", "rPr", "pPr", "sdtPr", "sectPr", "tblPr", "tblPrEx"),
    *("tblGridChange", "trPrChange", "tcPrChange"),
}
"""What holds no text of its own to read: moved away, said a second time for old programs, or properties."""
MAX_NESTED = 8
_NESTED = f"Таблицы вложены друг в друга больше {MAX_NESTED} раз. Сделайте план одной таблицей и пришлите ещё раз."
_NO_TEXT = "В документе нет ни таблицы, ни списка дел со сроками. Проверьте, тот ли файл выбран."
TITLES = 6
"""Paragraphs above a table that are taken for its titles, if they are short."""
LONGEST_TITLE = 200


def read_docx(package: Package) -> tuple[Sheet, ...]:
    """The tables of a document, or its list; raises `BadFile`."""
    main = next((name for name in sorted(package.names) if _MAIN.fullmatch(name)), "")
    document = _Document(_list_styles(package.read("word/styles.xml")))
    for mark, name, attributes in walk(package.read(main), _DAMAGED):
        if mark is Mark.TEXT:
            document.text(name)
        elif mark is Mark.START:
            document.start(name, attributes)
        else:
            document.end(name)
    return document.sheets()


def _list_styles(styles: bytes) -> set[str]:
    """The styles that number their paragraphs: «Нумерованный список»."""
    found: set[str] = set()
    style = ""
    for mark, name, attributes in walk(styles or b"<none/>", _DAMAGED):
        if mark is Mark.START and name == "style":
            style = attributes.get("styleId", "")
        elif mark is Mark.START and name == "numPr" and style:
            found.add(style)
    return found


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read. `counted_in` is the list Word numbers it in, "" where it does not."""

    parts: list[str] = field(default_factory=list)
    counted_in: str = ""
    level: int = 0


class _Document:
    """What has been read of a document so far."""

    def __init__(self, list_styles: Container[str]) -> None:
        self._list_styles = list_styles
        self._drawn: list[Drawn] = []
        self._open: list[Grid] = []
        self._paragraphs: list[_Paragraph] = []
        self._above: list[str] = []
        self._lines: list[Line] = []
        self._counts: dict[str, list[int]] = {}
        self._unseen = 0
        self._text = False
        self._pictures = False
        self._order = 0

    # -- events

    def start(self, name: str, attributes: Attributes) -> None:
        if self._unseen or name in _UNSEEN:
            self._unseen += 1
            self._property(name, attributes)
            return
        match name:
            case "tbl":
                self._begin_table()
            case "p":
                self._paragraphs.append(_Paragraph())
            case "t":
                self._text = True
            case "br" | "cr" | "tab" | "noBreakHyphen":
                self._say(_BREAKS[name])
            case "sym":
                self._say("+" if attributes.get("char", "").upper() in _CHECKS else " ")
            case "blip" | "imagedata" | "OLEObject":
                self._picture()
            case _:
                if self._open:
                    self._open[-1].start(name, attributes)

    def end(self, name: str) -> None:
        if self._unseen:
            self._unseen -= 1
            return
        match name:
            case "t":
                self._text = False
            case "p" if self._paragraphs:
                self._end_paragraph(self._paragraphs.pop())
            case "tbl" if self._open:
                self._end_table()
            case _:
                if self._open:
                    self._open[-1].end(name)

    def text(self, words: str) -> None:
        if self._text and not self._unseen:
            self._say(words)

    # -- paragraphs

    def _property(self, name: str, attributes: Attributes) -> None:
        if not self._paragraphs:
            return
        value = attributes.get("val", "")
        match name:
            case "pStyle" if value in self._list_styles:
                self._paragraphs[-1].counted_in = value
            case "numId":
                self._paragraphs[-1].counted_in = value if value != "0" else ""
            case "ilvl" if value.isascii() and value.isdigit():
                self._paragraphs[-1].level = min(int(value[:3]), 8)
            case _:
                pass

    def _number(self, paragraph: _Paragraph) -> str:
        """What Word counts before a paragraph: «3», on a deeper level «3.1»; "" where it counts nothing."""
        if not paragraph.counted_in:
            return ""
        counts = self._counts.setdefault(paragraph.counted_in, [])
        del counts[paragraph.level + 1 :]
        counts.extend([0] * (paragraph.level + 1 - len(counts)))
        counts[-1] += 1
        return ".".join(str(max(1, one)) for one in counts)

    def _say(self, words: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].parts.append(words)

    def _picture(self) -> None:
        self._pictures = True
        if self._open:
            self._open[-1].picture()

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        words = "".join(paragraph.parts).strip()
        number = self._number(paragraph)
        if self._open and words:
            self._open[-1].say(words)
        elif self._open:
            self._open[-1].count(number)
        elif words:
            self._above.append(words)
            self._lines.append(Line(words, number))

    # -- tables

    def _begin_table(self) -> None:
        if len(self._open) >= MAX_NESTED:
            raise BadFile(_NESTED)
        self._order += 1
        check_sheets(self._order)
        titles = [] if self._open else [one for one in self._above if len(one) <= LONGEST_TITLE][-TITLES:]
        self._open.append(Grid(self._order, titles))
        self._above = []

    def _end_table(self) -> None:
        drawn = self._open.pop().drawn()
        if self._open:
            self._open[-1].say(drawn.as_text())  # a row must not lose what stands in a table within its cell
        if not self._open or drawn.is_table:
            self._drawn.append(drawn)

    def sheets(self) -> tuple[Sheet, ...]:
        found = [one.sheet() for one in sorted(self._drawn, key=lambda one: one.order) if one.has_text]
        if not any(one.could_be_plan for one in self._drawn):
            text = listed(self._lines)
            found.extend([text] if text else [])
        if not found:
            raise BadFile(PICTURES if self._pictures else _NO_TEXT)
        return tuple(found)
