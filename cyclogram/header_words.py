"""What schools call the columns of a plan: the words of a header and the field they name."""

import re
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache

from cyclogram.normal import plain


class Field(Enum):
    """What a column holds.

    CLASS columns take ticks. Every cell of an EACH column is a deadline, every cell of a THING column a thing to do.
    """

    NUMBER = "number"
    STAGE = "stage"
    WHAT = "what"
    SECTION = "section"
    OBJECT = "object"
    SUBJECTS = "subjects"
    BASIS = "basis"
    PROCEDURE = "procedure"
    TOOL = "tool"
    DEADLINE = "deadline"
    FREQUENCY = "frequency"
    MONTH = "month"
    WEEK = "week"
    RESPONSIBLE = "responsible"
    TEACHER = "teacher"
    OUTPUT = "output"
    DECISION = "decision"
    MARK = "mark"
    LEVEL = "level"
    NOTES = "notes"
    TIME = "time"
    CLASS = "class"
    EACH = "each"
    THING = "thing"
    OTHER = "other"


_NUMBER = re.compile(r"^(?:#|n|no|номер|п[/\\]п|пп)(?:[\s./\\пn#]|строки|пункта)*$")

_WHOLE = tuple(
    (re.compile(rf"(?:{form})"), field)
    for form, field in (
        (r"(наименование|название|перечень|список)( (раздел|направлен|блок)\w*).*", Field.SECTION),
        (
            (r"(наименование|название)( (мероприят|работ|процедур|дел|вопрос|контрол|монитор|опрос"
            r"|документ)\w*)*"),
            Field.WHAT,
        ),
        (r"(план|вид|виды|содержание|формы и виды) (работ|деятельност|мероприят)\w*.*", Field.WHAT),
        (r"итогов\w* (контрол|работ|диагностик|срез|тест|аттестаци)\w*", Field.OTHER),
        (r"(вид|форма|тип|наименование|подтвержда\w*|итогов\w*|отчетн\w*)( итогов\w*)? документ\w*.*", Field.OUTPUT),
        (r"документ\w*,? (по (итогам|результатам)|на выходе|фиксирующ|подтверждающ|отражающ).*", Field.OUTPUT),
        (r"форма (фиксации|завершения|обобщения|отчетности|оформления)\b.*", Field.OUTPUT),
        (r"((контрольно|диагностико)?-?(оценочн|измерительн|диагностическ)\w* )материал\w*.*", Field.TOOL),
        (r"(обучающиеся|учащиеся|ученики|дети|родители|воспитанники|целевая группа|потребители)\b.*", Field.SUBJECTS),
        (r"деятельность|виды деятельности", Field.WHAT),
        (r"содержание|содержание\b(?!.*(результат|решен)).*", Field.WHAT),
        (
            (r"(цел|комментар|замечан|подпис|роспис|телефон|кабинет|источник|финанс"
            r"|ресурс|срок (хран|действ)).*"),
            Field.OTHER,
        ),
        (r"(фио|ф\. ?и\. ?о\.?|фамили\w+.*|должност\w*)", Field.OTHER),
        (r"месяц|месяцы|учебный месяц|календарный месяц|месяц проведения", Field.MONTH),
        (r"недел\w*|учебная недел\w*|# недели|номер недели|недел\w* месяца", Field.WEEK),
        (r"(число|числа|день|дни|(день|дни) недели|(учебная )?четверть|полугодие|триместр|квартал)", Field.DEADLINE),
        (r"(с|по|от|до)", Field.OTHER),
        (r"примечан.*", Field.NOTES),
        (
            (r"(учител|педагог|преподавател|классный руковод"
            r"|кл ?\.? ?рук)\w*\.?(,? ?-? ?предметник)?(?! год).*"),
            Field.TEACHER,
        ),
        (r"уровень образ.*|уровень обуч.*|ступень.*", Field.SUBJECTS),
        (r"(приняты|принимаем|управленческ|корректир|предупре)\w* (мер|действ|мероприят)\w*.*", Field.DECISION),
        (r"мер[аы] по (итогам|результатам)\b.*", Field.DECISION),
        (
            (r"(показател|индикатор|критери|уров|степен|процент|%)\w* (готовн|выполнен|исполнен"
            r"|достижен)\w*.*"),
            Field.MARK,
        ),
    )
)  # fmt: skip

_DECISIVE = tuple(
    (field, re.compile(rf"\b(?:{stems})"))
    for field, stems in (
        (Field.MARK, r"факт|отметк|отм\b|статус|реализован|готовн|исполнено\b|сделано\b"),
        (Field.MARK, r"ход\w* (?:реализац|выполн|исполн)"),
        (Field.DEADLINE, r"^(?:план\w* |примерн\w* |календарн\w* )?(?:срок|дат[аы]\b|период\b)"),
        (Field.RESPONSIBLE, r"^(?:отв\w*|исполнител\w*|исполн\b|исп\b|кто|кем|кому поруч\w*)"),
        (Field.MARK, r"^(?:о )?(?:выполнен|исполнени|ход (?:выполн|исполн))"),
        (Field.DECISION, r"решени|рекомендаци|коррекци"),
        (
            Field.OUTPUT,
            (r"отчет|представл|предоставл|предъявл|рассматр|рассмотр|заслуш|слуша|подвед|форма результат|обсужд"
            r"|где\b|куда\b|кому\b|справк|протокол"),
        ),
        (Field.DEADLINE, r"срок"),
        (Field.FREQUENCY, r"период(?:ич|\.)|частот|кратност|регулярност|как часто"),
        (
            Field.DEADLINE,
            (r"дат(?:а|ы|у)?\b|дедлайн|период|время\b|времен|когда|начало\b|начала\b|окончани[ея]\b"
            r"|завершени[ея]\b|график\b"),
        ),
        (
            Field.RESPONSIBLE,
            (r"отв(?!ет\b|еты|етов)|исполнител|исполн\b|исп\b|кто\b|кем\b|куратор|должностн"
            r"|организатор|проверяющ|контролирующ|контролер|провер\w+ лиц"),
        ),
    )
)  # fmt: skip

_BY_FIRST_WORD = tuple(
    (field, re.compile(rf"(?:{stems})"))
    for field, stems in (
        (Field.LEVEL, r"уровен|уровн"),
        (Field.STAGE, r"этап|шаг"),
        (
            Field.WHAT,
            (r"мероприят|мер[аы]\b|содержан|вопрос|тема|темы|тематик|что\b|дел[оа]\b|действи|задач"
            r"|событи|работ[аы]?\b|проверк"),
        ),
        (Field.SECTION, r"направлен|раздел|блок|модул|компонент|подсистем|сфер|област|аспект|лини[яи]\b"),
        (
            Field.OBJECT,
            (r"объект|показател|критери|недостат|выявлен|проблем|дефицит|предмет|дисциплин|индикатор"
            r"|параметр|несоответств|нарушен"),
        ),
        (
            Field.SUBJECTS,
            (r"субъект|класс|групп|привлека|охват|участник|категори|контингент|параллел|респондент"
            r"|аудитор|адресат|кого\b"),
        ),
        (Field.OUTPUT, r"результат|выход|итог|продукт|приказ"),
        (Field.BASIS, r"акт|документ|локальн|нормативн|основани|лна\b|нпа\b|регламент"),
        (Field.TOOL, r"инструмент|методик|средств|ким\b|кимы\b|диагностическ|измерит"),
        (Field.PROCEDURE, r"процедур|форм|метод|вид\b|виды\b|тип\b|способ|технологи|монитор"),
    )
)  # fmt: skip

_TYPED = {
    "мероприятие": Field.WHAT,
    "мероприятия": Field.WHAT,
    "содержание": Field.WHAT,
    "сроки": Field.DEADLINE,
    "ответственный": Field.RESPONSIBLE,
    "ответственные": Field.RESPONSIBLE,
    "исполнитель": Field.RESPONSIBLE,
    "исполнители": Field.RESPONSIBLE,
    "периодичность": Field.FREQUENCY,
    "результат": Field.OUTPUT,
    "инструментарий": Field.TOOL,
    "процедура": Field.PROCEDURE,
    "направление": Field.SECTION,
    "показатель": Field.OBJECT,
    "показатели": Field.OBJECT,
    "критерии": Field.OBJECT,
    "субъекты": Field.SUBJECTS,
    "решение": Field.DECISION,
    "примечание": Field.NOTES,
}
_BROKEN = re.compile(r"(?<=[а-яё])[-\u00ad\u2010] ?\n ?(?=[а-яё])")
_LATIN_ONLY = re.compile(r"(?<![a-z])[aceopxykmtbh]{2,}(?![a-z])")
_TO_RUSSIAN = str.maketrans("aceopxykmtbh", "асеорхукмтвн")
_WORD = re.compile(r"[а-яa-z]+")


@lru_cache(maxsize=2048)
def field_of(header: str) -> Field | None:
    """The field a header names; stems count at word starts only, so «факт» is no «акт». None: no such word."""
    text = _spelled(header)
    if _NUMBER.match(text):
        return Field.NUMBER
    found = _named(text) or _named(text.replace(" ", "")) or _mistyped(text)
    return None if found is Field.OTHER else found


def _spelled(header: str) -> str:
    text = plain(_BROKEN.sub("", header.lower()).replace("№", "# ")).strip(" .:;")
    text = _LATIN_ONLY.sub(lambda found: found[0].translate(_TO_RUSSIAN), text)
    letters = text.split()
    return "".join(letters) if len(letters) > 3 and all(len(one) == 1 for one in letters) else text


def _named(text: str) -> Field | None:
    for form, field in _WHOLE:
        if form.fullmatch(text):
            return field
    for field, form in _DECISIVE:
        if form.search(text):
            return field
    for word in _WORD.findall(text):
        for field, form in _BY_FIRST_WORD:
            if form.match(word):
                return field
    return None


def _mistyped(text: str) -> Field | None:
    """«Меропиятие», «Отвецтвенный»: one letter astray in a long word."""
    for word in _WORD.findall(text):
        if len(word) >= 5 and (close := get_close_matches(word, _TYPED, 1, 0.8)):
            return _TYPED[close[0]]
    return None
