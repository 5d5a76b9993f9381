"""How much of either side's words the other holds, by their rarity, as machine code (`word_coverage`)."""

import numpy as np

from features.compiled.loader import part
from features.compiled.measure_codes import JARO_WINKLER
from features.compiled.measures import read, similarity_of, size_of
from features.compiled.memory import BLOCK, behind, first_of, keep_alive
from features.compiled.pairs import SCRATCH_SIZE, lay, measure_apart, prefetch_items, scratch_for, scratch_in
from features.compiled.texts import ASCII
from features.schema.array_types import Codes, FloatRows, Floats, Ints, Texts, whole

SIMILAR = 0.88
LEAST_RARITY = 1e-12
UNKNOWN_SHARE = 1e-7


@part
def rarity_of(share: float) -> float:
    return -np.log10(max(UNKNOWN_SHARE, share))


@part
def _cover(
    best: Floats, other_best: Floats, shares: Floats, many: int, own_shares: Floats, own_many: int, found: Floats
) -> None:
    """Say how much of either side's words, by their rarity, the other holds: the parts of `Coverage` in order.

    `best` and `other_best` are the likeness of each word of either side to its best counterpart.
    """
    for part_ in range(5):
        found[part_] = 0.0
    covered = whole = 0.0
    for mine in range(own_many):
        idf = rarity_of(own_shares[mine])
        covered += idf * best[mine]
        whole += idf
        found[2] = max(found[2], idf * best[mine])
        found[3] = max(found[3], 0.0 if best[mine] > 0 else idf)
    found[0] = covered / max(whole, LEAST_RARITY)
    covered = whole = 0.0
    for other in range(many):
        idf = rarity_of(shares[other])
        covered += idf * other_best[other]
        whole += idf
        found[4] = max(found[4], 0.0 if other_best[other] > 0 else idf)
    found[1] = covered / max(whole, LEAST_RARITY)


@part
def fill_covers(
    own_begins: Ints, own_texts: Texts, own_base: int, own_item_at: Codes,
    begins: Ints, items: Codes, texts: Texts, base: int, item_at: Codes,
    sought: Ints, mapped_items: Codes, own_shares: Floats, shares: Floats, left_rows: Ints, right_rows: Ints,
    runs: Ints, found: FloatRows,
) -> None:  # fmt: skip
    """Fill in the parts of `Coverage`: likeness by jaro-winkler, 0 below SIMILAR, 1 for equal codes.

    Lists of either side begin at `begins`, the left words in the right codes at `sought`, by run.
    """
    most, most_others, laid, held_parts = whole(1), whole(1), -1, np.empty(5)
    for at in range(len(left_rows)):
        most = max(most, own_begins[left_rows[at] + 1] - own_begins[left_rows[at]])
        most_others = max(most_others, begins[right_rows[at] + 1] - begins[right_rows[at]])
    room, held_best, held_others = scratch_for(most), np.empty(most), np.empty(most_others)
    scratch, b, measure = scratch_in(room), whole(0), whole(JARO_WINKLER)
    best, other_best, parts = first_of(held_best), first_of(held_others), first_of(held_parts)
    all_shares, all_own = first_of(shares), first_of(own_shares)
    for at in range(len(left_rows)):
        if at % BLOCK == 0:
            prefetch_items(begins, texts, base, item_at, right_rows, at)
        left, begin, own_begin, first = (
            left_rows[at],
            begins[right_rows[at]],
            own_begins[left_rows[at]],
            sought[runs[at]],
        )
        many, own_many = begins[right_rows[at] + 1] - begin, own_begins[left + 1] - own_begin
        if not many or not own_many:
            found[:, at] = np.nan
            continue
        if left != laid:
            laid = left
            for mine in range(own_many):
                lay(scratch, mine, measure, own_texts, own_base + own_item_at[own_begin + mine])
        for mine in range(own_many):
            best[mine] = 0.0
        for other in range(many):
            place = base + item_at[begin + other]
            fits, m, plain, other_best[other] = size_of(texts, place) <= SCRATCH_SIZE, whole(0), True, 0.0
            if fits:
                m, plain = read(texts, place, scratch.letters, b)
            for mine in range(own_many):
                similarity = 1.0
                if mapped_items[first + mine] != items[begin + other]:
                    if fits and scratch.sizes[mine] >= 0:
                        similarity = similarity_of(
                            measure, scratch.letters, (mine + 1) * SCRATCH_SIZE, scratch.sizes[mine], b, m,
                            scratch.places, (mine + 1) * ASCII, plain and scratch.plains[mine] != 0,
                        )  # fmt: skip
                    else:
                        own_place = own_base + own_item_at[own_begin + mine]
                        similarity = measure_apart(
                            measure, whole(0), whole(0), own_texts, own_place, texts, place, whole(0)
                        )  # fmt: skip
                    similarity = np.rint(similarity * 1e6) / 1e6 if similarity >= SIMILAR else 0.0
                best[mine], other_best[other] = max(best[mine], similarity), max(other_best[other], similarity)
        _cover(best, other_best, behind(all_shares, begin), many, behind(all_own, first), own_many, parts)
        for part_ in range(5):
            found[part_, at] = parts[part_]
    keep_alive(room)
    keep_alive(held_best)
    keep_alive(held_others)
    keep_alive(held_parts)
