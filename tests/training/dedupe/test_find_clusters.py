"""What a wanted precision does: stricter merges while it is not expected, but never none at all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.array_types import Floats, Ints
from serving.clusters.agglomeration import Clustering, ScoredPairs
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.scoring import PairScoring
from serving.clusters.statements import Statements
from serving.clusters.workers import Counted, uncounted
from serving.matching.calibration import sigmoid
from training.dedupe.find_clusters import MIN_KEPT, clusters_by, expected_precision, precision_interval
from training.dedupe.universe_clusters import sure_clusters


class PairsOfTwo(PairScoring):
    """Records of which each has one partner; the log-odds of their pairs are given."""

    def __init__(self, log_odds: Floats) -> None:
        self.values = log_odds

    def first_copies(self) -> Ints:
        return np.arange(2 * len(self.values))

    def log_odds_of_copies(self, pairs: RecordPairs) -> Floats:
        return self.log_odds(pairs)

    def candidates(self, rows: Ints, on: Counted = uncounted) -> RecordPairs:
        on(1, 1)
        return RecordPairs.of(rows[::2], rows[1::2])

    def log_odds(self, pairs: RecordPairs, on: Counted = uncounted) -> Floats:
        on(1, 1)
        return np.where(pairs.high == pairs.low + 1, self.values[pairs.low // 2], -6.0)


@pytest.mark.parametrize(("most", "reached"), [(7.0, True), (2.4, False)])
def test_a_wanted_precision_keeps_the_surest_merges_also_where_it_is_out_of_reach(most: float, reached: bool) -> None:
    scoring = PairsOfTwo(np.linspace(0.1, most, 100))
    rows = np.arange(200)
    stated = Statements.none(200)

    plain = clusters_by(scoring, stated, rows)
    strict = clusters_by(scoring, stated, rows, 0.97)

    assert plain.pairs_within == 100
    assert (expected_precision(strict) >= 0.97) is reached
    assert expected_precision(strict) > expected_precision(plain)
    assert MIN_KEPT * plain.pairs_within <= strict.pairs_within < plain.pairs_within


@given(st.lists(st.floats(0.1, 7.0), min_size=1, max_size=40), st.sampled_from([0.8, 0.95, 0.99]))
def test_sure_clusters_are_the_surest_ones_that_reach_a_precision_and_no_more_would(
    log_odds: list[float], precision: float
) -> None:
    scoring = PairsOfTwo(np.array(log_odds))
    found = clusters_by(scoring, Statements.none(2 * len(log_odds)), np.arange(2 * len(log_odds)))

    sure = sure_clusters(found, precision)

    kept = sure.cluster[::2] == sure.cluster[1::2]
    assert expected_precision(sure) >= precision
    assert min(scoring.values[kept], default=7.0) >= max(scoring.values[~kept], default=0.0)
    if not kept.all():
        more = kept.copy()
        more[np.flatnonzero(~kept)[np.argmax(scoring.values[~kept])]] = True
        assert np.mean(1 / (1 + np.exp(-scoring.values[more]))) < precision


def cluster_of(size: int, log_odds: float, times: int = 1) -> Clustering:
    """Return clusters of `size` rows, each pair with the same log-odds."""
    low, high = np.triu_indices(size, 1)
    at = np.repeat(np.arange(times) * size, len(low))
    pairs = RecordPairs.of(at + np.tile(low, times), at + np.tile(high, times))
    return Clustering(np.arange(times * size) // size * size, ScoredPairs(pairs, np.full(len(pairs), log_odds)))


@pytest.mark.parametrize(("left", "low"), [(None, 1.0), (0.0, 0.0)])
def test_the_interval_spans_what_pairs_say_alone_and_together_and_what_decoys_leave(
    left: float | None, low: float
) -> None:
    clustering = cluster_of(5, 1.0, times=4_000)

    found = precision_interval(clustering, None if left is None else float(sigmoid(np.array(left))))

    wrong = sigmoid(np.array([-low, -2.0])) * (1.2, 0.8)
    assert found == pytest.approx(1 - wrong, abs=0.02)


def test_sure_records_do_not_vouch_for_a_doubtful_merge_of_two_groups() -> None:
    """Pairs across the groups share one doubt: a record is no surer of the other group for its own one."""
    low, high = np.triu_indices(12, 1)
    across = (low < 6) & (high >= 6)
    scored = ScoredPairs(RecordPairs.of(low, high), np.where(across, 0.5, 7.0))

    expected = expected_precision(Clustering(np.zeros(12, np.int64), scored))

    share = across.mean()
    assert expected == pytest.approx(share * sigmoid(np.array(0.5)) + (1 - share) * sigmoid(np.array(7.0)), abs=1e-3)


def test_the_pairs_of_one_cluster_are_one_draw() -> None:
    one, many = (precision_interval(cluster_of(size, 3.0, times), None) for size, times in ((10, 1), (2, 45)))

    assert one[1] - one[0] > 3 * (many[1] - many[0])
    assert precision_interval(cluster_of(1, 0.0, times=3), None) == (0.0, 1.0)
