"""Who is not there: told to administrators and to whoever stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.words import listed
from cyclogram import absence_screens
from cyclogram.reminders import Policy
from scheduler.hours import school_day
from scheduler.kinds import Said
from storage.outbox import Message
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Absentees:
    """Words for messages of the kinds `away`, `stand_in`, `vacant`."""

    policy: Policy

    def away(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """To administrators: somebody is away."""
        absence = self._absence(work, messages[0])
        return Said(absence_screens.told(absence)) if absence else None

    def stand_in(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """To whoever stands in for them."""
        absence = self._absence(work, messages[0])
        return Said(absence_screens.standing_in(absence)) if absence else None

    def vacant(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """To administrators: somebody has left their positions; not of those somebody else has taken."""
        in_force = {position.id: position for position in work.positions.in_force() if not position.people}
        found = {one.args["position"]: one.id for one in messages if one.args["position"] in in_force}
        if not found:
            return None
        said = absence_screens.vacant([(id_, in_force[id_].wording) for id_ in found])
        return Said(said, folded=[one.id for one in messages if one.id not in found.values()])

    def _absence(self, work: Work, message: Message) -> absence_screens.Away | None:
        """None when they are back."""
        one = work.absences.get(message.args["absence"])
        if one is None or one.until < school_day(work.now, self.policy):
            return None
        held = listed([position.wording for position in work.positions.held_by(one.person_id)])
        instead = work.positions.get(one.position_id).wording if one.position_id else ""
        return absence_screens.Away(held or "без должности", one.since, one.until, instead, one.id)
