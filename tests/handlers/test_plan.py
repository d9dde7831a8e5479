"""The plan in the chat: a file is read, shown, asked about, put in force; and nobody but an admin gets near it."""

from dataclasses import dataclass
from datetime import date

import pytest

from chat.events import File, FileSent
from handlers.crafts import CRAFTS
from handlers.results import job_done
from storage.plans import PlanState
from storage.tables import deadlines, jobs, plan_rows, plans
from storage.work import Work
from tests.desk import FACTS, Desk, Guest

TABLE = """№;Мероприятие;Срок;Ответственный
1;Анализ входных контрольных работ;до 2 декабря;Завуч
2;Анкетирование родителей;декабрь;Психолог
3;Справка о кружках;по графику;Завуч
4;Проверка журналов;15 января;
5;Самообследование;до 20 апреля;директор
"""
FORGED = (
    "plan",
    "plan_ok",
    "plan_ok.1",
    "plan_no.1",
    "plan_page.0.1",
    "plan_page.x.1",
    "plan_ask.1",
    "plan_yes.1.1",
    "plan_skip.1.1",
    "plan_people",
    "plan_invite.1",
    "plan_stored.1",
    "plan_question.1.1",
    "plan_dropped",
    "file_refused.other",
)


@dataclass(slots=True)
class Office:
    """The deputy head at her desk, and the workshop behind it."""

    desk: Desk
    deputy: Guest

    def send(self, who: Guest, name: str = "план.csv", size: int = 0) -> Guest:
        return who._did(FileSent(File("f1", name, size)))

    def work(self, content: str, job_id: int = 1) -> None:
        """The worker reads the file, the front desk is told."""

        def read(work: Work) -> None:
            job = work.jobs.get(job_id)
            assert job
            result, _ = CRAFTS[job.kind](content.encode("utf-8-sig"), job.args)
            work.jobs.finish(job_id, failed=False, result=result)

        self.desk.write(read)
        shown = self.desk.write(lambda work: job_done(work, job_id, FACTS))
        assert shown.place == self.deputy.address
        self.deputy.screen = shown.screen

    def read(self, content: str = TABLE) -> Guest:
        """Send a table and see what was understood."""
        self.send(self.deputy)
        assert self.deputy.text == "Читаю файл…"
        self.work(content, self.desk.rows(jobs))
        return self.deputy


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk, desk.admin())


def test_from_a_file_to_a_plan_in_force(office: Office) -> None:
    deputy = office.read()
    assert deputy.text.startswith("Прочитано 5 строк: 4 с датами")
    assert "план!C4" in deputy.text  # each question names its cell
    assert office.desk.rows(plan_rows) == 0  # nothing is stored before she agrees
    deputy.press("Принять план")
    assert deputy.text.startswith("План принят.")
    assert "Завуч — " in deputy.text  # with an invitation
    assert office.desk.rows(plan_rows) == 5
    stored = office.desk.write(lambda work: work.plans.in_force())
    assert stored.state is PlanState.IN_FORCE
    assert [one.wording for one in office.desk.write(lambda work: work.positions.in_force())] == [
        "Завуч",
        "Психолог",
        "директор",
    ]


def test_next_years_plan_waits_beside_the_one_that_runs(office: Office) -> None:
    deputy = office.read().press("Принять план")
    office.read("План ВСОКО на 2027/28 учебный год\n" + TABLE.replace("Проверка журналов", "Адаптация 1 классов"))
    deputy.press("Принять план").type("/plan")
    assert "Проверка журналов" in deputy.press("Строки плана").text
    assert "Полнота плана" in deputy.send("check").text
    deputy.type("/plan").press("План на 2027/28")
    assert "План на 2027/28 учебный год" in deputy.text
    deputy.press("Строки плана")
    assert "Строки плана на 2027/28" in deputy.text
    assert "Адаптация 1 классов" in deputy.text
    assert "2 декабря 2027 года" in deputy.press("1").text
    deputy.type("/plan").press("Файлы и отчёт")
    assert next(iter(deputy.buttons)) == "Циклограмма 2026-27: Excel"


def test_questions_are_answered_one_by_one(office: Office) -> None:
    deputy = office.read().press("Ответить на вопросы (2)")
    assert "Справка о кружках" in deputy.text
    deputy.type("абракадабра")
    assert "Пока не понимаю" in deputy.text
    deputy.type("до 15 декабря")
    assert "Проверка журналов" in deputy.text
    deputy.type("Завуч, директор")
    assert deputy.text.startswith("Прочитано 5 строк: 5 с датами, вопросов нет")
    deputy.press("Принять план")
    assert office.desk.rows(deadlines) == 5
    due = office.desk.write(lambda work: {one.what: one.end for one in work.deadlines.open()})
    assert due["Справка о кружках"] == date(2026, 12, 15)


def test_a_question_answered_after_the_plan_is_in_force_makes_a_deadline(office: Office) -> None:
    deputy = office.read().press("Принять план")
    before = office.desk.write(lambda work: {one.id for one in work.deadlines.open()})
    deputy.type("/plan").press("Ответить на вопросы (2)").type("20 декабря")
    after = office.desk.write(lambda work: {one.id: one for one in work.deadlines.open()})
    (new,) = after.keys() - before
    assert (after[new].what, after[new].end) == ("Справка о кружках", date(2026, 12, 20))
    assert before < after.keys()  # what was there is the same as before
    assert office.desk.write(lambda work: work.school.get("planned")) == ""


def test_a_row_may_stay_without_what_is_missing(office: Office) -> None:
    deputy = office.read().press("Ответить на вопросы (2)").press("Оставить без срока")
    deputy.press("Оставить без человека")
    assert "вопросов нет" in deputy.text
    assert "5 строк" in deputy.text


def test_a_button_beneath_an_older_plan_never_touches_a_newer_one(office: Office) -> None:
    deputy = office.read()
    old = deputy.buttons["Принять план"]
    office.read("№;Мероприятие;Срок;Ответственный\n1;Другое;до 2 декабря;Завуч\n").press("Принять план")
    deputy.send(old)
    assert office.desk.rows(plan_rows) == 1
    (only,) = office.desk.write(lambda work: work.deadlines.open())
    assert only.what == "Другое"


def test_a_declined_plan_is_forgotten(office: Office) -> None:
    deputy = office.read().press("Отменить")
    assert deputy.text.startswith("План не сохранён.")
    assert office.desk.rows(plans) == 0
    assert "Плана пока нет" in deputy.type("план").text


def test_a_plan_put_aside_waits_for_a_decision(office: Office) -> None:
    deputy = office.read()
    deputy.type("/start")
    deputy.press("План и сроки").press("Прочитанный план ждёт решения")
    assert "Принять план" in deputy.buttons


def test_positions_and_their_invitations(office: Office) -> None:
    deputy = office.read().press("Принять план").press("Должности и приглашения")
    assert "1. Завуч — пока никого" in deputy.text
    deputy.press("2")
    assert "Психолог" in deputy.text


def test_a_table_that_is_no_plan_says_why(office: Office) -> None:
    deputy = office.read("Фамилия;Оценка\nПетров;5\n")
    assert deputy.text.startswith("Строк плана не нашлось")
    assert office.desk.rows(plans) == 0


@pytest.mark.parametrize(
    "name, size, expected",
    [
        pytest.param("план.pptx", 0, "Такой файл не прочитаю", id="another kind"),
        pytest.param("план.xlsx", 10_000_001, "Файл больше 10 МБ", id="too big"),
        pytest.param("", 0, "Такой файл не прочитаю", id="no name at all"),
    ],
)
def test_a_file_that_is_not_read_gets_one_sentence(office: Office, name: str, size: int, expected: str) -> None:
    assert office.send(office.deputy, name, size).text.startswith(expected)
    assert office.desk.rows(jobs) == 0


def test_nobody_else_may_send_one(office: Office) -> None:
    stranger = office.send(office.desk.guest("stranger"))
    assert stranger.text == "Файлы принимаю только от администратора ВСОКО."
    parent = office.desk.guest("mum").agree(office.desk.code())
    assert office.send(parent).text == "Файлы принимаю только от администратора ВСОКО."
    assert office.desk.rows(jobs) == 0


def test_somebody_who_is_no_admin_any_more_does_not_see_what_was_read(office: Office) -> None:
    office.send(office.deputy)
    office.desk.write(lambda work: work.people.revoke(1, "admin"))
    office.work(TABLE)
    assert office.deputy.text == "Файлы принимаю только от администратора ВСОКО."
    assert office.desk.rows(plans) == 0


@pytest.mark.parametrize("pressed", FORGED)
def test_a_forged_button_does_nothing(desk: Desk, pressed: str) -> None:
    office = Office(desk, desk.admin())
    office.read()
    parent = desk.guest("mum").agree(desk.code())
    here = parent.text
    assert parent.send(pressed).text == here
    assert desk.guest("stranger").send(pressed).text.startswith("Здравствуйте!")
    assert desk.rows(plans) == 1
    assert desk.write(lambda work: work.plans.in_force()) is None


def test_the_file_travels_as_it_came(office: Office) -> None:
    office.send(office.deputy, "Циклограмма.XLSX", 5)
    job = office.desk.write(lambda work: work.jobs.get(1))
    assert job.args == {
        "file": {"id": "f1", "name": "Циклограмма.XLSX", "size": 5, "caption": ""},
        "name": "Циклограмма.XLSX",
        "year": 2026,
        "changes": {},
        "following": {},
    }
    assert job.place == office.deputy.address


SECTIONS = (
    ("Локальный акт", "Положение  о ВСОКО", "Локальный акт: Положение о ВСОКО"),
    ("Инструмент", "чек-лист", "Инструмент: чек-лист"),
    ("Инструмент", "нет", "Инструмент: не указано"),
    ("Уровень", "региональная", "Уровень: региональный"),
    ("Уровень", "галактический", "Сейчас: региональный"),
    ("Субъекты", "педагоги", "Субъекты: педагоги"),
)


def test_every_section_of_a_row_is_changed_in_the_chat(office: Office) -> None:
    deputy = office.read().press("Принять план").type("план").press("Строки плана").press("1")
    key = deputy.buttons["Остальные разделы"].rpartition(".")[2]
    deputy.press("Остальные разделы")
    for button, typed, shown in SECTIONS:
        deputy.press(button).type(typed)
        assert shown in deputy.text
        deputy.send(f"plan_sections.1.{key}")
    assert "Уровень: муниципальный" in deputy.press("Уровень").press("Муниципальный").text
    deputy.press("К строке")
    assert "Субъекты: педагоги" in deputy.text
    assert office.desk.write(lambda work: next(row.level for row in work.rows.in_force())) == "муниципальный"
    assert "Уровень: не указан" in deputy.press("Остальные разделы").press("Уровень").press("Не указан").text
    for forged in (f"plan_level.{key}.5.1", f"plan_edit.1.{key}.where", f"plan_level.{key}.x.1"):
        before = deputy.text
        assert deputy.send(forged).text == before


def test_an_object_is_named_in_words(office: Office) -> None:
    deputy = office.read().press("Принять план").type("план").press("Строки плана").press("1")
    deputy.press("Объект ВСОКО").press("1")  # a floor further down
    assert "социальной инфраструктурой" in deputy.type("организация питания").text
    assert "Объект: квантовая механика" in deputy.press("Объект ВСОКО").type("квантовая механика").text
    assert "Объект ВСОКО: не выбран" in deputy.text


def test_an_object_chosen_in_the_tree_outlives_the_next_file(office: Office) -> None:
    deputy = office.read().press("Принять план").type("план").press("Строки плана").press("1")
    chosen = deputy.press("Объект ВСОКО").press("1").press("Выбрать это целиком").text
    assert "всё совпадает" in office.read().text
    deputy.press("Принять план").type("план").press("Строки плана").press("1")
    assert next(one for one in chosen.split("\n") if one.startswith("Объект")) in deputy.text
