"""The waterfall of a probability: steps in log-odds, each with what it adds, up to the printed probability.

The base value and the contributions of the pair features (TreeSHAP, Lundberg et al. 2020) add up to the re-ranker's raw
score. The calibration, the share among equals and the collective pass map a probability to another one: their steps are
the differences of the log-odds before and after.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from features.comparisons.independent_facts import facts_stated
from features.normalise.text import read_sentences
from features.ranking.collective_features import COLLECTIVE_FEATURES
from features.schema.texts import wording
from serving.explanation.bodies import CollectiveShown, StepKind, StepShown
from serving.matching.bundle import Bundle
from serving.matching.calibration import MAX_LOG_ODDS
from serving.matching.collective import CollectiveModel
from serving.matching.explanation import PairScore

SAYS = read_sentences(
    """
    base: where every pair starts
    rivals: the record's other candidates
    calibration: what such scores turned out to be worth
    ties: candidates that nothing tells apart share the probability
    cluster: other profiles of the network that are the same one
    collective: the other records that claim this profile
    named: the record names this profile by its id or address
    stated: a user said what the record is
    """
)


class FeatureShare(NamedTuple):
    """What a pair feature adds, in log-odds; `value` is None where it is missing."""

    name: str
    says: str
    amount: float
    value: float | None = None


def probability_at(log_odds: float) -> float:
    """Return the probability of log-odds."""
    return float(1.0 / (1.0 + np.exp(-log_odds)))


def log_odds_of(probability: float) -> float:
    """Return the log-odds of a probability, within MAX_LOG_ODDS of 0."""
    with np.errstate(divide="ignore"):
        odds = float(np.log(probability) - np.log1p(-probability))
    return min(max(odds, -MAX_LOG_ODDS), MAX_LOG_ODDS)


def steps_of(kind: StepKind, shares: Iterable[FeatureShare], before: float) -> list[StepShown]:
    """Return a step for each share; each begins where the one before ends."""
    steps = []
    for share in shares:
        before += share.amount
        steps.append(
            StepShown(
                kind=kind,
                **share._replace(says=wording(share.says))._asdict(),
                total=before,
                probability=probability_at(before),
            )
        )
    return steps


def then(steps: list[StepShown], kind: StepKind, total: float) -> list[StepShown]:
    """Return the steps with one more, which ends at a total."""
    before = steps[-1].total
    return steps + steps_of(kind, [FeatureShare(kind, SAYS[kind], total - before)], before)


def waterfall_of(bundle: Bundle, pair: PairScore) -> list[StepShown]:
    """Return the steps of the independent pass."""
    scored = pair.scored
    position = pair.position
    row = scored.matrix[position : position + 1]
    features = by_amount(_feature_shares(bundle, row, pair))
    base = float(bundle.ranker.raw(row)[0]) - sum(share.amount for share in features)
    steps = steps_of(StepKind.BASE, [FeatureShare("base", SAYS[StepKind.BASE], base)], 0.0)
    steps += steps_of(StepKind.FEATURE, by_amount((*features, *_added_shares(pair))), base)
    if bundle.calibration.settles:
        steps = then(steps, StepKind.RIVALS, float(scored.raw[position]))
    steps = then(steps, StepKind.CALIBRATION, log_odds_of(_calibrated(bundle, pair)))
    equals = np.count_nonzero(scored.raw == scored.raw[position])
    return steps if equals == 1 else then(steps, StepKind.TIES, log_odds_of(float(scored.probability[position])))


def collective_shown(model: CollectiveModel, row: NDArray[np.float32], probability: float) -> CollectiveShown:
    """Explain the collective pass of one claim by the exact contributions to its score."""
    matrix = row.reshape(1, -1)
    raw = float(model.booster.raw(matrix)[0])
    shares = model.booster.contributions(matrix)[0]
    features = by_amount(
        FeatureShare(name, says, float(share), _shown(value))
        for (name, says), share, value in zip(COLLECTIVE_FEATURES.items(), shares, row, strict=False)
    )
    base = raw - sum(share.amount for share in features)
    return CollectiveShown(
        base=base, raw=raw, probability=probability, features=steps_of(StepKind.FEATURE, features, base)
    )


def by_amount(shares: Iterable[FeatureShare]) -> list[FeatureShare]:
    """Order shares by what they add, the largest first whatever its sign; equals by name."""
    return sorted(shares, key=lambda share: (-abs(share.amount), share.name))


def _feature_shares(bundle: Bundle, row: NDArray[np.float32], pair: PairScore) -> Iterator[FeatureShare]:
    ranker = bundle.ranker
    sentences = ranker.says(pair.scored.shortlist.evidence.pairs, pair.position)
    columns = zip(ranker.names, sentences, ranker.contributions(row)[0].tolist(), row[0], strict=False)
    return (FeatureShare(name, says, share, _shown(value)) for name, says, share, value in columns)


def _added_shares(pair: PairScore) -> Iterator[FeatureShare]:
    """Return what fields say that the model never saw."""
    for name, values in pair.scored.added.items():
        if amount := float(values[pair.position]):
            yield FeatureShare(f"own_{name}_weight", wording("of the evidence of {name}", name=name), amount)


def _shown(value: np.float32) -> float | None:
    return None if np.isnan(value) else float(value)


def _calibrated(bundle: Bundle, pair: PairScore) -> float:
    """Return the probability before equals share it."""
    raw = pair.scored.raw[pair.position : pair.position + 1]
    if not bundle.calibration.by_facts:
        return float(bundle.calibration(raw)[0])
    record = pair.scored.shortlist.evidence.pairs.left.records[0]
    return float(bundle.calibration(raw, np.array([facts_stated(bundle.schema, record)], np.int64))[0])
