"""The context of each candidate: ranks, leads and shares among all candidates of its record.

numpy needs a dozen calls for each of these, of microseconds each, over the 40 candidates of a record.

Held to numpy by tests/features/compiled/test_groups.py.
"""

import numpy as np

from features.compiled.loader import entry, part
from features.schema.array_types import FilledFloatRows, FilledInts, FloatRows, Floats, Ints, SmallRows, whole

MIN_EXPONENT = -60.0


@part
def write_leads(values: Floats, begin: int, end: int, leads: Floats) -> None:
    """Write the lead of each value over the best other one, NaN without others."""
    first = second = -np.inf
    at_first = -1
    for at in range(begin, end):
        if values[at] > first:
            first, second, at_first = values[at], first, at
        elif values[at] > second:
            second = values[at]
    for at in range(begin, end):
        rival = second if at == at_first else first
        leads[at] = values[at] - rival if np.isfinite(rival) else np.nan


@part
def _write_ranks(values: Floats, begin: int, end: int, ranks: Floats) -> None:
    """Write how many values are strictly higher than each."""
    for at in range(begin, end):
        higher = 0
        for rival in range(begin, end):
            higher += values[rival] > values[at]
        ranks[at] = higher


@entry
def part_rows(rows: Ints, starts: FilledInts, sizes: FilledInts, of_pair: FilledInts) -> int:
    """Write the start and the length of each run of equal rows, and each position's run; return how many runs."""
    n = whole(0)
    for at in range(len(rows)):
        if not at or rows[at] != rows[at - 1]:
            starts[n] = at
            sizes[n] = 0
            n += 1
        sizes[n - 1] += 1
        of_pair[at] = n - 1
    return n


@entry
def rank(starts: Ints, sizes: Ints, weight: Floats, retrieval: Floats, ranks: FilledFloatRows) -> None:
    """Write how many of the group are strictly higher, by match weight (row 0) and by retrieval (row 1)."""
    for group in range(len(starts)):
        begin = starts[group]
        end = starts[group] + sizes[group]
        _write_ranks(weight, begin, end, ranks[0])
        _write_ranks(retrieval, begin, end, ranks[1])


@entry
def compare_rivals(
    starts: Ints, sizes: Ints, weight: Floats, retrieval: Floats, close_bits: float, context: FilledFloatRows
) -> None:
    """Write a row each: weight lead, weight share, close rivals, retrieval lead, retrieval share, candidates."""
    for group in range(len(starts)):
        begin = starts[group]
        end = starts[group] + sizes[group]
        best = weight[begin:end].max() if end > begin else 0.0
        above = max(best, 0.0)
        odds = total = close = 0.0
        for at in range(begin, end):
            context[1, at] = np.exp2(min(max(weight[at] - above, MIN_EXPONENT), 0.0))
            odds += context[1, at]
            total += retrieval[at]
            close += weight[at] >= best - close_bits
        odds += np.exp2(max(-above, MIN_EXPONENT))
        write_leads(weight, begin, end, context[0])
        write_leads(retrieval, begin, end, context[3])
        for at in range(begin, end):
            context[1, at] /= odds
            context[2, at] = close
            context[4, at] = retrieval[at] / max(total, 1e-9)
            context[5, at] = sizes[group]


@entry
def sum_up(gammas: SmallRows, bits: FloatRows, sums: FilledFloatRows) -> None:
    """Write of each pair (column) a row each: comparisons with a level, contradictions, the least weight."""
    for pair in range(gammas.shape[1]):
        known = 0
        contradictions = 0
        worst = np.inf
        for comparison in range(len(gammas)):
            known += gammas[comparison, pair] >= 0
            contradictions += gammas[comparison, pair] == 0
            worst = min(worst, bits[comparison, pair])
        sums[0, pair] = known
        sums[1, pair] = contradictions
        sums[2, pair] = worst
