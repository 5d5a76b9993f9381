"""`evaluate` on files: scored links of any tool, and the JSON document."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from data.labels.label_rows import UnusableLabels
from data.labels.labels import read_labels
from data.labels.links import Link, LinksTable, read_links
from features.schema.kinds import Kind
from tests.support.judged_links import EvaluationFiles, truth_of, write_evaluation_files
from training.evaluation.evaluate import EvaluateRequest, NothingToMeasure, evaluate
from training.evaluation.evaluation import evaluate_links

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


def test_files_and_memory_give_the_same_figures(files: EvaluationFiles) -> None:
    from_files = evaluate(request_of(files)).figures
    in_memory = evaluate_links(read_links(files.links), read_labels(files.truth).for_split("test")).figures

    differing = {name for name, value in in_memory.items() if from_files[name] != value}
    assert differing == {"seconds", "facts"}


def test_the_table_shows_each_plain_figure_with_its_interval(files: EvaluationFiles) -> None:
    rows = {name: (value, interval) for name, value, interval in evaluate(request_of(files)).table()}

    assert rows["n_crm"] == (30, "")
    assert " to " in rows["precision"][1]
    assert "intervals" not in rows


def test_facts_of_links_without_decisions_name_the_threshold(files: EvaluationFiles, tmp_path: Path) -> None:
    scored = tmp_path / "scored.csv"
    scored.write_text("crm_id,candidate_id,probability\nc1,u1,0.9\n", encoding="utf-8")

    evaluation = evaluate(replace(request_of(files), scored=scored))

    assert evaluation.figures["precision"] == 1.0
    assert "0.5" in evaluation.facts["decision"]


def test_a_truth_of_other_records_only_is_refused(files: EvaluationFiles, tmp_path: Path) -> None:
    truth = tmp_path / "truth.csv"
    truth.write_text("crm_id,universe_id\nz1,u1\n", encoding="utf-8")

    with pytest.raises(UnusableLabels, match=r"none of 1 crm_id is an id of .*crm.csv: got 'z1'"):
        evaluate(replace(request_of(files), truth=truth))


def test_an_unknown_split_is_refused_by_name(files: EvaluationFiles, tmp_path: Path) -> None:
    truth = tmp_path / "truth.csv"
    truth.write_text("crm_id,universe_id,split\nc1,u1,train\n", encoding="utf-8")

    with pytest.raises(UnusableLabels, match="no label has the split 'test'"):
        evaluate(replace(request_of(files), truth=truth))


def test_neither_or_both_of_bundle_and_scored_are_refused(files: EvaluationFiles) -> None:
    with pytest.raises(NothingToMeasure, match="exactly one"):
        evaluate(replace(request_of(files), scored=None))
    with pytest.raises(NothingToMeasure, match="exactly one"):
        evaluate(replace(request_of(files), bundle=files.crm))


def test_links_on_unlabelled_records_change_nothing() -> None:
    truth = truth_of(("1", "a"))
    links = [Link("1", "a", 0.9, "linked"), Link("2", "b", 0.99, "linked")]

    assert evaluate_links(LinksTable(links), truth).figures == evaluate_links(LinksTable(links[:1]), truth).figures
