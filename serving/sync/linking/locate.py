"""Records found by the words of their names or by their e-mail, through the blind index."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, tuple_

from features.normalise.text import fold
from serving.rules.linking.links import LinkRow, RecordKey
from serving.rules.vocabulary import CrmObject, RecordState
from serving.store.contracts import InstanceScope
from serving.store.tables.links import links
from serving.store.tables.records import record_hashes, records
from serving.sync.records.blind_index import MOST_WORDS, email_hash, word_hash
from serving.sync.records.link_rows import link_row
from serving.sync.records.links import link_of
from serving.sync.records.records import read_aliases


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records: by words or an e-mail (`text`), object and state; after a key, at most `limit`."""

    text: str | None = None
    objects: Collection[CrmObject] = ()
    states: Collection[RecordState] = ()
    after: RecordKey | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Located:
    """One record that was found, with its link and the users who may see its content."""

    link: LinkRow
    visible_to: Sequence[str] | None

    @property
    def key(self) -> RecordKey:
        return self.link.key


def locate_records(connection: Connection, scope: InstanceScope, wanted: RecordQuery) -> list[Located]:
    """Return live accounts, contacts and leads, by object and id; those with all words of the text, or its e-mail."""
    same = and_(
        records.c.instance_id == links.c.instance_id,
        records.c.object == links.c.object,
        records.c.id == links.c.record_id,
    )
    found = select(links, records.c.visible_to).join(records, same).where(links.c.instance_id == scope.instance.id)
    if wanted.objects:
        found = found.where(links.c.object.in_([one.value for one in wanted.objects]))
    if wanted.states:
        found = found.where(links.c.state.in_([one.value for one in wanted.states]))
    if wanted.text is not None:
        holders = _with_hashes(connection, scope, wanted.text)
        found = found.where(tuple_(links.c.object, links.c.record_id).in_(holders))
    if wanted.after is not None:
        key = (wanted.after.object.value, wanted.after.id)
        found = found.where(tuple_(links.c.object, links.c.record_id) > key)
    rows = connection.execute(found.order_by(links.c.object, links.c.record_id).limit(wanted.limit))
    return [Located(link_row(row), row.visible_to) for row in rows]


def record_of(connection: Connection, instance_id: str, key: RecordKey) -> Located | None:
    """Return a live account, contact or lead, None when it does not exist."""
    wanted = select(records.c.visible_to).where(
        records.c.instance_id == instance_id,
        records.c.object == key.object.value,
        records.c.id == key.id,
        records.c.deleted_at.is_(None),
    )
    row = connection.execute(wanted).one_or_none()
    link = link_of(connection, instance_id, key)
    return None if row is None or link is None else Located(link, row.visible_to)


def current_key(connection: Connection, instance_id: str, key: RecordKey) -> RecordKey:
    """Return the present record of a key: itself, or the one that it was merged into (D10)."""
    return read_aliases(connection, instance_id, [key]).get(key, key)


def locate(
    connection: Connection, scope: InstanceScope, words: Sequence[str], objects: Collection[CrmObject], limit: int
) -> list[RecordKey]:
    """Return the keys of records whose names have all the words."""
    wanted = RecordQuery(" ".join(words), objects, limit=limit)
    return [one.key for one in locate_records(connection, scope, wanted)]


def _with_hashes(connection: Connection, scope: InstanceScope, text: str) -> Select[Any]:
    """Select the records that have all keyed hashes of a text."""
    key = scope.store.vault.key(connection, scope.instance.key_id)
    words = list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
    hashes = {email_hash(key, text.strip())} if "@" in text else {word_hash(key, word) for word in words}
    of_record = (record_hashes.c.object, record_hashes.c.record_id)
    holders = select(*of_record).where(
        record_hashes.c.instance_id == scope.instance.id, record_hashes.c.mark.in_(sorted(hashes) or [""])
    )
    return holders.group_by(*of_record).having(func.count() == max(len(hashes), 1))


def labels(values: Mapping[str, str]) -> dict[str, str]:
    """Return the columns by which a person recognises a record."""
    return {name: values[name] for name in _LABELS if name in values}


_LABELS = ("name", "full_name", "first_name", "last_name", "title", "company", "city", "country")
