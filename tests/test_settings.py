"""A wrong setting is one Russian sentence at the start, with its name and without its value."""

import pytest

from bot.settings import BadSettings, read_settings


@pytest.mark.parametrize(
    "given, sentence",
    [
        ({"telegram_token": "4200-not-a-token"}, "Настройка TELEGRAM_TOKEN: это не токен"),
        ({"vk_token": "a-key-for-tests-only"}, "Настройка VK_GROUP_ID: к VK_TOKEN нужен и номер сообщества."),
        ({"vk_group_id": "club123"}, "Настройка VK_GROUP_ID: нужно целое число."),
        ({"vk_group_id": "-123"}, "Настройка VK_GROUP_ID: число слишком маленькое."),
        ({"database_url": "mysql://secret@host/name"}, "Настройка DATABASE_URL: адрес базы начинается с"),
        ({"school_timezone": "Нигде/Никогда"}, "Настройка SCHOOL_TIMEZONE: часовой пояс не найден"),
        ({"admins": "telegram 1001"}, "Настройка ADMINS: перечислите через запятую"),
        ({"admins": "max:1001"}, "Настройка ADMINS: перечислите через запятую"),
        ({"web_url": "chat.school.example"}, "Настройка WEB_URL: нужен адрес, который начинается с http"),
        ({"web_port": "99999"}, "Настройка WEB_PORT: число слишком большое."),
        ({"web_behind_proxy": "maybe"}, "Настройка WEB_BEHIND_PROXY: нужно true или false."),
        ({"telegram_for": "parents"}, "Настройка TELEGRAM_FOR: допустимо everyone или staff."),
        ({"remind_at": "9 утра"}, "Настройка REMIND_AT: нужно время суток, например 09:00."),
        ({"remind_at": "20:00"}, "Настройка REMIND_AT: время напоминаний попадает в тихие часы"),
        ({"remind_at": "03:00", "quiet_from": "02:00", "quiet_to": "04:00"}, "Настройка REMIND_AT: время напоминаний"),
        ({"school_name": "Ш" * 121}, "Настройка SCHOOL_NAME: слишком длинно."),
    ],
)
def test_one_sentence(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadSettings) as bad:
        read_settings(_env_file=None, **given)
    (said,) = str(bad.value).splitlines()
    assert said.startswith(sentence)
    assert said.endswith(".")
    assert not any(value in said for value in given.values() if len(value) > 5)


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(BadSettings) as bad:
        read_settings(_env_file=None, web_port="x", remind_at="x")
    assert len(str(bad.value).splitlines()) == 2


def test_a_schools_ordinary_settings() -> None:
    settings = read_settings(
        _env_file=None, telegram_token="4200:a-token_for-tests-only", admins="telegram:1001, vk:2002", remind_at="8:30"
    )
    assert [str(address) for address in settings.admins] == ["telegram:1001", "vk:2002"]
    assert "token" not in repr(settings.telegram_token)
    assert f"{settings.remind_at:%H:%M}" == "08:30"
