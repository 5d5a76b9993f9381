"""What own fields say without labels: learned from pairs that the other evidence knows, each fact counted once."""

import numpy as np
import pytest

from features.schema.array_types import Floats, Ints
from training.fitting.methods.own_evidence import OwnWeights, weigh_own_fields

N = 4000
RIGHT = np.arange(N) < N // 4
EVERY = np.ones(N, np.bool_)
OTHER = np.where(RIGHT, 8.0, -8.0)


def agreeing(right: float, wrong: float, seed: int) -> Ints:
    """Draw the level of a field, 1 where a pair agrees: a share of right pairs, and one of wrong pairs."""
    drawn: Ints = (np.random.default_rng(seed).random(N) < np.where(RIGHT, right, wrong)).astype(np.int64)
    return drawn


CITY = agreeing(0.9, 0.1, 0)
NUMBER = agreeing(0.8, 0.1, 1)


def worth(*fields: Ints, city: Ints = CITY) -> list[float]:
    """Return by how much an agreement of each field outweighs its disagreement."""
    found = weigh_own_fields(OTHER, np.column_stack(fields), [city[:, None]], EVERY)
    assert found is not None
    return [float(levels[-1] - levels[0]) for levels in found.levels]


def test_a_field_weighs_what_it_shows_of_pairs_that_are_known_without_it() -> None:
    assert worth(NUMBER) == [pytest.approx(np.log(0.8 / 0.1) - np.log(0.2 / 0.9), abs=0.3)]


def test_fields_that_agree_together_count_once() -> None:
    assert sum(worth(NUMBER, NUMBER)) == pytest.approx(worth(NUMBER)[0], abs=0.1)


def test_a_copy_of_a_built_in_fact_adds_nothing() -> None:
    assert worth(CITY) == [pytest.approx(0, abs=0.1)]


@pytest.mark.parametrize(
    "useless",
    [np.ones(N, np.int64), agreeing(0.3, 0.3, 2), np.full(N, -1)],
    ids=["constant", "at random", "stated by no pair"],
)
def test_a_field_that_says_nothing_weighs_nothing(useless: Ints) -> None:
    assert worth(useless) == [pytest.approx(0, abs=0.2)]


def test_a_better_level_never_weighs_less() -> None:
    levels = np.where(RIGHT, np.random.default_rng(3).integers(0, 2, N), np.random.default_rng(4).integers(1, 3, N))
    found = weigh_own_fields(OTHER, levels[:, None], [CITY[:, None]], EVERY)

    assert found is not None
    assert (np.diff(found.levels[0]) >= 0).all()


def test_strangers_that_the_field_itself_brought_together_do_not_count() -> None:
    brought = ~RIGHT & (NUMBER == 1)

    alone = weigh_own_fields(OTHER, NUMBER[:, None], [CITY[:, None]], ~brought | (np.arange(N) % 10 == 0))

    assert alone is not None
    assert alone.levels[0][1] > worth(NUMBER)[0] / 2 + 1


@pytest.mark.parametrize("other", [np.full(N, -9.0), np.full(N, 9.0)], ids=["nobody is right", "everybody is"])
def test_without_pairs_that_are_known_nothing_is_learned(other: Floats) -> None:
    assert weigh_own_fields(other, NUMBER[:, None], [CITY[:, None]], EVERY) is None


def test_a_value_that_a_side_lacks_says_nothing() -> None:
    weights = OwnWeights((np.array([-1.0, 2.0]), np.array([-3.0, 1.0])))

    assert weights.of(np.array([[1, -1], [-1, -1], [0, 1]])).tolist() == [2.0, 0.0, 0.0]
