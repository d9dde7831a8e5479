"""Waves of surveys: who is asked, when one may begin, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.actions import action
from chat.screen import screen
from cyclogram.reminders import Policy
from scheduler.hours import school_day
from scheduler.kinds import Said
from storage.outbox import Message
from storage.people import Audience
from storage.waves import WaveState
from storage.work import Work
from surveys import screens as survey_screens
from surveys import shared, wave_screens
from surveys.definition import builtin


@dataclass(frozen=True, slots=True)
class WaveNews:
    """Words for messages of the kinds `invitation`, `closed`, `result`, `survey`."""

    school: str
    policy: Policy

    def invitation(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """Who is asked, unless they have answered or the wave is over."""
        (message,) = messages
        wave = work.waves.get(message.args["wave"])
        if wave is None or wave.state is not WaveState.OPEN or wave.closes_on < school_day(work.now, self.policy):
            return None
        answered = work.participation.answered(wave.id)
        classes = [
            one.class_name
            for one in work.people.memberships(message.person_id)
            if one.audience is wave.audience and one.class_name in wave.classes
        ]
        waiting = [name for name in classes if (message.person_id, name) not in answered]
        if not waiting:
            return None
        name = waiting[0] if len(waiting) == 1 else ""
        asked = survey_screens.Asked(wave.id, wave.survey, self.school, wave.closes_on, name)
        return Said(survey_screens.invitation(asked))

    def closed(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """A wave closed by itself; what came of it."""
        (message,) = messages
        wave = work.waves.get(message.args["wave"])
        result = work.closing.result(message.args["wave"])
        if wave is None or result is None:
            return None
        merged = [group.classes for group in result.groups]
        comments = len(work.closing.comments(wave.id))
        return Said(wave_screens.closed(wave.survey, result.school.answered, merged, wave.id, comments))

    def result(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """What came of a wave, for those who were asked."""
        (message,) = messages
        wave = work.waves.get(message.args["wave"])
        published = work.closing.result(message.args["wave"])
        if wave is None or published is None or not published.school.counts:
            return None
        school = published.school
        return Said(screen(shared.results(wave.survey, school.answered, school.invited, school.counts)))

    def survey(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """A survey of the plan begins; unless it was opened meanwhile, or is not in the plan any more."""
        (message,) = messages
        deadline = work.deadlines.get(message.args["deadline"])
        audience = Audience(message.args["audience"])
        if deadline is None or not deadline.is_open or audience not in work.row_surveys.of(deadline.row_id):
            return None
        if work.row_surveys.wave_of(deadline.id, audience) is not None:
            return None
        go, plan = action("wave_open", deadline.id, audience), action("school_deadlines", 0)
        whom = builtin()[audience].audience
        return Said(wave_screens.offer(deadline.what, whom, deadline.start, deadline.end, go=go, plan=plan))
