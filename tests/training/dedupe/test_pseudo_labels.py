"""Pseudo-labels by rivals, and which pairs teach."""

import numpy as np
import pytest

from serving.clusters.colleagues import Colleagues
from serving.clusters.record_pairs import RecordPairs
from training.dedupe.teaching_pairs import (
    MAX_PAIRS,
    BaseScores,
    Decoys,
    LabelledPairs,
    draw_teaching_pairs,
    pseudo_labels_by_em,
    pseudo_labels_by_rivals,
)


@pytest.mark.parametrize("partners", [1, 4])
def test_pseudo_labels_rise_with_the_number_of_partners(partners: int) -> None:
    rng = np.random.default_rng(partners)
    rows = 400
    right = rows * partners // 2
    n = right + rows * 5
    pairs = RecordPairs(np.arange(n) % rows, rows + np.arange(n))
    rows_sought = np.arange(rows)
    raw = np.concatenate([rng.normal(4, 2, right), rng.normal(-6, 2, rows * 5)])

    nobody = Colleagues(np.zeros(n, np.bool_), np.ones(n, np.bool_), 1.0)

    scores = BaseScores(raw, raw)
    none = Decoys(scores, raw, 0, np.ones(n))

    limit = np.full(len(raw), np.inf)
    by_em = pseudo_labels_by_em(pairs, rows_sought, scores, raw, nobody, decoys=none, limit=limit)
    by_rivals = pseudo_labels_by_rivals(pairs, rows_sought, scores)

    assert by_em.rate == pytest.approx(partners / 2, rel=0.15)
    assert by_rivals.rate == pytest.approx(partners / 2, rel=0.15)
    assert by_em.calibrating is None
    assert by_rivals.calibrating is not None


def test_drawn_pairs_stand_for_all_and_plausible_ones_are_drawn_first() -> None:
    rng = np.random.default_rng(3)
    n = 200_000
    pairs = RecordPairs(np.arange(n), n + rng.integers(0, n, n))
    pseudo = np.where(np.arange(n) < 2_000, 3.0, -8.0)
    nothing = LabelledPairs(np.zeros(n, np.bool_), np.zeros(n, np.bool_), np.full(n, -1), np.ones(n))

    drawn = draw_teaching_pairs(pairs, pseudo, nothing)

    assert len(drawn.positions) == pytest.approx(MAX_PAIRS, rel=0.02)
    assert drawn.weight.sum() == pytest.approx(n, rel=0.02)
    assert (drawn.positions < 2_000).sum() == 2_000
    assert (np.diff(drawn.positions) > 0).all()
