"""Why a phrase is no date yet, and the question that would make it one."""

import re
from collections.abc import Mapping
from enum import Enum


class Why(Enum):
    """Why a phrase is no date yet."""

    EMPTY = "empty"
    EVENT = "event"
    SCHEDULE = "schedule"
    NEED = "need"
    CYCLE = "cycle"
    MONTH = "month"
    PERIOD = "period"
    OPEN_END = "open_end"
    WHICH_TERM = "which_term"
    ONCE_A_YEAR = "once_a_year"
    UNSURE = "unsure"
    TOO_OFTEN = "too_often"
    WEEKDAY = "weekday"
    BACKWARDS = "backwards"
    FAR = "far"
    UNKNOWN = "unknown"


_EVENTS = (
    r"\bпосле\b|до следующ|по факту|проведени|поступлени|анализ|событи|педсовет|совещани|по мере|при следующ"
    r"|\bпо (оконч|итог|результат)|завершени|экзамен|впр|процедур|дней до|перед|результат|при (при[её]м|поступ|переход)"
    r"|при \w+ии\b|аттестаци|проверк|изучени|\bчерез\b|дневный|за (\d+|недел|месяц|день|дв|три|пять|десять)\w*"
    r"|в течение (\d+|недел|дн|суток|дв|тр|пяти|десяти)|\bд(ень|ню|ня) \w|звон(ок|к)|\bнов(ый|ому|ого) год"
    r"|\b(период|врем|начал|накануне|ход)\w* .*(гиа|егэ|огэ|праздник)"
)
_FROM_TO = re.compile(
    r"(?<![\d.])(\d{1,2})(?:-?го)?(?: ?- ?| по | до )(\d{1,2})(?:-?[ео]е)? "
    r"(?:январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
)
"""«с 5 по 3 октября»: days of one month."""
_REASONS = tuple(
    (re.compile(form), why)
    for form, why in (
        (r"раза? в (\d+|два|три|четыре|пять|шесть|двух|трех|несколько) (год|лет)|\bцикл(а|у|ы|ов|ом)?\b", Why.CYCLE),
        (r"([2-9]|два|три|четыре|пять) ?-?\w* раз|\d ?- ?\d раза?|несколько раз|дважды|трижды", Why.TOO_OFTEN),
        (r"необходим|требован|запрос|потребн|обращени|внеплан", Why.NEED),
        (r"\bднев|за \w+ (недел|дн|месяц)\w* до|через (\w+ )?(недел|месяц|дн)", Why.EVENT),
        (r"циклограмм|приказ|график|план|распис|утвержд|установленн|положени", Why.SCHEDULE),
        (_EVENTS, Why.EVENT),
        (r"триместр|четверт|полугод|модул", Why.WHICH_TERM),
        (r"текущ|данн|\b(этот|это) (период|месяц|год)|^(в )?20\d\d( год\w*| г)?\.?$", Why.PERIOD),
        (r"^(с|со|начиная с) ", Why.OPEN_END),
        (r"месяц|\bнедел|декад|числ", Why.MONTH),
        (r"\bпериод", Why.PERIOD),
        (r"понедельник|вторник|\bсред[уыеа]\b|четверг|пятниц|суббот|воскресень", Why.WEEKDAY),
    )
)  # fmt: skip

QUESTIONS: Mapping[Why, str] = {
    Why.EMPTY: "Срок не указан. Когда это нужно сделать?",
    Why.EVENT: "Срок зависит от события. Какого числа это будет?",
    Why.SCHEDULE: "Срок задан другим документом. Какая там дата?",
    Why.NEED: "Дата заранее не известна. Назначить день или оставить без напоминаний?",
    Why.CYCLE: "Это бывает не каждый год. Нужно ли в этом году, и когда?",
    Why.MONTH: "В каком месяце это будет?",
    Why.PERIOD: "О каком периоде речь? Напишите даты.",
    Why.OPEN_END: "Начало понятно. А до какого числа?",
    Why.WHICH_TERM: "О каком периоде речь: первом, втором или всех?",
    Why.ONCE_A_YEAR: "Раз в год. А в каком месяце?",
    Why.UNSURE: "Так ли поняты даты?",
    Why.TOO_OFTEN: "Это бывает несколько раз. Когда именно? Напишите числа, дни недели или месяцы.",
    Why.WEEKDAY: "Это каждую неделю или один раз? Напишите «каждую пятницу» или число.",
    Why.BACKWARDS: "Конец раньше начала. С какого и по какое число это на самом деле?",
    Why.FAR: "Год очень далёкий: наверное, это опечатка. Напишите срок ещё раз.",
    Why.UNKNOWN: "Срок понять не получилось. Напишите его датой, например «до 15 марта».",
}


def reason(normal: str) -> Why:
    """Why the grammar could not read these words (see `normal.plain`)."""
    words = normal.rstrip(" .,;")
    if any(int(first) > int(last) for first, last in _FROM_TO.findall(words)):
        return Why.BACKWARDS
    return next((why for form, why in _REASONS if form.search(words)), Why.UNKNOWN)
