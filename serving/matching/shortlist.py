"""The candidates of records with all their evidence: retrieved by keys, weighed, the most promising kept.

Training, batch and live all come through `shortlist`, so a pair's features are the same everywhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.index.candidates import Candidates
from data.index.index import NOTHING_EXCLUDED, ExcludedIds, UniverseIndex
from features.blocking.term_frequencies import SharesByField
from features.comparisons.kernel import Kernel, Weights
from features.compiled.loader import machine
from features.pairs.columns import Columns
from features.pairs.evidence import Evidence, Groups, NamedRows, Retrieval
from features.pairs.pairs import Ints, Pairs
from features.ranking.group_features import Ranks, context_of, group_context
from features.schema.kinds import FIELDS, Kind


@dataclass(frozen=True, slots=True)
class Width:
    """How many candidates of a record are retrieved and weighed, and how many the re-ranker sees.

    `by_weight` are kept for their weight, the others for their retrieval; None: for whichever stands better.
    """

    retrieved: int
    kept: int
    by_weight: int | None = None


Excluded = Mapping[str, Collection[str]]
"""By record id, the profiles that are out of the question (rule D21)."""
NO_REJECTIONS: Excluded = {}

WIDTHS: Mapping[Kind, Width] = {Kind.PERSON: Width(40, 12), Kind.COMPANY: Width(50, 24, 4)}
"""Names inside longer strings defeat whole-field comparisons, so companies keep more for the re-ranker, and mostly by
what they share: of 1,293 answers of ror_affiliations' train split the better of both ranks lost 19, this loses 10 (8
were not retrieved), of 875 of fd_companies both lose 20: dozens of candidates weigh the same."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """All retrieved candidates, weighed by one model."""

    pairs: Pairs
    groups: Groups
    retrieval: Retrieval
    weights: Weights
    ranks: Ranks


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The kept candidates, grouped by record: `rows[i]` of the universe for the record `left_rows[i]`.

    They are the positions `kept` of all candidates that were `met` before the cut, whose rows are `met_rows`.
    """

    evidence: Evidence
    left_rows: Ints
    rows: Ints
    retrieved: Retrieved
    retrieved_rows: Ints
    kept: Ints

    def __len__(self) -> int:
        return len(self.rows)


class FieldFrequencies(SharesByField):
    """The index's term frequencies by field."""

    def __init__(self, index: UniverseIndex) -> None:
        super().__init__([field.name for field in FIELDS[index.kind]], index.tf)


def shortlist(
    left: Columns, index: UniverseIndex, kernel: Kernel, width: Width, without: Excluded = NO_REJECTIONS
) -> Shortlist:
    """Retrieve, weigh and cut the candidates of every record of `left`, as if rejected profiles did not exist."""
    found = index.candidates(left, width.retrieved, excluded_from(left, without))
    retrieved = weigh(left, index, kernel, found)
    kept = most_promising(retrieved, width)
    evidence = evidence_of(retrieved, kept, kernel)
    return Shortlist(evidence, found.left_rows[kept], found.rows[kept], retrieved, found.rows, kept)


def excluded_from(left: Columns, without: Excluded) -> ExcludedIds:
    """Return the profiles that are out of the question, by the place of their record in `left`."""
    if not without:
        return NOTHING_EXCLUDED
    return {place: without[name] for place, name in enumerate(left.ids) if name in without}


def weigh(left: Columns, index: UniverseIndex, kernel: Kernel, found: Candidates) -> Retrieved:
    """Pair records with their candidates and weigh the pairs."""
    pairs = Pairs(left, index.take(found.rows), found.left_rows, np.arange(len(found)))
    groups = Groups.of_pairs(pairs)
    retrieval = Retrieval(found.weight, found.left_out[found.left_rows].astype(np.float64))
    return meet(pairs, groups, retrieval, kernel)


def meet(pairs: Pairs, groups: Groups, retrieval: Retrieval, kernel: Kernel) -> Retrieved:
    """Weigh retrieved pairs and rank them within their records."""
    weights = kernel.score(pairs)
    return Retrieved(pairs, groups, retrieval, weights, Ranks.of(groups, weights.match_weight, retrieval))


def most_promising(retrieved: Retrieved, width: Width) -> NDArray[np.int64]:
    """Keep the candidates that stand highest by weight or by retrieval as `width` says; equals by both together.

    Remaining equals are told apart by the retrieval order, which ends in the hash of the id.
    """
    kept, by_weight = np.empty(len(retrieved.pairs), np.int64), -1 if width.by_weight is None else width.by_weight
    count = machine("serving.matching.compiled.choice").keep_promising(
        retrieved.groups.starts,
        retrieved.groups.sizes,
        retrieved.ranks.by_weight,
        retrieved.ranks.by_retrieval,
        width.kept,
        by_weight,
        kept,
    )
    return kept[:count]


def evidence_of(retrieved: Retrieved, kept: NDArray[np.int64], kernel: Kernel) -> Evidence:
    """Give the features their view of the kept candidates, with their place among all that were met."""
    weights, pairs = retrieved.weights, retrieved.pairs.part(kept)
    gammas, bits = weights.levels.take(kept, axis=1), weights.bits.take(kept, axis=1)
    group = group_context(retrieved.groups, weights.match_weight, retrieved.retrieval, retrieved.ranks)
    return Evidence(
        pairs,
        weights.match_weight.take(kept),
        NamedRows(weights.names, bits),
        NamedRows(weights.names, gammas),
        Retrieval(retrieved.retrieval.weight.take(kept), retrieved.retrieval.left_out.take(kept)),
        kernel.term_frequencies,
        Groups.of_pairs(pairs),
        context_of(group, kept, gammas, bits),
    )
