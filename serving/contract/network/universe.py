"""Changes to the network: applied to the served indexes, then to every contract's links (D12, D13).

A changed profile ends no link: only records that are not linked are decided again. A closed profile's links end
everywhere at once; those of a merged one follow the survivor.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from data.index.changes import append_changes
from data.index.format import MANIFEST, IndexRefused
from data.index.index import UniverseIndex
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.linking.independent import read_independent, replace_independent
from serving.contract.linking.provisional_links import with_survivor
from serving.contract.linking.relink import Relinking, record_changes, relink
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.keys import batched, record_keys
from serving.contract.records.link_rows import read_links
from serving.contract.records.network_changes import NetworkStep, ProfileChange, ProfileOp, network_step
from serving.contract.records.network_rows import note_absent, read_profiles, read_rebuilt, take_opt_outs, write_notes
from serving.contract.records.rulings import fates_of
from serving.contract.records.services import WrapperServices
from serving.matching.matcher import Matcher
from serving.runtime.model_source import ModelNotReady
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.contracts import CONNECTED, Disconnected, InstanceScope, OpenScope, load_scope, require_scope
from serving.store.jobs import WAITING, Job, NewJob, enqueue
from serving.store.store import Store
from serving.store.tables.contracts import instances
from serving.store.tables.links import candidates, followed_indexes, links, profile_notes, statements
from serving.store.tables.work import jobs
from serving.store.upserts import among, upsert
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Cause, RecordState

NETWORK = "network"
MAX_CHANGES = 1_000
RERUN_AT_ONCE = 1_000
_UNLINKED = (RecordState.UNMATCHED, RecordState.REVIEW)
SLOWEST_CALL = timedelta(minutes=5)
"""How long before the call that planned a job one may have begun whose changes the job follows too."""


class TooManyProfiles(OnematchError):
    """A request has more changes of profiles than one may have."""


@value_class
class Fates:
    """The fates of profiles: changed ones, and those that are gone with their survivor, if any."""

    kind: Kind
    changed: tuple[str, ...]
    gone: Mapping[str, str | None]


def receive_profiles(
    parts: WrapperServices, kind: Kind, rows: Sequence[ProfileChange], starter: str, now: datetime
) -> NetworkStep:
    """Apply changes of profiles: to the index first, so that the store never precedes it. Raises TooManyProfiles.

    The work of each instance is stored as a job before it is done here, so that nothing is lost if this is killed.
    """
    if len(rows) > MAX_CHANGES:
        raise TooManyProfiles(
            "got {n_rows} changes, expected at most {max_changes}", n_rows=len(rows), max_changes=MAX_CHANGES
        )
    index = parts.matching.matcher(kind).index
    folders = served_folders(parts.settings, kind, index.path)
    with parts.store.writing(NETWORK) as connection:
        step = _step(connection, index, rows)
        _append(index, folders, step)
        write_notes(connection, kind, step, now)
        planned = plan_network(connection, kind, starter, now) if step.changes else []
    _append(index, served_folders(parts.settings, kind, index.path) - folders, step)
    gone = {change.id: change.into for change in step.gone}
    for instance_id in planned:
        _follow_now(parts, instance_id, Fates(kind, tuple(change.id for change in step.upserts), gone), now)
    return step


def run_network(parts: WrapperServices, job: Job) -> Mapping[str, Any] | None:
    """Run the job `network`: update an instance's links, then decide its unlinked records again."""
    now = parts.clock()
    kind = Kind(job.request["kind"])
    with parts.store.reading() as connection:
        scope = require_scope(connection, parts.store, job.instance_id)
        fates = _fates_since(connection, kind, job.request.get("since"))
    follow(scope, fates, now, parts)
    return {"asked": rerun_unlinked(scope, kind, now, parts)}


def notice_indexes(parts: WrapperServices, now: datetime) -> None:
    """Plan that links follow a served index that was built anew: those to profiles that it lacks end (D12, D13)."""
    for kind in Kind:
        with suppress(ModelNotReady):  # one kind may be served without the other
            _notice_index(parts, kind, parts.matching.matcher(kind).index, now)


def _notice_index(parts: WrapperServices, kind: Kind, index: UniverseIndex, now: datetime) -> None:
    with parts.store.writing(NETWORK) as connection:
        followed = {"kind": kind, "version": index.answers_version}
        if connection.execute(select(followed_indexes).filter_by(**followed)).first() is None:
            note_absent(connection, kind, index, now)
            plan_network(connection, kind, "onematch", now)
            upsert(connection, followed_indexes, [followed])


def open_adopted(store: Store, bundle: Path, index: Path) -> Matcher:
    """Open a pair to serve, whose index takes over what was acknowledged since its universe was written (D13, D34).

    Profiles that are gone are deleted, later upserts applied, and its opt-outs stored. Raises what `Matcher.open` does.
    """
    matcher = Matcher.open(bundle, index)
    opened = matcher.index
    facts = matcher.index.facts
    kind = matcher.kind
    with store.writing(NETWORK) as connection:
        opened.refresh()
        late = read_rebuilt(connection, kind, facts.as_of)
        rows = opened.rows_of([change.id for change in late])
        missed = [
            change
            for change, row in zip(late, rows, strict=True)
            if (not opened.is_changed(change.id) if change.op is ProfileOp.UPSERT else row is not None)
        ]
        step = NetworkStep({change.id: change for change in missed}, {}, ())
        _append(opened, [(opened.path, 0)], step)
        take_opt_outs(connection, kind, facts.opt_outs, facts.as_of, now_in_utc())
    return matcher


def follow(scope: InstanceScope, fates: Fates, now: datetime, services: WrapperServices) -> None:
    """Update an instance's links by the fates of profiles."""
    with scope.writing() as open_scope:
        work = Relinking(open_scope, ChangeContext(Cause.NETWORK, now), services)
        followers = _follow_merged(open_scope, fates)
        relink(work, _touched(work, fates) - followers, afresh=True)
        relink(work, followers)


def rerun_unlinked(scope: InstanceScope, kind: Kind, now: datetime, services: WrapperServices) -> int:
    """Run the independent pass of an instance's unlinked records again: the network may hold them now (D12).

    The badges of all others are compared again. Return how many were unlinked.
    """
    with scope.reading() as open_scope:
        of_kind = links.c.kind == kind
        keys = sorted(record_keys(open_scope, links, of_kind))
        unlinked = {*record_keys(open_scope, links, of_kind, links.c.state.in_(_UNLINKED))}
    for some in batched(keys, RERUN_AT_ONCE):
        with scope.writing() as open_scope:
            work = Relinking(open_scope, ChangeContext(Cause.NETWORK, now), services)
            relink(work, unlinked.intersection(some), afresh=True)
            record_changes(work, (), some)
    return len(unlinked)


def served_folders(settings: Settings, kind: Kind, own: Path) -> set[tuple[Path, int]]:
    """Return the folders of the indexes that a process may answer from, with the numbers of their manifests.

    A folder that another index is put in place of has another number.
    """
    pair = settings.served(kind)
    named = [own] if pair is None else [own, pair.index, *pair.former]
    manifests = {folder.resolve() / MANIFEST for folder in named}
    return {(file.parent, file.stat().st_ino) for file in manifests if file.is_file()}


def change_alone(index: UniverseIndex, rows: Sequence[ProfileChange]) -> NetworkStep:
    """Apply changes to an index that no service answers from."""
    step = _step(None, index, rows)
    _append(index, [(index.path, 0)], step)
    return step


def _step(connection: Connection | None, index: UniverseIndex, rows: Sequence[ProfileChange]) -> NetworkStep:
    """Return what a batch does, by what a store and the index know."""
    index.refresh()
    named = [name for row in rows for name in (row.id, row.into) if name]
    held = {name for name, at in zip(named, index.rows_of(named), strict=True) if at is not None}
    return network_step(rows, {} if connection is None else read_profiles(connection, index.kind, named), held)


def _append(index: UniverseIndex, folders: Collection[tuple[Path, int]], step: NetworkStep) -> None:
    """Apply a batch to the indexes of folders; one that no process of this version can open is left out."""
    rows = {change.id: {**(change.values or {}), "id": change.id} for change in step.upserts}
    for folder, _ in folders if step.changes else ():
        with suppress(IndexRefused):
            append_changes(folder, rows, [change.id for change in step.gone])
    index.refresh()


def plan_network(connection: Connection, kind: Kind, starter: str, now: datetime) -> list[str]:
    """Enqueue a job for each connected instance that has none waiting; return the instances.

    A job follows all changes since a time, so that one that waits does the work of all calls.
    """
    named = {"kind": NETWORK, "state": WAITING}
    waiting = connection.execute(select(jobs.c.instance_id, jobs.c.request).filter_by(**named).with_for_update())
    has_one = {row.instance_id for row in waiting if row.request["kind"] == kind}
    live = connection.execute(select(instances.c.id, instances.c.contract_id).filter_by(state=CONNECTED))
    planned = dict(live.all())
    request = {"kind": kind, "since": (now - SLOWEST_CALL).isoformat()}
    for instance_id in planned.keys() - has_one:
        enqueue(connection, NewJob(NETWORK, planned[instance_id], starter, instance_id, request), now)
    return list(planned)


def _fates_since(connection: Connection, kind: Kind, since: str | None) -> Fates:
    """Return the fates of the profiles that changed since a time, or ever."""
    query = select(profile_notes.c.profile_id).filter_by(kind=kind)
    if since is not None:
        query = query.where(profile_notes.c.changed_at >= datetime.fromisoformat(since))
    changed = set(connection.execute(query).scalars())
    gone = fates_of(connection, kind, changed)
    return Fates(kind, tuple(sorted(changed - gone.keys())), gone)


def _follow_now(parts: WrapperServices, instance_id: str, fates: Fates, now: datetime) -> None:
    """Update one instance's links at once, if it can be done here; the worker decides its unlinked records."""
    with parts.store.reading() as connection:
        scope = load_scope(connection, parts.store, instance_id)
    if scope is not None:
        with suppress(Disconnected, ModelNotReady):
            follow(scope, fates, now, parts)


def _follow_merged(scope: OpenScope, fates: Fates) -> set[RecordKey]:
    """Put survivors in place of merged profiles in the passes of the records linked to these; return the records."""
    merged = {profile: into for profile, into in fates.gone.items() if into is not None}
    keys = _keys(scope, links, fates.kind, sorted(merged))
    linked = {key for key, link in read_links(scope, keys).items() if link.linked_profile}
    before = read_independent(scope, linked)
    replace_independent(scope, before, {key: with_survivor(stored, merged) for key, stored in before.items()})
    return set(before)


def _touched(work: Relinking, fates: Fates) -> set[RecordKey]:
    """Return the records that a change of profiles touches.

    These are unlinked records with the profile as a candidate, records linked to a profile that is gone, and records
    with a statement on a profile that is gone or came back. Candidates are stored under the first profile of a cluster.
    """
    changed = {*fates.changed, *fates.gone}
    clusters = work.matching.matcher(fates.kind).index.one_entity(changed)
    named = sorted(changed.union(*clusters.values()))
    near = _keys(work.scope, candidates, fates.kind, named)
    stated = _keys(work.scope, statements, fates.kind, named)
    linked = _keys(work.scope, links, fates.kind, sorted(fates.gone))
    held = {key for key, link in read_links(work.scope, near).items() if link.linked_profile}
    return (near - held) | stated | linked


def _keys(scope: OpenScope, table: Table, kind: Kind, profiles: Sequence[str]) -> set[RecordKey]:
    """Return the records that a table names with one of the profiles."""
    return {*record_keys(scope, table, table.c.kind == kind, among(table.c.profile_id, profiles))}
