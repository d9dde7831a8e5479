"""Things change while somebody is in the middle of them: two hands at one thing, the ground taken away."""

from dataclasses import replace
from datetime import timedelta

from chat.events import Address
from cyclogram.plan import ReadPlan
from storage.deadlines import Deadline
from storage.outbox import Sent
from storage.people import Audience
from storage.tables import ballots, deadlines, outbox, people, plans
from storage.work import Work
from surveys.definition import builtin
from tests.desk import Desk
from tests.handlers.test_plan_deadlines import deadline, holder, plan

SHORT = replace(builtin()["parents"], statements=builtin()["parents"].statements[:2])


def test_a_wave_closed_during_the_last_look_takes_no_ballot(desk: Desk) -> None:
    wave_id = desk.wave(survey=SHORT)
    mother = desk.guest("mum").agree(desk.code()).fill(SHORT)
    hand_in = mother.buttons["Завершить"]
    desk.write(lambda work: work.closing.close(wave_id, desk.today()))
    mother.send(hand_in)
    assert "Завершить" not in mother.buttons
    assert mother.text
    assert desk.rows(ballots) == 0
    mother.type("4").send(hand_in)
    assert desk.rows(ballots) == 0


def test_a_class_taken_off_the_list_finishes_its_survey(desk: Desk) -> None:
    wave_id = desk.wave(survey=SHORT)
    mother = desk.guest("mum").agree(desk.code()).fill(SHORT)
    admin = desk.admin()
    admin.type("/classes 5А 0; родителей 5А 0")
    mother.press("Завершить")
    assert desk.rows(ballots) == 1
    admin.send(f"wave.{wave_id}")
    assert "5А" in admin.text
    admin.send(f"wave_close.{wave_id}")
    kept = desk.write(lambda work: work.waves.coverage(work.waves.get(wave_id)))
    assert [(one.class_name, one.answered, one.invited) for one in kept] == [("5А", 1, 0), ("5Б", 0, 30)]


def test_two_administrators_press_the_same(desk: Desk) -> None:
    one, other = desk.admin("one"), desk.admin("other")
    desk.write(lambda work: work.school.set_size(Audience.PARENTS, "5А", 30))
    one.send("wave_make.parents")
    (wave,) = desk.write(lambda work: work.waves.all())
    desk.write(lambda work: work.waves.walk(wave.id))
    for verb in ("wave_start", "wave_close", "wave_remind", "wave_drop"):
        for who in (one, other):
            who.send(f"{verb}.{wave.id}")
            assert who.text
    (after,) = desk.write(lambda work: work.waves.all())
    assert after.closed_on == desk.today()


def test_the_plan_is_replaced_under_somebody_closing_a_deadline(desk: Desk) -> None:
    admin = desk.admin()
    desk.write(plan)
    head = holder(desk, "head", "Завуч")
    due: Deadline = deadline(desk, "Отчёт о кружках")
    head.send(f"deadline.{due.id}")
    newer = desk.write(lambda work: work.plans.add(replace(_read(work), rows=_read(work).rows[2:]), "новый.csv"))
    for who in (admin, desk.admin("other")):
        who.send(f"plan_page.0.{newer}")
        if "Принять план" in who.buttons:
            who.press("Принять план")
    assert desk.rows(plans) == 2
    head.send(f"done.{due.id}").type("сдано")
    assert "Закрыто" not in head.text
    kept = desk.write(lambda work: work.deadlines.get(due.id))
    assert kept is None
    assert desk.rows(deadlines) == 3


def test_a_comparison_is_confirmed_only_as_it_was_seen(desk: Desk) -> None:
    desk.write(plan)
    rows = desk.write(_read).rows
    longer = ReadPlan((*rows, replace(rows[0], where="Л!A9", what="ВПР")))
    theirs, hers = desk.write(lambda work: [work.plans.add(one, "план.csv") for one in (longer, ReadPlan(rows[1:]))])
    deputy = desk.admin().send(f"plan_diff.0.{hers}")
    assert "ВПР" not in deputy.text
    desk.admin("other").send(f"plan_diff.0.{theirs}").press("Принять план")
    assert "действующий план изменился" in deputy.press("Принять план").text
    assert "− ВПР" in deputy.text
    assert "План принят." in deputy.press("Принять план").text


def _read(work: Work) -> ReadPlan:
    stored = work.plans.in_force()
    assert stored
    return stored.plan


def test_the_last_place_is_taken_once(desk: Desk) -> None:
    code = desk.code(cap=1)
    first, second = desk.guest("first").start(code), desk.guest("second").start(code)
    first.press("Согласен(на)")
    second.press("Согласен(на)")
    assert "уже вошли все" in second.text
    assert desk.rows(people) == 1


def test_somebody_leaves_while_a_message_is_on_its_way(desk: Desk) -> None:
    mother = desk.guest("mum").agree(desk.code())
    here = Address("telegram", "mum")

    def claim(work: Work) -> int:
        person = work.people.at(here)
        assert person
        work.outbox.put("x:1", "invitation", person.id, {"wave": 1})
        (message,) = work.outbox.with_state(Sent.DUE)
        assert work.outbox.claim([message.id], here)
        return message.id

    message_id = desk.write(claim)
    mother.type("/stop").press("Удалить мои данные").press("Да, удалить")
    desk.write(lambda work: work.outbox.mark([message_id], Sent.SENT))
    desk.write(lambda work: work.outbox.repeat([message_id], timedelta(0)))
    assert (desk.rows(outbox), desk.rows(people)) == (0, 0)
