"""Records found by what a user types of their names: whole words, beginnings, and words with one mistake.

Spellings lead to words, words to records; of these a bounded number is unsealed and ranked by their names, the
strictest fits where they are many. A record that the user may not see is found by whole words alone: beginnings would
reveal its name letter by letter (S33).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from features.normalise.text import fold
from serving.crm.columns import listed
from serving.rules.badges.badges import may_see_content
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject, RecordState
from serving.store.contracts import InstanceScope
from serving.store.vault import DataKey
from serving.sync.linking.closeness import STEP, WordMatch, rank_of
from serving.sync.linking.name_statements import (
    Holding,
    counts,
    holders,
    holders_of_each,
    visible_parameter,
    word_parameters,
    words_parameters,
)
from serving.sync.linking.typed_words import TypedWords, WordHashes, read_typed_words
from serving.sync.records.blind_index import MOST_WORDS, name_words, word_hash
from serving.sync.records.records import values_of

MOST_FOUND = 200
"""Records of one degree of fit that are unsealed and ranked; better degrees count first."""
_MOST_JOINED = 20_000
"""Records of a typed word that are joined."""
_OBJECTS = {one.value: one for one in CrmObject}


@dataclass(frozen=True, slots=True)
class NameQuery:
    """What a user typed, which records count, who types, and how many records suffice."""

    text: str
    objects: Collection[CrmObject] = ()
    states: Collection[RecordState] = ()
    user_id: str = ""
    most: int = MOST_FOUND
    """How many records suffice, the best ones."""
    few: int = 500
    many: int = 5_000
    """Records of a typed word: few are looked at one by one where many hold another; more than many are not counted."""


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

        A record of begun words ranks before each that has a near word, and words that begin so are fewer.
        """
        whole = [frozenset({word_hash(self.key, one)}) for one in _longest_first(typed)]
        ranks = dict(self._ranked(typed, 0, self._holders(whole, is_whole=True)))
        if len(ranks) >= self.query.most:
            return ranks
        if words.begun != words.whole:
            ranks |= self._ranked(typed, 0, _without(self._holders(words.begun, len(ranks)), ranks))
        if len(ranks) < self.query.most and words.near != words.begun:
            ranks |= self._ranked(typed, 0, _without(self._holders(words.near, len(ranks)), ranks))
        return ranks

    def _ranked(
        self, typed: Sequence[str], worse: int, found: Mapping[RecordKey, bytes]
    ) -> Iterator[tuple[RecordKey, int]]:
        """Unseal records; yield those that fit, with their ranks, `worse` added."""
        for key, sealed in found.items():
            values = values_of(self.scope, key, self.key, sealed)
            rank = rank_of(typed, name_words(key.object, values))
            if rank is not None and (rank + worse < STEP or self._sees(values)):
                yield key, rank + worse

    def _sees(self, values: Mapping[str, str]) -> bool:
        return may_see_content(listed(values.get("visible_to")) or None, self.query.user_id)

    def _holders(self, words: Sequence[WordHashes], more: int = 0, *, is_whole: bool = False) -> dict[RecordKey, bytes]:
        """Return at most so many records that hold a word of each set as they are stored, `more` of which are known.

        Unless whole words were typed, only visible records count, and where each set has very many records, some of
        the smallest one. Sets of one word each are joined in full, whichever is the smallest.
        """
        most = MOST_FOUND + more
        wanted, ordered = self._holding(len(words), is_whole=is_whole), words
        if all(len(one) == 1 for one in words):
            wanted = replace(wanted, are_single=True)
        elif len(words) > 1:
            ordered = self._by_size(words)
            largest, smallest = self._sizes[ordered[0]], self._sizes[ordered[-1]]
            if smallest == 0:
                return {}
            by_last = largest >= self.query.many and smallest <= self.query.few
            wanted = replace(wanted, most_of_last=_MOST_JOINED, by_last=by_last)
        # A record with two words of one set is found twice.
        single = [word for one in ordered for word in one]
        parameters = word_parameters(single) if wanted.are_single else words_parameters(self.connection, ordered)
        rows = self._execute(holders(self._dialect, wanted), parameters, 2 * most)
        sealed = {RecordKey(_OBJECTS[crm_object], record_id): sealed for crm_object, record_id, sealed in rows}
        return dict(islice(sealed.items(), most))

    def _holders_of_readings(self, readings: Sequence[Sequence[str]]) -> list[dict[RecordKey, bytes]]:
        """Return for each reading the visible records that hold its words, as they are stored, in one statement."""
        found: list[dict[RecordKey, bytes]] = [{} for _ in readings]
        wanted = replace(self._holding(1), are_single=True)
        ordered = [_longest_first(reading) for reading in readings]
        statement = holders_of_each(self._dialect, tuple(map(len, ordered)), wanted)
        words = [word_hash(self.key, one) for reading in ordered for one in reading]
        for at, crm_object, record_id, sealed in self._execute(statement, word_parameters(words), MOST_FOUND):
            found[at][RecordKey(_OBJECTS[crm_object], record_id)] = sealed
        return found

    def _holding(self, sets: int, *, is_whole: bool = False) -> Holding:
        objects, states = tuple(self.query.objects), tuple(self.query.states)
        return Holding(sets, is_whole=is_whole, objects=objects, states=states)

    def _execute(self, statement: Any, words: Mapping[str, Any], limit: int) -> Sequence[Any]:
        visible = visible_parameter(self.query.user_id)
        named = {"instance_id": self.scope.instance.id, "limit": limit, "visible": visible}
        return self.connection.execute(statement, {**words, **named}).all()

    @property
    def _dialect(self) -> str:
        return self.connection.dialect.name

    def _by_size(self, words: Sequence[WordHashes]) -> Sequence[WordHashes]:
        """Return sets of words, those that the most records hold first."""
        new = [one for one in dict.fromkeys(words) if one not in self._sizes]
        if new:
            [counted] = self._execute(
                counts(self._dialect, len(new)), words_parameters(self.connection, new), self.query.many
            )
            self._sizes.update(zip(new, counted, strict=True))
        return sorted(words, key=self._sizes.__getitem__, reverse=True)


def _longest_first(words: Sequence[str]) -> list[str]:
    """Return different words, first the one that the fewest records should hold."""
    return sorted(dict.fromkeys(words), key=lambda one: -len(one))


def _without(found: Mapping[RecordKey, bytes], ranks: Mapping[RecordKey, int]) -> dict[RecordKey, bytes]:
    return {key: sealed for key, sealed in found.items() if key not in ranks}
