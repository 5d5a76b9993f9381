"""Which candidates of a record are kept, in which order they are shown, and how equals share, as machine code."""

import numpy as np

from features.compiled.loader import entry, part
from features.schema.array_types import FilledFlags, FilledFloats, FilledInts, FloatRows, Floats, Ints, SmallRows, whole


@part
def _first(primary: Floats, secondary: Floats, begin: int, end: int, most: int, best: FilledInts) -> int:
    """Write the places of at most so many of a group, lowest first, equals by the second number, then as they stand."""
    n = whole(0)
    for one in range(begin, end):
        place = min(most, n)
        while place:
            other = best[place - 1]
            if primary[one] > primary[other]:
                break
            if primary[one] == primary[other] and secondary[one] >= secondary[other]:
                break
            if place < most:
                best[place] = other
            place -= 1
        if place < most:
            best[place] = one
            n = min(n + 1, most)
    return n


@entry
def keep_promising(
    starts: Ints, sizes: Ints, by_weight: Floats, by_retrieval: Floats, most: int, most_by_weight: int, kept: FilledInts
) -> int:  # fmt: skip
    """Write the places of each group's candidates that stand highest, rising; return how many they are.

    The first `most_by_weight` stand by their weight and the others by retrieval; below 0, each as it stands better.
    """
    n_kept, pairs = whole(0), len(by_weight)
    primary, secondary, is_kept = np.empty(pairs), np.empty(pairs), np.zeros(pairs, np.bool_)
    best = np.empty(max(most, most_by_weight), np.int64)
    for group in range(len(starts)):
        begin, end = starts[group], starts[group] + sizes[group]
        if most_by_weight < 0:
            for at in range(begin, end):
                primary[at] = min(by_weight[at], by_retrieval[at])
                secondary[at] = by_weight[at] + by_retrieval[at]
        else:
            n = _first(by_weight, by_retrieval, begin, end, most_by_weight, best)
            primary[begin:end] = by_retrieval[begin:end]
            secondary[begin:end] = by_weight[begin:end]
            for at in best[:n]:
                primary[at] = -1.0
        for at in best[: _first(primary, secondary, begin, end, most, best)]:
            is_kept[at] = True
        for at in range(begin, end):
            if is_kept[at]:
                kept[n_kept] = at
                n_kept += 1
    return n_kept


@part
def _stands_before(probability: Floats, raw: Floats, weight: Floats, one: int, other: int) -> bool:
    before: bool = weight[one] > weight[other]
    if probability[one] != probability[other]:
        before = probability[one] > probability[other]
    elif raw[one] != raw[other]:
        before = raw[one] > raw[other]
    return before


@entry
def order_shown(
    left_rows: Ints, probability: Floats, raw: Floats, weight: Floats, kept: Ints, retrieved_starts: Ints,
    retrieved_of: Ints, retrieved_weight: Floats, retrieved_left_out: Floats, most: int, shown: FilledInts,
    bounds: FilledInts, at_cut: FilledFlags,
) -> None:  # fmt: skip
    """Write at most so many candidates of each record, most probable first, and where each record's begin and end.

    Equals stand by raw score, then by weight. Also says whether a record's first one was retrieved with no more
    evidence than others that were left out; `kept` are the places among all that were met, in groups of their own.
    """
    at, n = whole(0), whole(0)
    bounds[0] = 0
    for record in range(len(bounds) - 1):
        first = n
        at_cut[record] = False
        while at < len(left_rows) and left_rows[at] == record:
            place = min(first + most, n)
            while place > first and _stands_before(probability, raw, weight, at, shown[place - 1]):
                if place < first + most:
                    shown[place] = shown[place - 1]
                place -= 1
            if place < first + most:
                shown[place] = at
                n = min(n + 1, first + most)
            at += 1
        if n > first:
            best = kept[shown[first]]
            lowest, group = retrieved_weight[best], retrieved_of[best]
            for other in range(retrieved_starts[group], len(retrieved_of)):
                if retrieved_of[other] != group:
                    break
                lowest = min(lowest, retrieved_weight[other])
            at_cut[record] = retrieved_left_out[best] > 0 and retrieved_weight[best] <= lowest
        bounds[record + 1] = n


@entry
def share_equals(left_rows: Ints, raw: Floats, probabilities: Floats, shared: FilledFloats) -> None:
    """Give candidates of a record with the very same raw score at most their share of one."""
    begin = whole(0)
    while begin < len(left_rows):
        end = begin
        while end < len(left_rows) and left_rows[end] == left_rows[begin]:
            end += 1
        for one in range(begin, end):
            equals = whole(0)
            for other in range(begin, end):
                equals += raw[other] == raw[one]
            shared[one] = min(probabilities[one], 1.0 / equals)
        begin = end


@entry
def strongest(
    levels: SmallRows, bits: FloatRows, pairs: Ints, most: int, least: float,
    columns: FilledInts, gammas: FilledInts, weights: FilledFloats, bounds: FilledInts,
) -> None:  # fmt: skip
    """Write the comparisons of each pair that weigh most for or against it, strongest first, and where they begin.

    At most so many, and none that weighs less than the least; a comparison without a level weighs nothing.
    """
    n = whole(0)
    bounds[0] = 0
    for which in range(len(pairs)):
        pair, first = pairs[which], n
        for column in range(len(bits)):
            strength, place = abs(bits[column, pair]), min(first + most, n)
            if levels[column, pair] < 0 or not strength >= least:
                continue
            while place > first and strength > abs(weights[place - 1]):
                if place < first + most:
                    columns[place], weights[place] = columns[place - 1], weights[place - 1]
                place -= 1
            if place < first + most:
                columns[place], weights[place] = column, bits[column, pair]
                n = min(n + 1, first + most)
        for place in range(first, n):
            gammas[place] = levels[columns[place], pair]
        bounds[which + 1] = n
