"""Parts of plots: fitted powers, bars below their headings, intervals."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.drawing.svg import Titled
from training.bench.growth import exponent_row, fit_power
from training.bench.live import LATENCY
from training.bench.plots import Bars, Drawing, Row, brief, ends_of
from training.bench.quality.quality import BY_LABELS, BY_SET

SIZES = (1_000.0, 30_000.0, 2_000_000.0)
TITLED = Titled("plot", "A plot", "What it shows.")


def texts(drawing: Drawing, *rows: Row) -> list[list[str]]:
    """Return the texts of each picture."""
    return [re.findall(r"<text[^>]*>([^<]*)</text>", svg) for svg in drawing.draw(TITLED, rows)]


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
    bars = Bars(("records", "stage"), {"seconds": "seconds", "mb": "MB"}, "By stage.")
    rows = [{"records": 5, "stage": name, "seconds": 1.5, "mb": math.nan} for name in ("read", "fit", "all")]

    [drawn] = texts(bars, *rows)

    assert drawn.count("records 5") == 1
    assert {"read", "fit"} < {*drawn}
    assert "all" not in drawn


def test_intervals_are_drawn_for_rows_that_have_them() -> None:
    first = {"set": "folk", "best_f1": 0.95, "best_f1_95": "0.940-0.960"}
    second = {"linked_precision": 0.99, "linked_precision_95": "0.980-1.000"}

    assert ends_of(first, "best_f1") == (0.94, 0.95, 0.96)
    assert [("folk" in drawn, "best F1" in drawn) for drawn in texts(BY_SET, {**first, **second})] == [(True, True)]
    assert texts(BY_SET, {"set": "folk", "best_f1": None}) == []


def test_the_curve_of_labels_is_drawn_for_the_counts_that_it_has() -> None:
    row = {"set": "folk", "seeds": 2, "0_labels": "0.9000", "50_labels": None, "all_labels": "0.9500 (0.9400-0.9600)"}

    [drawn] = texts(BY_LABELS, {**row, "200_labels": None, "1000_labels": None})

    assert {"0 labels", "all labels"} < {*drawn}
    assert "50 labels" not in drawn


def test_percentiles_reach_from_the_median_to_the_99th() -> None:
    [drawn] = texts(LATENCY, {"step": "kernel", "p50_ms": 0.02, "p99_ms": 3.0}, {"step": "none", "p50_ms": 0.0})

    assert "kernel" in drawn
    assert "none" not in drawn
