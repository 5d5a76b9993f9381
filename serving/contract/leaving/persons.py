"""What is stored on one record of a CRM, such as a person's: the report of it, and its erasure with a certificate.

A certificate names the record, and those merged into it, by keyed hashes of its instance alone, so that it can outlive
them. A restore of an older backup erases again what the certificates name.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic_core import to_json
from sqlalchemy import ColumnElement, Row, String, Table, and_, cast, delete, or_, select

from serving.access.audit import REDACTED
from serving.access.idempotency import forget_answers_about
from serving.backup.place import Place
from serving.contract.activities.journal import unseal_text
from serving.contract.imports.incoming import Op, SentRow
from serving.contract.imports.pages import receive_changes
from serving.contract.leaving.certificates import signature
from serving.contract.leaving.deletion import of_instance, scrub
from serving.contract.leaving.erasures import publish_here, unknown_erasures
from serving.contract.records.records import values_of
from serving.contract.records.services import WrapperServices
from serving.store.contracts import InstanceScope, NotHere, OpenScope, load_scope
from serving.store.sealed_files import SealedFiles
from serving.store.store import Store
from serving.store.tables.links import events, judgement_batches, link_history, links
from serving.store.tables.records import aliases, imports, kept_deletions, records
from serving.store.tables.schema import METADATA
from serving.store.tables.work import activities, audit, certificates, jobs, readings
from serving.store.upserts import among, upsert
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject

_RECORD = ("object", "record_id")
_BY_RECORD = """
    hints opportunity_people independent_passes staged_independent_passes candidates statements link_history links
    written_fields written record_hashes creations activities
"""
PLACES: dict[str, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(
        _BY_RECORD.split(),
        (_RECORD,),
    ),
    "corrections": (("from_object", "from_id"), ("to_object", "to_id")),
    "record_judgements": (_RECORD, ("other_object", "other_id")),
    "rejects": (("", "record_id"),),
    "import_ids": (("", "record_id"),),
    "aliases": (("object", "old_id"), ("into_object", "into_id")),
    "kept_deletions": (("object", "id"),),
    "records": (("object", "id"),),
}
"""The columns by which each table names a record: its object, empty where the table has none, and its id."""

_NOT_SHOWN = frozenset({"sealed", "beginnings", "claim_margin"})


def stored(scope: OpenScope, key: RecordKey) -> dict[str, list[dict[str, Any]]]:
    """Return every row that names a record or one that was merged into it, by table, with what is sealed in it.

    Raises NotHere without any.
    """
    found = {}
    for table, condition in _places(scope, _with_merged(scope, key)):
        rows = [_shown(scope, table, row) for row in scope.execute(select(table).where(condition))]
        if rows:
            found[table.name] = rows
    if not found:
        raise NotHere("nothing is stored on such a record")
    return found


def erase(scope: InstanceScope, key: RecordKey, services: WrapperServices, now: datetime) -> str:
    """Delete a record as its CRM would, then every row that names it, and certify that; return the certificate's id.

    A repetition after an interruption goes on. Raises NotHere where nothing is stored on it.
    """
    with scope.reading() as reading:
        stored(reading, key)
        is_live = reading.execute(
            select(records.c.id).where(_named(records, key, scope), records.c.deleted_at.is_(None))
        )
        deleted = [SentRow(Op.DELETE, key.object, None, key.id)] if is_live.first() is not None else []
        keys = _with_merged(reading, key)
    if deleted:
        receive_changes(scope, deleted, now, services, is_authoritative=True)
    with scope.writing() as writing:
        removed = {
            table.name: writing.execute(delete(table).where(condition)).rowcount
            for table, condition in _places(writing, keys)
        }
        removed["events"] = sum(_forget_events(writing, one, now) for one in keys)
        removed["readings"] = writing.delete(readings)
        redacted: Counter[str] = Counter()
        for one in keys:
            redacted.update({table.name: count for table, count in _redacted(writing, one)})
        forget_answers_about(writing.connection, scope.instance_id, [f"records/{one.name}" for one in keys])
        document = {
            "deleted": {name: count for name, count in removed.items() if count},
            "redacted": dict(+redacted),
            "files_removed": _remove_files(writing, services),
            "merged_hashes": sorted(writing.data_key.identity_hash(one.name) for one in keys[1:]),
        }
        certificate_id = _certify(writing, key, document, now)
    scrub(scope.store)
    publish_here(services.settings, scope.store)
    return certificate_id


def erase_again(store: Store, place: Place, served: Callable[[], WrapperServices], now: datetime) -> int:
    """Erase what certificates at a place of backups name and a restored store has; return how many records that were.

    The certificates are stored as well. Services are made only where something is to be erased.
    """
    again = 0
    for one in unknown_erasures(store, place):
        with store.reading() as connection:
            scope = load_scope(connection, store, one["instance_id"])
        if scope is not None:
            keys = _hashed(scope, one["document"])
            again += len(keys)
            for key in keys:
                erase(scope, key, served(), now)
        with store.writing() as connection:
            done_at = datetime.fromisoformat(one["document"]["completed_at"])
            upsert(connection, certificates, [{**one, "at": done_at}])
    return again


def _hashed(scope: InstanceScope, document: Mapping[str, Any]) -> list[RecordKey]:
    """Return the records of an instance that a certificate names by their keyed hashes."""
    named = {document["record_hash"], *document.get("merged_hashes", ())}
    with scope.reading() as reading:
        keys = [RecordKey.of(row) for row in reading.execute(reading.own(records.c.object, records.c.id))]
        return [key for key in keys if reading.data_key.identity_hash(key.name) in named]


def _with_merged(scope: OpenScope, key: RecordKey) -> list[RecordKey]:
    """Return a record, and those that were merged into it: they were of the same person."""
    merged = scope.execute(scope.own(aliases).filter_by(into_object=key.object, into_id=key.id))
    return [key, *(RecordKey(CrmObject(row.object), row.old_id) for row in merged)]


def _places(scope: OpenScope, keys: Sequence[RecordKey]) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    for name in PLACES:
        table = METADATA.tables[name]
        yield table, or_(*(_named(table, key, scope) for key in keys))


def _named(table: Table, key: RecordKey, scope: InstanceScope) -> ColumnElement[bool]:
    """Return the condition that a row of the instance names the record."""
    named = [and_(*([table.c[of] == key.object] if of else []), table.c[by] == key.id) for of, by in PLACES[table.name]]
    if table.name == "import_ids":
        mine = select(imports.c.id).filter_by(instance_id=scope.instance_id, object=key.object)
        return and_(table.c.import_id.in_(mine), *named)
    return and_(of_instance(table, scope.instance_id), or_(*named))


def _redacted(scope: OpenScope, key: RecordKey) -> Iterator[tuple[Table, int]]:
    """Remove the record from rows that are about something else; yield each table with how many changed."""
    for table in (links, link_history):
        lost = scope.change(table, winner_object=key.object, winner_id=key.id)
        yield table, scope.execute(lost.values(winner_object=None, winner_id=None)).rowcount
    seen = scope.change(audit, contract_id=scope.contract.id).where(_holds(audit.c.subject, key.name))
    yield audit, scope.execute(seen.values(**REDACTED)).rowcount
    yield judgement_batches, _redact_batches(scope, key)


def _redact_batches(scope: OpenScope, key: RecordKey) -> int:
    changed = 0
    for row in scope.execute(scope.own(judgement_batches.c.id, judgement_batches.c.stated)).all():
        left = [one for one in row.stated if not _names(one, key)]
        if len(left) < len(row.stated):
            changed += 1
            scope.execute(scope.change(judgement_batches, id=row.id).values(stated=left))
    return changed


def _forget_events(scope: OpenScope, key: RecordKey, now: datetime) -> int:
    """Delete what the feed said of the record; the end of its link, said now, stays for the feed's time."""
    said = scope.own(events.c.seq, events.c.data).where(events.c.at < now, _holds(events.c.data, key.id))
    naming = [row.seq for row in scope.execute(said) if _names(row.data, key)]
    return scope.delete(events, among(events.c.seq, naming))


def _holds(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Return the condition that a column of JSON holds a text as a whole value."""
    return cast(column, String).contains(to_json(text).decode(), autoescape=True)


def _names(value: object, key: RecordKey) -> bool:
    """Whether a value of JSON names a record at any depth."""
    if isinstance(value, dict):
        is_it = [value.get(name) for name in _RECORD] == [key.object, key.id]
        return is_it or any(_names(one, key) for one in value.values())
    return isinstance(value, list) and any(_names(one, key) for one in value)


def _remove_files(scope: OpenScope, services: WrapperServices) -> list[str]:
    """Remove the files that jobs of the contract made, which may hold the record; return the jobs."""
    files = SealedFiles(services.settings.home_layout.job_files)
    made = scope.execute(select(jobs.c.id).filter_by(contract_id=scope.contract.id)).scalars()
    return sorted(job_id for job_id in made if files.remove(job_id))


def _certify(scope: OpenScope, key: RecordKey, counts: dict[str, Any], now: datetime) -> str:
    """Store the signed certificate and return its id."""
    named = scope.data_key.identity_hash(key.name)
    certificate_id = f"erasure-{named[:16]}-{int(now.timestamp())}"
    owner = {"contract_id": scope.contract.id, "instance_id": scope.instance_id}
    document = {"what": "record", "record_hash": named, "completed_at": now.isoformat(), **owner, **counts}
    document["signature"] = signature(scope.store.vault, certificate_id, document)
    row = {"id": certificate_id, **owner, "document": document, "at": now}
    upsert(scope.connection, certificates, [row])
    return certificate_id


def _shown(scope: OpenScope, table: Table, row: Row[Any]) -> dict[str, Any]:
    """Return a row as JSON: what is sealed is opened, where it is the record's own.

    Keyed bits are left out, and the margin to another record that claims the profile.
    """
    shown = {name: value for name, value in row._mapping.items() if name not in _NOT_SHOWN}
    sealed = row._mapping.get("sealed")
    if sealed and table in (records, kept_deletions):
        shown["values"] = values_of(scope, RecordKey.of(row), scope.data_key, sealed)
    if sealed and table is activities:
        text = unseal_text(scope.data_key, scope, row.id, sealed)
        shown |= {"subject": text.subject, "body": text.body}
    return shown
