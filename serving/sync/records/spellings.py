"""What is stored of the words that records hold: their hashes, and the spellings of each word.

Spellings are written with the first record of a word, and deleted with its last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists

from serving.rules.linking.links import RecordKey
from serving.store.contracts import OpenScope
from serving.store.tables.records import name_spellings, record_hashes
from serving.store.upserts import among, insert_rows, upsert
from serving.store.vault import DataKey
from serving.sync.records.blind_index import beginnings_of, name_words, number_of, spellings_of

_HELD = ("instance_id", "mark", "object", "record_id")


def held_rows(
    instance_id: str, key: DataKey, record: RecordKey, values: Mapping[str, str], hashes: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of the hashes that a record holds, with the bits of its words."""
    bits = beginnings_of(key, name_words(record.object, values))
    for one in hashes:
        yield {
            "instance_id": instance_id,
            "mark": one,
            **record.columns,
            "beginnings": bits,
        }


def write_held(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Store hashes that records hold; those that are stored get the new bits."""
    upsert(connection, record_hashes, sorted(rows, key=itemgetter("mark")), _HELD, ("beginnings",))


def write_spellings(scope: OpenScope, key: DataKey, words: Mapping[str, str]) -> None:
    """Store the spellings of words (with their keyed hashes) that have none yet."""
    known = set(scope.execute(_stored(scope, words)).scalars()) if words else set()
    new = [
        (spelling, hashed)
        for word, hashed in words.items()
        if hashed not in known
        for spelling in spellings_of(key, word, hashed)
    ]
    rows = [
        {"instance_id": scope.instance_id, "spelling": spelling, "word_hash": hashed}
        for spelling, hashed in sorted(new)
    ]
    insert_rows(scope.connection, name_spellings, rows)


def forget_spellings(scope: OpenScope, key: DataKey, words: Mapping[str, str]) -> None:
    """Delete the spellings of those words that no record holds any more."""
    if not words:
        return
    holder = exists().where(
        record_hashes.c.instance_id == scope.instance_id, record_hashes.c.mark == name_spellings.c.word_hash
    )
    gone = set(scope.execute(_stored(scope, words).where(~holder)).scalars())
    rows = [_bound(scope.instance_id, key, word, hashed) for word, hashed in words.items() if hashed in gone]
    if rows:
        scope.execute(_DELETE, [one for some in rows for one in some])


def _stored(scope: OpenScope, words: Mapping[str, str]) -> Any:
    """Select those of the words that have spellings: each has one of the whole word."""
    whole = [number_of(hashed) for hashed in words.values()]
    return scope.own(name_spellings.c.word_hash).where(among(name_spellings.c.spelling, whole))


def _bound(instance_id: str, key: DataKey, word: str, hashed: str) -> list[dict[str, Any]]:
    return [
        {"instance": instance_id, "by": spelling, "what": hashed}
        for spelling in sorted(spellings_of(key, word, hashed))
    ]


_DELETE = delete(name_spellings).filter_by(
    instance_id=bindparam("instance"), spelling=bindparam("by"), word_hash=bindparam("what")
)
