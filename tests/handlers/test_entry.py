"""Coming in by a code: nothing is stored before somebody agrees, and what is stored is what they agreed to."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from chat.events import Address
from storage.codes import DRAWERS
from storage.people import Audience, Membership, Purpose, Role
from storage.tables import addresses, codes, consents, fillings, handled, memberships, outbox, people, wrong_codes
from storage.work import Work
from surveys.definition import builtin
from tests.desk import Desk

EVERYTHING = (people, addresses, consents, memberships, handled)
FORGED = (
    "agree",
    "consent",
    "consent.w1.more",
    "agree.surveys.1",
    "agree.surveys.1.AAAAAAAAAA",
    "agree.surveys.1.w1",
    "agree.surveys.1.w99999999999999999999",
    "consent.w1",
    "invited.AAAAAAAAAA",
    "connect.AAAAAAAAAA",
    "join.AAAAAAAAAA",
    "withdraw.surveys",
    "withdraw.everything",
    "erase",
    "held.1",
    "joined",
    "device",
    "elsewhere.AAAAAAAAAA",
    "begin.1",
    "filling.1",
    "finish.x",
    "answer.1.q.99999999999999999999",
    "preview.1",
    "answer.p-1-1.q.1",
)


def test_a_stranger_reads_who_asks_and_why_and_nothing_is_stored(desk: Desk) -> None:
    desk.wave()
    guest = desk.guest("mum").start(desk.code())
    assert "Вас спрашивает Школа № 0" in guest.text
    guest.press("Начать")
    assert guest.text.startswith("Согласие на участие в опросах")
    assert [desk.rows(table) for table in EVERYTHING] == [0] * len(EVERYTHING)


def test_refusing_leaves_no_trace(desk: Desk) -> None:
    guest = desk.guest("mum").start(desk.code()).press("Не согласен(на)")
    assert "ничего не сохранили" in guest.text
    assert [desk.rows(table) for table in EVERYTHING] == [0] * len(EVERYTHING)


def test_agreeing_remembers_the_consent_and_the_class_and_begins(desk: Desk) -> None:
    desk.wave()
    guest = desk.guest("mum").agree(desk.code())
    assert guest.text.startswith("Вопрос 1 из ")
    assert [desk.rows(table) for table in EVERYTHING] == [1, 1, 1, 1, 1]
    with desk.engine.begin() as connection:
        assert connection.execute(select(consents.c.purpose, consents.c.version)).one() == ("surveys", "1")
        assert connection.execute(select(codes.c.used)).scalar_one() == 1


def test_without_a_running_wave_an_invitation_is_promised(desk: Desk) -> None:
    guest = desk.guest("mum").agree(desk.code())
    assert "Сейчас опроса нет" in guest.text
    assert "родители 5А" in guest.text


def test_an_agreement_pressed_twice_counts_once(desk: Desk) -> None:
    guest = desk.guest("mum").start(desk.code())
    yes = guest.buttons["Согласен(на)"]
    guest.send(yes).send(yes)
    assert desk.rows(people) == desk.rows(memberships) == 1
    with desk.engine.begin() as connection:
        assert connection.execute(select(codes.c.used)).scalar_one() == 1


def test_an_older_text_of_the_consent_is_not_agreed_to(desk: Desk) -> None:
    guest = desk.guest("mum").start(desk.code())
    guest.send(guest.buttons["Согласен(на)"].replace(".1.", ".0."))
    assert guest.text.startswith("Согласие")
    assert desk.rows(people) == 0


@pytest.mark.parametrize("typed", ["AAAAAAAAAA", "2345-67892A", "нет такого"], ids=["unknown", "dashed", "words"])
def test_a_wrong_code_is_one_clear_sentence(desk: Desk, typed: str) -> None:
    guest = desk.guest("mum").start(typed)
    assert guest.text.startswith("Такой код не подходит")
    assert desk.rows(people) == 0


def test_a_code_typed_by_hand_opens_as_well(desk: Desk) -> None:
    code = desk.code()
    assert desk.guest("mum").type(f" {code[:5].lower()}-{code[5:]} ").text.startswith("Согласие")


def test_a_revoked_code_opens_nothing(desk: Desk) -> None:
    code = desk.code()
    desk.write(lambda work: work.codes.revoke(code))
    assert "отозвали" in desk.guest("mum").start(code).text


def test_a_code_revoked_while_its_consent_is_read_lets_nobody_in(desk: Desk) -> None:
    code = desk.code()
    guest = desk.guest("mum").start(code)
    desk.write(lambda work: work.codes.revoke(code))
    assert "отозвали" in guest.press("Согласен(на)").text
    assert desk.rows(people) == 0


def test_a_full_code_says_so_to_everybody_but_those_it_let_in(desk: Desk) -> None:
    code = desk.code(cap=1)
    late = desk.guest("late").start(code)
    first = desk.guest("first").agree(code)
    assert late.press("Согласен(на)").text.startswith("По этому коду уже вошли все")
    assert desk.guest("later").start(code).text.startswith("По этому коду уже вошли все")
    assert "Сейчас опроса нет" in first.start(code).text
    assert desk.rows(people) == 1


def test_too_many_wrong_codes_close_the_door_for_an_hour(desk: Desk) -> None:
    code, guest = desk.code(), desk.guest("mallory")
    for _ in range(10):
        guest.start("AAAAAAAAAA")
    assert guest.start(code).text.startswith("Слишком много неверных кодов")
    assert desk.guest("mum").start(code).text.startswith("Согласие")
    desk.later(hours=1)
    assert guest.start(code).text.startswith("Согласие")
    assert desk.rows(wrong_codes) == 1  # and it names nobody


def test_a_crowd_of_browsers_shuts_no_other_messenger_out(desk: Desk) -> None:
    def shelves(work: Work) -> list[int]:
        drawers = [
            work.codes._drawer(Address(name, f"{n}"))[0] for name in ("web", "telegram", "vk") for n in range(50)
        ]
        return [drawer // DRAWERS for drawer in drawers]

    found = desk.write(shelves)
    assert len({*found[:50]}) == len({*found[50:100]}) == len({*found[100:]}) == 1
    assert len({*found}) == 3


def test_somebody_known_joins_another_class_without_a_second_consent(desk: Desk) -> None:
    guest = desk.guest("mum").agree(desk.code("5А"))
    guest.start(desk.code("5Б"))
    assert "родители 5А; родители 5Б" in guest.text
    assert desk.rows(people) == desk.rows(consents) == 1
    assert desk.rows(memberships) == 2


def test_a_code_for_an_administrator_works_once(desk: Desk) -> None:
    code = desk.write(lambda work: work.codes.for_admin().code)
    deputy = desk.guest("deputy").start(code)
    assert "Сводка" in deputy.buttons
    assert desk.guest("mallory").start(code).text.startswith("Такой код не подходит")
    assert desk.write(lambda work: len(work.people.with_role(Role.ADMIN))) == 1


def test_a_position_asks_its_own_consent_and_is_held_after_it(desk: Desk) -> None:
    position = desk.write(lambda work: work.positions.of("Руководитель ШМО"))
    code = desk.write(lambda work: work.codes.for_position(position).code)
    guest = desk.guest("teacher").start(code)
    assert guest.text.startswith("Согласие на напоминания")
    assert desk.rows(people) == 0
    guest.press("Согласен(на)")
    assert "Руководитель ШМО" in guest.text
    with desk.engine.begin() as connection:
        assert connection.execute(select(consents.c.purpose)).scalars().all() == ["reminders"]


def test_one_consent_does_not_stand_for_the_other(desk: Desk) -> None:
    position = desk.write(lambda work: work.positions.of("Руководитель ШМО"))
    guest = desk.guest("teacher").agree(desk.write(lambda work: work.codes.for_position(position).code))
    assert guest.start(desk.code("", Audience.TEACHERS)).text.startswith("Согласие на участие в опросах")


def test_a_strangers_forged_button_does_nothing(desk: Desk) -> None:
    desk.wave()
    for forged in FORGED:
        assert desk.guest("mallory").send(forged).screen, forged
        assert [desk.rows(table) for table in EVERYTHING] == [0] * len(EVERYTHING), forged


def test_a_messenger_for_staff_lets_no_family_in(desk: Desk) -> None:
    assert "только сотрудникам" in desk.guest("mum", "staffroom").start(desk.code()).text
    teachers = desk.code("", Audience.TEACHERS)
    assert desk.guest("teacher", "staffroom").start(teachers).text.startswith("Согласие")
    parent = desk.guest("mum").agree(desk.code()).send("device")
    elsewhere = desk.guest("mum", "staffroom").start(parent.screen.text.plain.split("\n")[3] if parent.screen else "")
    assert "только сотрудникам" in elsewhere.text


def test_the_consent_of_one_kind_of_code_is_not_given_for_another(desk: Desk) -> None:
    code = desk.code()
    guest = desk.guest("mum").send(f"agree.reminders.1.{code}")
    assert guest.text.startswith("Здравствуйте")
    assert desk.rows(people) == 0


def test_who_comes_in_before_a_started_wave_begins_is_invited_on_its_first_day(desk: Desk) -> None:
    def soon(work: Work) -> None:
        opens = desk.today() + timedelta(days=2)
        wave_id = work.waves.make(builtin()[Audience.PARENTS], Audience.PARENTS, ("5А",), opens, opens)
        assert work.waves.start(wave_id, desk.today())

    desk.write(soon)
    assert "пришлём приглашение сюда" in desk.guest("mum").agree(desk.code()).text
    assert "пришлём приглашение сюда" in desk.guest("dad").agree(desk.code()).text
    with desk.engine.begin() as connection:
        due = connection.execute(select(outbox.c.due_at).where(outbox.c.kind == "invitation")).scalars().all()
    assert due == [desk.moment + timedelta(days=2)] * 2


def test_members_are_who_agreed(desk: Desk) -> None:
    desk.guest("mum").agree(desk.code())
    known = desk.write(lambda work: work.people.memberships(work.people.members(Audience.PARENTS, ["5А"])[0][0]))
    assert known == [Membership(Audience.PARENTS, "5А")]


def test_a_family_that_came_before_a_messenger_became_the_staffs_answers_elsewhere(desk: Desk) -> None:
    wave_id = desk.wave(audience=Audience.PARENTS)
    guest = desk.guest("mum", "staffroom")

    def came(work: Work) -> None:
        person = work.people.add(guest.address)
        work.people.consent(person.id, Purpose.SURVEYS, "1")
        work.people.join(person.id, Membership(Audience.PARENTS, "5А"))

    desk.write(came)
    assert "только сотрудникам" in guest.send(f"begin.{wave_id}.0").text
    assert desk.rows(fillings) == 0
