"""Which labels are accused, by evidence of known truth."""

import numpy as np
import pytest

from training.fitting.methods.label_audit import LabelEvidence, accuse

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


@pytest.mark.parametrize("share", [0.02, 0.05, 0.1])
@pytest.mark.parametrize("for_match", [True, False])
def test_the_accused_are_wrong_rather_than_not(share: float, for_match: bool) -> None:
    evidence, is_wrong = drawn(share, for_match=for_match)

    accused = accuse(evidence)

    assert is_wrong[accused].mean() > 0.5
    assert accused[is_wrong].mean() > 0.5


@pytest.mark.parametrize("seed", range(3))
def test_of_right_labels_at_most_one_in_a_hundred_is_accused(seed: int) -> None:
    evidence, _ = drawn(0.0, seed=seed)

    assert accuse(evidence).mean() <= 0.01
    assert evidence.contradicts.mean() > 0.03


def test_few_records_accuse_nobody() -> None:
    evidence, _ = drawn(0.5)
    few = LabelEvidence(*(getattr(evidence, name)[:19] for name in evidence.__slots__))

    assert not accuse(few).any()
