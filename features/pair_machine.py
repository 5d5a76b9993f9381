"""What compiled functions read of a pair's two records: their values, and the best measure between them."""

import numpy as np

from features.compiled import part
from features.machine_measures import DAMERAU_LEVENSHTEIN, LEVENSHTEIN
from features.machine_types import CodeRows, Codes, Content, FilledCodeRows, FilledFloats, Ints, Points, Starts
from features.measure_machine import measure, read

SLOTS = 64
"""How many answers about one left text are remembered: candidates of a record share many of their texts."""


@part
def no_answers(measures: int) -> tuple[FilledCodeRows, FilledFloats]:
    """Make room for answers: SLOTS rows for each measure, with the left row and the right code that were asked for."""
    return np.full((measures * SLOTS, 2), -1, np.int32), np.empty(measures * SLOTS)


@part
def of_equals(number: int) -> float:
    """Return what a measure says of equal texts."""
    return 0.0 if number in (LEVENSHTEIN, DAMERAU_LEVENSHTEIN) else 1.0


@part
def value_of(
    content: Content, starts: Starts, text_base: Ints, text_at: CodeRows, item_base: Ints, item_at: Codes,
    field: int, plural: int, row: int, place: int,
) -> Points:  # fmt: skip
    """Read a text field of a row, or an item of a list field by its place among all items."""
    if plural:
        return read(content, starts, item_base[field] + item_at[place])
    return read(content, starts, text_base[field] + text_at[field, row])


@part
def span_of(codes: CodeRows, offsets: Ints, field: int, plural: int, row: int) -> tuple[int, int]:
    """Return where a field's values begin and end: places of items, or 0 and 1 for a text."""
    if plural:
        place = field * codes.shape[1] + row
        return offsets[place], offsets[place + 1]
    return 0, 1 if codes[field, row] >= 0 else 0


@part
def best_of(
    own_codes: CodeRows, own_offsets: Ints, own_content: Content, own_starts: Starts, own_text_base: Ints,
    own_text_at: CodeRows, own_item_base: Ints, own_item_at: Codes, left: int,
    codes: CodeRows, offsets: Ints, content: Content, starts: Starts, text_base: Ints, text_at: CodeRows,
    item_base: Ints, item_at: Codes, right: int, spec: Ints,
) -> float:  # fmt: skip
    """Return the highest measure over all values of two fields, NaN where either has none.

    `spec` is the measure's number and bounds, then field and plurality on the left and on the right.
    """
    own_begin, own_end = span_of(own_codes, own_offsets, spec[3], spec[4], left)
    begin, end = span_of(codes, offsets, spec[5], spec[6], right)
    highest = np.nan
    for own in range(own_begin, own_end if begin < end else own_begin):
        one = value_of(
            own_content, own_starts, own_text_base, own_text_at, own_item_base, own_item_at, spec[3], spec[4], left, own
        )
        for place in range(begin, end):
            other = value_of(content, starts, text_base, text_at, item_base, item_at, spec[5], spec[6], right, place)
            found = measure(spec[0], spec[1], spec[2], one, other)
            if not highest >= found:
                highest = found
    return highest


@part
def shared_with(
    codes: CodeRows, offsets: Ints, items: Codes, field: int, plural: int, row: int,
    mine: Codes, own_begin: int, own_end: int,
) -> float:  # fmt: skip
    """Return how many values of a right field stand in a left list, NaN where either is null."""
    begin, end = span_of(codes, offsets, field, plural, row)
    if begin == end or own_begin == own_end:
        return np.nan
    count = 0.0
    for place in range(begin, end):
        code = items[place] if plural else codes[field, row]
        for own in range(own_begin, own_end):
            if mine[own] == code:
                count += 1.0
                break
    return count
