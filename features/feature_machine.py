"""Many features of many pairs at once, by a compiled program (`feature_program`)."""

import numpy as np

from features.compiled import entry, part
from features.likeness_machine import jaro_winkler
from features.machine_facts import HIGHEST, LEAD, LOWEST, SUM
from features.machine_types import (
    CodeRows,
    Codes,
    Content,
    FilledFloatRows,
    FilledFloats,
    FilledSingleRows,
    FloatRows,
    Floats,
    IntRows,
    Ints,
    Starts,
)
from features.measure_machine import measure, read
from features.pair_machine import SLOTS, best_of, no_answers, shared_with

SIMILAR = 0.88
LEAST_RARITY = 1e-12
UNKNOWN_SHARE = 1e-7


@part
def _idf(share: float) -> float:
    return -np.log10(max(UNKNOWN_SHARE, share))


@part
def _cover(likeness: FloatRows, idf: Floats, own_idf: Floats, found: Floats) -> None:
    """Say how much of either side's words, by their rarity, the other holds: the parts of `Coverage` in order."""
    found[:] = 0.0
    covered = whole = 0.0
    for mine in range(len(own_idf)):
        best = likeness[mine].max()
        covered += own_idf[mine] * best
        whole += own_idf[mine]
        found[2] = max(found[2], own_idf[mine] * best)
        found[3] = max(found[3], 0.0 if best > 0 else own_idf[mine])
    found[0] = covered / max(whole, LEAST_RARITY)
    covered = whole = 0.0
    for other in range(len(idf)):
        best = likeness[:, other].max()
        covered += idf[other] * best
        whole += idf[other]
        found[4] = max(found[4], 0.0 if best > 0 else idf[other])
    found[1] = covered / max(whole, LEAST_RARITY)


@part
def _likenesses(
    content: Content, starts: Starts, base: int, item_at: Codes, items: Codes, begin: int,
    own_content: Content, own_starts: Starts, own_base: int, own_item_at: Codes, own_begin: int,
    mapped_items: Codes, mapped_begin: int, likeness: FloatRows,
) -> None:  # fmt: skip
    """Measure each left word (row) against each right one by jaro-winkler, 0 below SIMILAR; equal codes are 1."""
    words = [read(own_content, own_starts, own_base + own_item_at[own_begin + n]) for n in range(likeness.shape[0])]
    for other in range(likeness.shape[1]):
        word = read(content, starts, base + item_at[begin + other])
        for mine in range(likeness.shape[0]):
            if mapped_items[mapped_begin + mine] == items[begin + other]:
                likeness[mine, other] = 1.0
                continue
            found = jaro_winkler(words[mine], word)
            likeness[mine, other] = np.rint(found * 1e6) / 1e6 if found >= SIMILAR else 0.0


@part
def _lead(values: Floats, begin: int, end: int, matrix: FilledSingleRows, column: int) -> None:
    """Say how far each pair of a group is ahead of the best other one; missing counts as 0, alone it is missing."""
    first = second = -np.inf
    at_first = -1
    for pair in range(begin, end):
        value = 0.0 if np.isnan(values[pair]) else values[pair]
        if value > first:
            first, second, at_first = value, first, pair
        elif value > second:
            second = value
    for pair in range(begin, end):
        rival = second if pair == at_first else first
        value = 0.0 if np.isnan(values[pair]) else values[pair]
        matrix[pair, column] = value - rival if np.isfinite(rival) else np.nan


@part
def _join(operation: int, table: FilledFloatRows, operands: Ints, begin: int, end: int, pair: int) -> float:
    """Bring several numbers of a pair together; what is missing is passed over."""
    found = table[operands[begin], pair]
    if operation == SUM and np.isnan(found):
        found = 0.0
    for place in range(begin + 1, end):
        value = table[operands[place], pair]
        if np.isnan(value):
            continue
        if operation == SUM:
            found += value
        elif np.isnan(found) or (operation == HIGHEST and value > found) or (operation == LOWEST and value < found):
            found = value
    return found


@entry
def fill(
    codes: CodeRows, offsets: Ints, items: Codes, content: Content, starts: Starts, text_base: Ints, text_at: CodeRows,
    item_base: Ints, item_at: Codes,
    own_codes: CodeRows, own_offsets: Ints, own_items: Codes, own_content: Content, own_starts: Starts,
    own_text_base: Ints, own_text_at: CodeRows, own_item_base: Ints, own_item_at: Codes,
    mapped_offsets: Ints, mapped_items: Codes, own_shares: Floats, shares: Floats, rare_shares: FloatRows,
    texts: IntRows, bests: IntRows, covers: IntRows, shared: IntRows, rares: IntRows,
    left_rows: Ints, right_rows: Ints, runs: Ints, n_runs: int, table: FilledFloatRows,
) -> None:  # fmt: skip
    """Fill in the rows of a table that compiled code can tell, one column per pair; NaN is missing.

    The last column of `texts`, `bests`, `covers`, `shared` and `rares` says which row (of `covers`: the first of five).
    """
    rows, own_rows = codes.shape[1], own_codes.shape[1]
    asked, answers = no_answers(len(texts))
    own_texts, read_of = [np.empty(0, np.int32) for _ in range(len(texts))], np.full(len(texts), -1)
    for at in range(len(left_rows)):
        left, right, run = left_rows[at], right_rows[at], runs[at]
        for which in range(len(texts)):
            one, other, found = texts[which, 3], texts[which, 4], np.nan
            if own_codes[one, left] >= 0 and codes[other, right] >= 0:
                slot = which * SLOTS + codes[other, right] % SLOTS
                if asked[slot, 0] == left and asked[slot, 1] == codes[other, right]:
                    found = answers[slot]
                else:
                    if read_of[which] != left:
                        read_of[which] = left
                        own_texts[which] = read(own_content, own_starts, own_text_base[one] + own_text_at[one, left])
                    found = measure(
                        texts[which, 0], texts[which, 1], texts[which, 2],
                        own_texts[which], read(content, starts, text_base[other] + text_at[other, right]),
                    )  # fmt: skip
                    asked[slot, 0], asked[slot, 1], answers[slot] = left, codes[other, right], found
            table[texts[which, 5], at] = found
        for which in range(len(bests)):
            table[bests[which, 7], at] = best_of(
                own_codes, own_offsets, own_content, own_starts, own_text_base, own_text_at, own_item_base,
                own_item_at, left,
                codes, offsets, content, starts, text_base, text_at, item_base, item_at, right, bests[which],
            )  # fmt: skip
        for which in range(len(shared)):
            own = mapped_offsets[shared[which, 0] * n_runs + run], mapped_offsets[shared[which, 0] * n_runs + run + 1]
            table[shared[which, 3], at] = shared_with(
                codes, offsets, items, shared[which, 1], shared[which, 2], right, mapped_items, own[0], own[1]
            )
        for which in range(len(covers)):
            mine, other = covers[which, 1] * own_rows + left, covers[which, 2] * rows + right
            begin, own_begin, row = offsets[other], own_offsets[mine], covers[which, 3]
            many, own_many = offsets[other + 1] - begin, own_offsets[mine + 1] - own_begin
            if not many or not own_many:
                table[row : row + 5, at] = np.nan
                continue
            likeness, parts = np.empty((own_many, many)), np.empty(5)
            idf, own_idf = np.empty(many), np.empty(own_many)
            _likenesses(
                content, starts, item_base[covers[which, 2]], item_at, items, begin,
                own_content, own_starts, own_item_base[covers[which, 1]], own_item_at, own_begin,
                mapped_items, mapped_offsets[covers[which, 0] * n_runs + run], likeness,
            )  # fmt: skip
            for place in range(many):
                idf[place] = _idf(shares[begin + place])
            for place in range(own_many):
                own_idf[place] = _idf(own_shares[mapped_offsets[covers[which, 0] * n_runs + run] + place])
            _cover(likeness, idf, own_idf, parts)
            table[row : row + 5, at] = parts
        for which in range(len(rares)):
            known = codes[rares[which, 0], right] >= 0
            table[rares[which, 1], at] = _idf(rare_shares[which, right]) if known else np.nan


@entry
def conclude(
    table: FloatRows,
    operations: IntRows,
    operands: Ints,
    group_starts: Ints,
    group_ends: Ints,
    matrix: FilledSingleRows,
) -> None:
    """Fill in a matrix with a row per pair and a column per feature: what an operation makes of rows of the table."""
    for column in range(len(operations)):
        begin, end = operations[column, 1], operations[column, 2]
        if operations[column, 0] == LEAD:
            for group in range(len(group_starts)):
                _lead(table[operands[begin]], group_starts[group], group_ends[group], matrix, column)
        else:
            for pair in range(table.shape[1]):
                matrix[pair, column] = _join(operations[column, 0], table, operands, begin, end, pair)


@entry
def measure_texts(
    number: int, own_content: Content, own_starts: Starts, own_at: Codes, content: Content, starts: Starts, at: Codes,
    runs: Ints, found: FilledFloats,
) -> None:  # fmt: skip
    """Fill in a measure of each pair's two texts, whose places are by run and by pair; NaN where one is below 0."""
    for pair in range(len(found)):
        one, other = own_at[runs[pair]], at[pair]
        found[pair] = np.nan
        if one >= 0 and other >= 0:
            found[pair] = measure(number, 0, 0, read(own_content, own_starts, one), read(content, starts, other))
