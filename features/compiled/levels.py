"""The levels and weights of all comparisons of pairs, by a compiled program (`level_program`)."""

import numpy as np

from features.compiled.fact_codes import ABOVE, AT_LEAST, BELOW, BEST, EQUAL_TO, LENGTH, MISSING, OTHER, SAME, SHARED
from features.compiled.loader import entry, inlined, part
from features.compiled.memory import BLOCK, first_of, keep_alive, prefetch, prefetch_address, share_at
from features.compiled.pairs import (
    SLOTS,
    best_of,
    lay,
    measured,
    most_values,
    no_answers,
    of_equals,
    prefetch_texts,
    prefetch_values,
    scratch_for,
    scratch_in,
)
from features.schema.array_types import (
    CodeRows,
    Codes,
    Content,
    FilledFloatRows,
    FilledFloats,
    FilledSmallRows,
    FlagRows,
    FloatRows,
    Floats,
    IntRows,
    Ints,
    Small,
    SmallRows,
    Starts,
    Texts,
    whole,
)

SHARE_BYTES = 8


@part
def _shared_items(items: Codes, begin: int, end: int, mine: Codes, own_begin: int, own_end: int) -> int:
    """Count the items of one list that stand in another."""
    count = 0
    for place in range(begin, end):
        for own in range(own_begin, own_end):
            if mine[own] == items[place]:
                count += 1
                break
    return count


@part
def _length(texts: Texts, place: int) -> int:
    """Count the characters of a text: its bytes but for those that go on with one."""
    count = 0
    for at in range(texts.starts[place], texts.starts[place + 1]):
        count += (texts.content[at] & 0xC0) != 0x80
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


@inlined
def _first_other(facts: IntRows, first: int, kind: int) -> int:
    """Return the first fact of another kind from one on."""
    fact = first
    while fact < len(facts) and facts[fact, 0] == kind:
        fact += 1
    return fact


@part
def _first_level(
    comparison: int, depth: int, last: Ints, levels: Ints, terms: Ints, term_facts: Ints, known: Small
) -> int:
    """Return the first level that holds, or -1 less the number of a fact that must be known before that can be said."""
    for level in range(last[comparison]):
        for term in range(levels[comparison * depth + level], levels[comparison * depth + level + 1]):
            holds = True
            for place in range(terms[term], terms[term + 1]):
                state = known[term_facts[place]]
                if state < 0:
                    return -1 - term_facts[place]
                if not state:
                    holds = False
                    break
            if holds:
                return level
    return last[comparison]


@entry
def first_levels(
    codes: CodeRows, offsets: Ints, items: Codes, content: Content, starts: Starts, text_base: Ints, text_at: CodeRows,
    item_base: Ints, item_at: Codes,
    own_codes: CodeRows, own_offsets: Ints, own_items: Codes, own_content: Content, own_starts: Starts,
    own_text_base: Ints, own_text_at: CodeRows, own_item_base: Ints, own_item_at: Codes,
    mapped: CodeRows, mapped_offsets: Ints, mapped_items: Codes,
    sames: IntRows, shared: IntRows, measures: IntRows, lengths: IntRows, bests: IntRows,
    facts: IntRows, numbers: Floats, term_facts: Ints, terms: Ints, level_terms: Ints, last: Ints,
    others: FlagRows, left_rows: Ints, right_rows: Ints, runs: Ints, levels: FilledSmallRows,
) -> None:  # fmt: skip
    """Fill in the first level that holds of each comparison (row) and pair (column), by its place.

    Two sides, the left values in the right codes, what is measured and what follows from it: see `level_program`.
    `others` says, for facts that only a function gives, for which pairs they hold; facts stand by kind.
    """
    rows, n_runs = codes.shape[1], mapped.shape[1]
    counts, long, values = np.empty(len(shared)), np.empty(len(lengths)), np.empty(len(measures) + len(bests))
    known = np.empty(len(facts), np.int8)
    asked, answers = no_answers(len(measures) + len(bests))
    first, laid = np.empty(len(bests) + 1, np.int64), np.full(len(measures) + len(bests), -1)
    first[0] = len(measures)
    for which in range(len(bests)):
        most = most_values(own_codes, own_offsets, bests[which, 3], bests[which, 4], left_rows)
        first[which + 1] = first[which] + most
    room = scratch_for(first[-1])
    scratch = scratch_in(room)
    own_texts, texts = Texts(first_of(own_content), first_of(own_starts)), Texts(first_of(content), first_of(starts))
    depth = (len(level_terms) - 1) // len(last)
    all_items, all_mapped, states = first_of(items), first_of(mapped_items), first_of(known)
    lasts, of_levels, of_terms, of_facts = first_of(last), first_of(level_terms), first_of(terms), first_of(term_facts)
    n_same = _first_other(facts, whole(0), SAME)
    n_cheap = _first_other(facts, n_same, MISSING)
    for at in range(len(left_rows)):
        if at % BLOCK == 0:
            for which in range(len(measures)):
                if not which or measures[which, 4] != measures[which - 1, 4]:
                    field = measures[which, 4]
                    prefetch_texts(codes[field], texts, text_base[field], text_at[field], right_rows, at)
            for which in range(len(bests)):
                prefetch_values(
                    codes, offsets, texts, text_base, text_at, item_base, item_at,
                    bests[which, 5], bests[which, 6], right_rows, at,
                )  # fmt: skip
        left, right, run = left_rows[at], right_rows[at], runs[at]
        for which in range(len(shared)):
            begin, own = shared[which, 1] * rows + right, which * n_runs + run
            counts[which] = _shared_items(
                all_items, offsets[begin], offsets[begin + 1], all_mapped, mapped_offsets[own], mapped_offsets[own + 1]
            )
        for which in range(len(lengths)):
            field, long[which] = lengths[which, 1], np.nan
            if lengths[which, 0] and codes[field, right] >= 0:
                long[which] = _length(texts, text_base[field] + text_at[field, right])
            elif not lengths[which, 0] and own_codes[field, left] >= 0:
                long[which] = _length(own_texts, own_text_base[field] + own_text_at[field, left])
        for fact in range(n_same):
            row = facts[fact, 1]
            states[fact] = codes[sames[row, 1], right] == mapped[row, run]
        for fact in range(n_same, n_cheap):
            field = facts[fact, 1]
            states[fact] = codes[field, right] < 0 or own_codes[field, left] < 0
        for fact in range(n_cheap, len(facts)):
            kind, row = facts[fact, 0], facts[fact, 1]
            if kind == SHARED:
                states[fact] = _related(counts[row], facts[fact, 2], numbers[fact])
            elif kind == LENGTH:
                states[fact] = _related(long[row], facts[fact, 2], numbers[fact])
            else:
                states[fact] = -1
        values[:] = -1.0
        for comparison in range(len(last)):
            level = _first_level(comparison, depth, lasts, of_levels, of_terms, of_facts, states)
            while level < 0:
                fact = -1 - level
                kind, which, value = facts[fact, 0], facts[fact, 1], np.nan
                if kind == OTHER:
                    states[fact] = others[which, at]
                else:
                    row = len(measures) + which if kind == BEST else which
                    if values[row] != -1.0:
                        value = values[row]
                    elif kind == BEST:
                        value = best_of(
                            scratch, own_codes, own_offsets, own_texts, own_text_base, own_text_at,
                            own_item_base, own_item_at, left, laid[row] == left, first[which],
                            codes, offsets, items, texts, text_base, text_at, item_base, item_at, right,
                            bests[which], asked, answers, row * SLOTS,
                        )  # fmt: skip
                        laid[row] = left
                    else:
                        one, other, place = measures[which, 3], measures[which, 4], measures[which, 5]
                        if codes[sames[place, 1], right] == mapped[place, run]:
                            value = of_equals(measures[which, 0])
                        elif own_codes[one, left] >= 0 and codes[other, right] >= 0:
                            slot = which * SLOTS + codes[other, right] % SLOTS
                            if asked[slot, 0] == left and asked[slot, 1] == codes[other, right]:
                                value = answers[slot]
                            else:
                                number, own_place = measures[which, 0], own_text_base[one] + own_text_at[one, left]
                                if laid[which] != left:
                                    laid[which] = left
                                    lay(scratch, which, number, own_texts, own_place)
                                value = measured(
                                    number, measures[which, 1], measures[which, 2], scratch, which,
                                    own_texts, own_place, texts, text_base[other] + text_at[other, right],
                                )  # fmt: skip
                                asked[slot, 0], asked[slot, 1], answers[slot] = left, codes[other, right], value
                    values[row] = value
                    states[fact] = _related(value, facts[fact, 2], numbers[fact])
                level = _first_level(comparison, depth, lasts, of_levels, of_terms, of_facts, states)
            levels[comparison, at] = level
    keep_alive(room)
    keep_alive(known)


@entry
def weigh(
    levels: SmallRows, weight_of: FloatRows, gamma_of: SmallRows, adjustment_of: SmallRows, numbers: FloatRows,
    codes: CodeRows, mapped: CodeRows, rows: Ints, shares: FloatRows, own_shares: FloatRows,
    right_rows: Ints, runs: Ints, gammas: FilledSmallRows, bits: FilledFloatRows, total: FilledFloats,
) -> None:  # fmt: skip
    """Fill in each comparison's level and log2 weight, and add the weights to each pair's total.

    `adjustment_of` names, by comparison and level, the row of what a rare value adds (-1: nothing): `numbers` are the
    least frequency, the weight and log2 of u; `rows` the place of the field; `shares` how frequent the right
    record's and the left one's values are, NaN where unknown.
    """
    for at in range(len(total)):
        for comparison in range(len(levels)):
            level = levels[comparison, at]
            weight, which = weight_of[comparison, level], adjustment_of[comparison, level]
            if which >= 0:
                right, run = right_rows[at], runs[at]
                frequency = shares[which, right]
                if codes[rows[which], right] != mapped[rows[which], run]:
                    other = own_shares[which, run]
                    if np.isnan(frequency) or other > frequency:
                        frequency = other
                if not np.isnan(frequency):
                    least = max(frequency, numbers[which, 0])
                    weight += numbers[which, 1] * (numbers[which, 2] - np.log2(least))
            gammas[comparison, at] = gamma_of[comparison, level]
            bits[comparison, at] = weight
            total[at] += weight


@entry
def look_up(shares: Floats, codes: Codes, found: FilledFloats) -> None:
    """Fill in the share behind each code, NaN for a value that was not there when they were counted."""
    for at in range(len(codes)):
        if at + BLOCK < len(codes):
            prefetch(shares, whole(codes[at + BLOCK]))
        code = codes[at]
        found[at] = shares[code] if 0 <= code < len(shares) else np.nan


@entry
def look_up_rows(addresses: Ints, sizes: Ints, rows: Ints, codes: CodeRows, found: FilledFloatRows) -> None:
    """Do so for some rows of codes, each with shares of its own (`Arrays`)."""
    for which in range(len(rows)):
        row = codes[rows[which]]
        for at in range(len(row)):
            if at + BLOCK < len(row):
                prefetch_address(addresses[which] + SHARE_BYTES * whole(row[at + BLOCK]))
            code = whole(row[at])
            found[which, at] = share_at(addresses[which], code) if 0 <= code < sizes[which] else np.nan
