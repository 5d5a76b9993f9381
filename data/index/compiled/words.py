"""Which words that share a trigram with a word are similar enough: few of up to 2,000.

rapidfuzz needs a Python string of each, which takes longer than comparing it.

Held to rapidfuzz's OSA by tests/data/index/test_similar_words.py.
"""

import numpy as np

from data.index.compiled.arguments import PostingLists, TextArrays
from features.compiled.loader import entry, part
from features.compiled.memory import BLOCK, first_of, keep_alive, prefetch
from features.schema.array_types import Content, FilledCodes, LetterMasks, whole

LETTERS = 128
NONE, ONE, ALL = np.uint64(0), np.uint64(1), np.uint64(0xFFFFFFFFFFFFFFFF)


@part
def _edits(where: LetterMasks, length: int, content: Content, begin: int, end: int) -> int:
    """Count the edits between a word and an ASCII text, a swap of neighbours being one; -1 if not ASCII (Hyyro 2003).

    Bit i of `where[letter]` is set where the word has the letter at i; a word has at most 64 letters.
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
def keep_similar(word: Content, share: float, texts: TextArrays, lists: PostingLists, kept: FilledCodes) -> int:
    """Write the words of posting lists that are similar enough to an ASCII word; see `calls`."""
    content, starts = texts
    rows, begins, counts = lists
    length = len(word)
    held = np.zeros(LETTERS, np.uint64)
    where, letters = first_of(held), first_of(content)
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
                if _edits(where, length, letters, begin, end) <= share * max(length, end - begin):
                    kept[found] = row
                    found += 1
    keep_alive(held)
    return found
