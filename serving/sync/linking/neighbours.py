"""The second pass on the neighbourhood of what changed: the records that share a candidate with it.

Read from the store: of the records around the neighbourhood only their claims on the same profiles, as numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from sqlalchemy import Connection

from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns, hash_text
from features.pairs.pairs import Ints
from features.ranking.collective_features import SoloTable
from features.schema.kinds import Kind
from serving.matching.collective import (
    CANDIDATES,
    LARGEST_CROWD,
    Crowd,
    Fetch,
    contending,
    order_of,
    renewed_chances,
    with_chances,
)
from serving.matching.conclude import FORCED, decided
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.matching.policy import Policy
from serving.rules.linking.links import RecordKey
from serving.rules.linking.provisional_links import Solo
from serving.sync.linking.independent_rows import PairRow, StoredSolo, read_pairs

FetchRecords = Callable[[Sequence[RecordKey]], Columns]
"""Gives the normalised fields of records, in their order."""


@dataclass(frozen=True, slots=True)
class SecondPass:
    """What decides after the first pass: the crowd where the bundle has one, else the solo policy alone."""

    policy: Policy
    crowd: Crowd | None = None
    kernel: Kernel | None = None

    @classmethod
    def of(cls, matcher: Matcher, policies: tuple[Policy, Policy]) -> "SecondPass":
        """Decide by the policies of both passes, cut as a contract wants them."""
        first, last = policies
        return cls(first, matcher.crowd and replace(matcher.crowd, policy=last), matcher.crowd_kernel)


@dataclass(slots=True)
class Claims:
    """All claims on profiles of one kind, as the store holds them; each profile is read once."""

    connection: Connection
    instance_id: str
    kind: Kind
    _read: defaultdict[str, list[PairRow]] = field(default_factory=lambda: defaultdict(list))
    _known: set[str] = field(default_factory=set)

    def on(self, profiles: Collection[str]) -> Iterator[Sequence[PairRow]]:
        """Yield the claims on each of the profiles that has any."""
        missing = set(profiles) - self._known
        for pair in read_pairs(self.connection, self.instance_id, self.kind, missing):
            self._read[pair.profile_id].append(pair)
        self._known |= missing
        return (self._read[profile] for profile in sorted(profiles) if profile in self._read)


def neighbours_of(claims: Claims, profiles: Collection[str], touched: Collection[RecordKey]) -> set[RecordKey]:
    """Return the records whose second pass reads the claims on these profiles; of very many the strongest claims.

    Whoever stands among the strongest before or after the change stands among the strongest of those not touched.
    """
    found: set[RecordKey] = set()
    for pairs in claims.on(profiles):
        others = [pair for pair in pairs if pair.key not in touched]
        if len(others) > LARGEST_CROWD:
            others.sort(key=lambda pair: (-pair.chance, hash_text(pair.key.id), pair.key))
        found.update(pair.key for pair in others[:LARGEST_CROWD])
    return found


def decide_together(
    wanted: Mapping[RecordKey, StoredSolo], around: Iterable[PairRow], second: SecondPass, fetch: FetchRecords
) -> dict[RecordKey, Outcome]:
    """Decide records in the light of all claims on their candidates; `around` must hold every one of these claims."""
    solo = {key: one.solo for key, one in wanted.items()}
    if second.crowd is None or second.kernel is None:
        return {key: decided(one.told, second.policy, CANDIDATES) for key, one in solo.items()}
    keys, table = _table(solo, around)
    is_wanted = np.fromiter((key in solo for key in keys), np.bool_, len(keys))
    chances = renewed_chances(table, is_wanted, _fetch_of(keys, fetch), second.crowd, second.kernel)
    bounds = np.searchsorted(table.left_rows, np.arange(len(keys) + 1))
    found: dict[RecordKey, Outcome] = {}
    for row, key in enumerate(keys):
        if key in solo:
            mine = chances[bounds[row] : bounds[row + 1]].tolist()
            found[key] = _decided(solo[key].told, mine, second)
    return found


def _decided(outcome: Outcome, chances: Sequence[float], second: SecondPass) -> Outcome:
    if outcome.basis == FORCED or second.crowd is None:
        return decided(outcome, second.policy, CANDIDATES)
    return with_chances(outcome, chances, second.crowd.policy)


def _fetch_of(keys: Sequence[RecordKey], fetch: FetchRecords) -> Fetch:
    def rows(wanted: Ints) -> Columns:
        return fetch([keys[row] for row in wanted.tolist()])

    return rows


def _table(solo: Mapping[RecordKey, Solo], around: Iterable[PairRow]) -> tuple[list[RecordKey], SoloTable]:
    """Lay out the claims by record; records stand in the order of their ids, claims of wanted ones in their own."""
    claims: defaultdict[RecordKey, list[tuple[str, float, float]]] = defaultdict(list)
    for pair in around:
        if pair.key not in solo:
            claims[pair.key].append((pair.profile_id, pair.chance, pair.match_weight))
    for key, one in solo.items():
        claims[key] = [(c.id, c.probability, c.match_weight) for c in contending(one.outcome)]
    keys = sorted(claims, key=lambda key: (key.id, key.object))
    numbers: dict[str, int] = {}
    flat = [(row, *claim) for row, key in enumerate(keys) for claim in claims[key]]
    profiles = [numbers.setdefault(profile, len(numbers)) for _, profile, _, _ in flat]
    table = SoloTable(
        np.array([row for row, *_ in flat], np.int64),
        np.array(profiles, np.int64),
        np.array([chance for _, _, chance, _ in flat], np.float64),
        np.array([weight for *_, weight in flat], np.float64),
        order_of([key.id for key in keys]),
    )
    return keys, table
