"""A whole CRM matched by the batch matcher, and whether right answers were among the candidates."""

from collections.abc import Collection
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from data.labels.labels import Truth
from data.tables.progress import Progress
from data.tables.records import Table
from features.pairs.columns import columns_of
from training.evaluation.judged import CandidateReach
from training.evaluation.model_figures import work_of

CHUNK = 512


def reach_of(crm: Table, truth: Truth, index: Path, bundle: Path, progress: Progress) -> CandidateReach:
    """Retrieve the labelled records' candidates again: how many, and whether with a right answer, around the cut."""
    from serving.matching.matcher import Matcher
    from serving.matching.shortlist import shortlist

    matcher = Matcher.open(bundle, index)
    rows = [row for row, crm_id in enumerate(crm.ids) if crm_id in truth.answers]
    before: dict[str, bool] = {}
    after: dict[str, bool] = {}
    counts = [np.zeros(0, np.int64)]
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        ids = [crm.ids[row] for row in chunk]
        columns = columns_of(matcher.schema, ids, [crm.records[row] for row in chunk])
        candidates = shortlist(columns, matcher.index, matcher.kernel, matcher.scorer.width)
        right = [right_rows(matcher.index, truth.answers[crm_id]) for crm_id in ids]
        before |= zip(
            ids, retrieved_any(right, candidates.retrieved.pairs.left_rows, candidates.retrieved_rows), strict=True
        )
        after |= zip(ids, retrieved_any(right, candidates.left_rows, candidates.rows), strict=True)
        counts.append(np.bincount(candidates.left_rows, minlength=len(chunk)))
        progress("candidates of the truth", start + len(chunk), len(rows))
    return CandidateReach(before, after, work_of(matcher.scorer.bundle, np.concatenate(counts)))


def right_rows(index: UniverseIndex, answers: Collection[str]) -> frozenset[int]:
    """Return the rows of the right answers that the universe holds."""
    return frozenset(row for answer in answers if (row := index.row_of(answer)) is not None)


def retrieved_any(right: list[frozenset[int]], left_rows: np.ndarray, rows: np.ndarray) -> list[bool]:
    """Return for each record whether any of its right rows is among its candidates."""
    retrieved = [False] * len(right)
    for left, row in zip(left_rows.tolist(), rows.tolist(), strict=True):
        retrieved[left] = retrieved[left] or row in right[left]
    return retrieved
