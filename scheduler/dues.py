"""A stored deadline as its readers see it in a message."""

from dataclasses import replace

from chat.words import listed
from cyclogram.reminder_screens import Due
from storage.deadlines import Deadline
from storage.whose import Belonging
from storage.work import Work


def due(deadline: Deadline, who: str = "") -> Due:
    """Without anything that belongs to one reader."""
    return Due(deadline.id, deadline.what, deadline.start, deadline.end, who, deadline.output)


def theirs(work: Work, deadline: Deadline, whose: Belonging, person_id: int, instead_of: set[int]) -> Due:
    """As one of those who answer for it sees it, or who stands in for some of them."""
    taken = whose.taken_by
    behind = work.decisions.behind(deadline.row_id)
    absent = list(dict.fromkeys(words for one in instead_of for words in whose.responsible_as(one)))
    others = [words for words in whose.responsible(but=person_id) if words not in absent]
    return replace(
        due(deadline, ", ".join(others)),
        instead_of=", ".join(absent),
        taken="" if taken is None else listed(whose.responsible_as(taken)),
        mine=taken == person_id,
        shared=len(whose.answering) > 1,
        source=behind.source if behind else "",
    )
