"""Records with names, staged and written as an import does, without their links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import select, update

from features.normalise.text import fold
from serving.contract.imports.incoming import Incoming, Op
from serving.contract.imports.record_rows import write_records
from serving.contract.imports.staging import StoredState, stage
from serving.contract.records.blind_index import beginnings_of, spellings_of, word_hash
from serving.contract.records.locate_names import MAX_FOUND, RecordQuery, locate_names
from serving.contract.records.records import read_stored
from serving.store.contracts import InstanceScope, load_scope
from serving.store.store import Store
from serving.store.tables.records import name_spellings, record_hashes, records
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from tests.support.tenant import START, add_contract

Names = Mapping[str, str | None]
"""The full name of each contact, None of a deleted one."""


_VERSIONS = count(1)
"""Each change is newer than all before it."""


@dataclass(frozen=True, slots=True)
class NamedRecords:
    """The contacts of one connected instance."""

    scope: InstanceScope

    @classmethod
    def of(cls, store: Store, contract_id: str = "contract-1") -> "NamedRecords":
        """Add a contract and return the contacts of its instance, none yet."""
        add_contract(store, START, contract_id=contract_id)
        with store.reading() as connection:
            scope = load_scope(connection, store, f"{contract_id}-production")
        assert scope is not None
        return cls(scope)

    def put(self, names: Names, **columns: str) -> None:
        """Write contacts in one batch, each with the same other columns."""
        rows = [self._row(number, one, name, columns) for number, (one, name) in enumerate(names.items(), start=1)]
        with self.scope.writing() as open_scope:
            key = self.scope.store.vault.key(open_scope.connection, self.scope.instance.key_id)
            known = read_stored(open_scope, [row.key for row in rows])
            staged = stage(rows, StoredState(known, self.scope, key, START))
            assert [one.status for one in staged.results if one.status in {"rejected", "stale"}] == []
            write_records(open_scope, list(staged.records.values()), known, START)

    def clear(self) -> None:
        """Delete every contact."""
        live = select(records.c.id).where(
            records.c.instance_id == self.scope.instance.id, records.c.deleted_at.is_(None)
        )
        with self.scope.store.reading() as connection:
            ids = connection.execute(live).scalars().all()
        self.put(dict.fromkeys(ids))

    def found(self, typed: str, **query: Any) -> list[str]:
        """Return the ids of the contacts that fit what a user typed, the closest first."""
        with self.scope.store.reading() as connection:
            return [
                key.id
                for _, key in locate_names(
                    self.scope.on(connection), typed, RecordQuery(**{"limit": MAX_FOUND} | query)
                )
            ]

    def spelt(self) -> set[tuple[int, str]]:
        """Return the stored spellings with the keyed hashes of their words."""
        mine = select(name_spellings.c.spelling, name_spellings.c.word_hash)
        with self.scope.store.reading() as connection:
            rows = connection.execute(mine.where(name_spellings.c.instance_id == self.scope.instance.id))
            return {(row[0], row[1]) for row in rows}

    def held(self) -> int:
        """Return the number of stored keyed hashes."""
        mine = select(record_hashes.c.hash).where(record_hashes.c.instance_id == self.scope.instance.id)
        with self.scope.store.reading() as connection:
            return len(connection.execute(mine).all())

    def bits(self) -> dict[str, set[int]]:
        """Return the bits of beginnings that are stored beside the hashes of each record."""
        mine = select(record_hashes.c.record_id, record_hashes.c.beginnings)
        found: dict[str, set[int]] = {}
        with self.scope.store.reading() as connection:
            rows = connection.execute(mine.where(record_hashes.c.instance_id == self.scope.instance.id))
            for record_id, bits in rows:
                found.setdefault(record_id, set()).add(bits)
        return found

    def beginnings(self, names: Mapping[str, str]) -> dict[str, set[int]]:
        """Return the bits that records with these names should have."""
        with self.scope.store.reading() as connection:
            key = self.scope.store.vault.key(connection, self.scope.instance.key_id)
            return {one: {beginnings_of(key, fold(name).split())} for one, name in names.items()}

    def forget_bits(self, record_ids: Sequence[str]) -> None:
        """Leave records as they were stored before hashes had bits."""
        with self.scope.writing() as open_scope:
            mine = (record_hashes.c.instance_id == self.scope.instance.id, record_hashes.c.record_id.in_(record_ids))
            open_scope.execute(update(record_hashes).where(*mine).values(beginnings=-1))

    def spellings(self, words: set[str]) -> set[tuple[int, str]]:
        """Return the spellings that words should have."""
        with self.scope.store.reading() as connection:
            key = self.scope.store.vault.key(connection, self.scope.instance.key_id)
            hashes = {word: word_hash(key, word) for word in words}
            return {(one, hashed) for word, hashed in hashes.items() for one in spellings_of(key, word, hashed)}

    def _row(self, number: int, record_id: str, name: str | None, columns: Mapping[str, str]) -> Incoming:
        key = RecordKey(CrmObject.CONTACT, record_id)
        if name is None:
            return Incoming(number, Op.DELETE, key, {}, str(next(_VERSIONS)))
        values = {"id": record_id, "full_name": name, **columns}
        return Incoming(number, Op.UPSERT, key, values, str(next(_VERSIONS)))
