"""A stored deadline as its readers see it in a message."""

from dataclasses import replace

from chat.words import listed
from cyclogram.reminder_screens import Due
from storage.deadlines import Deadline
from storage.work import Work


def due(deadline: Deadline, who: str = "") -> Due:
    """Without anything that belongs to one reader."""
    return Due(deadline.id, deadline.what, deadline.start, deadline.end, who, deadline.output)


def theirs(work: Work, deadline: Deadline, person_id: int) -> Due:
    """As one of those who answer for it sees it."""
    of = work.deadlines
    taken = of.taken_by(deadline.id)
    behind = work.decisions.behind(deadline.row_id)
    others = ", ".join(of.responsible(deadline.id, but=person_id))
    return replace(
        due(deadline, others),
        taken="" if taken is None else listed(of.responsible_as(deadline.id, taken)),
        mine=taken == person_id,
        shared=len(of.answering(deadline.id)) > 1,
        source=behind.source if behind else "",
    )
