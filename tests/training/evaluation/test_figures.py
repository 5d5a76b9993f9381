"""Which records each figure counts, and the intervals of the rates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.labels.label_rows import Verdict
from data.labels.links import Link, LinksTable
from tests.support.judged_links import counted, truth_of
from training.evaluation.bootstrap import Share, share_intervals
from training.evaluation.figures import figures_of, intervals_of
from training.evaluation.judged import CandidateReach, judge_links
from training.evaluation.matching import retrieved_any


def linked(crm_id: str, candidate_id: str | None, probability: float = 0.9, basis: str = "own_labels") -> Link:
    return Link(crm_id, candidate_id, probability, "linked", basis=basis)


def test_precision_counts_a_link_on_a_nobody_record_as_wrong_and_recall_only_records_with_a_match() -> None:
    links = [linked("1", "a"), linked("2", "x"), linked("3", "c"), Link("4", "d", 0.6, "review"), Link("5")]

    figures = figures_of(counted(links, ("1", "a"), ("2", "b"), ("3", None), ("4", "d"), ("5", None)))

    assert figures["precision"] == pytest.approx(1 / 3)
    assert figures["recall"] == pytest.approx(1 / 3)
    assert figures["f1"] == pytest.approx(1 / 3)
    assert figures["top1_accuracy"] == pytest.approx(2 / 3)
    assert (figures["n_crm"], figures["n_true"], figures["n_linked_nobody"]) == (5, 3, 1)
    assert figures["n_without_candidate"] == 1


def test_any_of_several_right_answers_counts_once() -> None:
    figures = figures_of(counted([linked("1", "b"), linked("2", "c")], ("1", "a"), ("1", "b"), ("2", "d")))

    assert (figures["n_crm"], figures["n_true"], figures["n_linked_right"]) == (2, 2, 1)


def test_a_duplicate_is_not_linked_but_its_candidate_still_counts_for_the_curve() -> None:
    links = [linked("1", "a"), Link("2", "a", 0.8, "duplicate", winner_id="1")]

    figures = figures_of(counted(links, ("1", "a"), ("2", "a")))

    assert (figures["n_linked"], figures["recall"]) == (1, 0.5)
    assert figures["best_f1"] == figures["top1_accuracy"] == 1.0


def test_forced_links_are_counted_apart() -> None:
    figures = figures_of(counted([linked("1", "a"), linked("2", "x", 1.0, "forced")], ("1", "a"), ("2", "b")))

    assert (figures["n_crm"], figures["precision"], figures["n_forced"], figures["n_forced_right"]) == (
        1,
        1.0,
        1,
        0,
    )


def test_partial_records_are_left_out_and_counted() -> None:
    truth = truth_of(("1", "a"), verdict=Verdict.NOT_MATCH)

    figures = figures_of(judge_links(LinksTable([linked("1", "b")]), truth))

    assert (figures["n_crm"], figures["n_partial"], figures["precision"], figures["best_f1"]) == (
        0,
        1,
        None,
        None,
    )


def test_a_record_without_link_is_missed_and_a_label_without_record_only_counted() -> None:
    truth = truth_of(("1", "a"), ("2", "b"), ("3", "c"))

    figures = figures_of(judge_links(LinksTable([linked("1", "a")]), truth, records={"1", "2"}))

    assert (figures["n_crm"], figures["recall"], figures["n_labels_without_record"]) == (2, 0.5, 1)


def test_candidate_recall_is_over_records_with_a_match_and_unknown_without_candidate_sets() -> None:
    links = LinksTable([linked("1", "a"), linked("2", "x"), Link("3")])
    truth = truth_of(("1", "a"), ("2", "b"), ("3", None))
    reach = CandidateReach({"1": True, "2": True}, {"1": True, "2": False})

    with_reach = figures_of(judge_links(links, truth, reach=reach))
    without_reach = figures_of(judge_links(links, truth))

    assert (with_reach["candidate_recall"], with_reach["candidate_recall_after_cut"]) == (1.0, 0.5)
    assert (without_reach["candidate_recall"], without_reach["candidate_recall_after_cut"]) == (None, None)


def test_every_rate_lies_within_its_interval_and_counts_have_none() -> None:
    rng = np.random.default_rng(1)
    links = []
    answers = []
    for i, probability in enumerate(rng.beta(3, 1, 400).round(3).tolist()):
        right = rng.random() < probability
        links.append(Link(f"{i}", f"u{i if right else 'x'}", probability, "linked" if probability > 0.8 else "none"))
        answers.append((f"{i}", f"u{i}" if i % 9 else None))

    judged = counted(links, *answers)

    figures = figures_of(judged)
    intervals = intervals_of(judged.judged)

    assert {"n_crm", "ece"}.isdisjoint(intervals)
    for name in ("precision", "recall", "f1", "top1_accuracy", "best_f1", "recall_at_precision_99"):
        interval = intervals[name]
        value = figures[name]
        assert interval is not None
        assert value is not None
        assert 0 <= interval[0] <= value <= interval[1] <= 1, name


def test_the_interval_of_a_share_has_the_width_of_the_normal_approximation() -> None:
    part = np.arange(1000) % 10 > 0

    intervals = share_intervals({"share": Share(part, np.ones(1000, np.bool_))}, np.arange(1000))

    assert intervals["share"] == pytest.approx((0.9 - 1.96 * 0.00949, 0.9 + 1.96 * 0.00949), abs=0.003)


def test_records_of_one_entity_widen_the_interval() -> None:
    part = np.repeat(np.arange(100) % 10 > 0, 10)
    shares = {"share": Share(part, np.ones(1000, np.bool_))}

    apart, together = (share_intervals(shares, entity)["share"] for entity in (np.arange(1000), np.arange(1000) // 10))

    assert apart is not None
    assert together is not None
    assert together[1] - together[0] > 2.5 * (apart[1] - apart[0])


def test_intervals_are_the_same_for_the_same_seed() -> None:
    judged = counted([linked(str(i), f"u{i % 30}") for i in range(40)], *((str(i), f"u{i}") for i in range(40))).judged

    assert intervals_of(judged, seed=1) == intervals_of(judged, seed=1)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["a", "b", None])), min_size=1, max_size=12))
def test_the_order_of_links_and_labels_changes_no_figure(rows: list[tuple[str, str | None]]) -> None:
    links = [linked(str(i), candidate, 0.1 * (i % 5)) for i, (candidate, _) in enumerate(rows)]
    answers = [(str(i), right) for i, (_, right) in enumerate(rows)]

    straight = figures_of(counted(links, *answers))
    reversed_ = figures_of(counted(links[::-1], *answers[::-1]))

    assert straight == pytest.approx(reversed_)


def test_a_right_answer_is_retrieved_if_any_of_its_rows_is_among_the_candidates_of_the_record() -> None:
    right = [frozenset({4, 5}), frozenset({6}), frozenset[int]()]

    retrieved = retrieved_any(right, np.array([0, 0, 1, 2]), np.array([3, 5, 5, 6]))

    assert retrieved == [True, False, False]
