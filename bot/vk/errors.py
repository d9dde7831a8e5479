"""One table from VK's error codes to the ways the house knows a showing can fail."""

from chat.channel import Gone, Halted, Refused, TryLater, Unknown

Outcome = Gone | TryLater | Refused | Unknown | Halted


class Fault(Exception):
    """VK answered with an error code. Its own message is left out: it may quote what was sent."""

    def __init__(self, code: int) -> None:
        super().__init__(f"VK error {code}")
        self.code = code


class NoAnswer(Exception):
    """No readable answer came; `left` tells whether the request may have reached VK."""

    def __init__(self, *, left: bool, why: str = "") -> None:
        super().__init__(why or "no answer")
        self.left = left


TOO_FAST = 6
AGAIN = frozenset({1, TOO_FAST, 10})
"""Worth another try at once: VK's own hiccups. A send carries its random_id, so the second try cannot double it."""

GONE = frozenset({18, 113, 900, 901, 902, 936, 1021, 917, 922, 925, 927, 945, 946})
"""Deleted or blocked people, no permission to write, chats the community was put out of."""

PAUSES = {1: 5.0, TOO_FAST: 1.0, 9: 30.0, 10: 5.0, 43: 60.0}
"""Seconds the channel rests. 9 is VK's flood control, lifted within minutes."""

_KEY = "ВКонтакте не принимает ключ сообщества: создайте новый ключ и впишите его в VK_TOKEN"
_RIGHTS = "Ключу сообщества не хватает прав: нужны «Сообщения», «Фотографии», «Документы», «Управление сообществом»"
_LIMIT = "ВКонтакте временно ограничил сообщения сообщества: проверьте уведомления сообщества и подождите"
HALTS = {
    5: _KEY,
    27: _KEY,
    28: _KEY,
    7: _RIGHTS,
    15: _RIGHTS,
    14: "ВКонтакте просит ввести код с картинки: откройте сообщество в браузере и подтвердите, что вы не робот",
    16: "ВКонтакте принимает только защищённые адреса: проверьте VK_API_URL",
    17: "ВКонтакте просит подтвердить вход администратора сообщества",
    29: "Суточный предел обращений к ВКонтакте исчерпан: бот продолжит, когда предел снимут",
    912: "Включите в сообществе ВКонтакте: Управление → Сообщения → Настройки для бота → «Возможности ботов»",
    943: _LIMIT,
    944: _LIMIT,
    950: _LIMIT,
    984: _LIMIT,
}

PERSON_MUST_ACT = frozenset({5, 27, 28, 7, 15, 16, 17})
"""Halts that do not pass by themselves: there is no use in asking again."""


def outcome(error: Fault | NoAnswer) -> Outcome:
    """What the house is told. An unlisted code is a refusal: it must be looked at, never retried blindly."""
    match error:
        case NoAnswer(left=True):
            return Unknown("VK gave no readable answer")
        case NoAnswer():
            return TryLater(5)
        case Fault(code=code) if code in GONE:
            return Gone(f"VK error {code}")
        case Fault(code=code) if code in PAUSES:
            return TryLater(PAUSES[code])
        case Fault(code=code) if code in HALTS:
            return Halted(f"{HALTS[code]} (ошибка {code})")
        case Fault(code=code):
            return Refused(f"VK error {code}")
