"""The level of assessment (ЕСОКО) a row belongs to, where its words leave no doubt."""

import re

from cyclogram.normal import plain

SCHOOL, DISTRICT, REGION, COUNTRY = LEVELS = ("школьный", "муниципальный", "региональный", "федеральный")
_SAID = (
    (re.compile(r"школ|внутришкол|институц"), SCHOOL),
    (re.compile(r"муницип|район|город"), DISTRICT),
    (re.compile(r"регион|област|кра[йе]|республик"), REGION),
    (re.compile(r"федер|всеросс|росси"), COUNTRY),
)

_TITLES = (
    (re.compile(r"\b(?:школьн|внутришкольн|институциональн)\w+ уров|уров\w+ (?:оо|школы)\b"), SCHOOL),
    (re.compile(r"\bмуниципальн\w+ (?:уров|оцен|монитор|процедур|диагност)"), DISTRICT),
    (re.compile(r"\bрегиональн\w+ (?:уров|оцен|монитор|процедур|диагност)"), REGION),
    (re.compile(r"\bфедеральн\w+ (?:уров|оцен|монитор|процедур)|всероссийск\w+ проверочн"), COUNTRY),
)
_BEGINS = r"^(?:проведение |участие в |участие обучающихся в |организация и проведение |написание )?"
_NAMES = (
    (re.compile(_BEGINS + r"(?:впр|нико|всероссийск\w+ проверочн|национальн\w+ исследовани|егэ|огэ|гиа)\b"), COUNTRY),
    (re.compile(_BEGINS + r"(?:рдр|ркр|региональн\w+ (?:диагност|контрол|монитор|проверочн|работ))"), REGION),
    (re.compile(_BEGINS + r"муниципальн\w+ (?:диагност|контрол|монитор|проверочн|работ)"), DISTRICT),
)


def level_of(what: str, section: str) -> str:
    """The level by the words of a row or its section; "" where they do not say: «подготовка к ВПР» is the school's."""
    for level in (_first(_NAMES, what), _first(_TITLES, section)):
        if level:
            return level
    return ""


def said_level(words: str) -> str:
    """The level somebody names in the chat; "" where they name none we know."""
    text = plain(words)
    return next((level for form, level in _SAID if form.match(text)), "")


def _first(forms: tuple[tuple[re.Pattern[str], str], ...], words: str) -> str:
    text = plain(words)
    return next((level for form, level in forms if form.search(text)), "")
