"""Finding texts in vocabularies that stand in order of their hashes, as machine code."""

import numpy as np

from features.compiled.loader import entry, part
from features.compiled.memory import BLOCK, first_of, hash_at, prefetch, prefetch_address
from features.schema.array_types import (
    CodeRows,
    Codes,
    Content,
    FilledCodes,
    FilledInts,
    IntRows,
    Ints,
    Starts,
    whole,
)

HASH_BITS, HASH_BYTES = 32, 4


@part
def _likely_place(size: int, wanted: int) -> int:
    """Say where a hash would stand among so many if all stood equally far apart, which is nearly so."""
    return (size * wanted) >> HASH_BITS


@part
def _nearer_place(hashes: int, size: int, wanted: int) -> int:
    """Say the same of the hashes between its likely place and its own."""
    if size == 0:
        return whole(0)
    place = _likely_place(size, wanted)
    place += ((wanted - whole(hash_at(hashes, place))) * size) >> HASH_BITS
    return min(max(place, 0), size - 1)


@part
def _first_at_least(hashes: int, size: int, wanted: int, near: int) -> int:
    """Return the first place whose hash is at least as high, sought from another place on."""
    low, high, step = near, near, whole(1)
    while low > 0 and hash_at(hashes, low - 1) >= wanted:
        high = low - 1
        low, step = max(high - step, 0), step * 2
    while high < size and hash_at(hashes, high) < wanted:
        low = high + 1
        high, step = min(high + step, size), step * 2
    while low < high:
        middle = (low + high) >> 1
        if hash_at(hashes, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@part
def _is_text(content: Content, begin: int, end: int, wanted: Content, wanted_begin: int, wanted_end: int) -> bool:
    if end - begin != wanted_end - wanted_begin:
        return False
    for at in range(end - begin):
        if content[begin + at] != wanted[wanted_begin + at]:
            return False
    return True


@part
def _find(
    hashes: Ints, sizes: Ints, base: Ints, content: Content, starts: Starts, vocabulary: FilledInts,
    places: FilledInts, own_hashes: Starts, own_content: Content, own_starts: Starts, missing: int, found: FilledCodes,
) -> None:  # fmt: skip
    """Fill in the code of the text at each place (below 0: none) in its vocabulary."""
    near, texts, own_texts = np.empty(BLOCK, np.int64), first_of(content), first_of(own_content)
    for begin in range(0, len(places), BLOCK):
        end = min(begin + BLOCK, len(places))
        for at in range(begin, end):
            if places[at] >= 0:
                likely = _likely_place(sizes[vocabulary[at]], whole(own_hashes[places[at]]))
                prefetch_address(hashes[vocabulary[at]] + HASH_BYTES * likely)
        for at in range(begin, end):
            if places[at] >= 0:
                own, size = hashes[vocabulary[at]], sizes[vocabulary[at]]
                near[at - begin] = _nearer_place(own, size, whole(own_hashes[places[at]]))
                prefetch_address(own + HASH_BYTES * near[at - begin])
        for at in range(begin, end):
            if places[at] >= 0:
                own, size = hashes[vocabulary[at]], sizes[vocabulary[at]]
                near[at - begin] = _first_at_least(own, size, whole(own_hashes[places[at]]), near[at - begin])
                prefetch(starts, base[vocabulary[at]] + near[at - begin])
        for at in range(begin, end):
            if places[at] >= 0:
                own, size, place = hashes[vocabulary[at]], sizes[vocabulary[at]], near[at - begin]
                if place < size and hash_at(own, place) == own_hashes[places[at]]:
                    prefetch(content, whole(starts[base[vocabulary[at]] + place]))
        for at in range(begin, end):
            found[at] = missing
            if places[at] < 0:
                continue
            own, size, place, mine = hashes[vocabulary[at]], sizes[vocabulary[at]], near[at - begin], places[at]
            while place < size and hash_at(own, place) == own_hashes[mine]:
                text = base[vocabulary[at]] + place
                if _is_text(texts, starts[text], starts[text + 1], own_texts, own_starts[mine], own_starts[mine + 1]):
                    found[at] = place
                    break
                place += 1


@entry
def seek(
    hashes: Ints, sizes: Ints, base: Ints, content: Content, starts: Starts, own_hashes: Starts,
    own_content: Content, own_starts: Starts, own_text_at: CodeRows, own_offsets: Ints, own_item_at: Codes,
    texts: IntRows, lists: IntRows, rows: Ints, missing: int, offsets: FilledInts, found: FilledCodes,
) -> None:  # fmt: skip
    """Fill in the codes of some rows' values in vocabularies: those of text fields, field after field, then of lists.

    Each of `texts` and `lists` names a field of theirs and the vocabulary that it is sought in; `offsets` says where
    the items of each list of each row begin among those of all. The upper 32 bits of the hashes of vocabulary v are the
    `sizes[v]` numbers at `hashes[v]` (`Arrays`), its texts stand from `base[v]` on. `missing` stands for null and for
    what a vocabulary lacks.
    """
    own_rows, at = own_text_at.shape[1], whole(0)
    vocabulary, places = np.empty(len(found), np.int64), np.empty(len(found), np.int64)
    for which in range(len(texts)):
        for row in rows:
            vocabulary[at], places[at] = texts[which, 1], own_text_at[texts[which, 0], row]
            at += 1
    begin = at
    for which in range(len(lists)):
        for number in range(len(rows)):
            place = lists[which, 0] * own_rows + rows[number]
            offsets[which * len(rows) + number] = at - begin
            for item in range(own_offsets[place], own_offsets[place + 1]):
                vocabulary[at], places[at] = lists[which, 1], own_item_at[item]
                at += 1
    offsets[len(lists) * len(rows)] = at - begin
    _find(
        hashes, sizes, base, content, starts, vocabulary[:at], places[:at], own_hashes, own_content, own_starts,
        missing, found,
    )  # fmt: skip
