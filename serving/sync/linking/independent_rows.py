"""Results of the independent pass in the store, and the table of claims on profiles."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, bindparam, delete

from features.schema.kinds import Kind
from serving.matching.collective import claimed_candidates
from serving.rules.linking.links import RecordKey
from serving.rules.linking.provisional_links import IndependentPass
from serving.rules.vocabulary import KIND_OF
from serving.store.contracts import OpenScope
from serving.store.tables.links import candidates, independent_passes
from serving.store.upserts import among, insert_rows, upsert
from serving.sync.records.keys import naming, of_records


@dataclass(frozen=True, slots=True)
class StoredIndependentPass:
    """One record's independent pass with the fingerprint of its inputs."""

    independent: IndependentPass
    fingerprint: str

    @property
    def profiles(self) -> frozenset[str]:
        """The profiles that the record claims strongly enough to count for others."""
        return frozenset(one.claimed for one in claimed_candidates(self.independent.outcome))


@dataclass(frozen=True, slots=True)
class PairRow:
    """One record's claim on one profile."""

    key: RecordKey
    profile_id: str
    probability: float
    match_weight: float


def read_independent(
    scope: OpenScope, keys: Collection[RecordKey], table: Table = independent_passes
) -> dict[RecordKey, StoredIndependentPass]:
    """Return the stored independent passes of records, those in force or those that are staged."""
    if not keys:
        return {}
    wanted = scope.own(table).where(of_records(table, keys))
    found: dict[RecordKey, StoredIndependentPass] = {}
    for row in scope.execute(wanted):
        key = RecordKey.named_by(row)
        found[key] = StoredIndependentPass(
            IndependentPass.from_json(key.name, row.outcome, row.model_version), row.asked
        )
    return found


def read_pairs(scope: OpenScope, kind: Kind, profiles: Collection[str]) -> Iterator[PairRow]:
    """Yield all claims on some profiles."""
    if not profiles:
        return
    wanted = (
        scope.own(
            candidates.c.object,
            candidates.c.record_id,
            candidates.c.profile_id,
            candidates.c.chance,
            candidates.c.match_weight,
        )
        .filter_by(kind=kind.value)
        .where(among(candidates.c.profile_id, sorted(profiles)))
    )
    for row in scope.execute(wanted):
        yield PairRow(RecordKey.named_by(row), row[2], row[3], row[4])


def replace_independent(
    scope: OpenScope,
    before: Mapping[RecordKey, StoredIndependentPass],
    after: Mapping[RecordKey, StoredIndependentPass],
) -> None:
    """Replace the independent passes of records; a record that is not in `after` has none from now on."""
    _delete_pairs(scope, before)
    for named in naming(independent_passes, [key for key in before if key not in after]):
        scope.execute(delete(independent_passes).filter_by(instance_id=scope.instance_id).where(named))
    write_independent(scope, after)
    rows = [row for key, one in after.items() for row in _pair_rows(scope.instance_id, key, one)]
    rows.sort(key=lambda row: (row["profile_id"], row["record_id"]))
    insert_rows(scope.connection, candidates, rows)


def write_independent(
    scope: OpenScope,
    stored: Mapping[RecordKey, StoredIndependentPass],
    table: Table = independent_passes,
) -> None:
    """Store independent passes without their claims."""
    upsert(scope.connection, table, [_row(scope.instance_id, key, one) for key, one in stored.items()], _KEYS)


_KEYS = ("instance_id", "object", "record_id")


def _delete_pairs(scope: OpenScope, before: Mapping[RecordKey, StoredIndependentPass]) -> None:
    gone = [
        {
            "instance": scope.instance_id,
            "of": key.object.value,
            "by": key.id,
            "what": profile,
            "kind_of": KIND_OF[key.object].value,
        }
        for key, one in before.items()
        for profile in sorted(one.profiles)
    ]
    if gone:
        scope.execute(_DELETE, gone)


_DELETE = delete(candidates).filter_by(
    instance_id=bindparam("instance"),
    kind=bindparam("kind_of"),
    profile_id=bindparam("what"),
    object=bindparam("of"),
    record_id=bindparam("by"),
)


def _row(instance_id: str, key: RecordKey, stored: StoredIndependentPass) -> dict[str, Any]:
    return {
        "instance_id": instance_id,
        **key.columns,
        "kind": KIND_OF[key.object].value,
        "outcome": stored.independent.as_json(),
        "asked": stored.fingerprint,
        "model_version": stored.independent.outcome.model_version,
    }


def _pair_rows(instance_id: str, key: RecordKey, stored: StoredIndependentPass) -> Iterable[dict[str, Any]]:
    for one in claimed_candidates(stored.independent.outcome):
        yield {
            "instance_id": instance_id,
            "kind": KIND_OF[key.object].value,
            "profile_id": one.claimed,
            **key.columns,
            "chance": one.probability,
            "match_weight": one.match_weight,
        }
