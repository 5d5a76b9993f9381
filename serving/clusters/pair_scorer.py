"""The score of a pair of records of one file: a function of both records and of the file's term frequencies alone.

The kernel, the pair features, the trees and the calibration are those of matching. A pair is scored with either record
on the left, and the mean of both scores is symmetric to the bit. Unlike a record and its profile, a record may have
several right partners: a pair is compared with no rival, and its probability is no share of its record's.
"""

from collections.abc import Callable, Collection
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from data.index.index import UniverseIndex, records_of
from features.blocking.term_frequencies import TermFrequencies
from features.comparisons.independent_facts import facts_stated
from features.comparisons.kernel import Kernel
from features.pairs.columns import Record
from features.pairs.evidence import Evidence, Groups, Retrieval
from features.pairs.pairs import Pairs
from features.ranking.feature_list import FEATURES
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from serving.clusters.copies import CopyGroups, first_copies
from serving.clusters.record_pairs import RecordPairs
from serving.matching.bundle import Bundle
from serving.matching.calibration import logit
from serving.matching.scorer import LOG_ODDS_PER_BIT, model_input
from serving.matching.shortlist import FieldFrequencies, evidence_of, weigh_pairs

CHUNK = 8192
Measure = Callable[[Evidence], NDArray[np.floating]]
"""Returns numbers about pairs, one row for each."""
EQUAL_LOG_ODDS = 4.0
ENOUGH_FACTS = 2
ADDRESSES = ("email", "phone")
"""Of the groups of equal records of historical_50k one in 900 mixes two people."""


def measure_both_ways(
    index: UniverseIndex,
    kernel: Kernel,
    pairs: RecordPairs,
    measure: Measure,
    retrieval: Floats | None = None,
    hidden: Collection[str] = (),
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Return what `measure` makes of pairs with the lower row on the left, and with the higher one.

    The result of a pair depends on no other pair. `retrieval` are the weights of pairs that blocking found;
    `hidden` fields count as empty.
    """
    weight = np.zeros(len(pairs)) if retrieval is None else retrieval
    rows, position = np.unique(np.concatenate([pairs.low, pairs.high]), return_inverse=True)
    low = position[: len(pairs)]
    high = position[len(pairs) :]
    taken = index.take(rows).without(hidden)
    forth = measure(evidence_alone(Pairs(taken, taken, low, high), kernel, weight))
    by_left = np.lexsort((low, high))
    ordered = measure(evidence_alone(Pairs(taken, taken, high[by_left], low[by_left]), kernel, weight[by_left]))
    back = np.empty_like(ordered)
    back[by_left] = ordered
    return forth, back


def evidence_alone(pairs: Pairs, kernel: Kernel, weight: Floats) -> Evidence:
    """Return the evidence of pairs in the order of their left rows, each without a rival."""
    alone = Groups.of(np.arange(len(pairs)))
    retrieved = weigh_pairs(pairs, alone, Retrieval(weight, np.zeros(len(pairs))), kernel)
    return evidence_of(retrieved, np.arange(len(pairs)), kernel, alone)


class PairScorer:
    """A bundle applied to the pairs of a file's index; `frequencies` are the file's own unless others are given."""

    def __init__(self, bundle: Bundle, index: UniverseIndex, frequencies: TermFrequencies | None = None) -> None:
        self.bundle = bundle
        self.index = index
        counted = FieldFrequencies(index) if frequencies is None else frequencies
        self.kernel = Kernel.from_splink_json(bundle.splink, counted, index.schema)
        self.adds_own = bool(index.schema.own) and {*bundle.ranker.features} <= {*FEATURES[index.kind]}

    @cached_property
    def copies(self) -> CopyGroups:
        """The records that are equal once normalised."""
        return CopyGroups(first_copies(self.index))

    def log_odds(self, pairs: RecordPairs, hidden: Collection[str] = ()) -> Floats:
        """Return the calibrated log-odds that each pair is one entity, by what is not hidden."""
        return logit(self.bundle.calibration(self.raw(pairs, hidden)))

    def log_odds_of_copies(self, pairs: RecordPairs) -> Floats:
        """Return the log-odds of pairs of equal records, which are one entity where they state enough.

        Term frequencies count the copies themselves: what a thousand copies state looks common. So two facts beside the
        name, or an e-mail or phone, are enough; else the score decides.
        """
        records = records_of(self.index.take(pairs.low))
        enough = np.array([_states_enough(self.index.kind, record) for record in records], np.bool_)
        scores = self.log_odds(pairs)
        return np.where(enough, np.maximum(scores, EQUAL_LOG_ODDS), scores)

    def raw(self, pairs: RecordPairs, hidden: Collection[str] = ()) -> Floats:
        """Return the mean score of both directions."""
        parts = [pairs.take(slice(at, at + CHUNK)) for at in range(0, len(pairs), CHUNK)]
        measured = [measure_both_ways(self.index, self.kernel, part, self.measure, hidden=hidden) for part in parts]
        return np.concatenate([np.zeros(0), *(mean_of(*ways) for ways in measured)])

    def measure(self, evidence: Evidence) -> Floats:
        """Return the score of pairs in one direction, with what own fields add that the re-ranker does not read."""
        raw = self.bundle.ranker.raw(model_input(evidence, self.bundle))
        return raw + LOG_ODDS_PER_BIT * evidence.own.bits if self.adds_own and evidence.own is not None else raw


def _states_enough(kind: Kind, record: Record) -> bool:
    return facts_stated(kind, record) >= ENOUGH_FACTS or any(record.get(name) for name in ADDRESSES)


def mean_of(forth: NDArray[np.floating], back: NDArray[np.floating]) -> Floats:
    """Return the mean of the scores of both directions, the same whichever is first."""
    mean: Floats = (forth + back) / 2
    return mean
