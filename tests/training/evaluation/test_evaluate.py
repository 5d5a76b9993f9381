"""`evaluate` on files: scored links of any tool, and the JSON document."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from tests.support.judged_links import EvaluationFiles, write_evaluation_files
from training.evaluation.evaluate import EvaluateRequest, NothingToMeasure, evaluate

DOCUMENTED = (
    "precision",
    "recall",
    "f1",
    "top1_accuracy",
    "best_f1",
    "recall_at_precision_99",
    "candidate_recall",
    "ece",
    "n_crm",
    "n_true",
    "seconds",
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> EvaluationFiles:
    return write_evaluation_files(tmp_path_factory.mktemp("evaluation"))


def request_of(files: EvaluationFiles) -> EvaluateRequest:
    return EvaluateRequest(
        Kind.PERSON, files.crm, files.truth, universe=files.universe, split="test", scored=files.links
    )


def test_scored_links_are_measured_on_the_records_of_the_split(files: EvaluationFiles, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"

    evaluation = evaluate(replace(request_of(files), json=out))

    written = json.loads(out.read_text(encoding="utf-8"))
    assert set(DOCUMENTED) <= written.keys()
    assert written["n_crm"] == evaluation.figures["n_crm"] == 30
    assert written["n_true"] == 24
    assert written["candidate_recall"] is None
    assert written["intervals"]["precision"][0] <= written["precision"] <= written["intervals"]["precision"][1]
    assert written["facts"]["model_version"] == "ab+cd.0"


def test_facts_of_links_without_decisions_name_the_threshold(files: EvaluationFiles, tmp_path: Path) -> None:
    scored = tmp_path / "scored.csv"
    scored.write_text("crm_id,candidate_id,probability\nc1,u1,0.9\n", encoding="utf-8")

    evaluation = evaluate(replace(request_of(files), scored=scored))

    assert evaluation.figures["precision"] == 1.0
    assert "0.5" in evaluation.facts["decision"]


def test_neither_or_both_of_bundle_and_scored_are_refused(files: EvaluationFiles) -> None:
    with pytest.raises(NothingToMeasure, match="exactly one"):
        evaluate(replace(request_of(files), scored=None))
    with pytest.raises(NothingToMeasure, match="exactly one"):
        evaluate(replace(request_of(files), bundle=files.crm))
