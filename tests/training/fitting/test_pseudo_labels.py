"""Pseudo-labels: log-odds move to the share of records with an answer, or mix with EM's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.array_types import Floats, Ints
from serving.matching.bundle import Bundle
from training.fitting.methods.examples import Examples
from training.fitting.pseudo_labels import MAX_SHIFT, prior_shift, pseudo_label


def examples(raw: Floats | None, posterior: Floats, left_rows: Ints) -> Examples:
    """Return examples without features, by the base model's log-odds and EM's posterior."""
    n = len(posterior)
    return Examples(np.zeros((n, 0), np.float32), left_rows, np.arange(n), posterior, raw)


def test_where_most_records_have_an_answer_probabilities_rise() -> None:
    raw = np.full(100, 1.0)
    rows = np.arange(100)
    raw[:10] = -1.0

    assert prior_shift(raw, rows, 0.3) > 0
    assert prior_shift(raw, rows, 0.95) < 0


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=40), st.floats(0.01, 0.99))
def test_a_shift_has_a_limit(scores: list[float], share: float) -> None:
    assert abs(prior_shift(np.array(scores), np.arange(len(scores)), share)) <= MAX_SHIFT


def test_where_em_cannot_run_the_order_of_the_shipped_bundle_is_kept(shipped: Bundle) -> None:
    raw = np.array([2.0, 0.5, -1.0])

    labels = pseudo_label(shipped, examples(raw, np.array([0.1, 0.9, 0.9]), np.arange(3)), by_em=False)

    assert np.diff(labels) == pytest.approx(np.diff(raw), abs=1e-6)
