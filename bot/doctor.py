"""`doctor`: what is set, what answers, and what to do about the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.house import TITLES, is_loopback, messengers
from bot.settings import Settings
from bot.welcome import FOREIGN, STAFF_ONLY
from chat.channel import Halted, TryLater, Unknown
from storage.engine import AlreadyRunning, NotOpened
from storage.office import open_office

SERVER = (
    "Данные граждан России сначала записываются на сервере в России (152-ФЗ, статья 18, часть 5): "
    "убедитесь, что этот компьютер стоит в России."
)


ALONE = " — откроется только на этом компьютере; для телефонов задайте WEB_URL (как — в docs/ru/server.md)"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination."""

    what: str
    well: bool
    words: str

    def __str__(self) -> str:
        return f"{'✓' if self.well else '✗'} {self.what}: {self.words}"


async def examine(settings: Settings) -> list[Finding]:
    """Everything that can be tried without disturbing anybody."""
    found = [Finding("Настройки", well=True, words="прочитаны"), *_database(settings), *_admins(settings)]
    found += [Finding("Сервер", well=True, words=SERVER), *_page(settings)]
    for name, channel in messengers(settings).items():
        try:
            wishes = await channel.connect()
        except (Halted, TryLater, Unknown) as error:
            found.append(Finding(TITLES[name], well=False, words=_why(error)))
        else:
            found.append(Finding(TITLES[name], well=not wishes, words=" ".join(wishes) or "отвечает"))
        finally:
            await channel.close()
        if name == "telegram":
            words = STAFF_ONLY if settings.telegram_for == "staff" else FOREIGN
            found.append(Finding("Telegram и закон", well=True, words=words))
    return found


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        with open_office(settings.database_url.get_secret_value()) as office:
            office.do(lambda work: work.events.aside())
    except AlreadyRunning:
        yield Finding("База", well=True, words="с ней работает запущенный бот")
    except NotOpened as error:
        yield Finding("База", well=False, words=f"не открывается: {error}. Проверьте DATABASE_URL")
    except Exception as error:  # noqa: BLE001 whatever a driver raises, the operator needs its name and not a traceback
        yield Finding("База", well=False, words=f"не открывается ({type(error).__name__}): проверьте DATABASE_URL")
    else:
        yield Finding("База", well=True, words="открывается, записи проходят")


def _page(settings: Settings) -> Iterator[Finding]:
    url = settings.web_url or f"http://{settings.web_host}:{settings.web_port}"
    yield Finding("Чат в браузере", well=True, words=f"{url}{ALONE if is_loopback(url) else ''}")


def _admins(settings: Settings) -> Iterator[Finding]:
    if settings.admins:
        yield Finding("Администраторы", well=True, words=", ".join(str(address) for address in settings.admins))
    else:
        yield Finding(
            "Администраторы", well=True, words="в ADMINS никого: войдите по одноразовой ссылке, её печатает запуск"
        )


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, Halted) else "не отвечает: проверьте сеть и адрес"
