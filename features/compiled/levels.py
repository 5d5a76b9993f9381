"""The levels of all comparisons of pairs, by a compiled program (`LevelProgram`).

numpy evaluates all conditions of all levels; here a level is decided when its facts are, and a text is measured only
when a level needs it (docs/experiments/speed-compiled-road.md).

Held to each condition's own function by tests/features/compiled/test_programs.py, and to Splink by
tests/training/fitting/test_parity_with_splink.py.
"""

import numpy as np

from features.compiled.arguments import (
    LeftCodes,
    LevelSteps,
    MeasuredFacts,
    PairArrays,
    Side,
)
from features.compiled.facts import (
    UNMEASURED,
    CheapFacts,
    KnownFacts,
    Measures,
    Memory,
    PairAtHand,
    Sides,
    StepPointers,
    measure_fact,
    prefetch_block,
    write_cheap_facts,
)
from features.compiled.loader import entry, part
from features.compiled.memory import BLOCK, first_of, keep_alive
from features.compiled.opcodes import MISSING, SAME
from features.compiled.scratch import (
    answers_in,
    no_answers,
    scratch_for,
    scratch_in,
)
from features.compiled.sides import (
    BEST_SPEC,
    PairPointers,
    SidePointers,
    best_spec,
    left_code_pointers,
    most_values,
    pair_pointers,
    side_pointers,
)
from features.schema.array_types import (
    BoolRows,
    FilledInts,
    FilledSmallRows,
    IntRows,
    Smalls,
    whole,
)


@part
def _first_other(facts: IntRows, first: int, kind: int) -> int:
    """Return the first fact of another kind from one on."""
    fact = first
    while fact < len(facts) and facts[fact, 0] == kind:
        fact += 1
    return fact


@part
def _first_level(comparison: int, steps: StepPointers, states: Smalls) -> int:
    """Return the first level that holds, or -1 less the number of the unknown fact that decides about the next one."""
    last = steps.last[comparison]
    for level in range(last):
        at = comparison * steps.depth + level
        for term in range(steps.level_terms[at], steps.level_terms[at + 1]):
            holds = True
            for position in range(steps.terms[term], steps.terms[term + 1]):
                state = states[steps.term_facts[position]]
                if state < 0:
                    return -1 - steps.term_facts[position]
                if not state:
                    holds = False
                    break
            if holds:
                return level
    return last


@part
def _choose_levels(
    known: KnownFacts,
    steps: StepPointers,
    measures: Measures,
    sides: Sides,
    memory: Memory,
    others: BoolRows,
    pair: PairAtHand,
    levels: FilledSmallRows,
) -> None:
    """Step 3: write the first level that holds of each comparison, measuring the facts that decide about it."""
    for which in range(measures.texts_count + measures.bests_count):
        known.values[which] = UNMEASURED
    for comparison in range(steps.comparisons):
        level = _first_level(comparison, steps, known.states)
        while level < 0:
            measure_fact(-1 - level, known, steps, measures, sides, memory, others, pair)
            level = _first_level(comparison, steps, known.states)
        levels[comparison, pair.at] = level


@part
def _first_values(side: SidePointers, bests: IntRows, measures: int, pairs: PairPointers) -> FilledInts:
    """Return the position in the scratch buffer of the first left value of each list measure, then the end."""
    first = np.empty(len(bests) + 1, np.int64)
    first[0] = measures
    for which in range(len(bests)):
        most = most_values(side, best_spec(first_of(bests), which * BEST_SPEC).left, pairs)
        first[which + 1] = first[which] + most
    return first


@entry
def first_levels(
    right: Side,
    left: Side,
    mapped: LeftCodes,
    tables: MeasuredFacts,
    steps: LevelSteps,
    others: BoolRows,
    pairs: PairArrays,
    levels: FilledSmallRows,
) -> None:
    """Write the position of the first level that holds of each comparison (row) and pair (column).

    `others` holds, for facts that only a Python function computes, for which pairs they hold.
    """
    sames, shared, texts, lengths, bests = tables
    facts, numbers, term_facts, terms, level_terms, last = steps
    sides = Sides(side_pointers(left), side_pointers(right), left_code_pointers(mapped))
    rows = pair_pointers(pairs)
    measured_count = len(texts) + len(bests)
    held_first = _first_values(sides.own, bests, len(texts), rows)
    held_states = np.empty(len(facts), np.int8)
    held_counts = np.empty(len(shared))
    held_lengths = np.empty(len(lengths))
    held_values = np.empty(measured_count)
    held_laid = np.full(measured_count, -1)
    held_scratch = scratch_for(held_first[-1])
    held_answers = no_answers(measured_count)
    known = KnownFacts(first_of(held_states), first_of(held_counts), first_of(held_lengths), first_of(held_values))
    memory = Memory(scratch_in(held_scratch), first_of(held_laid), answers_in(held_answers))
    measures = Measures(first_of(texts), len(texts), first_of(bests), len(bests), first_of(held_first))
    program = StepPointers(
        facts=first_of(facts),
        numbers=first_of(numbers),
        term_facts=first_of(term_facts),
        terms=first_of(terms),
        level_terms=first_of(level_terms),
        last=first_of(last),
        comparisons=len(last),
        depth=(len(level_terms) - 1) // len(last),
    )
    sames_end = _first_other(facts, whole(0), SAME)
    cheap = CheapFacts(
        sames_end=sames_end,
        missing_end=_first_other(facts, sames_end, MISSING),
        facts_end=len(facts),
        sames=first_of(sames),
        shared=first_of(shared),
        shared_count=len(shared),
        lengths=first_of(lengths),
        lengths_count=len(lengths),
    )
    for at in range(rows.size):
        if at % BLOCK == 0:
            prefetch_block(measures, sides.other, rows, at)
        pair = PairAtHand(at, rows.left[at], rows.right[at], rows.run[at])
        write_cheap_facts(known, cheap, program, sides, pair)
        _choose_levels(known, program, measures, sides, memory, others, pair, levels)
    keep_alive((held_first, held_states, held_counts, held_lengths, held_values, held_laid, held_scratch, held_answers))
