"""Ratios of common letters, of whole texts and of their pieces, to the bit those of rapidfuzz.

rapidfuzz takes Python strings, which the texts of the index are not (`texts`). Texts and `masks` are as in
`distances`.

Held to rapidfuzz by tests/features/compiled/test_measures.py.
"""

import numpy as np

from features.compiled.bits import ones
from features.compiled.loader import part
from features.compiled.long_texts import best_piece_of_long, common_of_long, needed, ratio
from features.compiled.texts import WORD, write_masks
from features.schema.array_types import LetterMasks, Letters


@part
def _ones(bits: np.uint64, n: int) -> int:
    """Count the ones among the lowest n bits."""
    if n < WORD:
        bits &= (np.uint64(1) << np.uint64(n)) - np.uint64(1)
    return ones(bits)


@part
def _common_by_bits(letters: Letters, n: int, begin: int, end: int, masks: LetterMasks, at: int) -> int:
    """Return the length of the longest subsequence in common with the letters from `begin` to `end` (Hyyro 2004)."""
    lacking = ~np.uint64(0)
    for j in range(begin, end):
        hit = lacking & masks[at + letters[j]]
        lacking = (lacking + hit) | (lacking - hit)
    return _ones(~lacking, n)


@part
def common_letters(letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int) -> int:
    """Return the length of the longest subsequence in common."""
    if n <= WORD:
        return _common_by_bits(letters, n, b, b + m, masks, at)
    if m <= WORD:
        write_masks(letters, b, m, masks, 0)
        return _common_by_bits(letters, m, a, a + n, masks, 0)
    return common_of_long(letters, a, n, b, m)


@part
def indel_ratio(letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int) -> float:
    """Return 100 times twice the common letters over all letters (`fuzz.ratio`)."""
    return ratio(common_letters(letters, a, n, b, m, masks, at), n + m) if n + m else 100.0


@part
def _best_piece(letters: Letters, n: int, b: int, m: int, masks: LetterMasks, at: int, floor: float) -> float:
    """Return the best ratio of a text with any piece of another as long as it, or shorter at either end.

    All pieces at the start are compared in one pass. A piece that cannot exceed the best so far is skipped: a step
    adds at most one common letter, and none if the text lacks the letter that it adds.
    """
    best = floor
    lacking = ~np.uint64(0)
    for end in range(1, n):
        where = masks[at + letters[b + end - 1]]
        if where:
            hit = lacking & where
            lacking = (lacking + hit) | (lacking - hit)
            if end > needed(best, n + end):
                best = max(best, ratio(_ones(~lacking, n), n + end))
    bound = _ones(~lacking, n)
    for begin in range(m - n + 1):
        bound += masks[at + letters[b + begin + n - 1]] != 0
        if bound > needed(best, 2 * n):
            bound = _common_by_bits(letters, n, b + begin, b + begin + n, masks, at)
            best = max(best, ratio(bound, 2 * n))
            if best == 100.0:
                return best
    for begin in range(m - n + 1, m):
        bound = min(bound, m - begin)
        if bound > needed(best, n + m - begin):
            bound = _common_by_bits(letters, n, b + begin, b + m, masks, at)
            best = max(best, ratio(bound, n + m - begin))
    return best


@part
def _partial_of_shorter(
    letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int, floor: float
) -> float:
    if n > WORD:
        best = best_piece_of_long(letters, a, n, b, m, floor)
        return max(best, best_piece_of_long(letters, b, m, a, n, best)) if n == m and best < 100.0 else best
    best = _best_piece(letters, n, b, m, masks, at, floor)
    if n == m and best < 100.0:
        write_masks(letters, b, m, masks, 0)
        best = max(best, _best_piece(letters, m, a, n, masks, 0, best))
    return best


@part
def partial_ratio(letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int, floor: float) -> float:
    """Return the best ratio of the shorter text with a piece of the longer one (`fuzz.partial_ratio`).

    A ratio below `floor` need not be exact: `floor` is returned in its place, which spares most pieces.
    """
    if not n or not m:
        return 100.0 if n == m else 0.0
    if n <= m:
        return _partial_of_shorter(letters, a, n, b, m, masks, at, floor)
    if m <= WORD:
        write_masks(letters, b, m, masks, 0)
    return _partial_of_shorter(letters, b, m, a, n, masks, 0, floor)
