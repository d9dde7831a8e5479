"""Going on in another messenger: one person, one draft, one vote."""

from dataclasses import replace

from sqlalchemy import select

from cyclogram.plan import Due, PlanRow, ReadPlan
from cyclogram.presets import Preset
from cyclogram.spans import DAY, one_day
from scheduler.planner import look_ahead
from storage.outbox import Sent
from storage.people import Role
from storage.policies import Scope
from storage.tables import addresses, ballots, codes, fillings, participations, people, web_messages
from storage.work import Work
from tests.desk import FACTS, PARENTS, Desk, Guest

AGREE = "Полностью согласен(на)"
SHORT = replace(PARENTS, statements=PARENTS.statements[:3])


def code_of(guest: Guest) -> str:
    """The one-time code a chat shows."""
    guest.type("/device")
    return guest.text.split("код:\n")[1].split("\n")[0]


def test_a_draft_goes_on_where_it_stood(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    first = desk.guest("mum").agree(desk.code()).answer(AGREE)
    second = desk.guest("mum", "vk").start(code_of(first))
    assert second.text.startswith("Это вы попросили код?")
    assert desk.rows(addresses) == 1
    second.press("Да, это мой код")
    assert second.text.startswith("Вопрос 2 из 3")
    assert desk.rows(people) == desk.rows(fillings) == 1
    second.answer(AGREE, AGREE, "Пропустить").press("Завершить")
    assert first.send("home").text.endswith("Когда появятся, я напишу.")
    assert desk.rows(ballots) == 1


def test_the_other_chat_is_led_to_the_thanks(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    first = desk.guest("mum").agree(desk.code())
    old = first.buttons[AGREE]
    second = desk.guest("mum", "vk").start(code_of(first)).press("Да, это мой код")
    first.press("В начало").press("Продолжить опрос: 5А")
    second.fill(SHORT).press("Завершить")
    assert first.send(old).text.startswith("Спасибо, ответ принят!")


def test_the_code_works_once_and_for_a_quarter_of_an_hour(desk: Desk) -> None:
    guest = desk.guest("mum").agree(desk.code())
    used = code_of(guest)
    desk.guest("mum", "vk").start(used).press("Да, это мой код")
    assert desk.guest("mallory").start(used).text.startswith("Такой код не подходит")
    late = code_of(guest)
    desk.later(minutes=16)
    assert desk.guest("mum", "web").start(late).text.startswith("Такой код не подходит")


def test_a_new_code_ends_the_one_before(desk: Desk) -> None:
    guest = desk.guest("mum").agree(desk.code())
    first, second = code_of(guest), code_of(guest)
    assert desk.guest("mum", "vk").start(first).text.startswith("Такой код не подходит")
    assert desk.guest("mum", "vk").start(second).text.startswith("Это вы попросили код?")
    assert desk.rows(codes) == 2


def test_saying_no_joins_nothing(desk: Desk) -> None:
    guest = desk.guest("mum").agree(desk.code())
    assert desk.guest("other", "vk").start(code_of(guest)).press("Нет").text.startswith("Здравствуйте")
    assert desk.rows(addresses) == 1


def test_two_people_who_are_one_answer_once(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    here, there = desk.guest("mum").agree(desk.code()), desk.guest("mum", "vk").agree(desk.code())
    there.fill(SHORT).press("Завершить")
    here.answer(AGREE)
    there.start(code_of(here)).press("Да, это мой код")
    assert desk.rows(people) == desk.rows(participations) == desk.rows(ballots) == 1
    assert desk.rows(fillings) == 0
    assert here.send("begin.1").text.startswith("Вы уже ответили")


def test_of_two_drafts_the_longer_stays(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    here, there = desk.guest("mum").agree(desk.code()), desk.guest("mum", "vk").agree(desk.code())
    there.answer(AGREE, AGREE)
    here.answer("Пропустить")
    there.start(code_of(here)).press("Да, это мой код")
    assert there.text.startswith("Вопрос 3 из 3")
    assert desk.rows(fillings) == 1
    assert here.send("home").press("Продолжить опрос: 5А").text.startswith("Вопрос 3 из 3")


def test_nothing_of_a_dropped_draft_stays_in_a_mailbox(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    here, there = desk.guest("mum").agree(desk.code()), desk.guest("mum", "web").agree(desk.code())
    with desk.engine.begin() as connection:
        connection.execute(web_messages.insert().values(address="mum", ref="1", seq=1, screen={}, fleeting=True))
    here.fill(SHORT).press("Завершить")
    there.start(code_of(here)).press("Да, это мой код")
    assert desk.rows(web_messages) == 0


def test_rights_are_never_given_away_with_a_code(desk: Desk) -> None:
    mallory = desk.guest("mallory").agree(desk.code())
    deputy = desk.admin().start(code_of(mallory)).press("Да, это мой код")
    assert deputy.text.startswith("Здесь вы администратор")
    assert desk.rows(people) == 2


def test_an_administrator_takes_her_rights_along(desk: Desk) -> None:
    deputy = desk.admin()
    elsewhere = desk.guest("deputy", "vk").agree(desk.code())
    elsewhere.start(code_of(deputy)).press("Да, это мой код")
    assert "Сводка" in elsewhere.buttons
    assert desk.write(lambda work: len(work.people.with_role(Role.ADMIN))) == 1
    with desk.engine.begin() as connection:
        assert len(set(connection.execute(select(addresses.c.person_id)).scalars())) == 1


def test_what_was_said_in_one_chat_is_not_said_again_in_the_other(desk: Desk) -> None:
    due = (Due(one_day(desk.today() + DAY), "", 1.0),)
    row = PlanRow("A1", 1, "Справка", responsible=("Завуч",), deadlines=due)
    deputy, elsewhere = desk.guest("deputy").agree(desk.code()), desk.guest("deputy", "vk").agree(desk.code())

    def reminded(work: Work) -> None:
        here = work.people.at(elsewhere.address)
        assert here
        work.plans.enforce(work.plans.add(ReadPlan((row,)), "план.xlsx"))
        work.positions.hold(work.positions.of("Завуч"), here.id)
        work.policies.put(Scope.PERSON, here.id, Preset.CLOSE)
        look_ahead(work, FACTS.policy)
        work.outbox.mark([one.id for one in work.outbox.with_state(Sent.DUE)], Sent.SENT)

    desk.write(reminded)
    elsewhere.start(code_of(deputy)).press("Да, это мой код")
    assert desk.write(lambda work: work.school.get("planned")) == ""
    desk.write(lambda work: look_ahead(work, FACTS.policy))
    assert desk.write(lambda work: work.outbox.with_state(Sent.DUE)) == []
    into = desk.write(lambda work: work.people.at(deputy.address)).id
    assert desk.write(lambda work: work.policies.get(Scope.PERSON, into)) is Preset.CLOSE


def test_ones_own_code_opened_in_the_same_chat_joins_nothing(desk: Desk) -> None:
    guest = desk.guest("mum").agree(desk.code())
    assert guest.start(code_of(guest)).text.startswith("Школа № 0")
    assert desk.rows(people) == 1


def test_a_stranger_gets_no_code(desk: Desk) -> None:
    assert desk.guest("mallory").type("/device").text.startswith("Здравствуйте")
    assert desk.rows(codes) == 0
