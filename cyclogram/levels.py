"""The level of assessment (ЕСОКО) a row belongs to, where its words leave no doubt."""

import re

from cyclogram.normal import plain

SCHOOL, DISTRICT, REGION, COUNTRY = "школьный", "муниципальный", "региональный", "федеральный"

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


def _first(forms: tuple[tuple[re.Pattern[str], str], ...], words: str) -> str:
    text = plain(words)
    return next((level for form, level in forms if form.search(text)), "")
