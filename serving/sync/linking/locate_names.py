"""Records found by what a user types of their names: whole words, beginnings, and words with one mistake.

Spellings lead to words, words to records, the strictest fit first; a bounded number of records is unsealed and ranked
by their names. A record that the user may not see is found by whole words alone: beginnings would reveal its name
letter by letter (S33).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic_core import to_json
from sqlalchemy import ColumnElement, Connection, Select, Text, and_, cast, func, null, or_, select, tuple_

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
    near_spellings,
    number_of,
    word_hash,
    words_of,
)
from serving.sync.records.keys import unindexed
from serving.sync.records.records import read_live
from serving.sync.records.spellings import words_with

MOST_FOUND = 300
"""Records of one degree of fit that are unsealed and ranked; better degrees count first."""
_MOST_SPELT, _MOST_SETS, _COUNTED = 3_000, 4, 20_000
"""Words that fit one typed word; typed words that the database looks up; records of a word that are counted."""
_OF_RECORD = (record_hashes.c.object, record_hashes.c.record_id)
_Words = Collection[str]


@dataclass(frozen=True, slots=True)
class NameQuery:
    """What a user typed, which records count, and who types."""

    text: str
    objects: Collection[CrmObject] = ()
    states: Collection[RecordState] = ()
    user_id: str = ""


def locate_names(connection: Connection, scope: InstanceScope, query: NameQuery) -> list[tuple[int, RecordKey]]:
    """Return records whose names have all typed words, as a whole, begun or with one mistake; the closest first."""
    typed = fold(query.text).split()[:MOST_WORDS]
    search = _Search(connection, scope, query, scope.store.vault.key(connection, scope.instance.key_id))
    ranks: dict[RecordKey, int] = {}
    for reading, worse, found in search.found(typed) if typed else ():
        for key, rank in search.ranked(reading, worse, found):
            ranks[key] = min(rank, ranks.get(key, rank))
    return sorted((rank, key) for key, rank in ranks.items())


@dataclass(frozen=True, slots=True)
class _Search:
    """One query on one instance within a transaction."""

    connection: Connection
    scope: InstanceScope
    query: NameQuery
    key: DataKey

    def found(self, typed: Sequence[str]) -> Iterator[tuple[Sequence[str], int, Collection[RecordKey]]]:
        """Yield readings of the typed words, what each adds to a rank, and the records that may fit it."""
        found = self._fitting(typed)
        yield typed, 0, found
        if len(found) < MOST_FOUND:
            for reading in self._with_other_spaces(typed):
                whole = [{one} for one in self._hashes(reading)]
                yield reading, STEP * WordMatch.NEAR, self._holders(whole, MOST_FOUND)

    def ranked(self, typed: Sequence[str], worse: int, found: Collection[RecordKey]) -> Iterator[tuple[RecordKey, int]]:
        """Unseal records; yield those that fit, with their ranks, `worse` added."""
        for record in read_live(self.connection, self.scope, found):
            rank = rank_of(typed, words_of(record.key.object, record.values))
            visible_to = listed(record.values.get("visible_to")) or None
            if rank is not None and (rank + worse < STEP or may_see_content(visible_to, self.query.user_id)):
                yield record.key, rank + worse

    def _fitting(self, typed: Sequence[str]) -> set[RecordKey]:
        """Return the records that hold all words, then those that hold words that begin so, then those near."""
        words = [{one} for one in self._hashes(typed)]
        found = self._holders(words, MOST_FOUND, is_whole=True)
        for widen in (self._begun, self._near):
            if len(found) < MOST_FOUND:
                wider = [have | widen(one) for have, one in zip(words, typed, strict=True)]
                if wider != words:
                    found |= self._holders(wider, MOST_FOUND + len(found))
                words = wider
        return found

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

    def _holders(self, words: Sequence[_Words], most: int, *, is_whole: bool = False) -> set[RecordKey]:
        """Return some of the records that hold a word of each set; of records by parts of words only visible ones."""
        largest, *others = sorted(words, key=self._count, reverse=True) if len(words) > 1 else words
        found = self._of_words(largest)
        for other in others[-_MOST_SETS:]:
            found = found.where(tuple_(*map(unindexed, _OF_RECORD)).in_(self._of_words(other)))
        rows = self.connection.execute(self._filtered(found, is_whole=is_whole).limit(2 * most))
        keys = dict.fromkeys(RecordKey(CrmObject(row[0]), row[1]) for row in rows)
        return set(list(keys)[:most])

    def _of_words(self, words: _Words) -> Select[tuple[str, str]]:
        return select(*_OF_RECORD).where(
            record_hashes.c.instance_id == self.scope.instance.id,
            among(self.connection, record_hashes.c.mark, sorted(words)),
        )

    def _count(self, words: _Words) -> int:
        some = self._of_words(words).limit(_COUNTED).subquery()
        return self.connection.execute(select(func.count()).select_from(some)).scalar_one()

    def _filtered(self, found: Select[tuple[str, str]], *, is_whole: bool) -> Select[tuple[str, str]]:
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
