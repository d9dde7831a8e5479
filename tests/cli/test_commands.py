"""The operator's command line: what stands on stdout, what on stderr, and the exit code.

Each command is met once as a real process; where one test gives many, they are called in this one, which is as good.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from bot.commands import main
from bot.demo import demo_settings, furnish
from chat.events import Address
from storage.office import open_office
from storage.waves import WaveState
from tests.cyclogram.books import FLAT, Rows, xlsx

ROOT = Path(__file__).parents[2]
COMMANDS = (
    "run",
    "demo",
    "migrate",
    "doctor",
    "import-plan",
    "check-plan",
    "export-plan",
    "when",
    "summary",
    "close-wave",
)
Done = subprocess.CompletedProcess[str]


def bot(folder: Path, *words: str, given: Mapping[str, str] | None = None) -> Done:
    settings = {"PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{folder / 'school.db'}", **(given or {})}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def called(folder: Path, *words: str) -> Done:
    """The same without a process of its own."""
    said, complained = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as given, chdir(folder), redirect_stdout(said), redirect_stderr(complained):
        given.setenv("DATABASE_URL", f"sqlite:///{folder / 'school.db'}")
        given.setenv("PYTHONPATH", str(ROOT))  # whoever reads a file is a process all the same
        code = main(words)
    return Done(words, code, said.getvalue(), complained.getvalue())


def book(folder: Path, rows: Rows = FLAT) -> str:
    path = folder / "план.xlsx"
    path.write_bytes(xlsx({"Лист1": rows}))
    return str(path)


def refused(done: Done) -> list[str]:
    """The sentences of a refusal: nothing on stdout, no traceback."""
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_russian(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    said = capsys.readouterr()
    assert (left.value.code, said.err) == (0, "")
    assert said.out.startswith("Вызов: ")
    assert "show this help" not in said.out


def test_a_wrong_call_is_no_result(tmp_path: Path) -> None:
    done = bot(tmp_path, "close-wave", "третий")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Команда вызвана неверно" in done.stderr


def test_check_plan_in_json(tmp_path: Path) -> None:
    done = bot(tmp_path, "check-plan", book(tmp_path), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)["rows"]
    assert [(row["row"], row["where"], row["responsible"]) for row in rows] == [
        (2, "Лист1!A2", ["Завуч"]),
        (3, "Лист1!A3", ["Психолог", "кл. рук. 5А, 7Б"]),
        (4, "Лист1!A4", ["Директор"]),
    ]
    assert [len(row["questions"]) for row in rows] == [0, 0, 1]
    assert not (tmp_path / "school.db").exists()


def test_import_plan_twice_and_a_file_without_rows(tmp_path: Path) -> None:
    first, again = (bot(tmp_path, "import-plan", book(tmp_path)) for _ in range(2))
    assert first.stdout == again.stdout == "План введён в действие: 3 строки, вопросов: 1.\n"
    assert "прежний план остался" in refused(called(tmp_path, "import-plan", book(tmp_path, [("привет",)])))[0]


def test_the_plan_is_written_and_read_again_beside_a_running_bot(tmp_path: Path) -> None:
    called(tmp_path, "import-plan", book(tmp_path))
    with open_office(f"sqlite:///{tmp_path / 'school.db'}"):
        done = [called(tmp_path, "export-plan", f"план.{form}") for form in ("xlsx", "docx", "ics")]
    assert [(one.returncode, one.stdout, one.stderr) for one in done] == [
        (0, f"Записано: план.{form}\n", "") for form in ("xlsx", "docx", "ics")
    ]
    for form in ("xlsx", "docx"):
        rows = json.loads(called(tmp_path, "check-plan", f"план.{form}", "--json").stdout)["rows"]
        assert [row["responsible"] for row in rows] == [["Завуч"], ["Психолог", "кл. рук. 5А, 7Б"], ["Директор"]]
    first = (tmp_path / "план.ics").read_bytes()
    assert first.count(b"BEGIN:VEVENT") == 2
    called(tmp_path, "export-plan", "ещё.ics")
    assert _uids(tmp_path / "ещё.ics") == _uids(tmp_path / "план.ics")


def _uids(path: Path) -> list[bytes]:
    return [line for line in path.read_bytes().splitlines() if line.startswith(b"UID:")]


def test_a_plan_that_cannot_be_written(tmp_path: Path) -> None:
    assert "введите её" in refused(bot(tmp_path, "export-plan", "план.xlsx"))[0]
    called(tmp_path, "import-plan", book(tmp_path))
    for words, said in (
        (("план.pdf",), ".ics"),
        (("нет/план.xlsx",), "не записывается"),
        (("план.docx", "--roadmap"), "дорожной карты нет"),
    ):
        (sentence,) = refused(called(tmp_path, "export-plan", *words))
        assert said in sentence
    assert {one.name for one in tmp_path.iterdir() if one.suffix in {".pdf", ".docx"}} == set()


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "letter.xlsx").write_bytes(b"%PDF-1.4")
    (tmp_path / "huge.csv").write_bytes(b"a;b;c\n" * 2_000_000)
    for name, words in (
        ("no.xlsx", "такого файла нет"),
        (".", "не файл"),
        ("letter.xlsx", "PDF"),
        ("huge.csv", "10 МБ"),
    ):
        (sentence,) = refused(called(tmp_path, "check-plan", name))
        assert words in sentence
        assert "{" not in sentence


def test_a_file_named_in_bytes_that_are_no_letters(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xcf\xeb\xe0\xed.csv")
    (tmp_path / name).write_text("Мероприятие;Срок;Ответственный\nОпрос;май;Завуч\n", encoding="utf-8")
    assert "1 строка" in bot(tmp_path, "import-plan", name).stdout


def test_a_sentence_for_each_wrong_setting(tmp_path: Path) -> None:
    wrong = {"REMIND_AT": "25:00", "WEB_PORT": "x", "SCHOOL_TIMEZONE": "Mars", "DATABASE_URL": "sqlite:///"}
    said = refused(bot(tmp_path, "migrate", given=wrong))
    assert sorted(line.split()[1].strip(":") for line in said) == sorted(wrong)
    both = refused(bot(tmp_path, "migrate", given={"VK_TOKEN": "x", "REMIND_AT": "20:00"}))
    assert [line.split()[1] for line in both] == ["VK_GROUP_ID:", "REMIND_AT:"]


@pytest.mark.parametrize(
    ("content", "words"), [(b"\xff\xfe\x00", "UTF-8"), (b'WEB_PORT=8080\nSCHOOL NAME="x\n', "строка 2")]
)
def test_a_broken_env_file(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / ".env").write_bytes(content)
    (sentence,) = refused(bot(tmp_path, "migrate"))
    assert words in sentence


@pytest.mark.parametrize(
    ("command", "url"),
    [
        ("migrate", "sqlite:////proc/no/school.db"),
        ("summary", "sqlite:///garbage.db"),
        ("run", "postgresql+psycopg://u:hush@127.0.0.1:9/x"),
    ],
)
def test_a_database_that_does_not_open(tmp_path: Path, command: str, url: str) -> None:
    (tmp_path / "garbage.db").write_text("no database at all " * 50)
    (sentence,) = refused(bot(tmp_path, command, given={"DATABASE_URL": url}))
    assert sentence.startswith("База не открывается")
    assert "hush" not in sentence


def test_a_wave_that_is_not_open_is_not_closed(tmp_path: Path) -> None:
    assert refused(bot(tmp_path, "close-wave", "99")) == ["Опроса с номером 99, который сейчас идёт, нет."]


def test_the_summary_is_read_beside_a_running_bot_but_nothing_else_is_done(tmp_path: Path) -> None:
    with open_office(f"sqlite:///{tmp_path / 'school.db'}"):
        assert json.loads(bot(tmp_path, "summary", "--json").stdout) == {"waves": []}
        (sentence,) = refused(bot(tmp_path, "import-plan", book(tmp_path)))
    assert "уже запущен" in sentence


def test_a_deadline_done_stays_done_when_the_plan_is_read_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'school.db'}"
    called(tmp_path, "import-plan", book(tmp_path))
    with open_office(url) as office:
        head = office.do(lambda work: work.people.add(Address("web", "head")).id)
        done, other = office.do(lambda work: [one.id for one in work.deadlines.open()])
        office.do(lambda work: work.deadlines.done(done, head, "Готово"))
    called(tmp_path, "import-plan", book(tmp_path, (*FLAT, ("4", "Совещание", "март", "Директор", ""))))
    with open_office(url) as office:
        left = office.do(lambda work: [one.id for one in work.deadlines.open()])
    assert other in left
    assert done not in left
    assert len(left) == 2


def test_the_shape_of_the_summary_and_closing_a_wave(tmp_path: Path) -> None:
    furnish(demo_settings(tmp_path, 0), 2026)
    with open_office(f"sqlite:///{tmp_path / 'school.db'}") as office:
        running = office.do(lambda work: [wave.id for wave in work.waves.all(WaveState.OPEN)])
    assert bot(tmp_path, "close-wave", str(running[0])).stdout.endswith("закрыт, итоги подведены.\n")
    refused(called(tmp_path, "close-wave", str(running[0])))
    waves = json.loads(called(tmp_path, "summary", "--json").stdout)["waves"]
    assert sorted(wave["survey"] for wave in waves) == ["parents", "students", "teachers"]
    for wave in waves:
        assert wave["state"] == "closed"
        assert 0 < wave["answered"] <= wave["invited"]
        assert 0 <= wave["index"] <= 4
        assert sum(group["answered"] for group in wave["groups"]) == wave["answered"]
        for group in wave["groups"]:
            assert group["answered"] >= 5
            for question in group["questions"]:
                assert sum(question["counts"].values()) == question["n"]
                total = sum(int(value) * count for value, count in question["counts"].items())
                assert question["mean"] == pytest.approx(total / question["n"], abs=0.005)
