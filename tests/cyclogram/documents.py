"""Small invented documents of Word and LibreOffice, built from the XML they are made of."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = f'xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0"'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


# -- Word


def docx(*blocks: str, **parts: str | bytes) -> bytes:
    """A document of these blocks of WordprocessingML. Other parts by name: `styles`, `vbaProject`."""
    body = f"<w:document {_WORD}><w:body>{''.join(blocks)}</w:body></w:document>"
    more = {f"word/{name}.{'bin' if name == 'vbaProject' else 'xml'}": content for name, content in parts.items()}
    return package({"word/document.xml": body, **more})


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(words: str = "", *, inside: str = "", about: str = "") -> str:
    """`inside` is what stands in the paragraph beside its words, `about` its properties."""
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{run(words) if words else ''}{inside}</w:p>"


def counted(words: str = "", level: int = 0) -> str:
    """A paragraph that Word numbers by itself."""
    return paragraph(words, about=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def cell(*content: str, about: str = "") -> str:
    """A cell of words, or of blocks of XML."""
    blocks = "".join(one if one.startswith("<") else paragraph(one) for one in content) or paragraph()
    return f"<w:tc>{f'<w:tcPr>{about}</w:tcPr>' if about else ''}{blocks}</w:tc>"


def wide(columns: int | str, *content: str) -> str:
    return cell(*content, about=f'<w:gridSpan w:val="{columns}"/>')


def tall(*content: str) -> str:
    """A cell that begins a stretch merged downwards; without content, one that goes on with it."""
    return cell(*content, about='<w:vMerge w:val="restart"/>' if content else "<w:vMerge/>")


def row(*cells: str, about: str = "") -> str:
    whole = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{about}</w:trPr>' if about else ''}{whole}</w:tr>"


def table(*rows: str | Sequence[str], widths: Iterable[int] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    whole = "".join(one if isinstance(one, str) else row(*one) for one in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{whole}</w:tbl>"


PICTURE = "<w:r><w:drawing><a:blip/></w:drawing></w:r>".replace("<a:blip", '<a:blip xmlns:a="urn:a"')


# -- LibreOffice


def ods(*tables: str, **parts: str | bytes) -> bytes:
    """A spreadsheet of these tables. Other parts by name: `manifest`."""
    body = "".join(tables)
    content = (
        f"<office:document-content {_ODS}><office:body><office:spreadsheet>"
        f"{body}</office:spreadsheet></office:body></office:document-content>"
    )
    more = {f"META-INF/{name}.xml": content for name, content in parts.items()}
    return package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, **more})


def ods_table(name: str, *rows: str) -> str:
    return f"<table:table table:name={quoteattr(name)}>{''.join(rows)}</table:table>"


def ods_row(*cells: str, repeated: int = 1) -> str:
    again = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    whole = "".join(one if one.startswith("<") else ods_cell(one) for one in cells)
    return f"<table:table-row{again}>{whole}</table:table-row>"


def ods_cell(words: str = "", about: str = "", *, xml: str = "") -> str:
    """A cell of words or of XML; `about` are its attributes, like `number-columns-repeated="3"`."""
    attributes = "".join(f" {one}" if ":" in one.split("=")[0] else f" table:{one}" for one in about.split())
    told = "".join(f"<text:p>{escape(line)}</text:p>" for line in words.split("\n")) if words else ""
    return f"<table:table-cell{attributes}>{told}{xml}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"
