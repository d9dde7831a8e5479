"""The month on a phone: everything due is there, nothing leaves the page, states do not differ by colour alone."""

import struct
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyclogram.school_year import school_year
from cyclogram.spans import DAY, Span, month, one_day
from reports.drawing import WIDTH, ZOOM, Page
from reports.month import Entry, MonthPlan, State, alternative, days_off
from reports.month_picture import draw, picture
from reports.typeface import Weight, face

SVG = "{http://www.w3.org/2000/svg}"
YEAR = school_year(2026)
OCTOBER = month(2026, 10)
FREE, PAUSES = days_off(YEAR, OCTOBER)
JOURNALS = Entry("Проверка журналов", ("завуч",), one_day(date(2026, 10, 5)), State.OVERDUE)
SURVEY = Entry("Опрос", ("психолог", "методист"), Span(date(2026, 10, 12), date(2026, 10, 23)), State.OPEN)
DONE = Entry("Диагностика", ("завуч",), one_day(date(2026, 10, 5)), State.DONE)


def plan(*entries: Entry, caption: str = "Методист") -> MonthPlan:
    return MonthPlan(2026, 10, entries, caption, FREE, PAUSES, date(2026, 10, 7))


def drawn(of: MonthPlan) -> ET.Element:
    page = Page()
    return ET.fromstring(page.svg(draw(page, of)))  # noqa: S314 our own drawing


def said(of: MonthPlan) -> list[str]:
    return [one.text or "" for one in drawn(of).iter(f"{SVG}text")]


def test_the_picture_is_three_times_a_phone_wide() -> None:
    width, height = struct.unpack(">II", picture(plan(JOURNALS, SURVEY, DONE))[16:24])
    assert width == WIDTH * ZOOM
    assert 1_200 < height < 2_000


def test_it_says_which_month_whose_and_what_is_due() -> None:
    words = [one for one in said(plan(SURVEY, DONE, JOURNALS)) if one != "✓"]
    assert words[:2] == ["Октябрь 2026", "Методист"]
    assert {str(day) for day in range(1, 32)} <= set(words)
    listed = [one for one in words if one[:2] in ("1.", "2.", "3.")]
    assert listed == ["1. Диагностика", "2. Проверка журналов", "3. Опрос"]
    assert "с 12 по 23 октября · психолог, методист" in words
    assert words[words.index("просрочено 1") :][:3] == ["просрочено 1", "впереди 1", "сделано 1"]
    assert "зелёные дни — каникулы (осенние)" in " ".join(words)


def test_a_month_without_deadlines_says_so() -> None:
    assert "В этом месяце сроков нет" in said(plan())
    assert alternative(plan()) == "Октябрь 2026, Методист: сроков нет."


def test_what_begins_now_and_is_due_later_stands_last() -> None:
    later = Entry("Итоги", (), Span(date(2026, 10, 20), date(2026, 11, 5)), State.OPEN)
    outside = Entry("Другое", (), one_day(date(2026, 11, 1)), State.OPEN)
    words = said(plan(later, outside, SURVEY))
    assert words.index("позже") < words.index("2. Итоги")
    assert "с 20 октября по 5 ноября" in words
    assert not any("Другое" in one for one in words)


@pytest.mark.parametrize("number", [21, 60, 500])
def test_too_many_to_show_are_counted(number: int) -> None:
    entries = [
        Entry(f"Дело {at}", ("завуч",), one_day(OCTOBER.start + at % 31 * DAY), State.OPEN) for at in range(number)
    ]
    words = said(plan(*entries, DONE))
    shown = sum(1 for one in words if "Дело" in one)
    assert words[-1] == f"И ещё {number - shown}, сделанных не показано 1"
    assert float(drawn(plan(*entries, DONE)).attrib["height"]) < 1_100


def test_a_state_has_its_own_shape() -> None:
    shapes = []
    for state in State:
        svg = drawn(MonthPlan(2026, 10, (Entry("Дело", (), one_day(date(2026, 10, 5)), state),)))
        boxes = [(one.attrib["width"], one.attrib["rx"]) for one in svg.iter(f"{SVG}rect")]
        shapes.append((sorted(boxes), [one.text for one in svg.iter(f"{SVG}text") if one.text in ("1", "✓")]))
    assert len({str(one) for one in shapes}) == 3


def test_it_is_told_to_those_who_do_not_see_it() -> None:
    assert alternative(plan(JOURNALS, SURVEY, DONE)) == (
        "Октябрь 2026, Методист: 3 срока, 1 просрочено, 1 впереди и 1 сделано. Ближайший: 23 октября, Опрос."
    )


def test_breaks_and_free_days_come_from_the_school_year() -> None:
    assert {date(2026, 10, 3), date(2026, 10, 26)} <= FREE
    assert date(2026, 10, 5) not in FREE
    ((name, days),) = PAUSES
    assert (name, days) == ("осенние", Span(date(2026, 10, 26), date(2026, 11, 3)))


def test_a_month_travels_as_plain_data() -> None:
    whole = plan(JOURNALS, SURVEY, DONE)
    assert MonthPlan.from_dict(whole.to_dict()) == whole


some_days = st.dates(date(2026, 9, 20), date(2026, 11, 10))
entries = st.builds(
    Entry,
    st.text(max_size=200),
    st.lists(st.text(max_size=60), max_size=3).map(tuple),
    st.tuples(some_days, some_days).map(sorted).map(lambda pair: Span(*pair)),
    st.sampled_from(State),
)


@given(st.lists(entries, max_size=40), st.text(max_size=60))
@settings(deadline=None, max_examples=40)
def test_nothing_leaves_the_page_whatever_is_due(found: list[Entry], caption: str) -> None:
    svg = drawn(plan(*found, caption=caption))
    height = float(svg.attrib["height"])
    for box in svg.iter(f"{SVG}rect"):
        x, y, wide, tall = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= WIDTH
        assert 0 <= y <= y + tall <= height
    for words in svg.iter(f"{SVG}text"):
        weight = Weight.BOLD if words.attrib["font-weight"] == "bold" else Weight.REGULAR
        wide = face(weight).width(words.text or "", float(words.attrib["font-size"]))
        x = float(words.attrib["x"]) - (wide / 2 if words.attrib["text-anchor"] == "middle" else 0)
        assert 0 <= x <= x + wide <= WIDTH
        assert float(words.attrib["y"]) < height
