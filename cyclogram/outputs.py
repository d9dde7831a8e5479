"""What a row promises as its output, taken apart into forms one can press: справка, приказ, протокол."""

import re

from chat.words import capital
from cyclogram.normal import plain, tidy

MOST = 4
_APART = re.compile(r"[,;/\n•]|\s+и\s+(?=[а-яё])|\.\s+(?=[А-ЯЁ])")
_FORMS = re.compile(
    r"\b(справк|приказ|протокол|отч[её]т|анализ|план|карт|чек-?лист|журнал|решени|распоряжени|информаци|таблиц|график"
    r"|рекомендаци|акт\b|сводк|сведени|диаграмм|мониторинг|аналитич|характеристик|программ|презентаци|доклад|ведомост)"
)


def forms(output: str) -> tuple[str, ...]:
    """At most four documents a cell names; where it names none, whatever it says."""
    parts = [words for part in _APART.split(tidy(output)) if any(map(str.isalpha, words := part.strip(" .,;:–—-")))]
    named = [words for words in parts if _FORMS.search(plain(words))]
    return tuple(dict.fromkeys(map(capital, named or parts)))[:MOST]
