"""What is remembered: every table of the school, in the order of the story.

Numbers are never given twice (`sqlite_autoincrement`): messengers and the outbox know a message again by them.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Id, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- people and where they are reached ---------------------------------------------------------------------------

people = Table("people", metadata, Column("id", Id, primary_key=True), sqlite_autoincrement=True)

addresses = Table(
    "addresses",
    metadata,
    Column("messenger", String(16), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("view", String(64), nullable=False, default=""),  # the screen this chat stands on, as a packed action
    Column("ref", String(80), nullable=False, default=""),  # the message that shows it
    Column("gone", Boolean, nullable=False, default=False),
    Column("used", Integer, nullable=False, default=0),  # grows with each use: the newest is written to first
)

consents = Table(
    "consents",
    metadata,
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("purpose", String(16), primary_key=True),
    Column("version", String(16), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
)

roles = Table(
    "roles",
    metadata,
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), primary_key=True),
)

memberships = Table(
    "memberships",
    metadata,
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("audience", String(16), primary_key=True),
    Column("class_name", String(16), primary_key=True),  # "" for teachers
)

headcounts = Table(
    "headcounts",
    metadata,
    Column("audience", String(16), primary_key=True),
    Column("class_name", String(16), primary_key=True),
    Column("n", Integer, nullable=False),
)

codes = Table(
    "codes",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),  # class, position, device, admin
    Column("audience", String(16), nullable=False, default=""),
    Column("class_name", String(16), nullable=False, default=""),
    Column("position_id", Id, ForeignKey("positions.id", ondelete="CASCADE")),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE")),
    Column("cap", Integer, nullable=False),
    Column("used", Integer, nullable=False, default=0),
    Column("expires_at", Moment),
    Column("revoked", Boolean, nullable=False, default=False),
)

wrong_codes = Table(
    "wrong_codes",  # who tries codes: a drawer many addresses share, so nobody is remembered for a slip
    metadata,
    Column("drawer", Integer, primary_key=True, autoincrement=False),
    Column("hour", Id, nullable=False),
    Column("tries", Integer, nullable=False),
)

# --- events and conversations ------------------------------------------------------------------------------------

handled = Table(
    "handled",
    metadata,
    Column("messenger", String(16), primary_key=True),
    Column("event_id", String(80), primary_key=True),
    Column("place", String(64), nullable=False, default=""),  # emptied once the answer has been shown
    Column("instead_of", String(80)),
    Column("at", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)
Index("ix_handled_unshown", handled.c.messenger, handled.c.place, sqlite_where=handled.c.place != "",
      postgresql_where=handled.c.place != "")  # fmt: skip

set_aside = Table(
    "set_aside",
    metadata,
    Column("id", Id, primary_key=True),
    Column("messenger", String(16), nullable=False),
    Column("sender", String(64), nullable=False, default=""),
    Column("raw", Text, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

bookmarks = Table(
    "bookmarks",
    metadata,
    Column("messenger", String(16), primary_key=True),
    Column("value", String(200), nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("args", JSON, nullable=False),
    Column("messenger", String(16), nullable=False),
    Column("place", String(64), nullable=False),
    Column("state", String(16), nullable=False, default="waiting"),  # waiting, done, failed
    Column("attempts", Integer, nullable=False, default=0),
    Column("told", Boolean, nullable=False, default=False),
    Column("result", JSON),
    Column("content", LargeBinary),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(120), nullable=False, unique=True),  # rule:occurrence:recipient
    Column("kind", String(16), nullable=False),
    Column("args", JSON, nullable=False),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("bulk", Boolean, nullable=False, default=False),
    Column("due_at", Moment, nullable=False),  # school time
    Column("expires_at", Moment),  # school time
    Column("state", String(16), nullable=False, default="due"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", Moment),  # real time
    Column("bundle", Id, index=True),  # the first of those sent as one message; a repeat must say the same
    Column("claimed_at", Moment),  # real time of the bundle's first claim
    Column("messenger", String(16)),
    Column("address", String(64)),
    Column("ref", String(80)),
    Column("reason", String(200)),
    Column("sent_at", Moment),
    sqlite_autoincrement=True,
)
Index("ix_outbox_due", outbox.c.state, outbox.c.due_at)

school = Table(
    "school",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("value", JSON, nullable=False),
)

# --- surveys -----------------------------------------------------------------------------------------------------

waves = Table(
    "waves",
    metadata,
    Column("id", Id, primary_key=True),
    Column("survey", String(32), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("definition", JSON, nullable=False),  # the survey as it was when the wave was made
    Column("digest", String(16), nullable=False),  # of the definition: the same digest is the same survey
    Column("classes", JSON, nullable=False),
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("reminded", JSON, nullable=False, default=list),  # days on which those who had not answered were asked again
    Column("state", String(16), nullable=False),  # draft, open, closed
    Column("walked", Boolean, nullable=False, default=False),  # an admin went through it before the start
    Column("swept", Boolean, nullable=False, default=False),  # the file was vacuumed after closing
    sqlite_autoincrement=True,
)

participations = Table(
    "participations",
    metadata,
    Column("wave_id", Id, ForeignKey("waves.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("class_name", String(16), primary_key=True),
    Column("answered", Boolean, nullable=False, default=False),  # no time, on purpose
    sqlite_with_rowid=False,
)

fillings = Table(
    "fillings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("wave_id", Id, ForeignKey("waves.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("class_name", String(16), nullable=False),
    Column("draft", JSON, nullable=False),
    UniqueConstraint("wave_id", "person_id", "class_name"),
    sqlite_autoincrement=True,
)

coverages = Table(
    "coverages",  # of closed waves: who answered is forgotten, how many is kept
    metadata,
    Column("wave_id", Id, ForeignKey("waves.id", ondelete="CASCADE"), primary_key=True),
    Column("class_name", String(16), primary_key=True),
    Column("answered", Integer, nullable=False),
    Column("invited", Integer, nullable=False),
)

ballots = Table(
    "ballots",
    metadata,
    Column("wave_id", Id, ForeignKey("waves.id", ondelete="CASCADE"), primary_key=True),
    Column("class_name", String(200), primary_key=True),
    Column("id", String(32), primary_key=True),  # random
    Column("answers", JSON, nullable=False),
    sqlite_with_rowid=False,
)

comments = Table(
    "comments",
    metadata,
    Column("wave_id", Id, ForeignKey("waves.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(32), primary_key=True),  # random
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False, default="new"),
    sqlite_with_rowid=False,
)

groups = Table(
    "groups",
    metadata,
    Column("wave_id", Id, ForeignKey("waves.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # 0 is the whole school
    Column("classes", JSON, nullable=False),
    Column("invited", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
)

counts = Table(
    "counts",
    metadata,
    Column("wave_id", Id, ForeignKey("waves.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("statement", String(32), primary_key=True),
    Column("value", String(16), primary_key=True),
    Column("n", Integer, nullable=False),
)

# --- the cyclogram -----------------------------------------------------------------------------------------------

plans = Table(
    "plans",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(16), nullable=False, default="cyclogram", server_default="cyclogram"),  # or roadmap
    Column("year", Integer, nullable=False),  # the school year's first calendar year
    Column("state", String(16), nullable=False),  # read, in_force, replaced
    Column("content", JSON, nullable=False),  # as it was read, with the questions still open
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

plan_rows = Table(
    "plan_rows",  # a row lives on from version to version of its plan; one that is in none any more stays with its last
    metadata,
    Column("id", Id, primary_key=True),
    Column("plan_id", Id, ForeignKey("plans.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Text, nullable=False),  # sheet and cell: the row of this address in the plan's content
    Column("what", Text, nullable=False),
    Column("output", Text, nullable=False, default=""),
    Column("object_id", String(64), nullable=False, default="", server_default=""),
    Column("level", Text, nullable=False, default="", server_default=""),
    Column("known_at", Moment),  # when it came into force first: what was overdue by then is not nagged about
    Column("gone", Boolean, nullable=False, default=False, server_default="0"),  # in no plan any more
    sqlite_autoincrement=True,
)

positions = Table(
    "positions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("wording", String(300), nullable=False),
    Column("likeness", String(300), nullable=False, unique=True),  # what makes two wordings the same position
    sqlite_autoincrement=True,
)

row_positions = Table(
    "row_positions",
    metadata,
    Column("row_id", Id, ForeignKey("plan_rows.id", ondelete="CASCADE"), primary_key=True),
    Column("position_id", Id, ForeignKey("positions.id", ondelete="CASCADE"), primary_key=True),
)

holders = Table(
    "holders",
    metadata,
    Column("position_id", Id, ForeignKey("positions.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
)

group_positions = Table(
    "group_positions",  # which positions a group of the plan is made of: «администрация», «кл. рук. 5 классов»
    metadata,
    Column("group_id", Id, ForeignKey("positions.id", ondelete="CASCADE"), primary_key=True),
    Column("position_id", Id, ForeignKey("positions.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("named", Boolean, nullable=False, default=False),  # one by one: «5А», not «администрация»
)

deadlines = Table(
    "deadlines",
    metadata,
    Column("id", Id, primary_key=True),
    Column("row_id", Id, ForeignKey("plan_rows.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Date, nullable=False, index=True),
    Column("end", Date, nullable=False, index=True),
    Column("state", String(16), nullable=False, default="open"),  # open, done, dropped
    Column("word", Text, nullable=False, default=""),
    Column("done_by", Id, ForeignKey("people.id", ondelete="SET NULL")),
    Column("done_at", Moment, index=True),
    Column("form", String(200), nullable=False, default="", server_default=""),  # справка, приказ: what came of it
    Column("series", Boolean, nullable=False, default=False, server_default="0"),  # one of many in its row
    sqlite_autoincrement=True,
)

repeats = Table(
    "repeats",  # what comes so often that no date of it is told by itself: RFC 5545 rules
    metadata,
    Column("id", Id, primary_key=True),
    Column("row_id", Id, ForeignKey("plan_rows.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("rrule", String(200), nullable=False),
    Column("start", Date, nullable=False),
    Column("until", Date, nullable=False),
    sqlite_autoincrement=True,
)

takings = Table(
    "takings",  # «Беру»: of several who answer for it this one does it, and alone is reminded
    metadata,
    Column("deadline_id", Id, ForeignKey("deadlines.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
)

choices = Table(
    "choices",  # what people pressed beneath a reminder; the last one can be taken back for a minute
    metadata,
    Column("id", Id, primary_key=True),
    Column("deadline_id", Id, ForeignKey("deadlines.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("choice", String(16), nullable=False),  # done, take, later, not_mine, help, and what answers them
    Column("words", Text, nullable=False, default=""),
    Column("facts", JSON, nullable=False, default=dict),  # what it changed: enough to tell of it and to take it back
    Column("at", Moment, nullable=False),  # school time
    Column("pressed_at", Moment, nullable=False),  # real time
    Column("undone", Boolean, nullable=False, default=False),
    sqlite_autoincrement=True,
)

attachments = Table(
    "attachments",  # a photo or document as the result of a thing done
    metadata,
    Column("id", Id, primary_key=True),
    Column("deadline_id", Id, ForeignKey("deadlines.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="SET NULL")),
    Column("name", String(200), nullable=False),
    Column("caption", Text, nullable=False, default="", server_default=""),
    Column("content", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

decisions = Table(
    "decisions",  # a management decision, what it came from, and the row it has become
    metadata,
    Column("id", Id, primary_key=True),
    Column("row_id", Id, ForeignKey("plan_rows.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("deadline_id", Id, ForeignKey("deadlines.id", ondelete="SET NULL")),
    Column("made_row_id", Id, ForeignKey("plan_rows.id", ondelete="SET NULL")),
    Column("what", Text, nullable=False),
    Column("who", Text, nullable=False, default=""),
    Column("due", Text, nullable=False, default=""),  # as it was said
    Column("metric", Text, nullable=False, default=""),  # how the school will know
    Column("by", Id, ForeignKey("people.id", ondelete="SET NULL")),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

row_surveys = Table(
    "row_surveys",  # a row that is a survey, and whom it asks
    metadata,
    Column("row_id", Id, ForeignKey("plan_rows.id", ondelete="CASCADE"), primary_key=True),
    Column("audience", String(16), primary_key=True),
)

wave_deadlines = Table(
    "wave_deadlines",  # the deadline a wave was opened for
    metadata,
    Column("wave_id", Id, ForeignKey("waves.id", ondelete="CASCADE"), primary_key=True),
    Column("deadline_id", Id, ForeignKey("deadlines.id", ondelete="CASCADE"), nullable=False, index=True),
)

policies = Table(
    "policies",  # which reminders a plan, a row or a person gets, where it is not the usual ones
    metadata,
    Column("scope", String(16), primary_key=True),  # plan, row, person
    Column("owner", Id, primary_key=True, autoincrement=False),
    Column("preset", String(16), nullable=False),
)

absences = Table(
    "absences",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("position_id", Id, ForeignKey("positions.id", ondelete="SET NULL")),  # who stands in
    sqlite_autoincrement=True,
)

drafts = Table(
    "drafts",  # something said in several steps, until it counts
    metadata,
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("content", JSON, nullable=False),
)

understood = Table(
    "understood",  # what an administrator said a phrase means: the same phrase is not asked about twice
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("phrase", String(300), primary_key=True),
    Column("content", JSON, nullable=False),
)

refusals = Table(
    "refusals",  # «Не моё», «Готова только моя часть»: this person is not reminded of this deadline
    metadata,
    Column("deadline_id", Id, ForeignKey("deadlines.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
)

# --- the chat in the browser is its own messenger server ---------------------------------------------------------

web_sessions = Table(
    "web_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("address", String(64), nullable=False, index=True),
    Column("seen_at", Moment, nullable=False, index=True),  # real time, to the day
    Column("changes", Integer, nullable=False, default=0),  # of this address so far: never falls when messages go
)

web_messages = Table(
    "web_messages",
    metadata,
    Column("address", String(64), primary_key=True),
    Column("ref", String(40), primary_key=True),
    Column("seq", Id, nullable=False),  # grows with every change of this chat, so a page asks "what is new since"
    Column("screen", JSON, nullable=False),
    Column("key", String(120), nullable=False, default=""),  # of the delivery that wrote it, so that it is written once
    Column("fleeting", Boolean, nullable=False, default=False),
    Column("attachment", LargeBinary),
    sqlite_with_rowid=False,
)
