"""Free words of a closed wave, for the administration."""

from chat.actions import action
from chat.screen import Button, Screen
from chat.text import units
from handlers.drafts import wave_of
from handlers.visit import Stale, Visit, number
from storage.waves import WaveState
from surveys import wave_screens
from surveys.masking import masked

ROOM = 3000
"""UTF-16 units of comments on one page; the longest single comment is a third of it."""


def show(visit: Visit, wave_id: str, at: str = "0") -> Screen:
    """View `comments`: a page of them."""
    visit.require_admin()
    wave = wave_of(visit, wave_id, WaveState.CLOSED)
    pages = _pages([masked(one) for one in visit.work.closing.comments(wave.id)])
    if not pages:
        raise Stale
    here = min(number(at), len(pages) - 1)
    turn = [
        Button(label, action("comments", wave.id, to))
        for label, to in (("◀ Предыдущие", here - 1), ("Следующие ▶", here + 1))
        if 0 <= to < len(pages)
    ]
    return wave_screens.comment_page(wave.survey, pages[here], turn, back=action("wave", wave.id))


def _pages(comments: list[str]) -> list[list[str]]:
    pages: list[list[str]] = []
    left = 0
    for one in comments:
        left -= units(one) + 3
        if left < 0:
            pages.append([])
            left = ROOM - units(one)
        pages[-1].append(one)
    return pages
