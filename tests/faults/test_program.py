"""`python -m bot run` as whoever starts it meets it: its first words, its refusals, its end."""

import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.faults.program import OPEN, Program, settings

pytestmark = [pytest.mark.processes, pytest.mark.timeout(120)]
Make = Callable[..., Program]


@pytest.fixture
async def make(tmp_path: Path) -> AsyncIterator[Make]:
    """Programs in one folder, with settings of one's own; none is left running."""
    made: list[Program] = []

    def program(given: dict[str, str], *words: str) -> Program:
        made.append(Program(tmp_path, given, words or ("run",)))
        return made[-1]

    yield program
    for one in made:
        await one.close()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"SCHOOL_TIMEZONE": "Europe/Nowhere"}, "Настройка SCHOOL_TIMEZONE: часовой пояс не найден"),
        ({"VK_TOKEN": "vk1.a.invented"}, "Настройка VK_GROUP_ID: к VK_TOKEN нужен и номер сообщества."),
    ],
    ids=["a wrong zone", "half of VK"],
)
async def test_a_wrong_setting_is_a_sentence(make: Make, given: dict[str, str], sentence: str) -> None:
    program = make(given)
    await program.begin()
    assert await program.ended() == 1
    assert len(program.complained) == 1
    assert program.complained[0].startswith(sentence)
    assert "invented" not in program.complained[0]


async def test_every_wrong_setting_is_named_at_once(make: Make) -> None:
    program = make({"REMIND_AT": "25:99", "DATABASE_URL": "mysql://school", "WEB_PORT": "many", "ADMINS": "Мария"})
    await program.begin()
    assert await program.ended() == 1
    named = [line.split()[1].rstrip(":") for line in program.complained]
    assert sorted(named) == ["ADMINS", "DATABASE_URL", "REMIND_AT", "WEB_PORT"]


async def test_a_day_without_any_setting(make: Make, tmp_path: Path) -> None:
    """Opens, prints the admin's link, refuses a second one beside it, stops when told to."""
    first = make(settings("sqlite:///data/school.db"))
    await first.start()
    await first.until_says("Вход администратора")
    links = [line for line in first.said if "Вход администратора" in line]
    assert len(links) == 1
    assert re.search(r"http://127\.0\.0\.1:\d+/\S*[2-9A-HJ-NP-Z]{10}", links[0])
    assert (tmp_path / "data" / "school.db").exists()
    second = make(settings("sqlite:///data/school.db"))
    await second.begin()
    assert await second.ended() == 1
    assert second.complained == ["Бот с этой базой уже запущен. Остановите его или укажите другую базу в DATABASE_URL."]
    assert OPEN not in "".join(second.said)
    assert await first.stop() == 0
    assert not any("Traceback" in line for line in first.complained)


async def test_a_second_bot_is_refused_on_postgresql_too(make: Make, postgres_url: str) -> None:
    first, second = make(settings(postgres_url)), make(settings(postgres_url))
    await first.start()
    await second.begin()
    assert await second.ended() == 1
    assert "уже запущен" in second.complained[0]
    assert await first.stop() == 0


@pytest.mark.parametrize(
    ("given", "imported"),
    [
        ({}, set()),
        ({"VK_TOKEN": "vk1.a.invented", "VK_GROUP_ID": "1", "VK_API_URL": "http://127.0.0.1:9"}, {"vkbottle"}),
    ],
    ids=["no token", "a token for VK, which is away"],
)
async def test_a_messenger_without_a_token_is_not_imported(
    make: Make, given: dict[str, str], imported: set[str]
) -> None:
    program = make(settings("sqlite:///school.db") | given | {"PYTHONPROFILEIMPORTTIME": "1"})
    await program.start()
    assert await program.stop() == 0
    names = {line.rpartition("|")[2].strip() for line in program.complained if line.startswith("import time:")}
    assert names >= {"bot.web.channel", *imported}
    assert names & {"aiogram", "vkbottle"} == imported
