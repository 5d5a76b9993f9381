"""The CRM's users written in bulk, under SSO without names and e-mails in any form (S81)."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from serving.access.idempotency import forget_answers_about
from serving.contract.imports.incoming import Incoming, RowResult
from serving.contract.imports.staging import StagedBatch, StagedRecord, is_active
from serving.contract.records.records import StoredRecord, context_of
from serving.store.contracts import OpenScope
from serving.store.tables.console import console_links, console_sessions
from serving.store.tables.contracts import users
from serving.store.upserts import among, upsert
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from serving.vocabulary.versions import Edition

_NAMES = frozenset({"name", "email"})
_UPDATED = (
    "sealed",
    "email_hash",
    "subject_hash",
    "active",
    "modified_at",
    "version",
    "content_hash",
    "deleted_at",
)


def without_names(rows: Iterable[Incoming | RowResult]) -> list[Incoming | RowResult]:
    """Drop the names and e-mails of users before the batch is staged."""
    return [
        replace(
            row,
            values={name: value for name, value in row.values.items() if name not in _NAMES},
            named=row.named - _NAMES,
        )
        if isinstance(row, Incoming) and row.key.object is CrmObject.USER
        else row
        for row in rows
    ]


def read_stored_users(scope: OpenScope, ids: Collection[str]) -> dict[RecordKey, StoredRecord]:
    """Return users from the store before they change."""
    if not ids:
        return {}
    query = scope.own(users).where(among(users.c.id, sorted(ids)))
    stored = {}
    for row in scope.execute(query):
        edition = Edition(row.version or "", row.content_hash)
        key = RecordKey(CrmObject.USER, row.id)
        clear = {"id": row.id, "active": str(row.active).casefold()}
        is_deleted = row.deleted_at is not None
        stored[key] = StoredRecord(edition, is_deleted, row.modified_at, sealed=row.sealed, clear=clear)
    return stored


def write_users(scope: OpenScope, staged: StagedBatch, now: datetime) -> list[str]:
    """Write users and return their ids; an admin's switches stay."""
    of_users = [record for key, record in staged.records.items() if key.object is CrmObject.USER]
    rows = [_row(scope, record, now) for record in of_users]
    kept = _subject_hashes(scope, [record.key.id for record in of_users if record.keeps_subject])
    rows = [row | {"subject_hash": kept.get(row["id"], row["subject_hash"])} for row in rows]
    upsert(scope.connection, users, rows, _UPDATED)
    _end_visits(scope, [row["id"] for row in rows if not row["active"]])
    gone = [record.key.id for record in of_users if record.values is None]
    subjects = [f"{kind}/{user_id}" for user_id in gone for kind in ("users", "records/user")]
    forget_answers_about(scope.connection, scope.instance_id, subjects)
    return [record.key.id for record in of_users]


def _end_visits(scope: OpenScope, ids: Collection[str]) -> None:
    """End what opens the console for users who are no longer active; it stays ended when they are active again."""
    for table in (console_links, console_sessions) if ids else ():
        scope.delete(table, among(table.c.user_id, sorted(ids)))


def _subject_hashes(scope: OpenScope, ids: Collection[str]) -> dict[str, str | None]:
    """Return the stored subject hashes of users whose patch does not name the subject, which is not stored itself."""
    if not ids:
        return {}
    query = scope.own(users.c.id, users.c.subject_hash).where(among(users.c.id, sorted(ids)))
    return {row.id: row.subject_hash for row in scope.execute(query)}


def _row(scope: OpenScope, record: StagedRecord, now: datetime) -> dict[str, Any]:
    values = record.values or {}
    key = scope.store.vault.key(scope.connection, scope.contract.key_id)
    email = values.get("email")
    subject = values.get("sso_subject")
    return {
        "instance_id": scope.instance_id,
        "id": record.key.id,
        "sealed": _sealed(scope, record),
        "email_hash": key.keyed_hash(email) if email else None,
        "subject_hash": key.identity_hash(subject) if subject else None,
        "active": is_active(record.values),
        "is_admin": False,
        "auto_save": True,
        "writeback": True,
        "modified_at": record.modified_at,
        "version": record.edition.version,
        "content_hash": record.edition.content_hash,
        "deleted_at": None if record.values is not None else now,
    }


def _sealed(scope: OpenScope, record: StagedRecord) -> bytes | None:
    names: Mapping[str, str] = {name: value for name, value in (record.values or {}).items() if name in _NAMES}
    if not names:
        return None
    key = scope.data_key
    return key.seal(json.dumps(names).encode(), context_of(scope, record.key))
