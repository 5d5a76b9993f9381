"""The facts of a pair that levels are made of: cheap ones for every pair, measured ones when a level needs them.

numpy evaluates each fact over all pairs of a record, some hundred calls of 5 to 20 microseconds, and rapidfuzz needs
Python strings (docs/experiments/speed-compiled-road.md).

Held to each fact's own function by tests/features/compiled/test_programs.py.
"""

from typing import NamedTuple

import numpy as np

from features.compiled.loader import part
from features.compiled.measures import of_equals
from features.compiled.opcodes import ABOVE, AT_LEAST, BELOW, BEST, EQUAL_TO, LENGTH, OTHER, SHARED
from features.compiled.scratch import (
    SLOTS,
    Answers,
    Scratch,
    TextPointer,
    lay,
    measured,
    remember,
)
from features.compiled.sides import (
    BEST_SPEC,
    TEXT_SPEC,
    LaidValues,
    LeftCodePointers,
    PairPointers,
    SidePointers,
    best_of,
    best_spec,
    code_of,
    prefetch_texts,
    prefetch_values,
    text_of,
    text_spec,
)
from features.schema.array_types import (
    BoolRows,
    Codes,
    Floats,
    Ints,
    Smalls,
)

MEASURE_WIDTH = TEXT_SPEC + 1
"""A measure's numbers, the last of which names the row of the same fields' equality."""
UNMEASURED = -1.0


class Sides(NamedTuple):
    """The left side, the right side, and the left values as right codes."""

    own: SidePointers
    other: SidePointers
    mapped: LeftCodePointers


class PairAtHand(NamedTuple):
    """The pair at hand: its position, its left and right row, and the run of the left row."""

    at: int
    left: int
    right: int
    run: int


class StepPointers(NamedTuple):
    """Pointers to the facts, (kind, row, relation) with a number each, and to the terms of each level."""

    facts: Ints
    numbers: Floats
    term_facts: Ints
    terms: Ints
    level_terms: Ints
    last: Ints
    comparisons: int
    depth: int


class CheapFacts(NamedTuple):
    """What cheap facts read, and where facts of the first kinds end: SAME before `sames_end`, then MISSING."""

    sames_end: int
    missing_end: int
    facts_end: int
    sames: Ints
    shared: Ints
    shared_count: int
    lengths: Ints
    lengths_count: int


class Measures(NamedTuple):
    """Pointers to the measures of texts and of lists, and to where left values begin in the scratch buffer."""

    texts: Ints
    texts_count: int
    bests: Ints
    bests_count: int
    first: Ints


class KnownFacts(NamedTuple):
    """What is known of the pair at hand: the state of each fact (-1: not yet), shared items, lengths, measures."""

    states: Smalls
    counts: Floats
    lengths: Floats
    values: Floats


class Memory(NamedTuple):
    """What is remembered from pair to pair: laid left texts, the left row each measure has laid, last answers."""

    scratch: Scratch
    laid: Ints
    answers: Answers


@part
def _shared_items(items: Codes, begin: int, end: int, own_items: Codes, own_begin: int, own_end: int) -> int:
    """Count the items of one list that are in another."""
    count = 0
    for at in range(begin, end):
        for own in range(own_begin, own_end):
            if own_items[own] == items[at]:
                count += 1
                break
    return count


@part
def _length(text: TextPointer) -> int:
    """Count the characters of a text: its bytes but for continuation bytes."""
    count = 0
    for at in range(text.starts[text.position], text.starts[text.position + 1]):
        count += (text.content[at] & 0xC0) != 0x80
    return count


@part
def _related(value: float, relation: int, number: float) -> bool:
    if relation == ABOVE:
        return value > number
    if relation == AT_LEAST:
        return value >= number
    if relation == EQUAL_TO:
        return value == number
    return value < number if relation == BELOW else value <= number


@part
def prefetch_block(measures: Measures, side: SidePointers, pairs: PairPointers, first: int) -> None:
    """Step 1: prefetch the right texts that a block of pairs may measure, each field once."""
    for which in range(measures.texts_count):
        field = measures.texts[which * MEASURE_WIDTH + 4]
        if not which or field != measures.texts[(which - 1) * MEASURE_WIDTH + 4]:
            prefetch_texts(side, field, pairs, first)
    for which in range(measures.bests_count):
        prefetch_values(side, best_spec(measures.bests, which * BEST_SPEC).right, pairs, first)


@part
def write_cheap_facts(
    known: KnownFacts, cheap: CheapFacts, steps: StepPointers, sides: Sides, pair: PairAtHand
) -> None:
    """Step 2: write the state of every fact that no measure of texts decides, and -1 for the others."""
    own = sides.own
    other = sides.other
    mapped = sides.mapped
    for which in range(cheap.shared_count):
        begin = cheap.shared[2 * which + 1] * other.rows + pair.right
        sought = which * mapped.runs + pair.run
        known.counts[which] = _shared_items(
            other.items,
            other.offsets[begin],
            other.offsets[begin + 1],
            mapped.items,
            mapped.offsets[sought],
            mapped.offsets[sought + 1],
        )
    for which in range(cheap.lengths_count):
        of_right = cheap.lengths[2 * which]
        field = cheap.lengths[2 * which + 1]
        known.lengths[which] = np.nan
        if of_right and code_of(other, field, pair.right) >= 0:
            known.lengths[which] = _length(text_of(other, field, pair.right))
        elif not of_right and code_of(own, field, pair.left) >= 0:
            known.lengths[which] = _length(text_of(own, field, pair.left))
    for fact in range(cheap.sames_end):
        row = steps.facts[3 * fact + 1]
        code = code_of(other, cheap.sames[2 * row + 1], pair.right)
        known.states[fact] = code == mapped.codes[row * mapped.runs + pair.run]
    for fact in range(cheap.sames_end, cheap.missing_end):
        field = steps.facts[3 * fact + 1]
        known.states[fact] = code_of(other, field, pair.right) < 0 or code_of(own, field, pair.left) < 0
    for fact in range(cheap.missing_end, cheap.facts_end):
        kind = steps.facts[3 * fact]
        row = steps.facts[3 * fact + 1]
        relation = steps.facts[3 * fact + 2]
        if kind == SHARED:
            known.states[fact] = _related(known.counts[row], relation, steps.numbers[fact])
        elif kind == LENGTH:
            known.states[fact] = _related(known.lengths[row], relation, steps.numbers[fact])
        else:
            known.states[fact] = -1


@part
def _measure_texts(which: int, measures: Measures, sides: Sides, memory: Memory, pair: PairAtHand) -> float:
    """Return a measure of two text fields, NaN where either is null; the last answers are remembered."""
    spec = text_spec(measures.texts, which * MEASURE_WIDTH)
    same = measures.texts[which * MEASURE_WIDTH + TEXT_SPEC]
    code = code_of(sides.other, spec.right, pair.right)
    if code == sides.mapped.codes[same * sides.mapped.runs + pair.run]:
        return of_equals(spec.measure.number)
    if code < 0 or code_of(sides.own, spec.left, pair.left) < 0:
        return np.nan
    slot = which * SLOTS + code % SLOTS
    if memory.answers.lefts[slot] == pair.left and memory.answers.rights[slot] == code:
        return memory.answers.values[slot]
    own = text_of(sides.own, spec.left, pair.left)
    if memory.laid[which] != pair.left:
        memory.laid[which] = pair.left
        lay(memory.scratch, which, spec.measure.number, own)
    value = measured(spec.measure, memory.scratch, which, own, text_of(sides.other, spec.right, pair.right))
    remember(memory.answers, slot, pair.left, code, value)
    return value


@part
def _measure_lists(which: int, measures: Measures, sides: Sides, memory: Memory, pair: PairAtHand) -> float:
    """Return the highest measure over all values of two fields, NaN where either has none."""
    row = measures.texts_count + which
    laid = LaidValues(memory.scratch, measures.first[which], memory.laid[row] == pair.left)
    value = best_of(
        best_spec(measures.bests, which * BEST_SPEC),
        sides.own,
        pair.left,
        sides.other,
        pair.right,
        laid,
        memory.answers,
        row * SLOTS,
    )
    memory.laid[row] = pair.left
    return value


@part
def measure_fact(
    fact: int,
    known: KnownFacts,
    steps: StepPointers,
    measures: Measures,
    sides: Sides,
    memory: Memory,
    others: BoolRows,
    pair: PairAtHand,
) -> None:
    """Write the state of a fact that a measure decides, or a Python function (`others`)."""
    kind = steps.facts[3 * fact]
    which = steps.facts[3 * fact + 1]
    relation = steps.facts[3 * fact + 2]
    if kind == OTHER:
        known.states[fact] = others[which, pair.at]
    else:
        row = measures.texts_count + which if kind == BEST else which
        if known.values[row] == UNMEASURED:
            if kind == BEST:
                known.values[row] = _measure_lists(which, measures, sides, memory, pair)
            else:
                known.values[row] = _measure_texts(which, measures, sides, memory, pair)
        known.states[fact] = _related(known.values[row], relation, steps.numbers[fact])
