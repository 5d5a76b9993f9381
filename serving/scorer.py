"""From records to probabilities: the solo pass, one function for training's measurements, batch and live."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.index import UniverseIndex
from features.columns import Columns
from features.kernel import Kernel
from features.pairs import Floats, Ints
from serving.bundle import Bundle
from serving.shortlist import WIDTHS, FieldFrequencies, Shortlist, evidence_of, shortlist


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
        frequencies = FieldFrequencies(index)
        self.kernel = Kernel.from_splink_json(bundle.splink, frequencies, bundle.kind)
        ancestor = bundle.ancestor
        self._ancestor_kernel = (
            None if ancestor is None else Kernel.from_splink_json(ancestor.splink, frequencies, bundle.kind)
        )

    def score(self, left: Columns) -> Scored:
        """Score the candidates of every record; what one record gets does not depend on the others."""
        short = shortlist(left, self.index, self.kernel, WIDTHS[self.bundle.kind])
        return self.score_shortlist(short)

    def score_shortlist(self, short: Shortlist) -> Scored:
        matrix = self.bundle.ranker.matrix(short.evidence, self._ancestor_raw(short))
        raw = self.bundle.ranker.raw(matrix)
        chances = self.bundle.calibration(raw)
        return Scored(short, matrix, raw, equals_share(chances, raw, short.left_rows))

    def _ancestor_raw(self, short: Shortlist) -> Floats | None:
        if self.bundle.ancestor is None or self._ancestor_kernel is None:
            return None
        return ancestor_log_odds(short, self.bundle.ancestor, self._ancestor_kernel)


def ancestor_log_odds(short: Shortlist, ancestor: Bundle, kernel: Kernel) -> Floats:
    """Return what another bundle says of the same candidates, before its calibration."""
    weights = kernel.score(short.met.pairs)
    evidence = evidence_of(short.met, short.kept, kernel, weights)
    evidence.pairs.memo.update(short.evidence.pairs.memo)
    return ancestor.ranker.raw(ancestor.ranker.matrix(evidence, None))


def equals_share(chances: Floats, raw: Floats, left_rows: Ints) -> Floats:
    """Share probability among candidates of one record whose raw scores are the very same."""
    again = np.flatnonzero(left_rows[1:] == left_rows[:-1])
    if not len(again):
        return chances
    order = np.lexsort((raw, left_rows))
    tied = (left_rows[order][1:] == left_rows[order][:-1]) & (raw[order][1:] == raw[order][:-1])
    if not tied.any():
        return chances
    run = np.r_[0, np.cumsum(~tied)]
    result = chances.copy()
    result[order] = np.minimum(chances[order], 1.0 / np.bincount(run)[run])
    return result
