"""The collective pass on the neighbourhood of a change: the records that share a candidate with it.

Of the records around the neighbourhood the pass reads only their claims on the same profiles, as numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby
from operator import attrgetter

import numpy as np

from features.pairs.columns import Columns, hash_text
from features.ranking.collective_features import IndependentTable
from serving.contract.linking.independent import PairRow
from serving.contract.linking.provisional_links import Passes
from serving.matching.collective import (
    CANDIDATES,
    LARGEST_CLAIMANT_SET,
    claims_of,
    claims_table,
    new_probabilities,
    with_probabilities,
)
from serving.matching.conclude import FORCED, decided
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.matching.policy import Policy
from serving.vocabulary.links import RecordKey

FetchRecords = Callable[[Sequence[RecordKey]], Columns]
"""Returns the normalised fields of records, in their order."""


def neighbours_of(claims: Iterable[PairRow], touched: Collection[RecordKey]) -> set[RecordKey]:
    """Return the records whose collective pass reads the claims on some profiles; of very many the strongest claims.

    A record among the strongest before or after the change is among the strongest of those not touched.
    """
    neighbours: set[RecordKey] = set()
    for _, pairs in groupby(claims, attrgetter("profile_id")):
        others = [pair for pair in pairs if pair.key not in touched]
        if len(others) > LARGEST_CLAIMANT_SET:
            others.sort(key=lambda pair: (-pair.probability, hash_text(pair.key.id), pair.key))
        neighbours.update(pair.key for pair in others[:LARGEST_CLAIMANT_SET])
    return neighbours


def decide_together(
    independent: Passes,
    around: Callable[[], Iterable[PairRow]],
    matcher: Matcher,
    policies: tuple[Policy, Policy],
    fetch: FetchRecords,
) -> dict[RecordKey, Outcome]:
    """Decide records: by the collective model where the bundle has one, else by the independent pass alone.

    `around` returns every claim on their candidates, `policies` are the contract's of both passes.
    """
    first, last = policies
    if matcher.collective is None or matcher.collective_kernel is None:
        return {key: decided(alone.with_statement, first, CANDIDATES) for key, alone in independent.items()}
    keys, table = _table(independent, around())
    is_wanted = np.fromiter((key in independent for key in keys), np.bool_, len(keys))

    probabilities = new_probabilities(
        table,
        is_wanted,
        lambda positions: fetch([keys[row] for row in positions.tolist()]),
        matcher.collective,
        matcher.collective_kernel,
    )
    bounds = np.searchsorted(table.left_rows, np.arange(len(keys) + 1))
    outcomes: dict[RecordKey, Outcome] = {}
    for row, key in enumerate(keys):
        if key in independent:
            outcome = independent[key].with_statement
            own_probabilities = probabilities[bounds[row] : bounds[row + 1]].tolist()
            outcomes[key] = (
                decided(outcome, first, CANDIDATES)
                if outcome.basis == FORCED
                else with_probabilities(outcome, own_probabilities, last)
            )
    return outcomes


def _table(independent: Passes, around: Iterable[PairRow]) -> tuple[list[RecordKey], IndependentTable]:
    """Lay out the claims by record, records in the order of their ids, claims of wanted ones in their own order."""
    others: defaultdict[RecordKey, list[PairRow]] = defaultdict(list)
    for pair in around:
        if pair.key not in independent:
            others[pair.key].append(pair)
    keys = sorted([*others, *independent], key=lambda key: (key.id, key.object))
    claims: list[tuple[int, str, float, float]] = []
    for row, key in enumerate(keys):
        if key in independent:
            claims += claims_of(row, independent[key].outcome)
        else:
            claims += [(row, pair.profile_id, pair.probability, pair.match_weight) for pair in others[key]]
    return keys, claims_table(claims, [key.id for key in keys])
