"""A pair's evidence depends on the pair alone, in whatever order pairs come."""

import numpy as np

from data.index.index import UniverseIndex, records_of
from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns, columns_of
from features.ranking.feature_list import FEATURES, feature_matrix
from features.schema.array_types import Ints
from features.schema.kinds import Kind
from serving.clusters.candidate_pairs import records_at
from serving.clusters.pair_scorer import measure_both_ways
from serving.clusters.record_pairs import RecordPairs
from serving.matching.shortlist import WIDTHS, shortlist
from tests.support.small_models import SmallModel


def as_read_from_a_file(index: UniverseIndex, rows: Ints) -> Columns:
    """Return records with vocabularies of their own, which the index has to look up."""
    return columns_of(index.schema, index.ids(rows), records_of(index.take(rows)))


def test_records_of_the_index_are_measured_as_the_same_records_of_a_file_are(
    small_models: dict[Kind, SmallModel],
) -> None:
    rows = np.arange(60)
    for kind, model in small_models.items():
        matcher = model.matcher()

        own, read = (
            shortlist(left, matcher.index, matcher.kernel, WIDTHS[kind]).evidence
            for left in (records_at(matcher.index, rows), as_read_from_a_file(matcher.index, rows))
        )

        assert len(own) > len(rows)
        np.testing.assert_array_equal(own.match_weight, read.match_weight)
        np.testing.assert_array_equal(feature_matrix(own, FEATURES[kind]), feature_matrix(read, FEATURES[kind]))


def test_both_directions_of_a_pair_swap_when_its_records_do(small_models: dict[Kind, SmallModel]) -> None:
    matcher = small_models[Kind.PERSON].matcher()
    pairs = RecordPairs.of(np.repeat(np.arange(20), 20), np.tile(np.arange(20, 40), 20))
    kernel: Kernel = matcher.kernel

    forth, back = measure_both_ways(matcher.index, kernel, pairs, lambda evidence: evidence.match_weight)
    part = pairs.take(np.arange(0, len(pairs), 7))
    again = measure_both_ways(matcher.index, kernel, part, lambda evidence: evidence.match_weight)

    np.testing.assert_array_equal(forth[::7], again[0])
    np.testing.assert_array_equal(back[::7], again[1])
