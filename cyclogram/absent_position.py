"""«Психолог в отпуске до 15 марта»: whose absence an administrator speaks of."""

import re
from collections.abc import Sequence

from cyclogram.intents import Somebody
from cyclogram.sentence_people import somebody

_WHO = re.compile(
    r"^\s*(?P<who>[^\d]{2,80}?)\s*[—–,:-]?\s*"
    r"(?=\b(?:в отпуске?|на больнич|бол(?:еет|ен)|заболел|отсутств|уезжает|уехал|в командировк|на курсах|не будет"
    r"|нет (?:до|с)\b|со? \d|до \d|по \d))",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:за|вместо) (?:него|нее|неё|них)\b", re.IGNORECASE)
_ONESELF = re.compile(r"\b(?:я|меня|мне|мой|моя)\b|^(?:буду|ухожу|уезжаю|болею)\b", re.IGNORECASE)


def tells_of_somebody(text: str, positions: Sequence[str]) -> bool:
    """«Методиста не будет до пятницы», and not «педсовета не будет»: whoever is named answers for something."""
    text = " ".join(text.split())
    found = _WHO.match(text)
    if found is None or not re.match(r"(?:не будет|нет)\b", text[found.end() :].lstrip(), re.IGNORECASE):
        return False
    who = somebody(found["who"], positions)
    return bool(who.position) and not who.new


def absent_position(text: str, positions: Sequence[str]) -> tuple[Somebody, str]:
    """Who is away, nobody for the speaker, and the rest of what was said as they would say it themselves."""
    text = " ".join(text.split())  # runs of spaces would be tried one by one, in vain
    found = _WHO.match(text)
    if found is None or _ONESELF.search(found["who"]):
        return Somebody(), text
    who = somebody(found["who"], positions)
    if not (who.position or who.among):
        return Somebody(), text
    return who, _INSTEAD.sub("за меня", text[found.end("who") :])
