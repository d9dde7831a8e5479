"""What a person hears on a morning: the day's deadlines and, when a week begins, the week; all in one message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chat.screen import Screen
from cyclogram import reminder_screens, week_screens
from cyclogram.reminder_screens import Due
from cyclogram.reminders import Policy, Rule
from cyclogram.weeks import week_of
from scheduler.dues import theirs
from scheduler.forecast import LATER
from scheduler.hours import school_day
from scheduler.kinds import Said
from storage.deadlines import Deadline
from storage.outbox import Message
from storage.weekly import shares
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Mornings:
    """Words for messages of the kinds `reminder` and `week`."""

    policy: Policy

    def said(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """What is closed, put off, or not theirs any more is not spoken of."""
        reminded = self._reminded(work, [one for one in messages if one.kind == "reminder"])
        spoken = {message.id for message, _ in reminded.values()}
        items = [due for _, due in reminded.values()]
        for message in (one for one in messages if one.kind == "week"):
            if week := self._week(work, message, items):
                spoken.add(message.id)
                return Said(week, folded=[one.id for one in messages if one.id not in spoken])
        if not items:
            return None
        shown = reminder_screens.reminder(items, school_day(work.now, self.policy))
        return Said(shown, folded=[one.id for one in messages if one.id not in spoken])

    def _reminded(self, work: Work, messages: Sequence[Message]) -> dict[int, tuple[Message, Due]]:
        """Deadline → the last message about it."""
        found = work.deadlines.these({message.args["deadline"] for message in messages})
        last = {
            one.id: message
            for message in messages
            if (one := found.get(message.args["deadline"])) and one.is_open and not _is_put_off(work, message, one)
        }
        spoken = [found[one] for one in last]
        said = {}
        for due in self._heard(work, spoken, messages[0].person_id) if spoken else ():
            begins = last[due.id].key.startswith(f"deadline:{due.id}:{Rule.START.value}:")
            said[due.id] = (last[due.id], replace(due, begins=begins))
        return said

    def _heard(self, work: Work, deadlines: Sequence[Deadline], person: int) -> Iterator[Due]:
        """Deadlines as their reader hears of them; without those that today are for others to hear."""
        today, whose = school_day(work.now, self.policy), work.deadlines.all_whose(one.id for one in deadlines)
        for one in deadlines:
            hearers = work.absences.hearers(whose[one.id].people, today, work.positions.holders)
            if person in hearers:
                yield theirs(work, one, whose[one.id], person, set(hearers[person]))

    # --- the week

    def _week(self, work: Work, message: Message, reminded: Sequence[Due]) -> Screen | None:
        """A person's week with what they are reminded of this very morning; None when it has nothing to say."""
        today, person = school_day(work.now, self.policy), message.person_id
        week = week_of(date.fromisoformat(message.args["week"]), work.school.year_of)
        share = shares(work, week, today, self.policy.zone, person).get(person)
        if share is None or share.is_empty or today not in week:
            return None
        told = {one.id for one in reminded}
        others = [one for one in (*share.due, *share.late, *share.beside) if one.id not in told]
        wanted = [one for one in others if not work.choices.is_put_off(one, person)]
        items = [*reminded, *self._heard(work, wanted, person)]
        repeats = [week_screens.Again(one.what, tuple(days)) for one, days in share.repeats]
        if not (items or repeats or share.daily):
            return None
        return week_screens.own(week, items, today, repeats, [one.what for one in share.daily])


def _is_put_off(work: Work, message: Message, deadline: Deadline) -> bool:
    """Whether its reader has asked to hear of it later; what they asked for themselves they hear."""
    asked_for = message.key.startswith(f"deadline:{deadline.id}:{LATER}:")
    return not asked_for and work.choices.is_put_off(deadline, message.person_id)
