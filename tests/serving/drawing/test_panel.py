"""Axes have round marks inside their ends, and every value is drawn inside its panel."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from serving.drawing.panel import NumberAxis, Panel
from serving.drawing.rows import BarPart, BarRow, draw_rows
from serving.drawing.svg import RIGHT, Titled

TITLED = Titled("p", "Bars", "What they show")
numbers = st.floats(-1e6, 1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("low", "high", "marks", "expected"),
    [
        (-7.3, 15.2, 5, [-5.0, 0.0, 5.0, 10.0, 15.0]),
        (3, 3.0000000000000004, 5, [3.0]),
        (0.5, 0.5, 5, []),
        (0.25, 0.25000002, 2, [0.25, 0.25000001, 0.25000002]),
    ],
)
def test_marks_are_round(low: float, high: float, marks: int, expected: list[float]) -> None:
    assert NumberAxis("", low, high, marks).ticks() == pytest.approx(expected, rel=1e-12, abs=1e-12)


@given(numbers, numbers, numbers, st.integers(1, 12))
@example(0.0, 5e-324, 0.0, 12)
@example(0.0, 1e-320, 1e-321, 1)
@example(1e6, 1e6 + 1e-3, 1e6, 5)
def test_marks_and_values_lie_inside(one: float, other: float, value: float, marks: int) -> None:
    axis = NumberAxis("", min(one, other), max(one, other), marks)
    panel = Panel(left=40, top=10, width=300, height=200, across=axis, up=axis)

    span = (axis.high - axis.low) or 1.0
    assert all(axis.low - 1e-6 * span <= tick <= axis.high + 1e-6 * span for tick in axis.ticks())
    assert 40 <= panel.x(value) <= 340
    assert 10 <= panel.y(value) <= 210


def test_a_bar_of_a_negative_value_ends_at_zero_and_says_its_number() -> None:
    rows = [
        BarRow("up <b>", [BarPart(0, 2, RIGHT)], "+2.0", "heading"),
        BarRow("down", [BarPart(0, -1, RIGHT)], "-1.0"),
    ]
    svg = ET.fromstring(draw_rows(TITLED, NumberAxis("weight", -2, 2), rows, [("parts", RIGHT)]))

    _, up, down = ((float(one.get("x", "0")), float(one.get("width", "0"))) for one in svg.iter("rect"))
    assert down[0] + down[1] == pytest.approx(up[0], abs=0.2)
    assert {"up <b>", "down", "+2.0", "heading", "weight", "parts"} <= {one.text for one in svg.iter("text")}
