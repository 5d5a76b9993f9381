"""What compiled functions read of a pair's two records: their values, and the best measure between them."""

from typing import NamedTuple

import numpy as np

from features.compiled import inlined, part
from features.machine_measures import DAMERAU_LEVENSHTEIN, LEVENSHTEIN
from features.machine_types import (
    CodeRows,
    Codes,
    Content,
    FilledCodeRows,
    FilledFloats,
    FilledInts,
    Flags,
    Ints,
    Letters,
    Places,
    Starts,
    whole,
)
from features.measure_machine import likeness_of, measure, prepare, read, size_of
from features.memory_machine import BLOCK, ask_for
from features.text_machine import ASCII, write_places

ROOM = 256
"""Texts of so many bytes find room on a desk; what is longer is measured apart."""
SLOTS = 64
"""How many answers about one left text are remembered: candidates of a record share many of their texts."""


class Desk(NamedTuple):
    """Where the texts that are compared lie, all in one array, ROOM for each, the right one last.

    `sizes[i]` is how many letters the i-th left text has, prepared for its measure (-1: it finds no room), `plains[i]`
    whether all are of ASCII; `places` says from `i * ASCII` on where they stand.
    """

    letters: Letters
    sizes: FilledInts
    plains: Flags
    places: Places


@part
def desk_for(n: int) -> Desk:
    """Make room for n left texts and a right one."""
    return Desk(
        np.empty((n + 1) * ROOM, np.int32), np.zeros(n, np.int64), np.zeros(n, np.bool_), np.empty(n * ASCII, np.uint64)
    )


@part
def lay(desk: Desk, i: int, number: int, content: Content, starts: Starts, place: int) -> None:
    """Lay down the text at a place, prepared for a measure, as the i-th left one."""
    desk.sizes[i] = -1
    if size_of(starts, place) <= ROOM:
        n, desk.plains[i] = read(content, starts, place, desk.letters, i * ROOM)
        desk.sizes[i] = prepare(number, desk.letters, i * ROOM, n)
        write_places(desk.letters, i * ROOM, desk.sizes[i], desk.places, i * ASCII)


@part
def measure_apart(
    number: int, start: int, end: int, own_content: Content, own_starts: Starts, own_place: int, content: Content,
    starts: Starts, place: int, rounded: int,
) -> float:  # fmt: skip
    """Measure two texts of which one finds no room on a desk."""
    a, letters = whole(0), np.empty(size_of(own_starts, own_place) + size_of(starts, place), np.int32)
    n, own_plain = read(own_content, own_starts, own_place, letters, a)
    n = prepare(number, letters, a, n)
    b = n
    m, plain = read(content, starts, place, letters, b)
    m, places = prepare(number, letters, b, m), np.empty(ASCII, np.uint64)
    write_places(letters, a, n, places, a)
    if rounded:
        return measure(number, start, end, letters, a, n, b, m, places, a, plain and own_plain)
    return likeness_of(number, letters, a, n, b, m, places, a, plain and own_plain)


@inlined
def measured(
    number: int, start: int, end: int, letters: Letters, sizes: FilledInts, plains: Flags, places: Places, i: int,
    own_content: Content, own_starts: Starts, own_place: int, content: Content, starts: Starts, place: int,
) -> float:  # fmt: skip
    """Measure the i-th left text, which comes from `own_place`, and the right one at a place."""
    if sizes[i] >= 0 and size_of(starts, place) <= ROOM:
        b = len(letters) - ROOM
        m, plain = read(content, starts, place, letters, b)
        m = prepare(number, letters, b, m)
        found = measure(
            number, start, end, letters, i * ROOM, sizes[i], b, m, places, i * ASCII, plain and plains[i]
        )  # fmt: skip
    else:
        found = measure_apart(
            number, start, end, own_content, own_starts, own_place, content, starts, place, whole(1)
        )  # fmt: skip
    return found


@part
def no_answers(measures: int) -> tuple[FilledCodeRows, FilledFloats]:
    """Make room for answers: SLOTS rows for each measure, with the left row and the right code that were asked for."""
    return np.full((measures * SLOTS, 2), -1, np.int32), np.empty(measures * SLOTS)


@part
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


@part
def ask_for_texts(
    codes: Codes, content: Content, starts: Starts, base: int, text_at: Codes, rows: Ints, first: int
) -> None:
    """Ask for the texts of a field in the BLOCK rows from the first on."""
    last = min(first + BLOCK, len(rows))
    for row in rows[first:last]:
        if codes[row] >= 0:
            ask_for(starts, base + text_at[row])
    for row in rows[first:last]:
        if codes[row] >= 0:
            ask_for(content, whole(starts[base + text_at[row]]))


@part
def ask_for_items(
    begins: Ints, content: Content, starts: Starts, base: int, item_at: Codes, rows: Ints, first: int
) -> None:
    """Ask for the items of a list field, which begin at `begins`, in the BLOCK rows from the first on."""
    last = min(first + BLOCK, len(rows))
    for row in rows[first:last]:
        for at in range(begins[row], begins[row + 1]):
            ask_for(starts, base + item_at[at])
    for row in rows[first:last]:
        for at in range(begins[row], begins[row + 1]):
            ask_for(content, whole(starts[base + item_at[at]]))


@part
def ask_for_values(
    codes: CodeRows, offsets: Ints, content: Content, starts: Starts, text_base: Ints, text_at: CodeRows,
    item_base: Ints, item_at: Codes, field: int, plural: int, rows: Ints, first: int,
) -> None:  # fmt: skip
    """Ask for the texts or the items of a field in the BLOCK rows from the first on."""
    if plural:
        begins = offsets[field * codes.shape[1] :]
        ask_for_items(begins, content, starts, item_base[field], item_at, rows, first)
    else:
        ask_for_texts(codes[field], content, starts, text_base[field], text_at[field], rows, first)


@inlined
def best_of(
    desk: Desk, own_codes: CodeRows, own_offsets: Ints, own_content: Content, own_starts: Starts, own_text_base: Ints,
    own_text_at: CodeRows, own_item_base: Ints, own_item_at: Codes, left: int, is_laid: bool, first: int,
    codes: CodeRows, offsets: Ints, content: Content, starts: Starts, text_base: Ints, text_at: CodeRows,
    item_base: Ints, item_at: Codes, right: int, spec: Ints,
) -> float:  # fmt: skip
    """Return the highest measure over all values of two fields, NaN where either has none.

    `spec` is the measure's number and bounds, then field and plurality on the left and on the right. The left values
    are laid down from the place `first` on, if they do not lie there yet.
    """
    highest, number = np.nan, spec[0]
    own_begin, own_end = span_of(own_codes, own_offsets, spec[3], spec[4], left)
    if not is_laid:
        for own in range(own_begin, own_end):
            own_place = place_of(own_text_base, own_text_at, own_item_base, own_item_at, spec[3], spec[4], left, own)
            lay(desk, first + own - own_begin, number, own_content, own_starts, own_place)
    letters, sizes, plains, places = desk.letters, desk.sizes, desk.plains, desk.places
    begin, end = span_of(codes, offsets, spec[5], spec[6], right)
    for at in range(begin, end):
        place = place_of(text_base, text_at, item_base, item_at, spec[5], spec[6], right, at)
        for own in range(own_begin, own_end):
            own_place = place_of(own_text_base, own_text_at, own_item_base, own_item_at, spec[3], spec[4], left, own)
            found = measured(
                number, spec[1], spec[2], letters, sizes, plains, places, first + own - own_begin,
                own_content, own_starts, own_place, content, starts, place,
            )  # fmt: skip
            if not highest >= found:
                highest = found
        if highest == 1.0 and of_equals(number) == 1.0:
            break
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
