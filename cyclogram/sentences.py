"""One message about the plan becomes what it asks for: «до 15 марта справка по питанию, соцпедагог» is a new row."""

import re
from collections.abc import Sequence
from datetime import date

from chat.words import capital
from cyclogram.absences import absent
from cyclogram.intents import Add, Cancel, Intent, When
from cyclogram.lemmas import nominative
from cyclogram.normal import plain
from cyclogram.phrases import Ask, read
from cyclogram.plan import PlanRow
from cyclogram.school_year import SchoolYear
from cyclogram.sentence_dates import LEAST_WORTH, NOT_YET_A_DATE, aimless, stretches, with_days, without
from cyclogram.sentence_handover import answering, hand_over
from cyclogram.sentence_moves import move, row_meant
from cyclogram.sentence_people import parted, taken_out
from cyclogram.sentence_words import Deed, clean, deed_of, is_talk, let_somebody, pronouns

_EXTENDS = re.compile(r"\bпродл", re.IGNORECASE)
_APPOINTS = re.compile(r"\bназнач", re.IGNORECASE)
_OUTPUT = re.compile(
    r"[,;.]?\s*(?<!\w)(?:итог|результат|на выходе|выход|форма)\s*[:—–-]\s*(?P<words>[^,;.]+)", re.IGNORECASE
)
_DECISION = re.compile(r"[,;.]?\s*(?<!\w)(?:управленческое\s+)?решение\s*[:—–-]\s*(?P<words>.+)$", re.IGNORECASE)


def said(
    text: str, year: SchoolYear, rows: Sequence[PlanRow], positions: Sequence[str], today: date | None = None
) -> Intent | None:
    """What a message asks to do to these rows; None where it is no sentence about the plan. Never raises.

    With `today` also «на пятницу» and «завтра» are days.
    """
    sentence = clean(text)
    if not sentence or absent(sentence):
        return None
    if today is not None:
        sentence = with_days(sentence, year, today)
    if (intent := answering(sentence, year, rows, positions)) is not None:
        return intent
    if (let := let_somebody(sentence)) is not None:
        return _add(f"{let[1]} ; {let[0]}", year, positions, told=True)
    deed, rest = deed_of(sentence)
    if not any(char.isalpha() for char in rest) or (deed and pronouns(rest)):
        return None
    return _asked(deed, sentence, rest, year, rows, positions)


def _asked(
    deed: Deed | None,
    sentence: str,
    rest: str,
    year: SchoolYear,
    rows: Sequence[PlanRow],
    positions: Sequence[str],
) -> Intent | None:
    match deed:
        case Deed.MOVE:
            return move(rest, year, rows, extends=bool(_EXTENDS.search(sentence)))
        case Deed.CANCEL:
            return Cancel(row_meant(rest, year, rows))
        case Deed.HAND_OVER:
            return hand_over(rest, year, rows, positions) or _add(rest, year, positions, told=True, handed=True)
        case Deed.ADD:
            handed = hand_over(rest, year, rows, positions) if _APPOINTS.search(sentence) else None
            return handed if handed and handed.taker.said else _add(rest, year, positions, told=True)
        case None:
            return _add(rest, year, positions, told=False)


# -- a new row


def _add(rest: str, year: SchoolYear, positions: Sequence[str], *, told: bool, handed: bool = False) -> Add | None:
    output, rest = _marked(_OUTPUT, rest)
    decision, rest = _marked(_DECISION, rest)
    dated = next((one for one in stretches(rest, year) if one.worth >= LEAST_WORTH and not one.is_old), None)
    left = without(rest, dated) if dated else rest
    what, people = parted(left, positions)
    if handed and not people:  # «поручить психологу диагностику до 1 марта»
        what, taker = taken_out(what, positions)
        people = (taker,) if taker else ()
    when = When(aimless(dated.phrase)) if dated else When()
    if not dated:
        when, what = _not_yet_dated(what, year)
    if not told and (not dated or not what or is_talk(what)):
        return None
    if told:
        what = nominative(what, "accs")
    return Add(capital(what.strip(" ,.;:—–-")), when, people, output, decision) if what or people else None


def _marked(form: re.Pattern[str], text: str) -> tuple[str, str]:
    found = form.search(text)
    if not found:
        return "", text
    return found["words"].strip(" .,;"), f"{text[: found.start()]}, {text[found.end() :]}".strip(" ,;")


def _not_yet_dated(what: str, year: SchoolYear) -> tuple[When, str]:
    """«после педсовета»: no date yet, but the very thing the next question is about."""
    pieces = [piece.strip() for piece in what.split(", ")]
    for piece in pieces[1:]:
        if re.match(r"(?:до|после|по|перед|за|при|с)\s", plain(piece)):
            asked = read(piece, year)
            if isinstance(asked, Ask) and asked.why in NOT_YET_A_DATE:
                return When(piece), ", ".join(one for one in pieces if one != piece)
    return When(), what
