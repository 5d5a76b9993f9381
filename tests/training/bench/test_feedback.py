"""Replays by several seeds: means, spread over the seeds, and the labels that the queue needs."""

import pytest

from training.bench.plots.page import render_page
from training.bench.quality.feedback import curve_rows, labels_for, means, needed
from training.bench.results import BenchResult, BenchTable
from training.feedback.replay import QUEUE, RANDOM, LearningPoint


def curve(order: str, seed: int, *best_f1: float) -> list[LearningPoint]:
    return [
        LearningPoint(order, seed, labels, f1, 0.9, 0.8, 10) for labels, f1 in zip((0, 100, 200), best_f1, strict=True)
    ]


POINTS = [
    *curve(RANDOM, 0, 0.90, 0.92, 0.94), *curve(QUEUE, 0, 0.90, 0.94, 0.95),
    *curve(RANDOM, 1, 0.90, 0.94, 0.94), *curve(QUEUE, 1, 0.90, 0.92, 0.93),
]  # fmt: skip


def test_a_point_is_the_mean_of_its_seeds_beside_the_least_and_the_largest() -> None:
    row = next(row for row in curve_rows("set", POINTS) if (row["order"], row["labels"]) == (RANDOM, 100))

    assert (row["best_f1"], row["least"], row["largest"], row["seeds"]) == (0.93, 0.92, 0.94, 2)


def test_the_labels_that_the_queue_needs_are_counted_on_the_mean_and_by_seed() -> None:
    at_100, at_200 = needed("set", POINTS)

    assert (at_100[RANDOM], at_100[QUEUE], at_100["at most half"]) == (100, 100, "no")
    assert at_100["by_seed"] == "0.50, never"
    assert at_200["by_seed"] == "0.50, no gain"


def test_a_curve_is_linear_between_two_steps() -> None:
    learning_curve = means(POINTS)

    assert labels_for([one for one in learning_curve if one.order == QUEUE], 0.915) == pytest.approx(50)
    assert labels_for([one for one in learning_curve if one.order == QUEUE], 0.99) is None


def test_the_axis_names_the_numbers_of_labels_and_the_last_one_too() -> None:
    steps = (0, 50, 100, 200, 400, 600, 800, 1_000, 1_500, 2_000, 3_000)
    learning_curve = [
        LearningPoint(order, 0, step, 0.9 + step / 1e5, 0.9, 0.8, 10) for order in (RANDOM, QUEUE) for step in steps
    ]

    page = render_page(
        BenchResult("feedback", {}, [BenchTable("Learning curves", curve_rows("set", learning_curve))], 0.0)
    )

    drawn = page.partition("<svg")[2].partition("</svg")[0]
    assert all(f">{step:,}</text>" in drawn for step in (0, 50, 200, 1_000, 3_000))


def test_the_page_draws_both_orders_with_the_seeds_spread() -> None:
    page = render_page(BenchResult("feedback", {}, [BenchTable("Learning curves", curve_rows("set", POINTS))], 0.0))

    assert page.count("<svg") == 1
    assert "Bands: all seeds" in page
