"""The report of duplicates among records without a profile, and the next pairs of them to ask about."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from data.tables.spreadsheet import Cell
from features.schema.kinds import Kind
from serving.store.contracts import InstanceScope
from serving.sync.linking.record_judgements import stated_among
from serving.sync.records.matching import WrapperMatching, served_kinds
from serving.sync.records.visibility import visible_among
from serving.sync.reports.record_duplicates import PairAsked, duplicates_of, unmatched_records

RECORD_COLUMNS = (
    "kind",
    "cluster_id",
    "object",
    "record_id",
    "probability",
    "with_object",
    "with_id",
    "with_probability",
    "why",
    "withheld",
)
COMPARED_FOR_EACH = 10
"""A record that is compared with others takes as long as so many links of another report."""
MOST_ASKED_ABOUT = 1_000
"""The records without a profile, those received last, among which the queue looks for pairs."""
MOST_KEPT = 32


def record_rows(
    connection: Connection, scope: InstanceScope, matching: WrapperMatching, user_id: str | None
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each record of a cluster, those of a cluster together.

    What two records have in common is a value of both: where the user may not see one of them, there is no row (S33).
    """
    for kind in served_kinds(matching):
        found = duplicates_of(connection, scope, matching, kind).clusters
        keys = [member.key for cluster in found for member in cluster.members]
        visible = visible_among(connection, scope.instance_id, keys, user_id)
        for cluster in found:
            for one in cluster.members:
                if {one.key, one.partner} <= visible:
                    yield (
                        kind.value,
                        cluster.id,
                        *one.key,
                        one.probability,
                        *one.partner,
                        one.partner_probability,
                        one.why,
                        None,
                    )


class PairQueue:
    """The pairs of records to ask about, kept while nothing that they rest on changes; ids and probabilities alone."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Kind], tuple[str, Sequence[PairAsked]]] = OrderedDict()
        self._lock = threading.Lock()

    def next_pairs(
        self,
        connection: Connection,
        scope: InstanceScope,
        matching: WrapperMatching,
        kind: Kind,
        user_id: str,
        limit: int,
    ) -> list[PairAsked]:
        """Return the least certain pairs of visible records among those received last. Raises ModelNotReady."""
        key = (scope.instance_id, kind)
        with self._lock:
            state = _state(connection, scope, matching, kind)
            kept = self._kept.get(key)
            if kept is None or kept[0] != state:
                found = duplicates_of(connection, scope, matching, kind, MOST_ASKED_ABOUT).asked
                kept = self._kept[key] = (state, found)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        keys = sorted({one for pair in kept[1] for one in pair.pair})
        visible = visible_among(connection, scope.instance_id, keys, user_id)
        return [one for one in kept[1] if visible.issuperset(one.pair)][:limit]


def _state(connection: Connection, scope: InstanceScope, matching: WrapperMatching, kind: Kind) -> str:
    """Return a hash of everything that the pairs rest on."""
    found = unmatched_records(connection, scope.instance_id, kind, MOST_ASKED_ABOUT)
    stated = [one.seq for one in stated_among(connection, scope.instance_id, list(found))]
    names = [f"{key.name} {content}" for key, content in found.items()]
    parts = [matching.matcher(kind).model_version, *map(str, stated), *names]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
