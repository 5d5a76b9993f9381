"""Drift: none on the training's own records, an alarm for another population, no alarm for few records."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serving.matching.drift import ALARM, Seen, drift_from, psi
from training.fitting.bundle import reference_of


def seen(values: np.ndarray, linked: int = 80) -> Seen:
    matrix = values.astype(np.float32).reshape(-1, 1)
    probabilities = np.linspace(0.01, 0.99, len(values))
    return Seen(["one@1"], matrix, probabilities, {"linked": linked, "none": len(values) - linked})


SHARES = st.lists(st.floats(0, 1), min_size=3, max_size=3).filter(lambda shares: sum(shares) > 0.1)


@settings(deadline=None)
@given(SHARES, SHARES)
def test_psi_is_never_negative_and_the_same_both_ways(one: list[float], other: list[float]) -> None:
    assert psi(one, other) >= -1e-12
    assert psi(one, other) == pytest.approx(psi(other, one))
    assert psi(one, one) == pytest.approx(0)


def test_the_training_s_own_records_have_not_drifted_and_others_have() -> None:
    random = np.random.default_rng(0)
    reference = reference_of(seen(random.normal(size=1000)))

    same = drift_from(reference, seen(random.normal(size=1000)))
    moved = drift_from(reference, seen(random.normal(1.5, 1, size=1000), linked=20))

    assert not any(one.alarm for one in same)
    assert {one.what for one in moved if one.alarm} >= {"feature"}
    assert moved == sorted(moved, key=lambda one: (-one.psi, one.name))


def test_missing_values_have_a_share_of_their_own() -> None:
    reference = reference_of(seen(np.ones(500)))
    gone = np.ones(500)
    gone[:250] = np.nan

    [feature] = [one for one in drift_from(reference, seen(gone)) if one.what == "feature"]

    assert feature.psi > ALARM


def test_few_records_raise_no_alarm() -> None:
    reference = reference_of(seen(np.zeros(500)))

    assert not any(one.alarm for one in drift_from(reference, seen(np.ones(20), linked=0)))
