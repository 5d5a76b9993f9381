"""Looking up texts in vocabularies that are in order of their hashes.

numpy's searchsorted takes a call a vocabulary, of which there are two dozen, and waits for memory at each step; a text
is found here by interpolation, all texts of a record in one call and prefetched in blocks.

Held to the texts' own positions by tests/data/index/test_vocabulary_search.py.
"""

import numpy as np

from data.index.compiled.arguments import SoughtTexts, Vocabularies
from features.compiled.arguments import SoughtFields
from features.compiled.loader import entry, part
from features.compiled.memory import BLOCK, first_of, hash_at, prefetch, prefetch_address
from features.schema.array_types import (
    Content,
    FilledCodes,
    FilledInts,
    Ints,
    whole,
)

HASH_BITS = 32
HASH_BYTES = 4


@part
def _likely_position(size: int, sought_hash: int) -> int:
    """Return the position that a hash has among so many that are equally far apart, as hashes nearly are."""
    return (size * sought_hash) >> HASH_BITS


@part
def _nearer_position(hashes: int, size: int, sought_hash: int) -> int:
    """Return the same among the hashes from its likely position on."""
    if size == 0:
        return whole(0)
    position = _likely_position(size, sought_hash)
    position += ((sought_hash - whole(hash_at(hashes, position))) * size) >> HASH_BITS
    return min(max(position, 0), size - 1)


@part
def _first_at_least(hashes: int, size: int, sought_hash: int, near: int) -> int:
    """Return the first position whose hash is at least as high, sought from a near one on."""
    low = near
    high = near
    step = whole(1)
    while low > 0 and hash_at(hashes, low - 1) >= sought_hash:
        high = low - 1
        low = max(high - step, 0)
        step = step * 2
    while high < size and hash_at(hashes, high) < sought_hash:
        low = high + 1
        high = min(high + step, size)
        step = step * 2
    while low < high:
        middle = (low + high) >> 1
        if hash_at(hashes, middle) < sought_hash:
            low = middle + 1
        else:
            high = middle
    return low


@part
def _is_text(content: Content, begin: int, end: int, sought: Content, sought_begin: int, sought_end: int) -> bool:
    if end - begin != sought_end - sought_begin:
        return False
    for at in range(end - begin):
        if content[begin + at] != sought[sought_begin + at]:
            return False
    return True


@part
def _find(
    vocabularies: Vocabularies,
    left: SoughtTexts,
    vocabulary: FilledInts,
    positions: FilledInts,
    missing: int,
    codes: FilledCodes,
) -> None:
    """Write the code of the text at each position (below 0: none) in its vocabulary."""
    hashes, sizes, base, content, starts = vocabularies
    own_hashes, own_content, own_starts, _, _, _ = left
    near = np.empty(BLOCK, np.int64)
    texts = first_of(content)
    own_texts = first_of(own_content)
    for begin in range(0, len(positions), BLOCK):
        end = min(begin + BLOCK, len(positions))
        for at in range(begin, end):
            if positions[at] >= 0:
                likely = _likely_position(sizes[vocabulary[at]], whole(own_hashes[positions[at]]))
                prefetch_address(hashes[vocabulary[at]] + HASH_BYTES * likely)
        for at in range(begin, end):
            if positions[at] >= 0:
                own = hashes[vocabulary[at]]
                size = sizes[vocabulary[at]]
                near[at - begin] = _nearer_position(own, size, whole(own_hashes[positions[at]]))
                prefetch_address(own + HASH_BYTES * near[at - begin])
        for at in range(begin, end):
            if positions[at] >= 0:
                own = hashes[vocabulary[at]]
                size = sizes[vocabulary[at]]
                near[at - begin] = _first_at_least(own, size, whole(own_hashes[positions[at]]), near[at - begin])
                prefetch(starts, base[vocabulary[at]] + near[at - begin])
        for at in range(begin, end):
            if positions[at] >= 0:
                own = hashes[vocabulary[at]]
                size = sizes[vocabulary[at]]
                position = near[at - begin]
                if position < size and hash_at(own, position) == own_hashes[positions[at]]:
                    prefetch(content, whole(starts[base[vocabulary[at]] + position]))
        for at in range(begin, end):
            codes[at] = missing
            if positions[at] < 0:
                continue
            own = hashes[vocabulary[at]]
            size = sizes[vocabulary[at]]
            position = near[at - begin]
            own_text = positions[at]
            while position < size and hash_at(own, position) == own_hashes[own_text]:
                text = base[vocabulary[at]] + position
                if _is_text(
                    texts, starts[text], starts[text + 1], own_texts, own_starts[own_text], own_starts[own_text + 1]
                ):
                    codes[at] = position
                    break
                position += 1


@entry
def seek(
    vocabularies: Vocabularies,
    own: SoughtTexts,
    sought: SoughtFields,
    rows: Ints,
    missing: int,
    offsets: FilledInts,
    codes: FilledCodes,
) -> None:
    """Write the codes of some rows' values in vocabularies: those of text fields, field after field, then of lists.

    `offsets` becomes where the items of each list of each row begin among those of all. `missing` is the code of null
    and of what a vocabulary lacks.
    """
    _, _, _, own_text_at, own_offsets, own_item_at = own
    texts, lists = sought
    own_rows = own_text_at.shape[1]
    at = whole(0)
    vocabulary = np.empty(len(codes), np.int64)
    positions = np.empty(len(codes), np.int64)
    for which in range(len(texts)):
        for row in rows:
            vocabulary[at] = texts[which, 1]
            positions[at] = own_text_at[texts[which, 0], row]
            at += 1
    begin = at
    for which in range(len(lists)):
        for number in range(len(rows)):
            position = lists[which, 0] * own_rows + rows[number]
            offsets[which * len(rows) + number] = at - begin
            for item in range(own_offsets[position], own_offsets[position + 1]):
                vocabulary[at] = lists[which, 1]
                positions[at] = own_item_at[item]
                at += 1
    offsets[len(lists) * len(rows)] = at - begin
    _find(vocabularies, own, vocabulary[:at], positions[:at], missing, codes)
