"""How far the records of today stand from those that a bundle was trained on: PSI of features, scores and decisions.

Population stability index (Lewis, An Introduction to Credit Scoring, 1994): below 0.1 nothing to speak of, above 0.25
another population.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

REFERENCE = "reference.json"
"""The file of a bundle that holds what training saw."""
BINS = 10
ALARM = 0.25
LEAST_RECORDS = 100
"""Fewer records differ from the training's by chance alone."""
_LEAST_SHARE = 1e-3
SCORE_EDGES = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
Values = NDArray[np.float64] | NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Distribution:
    """Shares of values between edges; one more share than there are parts is of the values that are missing (NaN)."""

    edges: tuple[float, ...]
    shares: tuple[float, ...]

    @classmethod
    def of(cls, values: Values, edges: Sequence[float] | None = None) -> "Distribution":
        """Cut values at edges, by default at their own least value and deciles."""
        known = values[~np.isnan(values)]
        if edges is None:
            deciles = np.quantile(known, np.linspace(0, 1, BINS + 1)[:-1], method="lower") if len(known) else known
            edges = np.unique(deciles.astype(np.float64)).tolist()
        return cls(tuple(edges), _shares(values, edges))

    @property
    def is_constant(self) -> bool:
        """Whether every value that was not missing fell into one part."""
        return sum(share > 0 for share in self.shares[:-1]) <= 1

    def psi(self, shares: Sequence[float]) -> float:
        """Return the population stability index of other shares of the same parts."""
        return psi(self.shares, shares)


@dataclass(frozen=True, slots=True)
class Reference:
    """What training saw of its best candidates: every feature, the probability, and what was decided of how many."""

    records: int
    features: Mapping[str, Distribution]
    score: Distribution
    decisions: Mapping[str, float]

    def as_json(self) -> dict[str, Any]:
        def saved(one: Distribution) -> list[list[float]]:
            return [list(one.edges), list(one.shares)]

        return {
            "records": self.records,
            "features": {name: saved(one) for name, one in self.features.items()},
            "score": saved(self.score),
            "decisions": dict(self.decisions),
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "Reference":
        def read(one: Sequence[Sequence[float]]) -> Distribution:
            return Distribution(tuple(one[0]), tuple(one[1]))

        features = {name: read(one) for name, one in saved["features"].items()}
        return cls(int(saved["records"]), features, read(saved["score"]), dict(saved["decisions"]))


@dataclass(frozen=True, slots=True)
class Seen:
    """Best candidates of today: one row of features and one probability per record that has any, and all decisions."""

    names: Sequence[str]
    matrix: NDArray[np.float32]
    probability: NDArray[np.float64]
    decisions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that may have drifted: `what` is `feature`, `score` or `decisions`."""

    what: str
    name: str
    psi: float
    alarm: bool


def reference_of(seen: Seen) -> Reference:
    """Sum up what training saw."""
    features = {name: Distribution.of(seen.matrix[:, place]) for place, name in enumerate(seen.names)}
    score = Distribution.of(seen.probability, SCORE_EDGES)
    return Reference(sum(seen.decisions.values()), features, score, decision_shares(seen.decisions))


def drift_from(reference: Reference, seen: Seen, alarm: float = ALARM) -> list[Drift]:
    """Compare today's with the training's, the largest difference first; with few records nothing is an alarm."""
    total = sum(seen.decisions.values())
    found = [("decisions", "match rate", _psi_of_decisions(reference.decisions, decision_shares(seen.decisions)))]
    found.append(("score", "probability", reference.score.psi(_shares(seen.probability, reference.score.edges))))
    for place, name in enumerate(seen.names):
        trained = reference.features.get(name)
        if trained is not None:
            found.append(("feature", name, trained.psi(_shares(seen.matrix[:, place], trained.edges))))
    rows = [Drift(what, name, round(value, 4), value > alarm and total >= LEAST_RECORDS) for what, name, value in found]
    return sorted(rows, key=lambda row: (-row.psi, row.name))


def psi(expected: Sequence[float], got: Sequence[float]) -> float:
    """Return the sum of (got - expected) ln(got / expected); empty parts count as a thousandth."""
    before, after = (np.maximum(np.asarray(shares, np.float64), _LEAST_SHARE) for shares in (expected, got))
    before, after = before / before.sum(), after / after.sum()
    return float(((after - before) * np.log(after / before)).sum())


def decision_shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Divide counts by their sum."""
    total = max(sum(counts.values()), 1)
    return {name: round(count / total, 6) for name, count in sorted(counts.items())}


def _psi_of_decisions(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    names = sorted({*before, *after})
    return psi([before.get(name, 0.0) for name in names], [after.get(name, 0.0) for name in names])


def _shares(values: Values, edges: Sequence[float]) -> tuple[float, ...]:
    missing = np.isnan(values)
    parts = np.searchsorted(np.asarray(edges), values[~missing].astype(np.float64), side="left")
    counts = np.bincount(parts, minlength=len(edges) + 1)
    total = max(len(values), 1)
    return tuple((np.r_[counts, missing.sum()] / total).round(6).tolist())


def read_reference(bundle: Path) -> Reference | None:
    """Read what a bundle's training saw; None for a bundle of before such notes were kept."""
    file = bundle / REFERENCE
    return Reference.from_json(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None
