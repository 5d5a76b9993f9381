"""The similarity of two texts by the words that they share, to the bit `fuzz.token_set_ratio` of rapidfuzz.

rapidfuzz takes Python strings, which the texts of the index are not (`texts`). Words are in order, each once, one blank
between them (`distinct_words`).

Held to rapidfuzz by tests/features/compiled/test_measures.py.
"""

import numpy as np

from features.compiled.loader import part
from features.compiled.memory import first_of, keep_alive
from features.compiled.pieces import common_letters
from features.compiled.texts import ASCII, renumbered, sort_words, write_masks
from features.schema.array_types import LetterMasks, Letters, whole

BLANK = 0x20


@part
def _end_of_word(letters: Letters, begin: int, end: int) -> int:
    while begin < end and letters[begin] != BLANK:
        begin += 1
    return begin


@part
def _is_word(letters: Letters, begin: int, size: int, other_begin: int) -> bool:
    for i in range(size):
        if letters[begin + i] != letters[other_begin + i]:
            return False
    return True


@part
def _holds_word(letters: Letters, begin: int, end: int, word: int, size: int) -> bool:
    while begin < end:
        last = _end_of_word(letters, begin, end)
        if last - begin == size and _is_word(letters, begin, size, word):
            return True
        begin = last + 1
    return False


@part
def distinct_words(letters: Letters, a: int, n: int) -> int:
    """Put the words of a text in order, each once; return how many letters are left."""
    end = a + sort_words(letters, a, n)
    size = whole(0)
    begin = whole(a)
    before = before_size = whole(0)
    while begin < end:
        last = _end_of_word(letters, begin, end)
        if not size or last - begin != before_size or not _is_word(letters, before, before_size, begin):
            if size:
                letters[a + size] = BLANK
                size += 1
            before = a + size
            before_size = last - begin
            for at in range(begin, last):
                letters[a + size] = letters[at]
                size += 1
        begin = last + 1
    return size


@part
def _write_rest(letters: Letters, a: int, n: int, b: int, m: int, rest: Letters, into: int) -> tuple[int, int]:
    """Write the words of the first text that the second lacks; return their letters, and those of shared words."""
    size = whole(0)
    shared = whole(0)
    begin = whole(a)
    while begin < a + n:
        last = _end_of_word(letters, begin, a + n)
        if _holds_word(letters, b, b + m, begin, last - begin):
            shared += last - begin + (shared > 0)
        else:
            if size:
                rest[into + size] = BLANK
                size += 1
            for at in range(begin, last):
                rest[into + size] = letters[at]
                size += 1
        begin = last + 1
    return size, shared


@part
def _distance(rest: Letters, n: int, m: int, masks: LetterMasks, plain: bool) -> int:
    """Count the letters of two adjacent texts that are not in their common subsequence."""
    first = whole(0)
    at = whole(ASCII)
    if plain:
        write_masks(rest, first, n, masks, at)
        return n + m - 2 * common_letters(rest, first, n, n, m, masks, at)
    held = renumbered(rest, first, n, n, m)
    own = first_of(held)
    write_masks(own, first, n, masks, at)
    distance = n + m - 2 * common_letters(own, first, n, n, m, masks, at)
    keep_alive(held)
    return distance


@part
def _score(distance: int, both: int) -> float:
    return 100.0 - 100.0 * distance / both if both else 100.0


@part
def token_set_ratio(letters: Letters, a: int, n: int, b: int, m: int, plain: bool) -> float:
    """Return the best ratio of the shared words, alone and with either text's other words (`fuzz.token_set_ratio`)."""
    if not n or not m:
        return 0.0
    held_rest = np.empty(n + m, np.int32)
    held_masks = np.empty(2 * ASCII, np.uint64)
    rest = first_of(held_rest)
    own_size, shared_size = _write_rest(letters, a, n, b, m, rest, whole(0))
    other_size, _ = _write_rest(letters, b, m, a, n, rest, own_size)
    if shared_size and not (own_size and other_size):
        return 100.0
    blank = whole(shared_size > 0)
    best = _score(
        _distance(rest, own_size, other_size, first_of(held_masks), plain),
        2 * (shared_size + blank) + own_size + other_size,
    )
    keep_alive((held_rest, held_masks))
    if not shared_size:
        return best
    best = max(best, _score(blank + own_size, 2 * shared_size + blank + own_size))
    return max(best, _score(blank + other_size, 2 * shared_size + blank + other_size))
