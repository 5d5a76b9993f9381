"""A training as one MLflow run: its own times, data sets, source, figures and plots, and the model that it gave."""

import getpass
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import training
from data.tables.work_folders import work_folder
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.value_class import value_class
from training.promotion.logged_model import Example, signature_of, write_model

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import DatasetInput, LoggedModel

_LONGEST_PARAMETER = 6000
_DIGEST = 16
ROOT = Path(training.__file__).resolve().parent.parent


@value_class
class TrainingData:
    """A data set that a training read, without a value of it; `role` is training, universe, labels or feedback."""

    role: str
    path: Path
    digest: str
    columns: Sequence[str]
    rows: int


@value_class
class TrainingRecord:
    """The record of one training in the registry.

    `metrics` may be nested; numbers are kept under dotted names. `report` is the HTML file without field values,
    `documents` are further files without field values, `plots` SVG files by name. `index` is the folder that the
    model answers from by default, `example` generated records for its signature, whose columns are those of `schema`;
    None: those of the kind.
    """

    kind: Kind
    bundle: Path
    parameters: Mapping[str, object]
    metrics: Mapping[str, object]
    report: Path | None = None
    name: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    documents: Sequence[Path] = ()
    description: str = ""
    span: tuple[datetime, datetime] | None = None
    data: Sequence[TrainingData] = ()
    plots: Mapping[str, str] = field(default_factory=dict)
    index: Path | None = None
    example: Example = ({"id": "c-1"},)
    schema: Schema | None = None


@value_class
class MeasuredRun:
    """An evaluation or a deduplication as a run; `metrics` may be nested; no value of a field is in it."""

    command: str
    kind: Kind
    name: str
    parameters: Mapping[str, object]
    metrics: Mapping[str, object]


@value_class
class TrackedRun:
    """The id of a run, and the model that it logged with the URI of its folder."""

    run_id: str
    model_id: str
    model_uri: str


def track(client: "MlflowClient", experiment: str, record: TrainingRecord) -> TrackedRun:
    """Log a finished training as a run, and its bundle as the run's model; a run that cannot be filled has failed."""
    started, ended = (None, None) if record.span is None else map(_milliseconds, record.span)
    run = client.create_run(experiment, started, _tags(record), record.bundle.name)
    run_id = str(run.info.run_id)
    try:
        model = _log_model(client, experiment, run_id, record)
        _fill(client, run_id, record, model)
    except BaseException:
        client.set_terminated(run_id, status="FAILED")
        raise
    client.set_terminated(run_id, end_time=ended)
    return TrackedRun(run_id, model.model_id, model.artifact_location)


def track_measured(client: "MlflowClient", experiment: str, run: MeasuredRun) -> str:
    """Log a finished measurement as a run; return its id."""
    from mlflow.entities import Metric, Param

    tags = {"kind": run.kind.value, "mlflow.user": _user(), "mlflow.source.name": f"onematch {run.command}"}
    made = client.create_run(experiment, tags={**tags, "command": run.command}, run_name=run.name)
    at = int(made.info.start_time)
    parameters = {name: str(value)[:_LONGEST_PARAMETER] for name, value in run.parameters.items() if value is not None}
    client.log_batch(
        made.info.run_id,
        metrics=[Metric(name, value, at, 0) for name, value in flatten_numbers(run.metrics).items()],
        params=[Param(name, value) for name, value in parameters.items()],
    )
    client.set_terminated(made.info.run_id)
    return str(made.info.run_id)


def flatten_numbers(metrics: Mapping[str, object], prefix: str = "") -> dict[str, float]:
    """Return every number of a nested mapping under its dotted name; other values are left out."""
    flat: dict[str, float] = {}
    for key, value in metrics.items():
        if isinstance(value, Mapping):
            flat |= flatten_numbers(value, f"{prefix}{key}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            flat[f"{prefix}{key}"] = float(value)
    return flat


def _tags(record: TrainingRecord) -> dict[str, str]:
    stated = {
        "kind": record.kind.value,
        "onematch_version": version("onematch"),
        "mlflow.user": _user(),
        "mlflow.source.name": "onematch train",
        "mlflow.source.type": "LOCAL",
        "mlflow.note.content": record.description,
    }
    return {name: text for name, text in stated.items() if text} | commit_tags() | dict(record.tags)


def _parameters(record: TrainingRecord) -> dict[str, str]:
    stated = {"kind": record.kind.value, **record.parameters}
    return {name: str(value)[:_LONGEST_PARAMETER] for name, value in stated.items()}


def _fill(client: "MlflowClient", run_id: str, record: TrainingRecord, model: "LoggedModel") -> None:
    from mlflow.entities import LoggedModelOutput, Param

    parameters = [Param(name, value) for name, value in _parameters(record).items()]
    client.log_outputs(run_id, [LoggedModelOutput(model.model_id, step=0)])
    client.log_inputs(run_id, [_dataset(data_file) for data_file in record.data])
    client.log_batch(run_id, metrics=_metrics(run_id, record, model), params=parameters)
    for name, svg in record.plots.items():
        client.log_text(run_id, svg, f"plots/{name}")
    if record.report is not None:
        client.log_artifact(run_id, str(record.report), "report")
    for document in record.documents:
        client.log_artifact(run_id, str(document))


def _metrics(run_id: str, record: TrainingRecord, model: "LoggedModel") -> list[Any]:
    """Return every number as a metric of the run, of its model and of the records that were trained on."""
    from mlflow.entities import Metric

    measured_at = model.creation_timestamp if record.span is None else _milliseconds(record.span[1])
    name, digest = next(
        ((data_file.path.name, _short(data_file.digest)) for data_file in record.data if data_file.role == "training"),
        (None, None),
    )
    return [
        Metric(key, value, measured_at, 0, model.model_id, name, digest, run_id)
        for key, value in flatten_numbers(record.metrics).items()
    ]


def _log_model(client: "MlflowClient", experiment: str, run_id: str, record: TrainingRecord) -> "LoggedModel":
    from mlflow.models import Model

    logged = client.create_logged_model(
        experiment, f"onematch-{record.kind}", run_id, dict(record.tags), _parameters(record), "matcher"
    )
    signature = signature_of(record.kind if record.schema is None else record.schema)
    model = Model(
        logged.artifact_location, run_id, signature=signature, model_id=logged.model_id, model_uuid=logged.model_id
    )
    with work_folder("model") as folder:
        written = folder / "model"
        write_model(written, record.bundle, record.index, model, record.example)
        client.log_model_artifacts(logged.model_id, str(written))
    return client.finalize_logged_model(logged.model_id, "READY")


def _dataset(data: TrainingData) -> "DatasetInput":
    from mlflow.entities import Dataset, DatasetInput, InputTag

    columns = [{"type": "string", "name": name, "required": name == "id"} for name in data.columns]
    entity = Dataset(
        name=data.path.name,
        digest=_short(data.digest),
        source_type="local",
        source=json.dumps({"uri": str(data.path.resolve())}),
        schema=json.dumps({"mlflow_colspec": columns}),
        profile=json.dumps({"num_rows": data.rows}),
    )
    return DatasetInput(entity, [InputTag("mlflow.data.context", data.role)])


def _short(digest: str) -> str:
    return digest[:_DIGEST]


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may have no name for its user
        return ""


def commit_tags(root: Path = ROOT) -> dict[str, str]:
    """Return MLflow's tags of the commit and of changes beside it; none where the code is no checkout of its own.

    An installed package may lie in somebody else's checkout, whose commit says nothing about it.
    """
    stated = _git(root, "rev-parse", "--show-toplevel", "HEAD")
    if stated is None:
        return {}
    top, commit = stated.splitlines()
    if Path(top).resolve() != root:
        return {}
    has_changes = bool(_git(root, "status", "--porcelain"))
    return {"mlflow.source.git.commit": commit, "mlflow.source.git.dirty": str(has_changes).lower()}


def _git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
