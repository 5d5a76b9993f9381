"""Changes to the network: applied to the served index, then to every contract's links (D12, D13).

A changed profile ends no link: only records that are not linked are decided again. A closed profile's links end
everywhere at once; those of a merged one follow the survivor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from data.index.profiles import apply_rows
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.rules.linking.links import RecordKey
from serving.rules.linking.network import NetworkStep, ProfileChange, ProfileOp, network_step
from serving.rules.linking.provisional_links import with_survivor
from serving.rules.vocabulary import Cause, CrmObject, RecordState
from serving.store.contracts import CONNECTED, Disconnected, InstanceScope, load_scope
from serving.store.jobs import DONE, Job, NewJob, enqueue, finish
from serving.store.tables.contracts import instances
from serving.store.tables.links import candidates, links, statements
from serving.store.upserts import among
from serving.sync.linking.independent_rows import StoredIndependentPass, read_independent, replace_independent
from serving.sync.linking.recompute import batched
from serving.sync.linking.relink import PreparedRecords, Relinking, relink
from serving.sync.records.change_context import ChangeContext
from serving.sync.records.link_rows import read_links
from serving.sync.records.network_rows import read_versions, write_notes
from serving.sync.services import LinkingServices, WrapperServices

NETWORK = "network"
MOST_CHANGES = 1_000
RERUN_AT_ONCE = 1_000


class TooManyProfiles(OnematchError):
    """A request has more changes of profiles than one may have."""


@dataclass(frozen=True, slots=True)
class Fates:
    """The fates of profiles: changed ones, and those that are gone with their survivor, if any."""

    kind: Kind
    changed: tuple[str, ...]
    gone: Mapping[str, str | None]

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind.value, "changed": list(self.changed), "gone": dict(self.gone)}

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "Fates":
        return cls(Kind(saved["kind"]), tuple(saved["changed"]), saved["gone"])


def receive_profiles(
    parts: WrapperServices, kind: Kind, rows: Sequence[ProfileChange], starter: str, now: datetime
) -> NetworkStep:
    """Apply changes of profiles: to the index first, so that the store never precedes it. Raises TooManyProfiles.

    The work of each instance is stored as a job before it is done here, so that nothing is lost if this is killed.
    """
    if len(rows) > MOST_CHANGES:
        raise TooManyProfiles(f"got {len(rows)} changes, expected at most {MOST_CHANGES}")
    step = _apply(parts, kind, rows)
    gone = {one.id: one.into if one.op is ProfileOp.MERGE else None for one in step.gone}
    fates = Fates(kind, tuple(one.id for one in step.upserts), gone)
    with parts.store.writing() as connection:
        write_notes(connection, kind, step.changes.values())
        jobs = _plan(connection, fates, starter, now) if step.changes else {}
    for job_id, instance_id in jobs.items():
        _follow_now(parts, job_id, instance_id, fates, now)
    return step


def run_network(parts: WrapperServices, job: Job) -> Mapping[str, Any] | None:
    """Run the job `network`: update an instance's links, then decide its unlinked records again."""
    with parts.store.reading() as connection:
        scope = load_scope(connection, parts.store, job.instance_id or "")
    if scope is None:
        raise Disconnected("the instance is gone")
    now, fates = parts.clock(), Fates.from_json(job.request)
    follow(scope, fates, now, parts.linking)
    return {"asked": rerun_unlinked(scope, fates.kind, now, parts.linking)}


def follow(scope: InstanceScope, fates: Fates, now: datetime, services: LinkingServices) -> None:
    """Update an instance's links by the fates of profiles."""
    with scope.writing() as connection:
        work = Relinking(connection, scope, ChangeContext(Cause.NETWORK, now), services)
        instead = _followers(connection, work.instance_id, fates)
        before = read_independent(connection, work.instance_id, instead)
        replace_independent(connection, work.instance_id, before, instead)
        touched = _touched(work, fates) - set(instead)
        relink(work, touched, afresh=True)
        followers = Relinking(connection, scope, work.context, services, PreparedRecords(instead=instead))
        relink(followers, set(instead))


def rerun_unlinked(scope: InstanceScope, kind: Kind, now: datetime, services: LinkingServices) -> int:
    """Run the independent pass of an instance's unlinked records again: the network may hold them now (D12)."""
    with scope.store.reading() as connection:
        wanted = select(links.c.object, links.c.record_id).where(
            links.c.instance_id == scope.instance.id,
            links.c.kind == kind.value,
            links.c.state.in_((RecordState.UNMATCHED.value, RecordState.REVIEW.value)),
        )
        rows = connection.execute(wanted.order_by(links.c.object, links.c.record_id)).all()
    keys = [RecordKey(CrmObject(row.object), row.record_id) for row in rows]
    for some in batched(keys, RERUN_AT_ONCE):
        with scope.writing() as connection:
            relink(Relinking(connection, scope, ChangeContext(Cause.NETWORK, now), services), set(some), afresh=True)
    return len(keys)


def _apply(parts: WrapperServices, kind: Kind, rows: Sequence[ProfileChange]) -> NetworkStep:
    index = parts.matching.matcher(kind).index
    index.refresh()
    named = [name for row in rows for name in (row.id, row.into) if name]
    held = {name for name, at in zip(named, index.rows_of(named), strict=True) if at is not None}
    with parts.store.reading() as connection:
        known = read_versions(connection, kind, named)
    step = network_step(rows, known, held)
    if step.changes:
        apply_rows(index, {one.id: one.values for one in step.upserts}, [one.id for one in step.gone])
    return step


def _plan(connection: Connection, fates: Fates, starter: str, now: datetime) -> dict[str, str]:
    """Enqueue a job for each connected instance; return the instance of each job."""
    live = select(instances.c.id, instances.c.contract_id).where(instances.c.state == CONNECTED)
    planned = {}
    for row in connection.execute(live).all():
        job = NewJob(NETWORK, row.contract_id, starter, row.id, fates.as_json())
        planned[enqueue(connection, job, now)] = row.id
    return planned


def _follow_now(parts: WrapperServices, job_id: str, instance_id: str, fates: Fates, now: datetime) -> None:
    """Update one instance's links at once; the worker decides its unlinked records."""
    with parts.store.reading() as connection:
        scope = load_scope(connection, parts.store, instance_id)
    if scope is None:
        return
    try:
        follow(scope, fates, now, parts.linking)
    except Disconnected:
        with parts.store.writing() as connection:
            finish(connection, job_id, {"asked": 0}, now, state=DONE)


def _followers(connection: Connection, instance_id: str, fates: Fates) -> dict[RecordKey, StoredIndependentPass]:
    """Return the independent passes of the records whose link follows a merged profile to its survivor."""
    merged = {profile: into for profile, into in fates.gone.items() if into is not None}
    keys = _keys(connection, links, instance_id, fates.kind, sorted(merged))
    linked = {key for key, link in read_links(connection, instance_id, keys).items() if link.linked_profile}
    stored = read_independent(connection, instance_id, linked)
    return {
        key: StoredIndependentPass(with_survivor(one.independent, merged), one.fingerprint)
        for key, one in stored.items()
    }


def _touched(work: Relinking, fates: Fates) -> set[RecordKey]:
    """Return the records that a change of profiles touches.

    These are unlinked records with the profile as a candidate, records linked to a profile that is gone, and records
    with a statement on a profile that is gone or came back. Candidates are stored under the first profile of a cluster.
    """
    connection, instance_id = work.connection, work.instance_id
    changed = {*fates.changed, *fates.gone}
    clusters = work.matching.matcher(fates.kind).index.one_entity(changed)
    named = sorted(changed.union(*clusters.values()))
    near = _keys(connection, candidates, instance_id, fates.kind, named)
    stated = _keys(connection, statements, instance_id, fates.kind, named)
    linked = _keys(connection, links, instance_id, fates.kind, sorted(fates.gone))
    held = {key for key, link in read_links(connection, instance_id, near).items() if link.linked_profile}
    return (near - held) | stated | linked


def _keys(
    connection: Connection, table: Table, instance_id: str, kind: Kind, profiles: Sequence[str]
) -> set[RecordKey]:
    """Return the records that a table names with one of the profiles."""
    wanted = select(table.c.object, table.c.record_id).where(
        table.c.instance_id == instance_id,
        table.c.kind == kind.value,
        among(connection, table.c.profile_id, profiles),
    )
    return {RecordKey(CrmObject(row[0]), row[1]) for row in connection.execute(wanted)}
