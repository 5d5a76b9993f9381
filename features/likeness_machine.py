"""Distances and likenesses of two texts as machine code: to the bit what rapidfuzz gives."""

import numpy as np

from features.compiled import part
from features.machine_types import Points
from features.text_machine import where_equal

WORD = 64
"""Texts up to so long are compared by the bits of one machine word."""


@part
def _matched_by_bits(one: Points, other: Points) -> tuple[np.uint64, np.uint64]:
    """Pair each letter of `other` with the first equal one nearby that is left; return the paired of either as bits."""
    bound = max(max(len(one), len(other)) // 2 - 1, 0)
    taken, met, bit = np.uint64(0), np.uint64(0), np.uint64(1)
    for j in range(len(other)):
        near = where_equal(one, other[j]) & ~taken
        first = max(0, j - bound)
        near = (near >> np.uint64(first)) << np.uint64(first)
        lowest = near & (~near + bit)
        if j + bound + 1 < WORD and lowest >> np.uint64(j + bound + 1):
            continue
        if lowest:
            taken |= lowest
            met |= bit << np.uint64(j)
    return taken, met


@part
def _swapped_by_bits(one: Points, other: Points, taken: np.uint64, met: np.uint64) -> tuple[int, int]:
    """Return how many letters were paired, and how many of them stand against another one in order."""
    common, swapped, i = 0, 0, 0
    for j in range(len(other)):
        if (met >> np.uint64(j)) & np.uint64(1):
            while not (taken >> np.uint64(i)) & np.uint64(1):
                i += 1
            swapped += one[i] != other[j]
            common += 1
            i += 1
    return common, swapped


@part
def _matched_of_long(one: Points, other: Points) -> tuple[int, int]:
    n, m = len(one), len(other)
    taken, met = np.zeros(n, np.bool_), np.zeros(m, np.bool_)
    bound, common, swapped = max(max(n, m) // 2 - 1, 0), 0, 0
    for j in range(m):
        for i in range(max(0, j - bound), min(n, j + bound + 1)):
            if not taken[i] and one[i] == other[j]:
                taken[i] = met[j] = True
                common += 1
                break
    i = 0
    for j in range(m):
        if met[j]:
            while not taken[i]:
                i += 1
            swapped += one[i] != other[j]
            i += 1
    return common, swapped


@part
def jaro(one: Points, other: Points) -> float:
    """Return the jaro similarity, letters of `other` taken in turn, as rapidfuzz does."""
    n, m = len(one), len(other)
    if not n or not m:
        return 1.0 if n == m else 0.0
    if n == 1 and m == 1:
        return 1.0 if one[0] == other[0] else 0.0
    if n <= WORD and m <= WORD:
        taken, met = _matched_by_bits(one, other)
        common, swapped = _swapped_by_bits(one, other, taken, met)
    else:
        common, swapped = _matched_of_long(one, other)
    if not common:
        return 0.0
    share = common / n
    share += common / m
    share += (common - swapped // 2) / common
    return share / 3.0


@part
def jaro_winkler(one: Points, other: Points) -> float:
    likeness, start = jaro(one, other), 0
    while start < min(len(one), len(other), 4) and one[start] == other[start]:
        start += 1
    if likeness > 0.7:
        likeness += start * 0.1 * (1.0 - likeness)
    return min(likeness, 1.0)


@part
def levenshtein(one: Points, other: Points) -> int:
    row = np.arange(len(other) + 1)
    for i in range(len(one)):
        diagonal, row[0] = row[0], i + 1
        for j in range(len(other)):
            cost = diagonal + (one[i] != other[j])
            diagonal = row[j + 1]
            row[j + 1] = min(cost, row[j] + 1, diagonal + 1)
    return row[len(other)]


@part
def _osa_of_long(one: Points, other: Points) -> int:
    m = len(other)
    before, last, row = np.zeros(m + 1, np.int64), np.zeros(m + 1, np.int64), np.arange(m + 1)
    for i in range(len(one)):
        before, last, row = last, row, before
        row[0] = i + 1
        for j in range(m):
            least = min(last[j] + (one[i] != other[j]), row[j] + 1, last[j + 1] + 1)
            if i and j and one[i] == other[j - 1] and one[i - 1] == other[j]:
                least = min(least, before[j - 1] + 1)
            row[j + 1] = least
    return row[m]


@part
def osa(one: Points, other: Points) -> np.int64 | int:
    """Return the edits with neighbours exchanged, nothing edited twice (optimal string alignment; Hyyro 2003)."""
    if len(one) > WORD:
        one, other = other, one
    if len(one) > WORD:
        return _osa_of_long(one, other)
    if not len(one):
        return len(other)
    up, down, diagonal, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    last, bit, distance = np.uint64(len(one) - 1), np.uint64(1), np.int64(len(one))
    for j in range(len(other)):
        where = where_equal(one, other[j])
        exchanged = ((~diagonal & where) << bit) & before
        diagonal = (((where & up) + up) ^ up) | where | down | exchanged
        right, left = down | ~(diagonal | up), diagonal & up
        distance += np.int64((right >> last) & bit) - np.int64((left >> last) & bit)
        right = (right << bit) | bit
        up, down, before = (left << bit) | ~(diagonal | right), right & diagonal, where
    return distance


@part
def damerau_levenshtein(one: Points, other: Points) -> int:
    """Return the edits with neighbours exchanged and edited again (Damerau 1964, unrestricted)."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    n, m = len(one), len(other)
    while n and m and one[n - 1] == other[m - 1]:
        n, m = n - 1, m - 1
    costs = np.empty((n + 2, m + 2), np.int64)
    far = n + m
    costs[0, :], costs[:, 0] = far, far
    for i in range(n + 1):
        costs[i + 1, 1] = i
    for j in range(m + 1):
        costs[1, j + 1] = j
    last_row = np.zeros(m, np.int64)
    for i in range(1, n + 1):
        last_column = 0
        for j in range(1, m + 1):
            alike = one[i - 1] == other[j - 1]
            k, column = last_row[j - 1], last_column
            exchanged = costs[k, column] + (i - k - 1) + 1 + (j - column - 1) if k and column else far
            least = min(costs[i, j] + (not alike), costs[i + 1, j] + 1, costs[i, j + 1] + 1)
            costs[i + 1, j + 1] = min(least, exchanged)
            if alike:
                last_column = j
        for j in range(m):
            if one[i - 1] == other[j]:
                last_row[j] = i
    return costs[n + 1, m + 1]


@part
def common_letters(one: Points, other: Points) -> int:
    """Return the length of the longest common subsequence (Hyyro 2004, by bits where one word is enough)."""
    if len(one) > WORD:
        one, other = other, one
    if len(one) > WORD:
        row = np.zeros(len(other) + 1, np.int64)
        for i in range(len(one)):
            diagonal = 0
            for j in range(len(other)):
                longest = diagonal + 1 if one[i] == other[j] else max(row[j], row[j + 1])
                diagonal, row[j + 1] = row[j + 1], longest
        return row[len(other)]
    lacking = np.uint64(0xFFFFFFFFFFFFFFFF)
    for j in range(len(other)):
        where = where_equal(one, other[j])
        hit = lacking & where
        lacking = (lacking + hit) | (lacking - hit)
    count = 0
    for i in range(len(one)):
        count += int(not (lacking >> np.uint64(i)) & np.uint64(1))
    return count


@part
def indel_ratio(one: Points, other: Points) -> float:
    """Return 100 times twice the common letters over all letters (`fuzz.ratio`)."""
    letters = len(one) + len(other)
    if not letters:
        return 100.0
    return (1.0 - (letters - 2 * common_letters(one, other)) / letters) * 100


@part
def _best_window(part_: Points, text: Points) -> float:
    """Return the best ratio of a text with any piece of another as long as it, or shorter at either end."""
    n, m, best = len(part_), len(text), 0.0
    for end in range(1, n):
        best = max(best, indel_ratio(part_, text[:end]))
    for begin in range(m - n + 1):
        best = max(best, indel_ratio(part_, text[begin : begin + n]))
        if best == 100.0:
            return best
    for begin in range(m - n + 1, m):
        best = max(best, indel_ratio(part_, text[begin:]))
    return best


@part
def partial_ratio(one: Points, other: Points) -> float:
    """Return the best ratio of the shorter text with a piece of the longer one (`fuzz.partial_ratio`)."""
    if not len(one) or not len(other):
        return 100.0 if len(one) == len(other) else 0.0
    if len(one) > len(other):
        one, other = other, one
    best = _best_window(one, other)
    if len(one) == len(other) and best < 100.0:
        best = max(best, _best_window(other, one))
    return best
