"""Which records each figure counts, and the intervals of the rates."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.labels.label_rows import Verdict
from data.labels.links import Link, LinksTable
from tests.support.judged_links import counted, truth_of
from training.evaluation.figures import figures_of
from training.evaluation.judged import CandidateReach, judge_links


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


def test_candidate_recall_is_over_records_with_a_match_and_unknown_without_candidate_sets() -> None:
    links = LinksTable([linked("1", "a"), linked("2", "x"), Link("3")])
    truth = truth_of(("1", "a"), ("2", "b"), ("3", None))
    reach = CandidateReach({"1": True, "2": True}, {"1": True, "2": False})

    with_reach = figures_of(judge_links(links, truth, reach=reach))
    without_reach = figures_of(judge_links(links, truth))

    assert (with_reach["candidate_recall"], with_reach["candidate_recall_after_cut"]) == (1.0, 0.5)
    assert (without_reach["candidate_recall"], without_reach["candidate_recall_after_cut"]) == (None, None)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["a", "b", None])), min_size=1, max_size=12))
def test_the_order_of_links_and_labels_changes_no_figure(rows: list[tuple[str, str | None]]) -> None:
    links = [linked(str(i), candidate, 0.1 * (i % 5)) for i, (candidate, _) in enumerate(rows)]
    answers = [(str(i), right) for i, (_, right) in enumerate(rows)]

    straight = figures_of(counted(links, *answers))
    reversed_ = figures_of(counted(links[::-1], *answers[::-1]))

    assert straight == pytest.approx(reversed_)
