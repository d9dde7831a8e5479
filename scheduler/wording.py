"""Each kind of message in words, from what is stored when its time has come; the rooms beside this one say most."""

from collections.abc import Mapping, Sequence
from datetime import date

from chat.screen import screen
from cyclogram import week_screens
from cyclogram.reminders import Policy
from cyclogram.weeks import week_of
from scheduler.absentees import Absentees
from scheduler.hours import Hours, school_day
from scheduler.kinds import Kind, Render, Said
from scheduler.mornings import Mornings
from scheduler.troubles import Troubles
from scheduler.wave_news import WaveNews
from storage.digest import digest
from storage.outbox import Message
from storage.people import Role
from storage.work import Work

MESSENGERS = {"telegram": "Telegram", "vk": "ВКонтакте", "web": "Чат в браузере"}


class Wording:
    """The words of a school."""

    def __init__(self, school: str, policy: Policy) -> None:
        self._policy = policy
        self._mornings = Mornings(policy)
        self._troubles = Troubles(policy)
        self._absentees = Absentees(policy)
        self._waves = WaveNews(school, policy)

    def kinds(self) -> Mapping[str, Kind]:
        """Everything the outbox may hold."""
        morning = Kind(self._mornings.said, together="morning", report=True)
        troubles, absentees, waves = self._troubles, self._absentees, self._waves
        return {
            "reminder": morning,
            "week": morning,
            "digest": Kind(_to_admins(self.digest)),
            "notice": Kind(_to_admins(troubles.notice), together="notice"),
            "unreached": Kind(_to_admins(troubles.unreached)),
            "help": Kind(_to_admins(troubles.help), hours=Hours.WAKING),
            "correction": Kind(_to_admins(troubles.correction), hours=Hours.WAKING),
            "reply": Kind(troubles.reply, hours=Hours.WAKING, report=True),
            "away": Kind(_to_admins(absentees.away), hours=Hours.WAKING),
            "stand_in": Kind(absentees.stand_in),
            "vacant": Kind(_to_admins(absentees.vacant), together="vacant"),
            "invitation": Kind(waves.invitation, hours=Hours.WAKING),
            "closed": Kind(_to_admins(waves.closed), hours=Hours.WAKING),
            "result": Kind(waves.result, hours=Hours.WAKING),
            "survey": Kind(_to_admins(waves.survey)),
            "halted": Kind(_to_admins(self.halted), hours=Hours.WAKING),
        }

    def digest(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """The head's week."""
        week = week_of(date.fromisoformat(messages[0].args["week"]), work.school.year_of)
        found = digest(work, school_day(work.now, self._policy), self._policy.zone)
        if found.is_empty or found.week != week:
            return None
        return Said(week_screens.head(week, found.counts, found.silent_positions, found.surveys))

    def halted(self, _: Work, messages: Sequence[Message]) -> Said | None:
        """A messenger does not let us in."""
        name = MESSENGERS.get(messages[0].args["messenger"], "Мессенджер")
        said = (
            f"{name} не принимает сообщения бота: похоже, отозван ключ доступа или не хватает разрешения. "
            "Ничего не потеряно, бот пробует снова. Передайте, пожалуйста, тому, кто его запускал."
        )
        return Said(screen(said))


def _to_admins(render: Render) -> Render:
    """Nothing is said to somebody who is an administrator no more."""

    def said(work: Work, messages: Sequence[Message]) -> Said | None:
        return render(work, messages) if work.people.has_role(messages[0].person_id, Role.ADMIN) else None

    return said
