"""Pictures: the right size, our own font, every word on them, bars that add up."""

import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import chart, qr, typeface
from reports.drawing import WIDTH, ZOOM, Page, Type
from reports.typeface import Weight
from reports.waves import ClosedWave
from surveys.definition import Option, builtin
from tests.reports.waves import CLOSED, COUNTS, PARENTS, PLAIN, SCHOOL, THIN

SVG = "{http://www.w3.org/2000/svg}"


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def parsed(page: Page, height: float) -> ET.Element:
    return ET.fromstring(page.svg(height))  # noqa: S314 - our own drawing; that a name cannot break it is tested below


def drawn(wave: ClosedWave, school: str = SCHOOL) -> ET.Element:
    page = Page()
    return parsed(page, chart._draw(page, wave, school))


def words(svg: ET.Element) -> str:
    return " ".join(one.text or "" for one in svg.iter(f"{SVG}text"))


def test_the_chart_is_a_picture_three_times_a_phone_wide() -> None:
    width, height = size(chart.chart(CLOSED, SCHOOL))
    assert width == WIDTH * ZOOM
    assert 2000 < height < 3200


def test_the_chart_says_who_how_many_and_what_was_asked() -> None:
    said = words(drawn(PLAIN))
    for expected in (
        "Школа глазами родителей",
        SCHOOL,
        "51 из 84 (61 %)",
        "У = 2,87, уровень средний",
        "3,78",
        "n = 51",
    ):
        assert expected in said
    for statement in PARENTS.statements:
        assert statement.text.rstrip(".") in said
    for option in PARENTS.scale:
        assert option.label in said


def test_the_best_statement_is_on_top() -> None:
    said = words(drawn(PLAIN))
    assert said.index("учат") < said.index("особенности") < said.index("кормят")


def test_nothing_leaves_the_page() -> None:
    svg = drawn(PLAIN)
    height = float(svg.attrib["height"])
    for box in svg.iter(f"{SVG}rect"):
        x, y, width, tall = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + width <= WIDTH
        assert 0 <= y <= y + tall <= height


def test_a_bar_adds_up_to_the_whole() -> None:
    svg = drawn(replace(PLAIN, counts={"canteen": {4: 1, 3: 1, 2: 1, 1: 1, 0: 1}}))
    bars = [float(box.attrib["width"]) for box in svg.iter(f"{SVG}rect") if box.attrib["height"] == f"{chart.BAR:.4f}"]
    assert len(bars) == 5
    assert sum(bars) == pytest.approx(chart.ROOM - 5 * 0.8, abs=0.01)


def test_a_wave_that_may_not_be_shown_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="may be shown"):
        chart.chart(THIN, SCHOOL)


def test_the_picture_is_told_to_those_who_do_not_see_it() -> None:
    assert chart.alternative(PLAIN) == (
        "Диаграмма: Школа глазами родителей, 12 утверждений. Выше всех — «Меня устраивает, "
        "как моего ребёнка учат в школе», ниже всех — «Меня устраивает, как ребёнка кормят в школе»."
    )


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_every_answer_has_its_own_colour(number: int) -> None:
    scale = [Option(value, str(value)) for value in reversed(range(number))]
    paint = chart.colours(scale)
    assert len(set(paint.values())) == number
    assert (chart.MIDDLE in paint.values()) == (number % 2 == 1)


tallies = st.fixed_dictionaries({value: st.integers(0, 30) for value in (4, 3, 2, 1, 0)})


@given(st.dictionaries(st.sampled_from(sorted(COUNTS)), tallies, min_size=1, max_size=4), st.text(max_size=40))
@settings(deadline=None, max_examples=40)
def test_any_counts_and_any_name_of_a_school_can_be_drawn(counts: dict[str, dict[int, int]], school: str) -> None:
    counts = {one: tally for one, tally in counts.items() if any(tally.values())}
    if counts:
        assert drawn(replace(PLAIN, counts=counts), school).tag == f"{SVG}svg"


def test_the_font_has_every_letter_the_surveys_use() -> None:
    for survey in builtin().values():
        for said in (survey.title, survey.audience, *(one.text for one in survey.statements), "«№ 5» — 97 % −1 …"):
            for weight in Weight:
                assert typeface.face(weight).known(said) == said


def test_what_the_font_lacks_is_left_out() -> None:
    assert typeface.face(Weight.REGULAR).known("Ура\x00 🎉\n5А") == "Ура 5А"


def test_bold_is_wider_and_blanks_have_a_width() -> None:
    regular, bold = (typeface.face(weight) for weight in (Weight.REGULAR, Weight.BOLD))
    assert bold.width("Школа", 10) > regular.width("Школа", 10) > 0
    assert regular.width("н н", 10) > regular.width("нн", 10)


@given(st.text(alphabet="абвгд ёжз—«»,.", max_size=300), st.floats(20, 300))
def test_wrapped_lines_fit_and_lose_nothing(said: str, room: float) -> None:
    look = Type(12)
    lines = look.wrap(said, room)
    assert all(look.width(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(said.split())


def test_an_invitation_to_print() -> None:
    png = qr.invitation("https://example.org/k7f3q9xw2m", "k7f3-q9xw-2m", "Родители, 5А", SCHOOL)
    width, height = size(png)
    assert width == WIDTH * ZOOM
    assert height > width


def test_the_modules_of_a_code_are_whole_pixels() -> None:
    page = Page()
    bottom = qr._modules(page, "https://example.org/k7f3q9xw2m", 50.1)
    svg = parsed(page, bottom)
    for box in svg.iter(f"{SVG}rect"):
        for name in ("x", "y", "width", "height"):
            pixels = float(box.attrib[name]) * ZOOM
            assert pixels == pytest.approx(round(pixels), abs=0.001)


def test_a_link_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="data"):
        qr.invitation("x" * 5000, "code", "Родители")
