"""From records to probabilities: the independent pass, one function for training's measurements, batch and live."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.index.index import UniverseIndex
from features.comparisons.independent_facts import facts_stated
from features.comparisons.kernel import Kernel
from features.compiled.loader import machine
from features.pairs.columns import Columns
from features.pairs.evidence import Evidence
from features.pairs.pairs import Floats, Ints, Pairs
from serving.matching.bundle import Bundle
from serving.matching.shortlist import NO_REJECTIONS, WIDTHS, Excluded, FieldFrequencies, Shortlist, shortlist


@dataclass(frozen=True, slots=True)
class Scored:
    """The kept candidates with what the model says of each; `matrix` has one row per candidate."""

    shortlist: Shortlist
    matrix: NDArray[np.float32]
    raw: Floats
    probability: Floats


class Scorer:
    """A bundle applied to an index."""

    def __init__(self, bundle: Bundle, index: UniverseIndex) -> None:
        self.bundle, self.index = bundle, index
        self.kernel = Kernel.from_splink_json(bundle.splink, FieldFrequencies(index), bundle.kind)

    def score(self, left: Columns, without: Excluded = NO_REJECTIONS) -> Scored:
        """Score the candidates of every record; what one record gets does not depend on the others."""
        short = shortlist(left, self.index, self.kernel, WIDTHS[self.bundle.kind], without)
        return self.score_shortlist(short)

    def score_shortlist(self, short: Shortlist) -> Scored:
        pseudo_label = (
            None if self.bundle.base_model is None else base_model_log_odds(short.evidence, self.bundle.base_model)
        )
        matrix = self.bundle.ranker.matrix(short.evidence, pseudo_label)
        raw, probabilities = probabilities_of(self.bundle, matrix, short.evidence.pairs)
        return Scored(short, matrix, raw, equals_share(probabilities, raw, short.left_rows))


def probabilities_of(bundle: Bundle, matrix: NDArray[np.float32], pairs: Pairs) -> tuple[Floats, Floats]:
    """Return the score of every pair as the calibration reads it, and its probability."""
    calibration = bundle.calibration
    raw = calibration.settle(bundle.ranker.raw(matrix), pairs.left_rows)
    if not calibration.by_facts:
        return raw, calibration(raw)
    stated = np.array([facts_stated(bundle.kind, record) for record in pairs.left.records], np.int64)
    return raw, calibration(raw, stated[pairs.left_rows])


def base_model_log_odds(evidence: Evidence, base_model: Bundle) -> Floats:
    """Return what another bundle's re-ranker says of the same evidence, before its calibration.

    It reads the weights of the present Splink model: those are fitted to the present records, its own were not.
    """
    return base_model.ranker.raw(base_model.ranker.matrix(evidence, None))


def equals_share(probabilities: Floats, raw: Floats, left_rows: Ints) -> Floats:
    """Share probability among candidates of one record whose raw scores are the very same."""
    shared = np.empty(len(probabilities))
    machine("serving.matching.compiled.choice").share_equals(left_rows, raw, probabilities, shared)
    return shared
