"""The remaining errors on a set: wrong and missed links at the threshold of the best F1, field by field."""

from collections.abc import Iterator

import numpy as np

from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.labels.links import read_links
from data.tables.optional_columns import UniverseFile
from data.tables.progress import silent
from data.tables.records import read_records
from data.tables.terminal import printable
from features.pairs.columns import hash_text
from training.bench.quality.quality import MODES, QualityRequest
from training.bench.quality.trials import Trial, index_of_set, kept_figures
from training.evaluation.data_sets import is_sample
from training.evaluation.figures import curve_of
from training.evaluation.judged import JudgedLinks, judge_links
from training.evaluation.metrics import best_threshold
from training.evaluation.report.errors import ErrorCase, error_case
from training.evaluation.sources import gather_sources

LONGEST = 120


def list_errors(request: QualityRequest, most: int) -> str:
    """Return, as Markdown, errors of every set in every mode, drawn by hash."""
    lines: list[str] = []
    for each in request.sets:
        for labels in (count for count in request.labels if count in MODES):
            trial = Trial(each, labels, 0, request.known, request.start_from)
            if not is_sample(each) and kept_figures(trial) is not None:
                lines += [f"## {each.name}, {MODES[labels]}", *_errors_of(trial, most), ""]
    return "\n".join(lines)


def errors_at_best(judged: JudgedLinks) -> np.ndarray:
    """Return which records are wrong when everything from the threshold of the best F1 on is linked."""
    threshold = best_threshold(curve_of(judged))
    linked = judged.has_candidate & (judged.probability >= (1.0 if threshold is None else threshold))
    return np.where(linked, ~judged.right, judged.answerable)


def _errors_of(trial: Trial, most: int) -> Iterator[str]:
    of = trial.of
    crm = read_records(of.kind, of.file("crm"))
    truth = read_labels(of.file("truth")).for_split("test")
    judged = judge_links(read_links(trial.folder / "links.parquet"), truth, set(crm.ids)).judged
    wrong = judged.take(errors_at_best(judged))
    index = UniverseIndex.open(index_of_set(of, silent))
    sources = gather_sources(wrong, crm, index, UniverseFile(of.file("universe"), {}))
    rows = sorted(range(len(wrong)), key=lambda row: hash_text(wrong.links[row].crm_id))
    yield f"{len(wrong)} errors of {len(judged)} records; {min(most, len(wrong))} of them:"
    for row in rows[:most]:
        yield from _lines_of(error_case(wrong, row, sources), found=bool(wrong.right[row]))


def _lines_of(case: ErrorCase, *, found: bool) -> Iterator[str]:
    link = case.link
    right = "the same, but not sure enough" if found else case.right_id or "nobody"
    yield f"- {link.crm_id}: chosen {link.candidate_id} ({link.probability:.3f}, {link.decision}), right {right}"
    for field in case.fields:
        values = (field.record, field.chosen, field.right)
        if any(values):
            yield f"  - {field.name}: {' | '.join(printable((value or '-')[:LONGEST]) for value in values)}"
