"""Somebody else answers: for one row, or for all rows of a position."""

import re
from collections.abc import Sequence

from cyclogram.intents import HandOver, Somebody, Which
from cyclogram.plan import PlanRow
from cyclogram.school_year import SchoolYear
from cyclogram.sentence_dates import LEAST_WORTH, stretches
from cyclogram.sentence_moves import row_meant
from cyclogram.sentence_people import somebody, taken_out

_EVERYTHING = re.compile(
    r"^(?:(?:все|всё|весь)\s+)?(?:дела|строки|сроки|задачи|обязанности|мероприятия|пункты)(?:\s+(?:от|у))?(?=\s)"
    r"|^(?:все|всё)(?:\s+от)?(?=\s)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"^вместо\s+(?P<giver>.+?),?\s+(?:пусть\s+|теперь\s+|будет\s+|отвечает\s+|[—–-]\s+)+(?P<taker>[^:]+?)"
    r"(?:(?:\s*:\s*|\s+(?:отвечает\s+)?за\s+)(?P<what>.+))?$",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"^(?:пусть\s+)?(?:отвечать\s+)?за\s+(?P<what>.+?)\s*(?:теперь\s+|будет\s+|пусть\s+)*"
    r"(?:отвечает|отвечать будет|отвечают)\s+(?:теперь\s+)?(?P<taker>.+)$"
    r"|^ответственн\w+\s+за\s+(?P<what2>.+?)\s*(?:[—–-]\s+|теперь\s+|будет\s+)+(?P<taker2>.+)$",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r"^(?:за|по|с)?мен(?:ить|и|им|ите|яем|ять)\s+(?:ответственн\w+\s+за\s+(?P<what>.+?)"
    r"|(?:в\s+(?P<row>строке\s+№?\s*\d+)\s+)?(?P<giver>.+?))\s+на\s+(?P<taker>\D+)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?P<what>строк\w+\s+№?\s*\d+)\s*[—–:-]?\s*(?:теперь\s+)?(?:ответственн\w+|отвечает)\s*[—–:-]?\s+"
    r"(?:теперь\s+)?(?P<taker>.+)$",
    re.IGNORECASE,
)
_IN_CHARGE = re.compile(r"(?<!\w)ответственн(?:ым|ой|ыми|ого)\s+за\s+", re.IGNORECASE)


def answering(sentence: str, year: SchoolYear, rows: Sequence[PlanRow], positions: Sequence[str]) -> HandOver | None:
    """«вместо завуча пусть отвечает методист: опрос», «за опрос теперь отвечает методист»."""
    if found := _INSTEAD.match(sentence):
        giver, taker = somebody(found["giver"], positions, "gent"), somebody(found["taker"], positions)
        if not (giver.position or giver.among):
            return None
        row = row_meant(found["what"], year, rows) if found["what"] else Which()
        return HandOver(taker, row, giver, everything=not found["what"])
    if found := _ANSWERS.match(sentence):
        taker = somebody(found["taker"] or found["taker2"], positions)
        row = row_meant(found["what"] or found["what2"], year, rows)
        return HandOver(taker, row) if (taker.position or taker.among) and (row.where or row.among) else None
    if found := _NUMBERED.match(sentence):
        return HandOver(somebody(found["taker"], positions), row_meant(found["what"], year, rows))
    if found := _REPLACES.match(sentence):
        return _replacing(found, year, rows, positions)
    return None


def _replacing(
    found: re.Match[str], year: SchoolYear, rows: Sequence[PlanRow], positions: Sequence[str]
) -> HandOver | None:
    """«поменять ответственного за ВПР на методиста», «заменить в строке 4 психолога на соцпедагога»."""
    taker = somebody(found["taker"], positions, "accs")
    if not (taker.position or taker.among):
        return None
    if found["what"]:
        return HandOver(taker, row_meant(found["what"], year, rows))
    giver = somebody(found["giver"], positions, "accs")
    if not giver.position or giver.new:
        return None
    row = row_meant(found["row"], year, rows) if found["row"] else Which()
    return HandOver(taker, row, giver, everything=not found["row"])


def hand_over(rest: str, year: SchoolYear, rows: Sequence[PlanRow], positions: Sequence[str]) -> HandOver | None:
    """«ВПР методисту», «все дела психолога соцпедагогу»: `rest` is the sentence without its verb."""
    if any(one.worth >= LEAST_WORTH for one in stretches(rest, year)):
        return None  # with a deadline it is a new thing to do
    whole = bool(_EVERYTHING.match(rest))
    rest = _IN_CHARGE.sub(" ", _EVERYTHING.sub("", rest)).strip()
    left, taker = taken_out(rest, positions)
    if taker is None:
        return HandOver(Somebody(), row_meant(rest, year, rows)) if not whole else None
    left = re.sub(r"(?i)^(?:от|у)\s+|\s+(?:от|к|на)$", "", left).strip()
    if whole or not left:
        giver = somebody(left, positions, "gent") if left else Somebody()
        return HandOver(taker, Which(), giver, everything=True)
    return HandOver(taker, row_meant(left, year, rows))
