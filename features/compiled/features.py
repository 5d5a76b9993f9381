"""Many features of many pairs at once, by a compiled program (`feature_program`)."""

import numpy as np

from features.compiled.coverage import fill_covers, rarity_of
from features.compiled.fact_codes import HIGHEST, LEAD, LOWEST, SUM
from features.compiled.loader import entry, inlined, part
from features.compiled.memory import BLOCK, first_of, keep_alive
from features.compiled.pairs import (
    SLOTS,
    Scratch,
    best_of,
    lay,
    measured,
    most_values,
    no_answers,
    prefetch_texts,
    prefetch_values,
    scratch_for,
    scratch_in,
    shared_with,
)
from features.schema.array_types import (
    CodeRows,
    Codes,
    Content,
    FilledCodeRows,
    FilledFloatRows,
    FilledFloats,
    FilledSingleRows,
    FloatRows,
    Floats,
    IntRows,
    Ints,
    Starts,
    Texts,
    whole,
)


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


@inlined
def _fill_texts(
    scratch: Scratch, asked: FilledCodeRows, answers: FilledFloats, spec: Ints,
    own_codes: Codes, own_at: Codes, own_base: int, own_texts: Texts,
    codes: Codes, text_at: Codes, base: int, texts: Texts, left_rows: Ints, right_rows: Ints, found: Floats,
) -> None:  # fmt: skip
    """Fill in a measure of two text fields."""
    number, last = spec[0], -1
    asked[:] = -1
    for at in range(len(left_rows)):
        if at % BLOCK == 0:
            prefetch_texts(codes, texts, base, text_at, right_rows, at)
        left, right = left_rows[at], right_rows[at]
        code = codes[right]
        found[at] = np.nan
        if own_codes[left] >= 0 and code >= 0:
            slot = code % SLOTS
            if asked[slot, 0] != left or asked[slot, 1] != code:
                if left != last:
                    last = left
                    lay(scratch, whole(0), number, own_texts, own_base + own_at[left])
                asked[slot, 0], asked[slot, 1] = left, code
                answers[slot] = measured(
                    number, spec[1], spec[2], scratch, whole(0), own_texts, own_base + own_at[left],
                    texts, base + text_at[right],
                )  # fmt: skip
            found[at] = answers[slot]


@inlined
def _fill_best(
    scratch: Scratch, asked: FilledCodeRows, answers: FilledFloats, spec: Ints,
    own_codes: CodeRows, own_offsets: Ints, own_texts: Texts, own_text_base: Ints,
    own_text_at: CodeRows, own_item_base: Ints, own_item_at: Codes,
    codes: CodeRows, offsets: Ints, items: Codes, texts: Texts, text_base: Ints, text_at: CodeRows,
    item_base: Ints, item_at: Codes, left_rows: Ints, right_rows: Ints, found: Floats,
) -> None:  # fmt: skip
    """Fill in the highest measure over all values of two fields."""
    asked[:] = -1
    for at in range(len(left_rows)):
        if at % BLOCK == 0:
            prefetch_values(
                codes, offsets, texts, text_base, text_at, item_base, item_at, spec[5], spec[6], right_rows, at
            )  # fmt: skip
        left, right, is_laid = left_rows[at], right_rows[at], at > 0 and left_rows[at] == left_rows[at - 1]
        found[at] = best_of(
            scratch, own_codes, own_offsets, own_texts, own_text_base, own_text_at, own_item_base, own_item_at, left,
            is_laid, 0, codes, offsets, items, texts, text_base, text_at, item_base, item_at, right, spec,
            asked, answers, whole(0),
        )  # fmt: skip


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
    rows, own_rows, n_pairs = codes.shape[1], own_codes.shape[1], len(left_rows)
    own_texts = Texts(first_of(own_content), first_of(own_starts))
    right_texts, most = Texts(first_of(content), first_of(starts)), whole(1)
    for which in range(len(bests)):
        most = max(most, most_values(own_codes, own_offsets, bests[which, 3], bests[which, 4], left_rows))
    room, (asked, answers) = scratch_for(most), no_answers(1)
    scratch = scratch_in(room)
    for which in range(len(texts)):
        one, other = texts[which, 3], texts[which, 4]
        _fill_texts(
            scratch, asked, answers, texts[which],
            own_codes[one], own_text_at[one], own_text_base[one], own_texts,
            codes[other], text_at[other], text_base[other], right_texts,
            left_rows, right_rows, table[texts[which, 5]],
        )  # fmt: skip
    for which in range(len(bests)):
        _fill_best(
            scratch, asked, answers, bests[which],
            own_codes, own_offsets, own_texts, own_text_base, own_text_at, own_item_base,
            own_item_at, codes, offsets, items, right_texts, text_base, text_at, item_base, item_at,
            left_rows, right_rows, table[bests[which, 7]],
        )  # fmt: skip
    for which in range(len(shared)):
        for at in range(n_pairs):
            sought = shared[which, 0] * n_runs + runs[at]
            table[shared[which, 3], at] = shared_with(
                codes, offsets, items, shared[which, 1], shared[which, 2], right_rows[at], mapped_items,
                mapped_offsets[sought], mapped_offsets[sought + 1],
            )  # fmt: skip
    for which in range(len(covers)):
        mine, other, row = covers[which, 1], covers[which, 2], covers[which, 3]
        fill_covers(
            own_offsets[mine * own_rows :], own_texts, own_item_base[mine], own_item_at,
            offsets[other * rows :], items, right_texts, item_base[other], item_at,
            mapped_offsets[covers[which, 0] * n_runs :], mapped_items, own_shares, shares, left_rows, right_rows,
            runs, table[row : row + 5],
        )  # fmt: skip
    for which in range(len(rares)):
        for at in range(n_pairs):
            known = codes[rares[which, 0], right_rows[at]] >= 0
            table[rares[which, 1], at] = rarity_of(rare_shares[which, right_rows[at]]) if known else np.nan
    keep_alive(room)


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
    pairs = table.shape[1]
    for first in range(0, pairs, BLOCK):
        last = min(first + BLOCK, pairs)
        for column in range(len(operations)):
            operation, begin, end = operations[column]
            if operation in (HIGHEST, LOWEST) and end == begin + 1:
                row = operands[begin]
                for pair in range(first, last):
                    matrix[pair, column] = table[row, pair]
            elif operation != LEAD:
                for pair in range(first, last):
                    matrix[pair, column] = _join(operation, table, operands, begin, end, pair)
    for column in range(len(operations)):
        if operations[column, 0] == LEAD:
            for group in range(len(group_starts)):
                values = table[operands[operations[column, 1]]]
                _lead(values, group_starts[group], group_ends[group], matrix, column)
