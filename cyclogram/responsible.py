"""Who answers for a row: one cell becomes the distinct wordings in it, and two wordings the same position or not."""

import re

from cyclogram.normal import plain, tidy

MAX_WORDING = 200
"""Characters of one position's name."""

_BRACKETS = re.compile(r"\([^()]*\)")
_CLASSES_AROUND = (
    re.compile(r"\d{1,2}\s?-?[А-Яа-яё]{0,2}[»\"]?$"),
    re.compile(r"^[«\"]?\d{1,2}\s?-?[А-Яа-яё]{0,2}(?![А-Яа-яё])"),
)
_SPLIT = re.compile(r"[,;/\n+&]|\s+и\s+")
_PARTS = (re.compile(r"\b(?:УВР|УР|ВР|НМР|АХЧ|АХР|ИКТ)$"), re.compile(r"^(?:УВР|УР|ВР|НМР|АХЧ|АХР|ИКТ)\b"))
_FULL_NAME = re.compile(r"^[А-ЯЁ][а-яё-]+\s+(?:[А-ЯЁ]\.\s?){1,2}$|^(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё-]+$")
_ROLE = re.compile(
    r"(директор|зам|завуч|завхоз|завед|учител|педагог|психолог|кл\b|кл\.|класс|рук|соц|методист|отв|админ|комисси|библиотек"
    r"|совет|член|предс|пред\.|тьютор|куратор|врач|медсест|медицин|логопед|дефектолог|организатор|рабоч|шмо|мо\b|родител"
    r"|специалист|настав|секретар|воспитател|тренер|началь|преподават|инженер|бухгалт|группа|все\b|оператор|координат"
    r"|[а-я]+\s+(?:[а-я]\.\s?){1,2}$|(?:[а-я]\.\s?){1,2}[а-я]+$)"
)
_NUMBERING = re.compile(r"^\d{1,2}[.)]\s+(?=\D)")
_SHORT = (
    (re.compile(r"\bзам(?:ест)?\b"), "заместитель"),
    (re.compile(r"\bдир\b"), "директора"),
    (re.compile(r"\bкл\b(?= рук)"), "классный"),
    (re.compile(r"\bрук\b|\bруков\b"), "руководитель"),
    (re.compile(r"\bсоц\b"), "социальный"),
    (re.compile(r"\bпед\b"), "педагог"),
    (re.compile(r"\bотв\b"), "ответственный"),
    (re.compile(r"\bпред\b"), "председатель"),
    (re.compile(r"\bадм\b"), "администрация"),
    (re.compile(r"\bсоцпедагог"), "социальный педагог"),
    (re.compile(r"\bклассн\w* руководител\w*"), "классный руководитель"),
    (re.compile(r"\bзаместител\w* директор\w*|\bзаместитель(?= по )"), "заместитель директора"),
    (re.compile(r"\bруководител\w*"), "руководитель"),
    (re.compile(r"\bучител\w*"), "учитель"),
    (re.compile(r"\bпсихолог\w*"), "психолог"),
    (re.compile(r"\bадминистратор\w*"), "администратор"),
    (re.compile(r"\bклассов\b|\bкласса\b|\bклассы\b|\bкл\b"), "классов"),
)


def wordings(cell: str) -> tuple[str, ...]:
    """The distinct people or positions of one cell, as written, in order.

    «Кл. руководители 1, 5, 10 классов; психолог» are two: a comma inside a list of classes separates nobody, nor do
    brackets, nor the comma between a name and its position («Белова С.Н., зам. директора по АХЧ» is one).
    """
    lines = [_NUMBERING.sub("", line.strip(" \t•-–—")) for line in cell.splitlines()]
    parts = _split(tidy("; ".join(line for line in lines if line)))
    found: dict[str, str] = {}
    for part in _names_with_positions(parts):
        if any(char.isalpha() for char in part):
            found.setdefault(same(part), part[:MAX_WORDING].rstrip())
    return tuple(found.values())


def same(wording: str) -> str:
    """One form for wordings of the same position: case, dots, spaces and usual abbreviations do not matter."""
    text = plain(wording[: 2 * MAX_WORDING])
    text = re.sub(r"([а-я])\.(?=[а-я])", r"\1. ", text).replace(".", " ")
    text = re.sub(r"\s*-\s*", "-", text)
    text = " ".join(text.split())
    for form, full in _SHORT:
        text = form.sub(full, text)
    return " ".join(text.replace("-", " ").replace(" ,", ",").split())[:MAX_WORDING]


def _split(text: str) -> list[str]:
    hidden = [found.span() for found in _BRACKETS.finditer(text)]
    parts: list[str] = []
    begun = 0
    for found in _SPLIT.finditer(text):
        inside = any(start <= found.start() < end for start, end in hidden)
        if inside or _binds(text[begun : found.start()], text[found.end() :].lstrip(), found[0].strip()):
            continue
        parts.append(text[begun : found.start()])
        begun = found.end()
    parts.append(text[begun:])
    return [clean for part in parts if (clean := part.strip(" .,;:").strip() and part.strip(" ,;:"))]


def _binds(before: str, after: str, sign: str) -> bool:
    """Whether this sign joins one position together instead of separating two."""
    if sign == ";":
        return False
    if sign == "и" and not _ROLE.match(plain(after)):
        return True  # «учителя русского языка и литературы»
    ahead = after.split(",", maxsplit=1)[0].split(";", maxsplit=1)[0]
    if _CLASSES_AROUND[0].search(before.rstrip()) and _CLASSES_AROUND[1].match(ahead):
        return True
    return bool(_PARTS[0].search(before.rstrip()) and _PARTS[1].match(after))


def _names_with_positions(parts: list[str]) -> list[str]:
    """«Белова С.Н.», «зам. директора по АХЧ» belong together: a name, then a role in lower case."""
    joined: list[str] = []
    for part in parts:
        named = joined and _FULL_NAME.match(joined[-1]) and part[:1].islower()
        more_classes = joined and part[:1].isdigit() and "кл" in joined[-1].lower()
        if named or more_classes:
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined
