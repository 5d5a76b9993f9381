"""A contract's guarantee is by its own answers where they suffice, and withdrawn where they contradict it."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import Generator
from scipy import stats

from serving.matching.guarantees.own_guarantee import OwnAnswer, OwnAnswers, RestsOn, check_guarantee, own_curve
from serving.matching.guarantees.precision_guarantee import CONFIDENCE, least_links
from serving.matching.guarantees.propensity import Shown
from serving.matching.policy import CurvePoint
from training.evaluation.metrics import precision_curve

LINKED_FROM = 0.9
WELL_KNOWN = (CurvePoint(0.95, 4000, 3998), CurvePoint(0.5, 6000, 5400))
"""Held-out links of a training."""


def shown(probability: float) -> Shown:
    return Shown("linked" if probability >= LINKED_FROM else "review", probability)


def answers(probability: float, right: int, wrong: int) -> tuple[OwnAnswer, ...]:
    return (OwnAnswer(shown(probability), True),) * right + (OwnAnswer(shown(probability), False),) * wrong


def test_few_answers_that_agree_keep_the_guarantee_and_few_that_contradict_withdraw_it() -> None:
    agree = check_guarantee(WELL_KNOWN, OwnAnswers(answers(0.97, 40, 0)), 100)
    contradict = check_guarantee(WELL_KNOWN, OwnAnswers(answers(0.97, 35, 5)), 100)

    assert (agree.guarantee.threshold, agree.rests_on, agree.answers) == (0.95, RestsOn.TRAINING, 40)
    assert (contradict.guarantee.threshold, contradict.rests_on) == (None, RestsOn.CONTRADICTED)
    assert contradict.sentence.startswith("nothing is guaranteed: the contract's own judgements contradict it: 5 of 40")


@pytest.mark.parametrize(("right", "threshold"), [(20, None), (least_links(20), 0.97)])
def test_own_answers_may_give_a_guarantee_where_the_training_gives_none(right: int, threshold: float | None) -> None:
    own = OwnAnswers(answers(0.97, right, 0))

    assert check_guarantee((CurvePoint(0.9, 30, 30),), own, 20).guarantee.threshold == threshold


def test_enough_own_answers_replace_the_training_s_in_both_directions() -> None:
    needed = least_links(100)
    better = check_guarantee(WELL_KNOWN, OwnAnswers(answers(0.97, needed, 0) + answers(0.8, needed, 0)), 100)
    worse = check_guarantee(WELL_KNOWN, OwnAnswers(answers(0.999, needed, 0) + answers(0.97, needed - 40, 40)), 100)

    assert (better.rests_on, worse.rests_on) == (RestsOn.OWN, RestsOn.OWN)
    assert better.guarantee.threshold == 0.8
    assert worse.guarantee.threshold == 0.999


def test_corrections_outside_the_queue_withdraw_a_guarantee_once_they_break_it() -> None:
    collective = tuple(shown(0.97) for _ in range(495))

    just_kept = check_guarantee(WELL_KNOWN, OwnAnswers(corrected=(0.97,) * 5, shown=collective), 100)
    broken = check_guarantee(WELL_KNOWN, OwnAnswers(corrected=(0.97,) * 6, shown=collective), 100)

    assert just_kept.guarantee.threshold == 0.95
    assert (broken.guarantee.threshold, broken.rests_on) == (None, RestsOn.CONTRADICTED)
    assert "6 links were corrected" in broken.sentence


@given(st.lists(st.tuples(st.floats(0.5, 1.0), st.booleans()), max_size=60))
def test_weighted_answers_are_effectively_no_more_than_their_number(answered: list[tuple[float, bool]]) -> None:
    own = OwnAnswers(tuple(OwnAnswer(shown(probability), right) for probability, right in answered))

    curve = own_curve(own)

    assert all(0 <= one.wrong_share <= 1 and one.linked <= len(answered) for one in curve)
    assert [one.probability for one in curve] == sorted({probability for probability, _ in answered}, reverse=True)
    assert all(0 <= one.point.right <= one.point.linked for one in curve)


def test_answers_have_the_inverse_rate_of_their_cell_as_weight() -> None:
    """Of 100 answers 80 are of improbable links, but only 1 in 10 of what is shown."""
    asked = answers(0.99, 20, 0) + answers(0.6, 40, 40)
    collective = tuple(shown(0.99) for _ in range(900)) + tuple(shown(0.6) for _ in range(100))

    weighed = own_curve(OwnAnswers(asked, (), collective))[-1]

    assert weighed.wrong_share == pytest.approx(0.1, abs=0.06)
    assert weighed.effective < 60


def a_contract(random: Generator, records: int, harder: float) -> tuple[list[Shown], list[bool]]:
    """Shown links and whether they are right; `harder` multiplies the share of wrong ones."""
    probabilities = 1 - random.beta(0.35, 6, records)
    right = random.random(records) > np.minimum(1, harder * (1 - probabilities))
    return [shown(probability) for probability in probabilities.tolist()], right.tolist()


def asked_by_the_queue(random: Generator, collective: Sequence[Shown], count: int) -> list[int]:
    """Half of the questions near the threshold, half at random, as in the review queue."""
    distances = np.abs(np.array([one.probability for one in collective]) - LINKED_FROM)
    near = np.argsort(distances, kind="stable")[: count // 2].tolist()
    rest = np.setdiff1d(np.arange(len(collective)), near, assume_unique=True)
    return [*near, *map(int, random.choice(rest, count - len(near), replace=False))]


@cache
def some_contracts(harder: float) -> list[tuple[list[Shown], list[bool]]]:
    """What 100 contracts are shown; all numbers of answers are tried on the same ones."""
    random = np.random.default_rng(5)
    return [a_contract(random, 3000, harder) for _ in range(100)]


def most_breaks(contracts: int) -> int:
    """Return the largest number of breaks with a probability of 5 % or more, if each guarantee breaks in 5 %."""
    return int(stats.binom.isf(1 - CONFIDENCE, contracts, 1 - CONFIDENCE))


def broken_guarantees(harder: float, asked: int, one_in: int = 20) -> tuple[int, int]:
    """How many of 100 guarantees are broken by links that nobody judged, and of how many contracts there is none."""
    random = np.random.default_rng(6)
    collective, right = a_contract(random, 4000, 1.0)
    curve = precision_curve(np.array([one.probability for one in collective]), np.array(right))
    broken = abstained = 0
    for collective, right in some_contracts(harder):
        rows = asked_by_the_queue(random, collective, asked)
        left = sorted(set(range(len(collective))) - set(rows))
        answered = tuple(OwnAnswer(collective[row], right[row]) for row in rows)
        own = OwnAnswers(answered, (), tuple(collective[row] for row in left))
        threshold = check_guarantee(curve, own, one_in).guarantee.threshold
        abstained += threshold is None
        links = [row for row in left if threshold is not None and collective[row].probability >= threshold]
        broken += sum(not right[row] for row in links) * one_in > len(links)
    return broken, abstained


def test_a_guarantee_breaks_no_more_often_than_its_confidence_allows() -> None:
    """By the training alone where records are like its own, and by own answers where they are harder.

    100 answers, too few for a guarantee, withdraw one that is far from kept, and less often one that nearly is.
    """
    alike, _ = broken_guarantees(harder=1.0, asked=0)
    alone, _ = broken_guarantees(harder=2.5, asked=0)
    few, withdrawn = broken_guarantees(harder=2.5, asked=100)
    far, _ = broken_guarantees(harder=5.0, asked=100)
    by_own, abstained = broken_guarantees(harder=2.5, asked=1000)

    assert alone > 75
    assert few < 0.75 * alone
    assert max(alike, far, by_own) <= most_breaks(100)
    assert withdrawn > 25
    assert abstained < 10
