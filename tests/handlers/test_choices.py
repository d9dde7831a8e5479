"""What people press beneath a reminder: what it changes, for whom, and that a minute brings it back."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from scheduler.planner import look_ahead
from storage.choices import Choice
from storage.deadlines import Deadline
from storage.outbox import Sent
from tests.desk import FACTS, ZONE, Desk, Guest
from tests.handlers.test_plan_deadlines import deadline, holder, plan, told

TUESDAY = datetime(2026, 11, 24, 9, tzinfo=ZONE)
DEPUTY, HEAD, TEACHER = 1, 2, 3
UNDO = "Вернуть, как было"
ONLY_PART = "Готова только моя часть"


@pytest.fixture
def head(desk: Desk) -> Guest:
    """The deputy runs the plan; the head and the teacher both answer for the journals, due on Wednesday."""
    desk.moment = TUESDAY
    desk.admin("deputy")
    desk.write(plan)
    head = holder(desk, "head", "Завуч")
    holder(desk, "teacher", "Учитель")
    return head


@pytest.fixture
def teacher(head: Guest) -> Guest:
    return head.desk.guest("teacher")


def journals(desk: Desk) -> Deadline:
    found: Deadline = desk.write(lambda work: work.deadlines.get(1))
    return found


def due_for(desk: Desk) -> set[tuple[str, int, datetime]]:
    """What waits to be said of the journals: rule or kind, to whom, when."""
    desk.write(lambda work: look_ahead(work, FACTS.policy))
    of_it = [one for one in told(desk) if one.key.startswith("deadline:1:")]
    return {(one.key.split(":")[2], one.person_id, one.due_at) for one in of_it}


def presses(desk: Desk, deadline_id: int, choice: Choice) -> int:
    found: int = desk.write(lambda work: len(work.choices.of(deadline_id, choice)))
    return found


PRESSES: dict[str, Callable[[Guest], Guest]] = {
    "done": lambda head: head.send("done.1"),
    "done with a word": lambda head: head.send("done.1").type("приказ № 12"),
    "done with a document": lambda head: head.send("done.1").press("Справка"),
    "done, but a part only": lambda head: head.send("done.1").type("свои проверил").press(ONLY_PART),
    "take": lambda head: head.send("take.1"),
    "tomorrow": lambda head: head.send("later.1").press("Завтра"),
    "in a week": lambda head: head.send("later.1").press("Через неделю"),
    "a day in words": lambda head: head.send("later.1").type("30 ноября"),
    "not mine": lambda head: head.send("notmine.1"),
    "help": lambda head: head.send("need_help.1").press("Позвать без слов"),
    "help in words": lambda head: head.send("need_help.1").type("нет доступа к журналу"),
}


@pytest.mark.parametrize("press", PRESSES.values(), ids=PRESSES.keys())
def test_a_choice_is_taken_back_within_a_minute_and_nothing_is_left_of_it(
    head: Guest, press: Callable[[Guest], Guest]
) -> None:
    before = due_for(head.desk), journals(head.desk)
    press(head)
    assert UNDO in head.buttons
    undo = head.buttons[UNDO]
    head.desk.later(seconds=60)
    assert head.send(undo).text.startswith("Вернул, как было.")
    assert "Проверка журналов" in head.text
    assert (due_for(head.desk), journals(head.desk)) == before
    people = head.desk.write(lambda work: work.deadlines.people(1))
    assert people == [HEAD, TEACHER]
    assert head.send(undo).text.startswith("Вернул, как было.")  # a double tap


@pytest.mark.parametrize("press", PRESSES.values(), ids=PRESSES.keys())
def test_after_a_minute_it_says_what_can_be_done_and_changes_nothing(
    head: Guest, press: Callable[[Guest], Guest]
) -> None:
    undo = press(head).buttons[UNDO]
    before = due_for(head.desk), journals(head.desk)
    head.desk.later(seconds=61)
    head.send(undo)
    assert head.text.startswith("Вернуть можно только в первую минуту")
    assert (due_for(head.desk), journals(head.desk)) == before


@pytest.mark.parametrize("press", PRESSES.values(), ids=PRESSES.keys())
def test_nobody_else_takes_it_back(head: Guest, teacher: Guest, press: Callable[[Guest], Guest]) -> None:
    undo = press(head).buttons[UNDO]
    before = due_for(head.desk), journals(head.desk)
    for other in (teacher, head.desk.guest("deputy"), head.desk.guest("stranger")):
        here = other.start().text
        assert other.send(undo).text == here
    assert (due_for(head.desk), journals(head.desk)) == before


@pytest.mark.parametrize("pressed", ["done.1", "take.1", "later_by.1.7", "notmine.1", "help_plain.1"])
def test_a_double_tap_is_one_choice(head: Guest, pressed: str) -> None:
    undo = head.send(pressed).buttons[UNDO]
    waits = due_for(head.desk)
    head.send(pressed)
    assert due_for(head.desk) == waits
    assert sum(presses(head.desk, 1, choice) for choice in Choice) == 1
    assert head.send(undo).text.startswith("Вернул, как было.")


def test_what_was_chosen_before_the_last_stays(head: Guest) -> None:
    first = head.send("later_by.1.7").buttons[UNDO]
    head.send("take.1")
    head.send(first)
    assert not head.text.startswith("Вернул")
    assert "Вы взяли это на себя" in head.text


# --- what came of it


def came_of_it(desk: Desk) -> tuple[str, str, bool]:
    kept = journals(desk)
    return kept.word, kept.form, kept.is_open


def test_one_press_closes_and_the_rest_is_welcome(head: Guest) -> None:
    head.send("done.1")
    assert head.text.startswith("✓ Закрыто: Проверка журналов\nБольше об этом не напоминаю.")
    assert {"Справка", ONLY_PART, "Записать решение", UNDO, "Мои сроки"} == head.buttons.keys()
    head.desk.write(lambda work: work.school.put("planned", "today"))
    head.desk.later(hours=1)
    assert "Записано: всё на месте" in head.type("все на месте").type("всё на месте").text
    assert "Документ: Справка" in head.press("Справка").text
    assert "Справка" not in head.buttons
    assert came_of_it(head.desk) == ("всё на месте", "Справка", False)
    assert due_for(head.desk) == set()
    assert head.desk.write(lambda work: work.school.get("planned")) == "today"  # nothing is planned anew
    assert presses(head.desk, 1, Choice.DONE) == 1
    shown = head.text
    assert head.send("deadlines").send("done.1").text == shown  # an old reminder


@pytest.mark.parametrize(
    "who, form", [pytest.param("teacher", "", id="no one else"), pytest.param("deputy", "Справка", id="but an admin")]
)
def test_who_has_closed_it_says_what_came_of_it(head: Guest, teacher: Guest, who: str, form: str) -> None:
    word = head.send("done.1").type("проверено").buttons[UNDO].replace("undo", "said")
    other = head.desk.guest(who).send("done.1")
    assert other.text.startswith("Уже закрыто: Проверка журналов\nЗаписано: проверено")
    other.send("done_part.1").send(word).type("не проверено").send("done_as.1.0")
    assert came_of_it(head.desk) == ("проверено", form, False)


def test_what_was_opened_again_and_closed_by_another_keeps_their_word(head: Guest, teacher: Guest) -> None:
    deputy = head.desk.guest("deputy").send("done.1")
    old = deputy.buttons[UNDO].replace("undo", "said")
    deputy.send("reopen.1")
    teacher.send("done.1").type("проверено")
    assert deputy.send(old).text.startswith("Уже закрыто")
    deputy.type("не проверено")
    assert came_of_it(head.desk) == ("проверено", "", False)


@pytest.mark.parametrize("pressed", ["done_as.1.1", "done_as.1.x", "done_as.1", "done_as.99.0"])
def test_a_document_the_row_does_not_promise_is_not_noted(head: Guest, pressed: str) -> None:
    head.send("done.1").send(pressed)
    assert came_of_it(head.desk) == ("", "", False)


def test_a_document_of_what_is_open_closes_nothing(head: Guest) -> None:
    here = head.send("deadline.1").text
    assert head.send("done_as.1.0").text == here
    assert journals(head.desk).is_open


@pytest.mark.parametrize(
    "words, leads",
    [
        pytest.param("я в отпуске до 15 марта, за меня учитель", "Понял так: вас не будет", id="somebody goes away"),
        pytest.param("AAAAA-22222", "Такой код не подходит", id="a code"),
    ],
)
def test_what_says_something_else_is_not_what_came_of_it(head: Guest, words: str, leads: str) -> None:
    head.send("done.1")
    head.desk.later(minutes=2)
    assert leads in head.type(words).text
    assert came_of_it(head.desk) == ("", "", False)


def test_it_was_only_a_part_and_the_others_hear_of_it_again(head: Guest, teacher: Guest) -> None:
    before = {one for one in due_for(head.desk) if one[1] != HEAD}
    head.send("done.1").type("свои проверил")
    part = head.buttons[ONLY_PART]
    head.desk.later(minutes=5)
    shown = head.send(part).text
    assert shown.startswith("✓ Ваша часть готова: Проверка журналов\nЗаписано: свои проверил")
    assert head.send(part).text == shown
    assert due_for(head.desk) == before
    assert "Записано: свои проверил" in teacher.send("done.1").text
    assert came_of_it(head.desk) == ("свои проверил", "", False)


# --- taken


def test_who_has_taken_it_is_reminded_alone(head: Guest, teacher: Guest) -> None:
    assert "Беру" in head.send("deadline.1").buttons
    head.press("Беру")
    assert head.text.startswith("Хорошо, это за вами: Проверка журналов\nОстальным больше не напоминаю: Учитель.")
    assert {person for _, person, _ in due_for(head.desk)} == {DEPUTY, HEAD}
    assert "взял(а): Завуч" in teacher.type("сроки").text
    assert "Взял(а): Завуч" in teacher.send("deadline.1").text
    assert "Беру" not in teacher.buttons
    assert teacher.send("take.1").text == teacher.send("deadline.1").text  # two at once: the first has it
    assert head.desk.write(lambda work: work.deadlines.people(1)) == [HEAD]


def test_it_is_given_back_to_all(head: Guest, teacher: Guest) -> None:
    head.send("take.1").press("Отдать")
    assert head.text.startswith("Хорошо, снова за всеми")
    assert head.desk.write(lambda work: work.deadlines.people(1)) == [HEAD, TEACHER]
    assert head.desk.write(lambda work: work.school.get("planned")) == ""  # the others are planned for anew
    teacher.send("take.1")
    head.desk.later(minutes=2)
    assert "Взял(а): Учитель" in head.send("give_back.1").text


def test_nobody_takes_what_is_theirs_alone(head: Guest) -> None:
    other = deadline(head.desk, "Отчёт о кружках").id
    assert "Беру" not in head.send(f"deadline.{other}").buttons
    head.send(f"take.{other}")
    assert presses(head.desk, other, Choice.TAKE) == 0


def test_who_has_taken_it_and_says_not_mine_leaves_it_to_the_rest(head: Guest) -> None:
    head.send("take.1")
    head.send("notmine.1")
    assert head.desk.write(lambda work: work.deadlines.people(1)) == [TEACHER]
    head.press(UNDO)
    assert head.desk.write(lambda work: work.deadlines.people(1)) == [HEAD]


# --- later


@pytest.mark.parametrize(
    "said, again",
    [
        pytest.param("Завтра", ["2026-11-25"], id="tomorrow, which is the day itself"),
        pytest.param("Через неделю", ["2026-11-25", "2026-12-01"], id="after the deadline: on its day as well"),
        pytest.param("5 декабря", ["2026-11-25", "2026-12-07"], id="a Saturday is told of on Monday"),
        pytest.param("в пятницу", ["2026-11-25", "2026-11-27"], id="a day of the week"),
        pytest.param("через три дня", ["2026-11-25", "2026-11-27"], id="in so many days"),
        pytest.param("до 30 ноября", ["2026-11-25", "2026-11-30"], id="in the words of a plan"),
    ],
)
def test_later_moves_the_reminder_and_never_the_deadline(head: Guest, said: str, again: list[str]) -> None:
    head.send("later.1")
    head.press(said) if said in head.buttons else head.type(said)
    asked = [at.astimezone(ZONE) for kind, who, at in due_for(head.desk) if kind == "later" and who == HEAD]
    assert sorted(f"{at:%Y-%m-%d %H:%M}" for at in asked) == [f"{day} 09:00" for day in again]
    assert journals(head.desk).end == date(2026, 11, 25)
    assert "срок не меняется: до 25 ноября" in head.text
    assert ("В день срока тоже напомню." in head.text) is (len(again) > 1)
    last = max(asked)
    assert not [one for one in due_for(head.desk) if one[0] != "later" and one[1] == HEAD and one[2] < last]


@pytest.mark.parametrize(
    "words, said",
    [
        pytest.param("когда-нибудь", "Не понял, какой это день", id="no day"),
        pytest.param("20 ноября", "Этот день уже прошёл", id="past"),
        pytest.param("каждую пятницу", "Не понял, какой это день", id="many days"),
    ],
)
def test_a_day_nobody_can_be_reminded_on_is_asked_again(head: Guest, words: str, said: str) -> None:
    before = due_for(head.desk)
    head.send("later.1").type(words)
    assert head.text.startswith(said)
    assert "Завтра" in head.buttons
    assert due_for(head.desk) == before


def test_another_day_takes_the_place_of_the_first(head: Guest) -> None:
    for days in (1, 7, 1):
        head.send(f"later_by.1.{days}")
    asked = [at.astimezone(ZONE).date() for kind, who, at in due_for(head.desk) if kind == "later" and who == HEAD]
    assert asked == [date(2026, 11, 25)]


@pytest.mark.parametrize("days", ["0", "2", "-1", "x", "365000"])
def test_a_forged_number_of_days_is_stale(head: Guest, days: str) -> None:
    here = head.start().text
    assert head.send(f"later_by.1.{days}").text == here


# --- what admins hear


def sent(desk: Desk) -> None:
    """Everything that waits for an admin has been shown."""
    ids = [one.id for one in told(desk) if one.person_id == 1]
    desk.write(lambda work: work.outbox.mark(ids, Sent.SENT))


@pytest.mark.parametrize("press", ["not mine", "help"])
def test_what_an_admin_has_read_is_followed_by_a_correction(head: Guest, press: str) -> None:
    PRESSES[press](head)
    sent(head.desk)
    head.press(UNDO)
    (correction,) = [one for one in told(head.desk) if one.person_id == 1]
    assert correction.kind == "correction"


def test_help_reaches_the_admin_with_the_words_and_is_answered(head: Guest) -> None:
    head.send("need_help.1").type("нет доступа к журналу")
    assert "Ваши слова: нет доступа к журналу" in head.text
    (call,) = [one for one in told(head.desk) if one.person_id == 1]
    assert call.kind == "help"
    deputy = head.desk.guest("deputy").send(f"reply.{call.args['choice']}")
    assert "Пишут: нет доступа к журналу" in deputy.text
    deputy.type("Доступ открыл, попробуйте ещё раз")
    assert deputy.text.startswith("Ответ передан: Доступ открыл")
    (answer,) = [one for one in told(head.desk) if one.kind == "reply"]
    assert answer.person_id == HEAD
    assert "Уже ответили: Доступ открыл" in deputy.send(f"reply.{call.args['choice']}").text


@pytest.mark.parametrize("pressed", ["notmine.1", "later_by.1.7"])
def test_an_admin_who_answers_for_it_too_still_hears_the_call(head: Guest, pressed: str) -> None:
    head.desk.write(lambda work: work.positions.hold(work.positions.of("Учитель"), 1))
    head.send("need_help.1").press("Позвать без слов")
    head.desk.guest("deputy").send(pressed)
    assert [one.person_id for one in told(head.desk) if one.kind == "help"] == [1]


def test_only_an_admin_answers_and_only_a_call_for_help(head: Guest, teacher: Guest) -> None:
    asked = head.send("need_help.1").press("Позвать без слов").buttons[UNDO].partition(".")[2]
    here = teacher.start().text
    assert teacher.send(f"reply.{asked}").text == here
    head.send("later_by.1.7")
    later = head.buttons[UNDO].partition(".")[2]
    deputy = head.desk.guest("deputy")
    home = deputy.start().text
    assert deputy.send(f"reply.{later}").text == home
    assert not [one for one in told(head.desk) if one.kind == "reply"]


def test_an_admin_opens_again_what_is_not_done(head: Guest) -> None:
    head.send("done.1").type("готово")
    assert "Открыть снова" not in head.send("deadline.1").buttons
    head.send("reopen.1")
    assert not journals(head.desk).is_open
    deputy = head.desk.guest("deputy").send("deadline.1").press("Открыть снова")
    assert deputy.text.startswith("Снова открыто")
    kept = journals(head.desk)
    assert (kept.is_open, kept.word, kept.done_by) == (True, "", None)


def test_what_was_not_mine_may_be_mine_after_all(head: Guest) -> None:
    undo = head.send("notmine.1").buttons[UNDO]
    head.desk.later(minutes=5)
    head.send(undo).press("Всё-таки моё")
    assert head.text.startswith("Вернул, как было.")
    assert head.desk.write(lambda work: work.deadlines.people(1)) == [HEAD, TEACHER]


def test_two_that_turn_out_to_be_one_keep_what_they_chose(head: Guest) -> None:
    head.send("take.1")
    head.desk.write(lambda work: work.people.merge(HEAD, TEACHER))
    assert {person for _, person, _ in due_for(head.desk)} == {DEPUTY, TEACHER}
    assert head.desk.write(lambda work: work.deadlines.whose(1).taken_by) == TEACHER
    assert presses(head.desk, 1, Choice.TAKE) == 1
