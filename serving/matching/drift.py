"""Drift: the population stability index (PSI) of features, scores and decisions against a bundle's training.

Lewis, An Introduction to Credit Scoring (1994): below 0.1 the population is the same, above 0.25 it is another one.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from features.schema.array_types import Floats, SingleRows
from features.schema.value_class import value_class
from serving.matching.former_names import read_json

REFERENCE = "reference.json"
"""The file of a bundle with the distributions of its training."""
BINS = 10
ALARM = 0.25
MIN_RECORDS = 100
"""With fewer records the index exceeds the alarm by sampling error alone."""
_MIN_SHARE = 1e-3
Values = NDArray[np.float64] | NDArray[np.float32]


class Distribution(NamedTuple):
    """Shares of values between edges; the last share is of the missing values (NaN)."""

    edges: tuple[float, ...]
    shares: tuple[float, ...]

    @classmethod
    def of(cls, values: Values, edges: Sequence[float] | None = None) -> "Distribution":
        """Cut values at `edges`, by default at their minimum and deciles."""
        known = values[~np.isnan(values)]
        if edges is None:
            deciles = np.quantile(known, np.linspace(0, 1, BINS + 1)[:-1], method="lower") if len(known) else known
            edges = np.unique(deciles.astype(np.float64)).tolist()
        return cls(tuple(edges), _shares(values, edges))

    @property
    def is_constant(self) -> bool:
        """Whether all values that are not missing are in one part."""
        return sum(share > 0 for share in self.shares[:-1]) <= 1


@value_class
class Reference:
    """The training's best candidates: distributions of every feature and of the probability, shares of decisions."""

    records: int
    features: Mapping[str, Distribution]
    score: Distribution
    decisions: Mapping[str, float]

    def as_json(self) -> dict[str, Any]:
        return {
            "records": self.records,
            "features": dict(self.features),
            "score": self.score,
            "decisions": dict(self.decisions),
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "Reference":
        features = {name: Distribution(*map(tuple, distribution)) for name, distribution in saved["features"].items()}
        return cls(int(saved["records"]), features, Distribution(*map(tuple, saved["score"])), saved["decisions"])


@value_class
class Seen:
    """Best candidates: a row of features and a probability per record that has any, and the count of each decision."""

    names: Sequence[str]
    matrix: SingleRows
    probability: Floats
    decisions: Mapping[str, int]


@value_class
class Drift:
    """The index of one distribution; `what` is `feature`, `score` or `decisions`."""

    what: str
    name: str
    psi: float
    alarm: bool


def drift_from(reference: Reference, batch: Seen) -> list[Drift]:
    """Compare best candidates with the training's, the largest index first; few records raise no alarm."""
    total = sum(batch.decisions.values())
    score = psi(reference.score.shares, _shares(batch.probability, reference.score.edges))
    decisions = _psi_of_decisions(reference.decisions, decision_shares(batch.decisions))
    measured = [("decisions", "match rate", decisions), ("score", "probability", score)]
    for column, name in enumerate(batch.names):
        trained = reference.features.get(name)
        if trained is not None:
            measured.append(("feature", name, psi(trained.shares, _shares(batch.matrix[:, column], trained.edges))))
    rows = [
        Drift(what, name, round(value, 4), value > ALARM and total >= MIN_RECORDS) for what, name, value in measured
    ]
    return sorted(rows, key=lambda row: (-row.psi, row.name))


def psi(expected: Sequence[float], got: Sequence[float]) -> float:
    """Return the sum of (got - expected) ln(got / expected); an empty part has the share 0.001."""
    before, after = (np.maximum(np.asarray(shares, np.float64), _MIN_SHARE) for shares in (expected, got))
    before = before / before.sum()
    after = after / after.sum()
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
    """Read the distributions of a bundle's training; None for a bundle without the file."""
    return Reference.from_json(read_json(bundle, REFERENCE)) if (bundle / REFERENCE).is_file() else None
