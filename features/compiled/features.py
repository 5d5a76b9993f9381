"""Many features of many pairs at once, by a compiled program (`FeatureProgram`).

numpy and rapidfuzz compute one feature with several calls of 5 to 20 microseconds, and a person has 57
(docs/experiments/speed-compiled-road.md).

Held to each feature's own function by tests/features/compiled/test_programs.py.
"""

import numpy as np

from features.compiled.arguments import FeatureInputs, LeftCodes, PairArrays, Side, WordShares
from features.compiled.coverage import PARTS, CoverSpec, ItemShares, fill_covers, rarity_of
from features.compiled.groups import write_leads
from features.compiled.loader import entry, part
from features.compiled.memory import BLOCK, first_of, keep_alive
from features.compiled.opcodes import HIGHEST, LEAD, LOWEST, SUM
from features.compiled.scratch import (
    SLOTS,
    Answers,
    Scratch,
    answers_in,
    forget,
    lay,
    measured,
    no_answers,
    remember,
    scratch_for,
    scratch_in,
)
from features.compiled.sides import (
    BEST_SPEC,
    TEXT_SPEC,
    BestSpec,
    FieldSpec,
    LaidValues,
    PairPointers,
    SidePointers,
    TextSpec,
    best_of,
    best_spec,
    code_of,
    left_code_pointers,
    most_values,
    pair_pointers,
    prefetch_texts,
    prefetch_values,
    shared_with,
    side_pointers,
    text_of,
    text_spec,
)
from features.schema.array_types import (
    FilledFloatRows,
    FilledSingleRows,
    FloatRows,
    Floats,
    IntRows,
    Ints,
    whole,
)


@part
def _join(operation: int, table: FilledFloatRows, operands: Ints, begin: int, end: int, pair: int) -> float:
    """Return the highest, the lowest or the sum of several numbers of a pair; missing ones are skipped."""
    joined = table[operands[begin], pair]
    if operation == SUM and np.isnan(joined):
        joined = 0.0
    for at in range(begin + 1, end):
        value = table[operands[at], pair]
        if np.isnan(value):
            continue
        if operation == SUM:
            joined += value
        elif np.isnan(joined) or (operation == HIGHEST and value > joined) or (operation == LOWEST and value < joined):
            joined = value
    return joined


@part
def _fill_texts(
    spec: TextSpec,
    own: SidePointers,
    other: SidePointers,
    pairs: PairPointers,
    scratch: Scratch,
    answers: Answers,
    values: Floats,
) -> None:
    """Write a measure of two text fields."""
    last = whole(-1)
    forget(answers)
    for at in range(pairs.size):
        if at % BLOCK == 0:
            prefetch_texts(other, spec.right, pairs, at)
        left = pairs.left[at]
        right = pairs.right[at]
        code = code_of(other, spec.right, right)
        values[at] = np.nan
        if code >= 0 and code_of(own, spec.left, left) >= 0:
            slot = code % SLOTS
            if answers.lefts[slot] != left or answers.rights[slot] != code:
                text = text_of(own, spec.left, left)
                if left != last:
                    last = left
                    lay(scratch, whole(0), spec.measure.number, text)
                value = measured(spec.measure, scratch, whole(0), text, text_of(other, spec.right, right))
                remember(answers, slot, left, code, value)
            values[at] = answers.values[slot]


@part
def _fill_best(
    spec: BestSpec,
    own: SidePointers,
    other: SidePointers,
    pairs: PairPointers,
    scratch: Scratch,
    answers: Answers,
    values: Floats,
) -> None:
    """Write the highest measure over all values of two fields."""
    forget(answers)
    for at in range(pairs.size):
        if at % BLOCK == 0:
            prefetch_values(other, spec.right, pairs, at)
        is_laid = at > 0 and pairs.left[at] == pairs.left[at - 1]
        laid = LaidValues(scratch, whole(0), is_laid)
        values[at] = best_of(spec, own, pairs.left[at], other, pairs.right[at], laid, answers, whole(0))


@entry
def fill(
    right: Side,
    left: Side,
    mapped: LeftCodes,
    shares: WordShares,
    tables: FeatureInputs,
    pairs: PairArrays,
    table: FilledFloatRows,
) -> None:
    """Write the compiled rows of a table, one column a pair; NaN is missing.

    The last column of each of `tables` is the row to fill (of coverage: the first of five).
    """
    texts, bests, covers, shared, rares = tables
    own_shares, other_shares, rare_shares = shares
    own = side_pointers(left)
    other = side_pointers(right)
    sought = left_code_pointers(mapped)
    rows = pair_pointers(pairs)
    most = whole(1)
    for which in range(len(bests)):
        most = max(most, most_values(own, best_spec(bests[which], 0).left, rows))
    held_scratch = scratch_for(most)
    held_answers = no_answers(1)
    scratch = scratch_in(held_scratch)
    answers = answers_in(held_answers)
    for which in range(len(texts)):
        _fill_texts(text_spec(texts[which], 0), own, other, rows, scratch, answers, table[texts[which, TEXT_SPEC]])
    for which in range(len(bests)):
        _fill_best(best_spec(bests[which], 0), own, other, rows, scratch, answers, table[bests[which, BEST_SPEC]])
    for which in range(len(shared)):
        field = FieldSpec(shared[which, 1], shared[which, 2])
        row = shared[which, 3]
        for at in range(rows.size):
            begin = shared[which, 0] * sought.runs + rows.run[at]
            table[row, at] = shared_with(
                other, field, rows.right[at], sought, sought.offsets[begin], sought.offsets[begin + 1]
            )
    for which in range(len(covers)):
        spec = CoverSpec(covers[which, 0], covers[which, 1], covers[which, 2])
        row = covers[which, 3]
        item_shares = ItemShares(first_of(own_shares), first_of(other_shares))
        fill_covers(spec, own, other, sought, item_shares, rows, table[row : row + PARTS])
    for which in range(len(rares)):
        for at in range(rows.size):
            known = code_of(other, rares[which, 0], rows.right[at]) >= 0
            table[rares[which, 1], at] = rarity_of(rare_shares[which, rows.right[at]]) if known else np.nan
    keep_alive((held_scratch, held_answers))


@entry
def conclude(
    table: FloatRows,
    operations: IntRows,
    operands: Ints,
    group_starts: Ints,
    group_ends: Ints,
    matrix: FilledSingleRows,
) -> None:
    """Write a matrix with a row a pair and a column a feature: an operation on rows of the table."""
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
            values = table[operands[operations[column, 1]]]
            known = np.where(np.isnan(values), 0.0, values)
            leads = np.empty(pairs)
            for group in range(len(group_starts)):
                write_leads(known, group_starts[group], group_ends[group], leads)
            for pair in range(pairs):
                matrix[pair, column] = leads[pair]
