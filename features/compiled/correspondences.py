"""How well one name in Latin letters can be another spelling of another, by learned correspondences of letters.

A path through both names takes one or two letters of the own one and up to three of the other at a time; its score is
the sum of the learned log ratios, and of a fixed one for each letter without a counterpart. A call for each pair of
words would take microseconds in Python, and a record has hundreds. Words that several names share are compared once.

Words are arrays of letters, a as 1 to z as 26, with 0 between two that are read as one.
"""

import numpy as np

from features.compiled.arguments import LONGEST, MOST_WORDS, SpellingTable, SpeltNames
from features.compiled.loader import entry, part
from features.schema.array_types import Content, FilledFloats, Floats, Hashes, whole

LETTERS = 27
UNLIKE = np.float32(-2.3)
ALONE = np.float32(-3.0)
"""The log ratios of two letters that do not correspond, and of a letter without a counterpart."""
LEFT_OUT = 1.0
"""What a word without a counterpart takes from the log ratio."""
LOWEST = np.float32(-1e9)
MOST_GIVEN = 3
"""Letters of the other name that one step takes at most."""
WIDTH = np.uint64(LONGEST + 1 + MOST_GIVEN)
"""Scores of one row: before its first one stand as many as a step takes, so that no step needs to look where it is."""
ONE = np.uint64(1)
TWO = np.uint64(2)
THREE = np.uint64(3)
"""Unsigned positions spare the question whether one counts from the end."""


@part
def _align(
    own: Content,
    a: int,
    n: int,
    other: Content,
    b: int,
    m: int,
    table: SpellingTable,
    best: Floats,
    given: Hashes,
) -> float:
    """Return the score of the best path through n letters from a on and m letters from b on, which hold no blank."""
    columns, weights, ratios = table
    row = WIDTH + THREE
    best[row] = 0.0
    for j in range(m):
        best[row + np.uint64(j + 1)] = ALONE * (j + 1)
        code = whole(0)
        scale = whole(1)
        for taken in range(MOST_GIVEN):
            code += other[b + j - taken] * scale if taken <= j else whole(0)
            scale *= LETTERS
            given[j * MOST_GIVEN + taken] = np.uint64(columns[code] if taken <= j else weights.shape[1] - 1)
    nothing = np.uint64(columns[0])
    before = whole(LETTERS * LETTERS)
    for i in range(n):
        letter = whole(own[a + i])
        of_one = weights[letter]
        of_two = weights[before + letter if i else before]
        before = letter * LETTERS
        left_out = max(ratios[np.uint8(of_one[nothing])], ALONE)
        both_left_out = ratios[np.uint8(of_two[nothing])]
        upper = row - WIDTH
        above = row
        row += WIDTH
        score = max(best[above] + left_out, best[upper] + both_left_out)
        best[row] = score
        at = np.uint64(0)
        for j in range(m):
            upper += ONE
            above += ONE
            first = given[at]
            second = given[at + ONE]
            third = given[at + TWO]
            at += THREE
            rest = max(
                max(
                    max(best[above] + left_out, best[upper] + both_left_out),
                    best[above - ONE] + max(ratios[np.uint8(of_one[first])], UNLIKE),
                ),
                max(
                    best[upper - ONE] + ratios[np.uint8(of_two[first])],
                    best[above - TWO] + ratios[np.uint8(of_one[second])],
                ),
                max(
                    best[upper - TWO] + ratios[np.uint8(of_two[second])],
                    best[above - THREE] + ratios[np.uint8(of_one[third])],
                ),
                best[upper - THREE] + ratios[np.uint8(of_two[third])],
            )
            score = max(score + ALONE, rest)
            best[row + np.uint64(j + 1)] = score
    return best[row + np.uint64(m)]


@part
def _bits(entry: int, count: int) -> int:
    """Return which words of a name an entry holds, one or two."""
    return whole(1) << entry if entry < count else whole(3) << (entry - count)


@part
def _assigned(scores: Floats, n_words: int, n: int, m_words: int, m: int) -> float:
    """Return the sum of the best scores of words that are paired, each once, less what words that are left out take."""
    total = 0.0
    own_taken = whole(0)
    taken = whole(0)
    while True:
        best = 0.0
        at = -1
        for cell in range(n * m):
            is_free = not (_bits(cell // m, n_words) & own_taken or _bits(cell % m, m_words) & taken)
            if scores[cell] > best and is_free:
                best = scores[cell]
                at = cell
        if at < 0:
            break
        total += best
        own_taken |= _bits(at // m, n_words)
        taken |= _bits(at % m, m_words)
    for word in range(n_words):
        total -= 0.0 if whole(1) << word & own_taken else LEFT_OUT
    for word in range(m_words):
        total -= 0.0 if whole(1) << word & taken else LEFT_OUT
    return total


@part
def _join(names: SpeltNames, begin: int, first: int, count: int, joined: Content) -> int:
    """Write the words of a name together, from one on and round to it, and return how many letters they have."""
    letters, bounds, entries, _ = names
    length = whole(0)
    for turn in range(count):
        word = entries[begin + (first + turn) % count]
        for at in range(bounds[word], bounds[word + 1]):
            if length < LONGEST:
                joined[length] = letters[at]
                length += 1
    return length


@entry
def liken(own: SpeltNames, others: SpeltNames, table: SpellingTable, scores: FilledFloats) -> None:
    """Write for each name the score of the nearest of the own ones, not a number where either has no letters.

    Names are compared word by word, or with all words written together. Neighbouring words of the name that has more
    may be one word of the other.
    """
    best = np.zeros((LONGEST + 2) * (LONGEST + 1 + MOST_GIVEN), np.float64)
    given = np.empty(LONGEST * MOST_GIVEN, np.uint64)
    cells = np.empty(4 * MOST_WORDS * MOST_WORDS, np.float64)
    joined, other_joined = np.empty((2, LONGEST), np.uint8)
    own_letters, own_bounds, own_entries, own_counts = own
    letters, bounds, entries, counts = others
    known = np.full((len(own_bounds), len(bounds)), np.nan)
    scores[:] = np.nan
    a = whole(0)
    for n_words in own_counts:
        own_length = _join(own, a, whole(0), n_words, joined)
        b = whole(0)
        for which in range(len(counts)):
            m_words = counts[which]
            if n_words == 0 or m_words == 0:
                continue
            n = 2 * n_words - 1 if n_words > m_words else n_words
            m = 2 * m_words - 1 if m_words > n_words else m_words
            for cell in range(n * m):
                i = own_entries[a + cell // m]
                j = entries[b + cell % m]
                own_size = own_bounds[i + 1] - own_bounds[i]
                size = bounds[j + 1] - bounds[j]
                if max(own_size, size) > 2 * min(own_size, size) + 2:
                    known[i, j] = LOWEST
                elif np.isnan(known[i, j]):
                    known[i, j] = _align(
                        own_letters,
                        own_bounds[i],
                        own_size,
                        letters,
                        bounds[j],
                        size,
                        table,
                        best,
                        given,
                    )
                cells[cell] = known[i, j]
            score = _assigned(cells, n_words, n, m_words, m)
            for first in range(m_words if n_words != m_words else 0):
                length = _join(others, b, whole(first), m_words, other_joined)
                together = _align(
                    joined,
                    whole(0),
                    own_length,
                    other_joined,
                    whole(0),
                    length,
                    table,
                    best,
                    given,
                )
                score = max(score, together)
            if not scores[which] >= score:
                scores[which] = score
            b += 2 * m_words - 1
        a += max(2 * n_words - 1, 0)
