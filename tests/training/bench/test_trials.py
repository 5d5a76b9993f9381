"""Trials of the quality bench: their base models, kept figures, and tables."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.tables.progress import silent
from features.schema.kinds import Kind
from training.bench.quality.quality import (
    MeasuredSet,
    measured_trials,
    tables_of,
)
from training.bench.quality.trials import ALL, NONE, Trial
from training.evaluation.data_sets import FILES, QualitySet


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[QualitySet]:
    """Return two sets of people and one of companies, with one row each."""
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    found = []
    for name, kind in (("one", Kind.PERSON), ("two", Kind.PERSON), ("firms", Kind.COMPANY)):
        (tmp_path / name).mkdir()
        for file in FILES:
            pq.write_table(pa.table({"id": [name]}), tmp_path / name / f"{file}.parquet")
        found.append(QualitySet(name, kind, tmp_path / name))
    return found


def keep(trial: Trial, f1: float) -> MeasuredSet:
    """Write the figures of a measured trial."""
    part = {
        "figures": dict.fromkeys(("n_crm", "top1_accuracy", "precision", "recall", "ece", "ece_perfect_95"), 0.5)
        | {"best_f1": f1, "recall_at_precision_99": f1, "candidate_recall": 1.0, "candidate_recall_after_cut": 1.0},
        "intervals": {"best_f1": [f1 - 0.1, f1 + 0.1], "precision": None},
        "decided": {},
    }
    costs = {"train_seconds": 1.0, "match_seconds": 1.0, "records_per_s": 9.0, "basis": "em"}
    figures: dict[str, Any] = {"made_from": trial.made_from(), "parts": {trial.of.name: part}, "scripts": {}, **costs}
    trial.folder.mkdir(parents=True)
    (trial.folder / "figures.json").write_text(json.dumps(figures))
    return MeasuredSet(trial, figures)


def test_a_bench_of_kept_figures_measures_nothing(sets: Sequence[QualitySet]) -> None:
    figures = ((ALL, 0.9), (NONE, 0.7))
    trials = [keep(Trial(sets[0], labels, 0, sets), f1).trial for labels, f1 in figures]

    tables = tables_of(list(measured_trials(trials, silent)))

    by_title = {table.title: table.rows for table in tables}
    assert [row["best_f1"] for row in by_title["Quality, trained with labels"]] == [0.9]
    assert [row["best_f1"] for row in by_title["Quality, trained without labels"]] == [0.7]
