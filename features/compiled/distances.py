"""Edit distances and jaro similarities of two texts, to the bit those of rapidfuzz.

rapidfuzz takes Python strings, which the texts of the index are not (`texts`); numpy has no distance of texts. The
first text is the n letters from a on, the other one the m letters from b on. `masks` holds from `at` on the positions
of the letters of the first text (`write_masks`), and has space at 0 for those of the other one. If either text has at
most WORD letters, all letters are below ASCII (`renumbered`).

Held to rapidfuzz by tests/features/compiled/test_measures.py.
"""

import numpy as np

from features.compiled.loader import part
from features.compiled.long_texts import have_masks, matched_of_long
from features.compiled.texts import WORD, write_masks
from features.schema.array_types import Content, LetterMasks, Letters, whole


@part
def _matched_by_bits(
    letters: Letters, n: int, b: int, m: int, masks: LetterMasks, at: int
) -> tuple[np.uint64, np.uint64]:
    """Pair each letter of `other` with the first equal one nearby that is left; return the paired of either as bits."""
    bound = max(max(n, m) // 2 - 1, 0)
    taken = np.uint64(0)
    retrieved = np.uint64(0)
    bit = np.uint64(1)
    for j in range(m):
        near = masks[at + letters[b + j]] & ~taken
        first = max(0, j - bound)
        near = (near >> np.uint64(first)) << np.uint64(first)
        lowest = near & (~near + bit)
        if j + bound + 1 < WORD and lowest >> np.uint64(j + bound + 1):
            continue
        if lowest:
            taken |= lowest
            retrieved |= bit << np.uint64(j)
    return taken, retrieved


@part
def _swapped_by_bits(
    letters: Letters, a: int, b: int, m: int, taken: np.uint64, retrieved: np.uint64
) -> tuple[int, int]:
    """Return how many letters were paired, and how many of them differ from their counterpart in order."""
    common = 0
    swapped = 0
    i = 0
    for j in range(m):
        if (retrieved >> np.uint64(j)) & np.uint64(1):
            while not (taken >> np.uint64(i)) & np.uint64(1):
                i += 1
            swapped += letters[a + i] != letters[b + j]
            common += 1
            i += 1
    return common, swapped


@part
def _matched_by_letters(letters: Letters, a: int, n: int, b: int, m: int) -> tuple[int, int]:
    taken = np.zeros(n, np.bool_)
    retrieved = np.zeros(m, np.bool_)
    bound = max(max(n, m) // 2 - 1, 0)
    common = 0
    swapped = 0
    for j in range(m):
        for i in range(max(0, j - bound), min(n, j + bound + 1)):
            if not taken[i] and letters[a + i] == letters[b + j]:
                taken[i] = retrieved[j] = True
                common += 1
                break
    i = 0
    for j in range(m):
        if retrieved[j]:
            while not taken[i]:
                i += 1
            swapped += letters[a + i] != letters[b + j]
            i += 1
    return common, swapped


@part
def jaro(letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int) -> float:
    """Return the jaro similarity, the letters of the other text taken in turn, as rapidfuzz does."""
    if not n or not m:
        return 1.0 if n == m else 0.0
    if n == 1 and m == 1:
        return 1.0 if letters[a] == letters[b] else 0.0
    if n <= WORD and m <= WORD:
        taken, retrieved = _matched_by_bits(letters, n, b, m, masks, at)
        common, swapped = _swapped_by_bits(letters, a, b, m, taken, retrieved)
    elif have_masks(letters, a, n, b, m):
        common, swapped = matched_of_long(letters, a, n, b, m)
    else:
        common, swapped = _matched_by_letters(letters, a, n, b, m)
    if not common:
        return 0.0
    share = common / n
    share += common / m
    share += (common - swapped // 2) / common
    return share / 3.0


@part
def jaro_winkler(letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int) -> float:
    similarity = jaro(letters, a, n, b, m, masks, at)
    start = 0
    while start < min(n, m, 4) and letters[a + start] == letters[b + start]:
        start += 1
    if similarity > 0.7:
        similarity += start * 0.1 * (1.0 - similarity)
    return min(similarity, 1.0)


@part
def levenshtein(letters: Letters, a: int, n: int, b: int, m: int) -> int:
    row = np.arange(m + 1)
    for i in range(n):
        diagonal = row[0]
        row[0] = i + 1
        for j in range(m):
            cost = diagonal + (letters[a + i] != letters[b + j])
            diagonal = row[j + 1]
            row[j + 1] = min(cost, row[j] + 1, diagonal + 1)
    return row[m]


@part
def _osa_of_long(letters: Letters, a: int, n: int, b: int, m: int) -> int:
    before = np.zeros(m + 1, np.int64)
    last = np.zeros(m + 1, np.int64)
    row = np.arange(m + 1)
    for i in range(n):
        before, last, row = last, row, before
        row[0] = i + 1
        for j in range(m):
            least = min(last[j] + (letters[a + i] != letters[b + j]), row[j] + 1, last[j + 1] + 1)
            if i and j and letters[a + i] == letters[b + j - 1] and letters[a + i - 1] == letters[b + j]:
                least = min(least, before[j - 1] + 1)
            row[j + 1] = least
    return row[m]


@part
def osa_by_bits(letters: Letters | Content, n: int, b: int, m: int, masks: LetterMasks, at: int) -> int:
    """Return the edits of `osa` of a first text of at most WORD letters, which its masks stand for."""
    if not n:
        return whole(m)
    up = ~np.uint64(0)
    down = np.uint64(0)
    diagonal = np.uint64(0)
    before = np.uint64(0)
    last = np.uint64(n - 1)
    bit = np.uint64(1)
    distance = whole(n)
    for j in range(m):
        where = masks[at + letters[b + j]]
        exchanged = ((~diagonal & where) << bit) & before
        diagonal = (((where & up) + up) ^ up) | where | down | exchanged
        right = down | ~(diagonal | up)
        left = diagonal & up
        distance += whole((right >> last) & bit) - whole((left >> last) & bit)
        right = (right << bit) | bit
        up = (left << bit) | ~(diagonal | right)
        down = right & diagonal
        before = where
    return distance


@part
def osa(letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int) -> int:
    """Return the edits with neighbours exchanged, nothing edited twice (optimal string alignment; Hyyro 2003)."""
    if n <= WORD:
        return osa_by_bits(letters, n, b, m, masks, at)
    if m <= WORD:
        write_masks(letters, b, m, masks, 0)
        return osa_by_bits(letters, m, a, n, masks, 0)
    return _osa_of_long(letters, a, n, b, m)


@part
def damerau_levenshtein(letters: Letters, a: int, n: int, b: int, m: int) -> int:
    """Return the edits with neighbours exchanged and edited again (Damerau 1964, unrestricted)."""
    start = 0
    while start < min(n, m) and letters[a + start] == letters[b + start]:
        start += 1
    a = a + start
    b = b + start
    n = n - start
    m = m - start
    while n and m and letters[a + n - 1] == letters[b + m - 1]:
        n = n - 1
        m = m - 1
    costs = np.empty((n + 2, m + 2), np.int64)
    far = n + m
    costs[0, :] = far
    costs[:, 0] = far
    for i in range(n + 1):
        costs[i + 1, 1] = i
    for j in range(m + 1):
        costs[1, j + 1] = j
    last_row = np.zeros(m, np.int64)
    for i in range(1, n + 1):
        last_column = 0
        for j in range(1, m + 1):
            equal = letters[a + i - 1] == letters[b + j - 1]
            k = last_row[j - 1]
            column = last_column
            exchanged = costs[k, column] + (i - k - 1) + 1 + (j - column - 1) if k and column else far
            least = min(costs[i, j] + (not equal), costs[i + 1, j] + 1, costs[i, j + 1] + 1)
            costs[i + 1, j + 1] = min(least, exchanged)
            if equal:
                last_column = j
        for j in range(m):
            if letters[a + i - 1] == letters[b + j]:
                last_row[j] = i
    return costs[n + 1, m + 1]
