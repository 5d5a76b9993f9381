"""Records found by what a user types of their names: whole words, beginnings, and words with one mistake.

Spellings lead to words, words to records; of these a bounded number is unsealed and ranked by their names, the
strictest fits where they are many. A record that the user may not see is not found: that a name leads to it would
confirm the name (S33).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import count, islice, pairwise
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from features.normalise.readings import readings
from features.normalise.text import fold
from features.schema.value_class import value_class
from serving.contract.records.blind_index import (
    MAX_WORDS,
    SHORTEST_BEGINNING,
    beginning_spelling,
    beginnings_of,
    name_words,
    near_spellings,
    number_of,
    one_edit_apart,
    word_hash,
)
from serving.contract.records.name_statements import (
    WantedRecords,
    counts,
    holders_by_first,
    joined_holders,
    visible_parameter,
    words_parameters,
)
from serving.contract.records.records import values_of
from serving.contract.records.visibility import may_see_content
from serving.crm.reading import listed
from serving.store.contracts import OpenScope
from serving.store.tables.records import name_spellings
from serving.store.upserts import among
from serving.store.vault import DataKey
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject, RecordState

WordHashes = frozenset[str]
RankedKey = tuple[int, RecordKey]
"""A position in a list of records: by rank, where what a user typed gives one, then by object and id."""
MAX_FOUND = 200
"""Records of one degree of fit that are unsealed and ranked; better degrees count first."""
_MAX_JOINED = 20_000
"""Records of a typed word that are joined."""
_OBJECTS = {crm_object: crm_object for crm_object in CrmObject}
_MAX_SPELT = 3_000
"""Stored words that have one spelling."""
_CHECKED = 5
"""Letters of a typed word up to which words of a near spelling are mostly two edits apart."""
_MAX_READ = 24
"""Ways to write a typed name of another script in Latin letters that are looked up."""


@value_class
class TypedWords:
    """For each typed word the hashes of the words that it fits: itself, those that it begins, others that may be near.

    `readings` are what was typed with one space less or more, or in Latin letters, made of words that records hold.
    """

    begun: Sequence[WordHashes]
    near: Sequence[WordHashes]
    readings: Sequence[Sequence[str]]


def read_typed_words(
    scope: OpenScope, key: DataKey, typed: Sequence[str], read: Iterable[tuple[str, ...]] = ()
) -> TypedWords:
    """Read all words that fit the typed ones, or their readings in Latin letters, in one statement."""
    whole = [word_hash(key, word) for word in typed]
    beginnings = [beginning_spelling(key, word) for word in typed]
    changes = [*((words, words) for words in read), *_with_other_spaces(typed)]
    hashes = {part: word_hash(key, part) for _, parts in changes for part in parts}
    begun = [[] if spelling is None else [spelling] for spelling in beginnings]
    near = [sorted(near_spellings(key, word)) for word in typed]
    numbers = {part: number_of(hashed) for part, hashed in hashes.items()}
    words_by_spelling = _spelt(scope, [spelling for some in (*begun, *near, numbers.values()) for spelling in some])
    begun_words = [
        frozenset({hashed, *_all_of(words_by_spelling, spellings)})
        for hashed, spellings in zip(whole, begun, strict=True)
    ]
    near_words = [
        frozenset(_all_of(words_by_spelling, spellings)) - words
        for words, spellings in zip(begun_words, near, strict=True)
    ]
    readings = [
        reading for reading, parts in changes if all(hashes[part] in words_by_spelling[numbers[part]] for part in parts)
    ]
    return TypedWords(begun_words, near_words, readings)


def really_near(key: DataKey, typed: str, words: WordHashes) -> WordHashes:
    """Return those words that are one edit apart, as far as that is worth it: all words that may be, if it is not."""
    if not words or len(typed) > _CHECKED:
        return words
    return words & {word_hash(key, word) for word in one_edit_apart(typed)}


def in_latin_letters(text: str) -> Iterable[tuple[str, ...]]:
    """Return the readings of a typed name of another script, likely ones first; none of a Latin name.

    Any reading of the family name stands beside any of the given name, which may be one word.
    """
    names = [reading.split() for reading in readings(text)[::2]]
    crossed = [(family, *given) for _, *given in names for family, *_ in names]
    return islice(
        dict.fromkeys(each for words in crossed for each in (words, (words[0], "".join(words[1:])))), _MAX_READ
    )


def _with_other_spaces(typed: Sequence[str]) -> Iterable[tuple[Sequence[str], tuple[str, ...]]]:
    """Yield readings with one space less or more, and the words that are new in each."""
    for at, (first, second) in enumerate(pairwise(typed)):
        yield [*typed[:at], first + second, *typed[at + 2 :]], (first + second,)
    for at, word in enumerate(typed):
        for cut in range(1, len(word)):
            yield [*typed[:at], word[:cut], word[cut:], *typed[at + 1 :]], (word[:cut], word[cut:])


def _all_of(words_by_spelling: Mapping[int, Sequence[str]], spellings: Iterable[int]) -> Iterable[str]:
    return (word for spelling in spellings for word in words_by_spelling[spelling][:_MAX_SPELT])


def _spelt(scope: OpenScope, spellings: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Return the hashes of the words that have a spelling, by spelling."""
    words_by_spelling: dict[int, list[str]] = {spelling: [] for spelling in spellings}
    query = scope.own(name_spellings.c.spelling, name_spellings.c.word_hash).where(
        among(name_spellings.c.spelling, list(words_by_spelling))
    )
    for row in scope.execute(query.limit(_MAX_SPELT * len(words_by_spelling))):
        words_by_spelling[row.spelling].append(row.word_hash)
    return words_by_spelling


@value_class
class RecordQuery:
    """Which records: by words or an e-mail (`text`, typed by `user_id`), object and state; `limit` after a position."""

    text: str | None = None
    objects: Collection[CrmObject] = ()
    states: Collection[RecordState] = ()
    after: RankedKey | None = None
    limit: int = 100
    user_id: str = ""
    few: int = 500
    many: int = 2_000
    """Records of a typed word: few are looked at one by one where many hold another; more than many are not counted."""


def locate_names(scope: OpenScope, text: str, query: RecordQuery) -> list[tuple[int, RecordKey]]:
    """Return records whose names have all typed words, as a whole, begun or with one mistake; the closest first."""
    typed = fold(text).split()[:MAX_WORDS]
    search = _Search(scope, query, scope.data_key)
    ranks = search.ranks(typed, in_latin_letters(text)) if typed else {}
    return sorted((rank, key) for key, rank in ranks.items())


@value_class
class _Search:
    """One query on one instance within a transaction."""

    scope: OpenScope
    query: RecordQuery
    key: DataKey

    def ranks(self, typed: Sequence[str], read: Iterable[tuple[str, ...]]) -> dict[RecordKey, int]:
        """Return the ranks of the records that fit what was typed or read, at least the best `limit` of them."""
        words = read_typed_words(self.scope, self.key, typed, read)
        ranks: dict[RecordKey, int] = {}
        for sealed_by_key in self._fitting(typed, words, ranks):
            ranks |= self._ranked(typed, 0, sealed_by_key)
            if len(ranks) >= self.query.limit:
                break
        better = sum(rank < STEP * WordMatch.NEAR for rank in ranks.values())
        if better < self.query.limit and words.readings:
            for reading, sealed_by_key in zip(words.readings, self._holding_all(words.readings), strict=True):
                for key, rank in self._ranked(reading, STEP * WordMatch.NEAR, sealed_by_key):
                    ranks[key] = min(rank, ranks.get(key, rank))
        return ranks

    def _fitting(
        self, typed: Sequence[str], words: TypedWords, ranks: Mapping[RecordKey, int]
    ) -> Iterator[Mapping[RecordKey, bytes]]:
        """Yield records with whole words, then with begun ones, with one near word among these, and with more.

        Each of these ranks before all that follow. `ranks` are those of the records that are known by then.
        """
        [whole] = self._holding_all([typed])
        yield whole
        if max(map(len, words.begun)) > 1 and (sized := self._by_size(words.begun)):
            yield self._by_first([begun for _, begun in sized], {tuple(range(len(typed))): typed}, ranks)
        near = [really_near(self.key, word, hashes) for word, hashes in zip(typed, words.near, strict=True)]
        n_near = sum(map(bool, near))
        if n_near:
            yield self._by_first([*words.begun, *near], dict(_with_one_near(typed)), ranks)
        if n_near > 1:
            either = [begun | close for begun, close in zip(words.begun, near, strict=True)]
            yield self._joined(near if len(near) == 2 else either, ranks)

    def _ranked(
        self, typed: Sequence[str], worse: int, sealed_by_key: Mapping[RecordKey, bytes]
    ) -> Iterator[tuple[RecordKey, int]]:
        """Unseal records; yield those that fit, with their ranks, `worse` added."""
        for key, sealed in sealed_by_key.items():
            values = values_of(self.scope, key, self.key, sealed)
            rank = rank_of(typed, name_words(key.object, values))
            visible_to = listed(values.get("visible_to")) or None
            if rank is not None and may_see_content(visible_to, self.query.user_id):
                yield key, rank + worse

    def _by_first(
        self,
        words: Sequence[WordHashes],
        questions: Mapping[tuple[int, ...], Sequence[str]],
        ranks: Mapping[RecordKey, int],
    ) -> Mapping[RecordKey, bytes]:
        """Return records, none of the ranked ones, that hold a word of each set of a question, as they are stored.

        A question is the numbers of its sets, with the typed words that words of the record begin with.
        """
        return _new(self._rows(words, questions, _enough_beside(ranks)), ranks)

    def _rows(
        self, words: Sequence[WordHashes], questions: Mapping[tuple[int, ...], Sequence[str]], limit: int
    ) -> Sequence[Any]:
        statement = holders_by_first(self._dialect, tuple(questions), self._record_filter)
        bits = {f"bits_{number}": beginnings_of(self.key, begun) for number, begun in enumerate(questions.values())}
        return self._execute(statement, words_parameters(self.scope.connection, words) | bits, limit)

    def _joined(self, words: Sequence[WordHashes], ranks: Mapping[RecordKey, int]) -> Mapping[RecordKey, bytes]:
        """Return the same of one question of all sets; where each has very many records, some of the smallest one."""
        sized = self._by_size(words)
        if not sized:
            return {}
        ordered = [hashes for _, hashes in sized]
        if sized[-1][0] >= self.query.many and sized[0][0] <= self.query.few:
            return self._by_first(ordered, {tuple(range(len(words))): ()}, ranks)
        statement = joined_holders(self._dialect, len(words), _MAX_JOINED, self._record_filter)
        parameters = words_parameters(self.scope.connection, ordered[::-1])
        return _new(self._execute(statement, parameters, _enough_beside(ranks)), ranks)

    def _holding_all(self, questions: Sequence[Sequence[str]]) -> list[dict[RecordKey, bytes]]:
        """Return for each question the records that hold all of its words, as they are stored, in one statement."""
        sealed_by_question: list[dict[RecordKey, bytes]] = [{} for _ in questions]
        # The rarest word first.
        ordered = [sorted(dict.fromkeys(question), key=lambda word: -len(word)) for question in questions]
        words = [frozenset({word_hash(self.key, word)}) for some in ordered for word in some]
        numbers = count()
        numbered = {tuple(islice(numbers, len(some))): some for some in ordered}
        for at, crm_object, record_id, sealed in self._rows(words, numbered, MAX_FOUND):
            sealed_by_question[at][RecordKey(_OBJECTS[crm_object], record_id)] = sealed
        return sealed_by_question

    @property
    def _record_filter(self) -> WantedRecords:
        return WantedRecords(objects=tuple(self.query.objects), states=tuple(self.query.states))

    def _execute(self, statement: Any, words: Mapping[str, Any], limit: int) -> Sequence[Any]:
        visible = visible_parameter(self.query.user_id)
        named = {"instance_id": self.scope.instance_id, "limit": limit, "visible": visible}
        return self.scope.execute(statement, {**words, **named}).all()

    @property
    def _dialect(self) -> str:
        return self.scope.connection.dialect.name

    def _by_size(self, words: Sequence[WordHashes]) -> list[tuple[int, WordHashes]]:
        """Return sets of words, each with how many records hold one, the fewest first; none if a set has no record."""
        sizes: Sequence[int] = [1]
        if len(words) > 1:
            parameters = words_parameters(self.scope.connection, words)
            [sizes] = self._execute(counts(self._dialect, len(words)), parameters, self.query.many)
        sized = sorted(zip(sizes, words, strict=True), key=lambda pair: (pair[0], len(pair[1])))
        return sized if sized[0][0] else []


def _enough_beside(ranks: Collection[RecordKey]) -> int:
    """Return how many rows to read beside ranked records: one with two words of a set is found twice."""
    return 2 * (MAX_FOUND + len(ranks))


def _new(rows: Iterable[Any], ranks: Collection[RecordKey]) -> Mapping[RecordKey, bytes]:
    sealed = {RecordKey(_OBJECTS[crm_object], record_id): sealed for _, crm_object, record_id, sealed in rows}
    return dict(islice(((key, content) for key, content in sealed.items() if key not in ranks), MAX_FOUND))


def _with_one_near(typed: Sequence[str]) -> Iterator[tuple[tuple[int, ...], Sequence[str]]]:
    """Yield questions with one near word, its set first, after those of all begun words; and the begun words of each.

    All typed words have one, also those without a near word, so that one statement serves all queries of so many words.
    """
    numbers = range(len(typed))
    for at in numbers:
        others = [number for number in numbers if number != at]
        yield (len(typed) + at, *others), [typed[number] for number in others]


class WordMatch(IntEnum):
    """How a typed word fits a word of a name. One near word adds more to a rank than any number of begun ones."""

    EQUAL = 0
    BEGINS = 1
    NEAR = MAX_WORDS + 1
    """One letter is wrong, missing, too many, or swapped with its neighbour."""


STEP = 1001
"""More than the names as wholes can differ: how the words match comes first."""


def rank_of(typed: Sequence[str], words: Sequence[str]) -> int | None:
    """Return a rank, 0 for equal names and more for worse ones; None unless every typed word fits a word."""
    matched = 0
    for word in typed:
        match = _match(word, words)
        if match is None:
            return None
        matched += match
    apart = 1000 - round(10 * fuzz.token_sort_ratio(" ".join(typed), " ".join(words)))
    return STEP * matched + apart


def _match(typed: str, words: Sequence[str]) -> WordMatch | None:
    """Return how the word fits that fits best, None where none does."""
    if typed in words:
        return WordMatch.EQUAL
    length = len(typed)
    if length >= SHORTEST_BEGINNING:
        for word in words:
            if word.startswith(typed):
                return WordMatch.BEGINS
    for word in words:
        if -1 <= len(word) - length <= 1 and OSA.distance(typed, word, score_cutoff=1) <= 1:
            return WordMatch.NEAR
    return None
