"""In which of the old encodings a text is, told by how often its letters occur in Russian."""

from itertools import pairwise

from cyclogram.files.sheet import BadFile

_SAMPLE = 20_000
_COMMON = frozenset("оеаинтсрвлкмдпу")
_OLD = ("cp1251", "koi8-r", "cp866")
NO_TABLE = "Это не таблица. Пришлите план файлом .docx, .xlsx, .xls, .ods или .csv."


def decoded(content: bytes) -> str:
    """The text of a file without its byte order mark; raises `BadFile` where it is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _checked(content.decode("utf-16", "replace"))
    if wide := _wide(content[:_SAMPLE]):
        return _checked(content.decode(wide, "replace"))
    try:
        return _checked(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _checked(content.decode(max(_OLD, key=lambda one: _likeness(content[:_SAMPLE], one)), "replace"))


def _wide(sample: bytes) -> str:
    """Two bytes a letter without a mark: in Russian and in spaces every second byte is 4 or 0."""
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[start::2]
        if len(high) >= 8 and sum(1 for byte in high if byte in (0, 4)) > 0.9 * len(high):
            return name
    return ""


def _likeness(sample: bytes, encoding: str) -> int:
    """Common letters speak for an encoding; signs, and capitals within words, speak against it."""
    text = sample.decode(encoding, "replace")
    common = sum(1 for char in text if char.lower() in _COMMON)
    strange = sum(1 for char in text if ord(char) > 127 and not ("а" <= char.lower() <= "я" or char in "ё№«»–—Ё"))
    turned = sum(1 for before, char in pairwise(text) if before.islower() and char.isupper())
    return common - 2 * strange - 2 * turned


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    strange = sum(1 for char in sample if (char < " " and char not in "\r\n\t") or char == "\ufffd")
    if strange > len(sample) // 100:
        raise BadFile(NO_TABLE)
    return text.replace("\0", "")
