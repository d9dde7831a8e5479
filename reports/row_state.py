"""What became of a row, as the words of its «Статус» in a written plan; read back they say the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_OURS = re.compile(r"выполнено( \d{2}\.\d{2}\.\d{4})?|просрочено|осталось \d+ из \d+")


@dataclass(frozen=True, slots=True)
class Became:
    """One deadline of a row: when it is due, and whether and when it was done."""

    due: date
    done: bool
    on: date | None = None


def state_words(deadlines: Sequence[Became], today: date) -> str:
    """«выполнено 12.03.2027», «просрочено; осталось 1 из 2»; "" where nothing has happened yet.

    Only a row done with begins with «выполнено»: a reader takes such a row for done.
    """
    left = [one for one in deadlines if not one.done]
    if not left:
        last = max((one.on for one in deadlines if one.on), default=None)
        return f"выполнено {last:%d.%m.%Y}" if last else "выполнено" if deadlines else ""
    parts = ["просрочено"] if any(one.due < today for one in left) else []
    if len(left) < len(deadlines):
        parts.append(f"осталось {len(left)} из {len(deadlines)}")
    return "; ".join(parts)


def without_ours(status: str) -> str:
    """What the school itself wrote there, without what an earlier file of ours had put beside it."""
    parts = [part.strip() for part in status.split(";")]
    return "; ".join(part for part in parts if part and not _OURS.fullmatch(part))
