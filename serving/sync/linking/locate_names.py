"""Records found by what a user types of their names: whole words, beginnings, and words with one mistake.

Spellings lead to words, words to records; of these a bounded number is unsealed and ranked by their names, the
strictest fits where they are many. A record that the user may not see is found by whole words alone: beginnings would
reveal its name letter by letter (S33).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pydantic_core import to_json
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    Text,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from features.normalise.text import fold
from serving.crm.columns import listed
from serving.rules.badges.badges import may_see_content
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject, RecordState
from serving.store.contracts import InstanceScope
from serving.store.tables.links import links
from serving.store.tables.records import record_hashes, records
from serving.store.upserts import among_many
from serving.store.vault import DataKey
from serving.sync.linking.closeness import STEP, WordMatch, rank_of
from serving.sync.linking.typed_words import TypedWords, WordHashes, read_typed_words
from serving.sync.records.blind_index import MOST_WORDS, name_words, word_hash
from serving.sync.records.keys import unindexed
from serving.sync.records.records import values_of

MOST_FOUND = 200
"""Records of one degree of fit that are unsealed and ranked; better degrees count first."""
_MOST_SETS, _MANY, _MOST_JOINED = 4, 5_000, 20_000
"""Typed words that the database joins; records of each of them that are many and counted, and that are joined."""
_OF_RECORD = (record_hashes.c.object, record_hashes.c.record_id)


@dataclass(frozen=True, slots=True)
class NameQuery:
    """What a user typed, which records count, who types, and how many records suffice."""

    text: str
    objects: Collection[CrmObject] = ()
    states: Collection[RecordState] = ()
    user_id: str = ""
    most: int = MOST_FOUND
    """How many records suffice, the best ones."""


def locate_names(connection: Connection, scope: InstanceScope, query: NameQuery) -> list[tuple[int, RecordKey]]:
    """Return records whose names have all typed words, as a whole, begun or with one mistake; the closest first."""
    typed = fold(query.text).split()[:MOST_WORDS]
    search = _Search(connection, scope, query, scope.store.vault.key(connection, scope.instance.key_id))
    ranks = search.ranks(typed) if typed else {}
    return sorted((rank, key) for key, rank in ranks.items())


@dataclass(frozen=True, slots=True)
class _Search:
    """One query on one instance within a transaction."""

    connection: Connection
    scope: InstanceScope
    query: NameQuery
    key: DataKey
    _sizes: dict[WordHashes, int] = field(default_factory=dict)

    def ranks(self, typed: Sequence[str]) -> dict[RecordKey, int]:
        """Return the ranks of the records that fit, at least the best `most` of them."""
        words = read_typed_words(self.connection, self.scope.instance.id, self.key, typed)
        ranks = self._fitting(typed, words)
        better = sum(rank < STEP * WordMatch.NEAR for rank in ranks.values())
        if better < self.query.most and words.readings:
            for reading, sealed in zip(words.readings, self._holders_of_readings(words.readings), strict=True):
                for key, rank in self._ranked(reading, STEP * WordMatch.NEAR, sealed):
                    ranks[key] = min(rank, ranks.get(key, rank))
        return ranks

    def _fitting(self, typed: Sequence[str], words: TypedWords) -> dict[RecordKey, int]:
        """Rank the records of whole words; unless these suffice those of begun words, and then of near ones.

        A record of begun words ranks before each that has a near word. Of several words, all that are near are joined
        at once where they are few.
        """
        ranks = dict(self._ranked(typed, 0, self._holders(words.whole, is_whole=True).sealed))
        if len(ranks) >= self.query.most:
            return ranks
        near = None if len(typed) == 1 or self._are_many(words.near) else self._holders(words.near, len(ranks))
        if words.begun != words.whole and (near is None or not near.is_all):
            begun = self._holders(words.begun, len(ranks))
            ranks |= self._ranked(typed, 0, _without(begun, ranks))
        if len(ranks) < self.query.most and (near or words.near != words.begun):
            near = near or self._holders(words.near, len(ranks))
            ranks |= self._ranked(typed, 0, _without(near, ranks))
        return ranks

    def _ranked(
        self, typed: Sequence[str], worse: int, found: Mapping[RecordKey, bytes]
    ) -> Iterator[tuple[RecordKey, int]]:
        """Unseal records; yield those that fit, with their ranks, `worse` added."""
        for key, sealed in found.items():
            values = values_of(self.scope, key, self.key, sealed)
            rank = rank_of(typed, name_words(key.object, values))
            visible_to = listed(values.get("visible_to")) or None
            if rank is not None and (rank + worse < STEP or may_see_content(visible_to, self.query.user_id)):
                yield key, rank + worse

    def _holders(self, words: Sequence[WordHashes], more: int = 0, *, is_whole: bool = False) -> "_Holders":
        """Return at most so many records that hold a word of each set, `more` of which are known.

        Unless whole words were typed, only visible records count, and where each set has very many records, some of
        the smallest one. Sets of one word each are joined in full, whichever is the smallest.
        """
        are_single = all(len(one) == 1 for one in words)
        ordered = words if are_single else self._by_size(words)
        if not are_single and len(ordered) > 1 and self._size(ordered[-1]) == 0:
            return _Holders({}, is_all=True)
        most = MOST_FOUND + more
        limit = 2 * most  # a record with two words of one set is found twice
        found = self._joined(ordered, None if are_single else _MOST_JOINED)
        rows = self.connection.execute(self._filtered(found, is_whole=is_whole).limit(limit)).all()
        sealed = {_key(row): row.sealed for row in rows}
        return _Holders(dict(islice(sealed.items(), most)), len(rows) < limit and len(sealed) <= most)

    def _holders_of_readings(self, readings: Sequence[Sequence[str]]) -> list[dict[RecordKey, bytes]]:
        """Return for each reading the visible records that hold its words, as they are stored, in one statement."""
        found: list[dict[RecordKey, bytes]] = [{} for _ in readings]
        arms = []
        for at, reading in enumerate(readings):
            joined = self._joined([frozenset({word_hash(self.key, one)}) for one in reading], None)
            arm = self._filtered(joined, is_whole=False).limit(MOST_FOUND).subquery()
            arms.append(select(literal(at).label("at"), *arm.c))
        for row in self.connection.execute(union_all(*arms)).all():
            found[row.at][_key(row)] = row.sealed
        return found

    def _joined(self, words: Sequence[WordHashes], most_of_last: int | None) -> Select[Any]:
        """Select the records that hold a word of each set; of the last set so many records at most are joined.

        `is true` keeps PostgreSQL from turning the conditions into joins: it expects few records, and would compare
        each of one set with each of another. It looks each record up in the hashed sets.
        """
        first, *others = words
        found = self._of_words(first)
        joined = [self._of_words(one).with_only_columns(_OF_RECORD[1]) for one in others[-_MOST_SETS:]]
        joined[-1:] = [one.limit(most_of_last) for one in joined[-1:]]
        for one in joined:
            found = found.where(unindexed(record_hashes.c.record_id).in_(one).is_(true()))
        return found

    def _are_many(self, words: Sequence[WordHashes]) -> bool:
        return self._size(self._by_size(words)[-1]) >= _MANY

    def _by_size(self, words: Sequence[WordHashes]) -> Sequence[WordHashes]:
        """Return sets of words, those that the most records hold first."""
        if len(words) == 1:
            return words
        new = [one for one in dict.fromkeys(words) if one not in self._sizes]
        if new:
            counted = [select(func.count()).select_from(self._some(one)).scalar_subquery() for one in new]
            self._sizes.update(zip(new, self.connection.execute(select(*counted)).one(), strict=True))
        return sorted(words, key=self._size, reverse=True)

    def _size(self, words: WordHashes) -> int:
        """Return how many records hold one of the words, at most `_MANY`; `_by_size` counts them."""
        return self._sizes[words]

    def _some(self, words: WordHashes) -> Subquery:
        return self._of_words(words).limit(_MANY).subquery()

    def _of_words(self, words: WordHashes) -> Select[Any]:
        return select(*_OF_RECORD).where(
            record_hashes.c.instance_id == self.scope.instance.id,
            among_many(self.connection, record_hashes.c.mark, sorted(words)),
        )

    def _filtered(self, found: Select[Any], *, is_whole: bool) -> Select[Any]:
        """Restrict to the objects, states and visible records that count, and add what is sealed of each."""
        found = found.join(records, _same(records.c.instance_id, records.c.object, records.c.id))
        found = found.add_columns(records.c.sealed).where(records.c.deleted_at.is_(None))
        if self.query.objects:
            found = found.where(record_hashes.c.object.in_([one.value for one in self.query.objects]))
        if self.query.states:
            found = found.join(links, _same(links.c.instance_id, links.c.object, links.c.record_id))
            found = found.where(links.c.state.in_([one.value for one in self.query.states]))
        if not is_whole:
            name = to_json(self.query.user_id).decode()
            listed_in = cast(records.c.visible_to, Text).contains(name, autoescape=True)
            found = found.where(or_(records.c.visible_to.is_(null()), listed_in))
        return found


@dataclass(frozen=True, slots=True)
class _Holders:
    """Records that hold a word of each set, as they are stored; whether these are all."""

    sealed: Mapping[RecordKey, bytes]
    is_all: bool


def _key(row: Any) -> RecordKey:
    return RecordKey(CrmObject(row.object), row.record_id)


def _without(found: _Holders, ranks: Mapping[RecordKey, int]) -> dict[RecordKey, bytes]:
    return {key: sealed for key, sealed in found.sealed.items() if key not in ranks}


def _same(instance_id: ColumnElement[str], crm_object: ColumnElement[str], record_id: ColumnElement[str]) -> Any:
    """Return the condition that a row of another table is of the record that holds a word."""
    return and_(
        instance_id == record_hashes.c.instance_id,
        crm_object == record_hashes.c.object,
        record_id == record_hashes.c.record_id,
    )
