"""Pair features in plain Python and rapidfuzz, a pair at a time: what compiled code is held to."""

from collections.abc import Callable, Mapping

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, DamerauLevenshtein, Jaro, JaroWinkler, Levenshtein, Prefix

from features.comparisons.facts import TextMeasure
from features.compiled.opcodes import HIGHEST, LEAD, LOWEST
from features.pairs.columns import Record
from features.pairs.evidence import Evidence
from features.ranking.pair_feature import (
    COVERAGE_PARTS,
    Compute,
    CoveragePart,
    InContext,
    Joined,
    Rarity,
    SharedItems,
    WeightOf,
)
from features.schema.array_types import Floats

SIMILAR = 0.88
UNKNOWN_SHARE = 1e-7
MAX_YEARS = 50


def _percent(score: float) -> float:
    """Scale a score of `rapidfuzz.fuzz`, taken in single precision, to at most 1."""
    return float(np.float64(np.float32(score)) * 0.01)


def _partial(text: str, part: str) -> float:
    return (fuzz.partial_ratio if len(part) <= len(text) else fuzz.ratio)(text, part) / 100


def _squashed(text: str) -> str:
    return text.replace(" ", "")


def _years_near(one: str, other: str) -> float:
    if one == other:
        return 1.0
    are_years = all(len(text) == 4 and text.isascii() and text.isdecimal() for text in (one, other))
    return max(0.0, 1 - abs(int(one) - int(other)) / MAX_YEARS) if are_years else 0.0


MEASURES: Mapping[str, Callable[[str, str], float]] = {
    "equal": lambda a, b: float(a == b),
    "jaro_winkler": JaroWinkler.similarity,
    "jaro": Jaro.similarity,
    "levenshtein": Levenshtein.distance,
    "damerau_levenshtein": DamerauLevenshtein.distance,
    "token_sort": lambda a, b: _percent(fuzz.token_sort_ratio(a, b)),
    "token_set": lambda a, b: _percent(fuzz.token_set_ratio(a, b)),
    "partial": lambda a, b: _percent(fuzz.partial_ratio(a, b)),
    "common_start": Prefix.normalized_similarity,
    "edit_ratio": OSA.normalized_similarity,
    "holds_words": lambda a, b: float(f" {b} " in f" {a} "),
    "covered_words": lambda a, b: max(float(f" {b} " in f" {a} "), 0.9 * _partial(a, b)),
    "same_start": lambda a, b: float(a[:1] == b[:1]),
    "same_or_start": lambda a, b: 1.0 if a == b else 0.5 * (a[:1] == b[:1]),
    "years_near": _years_near,
    "squashed_ratio": lambda a, b: OSA.normalized_similarity(_squashed(a), _squashed(b)),
    "squashed_partial": lambda a, b: _percent(fuzz.partial_ratio(_squashed(a), _squashed(b))),
    "same_letters": lambda a, b: OSA.normalized_similarity("".join(sorted(a)), "".join(sorted(b))),
}


def measured(name: str, one: str, other: str) -> float:
    """Measure two texts, rounded to 6 digits as DuckDB does."""
    if name.startswith("same_piece"):
        cut = slice(*map(int, name.split()[1:]))
        return float(one[cut] == other[cut])
    return float(np.floor(MEASURES[name](one, other) * 1e6 + 0.5) / 1e6)


def computed(compute: Compute, evidence: Evidence) -> Floats:
    """Compute a feature of every pair of two tables that were made from records."""
    pairs = evidence.pairs
    if isinstance(compute, InContext):
        return np.asarray(evidence.context[compute.name], np.float64)
    if isinstance(compute, WeightOf):
        return np.asarray(evidence.comparison_weights[compute.name], np.float64)
    if isinstance(compute, Joined):
        return _joined(compute, evidence)
    if not isinstance(compute, TextMeasure | SharedItems | Rarity | CoveragePart):
        return compute(evidence)
    rows = zip(pairs.left_rows.tolist(), pairs.right_rows.tolist(), strict=True)
    alone = [_of_pair(compute, pairs.left.records[one], pairs.right.records[other], evidence) for one, other in rows]
    return np.array(alone, np.float64)


def _joined(compute: Joined, evidence: Evidence) -> Floats:
    parts = np.array([computed(part, evidence) for part in compute.parts])
    if compute.operation == LEAD:
        return evidence.groups.lead(np.nan_to_num(parts[0]))
    join = {HIGHEST: np.fmax.reduce, LOWEST: np.fmin.reduce}.get(compute.operation, lambda found: _summed(found))
    return np.asarray(join(parts))


def _summed(parts: Floats) -> Floats:
    total = np.zeros(parts.shape[1])
    for part in np.nan_to_num(parts):
        total += part
    return total


def _of_pair(
    compute: TextMeasure | SharedItems | Rarity | CoveragePart,
    one: Record,
    other: Record,
    evidence: Evidence,
) -> float:
    if isinstance(compute, Rarity):
        value = other[compute.field]
        return float("nan") if value is None else _rarity(evidence, compute.field, str(value))
    left = _values(one, compute.left)
    right = _values(other, compute.right)
    if not left or not right:
        return float("nan")
    if isinstance(compute, SharedItems):
        return len(set(left) & set(right))
    if isinstance(compute, CoveragePart):
        return _coverage(left, right, compute, evidence)[COVERAGE_PARTS.index(compute.part)]
    return max(measured(compute.measure, a, b) for a in left for b in right)


def _values(record: Record, field: str) -> tuple[str, ...]:
    value = record.get(field)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _rarity(evidence: Evidence, field: str, text: str) -> float:
    """Return -log10 of the share of universe rows that hold a text."""
    vocabulary = evidence.pairs.right[field].vocabulary
    shares = evidence.frequencies[field]
    code = int(vocabulary.find([text])[0])
    return float(-np.log10(np.maximum(shares[code] if code >= 0 else 0.0, UNKNOWN_SHARE)))


def _coverage(
    left: tuple[str, ...], right: tuple[str, ...], compute: CoveragePart, evidence: Evidence
) -> tuple[float, ...]:
    scores = np.array([[JaroWinkler.similarity(a, b, score_cutoff=SIMILAR) for b in right] for a in left]).round(6)
    left_best = scores.max(axis=1)
    right_best = scores.max(axis=0)
    own, theirs = ([_rarity(evidence, compute.right, word) for word in words] for words in (left, right))
    return (
        sum(a * b for a, b in zip(own, left_best, strict=True)) / max(sum(own), 1e-12),
        sum(a * b for a, b in zip(theirs, right_best, strict=True)) / max(sum(theirs), 1e-12),
        max(a * b for a, b in zip(own, left_best, strict=True)),
        max(0.0 if best > 0 else rarity for best, rarity in zip(left_best, own, strict=True)),
        max(0.0 if best > 0 else rarity for best, rarity in zip(right_best, theirs, strict=True)),
    )
