"""Common letters of texts that are longer than a machine word, in steps of words; numpy has no such texts.

A table of all prefixes takes a step for each pair of letters. Here a step takes a word of them, 64 letters of the first
text, whose carry goes to the next word (Hyyro 2004). Letters are below ASCII; texts of more distinct letters keep the
table.

Held to rapidfuzz by tests/features/compiled/test_measures.py.
"""

import numpy as np

from features.compiled.bits import ones
from features.compiled.loader import part
from features.compiled.memory import first_of, keep_alive
from features.compiled.texts import ASCII, WORD
from features.schema.array_types import LetterMasks, Letters, whole


@part
def ratio(common: int, both: int) -> float:
    """Return 100 times twice the common letters over all letters."""
    return (1.0 - (both - 2 * common) / both) * 100


JUST_BELOW = (1 - 1e-9) / 200


@part
def needed(best: float, both: int) -> float:
    """Return the common letters, of all letters of two texts, that a ratio above the best so far needs at least.

    They are a trace too few, so that no ratio is missed; a division costs more than the letters that it would spare.
    """
    return best * both * JUST_BELOW


@part
def have_masks(letters: Letters, a: int, n: int, b: int, m: int) -> bool:
    """Return whether all letters are below ASCII, so that masks can hold their positions."""
    for i in range(n):
        if letters[a + i] >= ASCII:
            return False
    for j in range(m):
        if letters[b + j] >= ASCII:
            return False
    return True


@part
def _write_masks(letters: Letters, a: int, n: int, words: int, masks: LetterMasks) -> None:
    """Write the positions of each letter of a text, `words` words for each letter."""
    for at in range(ASCII * words):
        masks[at] = 0
    for i in range(n):
        masks[letters[a + i] * words + i // WORD] |= np.uint64(1) << np.uint64(i % WORD)


@part
def _common(letters: Letters, n: int, begin: int, end: int, words: int, masks: LetterMasks, state: LetterMasks) -> int:
    """Return the length of the longest subsequence in common with the letters from `begin` to `end`."""
    for word in range(words):
        state[word] = ~np.uint64(0)
    for j in range(begin, end):
        _step(masks, letters[j] * words, words, state)
    return _count(state, words, n)


@part
def _step(masks: LetterMasks, at: int, words: int, state: LetterMasks) -> None:
    carry = np.uint64(0)
    for word in range(words):
        lacking = state[word]
        hit = lacking & masks[at + word]
        total = lacking + hit
        over = total < lacking
        total += carry
        carry = np.uint64(over or total < carry)
        state[word] = total | (lacking - hit)


@part
def _count(state: LetterMasks, words: int, n: int) -> int:
    count = whole(0)
    for word in range(words):
        bits = ~state[word]
        rest = n - word * WORD
        if rest < WORD:
            bits &= (np.uint64(1) << np.uint64(rest)) - np.uint64(1)
        count += ones(bits)
    return count


@part
def _common_by_table(letters: Letters, a: int, n: int, begin: int, end: int) -> int:
    row = np.zeros(end - begin + 1, np.int64)
    for i in range(n):
        diagonal = whole(0)
        for j in range(end - begin):
            longest = diagonal + 1 if letters[a + i] == letters[begin + j] else max(row[j], row[j + 1])
            diagonal = row[j + 1]
            row[j + 1] = longest
    return whole(row[end - begin])


@part
def common_of_long(letters: Letters, a: int, n: int, b: int, m: int) -> int:
    """Return the length of the longest common subsequence of two texts."""
    if not have_masks(letters, a, n, b, m):
        return _common_by_table(letters, a, n, b, b + m)
    words = (n + WORD - 1) // WORD
    held = np.empty(ASCII * words, np.uint64)
    held_state = np.empty(words, np.uint64)
    masks = first_of(held)
    _write_masks(letters, a, n, words, masks)
    length = _common(letters, n, b, b + m, words, masks, first_of(held_state))
    keep_alive((held, held_state))
    return length


@part
def _best_by_table(letters: Letters, a: int, n: int, b: int, m: int) -> float:
    best = 0.0
    for end in range(1, n):
        best = max(best, ratio(_common_by_table(letters, a, n, b, b + end), n + end))
    for begin in range(m - n + 1):
        best = max(best, ratio(_common_by_table(letters, a, n, b + begin, b + begin + n), 2 * n))
    for begin in range(m - n + 1, m):
        best = max(best, ratio(_common_by_table(letters, a, n, b + begin, b + m), n + m - begin))
    return best


@part
def _best_by_words(
    letters: Letters, n: int, b: int, m: int, words: int, masks: LetterMasks, state: LetterMasks, floor: float
) -> float:
    """Return the best ratio of all pieces, each skipped that cannot exceed the best so far (see `pieces`)."""
    best = floor
    for word in range(words):
        state[word] = ~np.uint64(0)
    for end in range(1, n):
        _step(masks, letters[b + end - 1] * words, words, state)
        if end > needed(best, n + end):
            best = max(best, ratio(_count(state, words, n), n + end))
    bound = _count(state, words, n)
    for begin in range(m - n + 1):
        bound += 1
        if bound > needed(best, 2 * n):
            bound = _common(letters, n, b + begin, b + begin + n, words, masks, state)
            best = max(best, ratio(bound, 2 * n))
            if best == 100.0:
                return best
    for begin in range(m - n + 1, m):
        bound = min(bound, m - begin)
        if bound > needed(best, n + m - begin):
            bound = _common(letters, n, b + begin, b + m, words, masks, state)
            best = max(best, ratio(bound, n + m - begin))
    return best


@part
def best_piece_of_long(letters: Letters, a: int, n: int, b: int, m: int, floor: float) -> float:
    """Return the best ratio of a text with any piece of another as long as it, or shorter at either end."""
    if not have_masks(letters, a, n, b, m):
        return _best_by_table(letters, a, n, b, m)
    words = (n + WORD - 1) // WORD
    held = np.empty(ASCII * words, np.uint64)
    held_state = np.empty(words, np.uint64)
    masks = first_of(held)
    _write_masks(letters, a, n, words, masks)
    best = _best_by_words(letters, n, b, m, words, masks, first_of(held_state), floor)
    keep_alive((held, held_state))
    return best


@part
def matched_of_long(letters: Letters, a: int, n: int, b: int, m: int) -> tuple[int, int]:
    """Pair each letter of the second text with the first equal one nearby that is left (jaro).

    Return how many letters are paired, and how many of them differ from their counterpart in order.
    """
    words = (n + WORD - 1) // WORD
    bound = max(max(n, m) // 2 - 1, 0)
    held = np.empty(ASCII * words, np.uint64)
    held_taken = np.zeros(words, np.uint64)
    held_retrieved = np.zeros(m, np.int8)
    masks = first_of(held)
    taken = first_of(held_taken)
    retrieved = first_of(held_retrieved)
    _write_masks(letters, a, n, words, masks)
    common = swapped = i = whole(0)
    for j in range(m):
        first = max(0, j - bound)
        last = min(n, j + bound + 1)
        for word in range(first // WORD, (last + WORD - 1) // WORD):
            near = masks[letters[b + j] * words + word] & ~taken[word]
            if word == first // WORD:
                skipped = np.uint64(first % WORD)
                near = (near >> skipped) << skipped
            if near:
                lowest = near & (~near + np.uint64(1))
                if word * WORD + ones(lowest - np.uint64(1)) < last:
                    taken[word] |= lowest
                    retrieved[j] = 1
                    common += 1
                break
    for j in range(m):
        if retrieved[j]:
            while not (taken[i // WORD] >> np.uint64(i % WORD)) & np.uint64(1):
                i += 1
            swapped += letters[a + i] != letters[b + j]
            i += 1
    keep_alive((held, held_taken, held_retrieved))
    return common, swapped
