"""Deadline phrases: the table of kinds, what is assumed aloud, and that nothing at all makes the reader stumble."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from unicodedata import normalize

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.deadlines import day_reading
from cyclogram.phrases import Ask, Reading, Repeats, What, Why, as_json, in_words, read
from cyclogram.repeats import rrule_words
from cyclogram.school_year import SchoolYear, Weeks, school_year
from cyclogram.spans import Span

YEAR = school_year(2026)
TERMS = "2026-09-01..2026-10-24; 2026-11-05..2026-12-30; 2027-01-11..2027-03-26; 2027-04-05..2027-05-26"
Row = tuple[str, str, str]
OFTEN = 3
"""In how many ways each phrase is typed."""


def _kinds() -> dict[str, list[Row]]:
    """The rows under each heading of the tables."""
    kinds: dict[str, list[Row]] = {}
    for table in ("phrases.tsv", "phrase_kinds.tsv"):
        rows = kinds.setdefault("вперемешку", [])
        for line in (Path(__file__).parent / table).read_text(encoding="utf-8").split("\n")[1:]:
            if line.startswith("# "):
                rows = kinds.setdefault(line[2:], [])
            elif line:
                phrase, reading, sure = line.split("\t")
                rows.append((phrase.replace("\\n", "\n"), reading, sure))
    return kinds


KINDS = _kinds()
TABLE = [row for rows in KINDS.values() for row in rows]


def shown(what: What) -> str:
    match what:
        case Reading(spans):
            return days(spans)
        case Repeats(rrule, start, until):
            return f"{rrule} {start}..{until}"
        case Ask(_, why, guess):
            return f"? {why.value} {days(guess)}".rstrip()


def days(spans: tuple[Span, ...]) -> str:
    return "; ".join(f"{one.start}" if one.start == one.end else f"{one.start}..{one.end}" for one in spans)


def how_sure(what: What) -> str:
    """«sure» is applied, «assumed» is applied and shown as an assumption, a question is neither."""
    match what:
        case Reading(_, sure) | Repeats(_, _, _, sure):
            return "sure" if sure >= 0.9 else "assumed" if sure >= 0.5 else "?"
        case Ask():
            return ""


@pytest.mark.parametrize("kind", KINDS)
def test_phrases_of_a_kind(kind: str) -> None:
    """Many in one test: a phrase is read faster than a test begins."""
    told = [(phrase, shown(what := read(phrase, YEAR)), how_sure(what)) for phrase, *_ in KINDS[kind]]
    assert [one for one in told if one not in KINDS[kind]] == []


def test_the_tables_are_read_whole() -> None:
    assert len(TABLE) > 1700
    assert all(len(rows) > 5 for rows in KINDS.values())


LISTED = re.compile(r"[-•]|\d[.)] ")
TITLED = re.compile(r"[-•]|\d[.)] |(?i:срок|дат)")
OTHERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("hard spaces", lambda phrase: phrase.replace(" ", "\u00a0")),
    ("two spaces", lambda phrase: phrase.replace(" ", "  ")),
    ("long dashes", lambda phrase: phrase.replace("-", "\u2013")),
    ("hard hyphens", lambda phrase: phrase.replace("\u2013", "\u2011").replace("-", "\u2014")),
    ("a dot", lambda phrase: phrase + "."),
    ("a comma", lambda phrase: phrase + " ,"),
    ("blank edges", lambda phrase: f" {phrase}\n"),
    ("ё", lambda phrase: phrase.replace("е", "ё")),
    ("capital", str.capitalize),
    ("capitals", str.upper),
    ("quotes", lambda phrase: phrase if LISTED.match(phrase) else f"«{phrase}»"),
    ("letters apart from their dots", lambda phrase: normalize("NFD", phrase)),
    ("a soft hyphen", lambda phrase: phrase.replace("бр", "б\u00adр")),
    (
        "the word «срок»",
        lambda phrase: phrase if TITLED.match(phrase) else f"Срок: {phrase}",
    ),
)


@pytest.mark.parametrize("start", range(OFTEN))
def test_how_it_is_typed_makes_no_difference(start: int) -> None:
    """Every phrase is typed in some of the ways, every way meets some of the phrases."""
    different = [
        (name, phrase, told)
        for index, (phrase, reading, _) in enumerate(TABLE)
        for name, other in [OTHERS[(index + start) % len(OTHERS)]]
        if (told := shown(read(other(phrase), YEAR))) != reading
    ]
    assert different == []


LOOK_ALIKES = str.maketrans("аеосрху", "aeocpxy")


def test_letters_that_only_look_russian_are_read_and_said() -> None:
    """Such a reading may be asked about where a table takes it for sure, but it is never another one."""
    for phrase, reading, _ in TABLE[::3]:
        told = read(phrase.lower().translate(LOOK_ALIKES), YEAR)
        assert shown(told) == reading or isinstance(told, Ask), phrase


@pytest.mark.parametrize(
    ("phrase", "assumption"),
    [
        ("август", "август понимаю как август перед началом учебного года"),
        ("I квартал", "квартал понимаю как календарный, а не как четверть"),
        ("2 неделя мая", "недели месяца считаю по четвергам"),
        ("до октября", "«до» понимаю как «до начала»"),
        ("II триместр", "даты триместров взяты примерные"),
        ("октябьр", "слово с опечаткой или разрывом прочитано по смыслу"),
    ],
)
def test_what_is_taken_for_granted_is_said(phrase: str, assumption: str) -> None:
    what = read(phrase, YEAR)
    assert isinstance(what, Reading)
    assert what.sure < 0.9
    assert assumption in what.assumed


@pytest.mark.parametrize(
    "phrase", ["октябрь", "до 15 марта", "с 5 по 16 апреля", "сентябрь и май", "01.09", "май-июнь"]
)
def test_plain_phrases_assume_nothing(phrase: str) -> None:
    what = read(phrase, YEAR)
    assert isinstance(what, Reading)
    assert (what.sure > 0.9, what.assumed, what.warning) == (True, (), "")


@pytest.mark.parametrize("phrase", ["11.05.2026 – 21.05.2026", "10 ноября 2020* года", "октябрь 2025"])
def test_another_year_stays_as_written_and_warns(phrase: str) -> None:
    what = read(phrase, YEAR)
    assert isinstance(what, Reading)
    assert "прошлогодний" in what.warning


def test_a_date_cell_of_a_far_year_is_asked_about_as_the_words_are() -> None:
    asked = day_reading(date(9999, 12, 31), YEAR)
    assert asked == read("31.12.9999", YEAR)
    assert isinstance(asked, Ask)
    assert "опечатка" in asked.question


def test_the_same_words_move_with_the_school_year() -> None:
    what = read("с 20 декабря по 15 января", school_year(2027))
    assert isinstance(what, Reading)
    assert what.spans == (Span(date(2027, 12, 20), date(2028, 1, 15)),)


def test_the_shape_of_a_line_of_when() -> None:
    assert as_json("октябрь", read("октябрь", YEAR)) == {
        "phrase": "октябрь",
        "status": "dates",
        "spans": [{"start": "2026-10-01", "end": "2026-10-31"}],
        "sure": 0.95,
    }
    assert as_json("x", read("каждую пятницу", YEAR)) == {
        "phrase": "x",
        "status": "repeats",
        "rrule": "FREQ=WEEKLY;BYDAY=FR",
        "from": "2026-09-01",
        "until": "2027-05-26",
        "sure": 0.95,
    }
    asked = as_json("x", read("3 раза в год", YEAR))
    assert asked["status"] == "ask"
    assert len(asked["guess"]) == 3


@pytest.mark.parametrize("start", [2025, 2026, 2027, 2030])
def test_what_a_line_of_when_promises(start: int) -> None:
    """Days in order and near the year (or a warning), a repeat others can follow, a question a person can answer."""
    year = school_year(start)
    for phrase, *_ in TABLE[start % 4 :: 4]:
        line = as_json(phrase, read(phrase, year))
        assert json.loads(json.dumps(line)) == line
        match line:
            case {"status": "dates", "spans": [*spans], "sure": sure}:
                assert 0.5 < sure <= 1
                assert spans == sorted(spans, key=lambda span: (span["start"], span["end"])), phrase
                assert all(span["start"] <= span["end"] for span in spans), phrase
                near = all(f"{start}-08-01" <= one["start"] <= one["end"] <= f"{start + 1}-08-31" for one in spans)
                assert near or "прошлогодний" in line["warning"], phrase
            case {"status": "repeats", "rrule": rule, "from": first, "until": until, "sure": sure}:
                assert 0.5 < sure <= 1
                ends = until.replace("-", "")
                assert list(rrulestr(f"{rule};UNTIL={ends}", dtstart=datetime.fromisoformat(first))), phrase
            case {"status": "ask", "question": str(question), **rest}:
                assert rest.keys() <= {"phrase", "guess"}
                assert re.fullmatch(r"[А-Я].+[?.]", question), phrase
            case _:
                pytest.fail(f"{phrase}: {line}")


def test_in_words() -> None:
    assert in_words(read("с 5 по 16 апреля", YEAR)) == "с 5 по 16 апреля"
    assert in_words(read("каждую пятницу", YEAR)) == "по пятницам, с 1 сентября по 26 мая"


@pytest.mark.parametrize(
    "rrule, words",
    [
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "каждый день"),
        ("FREQ=WEEKLY", "каждую неделю"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "по понедельникам и пятницам"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "раз в 2 недели, по понедельникам"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "каждый месяц, в последнюю пятницу"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "каждый месяц, в первый понедельник и третий понедельник"),
        ("FREQ=MONTHLY;INTERVAL=2", "раз в 2 месяца"),
    ],
)
def test_a_repeat_in_words(rrule: str, words: str) -> None:
    assert rrule_words(rrule) == words


WORDS = st.sampled_from(
    "до с по не позднее 1 2 3 31 30.02 15.10 2026 2025 99.99 сентябрь марта IX XIII - – , ; ( ) и / раз в год неделя"
    " четверть полугодие квартал каждый понедельник конец начало середина итогам по-итогам последняя декада половина"
    " учебный-год весь период числа ежемесячно каникулы осенние триместр перед раза месяц . ? 🙂 после к не-реже модуль"
    " по-графику пятница каждую неделю числу I, 31, накануне весной дней 2026-2027 ежедневно входной".split()
)


@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=30).map(" ".join)))
def test_no_text_makes_it_stumble(phrase: str) -> None:
    what = read(phrase, YEAR)
    assert in_words(what)
    assert as_json(phrase, what)["phrase"] == phrase
    if isinstance(what, Reading):
        assert what.spans
        assert 0.5 < what.sure <= 1
    if isinstance(what, Repeats):
        assert what.start <= what.until


@given(st.sampled_from(TABLE), st.text(alphabet="бгжзфцщ", min_size=4, max_size=8), st.booleans())
def test_a_strange_word_beside_any_phrase_makes_it_a_question(
    row: tuple[str, str, str], strange: str, before: bool
) -> None:
    phrase, *_ = row
    assert isinstance(read(f"{strange} {phrase}" if before else f"{phrase} {strange}", YEAR), Ask)


@pytest.mark.parametrize(
    ("year", "phrase", "reading", "sure"),
    [
        (YEAR, "2 модуль", "2026-10-12..2026-11-15", "assumed"),
        (YEAR, "по итогам 1 модуля", "2026-10-04..2026-10-13", "assumed"),
        (replace(YEAR, modules_assumed=False), "II модуль", "2026-10-12..2026-11-15", "sure"),
        (replace(YEAR, trimesters_assumed=False), "II триместр", "2026-11-23..2027-02-19", "sure"),
        (replace(YEAR, quarters_are_terms=True), "I квартал", "2026-09-01..2026-10-24", "sure"),
        (replace(YEAR, quarters_are_terms=True), "ежеквартально", TERMS, "sure"),
        (replace(YEAR, quarters_are_terms=True), "IV квартал 2026 г.", "2026-10-01..2026-12-31", "assumed"),
        (replace(YEAR, weeks=Weeks.MONDAY), "1 неделя октября", "2026-10-05..2026-10-11", "sure"),
        (replace(YEAR, weeks=Weeks.MONDAY), "4 неделя октября", "2026-10-26..2026-10-31", "sure"),
        (replace(YEAR, weeks=Weeks.DAYS), "1 неделя октября", "2026-10-01..2026-10-07", "sure"),
        (replace(YEAR, weeks=Weeks.DAYS), "5 неделя октября", "2026-10-29..2026-10-31", "sure"),
        (replace(YEAR, weeks=Weeks.DAYS), "последняя неделя октября", "2026-10-25..2026-10-31", "assumed"),
        (
            replace(YEAR, days_per_week=6),
            "ежедневно",
            "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA 2026-09-01..2027-05-26",
            "sure",
        ),
        (school_year(2027), "I четверть", "2027-09-01..2027-10-24", "assumed"),
        (school_year(2027), "октябрь", "2027-10-01..2027-10-31", "sure"),
    ],
)
def test_a_school_has_its_own_year_and_its_own_words_for_it(
    year: SchoolYear, phrase: str, reading: str, sure: str
) -> None:
    what = read(phrase, year)
    assert (shown(what), how_sure(what)) == (reading, sure)


@given(st.lists(WORDS, max_size=6).map(" ".join), st.text(alphabet="бгжзфцщ", min_size=4, max_size=8))
def test_a_strange_word_is_never_read_as_a_date(phrase: str, strange: str) -> None:
    assert isinstance(read(f"{phrase} {strange}", YEAR), Ask)


def test_why_it_asks_decides_the_question() -> None:
    what = read("", YEAR)
    assert isinstance(what, Ask)
    assert what.why is Why.EMPTY
    assert what.question.endswith("?")
