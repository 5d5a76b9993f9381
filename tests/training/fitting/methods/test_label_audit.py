"""Which labels are accused, by evidence of known truth."""

from dataclasses import replace

import numpy as np
import pytest

from training.fitting.methods.examples import Examples
from training.fitting.methods.label_audit import (
    MOSTLY_WRONG,
    LabelEvidence,
    evidence_of,
    shares_wrong,
    weighed_by_others,
)

RECORDS = 4_000


def drawn(wrong_labels: float, *, for_match: bool = True, seed: int = 1) -> tuple[LabelEvidence, np.ndarray]:
    """Return evidence that is as often right as it is certain, and which labels are wrong whatever it is."""
    draw = np.random.default_rng(seed)
    certainty = 1 - draw.beta(0.3, 6, RECORDS)
    is_wrong = draw.random(RECORDS) < wrong_labels
    contradicts = is_wrong | (draw.random(RECORDS) > certainty)
    own = np.where(contradicts, np.where(is_wrong, 0.0, 0.3 * (1 - certainty)), certainty)
    rival = np.where(contradicts, certainty, 0.5 * (1 - certainty))
    everyone = np.ones(RECORDS, np.bool_)
    matches = np.full(RECORDS, for_match)
    evidence = LabelEvidence(
        own=own,
        rival=rival,
        rival_row=np.zeros(RECORDS, np.int64),
        best_other=rival,
        for_match=matches,
        has_answer=everyone,
    )
    return evidence, is_wrong


def accuse(evidence: LabelEvidence) -> np.ndarray:
    return shares_wrong(evidence) >= MOSTLY_WRONG


@pytest.mark.parametrize("share", [0.02, 0.05, 0.1])
@pytest.mark.parametrize("for_match", [True, False])
def test_the_accused_are_wrong_rather_than_not(share: float, for_match: bool) -> None:
    evidence, is_wrong = drawn(share, for_match=for_match)

    accused = accuse(evidence)

    assert is_wrong[accused].mean() > 0.8
    assert accused[is_wrong].mean() > 0.5


@pytest.mark.parametrize("seed", range(3))
def test_of_right_labels_at_most_one_in_a_hundred_is_accused(seed: int) -> None:
    evidence, _ = drawn(0.0, seed=seed)

    assert accuse(evidence).mean() <= 0.01
    assert evidence.contradicts.mean() > 0.03


def test_evidence_for_nobody_that_is_wrong_more_often_than_labels_can_be_accuses_none() -> None:
    matches, _ = drawn(0.02)
    nobody, _ = drawn(0.3, for_match=False)
    few = {name: getattr(nobody, name)[:400] for name in nobody.__slots__}
    both = LabelEvidence(**{name: np.concatenate([getattr(matches, name), part]) for name, part in few.items()})

    accused = accuse(both)

    assert accused[:RECORDS].any()
    assert not accused[RECORDS:].any()


def test_contradictions_of_a_sort_that_the_model_makes_do_not_pass_for_wrong_labels() -> None:
    evidence, is_wrong = drawn(0.05)
    draw = np.random.default_rng(2)
    certainty = np.maximum(evidence.own, evidence.rival)
    missed = ~evidence.contradicts & (certainty < np.median(certainty)) & (draw.random(RECORDS) < 0.06)
    own = np.where(missed, 0.0, np.where(is_wrong, 0.01, evidence.own))
    mixed = replace(evidence, own=own, rival=np.where(missed, certainty, evidence.rival))

    accused = accuse(mixed)

    assert not accused[missed].any()
    assert accused[is_wrong].mean() > 0.5


def test_nobody_contradicts_no_label_whose_own_pair_is_possible() -> None:
    one = np.zeros(1, np.int64)
    found = Examples(np.zeros((1, 0), np.float32), one, one, np.ones(1), None)
    wrong = np.zeros(1, np.bool_)

    def evidence(possible: bool) -> LabelEvidence:
        marked = np.array([possible])
        return evidence_of(found, wrong, np.array([0.1]), one, has_answer=~wrong, possible=marked)

    assert (evidence(False).rival.item(), evidence(False).rival_row.item()) == (0.9, -1)
    assert (evidence(True).rival.item(), evidence(True).rival_row.item()) == (0.1, 0)


def test_a_candidate_yields_to_nobody_only_by_as_much_as_wrong_labels_are_rare() -> None:
    evidence, is_wrong = drawn(0.05, for_match=False)
    near = replace(evidence, own=np.where(is_wrong, 0.1 * evidence.rival, evidence.own))

    assert accuse(evidence)[is_wrong].any()
    assert not accuse(near)[is_wrong].any()


def test_the_profile_that_other_labels_name_is_the_likelier_answer() -> None:
    evidence, _ = drawn(0.05)
    draw = np.random.default_rng(3)
    own, rival = (np.where(draw.random(RECORDS) < share, 3, 0) for share in (0.6, 0.1))
    contradicted = np.flatnonzero(evidence.contradicts)[:3]
    own[contradicted], rival[contradicted] = (3, 0, 0), (0, 0, 3)
    shares = np.zeros(RECORDS)
    shares[contradicted] = 0.6

    weighed = weighed_by_others(shares, evidence, own, rival)

    assert weighed[contradicted[0]] < 0.3 < MOSTLY_WRONG < weighed[contradicted[2]]
    assert weighed[contradicted[0]] < weighed[contradicted[1]] < weighed[contradicted[2]]
    assert not weighed[shares == 0].any()


def test_few_records_accuse_nobody() -> None:
    evidence, _ = drawn(0.5)
    few = LabelEvidence(*(getattr(evidence, name)[:19] for name in evidence.__slots__))

    assert not accuse(few).any()
