"""A small plan the sentences of the tests speak about, and an intent told in one line."""

from cyclogram.files import Sheet
from cyclogram.intents import Add, Away, Cancel, HandOver, Intent, Move, Somebody, When
from cyclogram.school_year import school_year
from cyclogram.table import read_plan

YEAR = school_year(2026)
PLAN = read_plan(
    [
        Sheet(
            "Л",
            (
                ("Мероприятие", "Объект", "Сроки", "Ответственный"),
                ("ВПР", "Качество результатов", "с 15 марта по 20 мая", "Организатор ВПР"),
                ("Проверка журналов", "Процесс", "до 25 октября, до 25 декабря", "Зам. директора по УВР"),
                ("Адаптация 5 классов", "Процесс", "октябрь", "Педагог-психолог"),
                ("Опрос родителей", "Удовлетворённость", "с 5 по 16 октября", "Администратор ВСОКО"),
                ("Опрос обучающихся", "Удовлетворённость", "1–12 марта", "Администратор ВСОКО"),
                ("Классно-обобщающий контроль 9 классов", "Процесс", "ноябрь", "Директор, зам. директора по ВР"),
                ("Осмотр кабинетов", "Условия", "до 20 января", "Белова С.Н., зам. директора по АХЧ"),
                ("Справка о посещаемости", "Процесс", "каждую пятницу", "Соц. педагог"),
                ("Семинар «Формирующее оценивание»", "Кадры", "2 неделя ноября", "Методист"),
                ("Контрольный обед", "Питание", "до 13 ноября", "Комиссия по питанию"),
            ),
        )
    ],
    YEAR,
)
ROWS = PLAN.rows
POSITIONS = PLAN.positions
NUMBERS = {row.where: row.number for row in ROWS}


def in_line(intent: Intent | None) -> str:
    """«добавить: Справка | до 15 марта | Соц. педагог»; `?` stands before what is to be asked."""
    match intent:
        case Add(what, when, people, output, decision):
            parts = [what or "?", _when(when), ", ".join(map(_who, people)) or "?"]
            return f"добавить: {' | '.join(parts)}" + "".join(f" | {one}" for one in (output, decision) if one)
        case Move(row, when, old, extends):
            was = f" с {old.phrase}" if old.phrase else ""
            return f"{'продлить' if extends else 'перенести'}: {_row(row.where, row.among)}{was} → {_when(when)}"
        case Cancel(row):
            return f"отменить: {_row(row.where, row.among)}"
        case HandOver(taker, row, giver, everything):
            mine = f"все от {_who(giver)}" if everything else _row(row.where, row.among)
            instead = f" вместо {_who(giver)}" if giver.said and not everything else ""
            return f"передать: {mine}{instead} → {_who(taker)}"
        case Away(start, until, substitute):
            who = _who(substitute) if substitute.said else "—"
            return f"{start:%d.%m.%y}–{f'{until:%d.%m.%y}' if until else '?'}, {who}"
        case None:
            return "—"


def _row(where: str, among: tuple[str, ...]) -> str:
    return str(NUMBERS[where]) if where else "?" + " ".join(str(NUMBERS[one]) for one in among)


def _when(when: When) -> str:
    if when.shift or when.months:
        return f"{when.shift:+} дн." if when.shift else f"{when.months:+} мес."
    return when.phrase or "?"


def _who(one: Somebody) -> str:
    if one.position:
        return f"{one.position} (новая)" if one.new else one.position
    return f"?{one.said}" + "".join(f" / {other}" for other in one.among)
