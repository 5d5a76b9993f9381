"""The candidate pairs of a file as linkage sees them: each record's candidates, with retrieval weights and rivals.

The score of a deduplication compares no pair with rivals. The base model's, which teaches it, may: it learnt to.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from data.index.index import UniverseIndex
from features.comparisons.kernel import Kernel
from features.schema.array_types import Floats, Ints
from serving.clusters.candidate_pairs import chunks_of, records_at
from serving.clusters.record_pairs import RecordPairs, pair_keys
from serving.matching.bundle import Bundle
from serving.matching.scorer import base_model_log_odds
from serving.matching.shortlist import WIDTHS, shortlist


@dataclass(frozen=True, slots=True)
class LinkageView:
    """Pairs with the higher retrieval weight and the higher base model log-odds of both records' lists.

    A pair that blocking did not find has no weight (0), and no log-odds (NaN).
    """

    pairs: RecordPairs
    retrieval: Floats
    log_odds: Floats

    def of(self, pairs: RecordPairs) -> "LinkageView":
        """Return the view of some pairs."""
        known, keys = self.pairs.keys, pairs.keys
        at = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
        found = known[at] == keys if len(known) else np.zeros(len(keys), np.bool_)
        retrieval, log_odds = np.zeros(len(keys)), np.full(len(keys), np.nan)
        retrieval[found], log_odds[found] = self.retrieval[at[found]], self.log_odds[at[found]]
        return LinkageView(pairs, retrieval, log_odds)


def view_linkage(
    index: UniverseIndex, kernel: Kernel, base: Bundle, rows: Ints, on: Callable[[int, int], None]
) -> LinkageView:
    """Score the candidates of rows, each record itself left out, as matching does."""
    keys, retrieval, log_odds, done = [np.zeros(0, np.int64)], [np.zeros(0)], [np.zeros(0)], 0
    for part in chunks_of(rows):
        left = records_at(index, part)
        short = shortlist(left, index, kernel, WIDTHS[index.kind], {record: (record,) for record in left.ids})
        keys.append(pair_keys(part[short.left_rows], short.rows))
        retrieval.append(short.evidence.retrieval.weight)
        log_odds.append(base_model_log_odds(short.evidence, base))
        done += len(part)
        on(done, len(rows))
    distinct, pair = np.unique(np.concatenate(keys), return_inverse=True)
    pairs = RecordPairs.of_keys(distinct)
    return LinkageView(pairs, *(_highest(np.concatenate(each), pair, len(pairs)) for each in (retrieval, log_odds)))


def _highest(values: Floats, pair: Ints, pairs: int) -> Floats:
    highest = np.full(pairs, -np.inf)
    np.maximum.at(highest, pair, values)
    return highest
