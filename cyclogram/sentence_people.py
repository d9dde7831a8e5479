"""Who is named in a sentence, and what is left of it when they are taken out."""

import re
from collections.abc import Sequence

from chat.words import capital
from cyclogram.intents import Somebody
from cyclogram.lemmas import is_verb, may_stand_in, name_in_nominative, nominative
from cyclogram.names import names
from cyclogram.normal import plain
from cyclogram.responsible import Who, same, understood, wordings
from cyclogram.responsible_cell import begins_position, trimmed
from cyclogram.responsible_match import resolve
from cyclogram.role_words import MODIFIERS
from cyclogram.sentence_dates import TAKEN

MOST_WORDS = 8
"""Words of one position."""

_ASIDE = re.compile(rf"((?:\s*[;,{TAKEN}]\s*|\s*:\s+|\s+[—–-]\s+|(?<=[а-яё]{{4}})\.\s+(?=[А-ЯЁ]))+)")
_MARKED = re.compile(r"(?<!\w)(?:отв\.?|ответственн(?:ый|ая|ые)|исполнител[ьи])\s*[:—–-]\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]+)\)")
_MARK = re.compile(
    r"^(?:ответственн(?:ый|ая|ые|ым|ого)|отв\.?|отвеча(?:ет|ют)|исполнител[ьи]|исполняет|дела(?:ет|ют)|пусть|кто)\s*(?:будет|будут)?"
    r"\s*[:—–-]?\s+(?!за\s)", re.IGNORECASE
)  # fmt: skip


def somebody(said: str, positions: Sequence[str], case: str = "") -> Somebody:
    """Who is meant among the plan's positions; words of a position it has not are a new one, others a question.

    `case` is the one the words likely stand in: "datv" after «передать».
    """
    said = trimmed(said.strip(" —–-"))
    match = resolve(said, positions)
    if match.found:
        return Somebody(said, match.found)
    if match.among:
        return Somebody(said, "", match.among)
    wording = in_nominative(said, case)
    return Somebody(said, capital(wording), new=True) if looks_like_somebody(wording) else Somebody(said)


def in_nominative(said: str, case: str = "") -> str:
    """«методисту» → «методист», «Громову А.А.» → «Громов А.А.» where the case is known: else a name keeps its form."""
    if names(said) and names(said)[0].start == 0:
        return re.sub(r"[А-ЯЁ][а-яё]+", lambda word: name_in_nominative(word[0], case), said) if case else said
    return said if begins_somebody(said) else nominative(said, case)


def looks_like_somebody(words: str) -> bool:
    """Whether these few words name a person or a position, and nothing else."""
    tokens = words.split()
    if not 0 < len(tokens) <= MOST_WORDS or any(is_verb(plain(token).strip(".,")) for token in tokens):
        return False
    if understood(words).kind is Who.PERSON:
        name = names(words)[0]
        return not words[name.end :].strip() or name.start > 0 or begins_somebody(words[name.end :].strip(" ,(—–-"))
    return begins_somebody(words)


def begins_somebody(words: str) -> bool:
    """Whether a position begins here: its head, or adjectives in front of it."""
    for token in words.split()[:3]:
        if begins_position(token):
            return True
        if not MODIFIERS.fullmatch(plain(token).strip(".")):
            return False
    return False


def parted(text: str, positions: Sequence[str]) -> tuple[str, tuple[Somebody, ...]]:
    """What is to be done, and who answers: «справка по питанию ; соцпедагог и психолог» → the справка, two people."""
    apart = _BRACKETED.sub(lambda found: f"; {found[1]};" if looks_like_somebody(found[1]) else found[0], text)
    signs, pieces = _pieces(_MARKED.sub("; отв. ", apart))
    marked = [bool(_MARK.match(piece)) for piece in pieces]
    people = [
        _people(_MARK.sub("", piece), positions, trusted=mark) for piece, mark in zip(pieces, marked, strict=True)
    ]
    if len(people) == 1 and people[0]:  # «соцпедагог справка по питанию»
        what, at_an_end = _at_an_end(pieces[0], positions)
        return (what, at_an_end) if at_an_end else ("", people[0])
    if people and all(people):  # «комиссия по питанию, директор»: something of it has to be done
        spare = next((n for n, mark in enumerate(marked) if not mark), 0)
        known = [any(not one.new for one in some) for some in people]
        if any(known) and not all(known):
            spare = known.index(False)
        people[spare] = ()
    what = "".join(f"{sign}{piece}" for sign, piece, some in zip(signs, pieces, people, strict=True) if not some)
    found = tuple(one for some in people for one in some)
    if not found and len(pieces) == 1:
        return _at_an_end(what, positions)
    return what, found


def _pieces(text: str) -> tuple[list[str], list[str]]:
    """The pieces between signs, and what joins each to the one before: a space where only a deadline stood."""
    split = _ASIDE.split(text)
    found = [("", split[0]), *zip(split[1::2], split[2::2], strict=True)]
    kept = [(sign, clean) for sign, piece in found if (clean := trimmed(piece).strip("—–- "))]
    return [" " if sign.strip() in ("", TAKEN) else ", " for sign, _ in kept], [piece for _, piece in kept]


def _people(piece: str, positions: Sequence[str], *, trusted: bool) -> tuple[Somebody, ...]:
    if (
        re.fullmatch(r"[А-ЯЁ][а-яё]{3,}", piece)
        and (surname := somebody(piece, positions)).position
        and not surname.new
    ):
        return (surname,)
    some = [in_nominative(one) if trusted else one for one in wordings(piece)]
    if not some or not all(looks_like_somebody(one) or _is_known(one, positions) for one in some):
        return ()
    return tuple(somebody(one, positions) for one in some)


def _is_known(words: str, positions: Sequence[str]) -> bool:
    form = same(words)
    return any(same(one) == form for one in positions)


def _at_an_end(text: str, positions: Sequence[str]) -> tuple[str, tuple[Somebody, ...]]:
    """«соцпедагог справка по питанию», «справка по питанию соцпедагог»: a known position with nothing beside it."""
    words = text.split()
    for size in range(min(len(words) - 1, 5), 0, -1):
        for head, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            if _is_known(" ".join(head), positions) and begins_somebody(" ".join(head)):
                return " ".join(rest), (somebody(" ".join(head), positions),)
    return text, ()


def taken_out(text: str, positions: Sequence[str]) -> tuple[str, Somebody | None]:
    """The one something is handed to, at either end of the words, in the dative: «ВПР методисту», «методисту ВПР».

    The dative counts most, then a known position, and of two known ones the longer; of unknown ones the shorter, so no
    word of the row goes to them.
    """
    words = text.split()
    best: tuple[tuple[bool, int, int, bool], str, Somebody] | None = None
    for size in range(1, min(len(words), 6) + 1):
        for head, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            phrase = " ".join(head).strip(" ,;:—–-")
            if not _may_be_somebody(phrase):
                continue
            one = somebody(phrase, positions, "datv" if _dative(head[0]) else "")
            known = bool(one.position) and not one.new
            worth = (
                _dative(head[0]),
                2 if known else bool(one.position),
                size if known else -size,
                head == words[-size:],
            )
            if (one.position or one.among) and (best is None or worth > best[0]):
                best = (worth, " ".join(rest).strip(" ,;:—–-"), one)
    if best:
        return best[1], best[2]
    if len(words) > 1 and re.fullmatch(r"[А-ЯЁ][а-яё]{3,}", words[-1]) and _dative(words[-1]):
        return " ".join(words[:-1]), Somebody(words[-1])  # «Беловой», whom the plan does not know
    return text, None


def _dative(word: str) -> bool:
    return "." in word or may_stand_in(plain(word).strip(",;:"), "datv")


def _may_be_somebody(phrase: str) -> bool:
    named = names(phrase)
    if named and named[0].start == 0:
        return named[0].end >= len(phrase) - 1
    if re.fullmatch(r"[А-ЯЁ][а-яё]{3,}", phrase):
        return True  # «Беловой»
    return begins_somebody(in_nominative(phrase))
