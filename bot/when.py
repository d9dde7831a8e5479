"""`python -m bot when`: phrases in, one JSON a line out. Neither settings nor a database are asked for."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from cyclogram.phrases import as_json, read
from cyclogram.school_year import SchoolYear, school_year, school_year_of

YEARS = range(2000, 2100)


def answer(start: int | None) -> int:
    """Answer standard input line by line, each as soon as it is there."""
    year = school_year(start) if start else school_year_of(datetime.now(UTC).date())
    try:
        for line in answers(sys.stdin.buffer, year):
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever asked has heard enough
        sys.stderr.close()
    return 0


def answers(lines: Iterable[bytes], year: SchoolYear) -> Iterator[bytes]:
    """A JSON line for each line, UTF-8 or as Windows writes it (cp1251); an empty line is an empty cell."""
    for number, line in enumerate(lines):
        phrase = _text(line, "utf-8-sig" if number == 0 else "utf-8").rstrip("\r\n")
        yield (json.dumps(as_json(phrase, read(phrase, year)), ensure_ascii=False) + "\n").encode()


def _text(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:  # a Russian word of cp1251 is never UTF-8
        return line.decode("cp1251", "replace")
