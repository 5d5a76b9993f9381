"""Which candidates of a record are kept, in which order they are shown, how equals share, and the strongest reasons.

numpy sorts each record by itself, with several calls of microseconds for a dozen candidates.

Held to Python's sorting by tests/serving/matching/test_choice.py.
"""

import numpy as np

from features.compiled.loader import entry, part
from features.schema.array_types import FilledBools, FilledFloats, FilledInts, FloatRows, Floats, Ints, SmallRows, whole
from serving.matching.compiled.arguments import RetrievedCandidates, ScoredCandidates, StrongestComparisons


@part
def _first(primary: Floats, secondary: Floats, begin: int, end: int, most: int, best: FilledInts) -> int:
    """Write at most so many positions of a group, lowest first, equals by the second number, then by position."""
    n = whole(0)
    for item in range(begin, end):
        position = min(most, n)
        while position:
            other = best[position - 1]
            if primary[item] > primary[other]:
                break
            if primary[item] == primary[other] and secondary[item] >= secondary[other]:
                break
            if position < most:
                best[position] = other
            position -= 1
        if position < most:
            best[position] = item
            n = min(n + 1, most)
    return n


@entry
def keep_promising(
    starts: Ints, sizes: Ints, by_weight: Floats, by_retrieval: Floats, most: int, most_by_weight: int, kept: FilledInts
) -> int:
    """Write the positions of each group's `most` highest candidates, ascending; return how many.

    The first `most_by_weight` are chosen by their rank by weight, the others by retrieval; where it is below 0, each by
    the better of both ranks.
    """
    n_kept = whole(0)
    pairs = len(by_weight)
    primary = np.empty(pairs)
    secondary = np.empty(pairs)
    is_kept = np.zeros(pairs, np.bool_)
    best = np.empty(max(most, most_by_weight), np.int64)
    for group in range(len(starts)):
        begin = starts[group]
        end = starts[group] + sizes[group]
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
def _precedes(probability: Floats, raw: Floats, weight: Floats, pair: int, other: int) -> bool:
    before: bool = weight[pair] > weight[other]
    if probability[pair] != probability[other]:
        before = probability[pair] > probability[other]
    elif raw[pair] != raw[other]:
        before = raw[pair] > raw[other]
    return before


@entry
def order_shown(
    candidates: ScoredCandidates,
    retrieved: RetrievedCandidates,
    most: int,
    shown: FilledInts,
    bounds: FilledInts,
    at_cut: FilledBools,
) -> None:
    """Write at most so many candidates of each record, most probable first, and where each record's begin and end.

    Equals are ordered by raw score, then by weight. `at_cut` becomes whether a record's first one was retrieved with no
    more evidence than others that were cut off.
    """
    left_rows, probability, raw, weight, kept = candidates
    retrieved_starts, retrieved_of, retrieved_weight, retrieved_left_out = retrieved
    at = whole(0)
    n = whole(0)
    bounds[0] = 0
    for record in range(len(bounds) - 1):
        first = n
        at_cut[record] = False
        while at < len(left_rows) and left_rows[at] == record:
            position = min(first + most, n)
            while position > first and _precedes(probability, raw, weight, at, shown[position - 1]):
                if position < first + most:
                    shown[position] = shown[position - 1]
                position -= 1
            if position < first + most:
                shown[position] = at
                n = min(n + 1, first + most)
            at += 1
        if n > first:
            best = kept[shown[first]]
            lowest = retrieved_weight[best]
            group = retrieved_of[best]
            for other in range(retrieved_starts[group], len(retrieved_of)):
                if retrieved_of[other] != group:
                    break
                lowest = min(lowest, retrieved_weight[other])
            at_cut[record] = retrieved_left_out[best] > 0 and retrieved_weight[best] <= lowest
        bounds[record + 1] = n


@entry
def share_equals(left_rows: Ints, raw: Floats, probabilities: Floats, shared: FilledFloats) -> None:
    """Write probabilities of which candidates of a record with equal raw scores get at most their share of 1."""
    begin = whole(0)
    while begin < len(left_rows):
        end = begin
        while end < len(left_rows) and left_rows[end] == left_rows[begin]:
            end += 1
        for pair in range(begin, end):
            equals = whole(0)
            for other in range(begin, end):
                equals += raw[other] == raw[pair]
            shared[pair] = min(probabilities[pair], 1.0 / equals)
        begin = end


@entry
def strongest(
    levels: SmallRows, bits: FloatRows, pairs: Ints, most: int, least: float, buffers: StrongestComparisons
) -> None:
    """Write at most so many comparisons of each pair, those with the largest absolute weight first.

    None weighs less than the least; a comparison without a level weighs nothing.
    """
    columns, gammas, weights, bounds = buffers
    n = whole(0)
    bounds[0] = 0
    for which in range(len(pairs)):
        pair = pairs[which]
        first = n
        for column in range(len(bits)):
            strength = abs(bits[column, pair])
            position = min(first + most, n)
            if levels[column, pair] < 0 or not strength >= least:
                continue
            while position > first and strength > abs(weights[position - 1]):
                if position < first + most:
                    columns[position] = columns[position - 1]
                    weights[position] = weights[position - 1]
                position -= 1
            if position < first + most:
                columns[position] = column
                weights[position] = bits[column, pair]
                n = min(n + 1, first + most)
        for position in range(first, n):
            gammas[position] = levels[columns[position], pair]
        bounds[which + 1] = n
