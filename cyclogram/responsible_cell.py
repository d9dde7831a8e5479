"""How one cell of responsible people comes apart: by lines, by signs, by «совместно с», or by nothing at all."""

import re
from functools import lru_cache

from cyclogram.lemmas import is_dictionary_form, nominative
from cyclogram.names import names
from cyclogram.normal import plain, tidy
from cyclogram.role_words import CLASS, COMPANIONS, HEADS, MODIFIERS

MAX_CELL = 8000
"""Characters of a cell that are read: more people than a school has."""

_NEAR = 120
"""Characters to either side of a sign that tell what it means."""

_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERING = re.compile(r"^\d{1,2}[.)]\s+(?=\D)")
_TOGETHER = re.compile(
    r",?\s*(?<!\w)(?:совместно с|вместе с|при участии|при поддержке|с участием|с привлечением|с помощью)о?\s+",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"[,;/+&|]|(?<=\s)и/или(?=\s)|\s+и(?=\s)|\s+а также(?=\s)|\s+[-–—]\s+(?=[А-ЯЁ])|\.\s+(?=[А-ЯЁ][а-яё]{3})"
)
_CLASSES_BEFORE = re.compile(rf"(?:{CLASS})$")
_CLASSES_AFTER = re.compile(rf"^(?:{CLASS})")
_PARTS = r"(?:УВР|УР|ВР|НМР|МР|АХЧ|АХР|ИКТ|БЖ|ОБЖ)"
_PARTS_BEFORE = re.compile(rf"\b{_PARTS}$")
_PARTS_AFTER = re.compile(rf"^(?:по\s+)?{_PARTS}\b")
_TEACHERS = re.compile(r"(?:^|\s)(?:учител|преподават|рук\w*\.?\s+ш?мо|кафедр)\w*", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:\b(?:зам|кл|класс|соц|пед|рук|отв|мед|ст|и\.\s?о|дир|пред)\.?|\b(?:по|за|и|с|для|при|ш?мо)|[,\-–—/]"
    r"|\b[а-яё]+(?:ый|ий|ая|ые|ие))$", re.IGNORECASE
)  # fmt: skip
_FULL_NAME = re.compile(r"(?<!\S)([А-ЯЁ][а-яё-]+)\s*\n\s*([А-ЯЁ][а-яё]+)\s+([А-ЯЁ][а-яё]+(?:вич|вна|ична))(?!\S)")
_TOKEN = re.compile(r"[^\s,;]+")
_WORD = re.compile(r"[^\s.]+\.?")
_HOLDING = frozenset({"по", "за", "и", "с", "для", "при", "от", "-", "к"})
_WITH_COMPANION = frozenset({"педагог", "педагоги", "учитель", "учителя", "преподаватель", "пед", "социальный"})
_GOVERNING = re.compile(
    r"рук|руков|руководител[ьи]|предс|пред|председател[ьи]|зав|член(?:ы)?|секретар[ьи]|зам|заместитель|помощник|куратор(?:ы)?"
    r"|отв|ш?мо|и|о|ио|врио|советник"
)
_GOVERNED = frozenset({"мо", "шмо", "учителя", "кафедра", "комиссия", "группа", "совет"})
_plain = lru_cache(maxsize=4096)(plain)
"""The same few words stand in most cells."""

_SEPARATOR = "\x1f"
"""Stands where one person ends and the next begins, until the cell comes apart."""


def parts(cell: str) -> list[str]:
    """The people and positions of a cell, in order, as written; the same one may come twice."""
    unwrapped = re.sub(r"^\s*\(([^()]*)\)\s*$", r"\1", cell[:MAX_CELL].strip())
    found: list[str] = []
    for piece in _lines_joined(unwrapped).split(_SEPARATOR):
        others = _TOGETHER.split(tidy(piece))
        signed = [
            *_by_signs(others[0]),
            *(nominative(one) for other in others[1:] for one in _by_signs(other, oblique=True)),
        ]
        found.extend(
            clean for one in _names_with_positions(signed) for part in _run_together(one) if (clean := trimmed(part))
        )
    return found


@lru_cache(maxsize=4096)
def begins_position(word: str) -> bool:
    """Whether a word is the head of a position: «завуч», «кл. рук.», «комиссия»."""
    return bool(HEADS.fullmatch(_plain(word).strip(".,;:()")))


# -- lines


def _lines_joined(cell: str) -> str:
    """One line where a narrow column broke a position in two, a separator where a new one begins."""
    joined = ""
    for raw in _FULL_NAME.sub(r"\1 \2 \3", cell).splitlines():
        line = _NUMBERING.sub("", tidy(raw).strip(" •-–—"))
        if not line:
            continue
        tail = joined[-_NEAR:]
        broken = re.search(r"[а-яё]-$", tail)
        if broken and line[0].islower():
            kept = "-" if begins_position(tail.rstrip("-").split()[-1]) else ""
            joined = joined.rstrip("-") + kept + line
        elif joined and _continues(tail, line):
            joined = f"{joined} {line}"
        else:
            joined = f"{joined}{_SEPARATOR}{line}" if joined else line
        joined += "-" if raw.rstrip().endswith(("-", "\xad")) and not joined.endswith("-") else ""
    return joined


def _continues(before: str, line: str) -> bool:
    first = line.split(maxsplit=1)[0]
    if _plain(first) in _GOVERNED and _GOVERNING.fullmatch(_plain(before.rsplit(maxsplit=1)[-1]).strip(".")):
        return True  # «Руководители / ШМО»
    if first[0].islower() and _only_name(before.rsplit(_SEPARATOR, maxsplit=1)[-1]) and _lower_role(line):
        return True  # a name, and beneath it what she is
    if begins_position(first) and not re.search(r"[,;]$", before):
        return bool(_GOES_ON.search(before)) and not re.search(r"\b(?:ш?мо|[а-яё]+ий)$", before, re.IGNORECASE)
    if _GOES_ON.search(before):
        return True
    return first[0].islower() or first.strip(".,").isupper() or first[0] in "(0123456789"


# -- signs


def _by_signs(text: str, *, oblique: bool = False) -> list[str]:
    hidden = [found.span() for found in _BRACKETS.finditer(text)]
    found: list[str] = []
    begun = 0

    def ahead(sign: re.Match[str]) -> str:
        after = text[sign.end() : sign.end() + _NEAR].lstrip()
        return nominative(after) if oblique else after

    for sign in _SIGN.finditer(text):
        inside = any(start <= sign.start() < end for start, end in hidden)
        if inside or _binds(text[max(begun, sign.start() - _NEAR) : sign.start()], ahead(sign), sign[0].strip()):
            continue
        found.append(text[begun : sign.start()])
        begun = sign.end()
    return [*found, text[begun:]]


def _binds(before: str, after: str, sign: str) -> bool:
    """Whether this sign joins one position together instead of separating two."""
    if sign == ";":
        return False
    before = before.rstrip()
    if sign in {"-", "–", "—"}:
        return not begins_position(after.split(maxsplit=1)[0])
    if sign == ".":
        return bool(re.search(r"\b[А-ЯЁ]$|(?<![а-яё])[а-яё]{1,4}$", before)) or not _begins_somebody(after)
    if sign == "и" and not _begins_somebody(after):
        return True  # «учителя русского языка и литературы»
    ahead = re.split(r"[,;]", after, maxsplit=1)[0]
    if _CLASSES_BEFORE.search(before) and _CLASSES_AFTER.match(ahead):
        return True
    if _PARTS_BEFORE.search(before) and _PARTS_AFTER.match(after):
        return True
    return sign == "," and bool(_TEACHERS.search(before)) and _is_another_subject(ahead)


def _begins_somebody(text: str) -> bool:
    """Whether a person or a position begins here."""
    tokens = _TOKEN.findall(text)[:4]
    for token in tokens:
        if begins_position(token):
            return True
        if not MODIFIERS.fullmatch(_plain(token).strip(".")):
            break
    named = names(text[:80])
    return bool(named) and named[0].start == 0


def _is_another_subject(ahead: str) -> bool:
    """«учителя русского языка, литературы»: what follows the comma still hangs on the teachers."""
    first = next(iter(_TOKEN.findall(ahead)), "")
    if not first or _begins_somebody(ahead):
        return False
    return first.isupper() or (first[0].islower() and not is_dictionary_form(_plain(first).strip(".")))


def _names_with_positions(signed: list[str]) -> list[str]:
    """«Белова С.Н.», «зам. директора по АХЧ» belong together: a name, then one person's role in lower case."""
    joined: list[str] = []
    for part in (clean for one in signed if (clean := one.strip(" ,;"))):
        more_classes = joined and part[:1].isdigit() and "кл" in joined[-1].lower()
        if (joined and _only_name(joined[-1]) and _lower_role(part)) or more_classes:
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def _only_name(text: str) -> bool:
    found = names(text)
    return len(found) == 1 and not (text[: found[0].start] + text[found[0].end :]).strip(" .,")


def _lower_role(text: str) -> bool:
    first = text.split(maxsplit=1)[0]
    plural = re.match(r"(?:учителя|педагоги|\w+(?:ые|ие)\b|все\b)", text)
    return first[:1].islower() and not plural


# -- nothing at all


def _run_together(text: str) -> list[str]:
    """«Зам. директора по УВР Педагог-психолог Классные руководители»: a new head or a second name begins a new one."""
    masked = _BRACKETS.sub(lambda found: " " * len(found[0]), text)
    named = names(masked)
    tokens = list(_WORD.finditer(masked))
    cuts = [0]
    role, name = False, False
    for index, token in enumerate(tokens):
        here = next((one for one in named if one.start <= token.start() < one.end), None)
        if here is not None:
            if here.start == token.start():
                if name:
                    cuts.append(here.start)
                    role = False
                name = True
        elif (start := _head_start(tokens, index)) is not None:
            if role and start > cuts[-1]:
                cuts.append(start)
                name = False
            role = True
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _head_start(tokens: list[re.Match[str]], index: int) -> int | None:
    """Where the position begins whose head this token is, with the adjectives in front; None: it begins none."""
    word = _bare(tokens[index])
    first = index
    while first and MODIFIERS.fullmatch(_bare(tokens[first - 1])):
        first -= 1
    before = _bare(tokens[first - 1]) if first else ""
    if not HEADS.fullmatch(word) or before in _HOLDING:
        return None
    if index and _bare(tokens[index - 1]) in _WITH_COMPANION and COMPANIONS.fullmatch(word):
        return None
    if _GOVERNING.fullmatch(before) and (word in _GOVERNED or tokens[index][0].endswith(".")):
        return None
    return tokens[first].start()


def _bare(token: re.Match[str]) -> str:
    return _plain(token[0]).strip(".,;:")


def trimmed(part: str) -> str:
    """Without signs around it; a final dot stays with an abbreviation only."""
    clean = part.strip(" ,;:") if part.strip(" .,;:") else ""
    return clean[:-1] if re.search(r"[А-ЯЁа-яё]{5,}\.$", clean) else clean
