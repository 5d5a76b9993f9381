"""The collective pass on the neighbourhood of a change: the records that share a candidate with it.

Of the records around the neighbourhood the pass reads only their claims on the same profiles, as numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns, hash_text
from features.ranking.collective_features import IndependentTable
from features.schema.array_types import Ints
from features.schema.kinds import Kind
from serving.contract.linking.independent import PairRow, StoredIndependentPass, read_pairs
from serving.contract.linking.provisional_links import IndependentPass
from serving.matching.collective import (
    CANDIDATES,
    LARGEST_CLAIMANT_SET,
    CollectiveModel,
    Fetch,
    claimed_candidates,
    new_probabilities,
    order_of,
    with_probabilities,
)
from serving.matching.conclude import FORCED, decided
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.matching.policy import Policy
from serving.store.contracts import OpenScope
from serving.vocabulary.links import RecordKey

FetchRecords = Callable[[Sequence[RecordKey]], Columns]
"""Returns the normalised fields of records, in their order."""


@dataclass(frozen=True, slots=True)
class CollectivePass:
    """The deciding pass: the collective model where the bundle has one, else the independent policy alone."""

    policy: Policy
    collective: CollectiveModel | None = None
    kernel: Kernel | None = None

    @classmethod
    def of(cls, matcher: Matcher, policies: tuple[Policy, Policy]) -> "CollectivePass":
        """Return the deciding pass of a matcher, with the contract's policies of both passes."""
        first, last = policies
        return cls(first, matcher.collective and replace(matcher.collective, policy=last), matcher.collective_kernel)


@dataclass(slots=True)
class NeighbourClaims:
    """All stored claims on profiles of one kind; each profile is read once."""

    scope: OpenScope
    kind: Kind
    _read: defaultdict[str, list[PairRow]] = field(default_factory=lambda: defaultdict(list))
    _known: set[str] = field(default_factory=set)

    def on(self, profiles: Collection[str]) -> Iterator[Sequence[PairRow]]:
        """Yield the claims on each of the profiles that has any."""
        missing = set(profiles) - self._known
        for pair in read_pairs(self.scope, self.kind, missing):
            self._read[pair.profile_id].append(pair)
        self._known |= missing
        return (self._read[profile] for profile in sorted(profiles) if profile in self._read)


def neighbours_of(claims: NeighbourClaims, profiles: Collection[str], touched: Collection[RecordKey]) -> set[RecordKey]:
    """Return the records whose collective pass reads the claims on these profiles; of very many the strongest claims.

    A record among the strongest before or after the change is among the strongest of those not touched.
    """
    neighbours: set[RecordKey] = set()
    for pairs in claims.on(profiles):
        others = [pair for pair in pairs if pair.key not in touched]
        if len(others) > LARGEST_CLAIMANT_SET:
            others.sort(key=lambda pair: (-pair.probability, hash_text(pair.key.id), pair.key))
        neighbours.update(pair.key for pair in others[:LARGEST_CLAIMANT_SET])
    return neighbours


def decide_together(
    stored: Mapping[RecordKey, StoredIndependentPass],
    around: Iterable[PairRow],
    deciding: CollectivePass,
    fetch: FetchRecords,
) -> dict[RecordKey, Outcome]:
    """Decide records by all claims on their candidates; `around` must hold every one of these claims."""
    independent = {key: stored_pass.independent for key, stored_pass in stored.items()}
    if deciding.collective is None or deciding.kernel is None:
        return {
            key: decided(independent_pass.with_statement, deciding.policy, CANDIDATES)
            for key, independent_pass in independent.items()
        }
    keys, table = _table(independent, around)
    is_wanted = np.fromiter((key in independent for key in keys), np.bool_, len(keys))
    probabilities = new_probabilities(table, is_wanted, _fetch_of(keys, fetch), deciding.collective, deciding.kernel)
    bounds = np.searchsorted(table.left_rows, np.arange(len(keys) + 1))
    outcomes: dict[RecordKey, Outcome] = {}
    for row, key in enumerate(keys):
        if key in independent:
            own_probabilities = probabilities[bounds[row] : bounds[row + 1]].tolist()
            outcomes[key] = _decided(independent[key].with_statement, own_probabilities, deciding)
    return outcomes


def _decided(outcome: Outcome, probabilities: Sequence[float], deciding: CollectivePass) -> Outcome:
    if outcome.basis == FORCED or deciding.collective is None:
        return decided(outcome, deciding.policy, CANDIDATES)
    return with_probabilities(outcome, probabilities, deciding.collective.policy)


def _fetch_of(keys: Sequence[RecordKey], fetch: FetchRecords) -> Fetch:
    def rows(positions: Ints) -> Columns:
        return fetch([keys[row] for row in positions.tolist()])

    return rows


def _table(
    independent: Mapping[RecordKey, IndependentPass], around: Iterable[PairRow]
) -> tuple[list[RecordKey], IndependentTable]:
    """Lay out the claims by record, records in the order of their ids, claims of wanted ones in their own order."""
    claims: defaultdict[RecordKey, list[tuple[str, float, float]]] = defaultdict(list)
    for pair in around:
        if pair.key not in independent:
            claims[pair.key].append((pair.profile_id, pair.probability, pair.match_weight))
    for key, independent_pass in independent.items():
        claims[key] = [(c.claimed, c.probability, c.match_weight) for c in claimed_candidates(independent_pass.outcome)]
    keys = sorted(claims, key=lambda key: (key.id, key.object))
    numbers: dict[str, int] = {}
    flat = [(row, *claim) for row, key in enumerate(keys) for claim in claims[key]]
    profiles = [numbers.setdefault(profile, len(numbers)) for _, profile, _, _ in flat]
    table = IndependentTable(
        np.array([row for row, *_ in flat], np.int64),
        np.array(profiles, np.int64),
        np.array([probability for _, _, probability, _ in flat], np.float64),
        np.array([weight for *_, weight in flat], np.float64),
        order_of([key.id for key in keys]),
    )
    return keys, table
