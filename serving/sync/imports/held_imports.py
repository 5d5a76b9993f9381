"""What an admin does with a held import: approves it, drops it, or takes an approval back (D9, D22)."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection

from features.schema.errors import OnematchError
from serving.rules.contract.held_imports import TAKEN_BACK_WITHIN
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import Cause
from serving.store.contracts import InstanceScope
from serving.sync.imports.apply import Batch, apply
from serving.sync.imports.imports import DELETED_AT_ONCE, Import, ImportState, delete_missing, load_import, set_state
from serving.sync.imports.incoming import RowStatus
from serving.sync.imports.kept_deletions import forget_kept, read_kept, restorations, restore_subjects
from serving.sync.linking.relink import Relinking
from serving.sync.records.change_context import ChangeContext
from serving.sync.services import LinkingServices

_MAY_BE_APPROVED = (ImportState.HELD, ImportState.APPROVED)
"""An approval whose deletion was interrupted is given again."""
_MAY_BE_TAKEN_BACK = (ImportState.APPROVED, ImportState.DONE, ImportState.DONE_WITH_REJECTS, ImportState.TAKEN_BACK)


class ImportStateForbids(OnematchError):
    """The import is not held, or was not approved, or longer ago than an approval can be taken back."""


def approve_import(scope: InstanceScope, import_id: str, now: datetime, services: LinkingServices) -> Import:
    """Delete what a held import lacks; its payloads stay sealed for 7 days. Raises ImportStateForbids."""
    with scope.writing() as connection:
        _in_state(connection, scope, import_id, _MAY_BE_APPROVED)
        set_state(connection, import_id, ImportState.APPROVED, approved_at=now)
    return delete_missing(scope, import_id, ImportState.APPROVED, now, services)


def drop_import(scope: InstanceScope, import_id: str) -> Import:
    """End a held import without any deletion; what its pages brought stays. Raises ImportStateForbids."""
    with scope.writing() as connection:
        _in_state(connection, scope, import_id, (ImportState.HELD,))
        set_state(connection, import_id, ImportState.DROPPED)
        return load_import(connection, scope, import_id)


def take_approval_back(scope: InstanceScope, import_id: str, now: datetime, services: LinkingServices) -> Import:
    """Restore what an approved import deleted, with its statements and links, unless the CRM said something newer.

    Raises ImportStateForbids.
    """
    while True:
        with scope.writing() as connection:
            taken = _in_state(connection, scope, import_id, _MAY_BE_TAKEN_BACK)
            if taken.approved_at is None or now >= taken.approved_at + TAKEN_BACK_WITHIN:
                days = TAKEN_BACK_WITHIN.days
                raise ImportStateForbids(f"got an import without an approval of the last {days} days, expected one")
            kept = read_kept(connection, import_id, DELETED_AT_ONCE)
            batch = Batch(list(restorations(connection, scope, kept)))
            applied = apply(Relinking(connection, scope, ChangeContext(Cause.IMPORT, now), services), batch)
            restore_subjects(connection, scope.instance_id, kept)
            forget_kept(connection, scope.instance_id, [RecordKey(taken.object, row.id) for row in kept])
            restored = sum(one.status is RowStatus.APPLIED for one in applied.results)
            counts = dict(Counter(taken.counts) + Counter(restored=restored))
            set_state(connection, import_id, ImportState.TAKEN_BACK, counts=counts)
            if not kept:
                return load_import(connection, scope, import_id)


def _in_state(
    connection: Connection, scope: InstanceScope, import_id: str, expected: tuple[ImportState, ...]
) -> Import:
    found = load_import(connection, scope, import_id)
    if found.state not in expected:
        raise ImportStateForbids(f"got an import that is {found.state}, expected {' or '.join(expected)}")
    return found
