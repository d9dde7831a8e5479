"""Which rows of a plan are surveys the bot can run, and of whom."""

import re
from collections.abc import Mapping

from cyclogram.normal import plain
from cyclogram.plan import PlanRow

_SURVEY = re.compile(r"\b(онлайн-)?(опрос|анкет|удовлетворенност)\w*")
_WHOM: Mapping[str, re.Pattern[str]] = {
    "students": re.compile(r"\b(обучающ|учащ|учени|школьник|старшеклассник|дет(и|ей|ям)\b)"),
    "parents": re.compile(r"\b(родител|законн\w+ представител|семь|мам\b)"),
    "teachers": re.compile(r"\b(педагог(?!-психолог|\w*-)|учител|коллектив|работник|сотрудник)"),
}
_OBJECTS: Mapping[str, str] = {
    "satisfaction_students": "students",
    "satisfaction_parents": "parents",
    "satisfaction_teachers": "teachers",
}


def asked(row: PlanRow) -> tuple[str, ...]:
    """The audiences («students», «parents», «teachers») a row surveys, by its words; none where it is no survey.

    Who is asked stands in the name or among the subjects; whoever answers for the row is not among them.
    """
    told = plain(f"{row.what} {row.procedure} {row.tool} {row.object}")
    if not _SURVEY.search(told):
        return ()
    whom = plain(f"{row.what} {row.subjects} {row.object}")
    found = [audience for audience, form in _WHOM.items() if form.search(whom)]
    by_object = _OBJECTS.get(row.object_id)
    return tuple(found) or ((by_object,) if by_object else ())
