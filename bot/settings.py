"""Every setting, its meaning and its default; the only reader of the environment."""

import re
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from chat.events import Address

MESSENGERS = ("telegram", "vk", "web")


class BadSettings(Exception):
    """A setting is missing or wrong; the sentences say which and how to mend it."""


class TelegramFor(StrEnum):
    """Whom Telegram serves (41-ФЗ bars foreign messengers for organisations subordinate to state bodies)."""

    EVERYONE = "everyone"
    STAFF = "staff"


class Settings(BaseSettings):
    """Read from the environment and `.env`; names are the fields' in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    school_name: str = Field(default="Школа", max_length=120)
    school_timezone: ZoneInfo = ZoneInfo("Europe/Moscow")
    database_url: SecretStr = SecretStr("sqlite:///data/school.db")
    admins: Annotated[tuple[Address, ...], NoDecode] = ()
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=0, le=65535)
    web_url: str = ""
    web_behind_proxy: bool = False
    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    telegram_for: TelegramFor = TelegramFor.EVERYONE
    vk_token: SecretStr | None = None
    vk_group_id: int | None = Field(default=None, gt=0)
    vk_api_url: str = "https://api.vk.com"
    remind_at: time = time(9, 0)
    quiet_from: time = time(19, 0)
    quiet_to: time = time(8, 0)

    @property
    def data_folder(self) -> Path:
        """Where files live: beside the SQLite file."""
        url = self.database_url.get_secret_value()
        return Path(url.removeprefix("sqlite:///")).parent if url.startswith("sqlite") else Path("data")

    @field_validator("school_timezone", mode="before")
    @classmethod
    def _zone(cls, name: object) -> object:
        try:
            return ZoneInfo(name) if isinstance(name, str) else name
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise ValueError("часовой пояс не найден, пишите так: Europe/Moscow, Asia/Yekaterinburg") from unknown

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: SecretStr) -> SecretStr:
        if not url.get_secret_value().startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("адрес базы начинается с sqlite:/// или postgresql+psycopg://")
        if url.get_secret_value() in ("sqlite:///", "sqlite:///:memory:"):
            raise ValueError("после sqlite:/// нужно имя файла, например sqlite:///data/school.db")
        return url

    @field_validator("admins", mode="before")
    @classmethod
    def _admins(cls, words: object) -> object:
        if not isinstance(words, str):
            return words
        found = []
        for item in filter(None, (part.strip() for part in words.split(","))):
            messenger, _, number = item.partition(":")
            if messenger not in MESSENGERS or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", number):
                raise ValueError("перечислите через запятую, например telegram:1001,vk:2002; свой номер покажет /id")
            found.append(Address(messenger, number))
        return tuple(found)

    @field_validator("telegram_token")
    @classmethod
    def _telegram(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not re.fullmatch(r"\d+:[!-~]+", token.get_secret_value()):
            raise ValueError("это не токен: @BotFather выдаёт число, двоеточие и длинное слово; впишите его целиком")
        return token

    @field_validator("telegram_api_url", "vk_api_url", "web_url")
    @classmethod
    def _url(cls, url: str) -> str:
        if url and not re.match(r"https?://[^\s/]+", url):
            raise ValueError("нужен адрес, который начинается с http:// или https://")
        return url.rstrip("/")

    @field_validator("remind_at", "quiet_from", "quiet_to", mode="before")
    @classmethod
    def _clock(cls, words: object) -> object:
        if isinstance(words, str) and not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", words.strip()):
            raise ValueError("нужно время суток, например 09:00")
        return words.strip().zfill(5) if isinstance(words, str) else words

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        wrong = []
        if self.vk_token and not self.vk_group_id:
            wrong.append("VK_GROUP_ID: к VK_TOKEN нужен и номер сообщества")
        if _within(self.remind_at, self.quiet_from, self.quiet_to):
            wrong.append("REMIND_AT: время напоминаний попадает в тихие часы QUIET_FROM…QUIET_TO")
        if wrong:
            raise ValueError(".\nНастройка ".join(wrong))
        return self


def read_settings(**given: Any) -> Settings:
    """The settings, or `BadSettings` with one Russian sentence per mistake. Values never appear in it."""
    _check_file(Path(given.get("_env_file", ".env") or "."))
    try:
        return Settings(**given)
    except ValidationError as wrong:
        raise BadSettings("\n".join(_sentence(error) for error in wrong.errors(include_input=False))) from None


def _check_file(path: Path) -> None:
    """The library passes over a line it cannot read; a setting nobody sees missing is worse than a sentence."""
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8-sig") as stream:
            wrong = [binding.original.line for binding in parse_stream(stream) if binding.error]
    except UnicodeDecodeError:
        raise BadSettings(f"Файл {path.name} не в кодировке UTF-8. Сохраните его заново.") from None
    except OSError:
        raise BadSettings(f"Файл {path.name} не читается. Проверьте права на него.") from None
    if wrong:
        raise BadSettings("\n".join(f"Файл {path.name}, строка {line}: пишите ИМЯ=значение." for line in wrong))


_KINDS = {
    "int_parsing": "нужно целое число",
    "greater_than": "число слишком маленькое",
    "greater_than_equal": "число слишком маленькое",
    "less_than_equal": "число слишком большое",
    "enum": "допустимо everyone или staff",
    "bool_parsing": "нужно true или false",
    "string_too_long": "слишком длинно",
}


def _sentence(error: Any) -> str:
    why = _KINDS.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    name = ".".join(str(part) for part in error["loc"]).upper()
    return f"Настройка {name}: {why}." if name else f"Настройка {why}."


def _within(moment: time, start: time, end: time) -> bool:
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end
