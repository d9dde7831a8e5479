"""Word documents as a school prints them: A4 across, a ruled table, its header on every page, pages numbered."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from cyclogram.normal import tidy
from reports.tables import Across, Line, cells
from reports.widths import shared

if TYPE_CHECKING:  # costs 150 ms, needed only when a document is made
    from docx.document import Document as Written
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

FACE = "Times New Roman"
TEXT, CELL, HEADER = 11, 9, 8.5
"""Points."""
LONG, SHORT, MARGIN = 297, 210, 12
"""Millimetres of A4 and around it."""
ROOM = LONG - 2 * MARGIN
PADDING = 2.5
"""Points left and right in a cell."""
SHADE = "DCE8F3"
PALE = "F2F5F8"


class Document:
    """A document in memory, written from the top down."""

    def __init__(self, title: str, author: str) -> None:
        from docx import Document as empty  # noqa: N813, PLC0415 see above
        from docx.enum.section import WD_ORIENT  # noqa: PLC0415 the same
        from docx.shared import Mm, Pt  # noqa: PLC0415 the same

        self._written: Written = empty()
        about = self._written.core_properties
        about.title, about.author, about.comments, about.language = title[:255], tidy(author)[:255], "", "ru-RU"
        page = self._written.sections[0]
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Mm(LONG), Mm(SHORT)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
        page.header_distance = page.footer_distance = Mm(6)
        look = self._written.styles["Normal"]
        look.font.name, look.font.size = FACE, Pt(CELL)  # most of what is written stands in cells
        look.paragraph_format.space_after = Pt(0)
        look.element.get_or_add_rPr().append(_element("lang", val="ru-RU"))
        _hyphenate(self._written.settings.element)
        _page_numbers(page.footer.paragraphs[0])

    def heading(self, title: str, *lines: str) -> None:
        """The title in the middle and what stands under it."""
        _words(self._centred(), title, 14, bold=True)
        for line in lines:
            _words(self._centred(), line, TEXT)
        self.paragraph("")

    def paragraph(self, words: str, *, bold: bool = False, together: bool = False) -> None:
        """A paragraph from the left margin on; one in bold, or told to, stays on the page of what follows."""
        paragraph = self._written.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bold or together
        _words(paragraph, words, TEXT, bold=bold)

    def table(self, titles: Sequence[str], rows: Sequence[Line]) -> None:
        """Its header returns on every page; no row is torn between two pages."""
        from docx.shared import Pt  # noqa: PLC0415 see above

        room = ROOM * 72 / 25.4 - 2 * PADDING * len(titles)
        widths = [Pt(one + 2 * PADDING) for one in shared(cells(titles, rows), room, CELL, FACE)]
        table = self._written.add_table(rows=1, cols=len(titles), style="Table Grid")
        table.autofit = False
        _pad(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        header = table.rows[0]
        for cell, title, width in zip(header.cells, titles, widths, strict=True):
            cell.width = width  # rows added below take theirs from the columns
            _shade(cell, SHADE)
            _fill(cell, title, size=HEADER, bold=True, middle=True)
        for name in ("cantSplit", "tblHeader"):
            header._tr.get_or_add_trPr().append(_element(name))  # noqa: SLF001 the library has no name for it
        for line in rows:
            _row(table, line)

    def bytes(self) -> bytes:
        """The finished file."""
        kept = io.BytesIO()
        self._written.save(kept)
        return kept.getvalue()

    def _centred(self) -> "Paragraph":
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 see above

        paragraph = self._written.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph


def _row(table: "Table", line: Line) -> None:
    from docx.shared import Mm  # noqa: PLC0415 see above

    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # the library forgot
    row._tr.get_or_add_trPr().append(_element("cantSplit"))  # noqa: SLF001 see above
    places = row.cells
    if isinstance(line, Across):
        whole = places[0]
        for other in places[1:]:  # the library's own merging looks through the whole table each time
            row._tr.remove(other._tc)  # noqa: SLF001 see above
        whole._tc.grid_span = len(places)  # noqa: SLF001 see above
        whole.width = Mm(ROOM)
        _shade(whole, PALE)
        _fill(whole, line.title, bold=True)
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        return
    for cell, value in zip(places, line, strict=True):
        _fill(cell, str(value), middle=isinstance(value, int))


def _fill(cell: "_Cell", words: str, *, size: float = CELL, bold: bool = False, middle: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 see above

    for at, line in enumerate(words.split("\n")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        _words(paragraph, line, size, bold=bold)
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _words(paragraph: "Paragraph", words: str, size: float, *, bold: bool = False) -> None:
    """A line, without the characters no document can hold."""
    from docx.shared import Pt  # noqa: PLC0415 see above

    run = paragraph.add_run(tidy(words))
    if bold:
        run.bold = True
    if size != CELL:
        run.font.size = Pt(size)


def _element(name: str, **attributes: str) -> "BaseOxmlElement":
    """An element of the format the library has no name for."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 see above
    from docx.oxml.ns import qn  # noqa: PLC0415 the same

    element = cast("BaseOxmlElement", OxmlElement(f"w:{name}"))
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def _shade(cell: "_Cell", colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill=colour))  # noqa: SLF001 see above


def _pad(table: "Table") -> None:
    """Less room beside the words than usual: there are a dozen columns."""
    margins = _element("tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(side, w=str(round(PADDING * 20)), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001 see above


def _hyphenate(settings: "BaseOxmlElement") -> None:
    """Long words are parted at syllables. Word is strict about the order of settings."""
    settings.insert_element_before(_element("autoHyphenation"), "w:characterSpacingControl")


def _page_numbers(paragraph: "Paragraph") -> None:
    """«2 из 5»: two fields the reader's program fills in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 see above

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(paragraph, "PAGE")
    paragraph.add_run(" из ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: "Paragraph", name: str) -> None:
    field = _element("fldSimple", instr=name)
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001 see above
    paragraph._p.append(field)  # noqa: SLF001 see above
