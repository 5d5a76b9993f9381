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
from training.fitting.boost import Boosted, Sheet, raw_scores
from training.fitting.collective import SoloScores, best_few
from training.fitting.examples import Examples, Known, Source, gather_examples

AT_ONCE = 10_000
"""Records that claim only are scored so many at a time; their features are not kept."""


@dataclass(frozen=True, slots=True)
class Solo:
    """A fitted solo pass with what it learned from: the sheet, and which examples its rows are."""

    sheet: Sheet
    rows: NDArray[np.bool_]
    boosted: Boosted
    calibration: Calibration

    def chances(self, examples: Examples) -> Floats:
        """Return the chances of examples by the booster that serves."""
        return self._chances(raw_scores(self.boosted.booster, examples.matrix), examples)

    def held_out_chances(self, examples: Examples) -> Floats:
        """Return the chances of the examples that it learned from, none by a booster that saw the record's entity."""
        raw = raw_scores(self.boosted.booster, examples.matrix)
        held = np.zeros(len(examples), np.bool_)
        held[np.flatnonzero(self.rows)[self.sheet.fold >= 0]] = True
        raw[held] = self.boosted.out_of_fold[self.sheet.fold >= 0]
        return self._chances(raw, examples)

    def _chances(self, raw: Floats, examples: Examples) -> Floats:
        return self.calibration(self.calibration.settle(raw, examples.left_rows))


def scores_of_teaching(source: Source, examples: Examples, solo: Solo) -> SoloScores:
    """Return the solo scores of the records that teach."""
    return SoloScores(source, examples, solo.held_out_chances(examples), _match_weights(source, examples))


def with_others(
    scores: SoloScores, known: Known, solo: Solo, others: "Others", progress: Progress = silent
) -> tuple[SoloScores, Known]:
    """Append the claims of records that do not teach; nothing is known of them."""
    parts, source = [scores, *_claims(others, solo, len(scores.source.ids), progress)], scores.source
    ids, records = [*source.ids, *others.source.ids], [*source.records, *others.source.records]
    joined = SoloScores(
        replace(source, ids=ids, records=records),
        Examples(
            np.zeros((sum(len(part.examples) for part in parts), 0), np.float32),
            np.concatenate([part.examples.left_rows for part in parts]),
            np.concatenate([part.examples.rows for part in parts]),
            np.concatenate([part.examples.posterior for part in parts]),
            None,
        ),
        np.concatenate([part.chance for part in parts]),
        np.concatenate([part.match_weight for part in parts]),
    )
    pairs, rows = len(joined.examples) - len(scores.examples), len(others.source.ids)
    unknown, nobody = np.zeros(pairs, np.bool_), np.zeros(rows, np.bool_)
    return joined, Known(
        np.r_[known.used, unknown], np.r_[known.right, unknown], np.r_[known.complete, nobody],
        np.r_[known.fold, np.full(rows, -1)], np.r_[known.weight, np.ones(rows)],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Others:
    """Records that claim only, and what their features are made with."""

    source: Source
    settings: dict[str, Any]
    ancestor: Bundle | None


def _claims(others: Others, solo: Solo, first_row: int, progress: Progress) -> Iterator[SoloScores]:
    """Score the records part by part; of each only the candidates that take part in the crowd pass are kept."""
    source = others.source
    kernel = Kernel.from_splink_json(others.settings, FieldFrequencies(source.index), source.kind)
    for start in range(0, len(source.ids), AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        part = replace(source, ids=source.ids[rows], records=source.records[rows])
        examples = gather_examples(part, kernel, others.ancestor, silent)
        scores = SoloScores(part, examples, solo.chances(examples), _match_weights(part, examples))
        places = best_few(scores)
        few = replace(examples.only(places), left_rows=examples.left_rows[places] + first_row + start)
        yield SoloScores(part, few, scores.chance[places], scores.match_weight[places])
        progress("claims of the others", start + len(part.ids), len(source.ids))


def _match_weights(source: Source, examples: Examples) -> Floats:
    names = [feature.name for feature in FEATURES[source.kind]]
    return examples.matrix[:, names.index("match_weight")].astype(np.float64)
