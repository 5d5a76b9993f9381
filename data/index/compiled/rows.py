"""Copying rows out of the index, field after field.

numpy takes 40 scattered rows with an index array a field and cannot prefetch, so that each row waits for memory.

Held to numpy by tests/data/index/test_compiled_rows.py.
"""

from features.compiled.loader import entry
from features.compiled.memory import BLOCK, prefetch
from features.schema.array_types import CodeRows, Codes, FilledCodeRows, FilledCodes, FilledInts, IntRows, Ints


@entry
def take_codes(codes: CodeRows, rows: Ints, taken: FilledCodeRows) -> None:
    """Write the codes of some rows, a row for each field."""
    fields = codes.shape[1]
    for begin in range(0, len(rows), BLOCK):
        end = min(begin + BLOCK, len(rows))
        for row in rows[begin:end]:
            prefetch(codes, row * fields)
            prefetch(codes, row * fields + fields - 1)
        for field in range(fields):
            for at in range(begin, end):
                taken[field, at] = codes[rows[at], field]


@entry
def lay_out(lengths: IntRows, offsets: FilledInts) -> None:
    """Write where the lists of rows begin, field after field; `lengths` has a row for each row."""
    rows, lists = lengths.shape
    position = offsets[0] = 0
    for which in range(lists):
        for at in range(rows):
            position += lengths[at, which]
            offsets[which * rows + at + 1] = position


@entry
def take_items(lengths: IntRows, starts: Ints, items: Codes, offsets: Ints, taken: FilledCodes) -> None:
    """Write the items of some rows, which begin at `starts`, to their positions by `offsets`."""
    rows, lists = lengths.shape
    for begin in range(0, rows, BLOCK):
        end = min(begin + BLOCK, rows)
        for at in range(begin, end):
            prefetch(items, starts[at])
            prefetch(items, starts[at] + lengths[at].sum() - 1)
        for at in range(begin, end):
            position = starts[at]
            for which in range(lists):
                into = offsets[which * rows + at]
                for item in range(lengths[at, which]):
                    taken[into + item] = items[position + item]
                position += lengths[at, which]
