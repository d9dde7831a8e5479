"""How the community stands: its short name, and which of its settings still keep the bot from working."""

from bot.vk.errors import Fault
from bot.vk.line import Line

SECTION = "Управление → Настройки → Работа с API → Long Poll API"
NEEDED = {
    "message_new": "Входящее сообщение",
    "message_event": "Действие с сообщением",
    "message_allow": "Разрешение на получение",
    "message_deny": "Запрет на получение",
}
NO_RIGHT = "Дайте ключу сообщества право «Управление сообществом»: без него бот не получает сообщений."
CANNOT_TELL = frozenset({7, 15})


async def ask(line: Line, group: int) -> tuple[str, list[str]]:
    """The short name ("" when unknown) and Russian sentences about what to switch on; raises `Fault` or `NoAnswer`."""
    about = await line.call("groups.getById", {"group_id": group})
    try:
        settings = await line.call("groups.getLongPollSettings", {"group_id": group})
    except Fault as fault:
        if fault.code not in CANNOT_TELL:
            raise
        return short_name(about), [NO_RIGHT]
    return short_name(about), wishes(settings)


def short_name(about: object) -> str:
    """From either shape `groups.getById` has had."""
    groups = about.get("groups") if isinstance(about, dict) else about
    match groups:
        case [{"screen_name": str(name)}, *_]:
            return name
        case _:
            return ""


def wishes(settings: object) -> list[str]:
    """What a person should switch on, one sentence each."""
    match settings:
        case {"is_enabled": on} if not on:
            return [f"Включите в сообществе Long Poll API: {SECTION}."]
        case {"events": dict(events)}:
            missing = ", ".join(f"«{words}»" for name, words in NEEDED.items() if not events.get(name))
            return [f"Отметьте в сообществе типы событий {missing}: {SECTION} → Типы событий."] if missing else []
        case _:
            return []
