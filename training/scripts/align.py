"""Learned correspondences of letters: expectation and maximisation over the monotone alignments of pairs of spellings.

A unit pairs one or two letters of the written form with none to three of the other spelling; a pair's probability is
the sum over all its alignments of the product of their units. After Jiampojamarn, Kondrak and Sherif, "Applying
Many-to-Many Alignments and Hidden Markov Models to Letter-to-Phoneme Conversion" (2007). Of several spellings of one
name each counts by its probability.
"""

from collections.abc import Sequence

import numba
import numpy as np

from features.schema.array_types import Floats, Ints
from features.schema.value_class import value_class

LETTERS = 27
SOURCE_MOST = 2
TARGET_MOST = 3
LONGEST = 24
ROUNDS = 8
ROUNDS_OF_ALL = 2
LEAST_COUNT = 0.3
"""Units that are expected less often are dropped after the rounds of all units."""
LEAST_SHARE = 0.02
"""Spellings with a smaller share of their name's probability are passed over."""
Spellings = tuple[str, tuple[str, ...]]
"""A written form and the spellings of the same name, letters a to z alone."""
TARGETS = LETTERS**TARGET_MOST
UNITS = LETTERS**SOURCE_MOST * TARGETS


@value_class
class Correspondences:
    """The probability of each unit: `units` are numbers of the written letters times TARGETS plus the others'."""

    units: Ints
    probabilities: Floats


def code(letters: str) -> int:
    """Return the number of some letters, a as 1 to z as 26."""
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - 96
    return number


def letters_of(number: int) -> str:
    """Return the letters of a number."""
    letters = ""
    while number:
        number, digit = divmod(number, LETTERS)
        letters = chr(96 + digit) + letters
    return letters


def learn(names: Sequence[Spellings]) -> Correspondences:
    """Return the units that explain the spellings of all names."""
    pairs = [(written, spelling, at) for at, (written, spellings) in enumerate(names) for spelling in spellings]
    sources, source_ends = _laid([written for written, _, _ in pairs])
    targets, target_ends = _laid([spelling for _, spelling, _ in pairs])
    groups = np.array([at for _, _, at in pairs], np.int64)
    probabilities = np.full(UNITS, 1.0 / UNITS)
    for done in range(ROUNDS):
        counts = np.zeros(UNITS)
        _expect(
            sources,
            source_ends,
            targets,
            target_ends,
            groups=groups,
            probabilities=probabilities,
            counts=counts,
        )
        if done >= ROUNDS_OF_ALL:
            counts[counts < LEAST_COUNT] = 0
        probabilities = counts / counts.sum()
    units = np.flatnonzero(probabilities)
    return Correspondences(units, probabilities[units])


def _laid(words: Sequence[str]) -> tuple[Ints, Ints]:
    content = np.frombuffer("".join(words).encode(), np.uint8).astype(np.int64) - 96
    return content, np.cumsum([0, *map(len, words)])


@numba.njit
def _forward(own, other, table, probabilities):  # type: ignore[no-untyped-def]
    """Fill the probability of each pair of beginnings, and return that of the whole."""
    n, m = len(own), len(other)
    table[: n + 1, : m + 1] = 0
    table[0, 0] = 1
    for i in range(n):
        for j in range(m + 1):
            if table[i, j] > 0:
                row = 0
                for taken in range(1, min(SOURCE_MOST, n - i) + 1):
                    row = row * LETTERS + own[i + taken - 1]
                    target = 0
                    for given in range(min(TARGET_MOST, m - j) + 1):
                        if given > 0:
                            target = target * LETTERS + other[j + given - 1]
                        if given > 0 or taken == 1:
                            table[i + taken, j + given] += table[i, j] * probabilities[row * TARGETS + target]
    return table[n, m]


@numba.njit
def _backward(own, other, ahead, table, probabilities, counts, share):  # type: ignore[no-untyped-def]
    """Add the expected number of each unit, times the share of the spelling."""
    n, m = len(own), len(other)
    table[: n + 1, : m + 1] = 0
    table[n, m] = 1
    for i in range(n - 1, -1, -1):
        for j in range(m, -1, -1):
            row = 0
            for taken in range(1, min(SOURCE_MOST, n - i) + 1):
                row = row * LETTERS + own[i + taken - 1]
                target = 0
                for given in range(min(TARGET_MOST, m - j) + 1):
                    if given > 0:
                        target = target * LETTERS + other[j + given - 1]
                    if given > 0 or taken == 1:
                        value = probabilities[row * TARGETS + target] * table[i + taken, j + given]
                        table[i, j] += value
                        counts[row * TARGETS + target] += share * ahead[i, j] * value / ahead[n, m]


@numba.njit
def _expect(sources, source_ends, targets, target_ends, groups, probabilities, counts):  # type: ignore[no-untyped-def]
    """Add the expected number of each unit in all pairs."""
    ahead = np.zeros((LONGEST + 1, LONGEST + 1))
    behind = np.zeros((LONGEST + 1, LONGEST + 1))
    likelihoods = np.zeros(len(groups))
    totals = np.zeros(groups[-1] + 1)
    for at in range(len(groups)):
        own = sources[source_ends[at] : source_ends[at + 1]]
        other = targets[target_ends[at] : target_ends[at + 1]]
        likelihoods[at] = _forward(own, other, ahead, probabilities)
        totals[groups[at]] += likelihoods[at]
    for at in range(len(groups)):
        if likelihoods[at] > LEAST_SHARE * totals[groups[at]]:
            own = sources[source_ends[at] : source_ends[at + 1]]
            other = targets[target_ends[at] : target_ends[at + 1]]
            _forward(own, other, ahead, probabilities)
            share = likelihoods[at] / totals[groups[at]]
            _backward(own, other, ahead, behind, probabilities=probabilities, counts=counts, share=share)
