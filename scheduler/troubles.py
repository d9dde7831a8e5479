"""What goes wrong with deadlines, for those who can act, and what an administrator answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.words import by_day
from cyclogram import notice_screens
from cyclogram.reminder_screens import Due, Trouble
from cyclogram.reminders import Policy
from scheduler.dues import due
from scheduler.hours import school_day
from scheduler.kinds import Said
from storage.deadlines import Deadline
from storage.outbox import Message
from storage.whose import Belonging
from storage.work import Work


@dataclass(frozen=True, slots=True)
class _Matter:
    """One thing an admin is told about."""

    trouble: Trouble
    due: Due
    people: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Troubles:
    """Words for messages of the kinds `notice`, `unreached`, `help`, `correction`, `reply`."""

    policy: Policy

    def notice(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """What needs a person who can act."""
        spoken: dict[_Matter, int] = {}  # two occasions may come to the same words
        for message in messages:
            if matter := self._matter(work, message):
                spoken.setdefault(matter, message.id)
        told_anyway = {one.due.id for one in spoken if one.trouble is not Trouble.NOBODY}
        spoken = {
            one: id_
            for one, id_ in spoken.items()
            if one.trouble is not Trouble.NOBODY or one.due.id not in told_anyway
        }
        folded = [message.id for message in messages if message.id not in spoken.values()]
        match list(spoken):
            case []:
                return None
            case [one]:
                return Said(notice_screens.notice(one.trouble, one.due, one.people, one.reason), folded)
            case many:
                told = [(one.trouble, one.due, one.people) for one in many]
                return Said(notice_screens.notices(told), folded)

    def _matter(self, work: Work, message: Message) -> _Matter | None:
        """None when it has settled itself."""
        trouble = Trouble(message.args["trouble"])
        failed = work.outbox.get(message.args["message"]) if trouble is Trouble.UNDELIVERED else None
        deadline_id = failed.args.get("deadline") if failed else message.args.get("deadline")
        deadline = work.deadlines.get(deadline_id) if deadline_id else None
        if deadline is None or not deadline.is_open:
            return None
        item, whose = due(deadline), work.deadlines.whose(deadline.id)
        match trouble:
            case Trouble.UNDELIVERED if failed:
                what = Trouble.UNANSWERED if failed.kind == "reply" else trouble
                return _Matter(
                    what, item, tuple(work.deadlines.speaks_as(deadline.id, failed.person_id)), failed.reason
                )
            case Trouble.NOT_MINE:
                return _Matter(trouble, item, tuple(whose.responsible_as(message.args["person"])))
            case Trouble.NOBODY if whose.people:
                return None
            case Trouble.AWAY:
                return self._away(work, deadline, whose)
            case Trouble.NOBODY:  # with nothing vacant, everybody has said it is not theirs
                vacant, holders = tuple(work.deadlines.vacant(deadline.id)), tuple(whose.responsible())
                return _Matter(trouble if vacant or not holders else Trouble.NOT_MINE, item, vacant or holders)
            case _:
                return _Matter(trouble, item, tuple(whose.responsible()))

    def _away(self, work: Work, deadline: Deadline, whose: Belonging) -> _Matter | None:
        people, today = whose.people, school_day(work.now, self.policy)
        absent = work.absences.on(today)
        if not people or work.absences.hearers(people, today, work.positions.holders):
            return None
        who = [words for person in people for words in whose.responsible_as(person)]
        until = by_day(min(absent[person].until for person in people))
        return _Matter(Trouble.AWAY, due(deadline), tuple(dict.fromkeys(who)), until)

    def unreached(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """Somebody's week could not be delivered; not of somebody who holds nothing any more."""
        failed = work.outbox.get(messages[0].args["message"])
        held = [position.wording for position in work.positions.held_by(failed.person_id)] if failed else []
        return Said(notice_screens.unreached(held, failed.reason)) if failed and held else None

    # --- what people pressed

    def help(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """Somebody asks for help; not any more when they took it back or the thing is done."""
        (message,) = messages
        asked = work.choices.get(message.args["choice"])
        deadline = work.deadlines.get(message.args["deadline"])
        if asked is None or asked.undone or deadline is None or not deadline.is_open:
            return None
        who = work.deadlines.speaks_as(deadline.id, asked.person_id)
        return Said(notice_screens.notice(Trouble.HELP, due(deadline), who, asked.words, asked.id))

    def correction(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """What an admin has read was taken back."""
        (message,) = messages
        chosen = work.choices.get(message.args["choice"])
        deadline = work.deadlines.get(chosen.deadline_id) if chosen else None
        if chosen is None or deadline is None or not deadline.is_open:
            return None
        who = work.deadlines.speaks_as(deadline.id, chosen.person_id)
        return Said(notice_screens.taken_back(Trouble(chosen.choice.value), due(deadline), who))

    def reply(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """An admin's answer to whoever asked for help."""
        (message,) = messages
        said = work.choices.get(message.args["choice"])
        deadline = work.deadlines.get(message.args["deadline"])
        return Said(notice_screens.reply(due(deadline), said.words)) if said and deadline else None
