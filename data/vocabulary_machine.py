"""Finding texts in vocabularies that stand in order of their hashes, as machine code."""

import numpy as np

from features.compiled import entry, part
from features.machine_types import Codes, Content, FilledCodes, Ints, Starts, Vocabularies, whole
from features.memory_machine import BLOCK, ask_for

HASH_BITS = 32


@part
def _likely_place(hashes: Starts, wanted: int) -> int:
    """Say where a hash would stand if all stood equally far apart, which is nearly so."""
    return (len(hashes) * wanted) >> HASH_BITS


@part
def _nearer_place(hashes: Starts, wanted: int) -> int:
    """Say the same of the hashes between its likely place and its own."""
    place = _likely_place(hashes, wanted)
    place += ((wanted - whole(hashes[place])) * len(hashes)) >> HASH_BITS
    return min(max(place, 0), len(hashes) - 1)


@part
def _first_at_least(hashes: Starts, wanted: int, near: int) -> int:
    """Return the first place whose hash is at least as high, sought from another place on."""
    low, high, step = near, near, whole(1)
    while low > 0 and hashes[low - 1] >= wanted:
        high = low - 1
        low, step = max(high - step, 0), step * 2
    while high < len(hashes) and hashes[high] < wanted:
        low = high + 1
        high, step = min(high + step, len(hashes)), step * 2
    while low < high:
        middle = (low + high) >> 1
        if hashes[middle] < wanted:
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


@entry
def find(
    hashes: Vocabularies, base: Ints, content: Content, starts: Starts,
    vocabulary: Codes, wanted_hashes: Starts, wanted: Content, wanted_starts: Ints, found: FilledCodes,
) -> None:  # fmt: skip
    """Fill in the code of each wanted text in its vocabulary, -1 where that does not hold it.

    Those of vocabulary v have the upper 32 bits of their hashes in `hashes[v]`, and their texts from `base[v]` on.
    """
    places = np.empty(BLOCK, np.int64)
    for begin in range(0, len(found), BLOCK):
        end = min(begin + BLOCK, len(found))
        for at in range(begin, end):
            own = hashes[vocabulary[at]]
            ask_for(own, _likely_place(own, whole(wanted_hashes[at])))
        for at in range(begin, end):
            own = hashes[vocabulary[at]]
            places[at - begin] = _nearer_place(own, whole(wanted_hashes[at])) if len(own) else 0
            ask_for(own, places[at - begin])
        for at in range(begin, end):
            own = hashes[vocabulary[at]]
            places[at - begin] = _first_at_least(own, whole(wanted_hashes[at]), places[at - begin])
            ask_for(starts, base[vocabulary[at]] + places[at - begin])
        for at in range(begin, end):
            own, place = hashes[vocabulary[at]], places[at - begin]
            if place < len(own) and own[place] == wanted_hashes[at]:
                ask_for(content, whole(starts[base[vocabulary[at]] + place]))
        for at in range(begin, end):
            own, place, found[at] = hashes[vocabulary[at]], places[at - begin], -1
            while place < len(own) and own[place] == wanted_hashes[at]:
                text = base[vocabulary[at]] + place
                if _is_text(content, starts[text], starts[text + 1], wanted, wanted_starts[at], wanted_starts[at + 1]):
                    found[at] = place
                    break
                place += 1
