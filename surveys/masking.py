"""Free text without what leads to a person: telephone numbers, mail and page addresses."""

import re

_TELLING = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w"),
    re.compile(r"(?:https?://|www\.|t\.me/|vk\.com/)\S+", re.IGNORECASE),
    re.compile(r"(?<!\w)@\w{4,}"),
    re.compile(r"(?<!\d)\+?\d[\d\s()-]{8,}\d(?!\d)"),
)
HIDDEN = "[скрыто]"


def masked(words: str) -> str:
    """The same words on one line, with everything one could call or write to hidden."""
    for telling in _TELLING:
        words = telling.sub(HIDDEN, words)
    return " ".join(words.split())
