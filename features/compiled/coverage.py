"""How much of the words of either side the other one covers, by their rarity (`CoveragePart`).

numpy expands all combinations of words first and calls rapidfuzz on Python strings: ten microseconds a step, for lists
of three words.

Held to Python and rapidfuzz by tests/features/compiled/test_programs.py.
"""

from typing import NamedTuple

import numpy as np

from features.compiled.bits import ones
from features.compiled.loader import part
from features.compiled.measures import MeasureSpec, similarity_of
from features.compiled.memory import BLOCK, behind, first_of, keep_alive
from features.compiled.opcodes import JARO_WINKLER
from features.compiled.scratch import (
    SCRATCH_SIZE,
    Scratch,
    laid_pair,
    lay,
    measure_apart,
    read_text,
    scratch_for,
    scratch_in,
    size_of,
)
from features.compiled.sides import LeftCodePointers, PairPointers, SidePointers, item_of, prefetch_items
from features.schema.array_types import FloatRows, Floats, LetterMasks, Letters, whole

SIMILAR = 0.88
MIN_RARITY = 1e-12
UNKNOWN_SHARE = 1e-7
PARTS = 5


class CoverSpec(NamedTuple):
    """A coverage of two list fields: the row of left items that were looked up, and the position of either field."""

    sought: int
    left: int
    right: int


class ItemShares(NamedTuple):
    """Pointers to the shares of universe rows of the left items that were looked up, and of all right items."""

    own: Floats
    other: Floats


@part
def rarity_of(share: float) -> float:
    return -np.log10(max(UNKNOWN_SHARE, share))


@part
def _cover(
    best: Floats, other_best: Floats, shares: Floats, many: int, own_shares: Floats, own_many: int, parts: Floats
) -> None:
    """Write the parts of a coverage in order.

    `best` and `other_best` hold the similarity of each word of either side to its best counterpart.
    """
    for part_ in range(PARTS):
        parts[part_] = 0.0
    covered = total = 0.0
    for own_position in range(own_many):
        idf = rarity_of(own_shares[own_position])
        covered += idf * best[own_position]
        total += idf
        parts[2] = max(parts[2], idf * best[own_position])
        parts[3] = max(parts[3], 0.0 if best[own_position] > 0 else idf)
    parts[0] = covered / max(total, MIN_RARITY)
    covered = total = 0.0
    for position in range(many):
        idf = rarity_of(shares[position])
        covered += idf * other_best[position]
        total += idf
        parts[4] = max(parts[4], 0.0 if other_best[position] > 0 else idf)
    parts[1] = covered / max(total, MIN_RARITY)


@part
def _letters_in(letters: Letters, a: int, n: int) -> np.uint64:
    """Return the letters of a word as bits; letters that are 64 apart share one."""
    mask = np.uint64(0)
    for i in range(n):
        mask |= np.uint64(1) << np.uint64(letters[a + i] & 63)
    return mask


@part
def _write_letters(scratch: Scratch, words: int, masks: LetterMasks) -> None:
    for i in range(words):
        masks[i] = _letters_in(scratch.letters, (i + 1) * SCRATCH_SIZE, scratch.sizes[i])


@part
def _can_be_similar(letters: Letters, a: int, n: int, m: int, own: np.uint64, others: np.uint64) -> bool:
    """Return whether the jaro-winkler similarity of a word with the right one can reach SIMILAR, by their letters.

    A letter that the other word lacks is not in common, and jaro similarity is at most what common letters allow.
    """
    common = min(n - ones(own & ~others), m - ones(others & ~own))
    start = 0
    if common <= 0:
        return False
    while start < min(n, m, 4) and letters[a + start] == letters[start]:
        start += 1
    most = (common / n + common / m + 1.0) / 3.0
    return most + start * 0.1 * (1.0 - most) > SIMILAR - 1e-9


@part
def fill_covers(
    spec: CoverSpec,
    own: SidePointers,
    other: SidePointers,
    mapped: LeftCodePointers,
    shares: ItemShares,
    pairs: PairPointers,
    part_rows: FloatRows,
) -> None:
    """Write the parts of a coverage, a row each: jaro-winkler similarity, 0 below SIMILAR, 1 for equal codes."""
    own_begins = behind(own.offsets, spec.left * own.rows)
    begins = behind(other.offsets, spec.right * other.rows)
    sought = behind(mapped.offsets, spec.sought * mapped.runs)
    most = whole(1)
    most_others = whole(1)
    laid = -1
    for at in range(pairs.size):
        most = max(most, own_begins[pairs.left[at] + 1] - own_begins[pairs.left[at]])
        most_others = max(most_others, begins[pairs.right[at] + 1] - begins[pairs.right[at]])
    held = scratch_for(most)
    held_best = np.empty(most)
    held_others = np.empty(most_others)
    held_parts = np.empty(PARTS)
    held_letters = np.empty(most, np.uint64)
    rights = np.uint64(0)
    scratch = scratch_in(held)
    number = whole(JARO_WINKLER)
    own_letters = first_of(held_letters)
    best = first_of(held_best)
    other_best = first_of(held_others)
    parts = first_of(held_parts)
    for at in range(pairs.size):
        if at % BLOCK == 0:
            prefetch_items(other, spec.right, pairs, at)
        left = pairs.left[at]
        right = pairs.right[at]
        first = sought[pairs.run[at]]
        begin = begins[right]
        own_begin = own_begins[left]
        many = begins[right + 1] - begin
        own_many = own_begins[left + 1] - own_begin
        if not many or not own_many:
            part_rows[:, at] = np.nan
            continue
        if left != laid:
            laid = left
            for own_position in range(own_many):
                lay(scratch, own_position, number, item_of(own, spec.left, own_begin + own_position))
            _write_letters(scratch, own_many, own_letters)
        for own_position in range(own_many):
            best[own_position] = 0.0
        for each in range(many):
            word = item_of(other, spec.right, begin + each)
            fits = size_of(word) <= SCRATCH_SIZE
            m = whole(0)
            plain = True
            other_best[each] = 0.0
            if fits:
                m, plain = read_text(word, scratch.letters, whole(0))
                rights = _letters_in(scratch.letters, whole(0), m)
            for own_position in range(own_many):
                similarity = 1.0
                if mapped.items[first + own_position] != other.items[begin + each]:
                    n = scratch.sizes[own_position]
                    a = (own_position + 1) * SCRATCH_SIZE
                    if fits and n >= 0:
                        similarity = 0.0
                        if _can_be_similar(scratch.letters, a, n, m, own_letters[own_position], rights):
                            similarity = similarity_of(number, laid_pair(scratch, own_position, m, plain, 0.0))
                    else:
                        own_word = item_of(own, spec.left, own_begin + own_position)
                        similarity = measure_apart(MeasureSpec(number, whole(0), whole(0)), own_word, word, whole(0))
                    similarity = np.rint(similarity * 1e6) / 1e6 if similarity >= SIMILAR else 0.0
                best[own_position] = max(best[own_position], similarity)
                other_best[each] = max(other_best[each], similarity)
        _cover(best, other_best, behind(shares.other, begin), many, behind(shares.own, first), own_many, parts)
        for part_ in range(PARTS):
            part_rows[part_, at] = parts[part_]
    keep_alive((held, held_best, held_others, held_parts, held_letters))
