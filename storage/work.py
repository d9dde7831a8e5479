"""What a turn may do with storage, within one transaction."""

from functools import cached_property

from sqlalchemy import Connection

from storage.absences import Absences
from storage.attachments import Attachments
from storage.ballots import Ballots
from storage.choices import Choices
from storage.closing import Closing
from storage.codes import Codes
from storage.deadlines import Deadlines
from storage.decisions import Decisions
from storage.drafts import Drafts
from storage.events import Events
from storage.facts import Facts
from storage.fillings import Fillings
from storage.groups import Groups
from storage.jobs import Jobs
from storage.moments import Moments
from storage.outbox import Outbox
from storage.participation import Participation
from storage.people import People
from storage.plans import Plans
from storage.policies import Policies
from storage.positions import Positions
from storage.row_surveys import RowSurveys
from storage.rows import Rows
from storage.school import School
from storage.understood import Understood
from storage.waves import Waves


class Work:
    """One transaction, seen as the school's shelves. `now` is school time (UTC, aware)."""

    def __init__(self, connection: Connection, moments: Moments) -> None:
        self.connection = connection
        self.moments = moments
        self.now = moments.school
        self.events = Events(connection, moments.real)
        self.people = People(connection, moments.school)

    @cached_property
    def codes(self) -> Codes:
        """Invitations and other codes."""
        return Codes(self.connection, self.moments.real)

    @cached_property
    def waves(self) -> Waves:
        """Waves of surveys, who is invited, and what was published."""
        return Waves(self.connection, self.moments)

    @cached_property
    def fillings(self) -> Fillings:
        """Drafts of people still answering."""
        return Fillings(self.connection)

    @cached_property
    def ballots(self) -> Ballots:
        """The ballot box."""
        return Ballots(self.connection)

    @cached_property
    def closing(self) -> Closing:
        """The end of a wave, and what it published."""
        return Closing(self.connection, self.waves, self.people, self.row_surveys)

    @cached_property
    def participation(self) -> Participation:
        """Who has answered in a running wave."""
        return Participation(self.connection)

    @cached_property
    def plans(self) -> Plans:
        """The cyclogram and the roadmap, version by version."""
        return Plans(self.connection, self.now, self.rows, self.groups)

    @cached_property
    def rows(self) -> Rows:
        """The rows of the plans in force."""
        return Rows(self.connection, self.now, self.positions)

    @cached_property
    def row_surveys(self) -> RowSurveys:
        """Rows of the plans that are surveys."""
        return RowSurveys(self.connection, self.now)

    @cached_property
    def positions(self) -> Positions:
        """Who answers for rows."""
        return Positions(self.connection)

    @cached_property
    def groups(self) -> Groups:
        """Which positions groups are made of."""
        return Groups(self.connection, self.positions)

    @cached_property
    def drafts(self) -> Drafts:
        """What people say in several steps."""
        return Drafts(self.connection)

    @cached_property
    def understood(self) -> Understood:
        """What phrases of the plan were said to mean."""
        return Understood(self.connection)

    @cached_property
    def deadlines(self) -> Deadlines:
        """Deadlines of the plan in force."""
        return Deadlines(self.connection, self.now)

    @cached_property
    def facts(self) -> Facts:
        """What was planned, and what became of it."""
        return Facts(self.connection)

    @cached_property
    def policies(self) -> Policies:
        """Which reminders a plan, a row or a person gets."""
        return Policies(self.connection)

    @cached_property
    def absences(self) -> Absences:
        """Who is away, until when, and who stands in."""
        return Absences(self.connection)

    @cached_property
    def choices(self) -> Choices:
        """What people pressed beneath reminders."""
        return Choices(self.connection, self.moments, self.deadlines, self.outbox)

    @cached_property
    def attachments(self) -> Attachments:
        """Files sent as the result of a thing."""
        return Attachments(self.connection, self.now)

    @cached_property
    def decisions(self) -> Decisions:
        """Management decisions."""
        return Decisions(self.connection, self.now)

    @cached_property
    def outbox(self) -> Outbox:
        """What is to be said to whom, and when."""
        return Outbox(self.connection, self.moments)

    @cached_property
    def jobs(self) -> Jobs:
        """Work that takes time."""
        return Jobs(self.connection, self.moments.real)

    @cached_property
    def school(self) -> School:
        """The school's own settings: class sizes and the like."""
        return School(self.connection)
