"""What became of a message, and what follows: the one place that decides about failures and unknown outcomes."""

from datetime import datetime, timedelta

from chat.events import Address, Ref
from scheduler.kinds import Kind
from storage.notices import tell_admins
from storage.outbox import Message, Sent
from storage.work import Work

TRIES = 3
PAUSE = timedelta(seconds=10)
"""Between two tries of the same message, times the number of tries so far."""
NOW = timedelta(0)

NO_CHAT = "нет чата с ботом"
STOPPED = "бот остановлен получателем"
REFUSED = "мессенджер не принял сообщение"
BROKEN = "ошибка на нашей стороне"


def repeats(message: Message, remembers: timedelta, now: datetime) -> bool:
    """Whether a message that may or may not have been shown is sent once more.

    Where the messenger itself drops a double (`remembers`: how long, from the first try on) nothing is risked.
    Elsewhere a double of a reminder is kinder than a silence, and a double of an invitation to hundreds is not.
    """
    if message.attempts >= TRIES:
        return False
    safe = message.claimed_at is not None and now - message.claimed_at < remembers
    return safe or not message.bulk


def sent(work: Work, ids: list[int], ref: Ref) -> None:
    """It was shown."""
    work.outbox.mark(ids, Sent.SENT, ref=ref)


def unknown(work: Work, messages: list[Message], remembers: timedelta, kind: Kind | None) -> None:
    """Bytes left and no answer came, or the process died in between."""
    ids = [message.id for message in messages]
    first = work.outbox.get(ids[0]) or messages[0]
    if repeats(first, remembers, work.moments.real):
        work.outbox.repeat(ids, PAUSE * first.attempts)
        return
    work.outbox.mark(ids, Sent.UNKNOWN, reason="связь оборвалась при отправке")
    if kind and kind.report:
        report(work, messages)


def undeliverable(work: Work, messages: list[Message], reason: str, kind: Kind | None) -> None:
    """It will never be shown; somebody who can act learns why."""
    work.outbox.mark([message.id for message in messages], Sent.UNDELIVERABLE, reason=reason)
    if kind and kind.report:
        report(work, messages)


def set_aside(work: Work, messages: list[Message], reason: str, kind: Kind | None) -> None:
    """Our own mistake: kept for whoever looks after the bot, and reported like anything undeliverable."""
    messenger = messages[0].address.messenger if messages[0].address else ""
    ids = ", ".join(str(message.id) for message in messages)
    work.events.put_aside(messenger, "", f"outbox {messages[0].kind}: {ids}", reason)
    undeliverable(work, messages, REFUSED if messenger else BROKEN, kind)


def gone(work: Work, ids: list[int], address: Address) -> None:
    """This address is closed; perhaps the person has another."""
    work.people.gone(address)
    work.outbox.unsent(ids, NOW)


def unreachable(work: Work, messages: list[Message], kind: Kind | None) -> None:
    """No address is left to write to."""
    had_one = bool(work.people.addresses(messages[0].person_id))
    undeliverable(work, messages, STOPPED if had_one else NO_CHAT, kind)


def report(work: Work, messages: list[Message]) -> None:
    """Tell the admins, except one who could not be reached: of each deadline, or that a week alone did not arrive."""
    singly = [message for message in messages if message.kind != "week"]
    for message in singly or messages[:1]:
        args = {"trouble": "undelivered", "message": message.id}
        kind = "notice" if singly else "unreached"
        tell_admins(work, f"undelivered:{message.id}", kind, args, but=message.person_id)
