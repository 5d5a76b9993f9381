"""Soft tf-idf coverage: how much of one side's words, weighted by rarity, the other side holds.

After Cohen, Ravikumar and Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks" (2003).
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from features.pairs.evidence import Evidence, idf
from features.pairs.pair_arrays import Spans, Variants, distinct_codes
from features.pairs.pairs import Pairs
from features.schema.array_types import Codes, Floats, Ints

SIMILAR = 0.88
"""Words of a lower jaro-winkler similarity do not cover each other."""
LEAST_RARITY = 1e-12
"""The least sum of rarities that a share is divided by, where every word is common to all rows."""


PARTS = ("of_left", "of_right", "rarest_shared", "left_uncovered", "right_uncovered")
"""The parts of a coverage, in order."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Per pair: the covered share of either side's rarity, the rarest shared word, and the rarest uncovered ones."""

    of_left: Floats
    of_right: Floats
    rarest_shared: Floats
    left_uncovered: Floats
    right_uncovered: Floats


def coverage(evidence: Evidence, left_field: str, right_field: str) -> Coverage:
    """Return the coverage of each side's words by the other's; NaN where either side has none."""
    pairs = evidence.pairs
    if not pairs.are_comparable(left_field, right_field):
        return Coverage(*[np.full(len(pairs), np.nan)] * 5)
    variants = pairs.variants(left_field, right_field)
    similarity = _similarity(pairs, variants, left_field, right_field)
    left, right = _Words.of(pairs.spans("l", left_field)), _Words.of(pairs.spans("r", right_field))
    left_best = left.best(variants.pair, variants.left_position, similarity)
    right_best = right.best(variants.pair, variants.right_position, similarity)
    shares = evidence.frequencies[right_field]
    left_idf = idf(shares, pairs.left_codes_on_the_right(left_field, right_field)[left.codes])
    right_idf = idf(shares, right.codes)
    parts = (
        left.share(left_idf, left_best),
        right.share(right_idf, right_best),
        left.highest(left_idf * left_best),
        left.highest(np.where(left_best > 0, 0.0, left_idf)),
        right.highest(np.where(right_best > 0, 0.0, right_idf)),
    )
    known = pairs.known(left_field, right_field)
    if np.count_nonzero(known) == len(known):
        return Coverage(*parts)
    return Coverage(*(np.where(known, values, np.nan) for values in parts))


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """One part of the coverage of two fields' words."""

    left: str
    right: str
    part: str

    def __call__(self, evidence: Evidence) -> Floats:
        key = "coverage", self.left, self.right
        covered: Floats = getattr(evidence.once(key, partial(coverage, evidence, self.left, self.right)), self.part)
        return covered


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one side of all pairs, pair after pair."""

    lengths: Ints
    starts: Ints
    pair: Ints
    codes: Codes

    @classmethod
    def of(cls, spans: Spans) -> "_Words":
        starts = spans.lengths.cumsum() - spans.lengths
        pair = np.arange(len(spans.lengths)).repeat(spans.lengths)
        positions = np.arange(len(pair)) + (spans.starts - starts)[pair]
        return cls(spans.lengths, starts, pair, spans.codes[positions])

    def best(self, pair: Ints, position: Ints, similarity: Floats) -> Floats:
        """Return the similarity of every word's best counterpart, 0 without one."""
        best = np.zeros(len(self.pair))
        np.maximum.at(best, self.starts[pair] + position, similarity)
        return best

    def share(self, idf: Floats, covered: Floats) -> Floats:
        total = np.bincount(self.pair, idf, len(self.lengths))
        return np.bincount(self.pair, idf * covered, len(self.lengths)) / np.maximum(total, LEAST_RARITY)

    def highest(self, values: Floats) -> Floats:
        result = np.zeros(len(self.lengths))
        filled = self.lengths.nonzero()[0]
        if len(filled):
            result[filled] = np.maximum.reduceat(values, self.starts[filled])
        return result


def _similarity(pairs: Pairs, variants: Variants, left_field: str, right_field: str) -> Floats:
    """Return the jaro-winkler similarity of every combination of words, 0 below SIMILAR."""
    left, right = pairs.left.plural(left_field).vocabulary, pairs.right.plural(right_field).vocabulary
    left_codes, right_codes, inverse = distinct_codes(variants.left_item, variants.right_item, len(right))
    texts, others = left.take(left_codes.astype(np.int32)), right.take(right_codes.astype(np.int32))
    scores = cpdist(texts, others, scorer=JaroWinkler.similarity, score_cutoff=SIMILAR, dtype=np.float64)
    similarity: Floats = np.asarray(scores, np.float64).round(6)
    return similarity if inverse is None else similarity[inverse]
