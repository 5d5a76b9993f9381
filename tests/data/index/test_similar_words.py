"""What compiled code keeps of a posting list is what rapidfuzz finds similar."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from data.index.compiled import calls
from data.index.words import LONGEST_WORD, MIN_SIMILARITY, SHORTEST_WORD

NAMES = st.text(st.sampled_from("abcd"), min_size=SHORTEST_WORD, max_size=12)
LONG_NAMES = st.text(st.sampled_from("ab"), min_size=LONGEST_WORD - 5, max_size=LONGEST_WORD)
MARKS = st.text(st.characters(max_codepoint=127), min_size=1, max_size=LONGEST_WORD)
WORDS = NAMES | LONG_NAMES | MARKS
ANY_WORDS = WORDS | st.text(st.sampled_from("abäß老"), min_size=1, max_size=12)


def kept_by_compiled_code(word: str, texts: Sequence[str]) -> list[str]:
    """Return what is kept of two lists: one of every other text, one of all."""
    encoded = [text.encode() for text in texts]
    rows = np.array([*range(0, len(texts), 2), *range(len(texts))], np.uint32)
    kept = np.empty(len(rows), np.int32)
    halves = np.array([(len(texts) + 1) // 2, len(texts)], np.int64)
    flat = np.frombuffer(b"".join(encoded), np.uint8), np.array([0, *accumulate(map(len, encoded))], np.uint32)
    lists = rows, np.array([0, halves[0]], np.int64), halves
    most = calls.words.keep_similar(np.frombuffer(word.encode(), np.uint8), 1 - MIN_SIMILARITY, flat, lists, kept)
    return [texts[row] for row in kept[:most].tolist()]


@given(WORDS, st.lists(ANY_WORDS, min_size=1, max_size=8))
def test_similar_words_are_kept_and_of_the_others_only_those_of_other_scripts(word: str, others: list[str]) -> None:
    texts = [*others, word, word[1:] + word[:1], word[1:] or word, word[1::-1] + word[2:]]

    expected = [
        text
        for text in [*texts[::2], *texts]
        if not text.isascii() or OSA.normalized_similarity(word, text) >= MIN_SIMILARITY
    ]

    assert kept_by_compiled_code(word, texts) == expected
