"""A photo or document as the result of a thing: where it goes, where it never goes, and who gets it back."""

import pytest

from chat.events import File, FileSent
from chat.screen import Document
from handlers.attachments import safe_name
from handlers.results import Shown, job_done
from handlers.workshop import NOT_FETCHED, TOO_BIG
from storage.work import Work
from tests.desk import FACTS, Desk, Guest
from tests.handlers.test_plan_deadlines import deadline, holder, plan


@pytest.fixture
def head(desk: Desk) -> Guest:
    desk.admin("deputy")
    desk.write(plan)
    holder(desk, "teacher", "Учитель")
    return holder(desk, "head", "Завуч")


def send(guest: Guest, name: str, content: bytes = b"%PDF", *, failed: str = "") -> Guest:
    """Send a file; the workshop fetches it."""
    guest._did(FileSent(File("id", name, len(content))))
    return fetched(guest, content, failed=failed)


def fetched(guest: Guest, content: bytes = b"%PDF", *, failed: str = "", times: int = 1) -> Guest:
    def work_done(work: Work) -> Shown | None:
        job = work.jobs.waiting()
        if job is None:
            return None
        work.jobs.finish(job.id, failed=bool(failed), result=failed or None, content=None if failed else content)
        return [job_done(work, job.id, FACTS) for _ in range(times)][-1]

    shown: Shown | None = guest.desk.write(work_done)
    if shown:
        guest.screen = shown.screen
    return guest


def names(desk: Desk, deadline_id: int = 1) -> list[str]:
    found: list[str] = desk.write(lambda work: [one.name for one in work.attachments.of(deadline_id)])
    return found


@pytest.mark.parametrize("standing", ["deadline.1", "later.1", "need_help.1"])
def test_a_file_goes_to_the_deadline_its_sender_stands_on(head: Guest, standing: str) -> None:
    head.send(standing)
    send(head, "справка.pdf")
    assert head.text.startswith("Приложено: справка.pdf\nК делу: Проверка журналов")
    assert names(head.desk) == ["справка.pdf"]
    assert "Приложено: 1 файл" in head.press("Отметить сделанным").buttons


def test_a_file_after_closing_and_several_in_a_row(head: Guest) -> None:
    head.send("done.1").press("Справка")
    assert "Документ: Справка" in head.text
    head._did(FileSent(File("a", "1.jpg", 1)))
    head._did(FileSent(File("b", "2.jpg", 1)))
    fetched(fetched(head))
    assert names(head.desk) == ["1.jpg", "2.jpg"]


def test_what_is_written_beside_a_file_is_kept_with_the_result(head: Guest) -> None:
    head.send("deadline.1")
    head._did(FileSent(File("a", "1.jpg", 1, " Все 24 журнала\n проверены ")))
    assert "Приложено: 1.jpg — Все 24 журнала проверены" in fetched(head).text
    assert "1. 1.jpg — Все 24 журнала проверены" in head.send("files.1").text
    assert "Записано: Все 24 журнала проверены" in head.send("done.1").text
    head.press("Вернуть, как было").send("done.1")
    assert "Записано: нашли две ошибки" in head.type("нашли две ошибки").text


def test_what_is_written_beside_a_file_sent_after_closing_is_the_word_while_there_is_no_other(head: Guest) -> None:
    head.send("done.1")
    for caption in ("стр. 1", "стр. 2", ""):
        head._did(FileSent(File("a", "1.jpg", 1, caption)))
        fetched(head)
    assert "Записано: стр. 1; стр. 2" in head.press("К делу").text
    head.send("unkeep.1")
    assert "Записано: стр. 2" in head.send("done.1").text
    head.type("нашли две ошибки").send("unkeep.2")
    assert "Записано: нашли две ошибки" in head.send("done.1").text


def test_a_result_told_twice_is_kept_once(head: Guest) -> None:
    head.send("deadline.1")
    head._did(FileSent(File("a", "1.jpg", 1)))
    fetched(head, times=2)
    assert names(head.desk) == ["1.jpg"]
    assert "Приложено: 1.jpg" in head.text


def test_a_file_without_a_place_is_asked_about(head: Guest) -> None:
    head.start()
    head._did(FileSent(File("a", "1.jpg", 1)))
    assert head.text.startswith("К какому делу приложить 1.jpg?")
    assert names(head.desk) == []
    fetched(head.press("2"))  # the second by its day
    assert names(head.desk) == ["1.jpg"]


def test_a_file_that_belongs_nowhere_goes_nowhere(head: Guest) -> None:
    head.start()
    head._did(FileSent(File("a", "1.jpg", 1)))
    attach = head.buttons["1"]
    head.press("Никуда не прикладывать")
    assert head.send(attach).text.startswith("У вас 2 открытых срока")
    assert head.desk.write(lambda work: work.jobs.waiting()) is None


def test_a_table_of_an_admin_on_a_deadline_is_asked_about(head: Guest) -> None:
    deputy = head.desk.guest("deputy").send("deadline.1")
    deputy._did(FileSent(File("a", "итоги.xlsx", 1)))
    assert deputy.text.startswith("Что это: итоги.xlsx?")
    fetched(deputy.press("Это результат дела"))
    assert names(head.desk) == ["итоги.xlsx"]
    deputy.send("deadline.1")
    deputy._did(FileSent(File("b", "план.xlsx", 1)))
    assert deputy.press("Это новый план").text == "Читаю файл…"


def test_a_photo_of_an_admin_on_a_deadline_is_its_result(head: Guest) -> None:
    deputy = head.desk.guest("deputy").send("deadline.1")
    send(deputy, "фото.jpg")
    assert names(head.desk) == ["фото.jpg"]


def test_a_stranger_sends_a_file(head: Guest) -> None:
    stranger = head.desk.guest("stranger")
    stranger._did(FileSent(File("a", "1.jpg", 1)))
    assert stranger.text.startswith("Файлы принимаю только")


def test_nobody_attaches_to_what_is_not_theirs(head: Guest) -> None:
    other = deadline(head.desk, "Приказ").id
    head.start()
    head._did(FileSent(File("a", "1.jpg", 1)))
    shown = head.text
    assert head.send(f"attach_to.{other}").text == shown
    assert head.desk.write(lambda work: work.jobs.waiting()) is None


@pytest.mark.parametrize(
    "failed, said",
    [
        pytest.param(TOO_BIG["keep"], "Файл больше 10 МБ", id="larger than the messenger said"),
        pytest.param(NOT_FETCHED, "Не получилось забрать файл", id="the messenger does not give it"),
    ],
)
def test_a_file_that_did_not_come_may_be_sent_again(head: Guest, failed: str, said: str) -> None:
    head.send("deadline.1")
    send(head, "1.jpg", failed=failed)
    assert head.text.startswith(said)
    send(head, "2.jpg")
    assert names(head.desk) == ["2.jpg"]


def test_too_large_and_too_many(head: Guest) -> None:
    head.send("deadline.1")
    head._did(FileSent(File("a", "1.jpg", 10_000_001)))
    assert head.text.startswith("Файл больше 10 МБ")
    for n in range(10):
        send(head, f"{n}.jpg")
    assert head.text.startswith("У этого дела уже девять файлов")
    assert len(names(head.desk)) == 9
    assert len(head.send("files.1").buttons) == 10


def test_those_who_answer_and_admins_get_it_back_as_a_document(head: Guest) -> None:
    head.send("deadline.1")
    send(head, "справка.pdf", b"%PDF-1.7")
    for reader in (head.desk.guest("teacher"), head.desk.guest("deputy")):
        reader.send("deadline.1").press("Приложено: 1 файл").press("1")
        assert reader.text.startswith("Приложено")
        fetched(reader, b"")
        assert reader.screen
        assert reader.screen.attachment == Document(b"%PDF-1.7", "справка.pdf")


def test_who_has_nothing_to_do_with_it_gets_nothing(head: Guest) -> None:
    deputy = head.desk.guest("deputy").send(f"deadline.{deadline(head.desk, 'Приказ').id}")
    send(deputy, "приказ.pdf")
    here = head.start().text
    for verb in ("file.1", "kept.1", "unkeep.1", "files.3"):
        assert head.send(verb).text == here
    assert names(head.desk, 3) == ["приказ.pdf"]


def test_the_wrong_file_is_taken_away_by_who_sent_it(head: Guest) -> None:
    head.send("deadline.1")
    send(head, "не то.pdf")
    here = head.desk.guest("teacher").start().text
    assert head.desk.guest("teacher").send("unkeep.1").text == here
    assert head.press("Убрать файл").text.startswith("Файл убран.")
    assert names(head.desk) == []


def test_a_deadline_that_went_meanwhile_keeps_nothing(head: Guest) -> None:
    head.send("deadline.1")
    head._did(FileSent(File("a", "1.jpg", 1)))
    head.desk.write(lambda work: work.deadlines.refuse(1, 3))
    fetched(head)
    assert head.text.startswith("Пока файл шёл")
    assert names(head.desk) == []


@pytest.mark.parametrize(
    "name, safe",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Отчёты\\справка.docx", "справка.docx"),
        ("справка\u202exslx.exe", "справка xslx.exe"),
        ("a\n\tb.pdf", "a b.pdf"),
        ("...", "файл"),
        ("", "файл"),
        ("ж" * 300 + ".pdf", "ж" * 95 + "….pdf"),
    ],
)
def test_a_name_hides_nothing(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_events_of_files_are_handled_once(head: Guest) -> None:
    head.send("deadline.1")
    what = FileSent(File("a", "1.jpg", 1))
    for _ in range(2):
        head.desk.take(head.address, what, "same")
    fetched(head)
    assert head.desk.write(lambda work: work.jobs.waiting()) is None
