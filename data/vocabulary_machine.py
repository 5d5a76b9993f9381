"""Finding texts in vocabularies that stand in order of their hashes, as machine code."""

from features.compiled import entry, part
from features.machine_types import Codes, Content, FilledCodes, Ints, Starts, Vocabularies


@part
def _first_at_least(hashes: Starts, wanted: int) -> int:
    low, high = 0, len(hashes)
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
    for at in range(len(found)):
        own, wanted_hash = hashes[vocabulary[at]], wanted_hashes[at]
        place = _first_at_least(own, wanted_hash)
        found[at] = -1
        while place < len(own) and own[place] == wanted_hash:
            text = base[vocabulary[at]] + place
            if _is_text(content, starts[text], starts[text + 1], wanted, wanted_starts[at], wanted_starts[at + 1]):
                found[at] = place
                break
            place += 1
