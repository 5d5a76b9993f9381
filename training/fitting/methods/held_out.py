"""Held-out scores of each labelled record's best candidate: what calibrations and thresholds are fitted on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.labels.links import Link, LinksTable
from features.schema.array_types import Bools, Floats, Ints
from serving.matching.calibration import Calibration
from serving.matching.decisions import BestCandidate, decide
from serving.matching.policy import Policy
from training.fitting.methods.curves import best_of_records
from training.fitting.methods.examples import Examples, LabelledExamples, Source


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Each labelled record's best candidate by scores of models that did not see its entity.

    `rival` is the raw score of the runner-up (-inf without one), `left_rows` and `rows` the record and the profile.
    """

    raw: Floats
    rival: Floats
    right: Bools
    left_rows: Ints
    rows: Ints

    @classmethod
    def of(cls, raw: Floats, examples: Examples, right: Bools) -> "HeldOut":
        """Choose the best and the second best of each record among its examples."""
        best = best_of_records(raw, examples.left_rows)
        rest = raw.copy()
        rest[best] = -np.inf
        second = best_of_records(rest, examples.left_rows)
        return cls(raw[best], rest[second], right[best], examples.left_rows[best], examples.rows[best])

    def redrawn(self, weight: Floats) -> "HeldOut":
        """Draw the records again in proportion to their weight."""
        rows = redraw(weight)
        return HeldOut(self.raw[rows], self.rival[rows], self.right[rows], self.left_rows[rows], self.rows[rows])

    def probabilities(self, calibration: Calibration) -> tuple[Floats, Floats]:
        """Return the probabilities of the best and of the runner-up; equal scores share."""
        probability = calibration(self.raw)
        runner_up = np.where(np.isfinite(self.rival), calibration(np.maximum(self.rival, -60)), 0.0)
        tied = self.rival == self.raw
        return np.where(tied, np.minimum(probability, 0.5), probability), np.where(
            tied, np.minimum(runner_up, 0.5), runner_up
        )

    def links(self, source: Source, labelled: LabelledExamples, calibration: Calibration, policy: Policy) -> LinksTable:
        """Decide every labelled record; one without candidates has an empty row."""
        probabilities, runners_up = self.probabilities(calibration)
        profiles = source.index.ids(self.rows)
        found = {
            row: Link(
                source.ids[row],
                profile,
                probability,
                decide(BestCandidate(probability, rival), policy),
                probability - rival,
            )
            for row, profile, probability, rival in zip(
                self.left_rows.tolist(), profiles, probabilities.tolist(), runners_up.tolist(), strict=True
            )
        }
        complete = np.flatnonzero(labelled.complete).tolist()
        return LinksTable([found.get(row, Link(source.ids[row])) for row in complete])


def redraw(weights: Floats | Sequence[float]) -> Ints:
    """Return rows in proportion to their weights, as many as there are, without randomness (systematic sampling).

    What counts rows (a threshold's curve, a calibration) then counts weights.
    """
    cumulated = np.cumsum(np.asarray(weights, np.float64))
    if not len(cumulated):
        return np.zeros(0, np.int64)
    points = (np.arange(len(cumulated)) + 0.5) * cumulated[-1] / len(cumulated)
    rows: Ints = np.searchsorted(cumulated, points).astype(np.int64)
    return rows
