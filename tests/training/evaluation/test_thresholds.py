"""What wanted precisions cost: honest counts, intervals that no draw makes too narrow, promises that say why not."""

from dataclasses import replace

import numpy as np
import pytest

from data.labels.links import Link, LinkDecision, LinksTable
from serving.matching.policy import CurvePoint, Policy
from tests.support.judged_links import truth_of
from training.evaluation.exact_intervals import exact_interval
from training.evaluation.judged import JudgedLinks, judge_links
from training.evaluation.thresholds import (
    ThresholdLevel,
    ThresholdTable,
    held_out_table,
    left_out_table,
    measured_table,
)

LINKING = Policy(0.5, 0.05, 0.0, 0.99)


def judged_of(records: int, wrong_below: float, per_entity: int = 1) -> JudgedLinks:
    """Records with evenly spaced probabilities; those below a probability are wrong. Some share an entity."""
    spaced = np.linspace(0.06, 0.999, records).tolist()
    links = [Link(f"r{at}", f"p{at // per_entity}", p, LinkDecision.LINKED, p) for at, p in enumerate(spaced)]
    right = [(f"r{at}", f"p{at // per_entity}" if p >= wrong_below else f"q{at}") for at, p in enumerate(spaced)]
    return judge_links(LinksTable(links), truth_of(*right)).judged


def by_wanted(table: ThresholdTable) -> dict[float, ThresholdLevel]:
    return {level.wanted: level for level in table.levels}


def curve_of(judged: JudgedLinks) -> Policy:
    order = np.argsort(-judged.probability)
    right = np.cumsum(judged.right[order])
    points = zip(judged.probability[order].tolist(), right.tolist(), strict=True)
    return Policy(0.5, 0.05, 0.0, 0.99, tuple(CurvePoint(p, at, n) for at, (p, n) in enumerate(points, 1)))


def test_no_record_is_counted_at_a_threshold_that_it_helped_to_choose() -> None:
    """Outcomes without any order: thresholds chosen on the same records promise what does not hold."""
    rng = np.random.default_rng(1)
    spaced = np.linspace(0.06, 0.999, 60)
    links = [Link(f"r{at}", f"p{at}", p, LinkDecision.LINKED, p) for at, p in enumerate(spaced.tolist())]
    right = rng.random(60) < 0.9
    truth = truth_of(*((f"r{at}", f"p{at}" if good else f"q{at}") for at, good in enumerate(right.tolist())))
    judged = judge_links(LinksTable(links), truth).judged
    policy = curve_of(judged)

    fitted = by_wanted(measured_table(judged, policy))[0.95]
    honest = by_wanted(held_out_table(judged, policy))[0.95]

    assert fitted.threshold == honest.threshold
    assert (honest.links, honest.wrong) != (fitted.links, fitted.wrong)


def test_an_interval_without_a_mistake_is_not_empty_and_records_of_one_entity_make_it_wider() -> None:
    alone = judged_of(600, wrong_below=0.5)
    together = judged_of(600, wrong_below=0.5, per_entity=60)

    faultless = by_wanted(measured_table(alone, LINKING))[0.999]
    shared = by_wanted(measured_table(together, LINKING))[0.9]

    assert faultless.precision == 1.0
    assert faultless.precision_interval == exact_interval(faultless.links, faultless.links)
    assert shared.precision is not None
    assert shared.precision_interval is not None
    exact = exact_interval(round(shared.precision * shared.links), shared.links)
    assert shared.precision_interval[0] <= exact[0]


@pytest.mark.parametrize(
    ("records", "wrong_below", "wanted", "promise"),
    [
        (4_000, 0.1, 0.99, "sure: the interval lies above 0.99"),
        (200, 0.1, 0.99, "aimed at, not sure: "),
        (96, 0.1, 0.99, "no promise: 4 fifths of the answers reach it nowhere"),
        (200, 0.1, 0.999, "not reached: it needs 499 held-out links without a mistake, there are 106 in all"),
        (900, 0.98, 0.995, "not reached: it needs 99 held-out links without a mistake, but of the 99 most probable"),
    ],
)
def test_a_level_says_whether_it_is_sure_and_why_not(
    records: int, wrong_below: float, wanted: float, promise: str
) -> None:
    judged = judged_of(records, wrong_below)

    level = by_wanted(held_out_table(judged, curve_of(judged)))[wanted]

    assert level.guarantee.startswith(promise)
    assert level.precision is None or level.precision < 1, "answers without a mistake state certainty"
    assert (level.more_answers is None) == (not level.change or "would probably" not in level.change)
    assert not (level.is_guaranteed and level.change)
    assert ("make it sure" in level.change) == (level.threshold is not None and bool(level.change))
    assert level.is_guaranteed == promise.startswith("sure")
    assert (level.threshold is None) == promise.startswith("not reached")


def test_links_that_something_else_forbade_are_links_at_no_level() -> None:
    decisions = [LinkDecision.REVIEW, *[LinkDecision.LINKED] * 8]
    rows = [Link(f"r{at}", f"p{at}", 0.9995, decision, 0.9) for at, decision in enumerate(decisions)]
    judged = judge_links(LinksTable(rows), truth_of(*((f"r{at}", f"p{at}") for at in range(9)))).judged

    assert {level.links for level in measured_table(judged, LINKING).levels} == {8}


def test_without_labels_the_records_are_counted_and_no_precision_of_theirs_is_claimed() -> None:
    policy = Policy(0.9, 0.05, 0.1, 0.99, (CurvePoint(0.95, 500, 500), CurvePoint(0.6, 400, 384)))
    probability = np.array([0.99, 0.7, 0.3, 0.01])

    table = left_out_table(policy, probability, np.zeros(4), records=10)

    levels = by_wanted(table)
    assert (levels[0.99].links, levels[0.99].review) == (1, 2)
    assert (levels[0.95].links, levels[0.95].wrong) == (2, 0.1)
    assert not any(level.is_guaranteed for level in table.levels)
    assert {level.recall for level in table.levels} == {None}
    assert "without labels" in table.source
    assert levels[0.95].more_answers is not None
    assert f"about {levels[0.95].more_answers} more answers would probably change that" in levels[0.95].says


def test_the_interval_goes_down_to_what_records_find_without_their_best_candidate() -> None:
    policy = Policy(0.9, 0.05, 0.1, 0.99, (CurvePoint(0.95, 500, 500), CurvePoint(0.6, 400, 384)))
    probability = np.array([0.99, 0.7, 0.3, 0.01])

    level = by_wanted(
        left_out_table(policy, probability, np.zeros(4), 10, wrong_at_most=lambda least: 0.3 * (1 - least) / 4)
    )[0.95]

    assert level.precision == 0.96
    assert level.precision_interval is not None
    assert level.precision_interval[0] == pytest.approx(1 - 0.03 * 10 / 2)
    assert "0.9600 expected, room down to 0.8500" in level.says


def test_what_the_model_before_states_counts_beside_few_answers_without_a_mistake() -> None:
    """Few answers lie where most links are: 97 right ones of fd_companies, of which .964 of all links were right."""
    judged = judged_of(200, wrong_below=0.1)
    alone = curve_of(judged)
    beside = replace(alone, before=(CurvePoint(0.9, 220, 207),))

    own, both = (by_wanted(held_out_table(judged, policy))[0.95].precision or 0 for policy in (alone, beside))

    assert own > 0.99
    assert 0.94 < both < 0.98


def test_what_facts_say_is_expected_of_links_and_widens_their_interval() -> None:
    policy = Policy(0.6, 0.05, 0.1, 0.95, (CurvePoint(0.6, 400, 396),))

    level = by_wanted(left_out_table(policy, np.full(9, 0.99), np.zeros(9), 9, wrong_times=(2, 20)))[0.95]

    assert level.threshold == 0.6
    assert [level.precision, *(level.precision_interval or ())][:2] == pytest.approx([0.98, 0.8])
