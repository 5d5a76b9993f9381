"""The independent pass: probabilities of a record's candidates, the same in training, batch and HTTP."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.index.index import UniverseIndex
from features.comparisons.independent_facts import facts_stated
from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns
from features.pairs.evidence import Evidence
from features.pairs.pairs import Pairs
from features.schema.array_types import Floats, Ints
from serving.matching.bundle import Bundle
from serving.matching.compiled.calls import share_equals
from serving.matching.shortlist import NO_EXCLUSIONS, WIDTHS, Excluded, FieldFrequencies, Shortlist, shortlist

LOG_ODDS_PER_BIT = float(np.log(2))


@dataclass(frozen=True, slots=True)
class Scored:
    """The kept candidates with features, raw scores and probabilities; `matrix` has one row per candidate."""

    shortlist: Shortlist
    matrix: NDArray[np.float32]
    raw: Floats
    probability: Floats


class Scorer:
    """A bundle applied to an index."""

    def __init__(self, bundle: Bundle, index: UniverseIndex) -> None:
        self.bundle, self.index = bundle, index
        self.kernel = Kernel.from_splink_json(bundle.splink, FieldFrequencies(index), bundle.schema)

    def score(self, left: Columns, excluded: Excluded = NO_EXCLUSIONS) -> Scored:
        """Score the candidates of every record; no record's result depends on another record."""
        short = shortlist(left, self.index, self.kernel, WIDTHS[self.bundle.kind], excluded)
        return self.score_shortlist(short)

    def score_shortlist(self, short: Shortlist) -> Scored:
        base_model = self.bundle.base_model
        self.bundle.ranker.program.matrix(short.evidence)
        base_raw = None if base_model is None else base_model_log_odds(short.evidence, base_model)
        matrix = self.bundle.ranker.matrix(short.evidence, base_raw)
        raw, probabilities = probabilities_of(self.bundle, matrix, short.evidence.pairs)
        return Scored(short, matrix, raw, equals_share(probabilities, raw, short.left_rows))


def probabilities_of(bundle: Bundle, matrix: NDArray[np.float32], pairs: Pairs) -> tuple[Floats, Floats]:
    """Return the calibration's input for every pair, and the probability."""
    calibration = bundle.calibration
    raw = calibration.settle(bundle.ranker.raw(matrix), pairs.left_rows)
    if not calibration.by_facts:
        return raw, calibration(raw)
    stated = np.array([facts_stated(bundle.schema, record) for record in pairs.left.records], np.int64)
    return raw, calibration(raw, stated[pairs.left_rows])


def base_model_log_odds(evidence: Evidence, base_model: Bundle) -> Floats:
    """Return the raw scores of a base model's re-ranker on the same evidence.

    The match weights are the present Splink model's, which is fitted to the present records, unlike the base model's.
    Own fields are missing values to a base model that has none; what they say is added as independent evidence.
    """
    ranker = base_model.ranker
    if evidence.own is None or base_model.schema.own:
        return ranker.raw(ranker.matrix(evidence, None))
    return ranker.raw(ranker.program.without_own(evidence)) + LOG_ODDS_PER_BIT * evidence.own.bits


def equals_share(probabilities: Floats, raw: Floats, left_rows: Ints) -> Floats:
    """Divide the probability among candidates of one record with equal raw scores."""
    shared = np.empty(len(probabilities))
    share_equals(left_rows, raw, probabilities, shared)
    return shared
