"""The waterfall of a probability: steps in log-odds, each with what it adds, up to the printed probability.

The base value and the contributions of the pair features (TreeSHAP, Lundberg et al. 2020) add up to the re-ranker's raw
score. The calibration, the share among equals and the collective pass map a probability to another one: their steps are
the differences of the log-odds before and after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from features.comparisons.independent_facts import facts_stated
from features.ranking.collective_features import COLLECTIVE_FEATURES
from features.ranking.feature_list import features_of
from serving.explanation.step_kinds import StepKind
from serving.matching.bundle import Bundle
from serving.matching.calibration import MOST_LOG_ODDS
from serving.matching.collective import CollectiveModel
from serving.matching.explanation import PairScore

OF_BASE_MODEL = "base model"


SAYS = {
    StepKind.BASE: "where every pair starts",
    StepKind.RIVALS: "the record's other candidates",
    StepKind.CALIBRATION: "what such scores turned out to be worth",
    StepKind.TIES: "candidates that nothing tells apart share the probability",
    StepKind.CLUSTER: "other profiles of the network that are the same one",
    StepKind.COLLECTIVE: "the other records that claim this profile",
    StepKind.NAMED: "the record names this profile by its id or address",
    StepKind.STATED: "a user said what the record is",
}


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One step: `amount` in log-odds; `value` is the pair feature's, None where it is missing or of another step."""

    kind: StepKind
    name: str
    says: str
    amount: float
    value: float | None = None
    family: str = ""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The steps from nothing to the probability."""

    steps: tuple[WaterfallStep, ...]

    @property
    def total(self) -> float:
        """The sum of all steps, in log-odds."""
        return float(sum(step.amount for step in self.steps))

    @property
    def probability(self) -> float:
        """The probability that the steps add up to."""
        return probability_at(self.total)

    def then(self, kind: StepKind, total: float) -> "Waterfall":
        """Return the waterfall with a step that ends at a total."""
        return Waterfall((*self.steps, WaterfallStep(kind, kind.value, SAYS[kind], total - self.total)))


def probability_at(log_odds: float) -> float:
    """Return the probability of log-odds."""
    return float(1.0 / (1.0 + np.exp(-log_odds)))


def log_odds_of(probability: float) -> float:
    """Return the log-odds of a probability, within MOST_LOG_ODDS of 0."""
    with np.errstate(divide="ignore"):
        odds = float(np.log(probability) - np.log1p(-probability))
    return min(max(odds, -MOST_LOG_ODDS), MOST_LOG_ODDS)


def waterfall_of(bundle: Bundle, pair: PairScore) -> Waterfall:
    """Return the steps of the independent pass."""
    scored, position = pair.scored, pair.position
    row = scored.matrix[position : position + 1]
    features = _feature_steps(bundle, row)
    base = float(bundle.ranker.raw(row)[0]) - sum(step.amount for step in features)
    features = by_amount((*features, *_added_steps(pair)))
    found = Waterfall((WaterfallStep(StepKind.BASE, "base", SAYS[StepKind.BASE], base), *features))
    if bundle.calibration.among_rivals:
        found = found.then(StepKind.RIVALS, float(scored.raw[position]))
    found = found.then(StepKind.CALIBRATION, log_odds_of(_calibrated(bundle, pair)))
    equals = np.count_nonzero(scored.raw == scored.raw[position])
    return found if equals == 1 else found.then(StepKind.TIES, log_odds_of(float(scored.probability[position])))


@dataclass(frozen=True, slots=True)
class CollectiveShares:
    """What the collective pass made of one claim: its features with their contributions, which add up to its score.

    `base` is where the score starts, `raw` the score, `probability` what its calibration makes of it.
    """

    features: tuple[WaterfallStep, ...]
    base: float
    raw: float
    probability: float


def collective_shares(model: CollectiveModel, row: NDArray[np.float32], probability: float) -> CollectiveShares:
    """Explain the collective pass of one claim by the exact contributions to its score."""
    matrix = row.reshape(1, -1)
    raw = float(model.booster.raw(matrix)[0])
    shares = model.booster.contributions(matrix)[0]
    features = [
        WaterfallStep(StepKind.FEATURE, name, says, float(share), _shown(value))
        for (name, says), share, value in zip(COLLECTIVE_FEATURES, shares, row, strict=False)
    ]
    return CollectiveShares(by_amount(features), raw - sum(step.amount for step in features), raw, probability)


def by_amount(steps: Iterable[WaterfallStep]) -> tuple[WaterfallStep, ...]:
    """Order steps by what they add, the largest first whatever its sign; equals by name."""
    return tuple(sorted(steps, key=lambda step: (-abs(step.amount), step.name)))


def _feature_steps(bundle: Bundle, row: NDArray[np.float32]) -> Sequence[WaterfallStep]:
    ranker = bundle.ranker
    families = {feature.key: feature.family for feature in features_of(bundle.schema)}
    columns = zip(ranker.names, ranker.sentences, ranker.contributions(row)[0].tolist(), row[0], strict=False)
    return by_amount(
        WaterfallStep(StepKind.FEATURE, name, says, share, _shown(value), families.get(name, OF_BASE_MODEL))
        for name, says, share, value in columns
    )


def _added_steps(pair: PairScore) -> Iterable[WaterfallStep]:
    """Return what fields say that the model never saw."""
    for name, values in pair.scored.added.items():
        amount = float(values[pair.position])
        if amount:
            key = f"own_{name}_weight"
            yield WaterfallStep(StepKind.FEATURE, key, f"of the evidence of {name}", amount, family=f"own_{name}")


def _shown(value: np.float32) -> float | None:
    return None if np.isnan(value) else float(value)


def _calibrated(bundle: Bundle, pair: PairScore) -> float:
    """Return the probability before equals share it."""
    raw = pair.scored.raw[pair.position : pair.position + 1]
    if not bundle.calibration.by_facts:
        return float(bundle.calibration(raw)[0])
    record = pair.scored.shortlist.evidence.pairs.left.records[0]
    return float(bundle.calibration(raw, np.array([facts_stated(bundle.schema, record)], np.int64))[0])
