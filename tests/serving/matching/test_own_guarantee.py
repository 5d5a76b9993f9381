"""A contract's promise rests on its own answers where they are enough, and is taken back where they contradict it."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import Generator

from serving.matching.own_guarantee import Own, OwnAnswer, RestsOn, hold, own_curve
from serving.matching.policy import CurvePoint
from serving.matching.precision_guarantee import least_links, promise
from serving.matching.propensity import Shown
from training.bench.quality.guarantee import most_breaks
from training.fitting.methods.curves import precision_curve

LINKED_FROM = 0.9
WELL_KNOWN = (CurvePoint(0.95, 4000, 3998), CurvePoint(0.5, 6000, 5400))
"""A training's held-out links, which are as good as they look."""


def shown(probability: float) -> Shown:
    return Shown("linked" if probability >= LINKED_FROM else "review", probability)


def answers(probability: float, right: int, wrong: int) -> tuple[OwnAnswer, ...]:
    return (OwnAnswer(shown(probability), True),) * right + (OwnAnswer(shown(probability), False),) * wrong


def test_without_own_answers_a_promise_is_the_training_s() -> None:
    held = hold(WELL_KNOWN, Own(), 100)

    assert (held.promise, held.rests_on) == (promise(WELL_KNOWN, 100), RestsOn.TRAINING)
    assert "0 own ones" in held.told


def test_few_answers_that_agree_leave_it_and_few_that_contradict_take_it_back() -> None:
    agree = hold(WELL_KNOWN, Own(answers(0.97, 40, 0)), 100)
    contradict = hold(WELL_KNOWN, Own(answers(0.97, 35, 5)), 100)

    assert (agree.promise.threshold, agree.rests_on, agree.answers) == (0.95, RestsOn.TRAINING, 40)
    assert (contradict.promise.threshold, contradict.rests_on) == (None, RestsOn.CONTRADICTED)
    assert contradict.told.startswith("nothing is promised: the contract's own judgements contradict it: 5 of 40")


def test_enough_answers_decide_alone_for_better_and_for_worse() -> None:
    needed = least_links(100)
    better = hold(WELL_KNOWN, Own(answers(0.97, needed, 0) + answers(0.8, needed, 0)), 100)
    worse = hold(WELL_KNOWN, Own(answers(0.999, needed, 0) + answers(0.97, needed - 40, 40)), 100)

    assert (better.rests_on, worse.rests_on) == (RestsOn.OWN, RestsOn.OWN)
    assert better.promise.threshold == 0.8
    assert worse.promise.threshold == 0.999


def test_where_a_training_promises_nothing_own_answers_may() -> None:
    poor = (CurvePoint(0.9, 30, 30),)

    assert hold(poor, Own(answers(0.97, 20, 0)), 20).promise.threshold is None
    assert hold(poor, Own(answers(0.97, least_links(20), 0)), 20).promise.threshold == 0.97


def test_corrections_that_nobody_asked_for_take_a_promise_back_once_they_break_it() -> None:
    collective = tuple(shown(0.97) for _ in range(495))

    just_kept = hold(WELL_KNOWN, Own(corrected=(0.97,) * 5, shown=collective), 100)
    broken = hold(WELL_KNOWN, Own(corrected=(0.97,) * 6, shown=collective), 100)

    assert just_kept.promise.threshold == 0.95
    assert (broken.promise.threshold, broken.rests_on) == (None, RestsOn.CONTRADICTED)
    assert "6 links were corrected" in broken.told


@given(st.lists(st.tuples(st.floats(0.5, 1.0), st.booleans()), max_size=60))
def test_own_answers_of_whatever_kind_tell_no_more_than_their_number(told: list[tuple[float, bool]]) -> None:
    own = Own(tuple(OwnAnswer(shown(probability), right) for probability, right in told))

    curve = own_curve(own)

    assert all(0 <= one.wrong_share <= 1 and one.linked <= len(told) for one in curve)
    assert [one.probability for one in curve] == sorted({probability for probability, _ in told}, reverse=True)
    assert all(0 <= one.point.right <= one.point.linked for one in curve)


def test_answers_count_by_how_seldom_their_like_is_asked() -> None:
    """The queue asks about what is doubtful: of 100 answers 80 are, though 1 in 10 of what is shown is."""
    asked = answers(0.99, 20, 0) + answers(0.6, 40, 40)
    collective = tuple(shown(0.99) for _ in range(900)) + tuple(shown(0.6) for _ in range(100))

    weighed = own_curve(Own(asked, (), collective))[-1]

    assert weighed.wrong_share == pytest.approx(0.1, abs=0.06)
    assert weighed.effective < 60


def a_contract(random: Generator, records: int, harder: float) -> tuple[list[Shown], np.ndarray]:
    """What its people are shown, and whether it is right: less often than a model thinks, by `harder` of the wrong."""
    probabilities = 1 - random.beta(0.35, 6, records)
    right = random.random(records) > np.minimum(1, harder * (1 - probabilities))
    return [shown(probability) for probability in probabilities.tolist()], right


def asked_by_the_queue(random: Generator, collective: Sequence[Shown], count: int) -> list[int]:
    """Half of them near the threshold, half drawn, as the review queue does."""
    near = sorted(range(len(collective)), key=lambda row: abs(collective[row].probability - LINKED_FROM))[: count // 2]
    rest = np.setdiff1d(np.arange(len(collective)), near)
    return [*near, *map(int, random.choice(rest, count - len(near), replace=False))]


def broken_promises(harder: float, asked: int, one_in: int = 20, trials: int = 200) -> tuple[int, int]:
    """How often the links that nobody judged break a promise, and how often nothing is promised."""
    random = np.random.default_rng(5)
    collective, right = a_contract(random, 4000, 1.0)
    curve = precision_curve(np.array([one.probability for one in collective]), right)
    broken = abstained = 0
    for _ in range(trials):
        collective, right = a_contract(random, 3000, harder)
        rows = asked_by_the_queue(random, collective, asked)
        left = sorted(set(range(len(collective))) - set(rows))
        own = Own(
            tuple(OwnAnswer(collective[row], bool(right[row])) for row in rows),
            (),
            tuple(collective[row] for row in left),
        )
        threshold = hold(curve, own, one_in).promise.threshold
        if threshold is None:
            abstained += 1
            continue
        links = [row for row in left if collective[row].probability >= threshold]
        broken += sum(not right[row] for row in links) * one_in > len(links)
    return broken, abstained


def test_a_contract_whose_records_are_harder_than_the_training_s_is_kept_by_its_own_answers() -> None:
    """Of a promise that rests on the training alone nearly all break there; by 1,000 own answers no more than allowed.

    100 answers, too few for a promise of their own, take back what is far from kept, and less of what is near.
    """
    alone, _ = broken_promises(harder=2.5, asked=0)
    few, taken_back = broken_promises(harder=2.5, asked=100)
    far, _ = broken_promises(harder=5.0, asked=100)
    by_own, abstained = broken_promises(harder=2.5, asked=1000)

    assert alone > 150
    assert few < 0.75 * alone
    assert taken_back > 50
    assert far <= most_breaks(200)
    assert by_own <= most_breaks(200)
    assert abstained < 20


def test_a_contract_that_is_as_the_training_s_keeps_its_promise() -> None:
    broken, abstained = broken_promises(harder=1.0, asked=1000)

    assert broken <= most_breaks(200)
    assert abstained < 20
