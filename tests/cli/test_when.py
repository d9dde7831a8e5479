"""`python -m bot when` as a real process: a line for a line, at once, whatever the line is."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.when import answers
from cyclogram.school_year import school_year

ROOT = Path(__file__).parents[2]


def start(*words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "when", *words],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "nonsense", "REMIND_AT": "25:00"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_each_line_is_answered_before_the_next_is_asked() -> None:
    with start("--year", "2026") as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        for phrase, shape in (
            ("октябрь\r\n".encode(), {"dates"}),
            (b"\n", {"ask"}),
            ("каждую пятницу\n".encode(), {"repeats"}),
            (b"\xff\xfe\x00 31.31\n", {"ask"}),
        ):
            asked.stdin.write(phrase)
            asked.stdin.flush()
            assert json.loads(asked.stdout.readline())["status"] in shape
        rest, said = asked.communicate()
    assert (rest, said, asked.returncode) == (b"", b"", 0)


def test_who_stops_listening_gets_no_traceback() -> None:
    with start() as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        asked.stdout.close()
        _, said = asked.communicate("октябрь\n".encode() * 1000)
    assert (said, asked.returncode) == (b"", 0)


def test_a_year_nobody_plans() -> None:
    with start("--year", "26") as asked:
        out, said = asked.communicate(b"")
    assert (out, asked.returncode) == (b"", 1)
    assert "от 2000 до 2099" in said.decode()


def test_the_phrase_stands_as_it_was_written() -> None:
    lines = ["\ufeffоктябрь\n", "  Сентябрь*  ", ""]
    read = [json.loads(line) for line in answers([line.encode() for line in lines], school_year(2027))]
    assert [one["phrase"] for one in read] == ["октябрь", "  Сентябрь*  ", ""]
    assert read[0]["spans"] == [{"start": "2027-10-01", "end": "2027-10-31"}]


def test_lines_as_windows_writes_them_are_read() -> None:
    read = [json.loads(line) for line in answers(["октябрь".encode("cp1251"), "май".encode()], school_year(2026))]
    assert [(one["phrase"], one["status"]) for one in read] == [("октябрь", "dates"), ("май", "dates")]


def test_it_starts_without_what_it_does_not_need() -> None:
    ask = "import sys, bot.when, bot.commands; print([one for one in HEAVY if one in sys.modules])"
    heavy = "HEAVY = 'aiogram vkbottle sqlalchemy alembic pydantic'.split(); "
    done = subprocess.run(
        [sys.executable, "-c", heavy + ask], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"
