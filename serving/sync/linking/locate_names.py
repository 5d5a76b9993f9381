"""Records found by what a user types of their names: whole words, beginnings, and words with one mistake.

Spellings lead to words, words to records; of these a bounded number is unsealed and ranked by their names, the
strictest fits where they are many. A record that the user may not see is found by whole words alone: beginnings would
reveal its name letter by letter (S33).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic_core import to_json
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
)

from features.normalise.text import fold
from serving.crm.columns import listed
from serving.rules.badges.badges import may_see_content
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject, RecordState
from serving.store.contracts import InstanceScope
from serving.store.tables.links import links
from serving.store.tables.records import record_hashes, records
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
from serving.sync.records.spellings import select_words, words_with

MOST_FOUND = 200
"""Records of one degree of fit that are unsealed and ranked; better degrees count first."""
_MOST_SPELT, _MOST_SETS, _AT_FIRST, _MOST_JOINED = 3_000, 4, 4_000, 20_000
"""Words that fit one typed word; typed words that the database joins; records of each of them that it joins at first,
and of the rarest one where these do not suffice."""
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

    def ranks(self, typed: Sequence[str]) -> dict[RecordKey, int]:
        """Return the ranks of the records that fit, at least the best `most` of them."""
        ranks = self._fitting(typed)
        if len(ranks) < self.query.most:
            for reading in self._with_other_spaces(typed):
                found, _ = self._holders([self._whole(one) for one in reading])
                for key, rank in self._ranked(reading, STEP * WordMatch.NEAR, found):
                    ranks[key] = min(rank, ranks.get(key, rank))
        return ranks

    def _fitting(self, typed: Sequence[str]) -> dict[RecordKey, int]:
        """Rank the records of whole words; unless these suffice all that fit, or of many those of begun words first."""
        ranks = dict(self._ranked(typed, 0, self._holders([self._whole(one) for one in typed], is_whole=True)[0]))
        if len(ranks) >= self.query.most:
            return ranks
        found, is_all = self._holders([self._near(one) for one in typed], MOST_FOUND + len(ranks))
        if not is_all:
            begun, _ = self._holders([self._begun(one) for one in typed], MOST_FOUND + len(ranks))
            ranks |= self._ranked(typed, 0, begun - ranks.keys())
        if is_all or len(ranks) < self.query.most:
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

    def _whole(self, typed: str) -> "_Words":
        return _Words(word_hash(self.key, typed))

    def _begun(self, typed: str) -> "_Words":
        hashed, begun = word_hash(self.key, typed), beginning_spelling(self.key, typed)
        return _Words(hashed, () if begun is None else (number_of(hashed), begun))

    def _near(self, typed: str) -> "_Words":
        begun = self._begun(typed)
        near = {*begun.spellings, number_of(begun.hashed), *near_spellings(self.key, typed)}
        return _Words(begun.hashed, tuple(sorted(near)))

    def _with_other_spaces(self, typed: Sequence[str]) -> list[Sequence[str]]:
        """Return the readings with one space less or more, made of words that records hold."""
        joined = [(at, 2, (first + second,)) for at, (first, second) in enumerate(pairwise(typed))]
        parted = [(at, 1, (one[:cut], one[cut:])) for at, one in enumerate(typed) for cut in range(1, len(one))]
        changes: list[tuple[int, int, tuple[str, ...]]] = [*joined, *parted]
        hashes = {part: word_hash(self.key, part) for _, _, parts in changes for part in parts}
        numbers = [number_of(hashed) for hashed in hashes.values()]
        held = set(words_with(self.connection, self.scope.instance.id, numbers, _MOST_SPELT))
        return [
            [*typed[:at], *parts, *typed[at + replaced :]]
            for at, replaced, parts in changes
            if all(hashes[part] in held for part in parts)
        ]

    def _holders(
        self, words: Sequence["_Words"], most: int = MOST_FOUND, *, is_whole: bool = False
    ) -> tuple[set[RecordKey], bool]:
        """Return at most so many records that hold a word of each set, and whether these are all.

        Unless whole words were typed, only visible records count. Of sets that very many records hold, some are joined
        at first; where these do not suffice, all of them with the rarest one.
        """
        joined = words[:_MOST_SETS]
        if len(joined) == 1:
            return self._taken(self._of_words(joined[0]), most, is_whole=is_whole)
        rows, counts = self._joined_at_first(joined, most, is_whole=is_whole)
        if max(counts) < _AT_FIRST or len(rows) >= self.query.most:
            return rows, max(counts) < _AT_FIRST and len(rows) < most
        rarest, *others = sorted(range(len(joined)), key=counts.__getitem__)
        if counts[rarest] == 0:
            return set(), True
        found = self._of_words(joined[others[-1]])
        for other in (*others[:-1], rarest):
            of_other = self._of_words(joined[other]).with_only_columns(_OF_RECORD[1])
            if other == rarest and not is_whole:
                of_other = of_other.limit(_MOST_JOINED)
            found = found.where(unindexed(record_hashes.c.record_id).in_(of_other))
        return self._taken(found, most, is_whole=is_whole)

    def _joined_at_first(
        self, words: Sequence["_Words"], most: int, *, is_whole: bool
    ) -> tuple[set[RecordKey], Sequence[int]]:
        """Join some records of each set in one statement; return those of all, and how many each gave."""
        some = [self._of_words(one).limit(_AT_FIRST).cte(f"words_{at}") for at, one in enumerate(words)]
        first, *others = some
        found = select(first.c.object, first.c.record_id).distinct()
        for other in others:
            found = found.where(first.c.record_id.in_(select(other.c.record_id)))
        found = self._filtered(found, first.c, is_whole=is_whole).limit(most)
        of_all = found.subquery("found")
        counts = [select(func.count()).select_from(one).scalar_subquery() for one in some]
        one_row = select(literal(1).label("always")).subquery("one_row")
        wanted = select(of_all.c.object, of_all.c.record_id, *counts).select_from(one_row.outerjoin(of_all, true()))
        rows = self.connection.execute(wanted).all()
        return {RecordKey(CrmObject(row[0]), row[1]) for row in rows if row[0] is not None}, rows[0][2:]

    def _taken(self, found: Select[Any], most: int, *, is_whole: bool) -> tuple[set[RecordKey], bool]:
        limit = 2 * most  # a record with two words of one set is found twice
        rows = self.connection.execute(self._filtered(found, record_hashes.c, is_whole=is_whole).limit(limit)).all()
        keys = dict.fromkeys(RecordKey(CrmObject(row.object), row.record_id) for row in rows)
        return set(list(keys)[:most]), len(rows) < limit and len(keys) <= most

    def _of_words(self, words: "_Words") -> Select[Any]:
        mark, instance_id = record_hashes.c.mark, self.scope.instance.id
        found = select(*_OF_RECORD).where(record_hashes.c.instance_id == instance_id)
        if not words.spellings:
            return found.where(mark == words.hashed)
        return found.where(mark.in_(select_words(self.connection, instance_id, words.spellings).limit(_MOST_SPELT)))

    def _filtered(self, found: Select[Any], of: Any, *, is_whole: bool) -> Select[Any]:
        """Limit records, of which `of` are the columns, to those that the query and the user may see."""
        if self.query.objects:
            found = found.where(of.object.in_([one.value for one in self.query.objects]))
        if self.query.states:
            found = found.join(links, self._same(links.c.record_id, links, of))
            found = found.where(links.c.state.in_([one.value for one in self.query.states]))
        if not is_whole:
            found = found.join(records, self._same(records.c.id, records, of))
            name = to_json(self.query.user_id).decode()
            listed_in = cast(records.c.visible_to, Text).contains(name, autoescape=True)
            found = found.where(or_(records.c.visible_to.is_(null()), listed_in))
        return found

    def _same(self, record_id: ColumnElement[str], table: Table, of: Any) -> ColumnElement[bool]:
        """Return the condition that a row of another table is of the record."""
        return and_(
            table.c.instance_id == self.scope.instance.id, table.c.object == of.object, record_id == of.record_id
        )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that fit a typed one: the word itself, or all that have one of the spellings."""

    hashed: str
    spellings: tuple[int, ...] = ()
