"""The zip packages that .docx, .xlsx and .ods are: nothing is unpacked beyond its bounds, whatever its headers say."""

import io
import struct
import zipfile
import zlib

from cyclogram.files.sheet import CROWDED, LOCKED, MAX_UNPACKED, BadFile

MAX_PARTS = 10_000
_BLOCK = 1 << 20
_READ = (".xml", ".rels", "mimetype")
_MAIN = frozenset({"word/document.xml", "xl/workbook.xml", "content.xml"})
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What office programs pack with; the dictionary of others alone may fill the memory."""
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,  # zipfile, of a packing method it does not know
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)


class Package:
    """The parts of a package by name. A part is never read beyond its declared size, nor is the sum of sizes large."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN:
            raise BadFile(damaged("")) from None
        members = self._zip.infolist()
        self.names = frozenset(member.filename for member in members)
        read = [member for member in members if member.filename.endswith(_READ)]
        if len(members) > MAX_PARTS or sum(member.file_size for member in read) > MAX_UNPACKED:
            raise BadFile(CROWDED)
        if any(member.flag_bits & 1 for member in read):
            raise BadFile(LOCKED)
        if len(self.names) < len(members) or any(member.compress_type not in _METHODS for member in read):
            raise BadFile(
                damaged(min(self.names & _MAIN, default=""))
            )  # of two parts with one name every program reads another

    def read(self, name: str) -> bytes:
        """A part, b"" where there is none; what is packed may be far more than is declared, and its checksum wrong."""
        if name not in self.names or not name.endswith(_READ):
            return b""
        try:
            with self._zip.open(name) as part:
                return b"".join(iter(lambda: part.read(_BLOCK), b""))  # read() alone unpacks whatever there is
        except _BROKEN:
            raise BadFile(damaged(name)) from None


def damaged(name: str) -> str:
    """The sentence for a package that cannot be read, after the name of one of its parts, "" where none is known."""
    kind = ".docx" if name.startswith("word/") else ".xlsx" if name else ".docx или .xlsx"
    return f"Файл повреждён. Откройте его, сохраните заново как {kind} и пришлите ещё раз."
