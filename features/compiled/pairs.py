"""What compiled functions read of a pair's two records: their values, and the best measure between them."""

from typing import NamedTuple

import numpy as np

from features.compiled.loader import inlined, part
from features.compiled.measure_codes import DAMERAU_LEVENSHTEIN, LEVENSHTEIN
from features.compiled.measures import measure, prepare, read, similarity_of, size_of
from features.compiled.memory import BLOCK, first_of, keep_alive, prefetch
from features.compiled.texts import ASCII, write_places
from features.schema.array_types import (
    CodeRows,
    Codes,
    FilledCodeRows,
    FilledFloats,
    FilledInts,
    Ints,
    Letters,
    Places,
    Small,
    Texts,
    whole,
)

SCRATCH_SIZE = 256
"""Texts of so many bytes find room on a desk; what is longer is measured apart."""
SLOTS = 64
"""How many answers about one left text are remembered: candidates of a record share many of their texts."""


class ScratchArrays(NamedTuple):
    """What a desk is made of; whoever uses the desk keeps it (`keep`)."""

    letters: Letters
    sizes: FilledInts
    plains: Small
    places: Places


class Scratch(NamedTuple):
    """Where the texts that are compared lie, all in one array, ROOM for each, the right one first.

    `sizes[i]` is how many letters the i-th left text has, prepared for its measure (-1: it finds no room), `plains[i]`
    whether all are of ASCII; `places` says from `(i + 1) * ASCII` on where they stand.
    """

    letters: Letters
    sizes: FilledInts
    plains: Small
    places: Places


@part
def scratch_for(n: int) -> ScratchArrays:
    """Make room for n left texts and a right one."""
    return ScratchArrays(
        np.empty((n + 1) * SCRATCH_SIZE, np.int32),
        np.zeros(n, np.int64),
        np.zeros(n, np.int8),
        np.empty((n + 1) * ASCII, np.uint64),
    )


@inlined
def scratch_in(room: ScratchArrays) -> Scratch:
    """Set up a desk in a room."""
    return Scratch(first_of(room.letters), first_of(room.sizes), first_of(room.plains), first_of(room.places))


@part
def lay(scratch: Scratch, i: int, number: int, texts: Texts, place: int) -> None:
    """Lay down the text at a place, prepared for a measure, as the i-th left one."""
    scratch.sizes[i] = -1
    if size_of(texts, place) <= SCRATCH_SIZE:
        a = (i + 1) * SCRATCH_SIZE
        n, plain = read(texts, place, scratch.letters, a)
        scratch.plains[i] = plain
        scratch.sizes[i] = prepare(number, scratch.letters, a, n)
        write_places(scratch.letters, a, scratch.sizes[i], scratch.places, (i + 1) * ASCII)


@part
def measure_apart(
    number: int, start: int, end: int, own: Texts, own_place: int, other: Texts, place: int, rounded: int
) -> float:
    """Measure two texts of which one finds no room on a desk."""
    held = np.empty(size_of(own, own_place) + size_of(other, place), np.int32)
    held_places = np.empty(2 * ASCII, np.uint64)
    letters, places, a, at = first_of(held), first_of(held_places), whole(0), whole(ASCII)
    n, own_plain = read(own, own_place, letters, a)
    n = prepare(number, letters, a, n)
    b = n
    m, plain = read(other, place, letters, b)
    m = prepare(number, letters, b, m)
    write_places(letters, a, n, places, at)
    if rounded:
        found = measure(number, start, end, letters, a, n, b, m, places, at, plain and own_plain)
    else:
        found = similarity_of(number, letters, a, n, b, m, places, at, plain and own_plain)
    keep_alive(held)
    keep_alive(held_places)
    return found


@inlined
def measured(
    number: int, start: int, end: int, scratch: Scratch, i: int, own: Texts, own_place: int, other: Texts, place: int
) -> float:
    """Measure the i-th left text, which comes from `own_place`, and the right one at a place."""
    if scratch.sizes[i] >= 0 and size_of(other, place) <= SCRATCH_SIZE:
        b = whole(0)
        m, plain = read(other, place, scratch.letters, b)
        m = prepare(number, scratch.letters, b, m)
        found = measure(
            number, start, end, scratch.letters, (i + 1) * SCRATCH_SIZE, scratch.sizes[i], b, m, scratch.places,
            (i + 1) * ASCII, plain and scratch.plains[i] != 0,
        )  # fmt: skip
    else:
        found = measure_apart(number, start, end, own, own_place, other, place, whole(1))
    return found


@part
def no_answers(measures: int) -> tuple[FilledCodeRows, FilledFloats]:
    """Make room for answers: SLOTS rows for each measure, with the left row and the right code that were asked for."""
    return np.full((measures * SLOTS, 2), -1, np.int32), np.empty(measures * SLOTS)


@inlined
def of_equals(number: int) -> float:
    """Return what a measure says of equal texts."""
    return 0.0 if number in (LEVENSHTEIN, DAMERAU_LEVENSHTEIN) else 1.0


@part
def span_of(codes: CodeRows, offsets: Ints, field: int, plural: int, row: int) -> tuple[int, int]:
    """Return where a field's values begin and end: places of items, or 0 and 1 for a text."""
    if plural:
        place = field * codes.shape[1] + row
        return offsets[place], offsets[place + 1]
    return 0, 1 if codes[field, row] >= 0 else 0


@part
def most_values(codes: CodeRows, offsets: Ints, field: int, plural: int, rows: Ints) -> int:
    """Return how many values of a field a row has at most."""
    most = 1
    for at in range(len(rows)):
        if not at or rows[at] != rows[at - 1]:
            begin, end = span_of(codes, offsets, field, plural, rows[at])
            most = max(most, end - begin)
    return most


@part
def place_of(
    text_base: Ints, text_at: CodeRows, item_base: Ints, item_at: Codes, field: int, plural: int, row: int, at: int
) -> int:
    """Return the place of a text field's text, or of an item of a list field."""
    return item_base[field] + item_at[at] if plural else text_base[field] + text_at[field, row]


@inlined
def prefetch_texts(codes: Codes, texts: Texts, base: int, text_at: Codes, rows: Ints, first: int) -> None:
    """Ask for the texts of a field in the BLOCK rows from the first on."""
    last = min(first + BLOCK, len(rows))
    for at in range(first, last):
        if codes[rows[at]] >= 0:
            prefetch(texts.starts, base + text_at[rows[at]])
    for at in range(first, last):
        if codes[rows[at]] >= 0:
            prefetch(texts.content, whole(texts.starts[base + text_at[rows[at]]]))


@inlined
def prefetch_items(begins: Ints, texts: Texts, base: int, item_at: Codes, rows: Ints, first: int) -> None:
    """Ask for the items of a list field, which begin at `begins`, in the BLOCK rows from the first on."""
    last = min(first + BLOCK, len(rows))
    for at in range(first, last):
        for item in range(begins[rows[at]], begins[rows[at] + 1]):
            prefetch(texts.starts, base + item_at[item])
    for at in range(first, last):
        for item in range(begins[rows[at]], begins[rows[at] + 1]):
            prefetch(texts.content, whole(texts.starts[base + item_at[item]]))


@inlined
def prefetch_values(
    codes: CodeRows, offsets: Ints, texts: Texts, text_base: Ints, text_at: CodeRows, item_base: Ints, item_at: Codes,
    field: int, plural: int, rows: Ints, first: int,
) -> None:  # fmt: skip
    """Ask for the texts or the items of a field in the BLOCK rows from the first on."""
    if plural:
        prefetch_items(offsets[field * codes.shape[1] :], texts, item_base[field], item_at, rows, first)
    else:
        prefetch_texts(codes[field], texts, text_base[field], text_at[field], rows, first)


@part
def slot_of(codes: CodeRows, offsets: Ints, items: Codes, field: int, plural: int, row: int) -> int:
    """Return which of SLOTS the values of a field remember their answer in."""
    begin, end = span_of(codes, offsets, field, plural, row)
    mixed = whole(0)
    for at in range(begin, end):
        mixed = mixed * 31 + (items[at] if plural else codes[field, row])
    return mixed & (SLOTS - 1)


@part
def same_values(codes: CodeRows, offsets: Ints, items: Codes, field: int, plural: int, one: int, other: int) -> bool:
    """Say whether a field of two rows holds the same values in the same order."""
    if not plural:
        return bool(codes[field, one] == codes[field, other])
    begin, end = span_of(codes, offsets, field, plural, one)
    other_begin, other_end = span_of(codes, offsets, field, plural, other)
    if end - begin != other_end - other_begin:
        return False
    for at in range(end - begin):
        if items[begin + at] != items[other_begin + at]:
            return False
    return True


@inlined
def best_of(
    scratch: Scratch, own_codes: CodeRows, own_offsets: Ints, own: Texts, own_text_base: Ints, own_text_at: CodeRows,
    own_item_base: Ints, own_item_at: Codes, left: int, is_laid: bool, first: int,
    codes: CodeRows, offsets: Ints, items: Codes, other: Texts, text_base: Ints, text_at: CodeRows,
    item_base: Ints, item_at: Codes, right: int, spec: Ints, asked: FilledCodeRows, answers: FilledFloats, memory: int,
) -> float:  # fmt: skip
    """Return the highest measure over all values of two fields, NaN where either has none.

    `spec` is the measure's number and bounds, then field and plurality on the left and on the right. The left values
    are laid down from the place `first` on, if they do not lie there yet. Answers are remembered from the slot
    `memory` on, with the left and the right row that were asked for.
    """
    highest, number = np.nan, spec[0]
    begin, end = span_of(codes, offsets, spec[5], spec[6], right)
    own_begin, own_end = span_of(own_codes, own_offsets, spec[3], spec[4], left)
    slot = memory + slot_of(codes, offsets, items, spec[5], spec[6], right)
    if asked[slot, 0] == left and same_values(codes, offsets, items, spec[5], spec[6], asked[slot, 1], right):
        highest, end = answers[slot], begin
    if not is_laid:
        for mine in range(own_begin, own_end):
            own_place = place_of(own_text_base, own_text_at, own_item_base, own_item_at, spec[3], spec[4], left, mine)
            lay(scratch, first + mine - own_begin, number, own, own_place)
    best = of_equals(number) == 1.0
    for at in range(begin, end):
        place = place_of(text_base, text_at, item_base, item_at, spec[5], spec[6], right, at)
        for mine in range(own_begin, own_end):
            own_place = place_of(own_text_base, own_text_at, own_item_base, own_item_at, spec[3], spec[4], left, mine)
            found = measured(
                number, spec[1], spec[2], scratch, first + mine - own_begin, own, own_place, other, place
            )  # fmt: skip
            if not highest >= found:
                highest = found
            if highest == 1.0 and best:
                break
        if highest == 1.0 and best:
            break
    asked[slot, 0], asked[slot, 1], answers[slot] = left, right, highest
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
