"""What the crowd pass learns from: solo chances of the records that teach, and of others that claim profiles too."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.tables.progress import Progress, silent
from features.comparisons.kernel import Kernel
from features.pairs.pairs import Floats
from features.ranking.feature_list import FEATURES
from serving.matching.bundle import Bundle
from serving.matching.calibration import Calibration
from serving.matching.shortlist import FieldFrequencies
from training.fitting.boost import Boosted, TrainingSet, raw_scores
from training.fitting.collective import IndependentScores, best_few
from training.fitting.examples import Examples, LabelledExamples, Source, gather_examples

AT_ONCE = 10_000
"""Records that claim only are scored so many at a time; their features are not kept."""


@dataclass(frozen=True, slots=True)
class FittedIndependentPass:
    """A fitted solo pass with what it learned from: the sheet, and which examples its rows are."""

    training_set: TrainingSet
    rows: NDArray[np.bool_]
    boosted: Boosted
    calibration: Calibration

    def probabilities(self, examples: Examples) -> Floats:
        """Return the chances of examples by the booster that serves."""
        return self._probabilities(raw_scores(self.boosted.booster, examples.matrix), examples)

    def held_out_probabilities(self, examples: Examples) -> Floats:
        """Return the chances of the examples that it learned from, none by a booster that saw the record's entity."""
        raw = raw_scores(self.boosted.booster, examples.matrix)
        held = np.zeros(len(examples), np.bool_)
        held[np.flatnonzero(self.rows)[self.training_set.fold >= 0]] = True
        raw[held] = self.boosted.out_of_fold[self.training_set.fold >= 0]
        return self._probabilities(raw, examples)

    def _probabilities(self, raw: Floats, examples: Examples) -> Floats:
        return self.calibration(self.calibration.settle(raw, examples.left_rows))


def scores_of_teaching(source: Source, examples: Examples, independent: FittedIndependentPass) -> IndependentScores:
    """Return the solo scores of the records that teach."""
    return IndependentScores(
        source, examples, independent.held_out_probabilities(examples), _match_weights(source, examples)
    )


def with_others(
    scores: IndependentScores,
    known: LabelledExamples,
    independent: FittedIndependentPass,
    others: "Others",
    progress: Progress = silent,
) -> tuple[IndependentScores, LabelledExamples]:
    """Append the claims of records that do not teach; nothing is known of them."""
    parts, source = [scores, *_claims(others, independent, len(scores.source.ids), progress)], scores.source
    ids, records = [*source.ids, *others.source.ids], [*source.records, *others.source.records]
    joined = IndependentScores(
        replace(source, ids=ids, records=records),
        Examples(
            np.zeros((sum(len(part.examples) for part in parts), 0), np.float32),
            np.concatenate([part.examples.left_rows for part in parts]),
            np.concatenate([part.examples.rows for part in parts]),
            np.concatenate([part.examples.posterior for part in parts]),
            None,
        ),
        np.concatenate([part.probability for part in parts]),
        np.concatenate([part.match_weight for part in parts]),
    )
    pairs, rows = len(joined.examples) - len(scores.examples), len(others.source.ids)
    unknown, nobody = np.zeros(pairs, np.bool_), np.zeros(rows, np.bool_)
    return joined, LabelledExamples(
        np.r_[known.used, unknown], np.r_[known.right, unknown], np.r_[known.complete, nobody],
        np.r_[known.fold, np.full(rows, -1)], np.r_[known.weight, np.ones(rows)],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Others:
    """Records that claim only, and what their features are made with."""

    source: Source
    settings: dict[str, Any]
    base_model: Bundle | None


def _claims(
    others: Others, independent: FittedIndependentPass, first_row: int, progress: Progress
) -> Iterator[IndependentScores]:
    """Score the records part by part; of each only the candidates that take part in the crowd pass are kept."""
    source = others.source
    kernel = Kernel.from_splink_json(others.settings, FieldFrequencies(source.index), source.kind)
    for start in range(0, len(source.ids), AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        part = replace(source, ids=source.ids[rows], records=source.records[rows])
        examples = gather_examples(part, kernel, others.base_model, silent)
        scores = IndependentScores(part, examples, independent.probabilities(examples), _match_weights(part, examples))
        places = best_few(scores)
        few = replace(examples.only(places), left_rows=examples.left_rows[places] + first_row + start)
        yield IndependentScores(part, few, scores.probability[places], scores.match_weight[places])
        progress("claims of the others", start + len(part.ids), len(source.ids))


def _match_weights(source: Source, examples: Examples) -> Floats:
    names = [feature.name for feature in FEATURES[source.kind]]
    return examples.matrix[:, names.index("match_weight")].astype(np.float64)
