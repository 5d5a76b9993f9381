"""A picture is well-formed, escaped, and has a title and a description."""

from xml.etree import ElementTree as ET

import pytest

from serving.drawing.svg import Titled, shortened
from serving.drawing.waterfall import FallBar, draw_waterfall

TITLED = Titled("w", "How it <comes> about", 'From "base" & on')
BARS = [FallBar("base", 0.0, -3.0), FallBar("<b>name</b> & co", -3.0, 2.0), FallBar("total", 0.0, 2.0, is_total=True)]
HOSTILE = ["<script>alert(1)</script>", '" onload="x', "مرحبا بالعالم", "\u202edlrow", "a" * 500, "&amp;"]


def parsed(bars: list[FallBar]) -> ET.Element:
    return ET.fromstring(draw_waterfall(TITLED, bars))


def test_a_picture_has_a_title_and_a_description_that_it_names() -> None:
    svg = parsed(BARS)

    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "w-title w-desc"
    title = svg.find("title")
    description = svg.find("desc")
    assert title is not None
    assert description is not None
    assert (title.get("id"), title.text) == ("w-title", "How it <comes> about")
    assert (description.get("id"), description.text) == ("w-desc", 'From "base" & on')


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_is_text(label: str) -> None:
    svg = parsed([FallBar(label, 0.0, 1.0)])

    texts = [one.text for one in svg.iter("text")]
    assert any(text is not None and text.startswith(label[:5]) for text in texts)
    assert {one.tag for one in svg.iter()} <= {"svg", "title", "desc", "text", "rect", "line"}


def test_a_bar_begins_where_the_one_above_ends_and_the_sign_is_written() -> None:
    svg = parsed(BARS)

    first, second, total = ((float(one.get("x", "0")), float(one.get("width", "0"))) for one in svg.iter("rect"))
    assert first[0] == pytest.approx(second[0], abs=0.2)
    assert first[0] + first[1] == pytest.approx(total[0], abs=0.2)
    assert {"-3.00", "+5.00"} <= {one.text for one in svg.iter("text")}


def test_a_long_label_ends_in_an_ellipsis() -> None:
    assert shortened("abcdefgh", 30) == "abc…"
    assert shortened("abc", 30) == "abc"
