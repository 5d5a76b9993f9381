"""A scratch buffer for texts that are compared, and the memory of answers; held to rapidfuzz with `measures`.

A left text is read and prepared once for all right texts that it meets, which rapidfuzz does for Python strings alone.
Candidates of a record share many texts, so the last answers are remembered.
"""

from typing import NamedTuple

import numpy as np

from features.compiled.loader import part
from features.compiled.measures import LetterPair, MeasureSpec, measure, prepare, similarity_of
from features.compiled.memory import first_of, keep_alive
from features.compiled.texts import ASCII, read, write_masks
from features.schema.array_types import Codes, Content, FilledInts, Floats, LetterMasks, Letters, Smalls, Starts, whole

SCRATCH_SIZE = 256
"""Texts of at most so many bytes fit the scratch buffer; longer ones are measured apart."""
SLOTS = 64
"""How many answers of one measure are remembered."""


class TextPointer(NamedTuple):
    """The text at a position among others: pointers to their UTF-8 and to where each begins."""

    content: Content
    starts: Starts
    position: int


@part
def size_of(text: TextPointer) -> int:
    """Return the number of bytes of a text."""
    return whole(text.starts[text.position + 1]) - whole(text.starts[text.position])


@part
def read_text(text: TextPointer, letters: Letters, a: int) -> tuple[int, bool]:
    """Write the letters of a text from a on; return their number and whether all are of ASCII."""
    return read(text.content, whole(text.starts[text.position]), whole(text.starts[text.position + 1]), letters, a)


class Scratch(NamedTuple):
    """Arrays, or pointers to them: the letters of all texts that are compared, SCRATCH_SIZE for each, the right first.

    `sizes[i]` is the number of letters of the i-th left text, prepared for its measure (-1: it does not fit),
    `plains[i]` whether all are of ASCII; the positions of its letters begin at `masks[(i + 1) * ASCII]`.
    """

    letters: Letters
    sizes: FilledInts
    plains: Smalls
    masks: LetterMasks


@part
def scratch_for(n: int) -> Scratch:
    """Make a scratch buffer for n left texts and a right one."""
    return Scratch(
        np.empty((n + 1) * SCRATCH_SIZE, np.int32),
        np.zeros(n, np.int64),
        np.zeros(n, np.int8),
        np.empty((n + 1) * ASCII, np.uint64),
    )


@part
def scratch_in(held: Scratch) -> Scratch:
    """Return pointers to the arrays of a scratch buffer."""
    return Scratch(first_of(held.letters), first_of(held.sizes), first_of(held.plains), first_of(held.masks))


@part
def lay(scratch: Scratch, i: int, number: int, text: TextPointer) -> None:
    """Write a text, prepared for a measure, as the i-th left one."""
    scratch.sizes[i] = -1
    if size_of(text) <= SCRATCH_SIZE:
        a = (i + 1) * SCRATCH_SIZE
        n, plain = read_text(text, scratch.letters, a)
        scratch.plains[i] = plain
        scratch.sizes[i] = prepare(number, scratch.letters, a, n)
        write_masks(scratch.letters, a, scratch.sizes[i], scratch.masks, (i + 1) * ASCII)


@part
def laid_pair(scratch: Scratch, i: int, m: int, plain: bool, floor: float) -> LetterPair:
    """Return the i-th left text and the right one, which has m letters."""
    return LetterPair(
        letters=scratch.letters,
        a=(i + 1) * SCRATCH_SIZE,
        n=scratch.sizes[i],
        b=whole(0),
        m=m,
        masks=scratch.masks,
        at=(i + 1) * ASCII,
        plain=plain and scratch.plains[i] != 0,
        floor=floor,
    )


@part
def measure_apart(spec: MeasureSpec, own: TextPointer, other: TextPointer, rounded: int) -> float:
    """Measure two texts of which one does not fit the scratch buffer."""
    held = np.empty(size_of(own) + size_of(other), np.int32)
    held_masks = np.empty(2 * ASCII, np.uint64)
    letters = first_of(held)
    masks = first_of(held_masks)
    a = whole(0)
    at = whole(ASCII)
    n, own_plain = read_text(own, letters, a)
    n = prepare(spec.number, letters, a, n)
    b = n
    m, plain = read_text(other, letters, b)
    m = prepare(spec.number, letters, b, m)
    write_masks(letters, a, n, masks, at)
    pair = LetterPair(letters=letters, a=a, n=n, b=b, m=m, masks=masks, at=at, plain=plain and own_plain, floor=0.0)
    value = measure(spec, pair) if rounded else similarity_of(spec.number, pair)
    keep_alive((held, held_masks))
    return value


class RightText(NamedTuple):
    """The right text in the scratch buffer, prepared for a measure: its letters (-1: it does not fit), all of ASCII."""

    size: int
    plain: bool


@part
def lay_right(scratch: Scratch, number: int, text: TextPointer) -> RightText:
    """Write a text, prepared for a measure, as the right one."""
    m = whole(-1)
    plain = True
    if size_of(text) <= SCRATCH_SIZE:
        m, plain = read_text(text, scratch.letters, whole(0))
        m = prepare(number, scratch.letters, whole(0), m)
    return RightText(m, plain)


@part
def measured_above(
    spec: MeasureSpec, scratch: Scratch, i: int, right: RightText, own: TextPointer, other: TextPointer, floor: float
) -> float:
    """Measure the i-th left text, which is `own`, and the right one, which is `other`; below `floor` not exactly."""
    if scratch.sizes[i] >= 0 and right.size >= 0:
        return measure(spec, laid_pair(scratch, i, right.size, right.plain, floor))
    return measure_apart(spec, own, other, whole(1))


@part
def measured(spec: MeasureSpec, scratch: Scratch, i: int, own: TextPointer, other: TextPointer) -> float:
    """Measure the i-th left text, which is `own`, and a right one."""
    return measured_above(spec, scratch, i, lay_right(scratch, spec.number, other), own, other, 0.0)


class Answers(NamedTuple):
    """Arrays, or pointers to them: by remembered answer, SLOTS of each measure, left row, right row or code, value."""

    lefts: Codes
    rights: Codes
    values: Floats


@part
def no_answers(measures: int) -> Answers:
    """Make space for the answers of some measures."""
    slots = measures * SLOTS
    return Answers(np.full(slots, -1, np.int32), np.full(slots, -1, np.int32), np.empty(slots))


@part
def answers_in(held: Answers) -> Answers:
    """Return pointers to the arrays of remembered answers."""
    return Answers(first_of(held.lefts), first_of(held.rights), first_of(held.values))


@part
def remember(answers: Answers, slot: int, left: int, right: int, value: float) -> None:
    """Replace the answer in a slot."""
    answers.lefts[slot] = left
    answers.rights[slot] = right
    answers.values[slot] = value


@part
def forget(answers: Answers) -> None:
    """Empty the slots of the first measure."""
    for slot in range(SLOTS):
        answers.lefts[slot] = -1
