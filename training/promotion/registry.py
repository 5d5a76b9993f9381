"""The runs and registered models in MLflow."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.runtime.home import Home
from training.promotion.gates import GateVerdict
from training.promotion.tracking_store import if_absent, in_one_sentence, open_store
from training.promotion.versions import Version, model_name

EXPERIMENT = "onematch"
CHAMPION, CHALLENGER = "champion", "challenger"
_LONGEST_PARAMETER = 6000


class ModelUnknown(OnematchError):
    """The registry holds no such model, version or alias."""


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """The record of one training in the registry.

    `metrics` may be nested; numbers are kept under dotted names. `report` is the HTML file without field values,
    `documents` are further files without field values.
    """

    kind: Kind
    bundle: Path
    parameters: Mapping[str, object]
    metrics: Mapping[str, object]
    report: Path | None = None
    name: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    documents: Sequence[Path] = ()


class Registry:
    """One tracking store with its model registry: local SQLite below the home, or `MLFLOW_TRACKING_URI`."""

    def __init__(self, home: Home) -> None:
        self._store = open_store(home)
        self._client = self._store.client

    def log_training(self, record: TrainingRecord, *, register: bool) -> str:
        """Log a finished training as one run, with its bundle and report; return the id of the run.

        With `register` the bundle becomes the newest version of its model, with the alias `challenger`.
        """
        with in_one_sentence(self._store.uri):
            run = self._client.create_run(self._experiment(), tags=dict(record.tags), run_name=record.bundle.name)
            run_id = str(run.info.run_id)
            try:
                self._fill(run_id, record)
            except BaseException:
                self._client.set_terminated(run_id, status="FAILED")
                raise
            self._client.set_terminated(run_id)
            if register:
                self._register(record, run_id, f"{run.info.artifact_uri}/bundle")
        return run_id

    def versions(self, kind: Kind, name: str | None = None) -> list[Version]:
        """Return the registered versions of one model, oldest first."""
        model = model_name(kind, name)
        with in_one_sentence(self._store.uri):
            found = self._client.search_model_versions(f"name='{model}'")
            if not found:
                return []
            aliases: dict[str, int] = self._client.get_registered_model(model).aliases
        held = [(alias, int(number)) for alias, number in sorted(aliases.items())]
        versions = [
            _version(one, tuple(alias for alias, number in held if number == int(one.version))) for one in found
        ]
        return sorted(versions, key=lambda one: one.version)

    def resolve(self, kind: Kind, wanted: str, name: str | None = None) -> Version:
        """Find a version by its number or by an alias; raises ModelUnknown with the registered ones."""
        known = self.versions(kind, name)
        for one in known:
            if wanted == str(one.version) or wanted in one.aliases:
                return one
        model = model_name(kind, name)
        there = ", ".join(f"{one.version}{_in_brackets(one.aliases)}" for one in known) or "nothing"
        raise ModelUnknown(f"{model}: no version or alias {wanted!r}; registered: {there} (in {self._store.uri})")

    def fetch(self, version: Version, into: Path) -> Path:
        """Copy the bundle folder of a version below `into` and return the path of the copy."""
        from mlflow.artifacts import download_artifacts

        into.mkdir(parents=True, exist_ok=True)
        uri = self._store.uri
        with in_one_sentence(uri):
            return Path(download_artifacts(artifact_uri=version.source, tracking_uri=uri, dst_path=str(into)))

    def note_verdicts(self, version: Version, verdicts: Sequence[GateVerdict]) -> None:
        """Keep the verdicts as an artefact of the version's run; nothing without verdicts."""
        if verdicts:
            self.attach(version, "gates.json", json.dumps([asdict(one) for one in verdicts], indent=1))

    def attach(self, version: Version, name: str, text: str) -> None:
        """Keep a text as an artefact of the run of a version; nothing for one without a run."""
        if version.run_id is not None:
            with in_one_sentence(self._store.uri):
                self._client.log_text(version.run_id, text, name)

    def set_champion(self, version: Version) -> None:
        """Give a version the alias `champion`."""
        with in_one_sentence(self._store.uri):
            self._client.set_registered_model_alias(version.model, CHAMPION, str(version.version))

    def _experiment(self) -> str:
        found = self._client.get_experiment_by_name(EXPERIMENT)
        if found is not None:
            return str(found.experiment_id)
        with if_absent():
            self._client.create_experiment(EXPERIMENT, artifact_location=self._store.artifacts_uri)
        return self._experiment()

    def _fill(self, run_id: str, record: TrainingRecord) -> None:
        from mlflow.entities import Metric, Param

        now_ms = int(time.time() * 1000)
        numbers = flatten_numbers(record.metrics)
        parameters = {"kind": record.kind.value, **record.parameters}
        self._client.log_batch(
            run_id,
            metrics=[Metric(key, value, now_ms, 0) for key, value in numbers.items()],
            params=[Param(key, str(value)[:_LONGEST_PARAMETER]) for key, value in parameters.items()],
        )
        self._client.log_artifacts(run_id, str(record.bundle), "bundle")
        if record.report is not None:
            self._client.log_artifact(run_id, str(record.report), "report")
        for document in record.documents:
            self._client.log_artifact(run_id, str(document))

    def _register(self, record: TrainingRecord, run_id: str, source: str) -> None:
        model = model_name(record.kind, record.name)
        with if_absent():
            self._client.create_registered_model(model)
        version = self._client.create_model_version(model, source=source, run_id=run_id)
        self._client.set_registered_model_alias(model, CHALLENGER, str(version.version))


def flatten_numbers(metrics: Mapping[str, object], prefix: str = "") -> dict[str, float]:
    """Return every number of a nested mapping under its dotted name; other values are left out."""
    flat: dict[str, float] = {}
    for key, value in metrics.items():
        if isinstance(value, Mapping):
            flat |= flatten_numbers(value, f"{prefix}{key}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            flat[f"{prefix}{key}"] = float(value)
    return flat


def _version(found: Any, aliases: tuple[str, ...]) -> Version:
    created = datetime.fromtimestamp(found.creation_timestamp / 1000, UTC)
    return Version(
        model=str(found.name),
        version=int(found.version),
        aliases=aliases,
        run_id=found.run_id,
        source=str(found.source),
        created_at=created.isoformat(timespec="seconds"),
    )


def _in_brackets(aliases: tuple[str, ...]) -> str:
    return f" ({', '.join(aliases)})" if aliases else ""
