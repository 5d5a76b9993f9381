"""Which of the words that share a trigram with one can be as alike as is wanted, as machine code: few are."""

import numpy as np

from features.compiled.loader import entry, part
from features.compiled.memory import BLOCK, first_of, keep_alive, prefetch
from features.schema.array_types import Content, FilledCodes, Ints, Places, Starts, whole

LETTERS = 128
NONE, ONE, ALL = np.uint64(0), np.uint64(1), np.uint64(0xFFFFFFFFFFFFFFFF)


@part
def _edits(where: Places, length: int, content: Content, begin: int, end: int) -> int:
    """Count the edits (neighbours swapped are one) between a word and an ASCII text, -1 if it is none (Hyyro 2003).

    Bit i of `where[letter]` says that the word has the letter at i; a word has at most 64.
    """
    last = ONE << np.uint64(length - 1)
    up, down, diagonal, before = ALL, NONE, NONE, NONE
    count = whole(length)
    for at in range(begin, end):
        if content[at] >= LETTERS:
            return -1
        here = where[content[at]]
        swapped = ((~diagonal & here) << ONE) & before
        diagonal = (((here & up) + up) ^ up) | here | down | swapped
        right, left = down | ~(diagonal | up), diagonal & up
        if right & last:
            count += 1
        if left & last:
            count -= 1
        right = (right << ONE) | ONE
        up, down = (left << ONE) | ~(diagonal | right), right & diagonal
        before = here
    return count


@entry
def keep_alike(
    word: Content, share: float, content: Content, starts: Starts, rows: Starts, begins: Ints, counts: Ints,
    kept: FilledCodes,
) -> int:  # fmt: skip
    """Write those of the lists' words that lie at most `share` of the longer one's letters from an ASCII word.

    A list has `counts[i]` words in `rows` from `begins[i]` on. Words that are not ASCII are kept unseen. Returns how
    many were written.
    """
    length = len(word)
    held = np.zeros(LETTERS, np.uint64)
    where, texts = first_of(held), first_of(content)
    for at in range(length):
        where[word[at]] |= ONE << np.uint64(at)
    found = 0
    for each in range(len(begins)):
        last = begins[each] + counts[each]
        for first in range(begins[each], last, BLOCK):
            ends = min(first + BLOCK, last)
            for at in range(first, ends):
                prefetch(starts, whole(rows[at]))
            for at in range(first, ends):
                prefetch(content, whole(starts[rows[at]]))
            for at in range(first, ends):
                row = rows[at]
                begin, end = whole(starts[row]), whole(starts[row + 1])
                if _edits(where, length, texts, begin, end) <= share * max(length, end - begin):
                    kept[found] = row
                    found += 1
    keep_alive(held)
    return found
