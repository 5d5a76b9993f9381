"""Trials of the quality bench: their base models, kept figures, and tables."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.labels.links import Link
from data.tables.progress import silent
from features.schema.kinds import Kind
from serving.matching.policy import CurvePoint, Policy
from tests.support.judged_links import counted
from training.bench.ground import kept
from training.bench.harness import BY_HAND, written_by_hand
from training.bench.quality.quality import (
    MeasuredSet,
    curve_of_labels,
    links_row,
    measured_trials,
    quality_of,
    tables_of,
)
from training.bench.quality.trials import ALL, NONE, Trial, decisions_of, recall_figures
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
    figures: dict[str, Any] = {"made_from": trial.made_from(), "parts": {trial.of.name: part}, **costs}
    trial.folder.mkdir(parents=True)
    (trial.folder / "figures.json").write_text(json.dumps(figures))
    return MeasuredSet(trial, figures)


def test_a_trial_starts_from_the_other_sets_of_its_kind(sets: Sequence[QualitySet]) -> None:
    trial = Trial(sets[0], ALL, 0, sets)

    assert trial.leaves_out
    assert [each.name for each in trial.others] == ["two"]


def test_a_named_base_model_is_used_unchanged(sets: Sequence[QualitySet]) -> None:
    assert not Trial(sets[0], ALL, 0, sets, start_from="none").leaves_out


def test_the_figures_of_a_measured_trial_are_kept_and_not_measured_again(sets: Sequence[QualitySet]) -> None:
    measured = keep(Trial(sets[0], ALL, 0, sets), 0.9)

    assert recall_figures(measured.trial, silent) == measured.figures


def test_a_trial_under_other_conditions_is_another_trial(sets: Sequence[QualitySet]) -> None:
    trial = keep(Trial(sets[0], ALL, 0, sets), 0.9).trial

    made_from = trial.made_from()
    others = [replace(trial, seed=1), replace(trial, labels="50"), replace(trial, start_from="none")]
    pq.write_table(pa.table({"id": ["changed"]}), sets[1].file("truth"))

    assert made_from not in [trial.made_from(), *(other.made_from() for other in others)]


def test_a_bench_of_kept_figures_measures_nothing(sets: Sequence[QualitySet]) -> None:
    figures = ((ALL, 0.9), (NONE, 0.7), ("50", 0.8))
    trials = [keep(Trial(sets[0], labels, 0, sets), f1).trial for labels, f1 in figures]

    tables = tables_of(list(measured_trials(trials, silent)))

    by_title = {table.title: table.rows for table in tables}
    assert [row["best_f1"] for row in by_title["Quality, trained with labels"]] == [0.9]
    assert by_title["Best F1 by labels"][0]["50_labels"] == "0.8000"
    assert by_title["Best F1 by labels"][0]["200_labels"] is None


def test_a_table_holds_the_mean_of_the_seeds_and_their_ends(sets: Sequence[QualitySet]) -> None:
    measured = [keep(Trial(sets[0], "50", seed, sets), f1) for seed, f1 in enumerate((0.7, 0.9))]

    [quality] = quality_of(measured)
    [curve] = curve_of_labels(measured)

    assert (quality["best_f1"], quality["best_f1_95"], quality["of_seeds"]) == (0.8, "0.700-0.900", "0.700-0.900")
    assert curve["50_labels"] == "0.8000 (0.7000-0.9000)"


def test_links_are_judged_at_every_wanted_precision() -> None:
    links = [Link(f"r{i}", f"p{i}", 0.9 - i / 10, margin=0.9) for i in range(4)]
    judged = counted(links, *((f"r{i}", "other" if i == 2 else f"p{i}") for i in range(4))).judged
    curve = (CurvePoint(0.8, 60, 60), CurvePoint(0.6, 200, 195))

    decided = decisions_of(judged, Policy(0.8, 0.05, 0.05, 0.99, curve))
    strict, loose = (links_row("one", asked, [chosen]) for asked, chosen in decided.items())

    assert (strict["asked"], strict["precision"], strict["recall"], strict["reachable"]) == (0.99, 1.0, 0.5, 0.5)
    assert (loose["precision"], loose["recall"], loose["of_reachable"]) == (0.75, 0.75, 1.5)
    assert (strict["linked"], strict["review"], strict["none"]) == (0.5, 0.5, 0.0)


def test_figures_are_kept_until_their_inputs_change(tmp_path: Path) -> None:
    measured: list[int] = []

    def measure() -> dict[str, Any]:
        measured.append(1)
        return {"all": 0.5}

    figures = [kept(tmp_path / "figures.json", {"files": inputs}, measure)["all"] for inputs in ("a", "a", "b")]

    assert figures == [0.5] * 3
    assert len(measured) == 2


def test_hand_written_text_below_the_marker_of_a_page_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Tables\n\n{BY_HAND}\n\nRead.\n")

    assert written_by_hand(page) == f"\n{BY_HAND}\n\nRead.\n"
    assert written_by_hand(tmp_path / "absent.md") == ""
