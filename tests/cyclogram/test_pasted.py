"""A table or a list pasted into the chat; an ordinary sentence is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.files import BadFile, pasted
from cyclogram.school_year import school_year
from cyclogram.table import read_plan

HEADER = ("Мероприятие", "Срок", "Ответственный")
LIST = ("№", *HEADER)

POINTS = {
    "dashes": ("Опрос — до 25 сентября — руководители ШМО", "Опрос", "до 25 сентября", "руководители ШМО"),
    "hyphens": ("Входные работы - сентябрь - завуч", "Входные работы", "сентябрь", "завуч"),
    "a stretch within": ("Опрос — сентябрь — октябрь — завуч", "Опрос", "сентябрь — октябрь", "завуч"),
    "commas": ("Проверка, октябрь, зам. директора по УВР", "Проверка", "октябрь", "зам. директора по УВР"),
    "semicolons": ("Опрос; раз в четверть; кл. рук. 1, 5 классов", "Опрос", "раз в четверть", "кл. рук. 1, 5 классов"),
    "tabs": ("Опрос\tмай\tпсихолог", "Опрос", "май", "психолог"),
    "signs mixed": ("Опрос — до 25 мая, психолог", "Опрос", "до 25 мая", "психолог"),
    "brackets": ("Опрос (до 25 мая, психолог)", "Опрос", "до 25 мая", "психолог"),
    "said in one breath": ("Проверить журналы до 25 мая — завуч", "Проверить журналы", "до 25 мая", "завуч"),
    "the deadline first": ("до 15 марта — справка — соцпедагог", "справка", "до 15 марта", "соцпедагог"),
    "the day first": ("05.09 Собрание", "Собрание", "05.09", ""),
    "days first": ("20-25.10 День школы - зам. директора", "День школы", "20-25.10", "зам. директора"),
    "a full stop that ends nothing": ("Опрос (до 5 мая, зам. директора)", "Опрос", "до 5 мая", "зам. директора"),
    "words before them": ("Отчёт. Срок: до 20 апреля. Отв.: директор", "Отчёт", "до 20 апреля", "директор"),
    "a name": ("Обсудить итоги — после педсовета — Белова С.Н.", "Обсудить итоги", "после педсовета", "Белова С.Н."),
    "people of any name after the deadline": ("Опрос — май — Кружок юных", "Опрос", "май", "Кружок юных"),
    "no people": ("Отчёт о питании, октябрь", "Отчёт о питании", "октябрь", ""),
    "no deadline": ("Отчёт о питании — завуч", "Отчёт о питании", "", "завуч"),
    "neither": ("Сделать школу лучше, чем была", "Сделать школу лучше, чем была", "", ""),
    "a term in the name": ("Итоги I четверти — ноябрь — Совет школы", "Итоги I четверти", "ноябрь", "Совет школы"),
}  # fmt: skip


@pytest.mark.parametrize("kind", POINTS)
def test_a_point_of_a_list(kind: str) -> None:
    words, what, deadline, who = POINTS[kind]
    (sheet,) = pasted(f"1. {words}\n2. Итоги — май — завуч") or ()
    assert sheet.rows[:2] == (LIST, ("1)", what, deadline, who))


MARKS = (
    "1. {}\n2. {}",
    "1) {}\n2) {}",
    "(1) {}\n(2) {}",
    "1.1. {}\n1.10. {}",
    "- {}\n- {}",
    "— {}\n— {}",
    "• {}\n•{}",
    "{}\n{}",
)


@pytest.mark.parametrize("marks", MARKS)
def test_marks_before_points(marks: str) -> None:
    (sheet,) = pasted(marks.format("Опрос — май — завуч", "Итоги — июнь — директор")) or ()
    assert [row[1:] for row in sheet.rows] == [HEADER, ("Опрос", "май", "завуч"), ("Итоги", "июнь", "директор")]


def test_titles_and_lines_that_go_on() -> None:
    (sheet,) = (
        pasted("План на год\nСЕНТЯБРЬ\n1. Входные\nработы — до 5\nОктябрь:\n2. Опрос родителей\nРаздел II\n3. Итоги")
        or ()
    )
    told = [
        ("План на год", ""),
        ("СЕНТЯБРЬ", ""),
        ("1)", "Входные работы"),
        ("Октябрь:", ""),
        ("2)", "Опрос родителей"),
    ]
    assert [row[:2] for row in sheet.rows[1:]] == [*told, ("Раздел II", ""), ("3)", "Итоги")]
    assert [area[0] for area in sheet.merged] == [1, 2, 4, 6]


def test_a_list_becomes_a_plan_and_none_of_its_points_is_lost() -> None:
    read = read_plan(
        pasted("1. Опрос — май — завуч\n2. СОУТ\n3. Нечто без срока\n4. ВПР — по графику") or (), school_year(2026)
    )
    assert [row.what for row in read.rows] == ["Опрос", "СОУТ", "Нечто без срока", "ВПР"]
    assert [bool(row.spans) for row in read.rows] == [True, False, False, False]
    assert all(row.questions for row in read.rows[1:])


def test_points_are_called_by_their_own_numbers() -> None:
    def named(words: str) -> list[tuple[int, str]]:
        return [(row.number, row.where) for row in read_plan(pasted(words) or (), school_year(2026)).rows]

    assert named("План\n3. Опрос — май\n\nРаздел II\n4. Итоги — июнь") == [
        (3, "Список!пункт 3"),
        (4, "Список!пункт 4"),
    ]
    assert named("- Опрос — май\n- Итоги — июнь")[1] == (2, "Список!пункт 2")
    assert named("I. Осень\n1. Опрос — май\nII. Весна\n1. Итоги — июнь")[1] == (2, "Список!пункт 2")


TABLES = {
    "from Excel": 'Мероприятие\tСрок\tОтветственный\nОпрос\tмай\t"завуч;\nпсихолог"\n\tиюнь\tдиректор\n',
    "with a lone quote": 'Мероприятие\tСрок\tОтветственный\nОпрос "\tмай\tзавуч\n\tиюнь\tдиректор\n',
    "drawn": "| Мероприятие | Срок | Ответственный |\n|---|:---:|---|\n| Опрос | май | завуч |\n| Итоги | июнь | МО |",
    "semicolons": "Мероприятие;Срок;Ответственный\nОпрос;май;завуч\nИтоги;июнь;директор",
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_table(kind: str) -> None:
    (sheet,) = pasted(TABLES[kind]) or ()
    assert sheet.rows[0] == HEADER
    assert [row[1] for row in sheet.rows[1:]] == ["май", "июнь"]
    assert len(read_plan((sheet,), school_year(2026)).rows) == 2


def test_rows_copied_without_their_header() -> None:
    (sheet,) = pasted("Опрос\tмай\tзавуч\nИтоги\tиюнь\tдиректор") or ()
    assert sheet.rows == (LIST, ("1)", "Опрос", "май", "завуч"), ("2)", "Итоги", "июнь", "директор"))


NEITHER = (
    "",
    "Добрый день! Когда будет опрос?",
    "до 15 марта справка по питанию, соцпедагог",
    "1. Опрос — май — завуч",
    "5А 27, 5Б 25\n6А 30",
    "Спасибо!\nДо завтра.",
    "Пишу; думаю\nснова пишу",
    "12.11.2026",
)


@pytest.mark.parametrize("words", NEITHER)
def test_an_ordinary_sentence_is_neither(words: str) -> None:
    assert pasted(words) is None


def test_a_list_longer_than_any_plan() -> None:
    with pytest.raises(BadFile, match="больше 5000 строк"):
        pasted("- Опрос\n" * 5_001)


@given(st.text(st.sampled_from('а1. -—;|\t\n"(:№•,мйию\x00\u2028'), max_size=120) | st.text(max_size=60))
def test_no_words_make_it_stumble(words: str) -> None:
    try:
        found = pasted(words)
    except BadFile:
        return
    assert found is None or all(any(row) for row in found[0].rows[:1])
