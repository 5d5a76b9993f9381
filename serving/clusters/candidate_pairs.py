"""The pairs of a file that may be one entity: each record's candidates among the others, by matching's blocking."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from data.index.index import UniverseIndex, records_of
from data.index.postings import expand
from features.blocking.blocking_rules import own_rules
from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns
from features.schema.array_types import Ints
from serving.clusters.copies import CopyGroups
from serving.clusters.record_pairs import RecordPairs
from serving.matching.shortlist import WIDTHS, excluded_from, most_promising, weigh

CHUNK = 512
MIN_WEIGHT = -12.0
"""Pairs of a lower match weight (log2, one match expected for each record) are scored only where a merge needs them
(docs/experiments/clusters-of-duplicates.md)."""


def candidate_pairs(index: UniverseIndex, kernel: Kernel, rows: Ints, copies: CopyGroups) -> RecordPairs:
    """Return the pairs of each of some rows with the candidates that matching would rank for it, itself left out.

    Those that own fields find come beside those that are found without them, and take nobody's place.

    Pairs of a match weight below MIN_WEIGHT are left out, and so are a row's `copies`, which would fill its list.
    """
    return RecordPairs.joined([_of_chunk(index, kernel, part, copies) for part in chunks_of(rows)])


def chunks_of(rows: Ints) -> Iterator[Ints]:
    """Yield rows in chunks."""
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def records_at(index: UniverseIndex, rows: Ints) -> Columns:
    """Return the records of some rows as the left side of pairs: blocking reads records, comparisons the index."""
    taken = index.take(rows)
    return replace(taken, ids=index.ids(rows), records=records_of(taken))


def _of_chunk(index: UniverseIndex, kernel: Kernel, rows: Ints, copies: CopyGroups) -> RecordPairs:
    searched, asked_of = searched_rows(rows, copies)
    left = records_at(index, searched)
    width = WIDTHS[index.kind]
    itself: dict[str, Sequence[str]] = {record: (record,) for record in left.ids}
    for group in copies.groups_of(searched):
        same = index.ids(group)
        itself |= {record: same for record in same if record in itself}
    excluded = excluded_from(left, itself)
    own = own_rules(index.schema)
    found = []
    for rules_off in {(), own}:
        retrieved = index.candidates(left, width.retrieved, excluded, rules_off)
        weighed = weigh(left, index, kernel, retrieved)
        kept = most_promising(weighed, width)
        kept = kept[weighed.weights.match_weight[kept] >= MIN_WEIGHT]
        bounds = np.searchsorted(retrieved.left_rows[kept], np.arange(len(searched) + 1))
        starts = bounds[asked_of]
        counts = np.diff(bounds)[asked_of]
        candidates = retrieved.rows[kept].astype(np.int64)[expand(starts, counts)]
        found.append(RecordPairs.of(rows.repeat(counts), candidates))
    return RecordPairs.joined(found)


def searched_rows(rows: Ints, copies: CopyGroups) -> tuple[Ints, Ints]:
    """Return one row of each group of copies, whose candidates are those of all, and which of them each row has."""
    _, example, group = np.unique(copies.first[rows], return_index=True, return_inverse=True)
    return rows[example], group
