"""Parts of plots: fitted powers, log axes that hold every figure, space for labels."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.bench.exponent import fit_power
from training.bench.growth import exponent_row
from training.bench.plots.page import PLOTS
from training.bench.plots.panels import MOST_TICKS, brief, log_axis, named_rows
from training.bench.plots.speed import growth_plot, requests_plot
from training.bench.results import BenchTable

SIZES = (1_000.0, 30_000.0, 2_000_000.0)
FIGURES = st.floats(1e-4, 1e7)


@given(exponent=st.floats(-2, 2), factor=st.floats(0.01, 100))
def test_the_exponent_of_a_power_is_found(exponent: float, factor: float) -> None:
    power = fit_power([(size, factor * size**exponent) for size in SIZES])

    assert power is not None
    assert power.exponent == pytest.approx(exponent, abs=1e-6)
    assert power.at(500.0) == pytest.approx(factor * 500.0**exponent)
    assert power.worst_residual == pytest.approx(1)


@pytest.mark.parametrize("points", [[(10.0, 1.0)], [(10.0, 1.0), (10.0, 2.0)], [(10.0, 0.0), (20.0, 1.0)], [
    (10.0, math.nan), (20.0, 1.0),
]])  # fmt: skip
def test_nothing_is_fitted_to_one_size_or_to_figures_of_zero_or_nan(points: list[tuple[float, float]]) -> None:
    assert fit_power(points) is None


def test_a_figure_without_an_exponent_is_listed_without_one() -> None:
    row = exponent_row("open_s", [{"profiles": 10, "open_s": 0.0}, {"profiles": 20, "open_s": 0.1}])

    assert row == {"figure": "open_s", "exponent": None, "worst_residual": None}


@given(st.lists(FIGURES, min_size=1, max_size=20))
def test_a_log_axis_holds_every_figure_and_names_few_of_its_steps(figures: list[float]) -> None:
    axis = log_axis(figures)

    low, high = axis["scale"]["domain"]
    ticks = axis["axis"]["values"]
    assert low <= min(figures) * (1 + 1e-9)
    assert max(figures) <= high
    assert all(low <= tick <= high for tick in ticks)
    assert 1 <= len(ticks) <= max(MOST_TICKS, math.log10(high / low) + 1)


def test_names_of_rows_have_the_width_of_the_longest_one() -> None:
    short, long = (named_rows("of", [{"of": "read"}, {"of": name}])["axis"]["minExtent"] for name in ("b", "b" * 20))

    assert short < 60
    assert 140 < long < 200


@pytest.mark.parametrize(("figure", "shown"), [(1234.5, "1,234"), (99.94, "99.9"), (0.12345, "0.123"), (7.0, "7")])
def test_figures_in_plots_are_brief(figure: float, shown: str) -> None:
    assert brief(figure) == shown


def test_a_panel_is_drawn_for_each_unit_that_grows() -> None:
    rows = [{"profiles": size, "p50_ms": 0.7, "records_per_s": 3_000, "disk_mb": size / 2} for size in (100, 1_000)]

    drawn = growth_plot(BenchTable("By size", rows))

    assert drawn is not None
    assert drawn.svg.count("profiles in the universe") == 3
    assert "p50, exponent 0.00<" in drawn.svg
    assert "index on disk, exponent 1.00<" in drawn.svg
    assert growth_plot(BenchTable("The index", rows[:1])) is None


def test_one_number_of_connections_is_drawn_too() -> None:
    row = {"connections": 4, "endpoint": "match", "records_a_request": 1, "p50_ms": 1.0, "p99_ms": 2.0}

    drawn = requests_plot(BenchTable("HTTP", [{**row, "requests_per_s": 90.0, "records_per_s": 90.0}]))

    assert drawn is not None
    assert "1 record a request" in drawn.svg


@pytest.mark.parametrize("first", PLOTS)
def test_a_table_with_other_columns_is_not_drawn_where_two_kinds_share_the_first(first: str) -> None:
    shared = [plot for plot in PLOTS[first] if len(PLOTS[first]) > 1]

    assert all(plot(BenchTable("Other", [{first: "anything", "other": 1}])) is None for plot in shared)
