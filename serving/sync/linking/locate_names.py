"""Records found by what a user types of their names: whole words, beginnings, and words with one mistake.

Spellings lead to words, words to records; of these a bounded number is unsealed and ranked by their names, the
strictest fits where they are many. A record that the user may not see is found by whole words alone: beginnings would
reveal its name letter by letter (S33).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pydantic_core import to_json
from sqlalchemy import ColumnElement, Connection, Select, Text, and_, cast, func, null, or_, select

from features.normalise.text import fold
from serving.crm.columns import listed
from serving.rules.badges.badges import may_see_content
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject, RecordState
from serving.store.contracts import InstanceScope
from serving.store.tables.links import links
from serving.store.tables.records import record_hashes, records
from serving.store.upserts import among
from serving.store.vault import DataKey
from serving.sync.linking.closeness import STEP, WordMatch, rank_of
from serving.sync.records.blind_index import (
    MOST_WORDS,
    beginning_spelling,
    name_words,
    near_spellings,
    number_of,
    word_hash,
)
from serving.sync.records.keys import unindexed
from serving.sync.records.records import read_live
from serving.sync.records.spellings import words_with

MOST_FOUND = 200
"""Records of one degree of fit that are unsealed and ranked; better degrees count first."""
_MOST_SPELT, _MOST_SETS, _MANY, _MOST_JOINED = 3_000, 4, 5_000, 20_000
"""Words that fit one typed word; typed words that the database joins; records of each of them that are many, and that
are counted and joined."""
_OF_RECORD = (record_hashes.c.object, record_hashes.c.record_id)
_Words = Collection[str]


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
    _counts: dict[frozenset[str], int] = field(default_factory=dict)

    def ranks(self, typed: Sequence[str]) -> dict[RecordKey, int]:
        """Return the ranks of the records that fit, at least the best `most` of them."""
        ranks = self._fitting(typed)
        if len(ranks) < self.query.most:
            for reading in self._with_other_spaces(typed):
                found, _ = self._holders([{one} for one in self._hashes(reading)])
                for key, rank in self._ranked(reading, STEP * WordMatch.NEAR, found):
                    ranks[key] = min(rank, ranks.get(key, rank))
        return ranks

    def _fitting(self, typed: Sequence[str]) -> dict[RecordKey, int]:
        """Rank the records of whole words; unless these suffice all that fit, or of many those of begun words first."""
        whole = [{one} for one in self._hashes(typed)]
        ranks = dict(self._ranked(typed, 0, self._holders(whole, is_whole=True)[0]))
        if len(ranks) >= self.query.most:
            return ranks
        begun = [words | self._begun(one) for words, one in zip(whole, typed, strict=True)]
        near = [words | self._near(one) for words, one in zip(begun, typed, strict=True)]
        found, is_all = (set[RecordKey](), False) if self._are_many(near) else self._holders(near)
        if not is_all:
            ranks |= self._ranked(typed, 0, self._holders(begun, MOST_FOUND + len(ranks))[0] - ranks.keys())
        if is_all or len(ranks) < self.query.most:
            found = found or self._holders(near, MOST_FOUND + len(ranks))[0]
            ranks |= self._ranked(typed, 0, found - ranks.keys())
        return ranks

    def _ranked(
        self, typed: Sequence[str], worse: int, found: Collection[RecordKey]
    ) -> Iterator[tuple[RecordKey, int]]:
        """Unseal records; yield those that fit, with their ranks, `worse` added."""
        for record in read_live(self.connection, self.scope, found):
            rank = rank_of(typed, name_words(record.key.object, record.values))
            visible_to = listed(record.values.get("visible_to")) or None
            if rank is not None and (rank + worse < STEP or may_see_content(visible_to, self.query.user_id)):
                yield record.key, rank + worse

    def _hashes(self, typed: Sequence[str]) -> list[str]:
        return [word_hash(self.key, one) for one in typed]

    def _begun(self, typed: str) -> set[str]:
        spelling = beginning_spelling(self.key, typed)
        return set() if spelling is None else self._spelt([spelling])

    def _near(self, typed: str) -> set[str]:
        return self._spelt(sorted(near_spellings(self.key, typed)))

    def _spelt(self, spellings: Sequence[int]) -> set[str]:
        return set(words_with(self.connection, self.scope.instance.id, spellings, _MOST_SPELT))

    def _with_other_spaces(self, typed: Sequence[str]) -> list[Sequence[str]]:
        """Return the readings with one space less or more, made of words that records hold."""
        joined = [(at, 2, (first + second,)) for at, (first, second) in enumerate(pairwise(typed))]
        parted = [(at, 1, (one[:cut], one[cut:])) for at, one in enumerate(typed) for cut in range(1, len(one))]
        changes: list[tuple[int, int, tuple[str, ...]]] = [*joined, *parted]
        hashes = {part: word_hash(self.key, part) for _, _, parts in changes for part in parts}
        held = set(self._spelt([number_of(hashed) for hashed in hashes.values()]))
        return [
            [*typed[:at], *parts, *typed[at + replaced :]]
            for at, replaced, parts in changes
            if all(hashes[part] in held for part in parts)
        ]

    def _holders(
        self, words: Sequence[_Words], most: int = MOST_FOUND, *, is_whole: bool = False
    ) -> tuple[set[RecordKey], bool]:
        """Return at most so many records that hold a word of each set, and whether these are all.

        Unless whole words were typed, only visible records count, and where each set has very many records, some of
        the smallest one.
        """
        *larger, smallest = self._by_size(words)
        if larger and self._count(smallest) == 0:
            return set(), True
        found = self._of_words(larger[0] if larger else smallest)
        for other in [*larger[1:], smallest][-_MOST_SETS:] if larger else ():
            joined = self._of_words(other)
            if other is smallest and not is_whole:
                joined = joined.limit(_MOST_JOINED)
            found = found.where(unindexed(record_hashes.c.record_id).in_(joined.with_only_columns(_OF_RECORD[1])))
        limit = 2 * most  # a record with two words of one set is found twice
        rows = self.connection.execute(self._filtered(found, is_whole=is_whole).limit(limit)).all()
        keys = dict.fromkeys(RecordKey(CrmObject(row.object), row.record_id) for row in rows)
        return set(list(keys)[:most]), len(rows) < limit and len(keys) <= most

    def _are_many(self, words: Sequence[_Words]) -> bool:
        return min(map(self._count, words)) >= _MANY

    def _by_size(self, words: Sequence[_Words]) -> Sequence[_Words]:
        """Return sets of words, those that the most records hold first."""
        return sorted(words, key=self._count, reverse=True) if len(words) > 1 else words

    def _of_words(self, words: _Words) -> Select[Any]:
        return select(*_OF_RECORD).where(
            record_hashes.c.instance_id == self.scope.instance.id,
            among(self.connection, record_hashes.c.mark, sorted(words)),
        )

    def _count(self, words: _Words) -> int:
        """Return how many records hold one of the words, at most `_MOST_JOINED`."""
        known = frozenset(words)
        if known not in self._counts:
            some = self._of_words(words).limit(_MOST_JOINED).subquery()
            counted = select(func.count()).select_from(some)
            self._counts[known] = self.connection.execute(counted).scalar_one()
        return self._counts[known]

    def _filtered(self, found: Select[Any], *, is_whole: bool) -> Select[Any]:
        if self.query.objects:
            found = found.where(record_hashes.c.object.in_([one.value for one in self.query.objects]))
        if self.query.states:
            found = found.join(links, _same(links.c.instance_id, links.c.object, links.c.record_id))
            found = found.where(links.c.state.in_([one.value for one in self.query.states]))
        if not is_whole:
            found = found.join(records, _same(records.c.instance_id, records.c.object, records.c.id))
            name = to_json(self.query.user_id).decode()
            listed_in = cast(records.c.visible_to, Text).contains(name, autoescape=True)
            found = found.where(or_(records.c.visible_to.is_(null()), listed_in))
        return found


def _same(instance_id: ColumnElement[str], crm_object: ColumnElement[str], record_id: ColumnElement[str]) -> Any:
    """Return the condition that a row of another table is of the record that holds a word."""
    return and_(
        instance_id == record_hashes.c.instance_id,
        crm_object == record_hashes.c.object,
        record_id == record_hashes.c.record_id,
    )
