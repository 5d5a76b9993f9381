"""Parts of plots: fitted powers, bars below their headings."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.drawing.svg import Titled
from training.bench.live import exponent_row, fit_power
from training.bench.plots import brief, draw_bars

SIZES = (1_000.0, 30_000.0, 2_000_000.0)
TITLED = Titled("plot", "A plot", "What it shows.")


@given(exponent=st.floats(-2, 2), factor=st.floats(0.01, 100))
def test_the_exponent_of_a_power_is_found(exponent: float, factor: float) -> None:
    power = fit_power([(size, factor * size**exponent) for size in SIZES])

    assert power is not None
    assert power == pytest.approx((exponent, 1), abs=1e-6)


@pytest.mark.parametrize("points", [[(10.0, 1.0)], [(10.0, 1.0), (10.0, 2.0)], [(10.0, 0.0), (20.0, 1.0)]])
def test_nothing_is_fitted_to_one_size_or_to_figures_of_zero(points: list[tuple[float, float]]) -> None:
    assert fit_power(points) is None


def test_a_figure_without_an_exponent_is_listed_without_one() -> None:
    row = exponent_row("open_s", [{"profiles": 10, "open_s": math.nan}, {"profiles": 20, "open_s": 0.1}])

    assert row == {"figure": "open_s", "exponent": None, "worst_residual": None}


@pytest.mark.parametrize(("figure", "shown"), [(1234.5, "1,234"), (99.94, "99.9"), (0.12345, "0.123"), (7.0, "7")])
def test_figures_in_plots_are_brief(figure: float, shown: str) -> None:
    assert brief(figure) == shown


def test_bars_stand_below_the_heading_of_their_rows_without_the_sum() -> None:
    rows = [{"records": 5, "stage": name, "seconds": 1.5, "mb": math.nan} for name in ("read", "fit", "all")]

    [svg] = draw_bars(TITLED, rows, ("records", "stage"), ("seconds", "mb"))

    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert drawn.count("records 5") == 1
    assert {"read", "fit"} < {*drawn}
    assert "all" not in drawn
