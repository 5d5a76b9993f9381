"""How well one name in Latin letters can be another spelling of another, by learned correspondences of letters.

A path through both names takes one or two letters of the own one and up to three of the other at a time; its score is
the sum of the learned log ratios, and of a fixed one for each letter without a counterpart. A call for each pair of
words would take microseconds in Python, and a record has hundreds.

Names are arrays of letters, a as 1 to z as 26, with 0 between words.
"""

import numpy as np

from features.compiled.loader import entry, inlined, part
from features.schema.array_types import Bytes, Codes, FilledFloats, Floats, Ints, SmallRows, whole

LETTERS = 27
LONGEST = 40
"""Letters of a word, or of a name without its blanks, that are compared."""
MOST_WORDS = 8
ABSENT = -128
STEPS = 10.0
"""Learned ratios are stored as tenths."""
UNLIKE = np.float32(-2.3)
ALONE = np.float32(-3.0)
"""The log ratios of two letters that do not correspond, and of a letter without a counterpart."""
LOWEST = np.float32(-1e9)


@part
def _align(
    own: Bytes, a: int, n: int, other: Bytes, b: int, m: int, columns: Codes, weights: SmallRows, best: Floats
) -> float:
    """Return the score of the best path through n letters from a on and m letters from b on, which hold no blank."""
    width = m + 1
    for at in range((n + 1) * width):
        best[at] = LOWEST
    best[0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            score = best[i * width + j]
            if j < m:
                best[i * width + j + 1] = max(best[i * width + j + 1], score + ALONE)
            if i == n:
                continue
            below = (i + 1) * width + j
            best[below] = max(best[below], score + ALONE)
            if j < m:
                best[below + 1] = max(best[below + 1], score + UNLIKE)
            row = whole(0)
            for taken in range(1, min(2, n - i) + 1):
                row = row * LETTERS + own[a + i + taken - 1]
                code = whole(0)
                for given in range(min(3, m - j) + 1):
                    if given:
                        code = code * LETTERS + other[b + j + given - 1]
                    column = columns[code]
                    if column >= 0 and weights[row, column] != ABSENT:
                        there = (i + taken) * width + j + given
                        best[there] = max(best[there], score + weights[row, column] / STEPS)
    return best[n * width + m]


@inlined
def _words_of(name: Bytes, starts: Ints, sizes: Ints) -> int:
    """Write where the words of a name begin and how long they are, and return how many there are."""
    count = 0
    size = 0
    for at in range(len(name) + 1):
        if at < len(name) and name[at] != 0:
            size += 1
        elif size > 0:
            if count < MOST_WORDS:
                starts[count] = at - size
                sizes[count] = min(size, LONGEST)
                count += 1
            size = 0
    return count


@inlined
def _with_pairs(starts: Ints, sizes: Ints, words: Ints, count: int) -> int:
    """Add each pair of neighbouring words as one, and write which words each entry holds as bits."""
    for at in range(count):
        words[at] = whole(1) << at
    for at in range(count - 1):
        starts[count + at] = starts[at]
        sizes[count + at] = min(starts[at + 1] + sizes[at + 1] - starts[at], LONGEST)
        words[count + at] = whole(3) << at
    return max(2 * count - 1, 0)


@inlined
def _assigned(scores: Floats, own_words: Ints, n: int, words: Ints, m: int) -> float:
    """Return the sum of the best scores of words that are paired, each once."""
    total = 0.0
    own_taken = whole(0)
    taken = whole(0)
    while True:
        best = 0.0
        at = -1
        for cell in range(n * m):
            if scores[cell] > best and not (own_words[cell // m] & own_taken or words[cell % m] & taken):
                best = scores[cell]
                at = cell
        if at < 0:
            return total
        total += best
        own_taken |= own_words[at // m]
        taken |= words[at % m]


@part
def _join(name: Bytes, starts: Ints, sizes: Ints, first: int, count: int, joined: Bytes) -> int:
    """Write the words of a name together, from one on and round to it, and return how many letters they have."""
    length = whole(0)
    for turn in range(count):
        word = (first + turn) % count
        for at in range(sizes[word]):
            if length < LONGEST:
                joined[length] = name[starts[word] + at]
                length += 1
    return length


@entry
def liken(own: Bytes, others: Bytes, ends: Ints, columns: Codes, weights: SmallRows, scores: FilledFloats) -> None:
    """Write the score of one name against each of several: word by word, or with all words written together.

    Neighbouring words of the name that has more may be one word of the other.
    """
    best = np.empty((LONGEST + 1) * (LONGEST + 1), np.float64)
    cells = np.empty(4 * MOST_WORDS * MOST_WORDS, np.float64)
    own_starts, own_sizes, own_words = np.empty((3, 2 * MOST_WORDS), np.int64)
    starts, sizes, words = np.empty((3, 2 * MOST_WORDS), np.int64)
    joined = np.empty(LONGEST, np.uint8)
    other_joined = np.empty(LONGEST, np.uint8)
    n_words = _words_of(own, own_starts, own_sizes)
    own_length = _join(own, own_starts, own_sizes, whole(0), n_words, joined)
    n_with_pairs = _with_pairs(own_starts, own_sizes, own_words, n_words)
    begin = whole(0)
    for which in range(len(ends)):
        other = others[begin : ends[which]]
        begin = ends[which]
        m_words = _words_of(other, starts, sizes)
        m_with_pairs = _with_pairs(starts, sizes, words, m_words)
        n = n_with_pairs if n_words > m_words else n_words
        m = m_with_pairs if m_words > n_words else m_words
        for i in range(n):
            for j in range(m):
                cells[i * m + j] = LOWEST
                shorter = min(own_sizes[i], sizes[j])
                if max(own_sizes[i], sizes[j]) <= 2 * shorter + 2:
                    cells[i * m + j] = _align(
                        own, own_starts[i], own_sizes[i], other, starts[j], sizes[j], columns, weights, best
                    )
        score = _assigned(cells, own_words, n, words, m)
        for first in range(m_words if n_words != m_words else 0):
            length = _join(other, starts, sizes, whole(first), m_words, other_joined)
            together = _align(joined, whole(0), own_length, other_joined, whole(0), length, columns, weights, best)
            score = max(score, together)
        scores[which] = score
