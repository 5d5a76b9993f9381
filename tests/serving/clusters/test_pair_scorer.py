"""A pair's evidence depends on the pair alone, in whatever order pairs come."""

import numpy as np

from features.comparisons.kernel import Kernel
from features.schema.kinds import Kind
from serving.clusters.pair_scorer import measure_both_ways
from serving.clusters.record_pairs import RecordPairs
from tests.support.small_models import SmallModel


def test_both_directions_of_a_pair_swap_when_its_records_do(small_models: dict[Kind, SmallModel]) -> None:
    matcher = small_models[Kind.PERSON].matcher()
    pairs = RecordPairs.of(np.repeat(np.arange(20), 20), np.tile(np.arange(20, 40), 20))
    kernel: Kernel = matcher.kernel

    forth, back = measure_both_ways(matcher.index, kernel, pairs, lambda evidence: evidence.match_weight)
    part = pairs.take(np.arange(0, len(pairs), 7))
    again = measure_both_ways(matcher.index, kernel, part, lambda evidence: evidence.match_weight)

    np.testing.assert_array_equal(forth[::7], again[0])
    np.testing.assert_array_equal(back[::7], again[1])
