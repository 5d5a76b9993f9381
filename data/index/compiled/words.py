"""Which words that share a trigram with a word are similar enough: few of up to 2,000.

rapidfuzz needs a Python string of each, which takes longer than comparing it.

Held to rapidfuzz's OSA by tests/data/index/test_similar_words.py.
"""

import numpy as np

from data.index.compiled.arguments import PostingLists, TextArrays
from features.compiled.distances import osa_by_bits
from features.compiled.loader import entry, part
from features.compiled.memory import BLOCK, first_of, keep_alive, prefetch
from features.compiled.texts import ASCII, write_masks
from features.schema.array_types import Content, FilledCodes, whole


@part
def _is_ascii(content: Content, begin: int, end: int) -> bool:
    for at in range(begin, end):
        if content[at] >= ASCII:
            return False
    return True


@entry
def keep_similar(word: Content, share: float, texts: TextArrays, lists: PostingLists, kept: FilledCodes) -> int:
    """Write the words of posting lists at most `share` of the longer one's letters from an ASCII word; return how many.

    Words that are not ASCII are kept unseen.
    """
    content, starts = texts
    rows, begins, counts = lists
    length = len(word)
    zero = whole(0)
    held = np.empty(ASCII, np.uint64)
    where = first_of(held)
    letters = first_of(content)
    write_masks(first_of(word), zero, length, where, zero)
    n_kept = 0
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
                begin = whole(starts[row])
                end = whole(starts[row + 1])
                most = share * max(length, end - begin)
                if (
                    not _is_ascii(letters, begin, end)
                    or osa_by_bits(letters, length, begin, end - begin, where, zero) <= most
                ):
                    kept[n_kept] = row
                    n_kept += 1
    keep_alive(held)
    return n_kept
