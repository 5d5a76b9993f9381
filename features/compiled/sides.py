"""Reading the values of a pair's two records, and the best measure between them.

numpy reads a field of all pairs with several calls of microseconds each, and rapidfuzz needs Python strings; a record
has 40 pairs and 50 measures (docs/experiments/speed-compiled-road.md).

Held to the functions of `Pairs` by tests/features/compiled/test_programs.py.
"""

from typing import NamedTuple

import numpy as np

from features.compiled.arguments import LeftCodes, PairArrays, Side
from features.compiled.loader import part
from features.compiled.measures import MeasureSpec, of_equals
from features.compiled.memory import BLOCK, behind, first_of, prefetch
from features.compiled.scratch import (
    SLOTS,
    Answers,
    Scratch,
    TextPointer,
    lay,
    lay_right,
    measured_above,
    remember,
)
from features.schema.array_types import Codes, Content, Ints, Starts, whole

ALMOST = 1 - 1e-9
"""A measure below the highest so far by more than its rounding need not be exact."""
TEXT_SPEC = 5
BEST_SPEC = 7
"""The numbers that describe what is measured between two texts, or between all values of two fields."""


class SidePointers(NamedTuple):
    """Pointers to one side of pairs, which has `rows` rows: the fields of `Side`."""

    rows: int
    codes: Codes
    offsets: Ints
    items: Codes
    content: Content
    starts: Starts
    text_base: Ints
    text_at: Codes
    item_base: Ints
    item_at: Codes


class LeftCodePointers(NamedTuple):
    """Pointers to left values as right codes, one column for each of `runs` runs of the same left row."""

    runs: int
    codes: Codes
    offsets: Ints
    items: Codes


class PairPointers(NamedTuple):
    """How many pairs there are, and pointers to the left row, the right row and the run of each."""

    size: int
    left: Ints
    right: Ints
    run: Ints


class FieldSpec(NamedTuple):
    """A field: its position among the text fields or (plural) the list fields."""

    position: int
    plural: int


class TextSpec(NamedTuple):
    """A measure between a text field of either side."""

    measure: MeasureSpec
    left: int
    right: int


class BestSpec(NamedTuple):
    """The highest measure over all values of two fields."""

    measure: MeasureSpec
    left: FieldSpec
    right: FieldSpec


@part
def side_pointers(side: Side) -> SidePointers:
    codes, offsets, items, content, starts, text_base, text_at, item_base, item_at = side
    return SidePointers(
        rows=codes.shape[1],
        codes=first_of(codes),
        offsets=first_of(offsets),
        items=first_of(items),
        content=first_of(content),
        starts=first_of(starts),
        text_base=first_of(text_base),
        text_at=first_of(text_at),
        item_base=first_of(item_base),
        item_at=first_of(item_at),
    )


@part
def left_code_pointers(mapped: LeftCodes) -> LeftCodePointers:
    codes, offsets, items = mapped
    return LeftCodePointers(codes.shape[1], first_of(codes), first_of(offsets), first_of(items))


@part
def pair_pointers(pairs: PairArrays) -> PairPointers:
    left_rows, right_rows, runs = pairs
    return PairPointers(len(left_rows), first_of(left_rows), first_of(right_rows), first_of(runs))


@part
def text_spec(specs: Ints, at: int) -> TextSpec:
    """Read TEXT_SPEC numbers from a position on."""
    return TextSpec(MeasureSpec(specs[at], specs[at + 1], specs[at + 2]), specs[at + 3], specs[at + 4])


@part
def best_spec(specs: Ints, at: int) -> BestSpec:
    """Read BEST_SPEC numbers from a position on."""
    return BestSpec(
        MeasureSpec(specs[at], specs[at + 1], specs[at + 2]),
        FieldSpec(specs[at + 3], specs[at + 4]),
        FieldSpec(specs[at + 5], specs[at + 6]),
    )


@part
def code_of(side: SidePointers, field: int, row: int) -> int:
    """Return the code of a text field, below 0 where it is null."""
    return side.codes[field * side.rows + row]


@part
def text_of(side: SidePointers, field: int, row: int) -> TextPointer:
    """Return the text of a text field."""
    return TextPointer(side.content, side.starts, side.text_base[field] + side.text_at[field * side.rows + row])


@part
def item_of(side: SidePointers, field: int, item: int) -> TextPointer:
    """Return the text of an item of a list field."""
    return TextPointer(side.content, side.starts, side.item_base[field] + side.item_at[item])


@part
def span_of(side: SidePointers, field: FieldSpec, row: int) -> tuple[int, int]:
    """Return the positions of a field's items from the first to behind the last; 0 and 1 for a text."""
    if field.plural:
        at = field.position * side.rows + row
        return side.offsets[at], side.offsets[at + 1]
    return 0, 1 if code_of(side, field.position, row) >= 0 else 0


@part
def most_values(side: SidePointers, field: FieldSpec, pairs: PairPointers) -> int:
    """Return how many values of a field a left row has at most, at least 1."""
    most = 1
    for at in range(pairs.size):
        if not at or pairs.left[at] != pairs.left[at - 1]:
            begin, end = span_of(side, field, pairs.left[at])
            most = max(most, end - begin)
    return most


@part
def value_of(side: SidePointers, field: FieldSpec, row: int, item: int) -> TextPointer:
    """Return the text of a text field, or of an item of a list field."""
    if field.plural:
        return item_of(side, field.position, item)
    return text_of(side, field.position, row)


@part
def prefetch_texts(side: SidePointers, field: int, pairs: PairPointers, first: int) -> None:
    """Prefetch the texts of a right field in the BLOCK pairs from the first on."""
    last = min(first + BLOCK, pairs.size)
    codes = behind(side.codes, field * side.rows)
    text_at = behind(side.text_at, field * side.rows)
    base = side.text_base[field]
    for at in range(first, last):
        if codes[pairs.right[at]] >= 0:
            prefetch(side.starts, base + text_at[pairs.right[at]])
    for at in range(first, last):
        if codes[pairs.right[at]] >= 0:
            prefetch(side.content, whole(side.starts[base + text_at[pairs.right[at]]]))


@part
def prefetch_items(side: SidePointers, field: int, pairs: PairPointers, first: int) -> None:
    """Prefetch the items of a right list field in the BLOCK pairs from the first on."""
    last = min(first + BLOCK, pairs.size)
    begins = behind(side.offsets, field * side.rows)
    base = side.item_base[field]
    for at in range(first, last):
        for item in range(begins[pairs.right[at]], begins[pairs.right[at] + 1]):
            prefetch(side.starts, base + side.item_at[item])
    for at in range(first, last):
        for item in range(begins[pairs.right[at]], begins[pairs.right[at] + 1]):
            prefetch(side.content, whole(side.starts[base + side.item_at[item]]))


@part
def prefetch_values(side: SidePointers, field: FieldSpec, pairs: PairPointers, first: int) -> None:
    """Prefetch the texts or the items of a right field in the BLOCK pairs from the first on."""
    if field.plural:
        prefetch_items(side, field.position, pairs, first)
    else:
        prefetch_texts(side, field.position, pairs, first)


@part
def slot_of(side: SidePointers, field: FieldSpec, row: int) -> int:
    """Return in which of SLOTS the answer about a field's values is remembered."""
    begin, end = span_of(side, field, row)
    mixed = whole(0)
    for at in range(begin, end):
        mixed = mixed * 31 + (side.items[at] if field.plural else code_of(side, field.position, row))
    return mixed & (SLOTS - 1)


@part
def same_values(side: SidePointers, field: FieldSpec, row: int, other_row: int) -> bool:
    """Return whether a field of two rows holds the same values in the same order."""
    if not field.plural:
        return bool(code_of(side, field.position, row) == code_of(side, field.position, other_row))
    begin, end = span_of(side, field, row)
    other_begin, other_end = span_of(side, field, other_row)
    if end - begin != other_end - other_begin:
        return False
    for at in range(end - begin):
        if side.items[begin + at] != side.items[other_begin + at]:
            return False
    return True


class LaidValues(NamedTuple):
    """The scratch buffer with the left values of a field from the `first` text on, unless not yet `is_laid`."""

    scratch: Scratch
    first: int
    is_laid: bool


@part
def best_of(
    spec: BestSpec,
    own: SidePointers,
    left: int,
    other: SidePointers,
    right: int,
    laid: LaidValues,
    answers: Answers,
    first_slot: int,
) -> float:
    """Return the highest measure over all values of two fields, NaN where either has none.

    Left values are laid in the scratch buffer where they are not yet. Answers are remembered from `first_slot` on.
    """
    highest = np.nan
    number = spec.measure.number
    begin, end = span_of(other, spec.right, right)
    own_begin, own_end = span_of(own, spec.left, left)
    slot = first_slot + slot_of(other, spec.right, right)
    if not laid.is_laid:
        for own_position in range(own_begin, own_end):
            lay(
                laid.scratch,
                laid.first + own_position - own_begin,
                number,
                value_of(own, spec.left, left, own_position),
            )
    if answers.lefts[slot] == left and same_values(other, spec.right, answers.rights[slot], right):
        return answers.values[slot]
    best = of_equals(number) == 1.0
    for at in range(begin, end):
        value = value_of(other, spec.right, right, at)
        laid_value = lay_right(laid.scratch, number, value)
        for own_position in range(own_begin, own_end):
            floor = highest * ALMOST if best and highest > 0.0 else 0.0
            measured_value = measured_above(
                spec.measure,
                laid.scratch,
                laid.first + own_position - own_begin,
                laid_value,
                value_of(own, spec.left, left, own_position),
                value,
                floor,
            )
            if not highest >= measured_value:
                highest = measured_value
            if highest == 1.0 and best:
                break
        if highest == 1.0 and best:
            break
    remember(answers, slot, left, right, highest)
    return highest


@part
def shared_with(
    side: SidePointers, field: FieldSpec, row: int, mapped: LeftCodePointers, own_begin: int, own_end: int
) -> float:
    """Return how many values of a right field are in a left list, NaN where either is null."""
    begin, end = span_of(side, field, row)
    if begin == end or own_begin == own_end:
        return np.nan
    count = 0.0
    for at in range(begin, end):
        code = side.items[at] if field.plural else code_of(side, field.position, row)
        for own in range(own_begin, own_end):
            if mapped.items[own] == code:
                count += 1.0
                break
    return count
