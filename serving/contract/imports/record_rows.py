"""Records written in bulk: sealed payloads, their blind index, aliases of merged ids, and tombstones.

The spellings of a word are written with its first record, and deleted with its last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, or_

from serving.access.idempotency import forget_answers_about
from serving.contract.imports.staging import StagedBatch, StagedRecord
from serving.contract.records.blind_index import beginnings_of, name_words, number_of, spellings_of
from serving.contract.records.keys import naming
from serving.contract.records.records import StoredRecord, context_of, payload_of, stored_values
from serving.contract.records.services import WrapperServices
from serving.crm.reading import listed
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.records import aliases, name_spellings, record_hashes, records
from serving.store.upserts import among, insert_rows, upsert
from serving.store.vault import DataKey
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from serving.vocabulary.versions import TOMBSTONES_KEPT


def write_records(
    scope: OpenScope,
    staged: Sequence[StagedRecord],
    known: Mapping[RecordKey, StoredRecord],
    now: datetime,
) -> None:
    """Write staged records; a deleted one keeps its id and its version, no value (D9)."""
    key = scope.data_key
    rows = [_row(scope, key, record, now) for record in staged]
    upsert(scope.connection, records, rows)
    _renew_words(scope, staged, known)
    gone = [f"records/{record.key.name}" for record in staged if record.values is None]
    forget_answers_about(scope.connection, scope.instance_id, gone)


def write_aliases(scope: OpenScope, staged: StagedBatch, now: datetime) -> None:
    """Store the aliases of merged ids, without those of records that the CRM has again.

    Aliases of a record that is merged now point to its survivor.
    """
    if staged.parted:
        scope.delete(aliases, or_(*naming((aliases.c.object, aliases.c.old_id), staged.parted)))
    for merge in staged.merges:
        led_here = {"instance_id": scope.instance_id, "into_object": merge.gone.object, "into_id": merge.gone.id}
        further = {"into_object": merge.into.object, "into_id": merge.into.id}
        scope.execute(aliases.update().filter_by(**led_here).values(**further))
        row = {"instance_id": scope.instance_id, "object": merge.gone.object, "old_id": merge.gone.id, "at": now}
        upsert(scope.connection, aliases, [row | further])


def forget_tombstones(parts: WrapperServices, now: datetime) -> None:
    """Delete tombstones after 30 days (D22); the records' statements and history stay."""
    with parts.store.writing() as connection:
        connection.execute(delete(records).where(records.c.deleted_at < now - TOMBSTONES_KEPT))


def same_names(scope: OpenScope, staged: Iterable[StagedRecord]) -> list[RecordKey]:
    """Return the written opportunities whose name another one has too (S48)."""
    names = {
        record.key: record.hashes[0]
        for record in staged
        if record.key.object is CrmObject.OPPORTUNITY and record.hashes
    }
    if not names:
        return []
    held = (
        scope.own(record_hashes.c.hash, func.count())
        .filter_by(object=CrmObject.OPPORTUNITY)
        .where(among(record_hashes.c.hash, sorted(set(names.values()))))
    )
    holders: dict[str, int] = {row[0]: row[1] for row in scope.execute(held.group_by(record_hashes.c.hash))}
    return [key for key, hash_ in names.items() if holders.get(hash_, 0) > 1]


def _row(scope: InstanceScope, key: DataKey, record: StagedRecord, now: datetime) -> dict[str, Any]:
    values = record.values or {}
    visible_to = listed(values.get("visible_to"))
    return {
        "instance_id": scope.instance_id,
        "object": record.key.object,
        "id": record.key.id,
        "version": record.edition.version,
        "content_hash": record.edition.content_hash,
        "modified_at": record.modified_at,
        "received_at": now,
        "deleted_at": now if record.values is None else None,
        "account_id": record.account_id,
        "owner_id": record.owner_id,
        "visible_to": list(visible_to) if visible_to else None,
        "filled": record.filled,
        "hashes": list(record.hashes),
        "named_hash": record.address_hash,
        "named_at": record.named_at,
        "sealed": None if record.values is None else key.seal(payload_of(record.values), context_of(scope, record.key)),
    }


def _renew_words(scope: OpenScope, staged: Sequence[StagedRecord], known: Mapping[RecordKey, StoredRecord]) -> None:
    """Write what finds records whose words changed: their hashes, with the bits of the words, and new words' spellings.

    The hashes that they lost go, and the spellings of words that no record holds any more.
    """
    key = scope.data_key
    lost: list[dict[str, str]] = []
    held: list[dict[str, Any]] = []
    new: dict[str, str] = {}
    gone: dict[str, str] = {}
    for record in staged:
        before = known.get(record.key)
        hashes = before.hashes if before is not None else ()
        if hashes == record.hashes:
            continue
        named = {"instance": scope.instance_id, "of": record.key.object, "by": record.key.id}
        lost += [{**named, "what": hashed} for hashed in hashes if hashed not in record.hashes]
        words = name_words(record.key.object, record.values or {})
        row = {"instance_id": scope.instance_id, **record.key.columns, "beginnings": beginnings_of(key, words)}
        held += [{**row, "hash": hashed} for hashed in record.hashes]
        new |= zip(words, record.hashes, strict=False)  # the hash of an e-mail comes after those of the words
        if before is not None and hashes:
            former = stored_values(scope, record.key, key, before) or {}
            gone |= zip(name_words(record.key.object, former), hashes, strict=False)
    if lost:
        scope.execute(_DELETE, lost)
    upsert(scope.connection, record_hashes, sorted(held, key=itemgetter("hash")), ("beginnings",))
    _write_spellings(scope, new)
    _forget_spellings(scope, {word: hashed for word, hashed in gone.items() if word not in new})


_DELETE = delete(record_hashes).filter_by(
    instance_id=bindparam("instance"), hash=bindparam("what"), object=bindparam("of"), record_id=bindparam("by")
)


def _write_spellings(scope: OpenScope, words: Mapping[str, str]) -> None:
    """Store the spellings of words (with their keyed hashes) that have none yet."""
    if not words:
        return
    known = set(scope.execute(_stored(scope, words)).scalars())
    new = {word: hashed for word, hashed in words.items() if hashed not in known}
    rows = [
        {"instance_id": scope.instance_id, "spelling": spelling, "word_hash": hashed}
        for hashed, spelling in _spellings(scope, new)
    ]
    insert_rows(scope.connection, name_spellings, sorted(rows, key=itemgetter("spelling", "word_hash")))


def _forget_spellings(scope: OpenScope, words: Mapping[str, str]) -> None:
    """Delete the spellings of those words that no record holds any more."""
    if not words:
        return
    holder = exists().where(
        record_hashes.c.instance_id == scope.instance_id, record_hashes.c.hash == name_spellings.c.word_hash
    )
    gone = set(scope.execute(_stored(scope, words).where(~holder)).scalars())
    last = {word: hashed for word, hashed in words.items() if hashed in gone}
    rows = [
        {"instance": scope.instance_id, "by": spelling, "what": hashed} for hashed, spelling in _spellings(scope, last)
    ]
    if rows:
        scope.execute(_DELETE_SPELLING, rows)


def _stored(scope: OpenScope, words: Mapping[str, str]) -> Any:
    """Select those of the words that have spellings: each has one of the whole word."""
    whole = [number_of(hashed) for hashed in words.values()]
    return scope.own(name_spellings.c.word_hash).where(among(name_spellings.c.spelling, whole))


def _spellings(scope: OpenScope, words: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield the keyed hashes of words with each of their spellings."""
    key = scope.data_key
    for word, hashed in words.items():
        for spelling in sorted(spellings_of(key, word, hashed)):
            yield hashed, spelling


_DELETE_SPELLING = delete(name_spellings).filter_by(
    instance_id=bindparam("instance"), spelling=bindparam("by"), word_hash=bindparam("what")
)
