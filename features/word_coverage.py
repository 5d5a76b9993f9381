"""Soft tf-idf coverage: how much of one side's words, weighted by rarity, the other side holds.

After Cohen, Ravikumar and Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks" (2003).
"""

from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from features.columns import NULL, ListColumn
from features.evidence import UNKNOWN_SHARE, Evidence, idf
from features.pairs import Bools, Floats, Ints, combine

SIMILAR = 0.88
"""Words less alike than this by jaro-winkler do not cover each other."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Per pair: the covered share of either side's rarity, and the rarest word that both share or that one lacks."""

    of_left: Floats
    of_right: Floats
    rarest_shared: Floats
    left_uncovered: Floats
    right_uncovered: Floats


def coverage(evidence: Evidence, left_field: str, right_field: str) -> Coverage:
    """Cover the words of each side by the other's; NaN where either side has none."""
    pairs = evidence.pairs
    left, right = pairs.left.plural(left_field), pairs.right.plural(right_field)
    variants = pairs.variants(left_field, right_field)
    likeness = _likeness(left, right, variants.left_item, variants.right_item)
    shares = evidence.frequencies[right_field]
    known_codes = right.vocabulary.find(left.vocabulary.take(np.arange(len(left.vocabulary), dtype=np.int32)))
    left_idf = np.full(len(left.vocabulary), -np.log10(UNKNOWN_SHARE))
    found = known_codes != NULL
    left_idf[found] = idf(shares, known_codes[found])
    n_left, n_right = left.lengths[pairs.left_rows], right.lengths[pairs.right_rows]
    n = len(pairs)
    of_left = _slots(variants.pair, variants.left_position, n_left, likeness)
    of_right = _slots(variants.pair, variants.right_position, n_right, likeness)
    left_words = left_idf[left.take(pairs.left_rows).codes]
    right_words = idf(shares, right.take(pairs.right_rows).codes)
    nothing = (n_left == 0) | (n_right == 0)
    return Coverage(
        _share(left_words, of_left, n_left, nothing),
        _share(right_words, of_right, n_right, nothing),
        _highest(np.where(of_left > 0, left_words * of_left, 0.0), n_left, n, nothing),
        _highest(np.where(of_left > 0, 0.0, left_words), n_left, n, nothing),
        _highest(np.where(of_right > 0, 0.0, right_words), n_right, n, nothing),
    )


def _likeness(left: ListColumn, right: ListColumn, left_item: Ints, right_item: Ints) -> Floats:
    size = max(len(right.vocabulary), 1)
    distinct, inverse = np.unique(combine(left_item, right_item, size), return_inverse=True)
    if not len(distinct):
        return np.zeros(0)
    lefts = left.vocabulary.take((distinct // size).astype(np.int32))
    rights = right.vocabulary.take((distinct % size).astype(np.int32))
    scores = cpdist(lefts, rights, scorer=JaroWinkler.similarity, score_cutoff=SIMILAR, dtype=np.float64)
    likeness: Floats = np.round(np.asarray(scores, np.float64), 6)[inverse].astype(np.float64)
    return likeness


def _slots(pair: Ints, position: Ints, lengths: Ints, likeness: Floats) -> Floats:
    """Give every word of every pair (in order of pairs) the likeness of its best counterpart."""
    starts = np.cumsum(lengths) - lengths
    best = np.zeros(int(lengths.sum()))
    np.maximum.at(best, starts[pair] + position, likeness)
    return best


def _share(words: Floats, covered: Floats, lengths: Ints, nothing: Bools) -> Floats:
    pair = np.repeat(np.arange(len(lengths)), lengths)
    total = np.bincount(pair, words, len(lengths))
    part = np.bincount(pair, words * covered, len(lengths))
    return np.where(nothing, np.nan, part / np.maximum(total, 1e-12))


def _highest(words: Floats, lengths: Ints, n: int, nothing: Bools) -> Floats:
    result = np.zeros(n)
    filled = np.flatnonzero(lengths)
    if len(filled):
        starts = (np.cumsum(lengths) - lengths)[filled]
        result[filled] = np.maximum.reduceat(words, starts)
    return np.where(nothing, np.nan, result)
