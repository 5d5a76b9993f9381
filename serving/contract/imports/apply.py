"""One batch of changes into the store: newer changes are written, and the links that they touch are recomputed.

The independent pass runs before the transaction, on the store as it is then; the transaction repeats it only for
records whose inputs changed meanwhile. A killed batch leaves nothing; sent again, it gives the same result.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, exists

from features.normalise.records import normalise
from features.schema.value_class import value_class
from serving.contract.imports.hints import note_hints
from serving.contract.imports.incoming import Incoming, Op, RowResult, RowStatus
from serving.contract.imports.kept_deletions import forget_kept
from serving.contract.imports.opportunity_rows import (
    read_stages,
    read_statuses,
    records_on,
    write_opportunities,
    write_stages,
)
from serving.contract.imports.record_rows import same_names, write_aliases, write_records
from serving.contract.imports.row_warnings import MAX_NAMED, Named, RowWarning
from serving.contract.imports.staging import Merge, StagedBatch, StoredState, stage, stage_of
from serving.contract.imports.user_rows import read_stored_users, without_names, write_users
from serving.contract.linking.independent import (
    pass_inputs,
    people_of_accounts,
    read_independent,
    score,
)
from serving.contract.linking.provisional_links import IndependentPass
from serving.contract.linking.relink import Relinking, relink
from serving.contract.records.change_context import ChangeContext, MergeListener, OtherChanges
from serving.contract.records.link_rows import read_links
from serving.contract.records.matching import Matchers
from serving.contract.records.records import read_aliases, read_stored, stored_values
from serving.contract.saves.opportunities import opportunities_on
from serving.contract.saves.opportunity_rules import Status, deal_of
from serving.contract.saves.saves import renew_all_saves, renew_saves_of_users
from serving.crm.reading import listed
from serving.store.connecting import active_admins
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.links import record_judgements, statements
from serving.store.tables.records import opportunities, opportunity_people, records
from serving.store.upserts import among
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF, CrmObject
from serving.vocabulary.versions import version_of


@value_class
class Batch:
    """Rows of one page or one request, as they were read."""

    rows: Sequence[Incoming | RowResult]
    is_authoritative: bool = False

    @property
    def changes(self) -> list[Incoming]:
        return [row for row in self.rows if isinstance(row, Incoming)]


@value_class
class Applied:
    """The result of a batch; `warnings` names the records of accepted rows that look wrong."""

    results: Sequence[RowResult]
    warnings: Named
    news: Sequence[datetime | None]
    """When each change was made that the store did not have, None where the row does not say."""


def prepare(
    scope: InstanceScope, batch: Batch, context: ChangeContext, matching: Matchers
) -> dict[RecordKey, IndependentPass]:
    """Run the independent pass of the records that a batch changes, without writing anything."""
    with scope.reading() as open_scope:
        staged = _staged(open_scope, batch, context.now)
        live = [record.live for record in staged.records.values() if record.live and record.key.object in KIND_OF]
        inputs = pass_inputs(open_scope, live)
        known = read_independent(open_scope, [record.key for record in live])
    return score(matching, inputs, known)


def apply(work: Relinking, batch: Batch) -> Applied:
    """Write a batch within a transaction that holds the instance."""
    scope = work.scope
    now = work.context.now
    staged = _staged(scope, batch, now)
    forget_kept(scope, list(_said_by_the_crm(staged)))
    of_records = [record for key, record in staged.records.items() if key.object is not CrmObject.USER]
    write_records(scope, of_records, staged.stored.known, now)
    deals = {key.id for key in staged.records if key.object is CrmObject.OPPORTUNITY}
    reached = records_on(scope, deals)
    write_opportunities(scope, staged)
    write_aliases(scope, staged, now)
    touched = move_belongings(scope, staged.merges, work.services.listeners.of_merges, now)
    deals |= opportunities_on(scope, [merge.into for merge in staged.merges])
    reached |= records_on(scope, deals)
    touched |= {key for key in staged.records if key.object in KIND_OF}
    # Where others claim the same profile, the tie-break reads open opportunities (D4).
    contested = read_links(scope, reached - touched).values()
    touched |= {link.key for link in contested if link.claim_margin is not None}
    relink(replace(work, other_changes=OtherChanges(deals, _handed_over(staged))), touched)
    note_hints(scope.connection, scope.instance_id, _naming_moved(scope, staged), now)
    users = write_users(scope, staged, now)
    if users:
        renew_saves_of_users(scope, users, now)
    return Applied(staged.results, _warnings(work, batch, staged), list(_news(staged)))


def _said_by_the_crm(staged: StagedBatch) -> Iterator[RecordKey]:
    """Yield the records of which the CRM says something newer than what an import deleted: they are not taken back."""
    for row, result in staged.read:
        if row.edition is None and (result.status is RowStatus.APPLIED or row.op is Op.DELETE):
            yield row.key


def take_pipelines(work: Relinking, pipelines: Sequence[Mapping[str, Any]]) -> None:
    """Store pipelines, and renew the deals that came before them: their stages give them a status and a position."""
    scope = work.scope
    changed = write_stages(scope, pipelines)
    if not changed:
        return
    query = scope.own(opportunities.c.id, opportunities.c.status).where(among(opportunities.c.pipeline, changed))
    statuses = {RecordKey(CrmObject.OPPORTUNITY, row.id): row.status for row in scope.execute(query)}
    key = scope.data_key
    known_stages = read_stages(scope)
    rows: list[Incoming | RowResult] = []
    for deal, stored in read_stored(scope, statuses).items():
        values = stored_values(scope, deal, key, stored) or {}
        if deal_of(values, stage_of(values, known_stages)).status != statuses[deal]:
            rows.append(Incoming(len(rows) + 1, Op.UPSERT, deal, values, edition=stored.edition))
    apply(work, Batch(rows))
    renew_all_saves(scope, work.context.now)


def _staged(scope: OpenScope, batch: Batch, now: datetime) -> StagedBatch:
    """Read the stored state of all that a batch names, and stage the batch."""
    named = {row.key for row in batch.changes} | {row.into for row in batch.changes if row.into is not None}
    known = read_stored(scope, {key for key in named if key.object is not CrmObject.USER})
    known |= read_stored_users(scope, {key.id for key in named if key.object is CrmObject.USER})
    objects = {key.object for key in named}
    stored = StoredState(
        known=known,
        scope=scope,
        key=scope.data_key,
        now=now,
        stages=read_stages(scope) if CrmObject.OPPORTUNITY in objects else {},
        admins=active_admins(scope.connection, scope.instance_id) if CrmObject.USER in objects else frozenset(),
        is_authoritative=batch.is_authoritative,
    )
    stored = replace(stored, aliases=read_aliases(scope, named | _references(batch, stored)))
    rows = without_names(batch.rows) if scope.contract.sso else batch.rows
    return stage(rows, stored)


def _references(batch: Batch, stored: StoredState) -> set[RecordKey]:
    """Return the records that rows, and the unpatched columns of patches, refer to: they may be merged away."""
    referred: set[RecordKey] = set()
    for row in batch.changes:
        before = (stored.values_of(row.key) or {}) if row.op is Op.PATCH else {}
        for column, crm_object in _REFERENCES.items():
            ids = {*listed(row.values.get(column)), *listed(before.get(column))}
            referred |= {RecordKey(crm_object, record_id) for record_id in ids}
    return referred


_REFERENCES = {"account_id": CrmObject.ACCOUNT, "contact_ids": CrmObject.CONTACT, "lead_ids": CrmObject.LEAD}


def _naming_moved(scope: OpenScope, staged: StagedBatch) -> set[RecordKey]:
    """Return what names a record that was merged, deleted or restored: a CRM moves such links silently."""
    moved = {
        key
        for key, record in staged.records.items()
        if key in staged.stored.known and staged.stored.known[key].is_deleted is not (record.values is None)
    }
    moved |= {merge.into for merge in staged.merges}
    accounts = {key.id for key in moved if key.object is CrmObject.ACCOUNT}
    deals = opportunities_on(scope, moved)
    people = people_of_accounts(scope, accounts)
    return people | {RecordKey(CrmObject.OPPORTUNITY, opportunity_id) for opportunity_id in deals}


def _handed_over(staged: StagedBatch) -> frozenset[RecordKey]:
    """Return the live records that are new or whose owner or account changed (S89)."""
    return frozenset(
        key
        for key, record in staged.records.items()
        if key.object in KIND_OF and record.values is not None
        if (known := staged.stored.known.get(key)) is None
        or (known.owner_id, known.account_id) != (record.owner_id, record.account_id)
    )


def _news(staged: StagedBatch) -> Iterator[datetime | None]:
    """Yield when the applied rows changed in the CRM, without rows that only bring more of a known state."""
    for row, result in staged.read:
        if result.status is RowStatus.APPLIED:
            known = staged.stored.known.get(row.key)
            version = version_of(row.version, row.modified_at, staged.stored.now)
            if known is None or version > known.edition.version:
                yield row.modified_at


def _warnings(work: Relinking, batch: Batch, staged: StagedBatch) -> Named:
    """Return the records of each warning about accepted rows."""
    deals = {row.key.id for row in batch.changes if row.key.object is CrmObject.OPPORTUNITY}
    statuses = read_statuses(work.scope, deals)
    keys: dict[RowWarning, list[RecordKey]] = {
        RowWarning.UNKNOWN_ADDRESS: list(_unknown_addresses(staged, work.matching)),
        RowWarning.SAME_NAME: same_names(work.scope, staged.records.values()),
        RowWarning.STATUS_UNKNOWN: [
            RecordKey(CrmObject.OPPORTUNITY, opportunity_id)
            for opportunity_id, status in statuses.items()
            if status is Status.UNKNOWN
        ],
    }
    for row, result in staged.read:
        if result.warning is not None:
            keys.setdefault(result.warning, []).append(row.key)
    named = {name: [key.name for key in warned] for name, warned in keys.items() if warned}
    return named | _odd_columns(staged)


def _odd_columns(staged: StagedBatch) -> dict[str, list[str]]:
    """Return the accepted rows of each odd column; of columns beyond the first ones under the warning's own name."""
    rows_by_column: dict[str, list[str]] = {}
    for row, result in staged.read:
        for column in row.odd if result.status is not RowStatus.REJECTED else ():
            name = column.name if column.name in rows_by_column or len(rows_by_column) < MAX_NAMED else column.warning
            rows_by_column.setdefault(name, []).append(row.key.name)
    return rows_by_column


def _unknown_addresses(staged: StagedBatch, matching: Matchers) -> Iterator[RecordKey]:
    """Yield the records whose new or changed address names no profile: the model decides them (D2)."""
    for key, record in staged.records.items():
        known = staged.stored.known.get(key)
        if (
            record.address_hash is None
            or record.values is None
            or (known and known.address_hash == record.address_hash)
        ):
            continue
        kind = KIND_OF[key.object]
        address = normalise(kind, {"profile_url": record.values["profile_url"]}).get("profile_url")
        if not isinstance(address, str) or matching.matcher(kind).profile_named(address) is None:
            yield key


def move_belongings(
    scope: OpenScope, merges: Iterable[Merge], listeners: Sequence[MergeListener], now: datetime
) -> set[RecordKey]:
    """Move what hangs on merged records to the surviving ones; return the records whose links this touches."""
    touched: set[RecordKey] = set()
    for merge in merges:
        _move_statements(scope, merge)
        _move_people(scope, merge)
        for follow in listeners:
            follow(scope, merge.gone, merge.into, now)
        if merge.gone.object is CrmObject.ACCOUNT:
            touched |= people_of_accounts(scope, [merge.gone.id])
            for table in (records, opportunities):
                scope.execute(scope.change(table, account_id=merge.gone.id).values(account_id=merge.into.id))
        touched.add(merge.into)
    return touched


def _move_statements(scope: OpenScope, merge: Merge) -> None:
    for crm_object, record_id in _NAMED_BY_STATEMENTS:
        naming = scope.change(crm_object.table).where(crm_object == merge.gone.object, record_id == merge.gone.id)
        scope.execute(naming.values({crm_object: merge.into.object, record_id: merge.into.id}))


_NAMED_BY_STATEMENTS: tuple[tuple[Column[Any], Column[Any]], ...] = (
    (statements.c.object, statements.c.record_id),
    (record_judgements.c.object, record_judgements.c.record_id),
    (record_judgements.c.other_object, record_judgements.c.other_id),
)


def _move_people(scope: OpenScope, merge: Merge) -> None:
    """Move opportunity references; where the opportunity already has the survivor, the other one is deleted."""
    people = opportunity_people
    other = people.alias()
    there = exists(
        scope.own(other.c.record_id)
        .filter_by(**merge.into.columns)
        .where(other.c.opportunity_id == people.c.opportunity_id)
    )
    scope.delete(people, there, **merge.gone.columns)
    scope.execute(scope.change(people, **merge.gone.columns).values(**merge.into.columns))
