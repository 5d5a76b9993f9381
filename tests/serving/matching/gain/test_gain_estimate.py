"""Laws of the estimate: what donors show carries over to records in the same situation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serving.matching.gain.estimate import Donors, Situations, State, design_effect, draw_donors, estimate_gain

SEEDS = st.integers(0, 10_000)


def drawn(rng: np.random.Generator, count: int) -> Situations:
    """Return records in all states, each as probable as its state allows."""
    state = rng.integers(0, len(State), count)
    return Situations(state, (state + rng.random(count)) / len(State), np.arange(count))


def donors_of(before: Situations, after: np.ndarray) -> Donors:
    return Donors(before, after, np.arange(len(before)))


@given(SEEDS)
@settings(max_examples=50)
def test_where_no_donor_loses_its_link_no_loss_is_expected(seed: int) -> None:
    rng = np.random.default_rng(seed)
    before = drawn(rng, 300)

    found = estimate_gain(donors_of(before, before.linked | (rng.random(300) < 0.4)), drawn(rng, 200))

    assert found.expected >= 0
    assert (found.of_record >= 0).all()


@given(SEEDS, st.integers(1, 400), st.integers(1, 200))
@settings(max_examples=50)
def test_no_more_links_are_won_or_lost_than_there_are_records(seed: int, donors: int, lacking: int) -> None:
    rng = np.random.default_rng(seed)
    those = drawn(rng, lacking)

    found = estimate_gain(donors_of(drawn(rng, donors), rng.random(donors) < 0.5), those)

    linked = int(those.linked.sum())
    for value in (found.expected, found.low, found.high):
        assert -linked - 1e-9 <= value <= lacking - linked + 1e-9
    assert found.low <= found.high
    assert found.of_record.sum() == pytest.approx(found.expected)


def test_nine_of_ten_intervals_hold_what_comes() -> None:
    rng = np.random.default_rng(1)
    held = 0
    simulations = 200
    for seed in range(simulations):
        before = drawn(rng, 500)
        those = drawn(rng, 300)
        links = [rng.random(len(one)) < np.where(one.linked, 0.98, one.probability * 0.6) for one in (before, those)]

        found = estimate_gain(donors_of(before, links[0]), those, seed)

        held += found.low <= links[1].sum() - those.linked.sum() <= found.high

    assert 0.84 * simulations <= held <= 0.96 * simulations


def test_records_of_one_entity_that_change_together_widen_the_interval() -> None:
    rng = np.random.default_rng(2)
    before = Situations(np.zeros(400, np.int64), rng.random(400), np.arange(400))
    entity = np.repeat(np.arange(40), 10)
    after = np.repeat(rng.random(40) < 0.5, 10)

    alone = estimate_gain(Donors(before, after, np.arange(400)), before)
    together = estimate_gain(Donors(before, after, entity), before)

    assert together.high - together.low > 2 * (alone.high - alone.low)
    assert design_effect(after - after.mean(), entity) == pytest.approx(10, rel=0.1)


def test_donors_state_what_the_lacking_record_states_and_keep_no_more() -> None:
    lacking = np.array([0b0110, 0b0010])
    donors = np.array([0b1111, 0b0011, 0b1110, 0b1010, 0b0001])

    rows, left = draw_donors(lacking, donors, 0b1000, 200, seed=0)

    assert set(left.tolist()) <= set(lacking.tolist())
    assert (left & ~donors[rows] == 0).all()


def test_donors_with_exactly_the_fields_are_preferred_where_there_are_enough() -> None:
    lacking = np.full(10, 0b0010)
    donors = np.array([0b1010] * 25 + [0b1111] * 500)

    rows, _ = draw_donors(lacking, donors, 0b1000, 100, seed=0)

    assert set(donors[rows].tolist()) == {0b1010}
