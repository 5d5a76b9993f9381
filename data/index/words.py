"""Similar words: posting lists of character trigrams over the distinct words of the universe, not over its rows."""

from collections.abc import Callable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import accumulate
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from data.index.compiled import calls
from data.index.format import IndexWriter, Mapped
from data.index.postings import Postings, expand, write_postings
from data.index.vocabulary import MappedVocabulary, text_hashes
from features.schema.array_types import Codes, Ints
from features.schema.kinds import Kind

WORD_FIELD = {Kind.PERSON: "name_words", Kind.COMPANY: "all_words"}
"""The field whose distinct words can be searched by similarity."""
GRAMS_READ = 3
MAX_WORDS_READ = 2000
SHORTEST_WORD = 4
LONGEST_WORD = 40
MIN_SIMILARITY = 0.75
MAX_SIMILAR = 6
WORDS_REMEMBERED = 1 << 16

Similar = tuple[tuple[str, float], ...]


class ChangedWords(Protocol):
    """The words of the rows that changed since the build."""

    def words_with(self, some: Sequence[str]) -> Set[str]:
        """Return the words of new rows that contain one of some trigrams."""

    def holds_word(self, word: str) -> bool:
        """Return whether any live row has a word."""


def grams(word: str) -> list[str]:
    """Return the distinct trigrams of a word with marked start and end; none for short and overlong words."""
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD:
        return []
    marked = f"^{word}$"
    return list(dict.fromkeys(marked[i : i + 3] for i in range(len(marked) - 2)))


def write_grams(writer: IndexWriter, words: Sequence[str], codes_of: NDArray[np.int64]) -> None:
    """Write the trigram postings of a word list; `codes_of[i]` is the vocabulary code of word i."""
    grams_of_words = [grams(word) for word in words]
    codes = np.repeat(codes_of[: len(words)], np.array([len(each) for each in grams_of_words], np.int64))
    write_postings(writer, "grams", text_hashes([gram for each in grams_of_words for gram in each]), codes)


class SimilarWords:
    """Finds the universe's words that are similar to a word; results are cached."""

    def __init__(self, arrays: Mapping[str, Mapped], words: MappedVocabulary) -> None:
        self._postings = self._rarities = Postings(arrays, "grams")
        self._words = words
        self._changed: ChangedWords | None = None
        self.find: Callable[[str], Similar] = lru_cache(WORDS_REMEMBERED)(self._find)

    def use_rarities(self, reference: "SimilarWords") -> None:
        """Choose trigrams by another index's counts."""
        self._rarities = reference._rarities

    def use_changes(self, changed: ChangedWords) -> None:
        """Include the words of changed rows, and drop cached results."""
        self._changed = changed
        self.find = lru_cache(WORDS_REMEMBERED)(self._find)

    def _similar_codes(self, word: str, starts: Ints, counts: Ints) -> Codes:
        """Return the codes in some posting lists whose words can be similar enough, some of them twice."""
        flat = self._words.flat
        if flat is None or not word.isascii():
            return self._postings.rows[expand(starts, counts)].astype(np.int32)
        kept = np.empty(int(counts.sum()), np.int32)
        lists = self._postings.rows, starts, counts
        most = calls.words.keep_similar(np.frombuffer(word.encode(), np.uint8), 1 - MIN_SIMILARITY, flat, lists, kept)
        return kept[:most]

    def _find(self, word: str) -> Similar:
        """Return other words with their edit similarity, best first, read from the word's three rarest trigrams."""
        sought = grams(word)
        if not sought:
            return ()
        hashes = text_hashes(sought)
        starts, own = self._postings.find(hashes)
        counts = own if self._rarities is self._postings else self._rarities.find(hashes)[1]
        rarest = _rarest(counts.tolist())
        texts = self._words.take(
            np.array([*set(self._similar_codes(word, starts[rarest], own[rarest]).tolist())], np.int32)
        )
        if self._changed is not None:
            texts = [*texts, *self._changed.words_with([sought[i] for i in rarest])]
            texts = [text for text in texts if self._changed.holds_word(text)]
        matches = extract(word, texts, scorer=OSA.normalized_similarity, score_cutoff=MIN_SIMILARITY, limit=None)
        others = {text: round(score, 6) for text, score, _ in matches if text != word}
        return tuple(sorted(others.items(), key=lambda each: (-each[1], each[0])))[:MAX_SIMILAR]


def _rarest(counts: Sequence[int]) -> list[int]:
    """Return the positions of the smallest counts above 0 that are read together."""
    known = sorted((position for position, count in enumerate(counts) if count), key=counts.__getitem__)[:GRAMS_READ]
    read = accumulate(counts[position] for position in known)
    return [position for position, words in zip(known, read, strict=True) if words <= MAX_WORDS_READ]
