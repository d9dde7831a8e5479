"""Each kind of message in words, from what is stored when its time has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chat.actions import action
from chat.screen import Screen, screen
from chat.words import by_day, listed
from cyclogram import absence_screens, notice_screens, reminder_screens, week_screens
from cyclogram.reminder_screens import Due, Trouble
from cyclogram.reminders import Policy
from cyclogram.weeks import week_of
from scheduler.hours import Hours, school_day
from scheduler.kinds import Kind, Said
from storage.deadlines import Deadline
from storage.digest import digest
from storage.outbox import Message
from storage.people import Audience
from storage.waves import WaveState
from storage.weekly import shares
from storage.work import Work
from surveys import screens as survey_screens
from surveys import shared, wave_screens
from surveys.definition import builtin

MESSENGERS = {"telegram": "Telegram", "vk": "ВКонтакте", "web": "Чат в браузере"}


@dataclass(frozen=True, slots=True)
class _Matter:
    """One thing an admin is told about."""

    trouble: Trouble
    due: Due
    people: tuple[str, ...]
    reason: str = ""


class Wording:
    """The words of a school."""

    def __init__(self, school: str, policy: Policy) -> None:
        self._school = school
        self._policy = policy

    def kinds(self) -> Mapping[str, Kind]:
        """Everything the outbox may hold."""
        return {
            "reminder": Kind(self.reminder, together=True, report=True),
            "week": Kind(self.week, report=True),
            "digest": Kind(self.digest),
            "vacant": Kind(self.vacant, together=True),
            "away": Kind(self.away, hours=Hours.WAKING),
            "stand_in": Kind(self.stand_in),
            "notice": Kind(self.notice, together=True),
            "help": Kind(self.help, hours=Hours.WAKING),
            "correction": Kind(self.correction, hours=Hours.WAKING),
            "reply": Kind(self.reply, hours=Hours.WAKING, report=True),
            "halted": Kind(self.halted, hours=Hours.WAKING),
            "invitation": Kind(self.invitation, hours=Hours.WAKING),
            "closed": Kind(self.closed, hours=Hours.WAKING),
            "result": Kind(self.result, hours=Hours.WAKING),
            "survey": Kind(self.survey),
        }

    # --- deadlines

    def reminder(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """One morning's deadlines; one that is closed, put off, or not theirs any more is not spoken of."""
        said: dict[int, tuple[int, Due]] = {}
        for message in messages:
            deadline = work.deadlines.get(message.args["deadline"])
            if deadline is None or not deadline.is_open or _is_put_off(work, message, deadline):
                continue
            if due := self._heard(work, deadline, message.person_id):
                said[deadline.id] = (message.id, due)
        if not said:
            return None
        spoken = {message_id for message_id, _ in said.values()}
        shown = reminder_screens.reminder([due for _, due in said.values()], self._today(work))
        return Said(shown, folded=[message.id for message in messages if message.id not in spoken])

    def _heard(self, work: Work, deadline: Deadline, person: int) -> Due | None:
        """A deadline as its reader hears of it; None when today it is for others to hear."""
        hearers = work.absences.hearers(work.deadlines.people(deadline.id), self._today(work), work.positions.holders)
        if person not in hearers:
            return None
        due = _theirs(work, deadline, person)
        absent = [words for one in hearers[person] for words in work.deadlines.responsible_as(deadline.id, one)]
        who = [words for words in work.deadlines.responsible(deadline.id, but=person) if words not in absent]
        return replace(due, who=", ".join(who), instead_of=", ".join(dict.fromkeys(absent)))

    def week(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """A person's week: what is told of by the week, and what is overdue."""
        (message,) = messages
        today = self._today(work)
        week = week_of(date.fromisoformat(message.args["week"]), work.school.year_of)
        share = shares(work, week, today, self._policy.zone).get(message.person_id)
        if share is None or today not in week:
            return None

        def worded(found: Sequence[Deadline]) -> list[Due]:
            return [due for one in found if (due := self._heard(work, one, message.person_id))]

        repeats = [week_screens.Again(one.what, tuple(days)) for one, days in share.repeats]
        daily = [one.what for one in share.daily]
        return Said(week_screens.own(week, worded(share.due), worded(share.late), repeats, daily))

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
        due, of = _due(deadline), work.deadlines
        match trouble:
            case Trouble.UNDELIVERED if failed:
                return _Matter(trouble, due, tuple(of.responsible_as(deadline.id, failed.person_id)), failed.reason)
            case Trouble.NOT_MINE:
                return _Matter(trouble, due, tuple(of.responsible_as(deadline.id, message.args["person"])))
            case Trouble.NOBODY if of.people(deadline.id):
                return None
            case Trouble.AWAY:
                return self._away(work, deadline, due)
            case Trouble.NOBODY:  # with nothing vacant, everybody has said it is not theirs
                vacant = tuple(of.vacant(deadline.id))
                holders = tuple(of.responsible(deadline.id))
                return (
                    _Matter(trouble, due, vacant) if vacant or not holders else _Matter(Trouble.NOT_MINE, due, holders)
                )
            case _:
                return _Matter(trouble, due, tuple(of.responsible(deadline.id)))

    def _away(self, work: Work, deadline: Deadline, due: Due) -> _Matter | None:
        people, today = work.deadlines.people(deadline.id), self._today(work)
        absent = work.absences.on(today)
        if not people or work.absences.hearers(people, today, work.positions.holders):
            return None
        who = [words for person in people for words in work.deadlines.responsible_as(deadline.id, person)]
        until = by_day(min(absent[person].until for person in people))
        return _Matter(Trouble.AWAY, due, tuple(dict.fromkeys(who)), until)

    def digest(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """The head's week."""
        week = week_of(date.fromisoformat(messages[0].args["week"]), work.school.year_of)
        found = digest(work, self._today(work), self._policy.zone)
        if found.is_empty or found.week != week:
            return None
        return Said(week_screens.head(week, found.counts, found.silent_positions, found.surveys))

    # --- who is not there

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
        if one is None or one.until < self._today(work):
            return None
        held = listed([position.wording for position in work.positions.held_by(one.person_id)])
        instead = work.positions.get(one.position_id).wording if one.position_id else ""
        return absence_screens.Away(held or "без должности", one.since, one.until, instead, one.id)

    # --- what people pressed

    def help(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """Somebody asks for help; not any more when they took it back or the thing is done."""
        (message,) = messages
        asked = work.choices.get(message.args["choice"])
        deadline = work.deadlines.get(message.args["deadline"])
        if asked is None or asked.undone or deadline is None or not deadline.is_open:
            return None
        who = work.deadlines.responsible_as(deadline.id, asked.person_id)
        return Said(notice_screens.notice(Trouble.HELP, _due(deadline), who, asked.words, asked.id))

    def correction(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """What an admin has read was taken back."""
        (message,) = messages
        chosen = work.choices.get(message.args["choice"])
        deadline = work.deadlines.get(chosen.deadline_id) if chosen else None
        if chosen is None or deadline is None or not deadline.is_open:
            return None
        who = work.deadlines.responsible_as(deadline.id, chosen.person_id)
        return Said(notice_screens.taken_back(Trouble(chosen.choice.value), _due(deadline), who))

    def reply(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """An admin's answer to whoever asked for help."""
        (message,) = messages
        said = work.choices.get(message.args["choice"])
        deadline = work.deadlines.get(message.args["deadline"])
        return Said(notice_screens.reply(_due(deadline), said.words)) if said and deadline else None

    # --- surveys

    def invitation(self, work: Work, messages: Sequence[Message]) -> Said | None:
        """Who is asked, unless they have answered or the wave is over."""
        (message,) = messages
        wave = work.waves.get(message.args["wave"])
        if wave is None or wave.state is not WaveState.OPEN or wave.closes_on < self._today(work):
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
        asked = survey_screens.Asked(wave.id, wave.survey, self._school, wave.closes_on, name)
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

    # --- the bot itself

    def halted(self, _: Work, messages: Sequence[Message]) -> Said | None:
        """A messenger does not let us in."""
        name = MESSENGERS.get(messages[0].args["messenger"], "Мессенджер")
        return Said(_halted(name))

    def _today(self, work: Work) -> date:
        return school_day(work.now, self._policy)


def _halted(name: str) -> Screen:
    return screen(
        f"{name} не принимает сообщения бота: похоже, отозван ключ доступа или не хватает разрешения. "
        "Ничего не потеряно, бот пробует снова. Передайте, пожалуйста, тому, кто его запускал."
    )


def _is_put_off(work: Work, message: Message, deadline: Deadline) -> bool:
    """Whether its reader has asked to hear of it later; what they asked for themselves they hear."""
    asked_for = message.key.startswith(f"deadline:{deadline.id}:later:")
    return not asked_for and work.choices.is_put_off(deadline.id, message.person_id)


def _theirs(work: Work, deadline: Deadline, person_id: int) -> Due:
    """As one of those who answer for it sees it."""
    of = work.deadlines
    taken = of.taken_by(deadline.id)
    behind = work.decisions.behind(deadline.row_id)
    others = ", ".join(of.responsible(deadline.id, but=person_id))
    return replace(
        _due(deadline, others),
        taken="" if taken is None else listed(of.responsible_as(deadline.id, taken)),
        mine=taken == person_id,
        shared=len(of.answering(deadline.id)) > 1,
        source=behind.source if behind else "",
    )


def _due(deadline: Deadline, who: str = "") -> Due:
    return Due(deadline.id, deadline.what, deadline.start, deadline.end, who, deadline.output)
