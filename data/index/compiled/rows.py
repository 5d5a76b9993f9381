"""Taking rows of the index out of where they stand, as machine code: what they hold, field after field."""

from features.compiled.loader import entry
from features.compiled.memory import BLOCK, prefetch
from features.schema.array_types import CodeRows, Codes, FilledCodeRows, FilledCodes, FilledInts, IntRows, Ints


@entry
def take_codes(codes: CodeRows, rows: Ints, found: FilledCodeRows) -> None:
    """Fill in the codes of some rows, a row for each field."""
    fields = codes.shape[1]
    for begin in range(0, len(rows), BLOCK):
        end = min(begin + BLOCK, len(rows))
        for row in rows[begin:end]:
            prefetch(codes, row * fields)
            prefetch(codes, row * fields + fields - 1)
        for field in range(fields):
            for at in range(begin, end):
                found[field, at] = codes[rows[at], field]


@entry
def lay_out(lengths: IntRows, offsets: FilledInts) -> None:
    """Fill in where the lists of rows begin when list stands after list; `lengths` has a row for each row."""
    rows, lists = lengths.shape
    place = offsets[0] = 0
    for which in range(lists):
        for at in range(rows):
            place += lengths[at, which]
            offsets[which * rows + at + 1] = place


@entry
def take_items(lengths: IntRows, starts: Ints, items: Codes, offsets: Ints, found: FilledCodes) -> None:
    """Fill in the items of some rows, which begin at `starts` and go into their places by `offsets`."""
    rows, lists = lengths.shape
    for begin in range(0, rows, BLOCK):
        end = min(begin + BLOCK, rows)
        for at in range(begin, end):
            prefetch(items, starts[at])
            prefetch(items, starts[at] + lengths[at].sum() - 1)
        for at in range(begin, end):
            place = starts[at]
            for which in range(lists):
                into = offsets[which * rows + at]
                for item in range(lengths[at, which]):
                    found[into + item] = items[place + item]
                place += lengths[at, which]
