"""One spelling for what people, Word and PDF write in a dozen ways."""

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile("[\u2010-\u2015\u2212\u00f7\u00ad\ufe58\ufe63\uff0d]")
_FOOTNOTES = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2079]")
LOOK_ALIKES = "aceopxykmtbh"
LATIN_SAFE = str.maketrans(LOOK_ALIKES, "асеорхукмтвн")
"""Latin letters nobody tells from Russian ones."""
_MIXED = re.compile(r"(?<!\w)(?=\w*[a-z])(?=\w*[а-я])\w+")
_ROMAN = re.compile(r"(?<!\w)(?<!\d-)[ivxіхѵ]+(?!\w)")
_ROMAN_LETTERS = str.maketrans("іхѵ", "ixv")
_ALONE = re.compile(r"(?<!\w)[ckbo](?!\w)(?= ?[0-9а-я])")
_POINT = re.compile(r"\s*(?:(?P<number>\d{1,2})[.)]\s+|[-\u2010-\u2015•▪●·*]\s*)(?=\S)")
_MARKS = dict.fromkeys(map(ord, "*«»\"'“”„"))
_SPACES = re.compile(r"\s+")


def tidy(words: str) -> str:
    """The same words without invisible characters and with single spaces; what is shown and stored."""
    composed = unicodedata.normalize("NFC", words)
    visible = composed if composed.isprintable() else "".join(_visible(char) for char in composed)
    return _SPACES.sub(" ", visible).strip()


@lru_cache(maxsize=2048)  # a table says the same words over and over
def plain(words: str) -> str:
    """For comparing and parsing: lower case, ё as е, one kind of dash, look-alikes brought home, no footnote stars."""
    text = unicodedata.normalize("NFKC", _DASHES.sub(_dash, _FOOTNOTES.sub("", words))).lower().replace("ё", "е")
    text = tidy(text).translate(_MARKS)
    text = _ROMAN.sub(lambda found: found[0].translate(_ROMAN_LETTERS), text)
    text = _MIXED.sub(lambda found: found[0].translate(LATIN_SAFE), text)
    text = _ALONE.sub(lambda found: found[0].translate(LATIN_SAFE), text)
    return _SPACES.sub(" ", text).strip()


def one_line(words: str) -> str:
    """A list of points, a line each («- сентябрь», «2) май»), as a list in one line; other words as they are."""
    lines = [line for line in words.splitlines() if line.strip()]
    points = [_POINT.match(line) for line in lines]
    numbers = [point["number"] for point in points if point]
    known = numbers in ([None] * len(lines), [str(n + 1) for n in range(len(lines))])
    if len(lines) < 2 or not known:
        return words
    return "; ".join(line[point.end() :].rstrip(" .,;") for line, point in zip(lines, points, strict=True) if point)


def has_look_alikes(words: str) -> bool:
    """Whether a word is spelt with letters of two alphabets: somebody's slip, or something else than it seems."""
    return bool(_MIXED.search(words.lower()))


def _dash(found: re.Match[str]) -> str:
    return "" if found[0] == "\u00ad" else "-"


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Zs"):
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") else char
