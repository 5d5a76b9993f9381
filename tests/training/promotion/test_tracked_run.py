"""A finished training in MLflow: times, data sets, tags and plots as its users know them, and a model that it loads."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import mlflow
import pandas as pd
import pyarrow as pa
import pytest

from data.labels.links import SCHEMA
from features.schema.kinds import COLUMNS, Kind
from serving.matching.bundle import METRICS
from serving.runtime.home import Home
from tests.support.small_models import SmallModel
from training.promotion.registry import Registry
from training.promotion.tracked_run import TrainingData, commit_tags
from training.promotion.tracking_store import open_store
from training.promotion.training_log import FinishedTraining, Logging, describe, log_finished

NAME = "tracked"
SPAN = (datetime(2026, 3, 1, 10, 0, tzinfo=UTC), datetime(2026, 3, 1, 10, 2, tzinfo=UTC))


def finished(small: SmallModel, index: Path | None = None) -> FinishedTraining:
    data = [TrainingData("training", small.file("crm"), "ab" * 32, ["id", "full_name"], 1000)]
    return FinishedTraining(
        kind=small.kind,
        bundle=small.bundle,
        metrics=json.loads((small.bundle / METRICS).read_text()),
        facts=dict(small.opened().manifest),
        evaluation=None,
        data=data,
        index=index or small.index,
        from_shipped=False,
        labels_split="train",
        parameters={
            "trees.num_leaves": 31,
            "splink.em_rules": [["email"], "l.last = r.last"],
            "comparisons": {"middle": []},
        },
    )


@pytest.fixture(scope="session")
def person(small_models: dict[Kind, SmallModel]) -> SmallModel:
    return small_models[Kind.PERSON]


@pytest.fixture(scope="session")
def run(person: SmallModel, registry_home: Home, registry: Registry) -> Any:
    """Return the logged run of one training, registered once as version 1, in whatever order tests come."""
    del registry  # its store has been created
    run_id = log_finished(finished(person), Logging(registry_home, NAME, register=True, span=SPAN))
    return open_store(registry_home).client.get_run(run_id)


@pytest.fixture(scope="session")
def model_folder(run: Any, registry: Registry) -> Path:
    del run
    return Path(registry.resolve(Kind.PERSON, "challenger", NAME).source.removeprefix("file://"))


def test_a_run_has_the_times_tags_and_data_sets_of_the_training_without_a_value(run: Any, person: SmallModel) -> None:
    assert (run.info.start_time, run.info.end_time) == tuple(int(moment.timestamp() * 1000) for moment in SPAN)
    assert run.info.status == "FINISHED"
    expected = {
        "kind": "person",
        "basis": "own_labels",
        "precision": "0.99",
        "base_model": "none",
        "bundle": person.opened().version,
        "mlflow.source.name": "onematch train",
        "mlflow.note.content": describe(finished(person)),
    }
    assert run.data.tags.items() >= expected.items()
    assert run.data.params["splink.em_rules"] == '[["email"], "l.last = r.last"]'
    [logged] = run.inputs.dataset_inputs
    data_set = logged.dataset
    assert (data_set.name, data_set.digest) == ("crm.parquet", "abababababababab")
    assert [column["name"] for column in json.loads(data_set.schema)["mlflow_colspec"]] == ["id", "full_name"]
    assert json.loads(data_set.profile) == {"num_rows": 1000}
    names = {row["full_name"] for row in person.rows() if "full_name" in row}
    assert not [name for name in names if name in f"{run.to_dictionary()}"]


def test_a_registered_version_is_described_and_leads_to_run_and_model(run: Any, registry_home: Home) -> None:
    client = open_store(registry_home).client
    version = client.get_model_version_by_alias(NAME, "challenger")
    [output] = run.outputs.model_outputs

    assert version.description == run.data.tags["mlflow.note.content"]
    assert "champion" in client.get_registered_model(NAME).description
    model = client.get_logged_model(output.model_id)
    assert (version.run_id, version.source) == (run.info.run_id, model.artifact_location)
    assert json.loads(model.tags["mlflow.modelVersions"]) == [{"name": NAME, "version": "1"}]
    assert {one.key for one in model.metrics or ()} >= {"linked_from", "trees"}
    assert {one.dataset_name for one in model.metrics or ()} == {"crm.parquet"}


def test_a_model_states_what_it_reads_and_gives_and_has_a_generated_example(
    model_folder: Path, person: SmallModel
) -> None:
    model = mlflow.models.Model.load(str(model_folder))

    assert model.signature.inputs.input_names() == [*COLUMNS[Kind.PERSON]]
    assert model.signature.inputs.required_input_names() == ["id"]
    assert model.signature.outputs.input_names() == SCHEMA.names
    example = json.loads((model_folder / "input_example.json").read_text())
    ids = [row[example["columns"].index("id")] for row in example["data"]]
    assert ids == [record["id"] for record in person.opened().golden["records"][:2]]
    assert not list(model_folder.rglob("*.pkl"))


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_loaded_model_answers_like_the_matcher(model_folder: Path, person: SmallModel) -> None:
    rows = [{name: row.get(name) for name in COLUMNS[Kind.PERSON]} for row in person.rows()[:60]]

    answers = mlflow.pyfunc.load_model(str(model_folder)).predict(pd.DataFrame(rows))

    expected = person.matcher().match(pa.Table.from_pylist(rows)).to_pandas()
    pd.testing.assert_frame_equal(answers, expected)


@pytest.fixture
def pages(run: Any, registry_home: Home) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Return the address that `onematch models ui` prints, and its process."""
    del run
    code = "import sys; from training.cli import main; sys.argv = ['onematch', 'models', 'ui', '--no-browser']; main()"
    environment = os.environ | {"ONEMATCH_HOME": str(registry_home.root)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1], process
        finally:
            process.terminate()


@pytest.mark.e2e
def test_models_ui_serves_the_runs_until_it_is_ended(pages: tuple[str, subprocess.Popen[str]], run: Any) -> None:
    address, process = pages
    base, _, page = address.partition("/#/")

    with urllib.request.urlopen(f"{base}/api/2.0/mlflow/runs/get?run_id={run.info.run_id}") as answer:
        found = json.load(answer)["run"]["info"]

    assert page == f"experiments/{run.info.experiment_id}/runs"
    assert base.startswith("http://127.0.0.1:")
    assert found["run_id"] == run.info.run_id
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=300) == 0
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{base}/health")


def test_a_commit_is_named_only_where_the_code_is_a_checkout_of_its_own(tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@mail.example", "-C", str(tmp_path)]
    (tmp_path / "site-packages").mkdir()
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run([*git, *words], check=True)

    tags = commit_tags(tmp_path)

    assert len(tags["mlflow.source.git.commit"]) == 40
    assert tags["mlflow.source.git.dirty"] == "false"
    assert commit_tags(tmp_path / "site-packages") == {}
