"""What schools write, and the object of the tree it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.object_match import best, match
from cyclogram.objects import nodes


@pytest.mark.parametrize(
    ("words", "node"),
    [
        ("Организация горячего питания", "social_infrastructure"),
        ("Проверка сайта школы", "site_informativeness"),
        ("Адаптация пятиклассников", "personal_results"),
        ("Всероссийские проверочные работы", "subject_results"),
        ("ВПР", "subject_results"),
        ("Административные контрольные работы за полугодие", "subject_results"),
        ("Проверка электронных журналов", "current_control_system"),
        ("Кадровые условия", "staffing"),
        ("Инструктажи по охране труда", "environment_safety"),
        ("Соответствие рабочих программ ФГОС и ФОП", "programme_organisation"),
        ("Диагностика функциональной грамотности", "metasubject_results"),
        ("Удовлетворённость родителей качеством образования", "satisfaction_parents"),
        ("Анкетирование учителей", "satisfaction_teachers"),
        ("Опрос обучающихся", "satisfaction_students"),
        ("Отчёт о результатах самообследования", "self_evaluation_access"),
        ("Работа библиотеки", "effective_resources"),
        ("Внеурочная деятельность", "upbringing_potential"),
        ("Обучение детей с ОВЗ", "special_needs_opportunities"),
        ("Работа с родителями детей с ОВЗ", "special_needs_parents"),
        ("Работа наставников с молодыми педагогами", "mentoring_effectiveness"),
        ("Повышение квалификации педагогов", "staff_training"),
        ("Аттестация педагогических работников", "qualification_categories"),
        ("Смотр учебных кабинетов", "specialised_classrooms"),
        ("Объективность выставления отметок", "mark_correlation"),
        ("Профилактика буллинга", "environment_safety"),
        ("Посещение уроков", "effective_technologies"),
        ("Рассмотрение жалоб", "complaints_and_orders"),
        ("Качество результатов", "results"),
        ("цифровая образовательная среда", "digital_environment"),
    ],
)
def test_what_schools_write(words: str, node: str) -> None:
    assert match(words)[0][0] == node
    assert best("", words, "") == node


@pytest.mark.parametrize(
    "words", ["", "Совещание", "Представить результаты на педсовете", "Подготовить приказ", "Линейка 1 сентября", "123"]
)
def test_words_that_name_no_object_get_none(words: str) -> None:
    assert best("", words, "") == ""


def test_every_title_of_the_tree_finds_itself() -> None:
    lost = [node.title for node in nodes().values() if node.id not in dict(match(node.title))]
    assert lost in ([], ["др."])


def test_a_section_alone_decides_nothing_but_helps_to_choose() -> None:
    assert best("", "Опрос", "Удовлетворённость родителей") == ""
    assert best("Питание", "Анкетирование родителей", "Удовлетворённость родителей") == "satisfaction_parents"


@given(st.text(max_size=60))
def test_no_words_make_it_stumble(words: str) -> None:
    fits = [fit for _, fit in match(words)]
    assert fits == sorted(fits, reverse=True)
    assert all(0 < fit <= 1 for fit in fits)
