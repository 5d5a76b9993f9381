"""The runs and registered models in MLflow; of a local store they are listed without it."""

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.bundle import TREES
from serving.runtime.home import Home
from serving.runtime.model_records import CHAMPION, RegisteredVersion, leave_registered
from serving.runtime.settings import load_settings
from training.evaluation.evaluate import EvaluateRequest
from training.evaluation.evaluation import Evaluation
from training.evaluation.model_figures import own_worth
from training.promotion.gates import GateVerdict
from training.promotion.logged_model import bundle_in
from training.promotion.tracked_run import MeasuredRun, TrackedRun, TrainingRecord, track, track_measured
from training.promotion.tracking_store import if_absent, in_one_sentence, open_store

EXPERIMENT = "onematch"
CHALLENGER = "challenger"
STATED = "champion"
"""The tag of a version that says what became of the alias that was moved to it."""
_SHOWN_AS = {"mlflow.experimentKind": "custom_model_development"}
"""MLflow's pages show runs and models of such an experiment, and traces of others."""
_LONGEST_TAG = 4000
_PURPOSE = {
    Kind.PERSON: "Links person records (contacts, leads) to the profiles of a network, at most one each.",
    Kind.COMPANY: "Links company records (accounts) to the companies of a network, at most one each.",
}
_ALIASES = "`champion` is the version that the service answers with, `challenger` the newest one."


class ModelUnknown(OnematchError):
    """The registry holds no such model, version or alias."""


@value_class
class Version:
    """One registered version of a model; `source` is the URI of its bundle folder, `created_at` is UTC."""

    model: str
    version: int
    aliases: tuple[str, ...]
    run_id: str | None
    source: str
    created_at: str


def model_name(kind: Kind, name: str | None = None) -> str:
    """Return the registered name of a kind, or the name that the user gives."""
    return name or f"onematch-{kind.value}"


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
            run = track(self._client, self._experiment(), record)
            if register:
                self._register(record, run)
        return run.run_id

    def log_measured(self, run: MeasuredRun) -> str:
        """Log an evaluation or a deduplication as a finished run; return its id."""
        with in_one_sentence(self._store.uri):
            return track_measured(self._client, self._experiment(), run)

    def start_run(self, name: str, kind: Kind) -> str:
        """Begin a run that others are nested below, and return its id."""
        with in_one_sentence(self._store.uri):
            run = self._client.create_run(self._experiment(), tags={"kind": kind.value}, run_name=name)
        return str(run.info.run_id)

    def end_run(self, run_id: str, note: str) -> None:
        """End a run with its description, which is a file of it too."""
        with in_one_sentence(self._store.uri):
            self._client.set_tag(run_id, "mlflow.note.content", note)
            self._client.log_text(run_id, note, "comparison.md")
            self._client.set_terminated(run_id)

    def versions(self, kind: Kind, name: str | None = None) -> list[Version]:
        """Return the registered versions of one model, oldest first."""
        model = model_name(kind, name)
        with in_one_sentence(self._store.uri):
            registered = self._client.search_model_versions(f"name='{model}'")
            if not registered:
                return []
            aliases: dict[str, int] = self._client.get_registered_model(model).aliases
        held = [(alias, int(number)) for alias, number in sorted(aliases.items())]
        versions = [
            _version(saved, tuple(alias for alias, number in held if number == int(saved.version)))
            for saved in registered
        ]
        return sorted(versions, key=lambda version: version.version)

    def names(self) -> list[str]:
        """Return the names that models are registered under, by the alphabet."""
        with in_one_sentence(self._store.uri):
            return sorted(model.name for model in self._client.search_registered_models())

    def resolve(self, kind: Kind, number_or_alias: str, name: str | None = None) -> Version:
        """Find a version by its number or by an alias; raises ModelUnknown with the registered ones."""
        known = self.versions(kind, name)
        for version in known:
            if number_or_alias == str(version.version) or number_or_alias in version.aliases:
                return version
        model = model_name(kind, name)
        there = ", ".join(f"{version.version}{_in_brackets(version.aliases)}" for version in known) or "nothing"
        raise ModelUnknown(
            "{model}: no version or alias {number_or_alias!r}; registered: {there} (in {uri})",
            model=model,
            number_or_alias=number_or_alias,
            there=there,
            uri=self._store.uri,
        )

    def tagged(self, kind: Kind, name: str | None, tag: str, value: str) -> Version | None:
        """Return the version of one model that has a value in a tag; None without one."""
        with in_one_sentence(self._store.uri):
            found = self._client.search_model_versions(f"name='{model_name(kind, name)}'")
        return next((_version(one, ()) for one in found if one.tags.get(tag) == value), None)

    def fetch(self, version: Version, into: Path) -> Path:
        """Copy the bundle folder of a version below `into` and return the path of the copy."""
        from mlflow.artifacts import download_artifacts

        into.mkdir(parents=True, exist_ok=True)
        uri = self._store.uri
        with in_one_sentence(uri):
            return bundle_in(Path(download_artifacts(version.source, dst_path=str(into), tracking_uri=uri)))

    def note_verdicts(self, version: Version, verdicts: Sequence[GateVerdict]) -> None:
        """Keep the verdicts as an artefact of the version's run; nothing without verdicts."""
        if verdicts:
            self.attach(version, "gates.json", json.dumps([asdict(verdict) for verdict in verdicts], indent=1))

    def attach(self, version: Version, name: str, text: str) -> None:
        """Keep a text as an artefact of the run of a version; nothing for one without a run."""
        if version.run_id is not None:
            with in_one_sentence(self._store.uri):
                self._client.log_text(version.run_id, text, name)

    def set_champion(self, version: Version) -> None:
        """Give a version the alias `champion`."""
        with in_one_sentence(self._store.uri):
            self._client.set_registered_model_alias(version.model, CHAMPION, str(version.version))

    def state(self, version: Version, sentence: str) -> None:
        """Say in a tag of a version what became of the alias `champion` that was moved to it."""
        with in_one_sentence(self._store.uri):
            self._client.set_model_version_tag(version.model, str(version.version), STATED, sentence[:_LONGEST_TAG])

    def give_back(self, model: str, champion: int | None) -> None:
        """Return the alias `champion` to the version that had it; None: no version had it."""
        with in_one_sentence(self._store.uri):
            if champion is None:
                self._client.delete_registered_model_alias(model, CHAMPION)
            else:
                self._client.set_registered_model_alias(model, CHAMPION, str(champion))

    def _experiment(self) -> str:
        experiment = self._client.get_experiment_by_name(EXPERIMENT)
        if experiment is not None:
            return str(experiment.experiment_id)
        with if_absent():
            self._client.create_experiment(EXPERIMENT, self._store.artifacts_uri, _SHOWN_AS)
        return self._experiment()

    def _register(self, record: TrainingRecord, run: TrackedRun) -> None:
        model = model_name(record.kind, record.name)
        with if_absent():
            self._client.create_registered_model(model, description=f"{_PURPOSE[record.kind]} {_ALIASES}")
        version = self._client.create_model_version(
            model,
            run.model_uri,
            run.run_id,
            tags=dict(record.tags),
            description=record.description or None,
            model_id=run.model_id,
        )
        named = json.dumps([{"name": model, "version": str(version.version)}])
        self._client.set_logged_model_tags(run.model_id, {"mlflow.modelVersions": named})
        self._client.set_registered_model_alias(model, CHALLENGER, str(version.version))


def log_measured(run: MeasuredRun) -> None:
    """Log an evaluation or a deduplication; nothing where runs are switched off or MLflow is not installed."""
    settings = load_settings()
    if settings.track and find_spec("mlflow") is not None:
        Registry(settings.home_layout).log_measured(run)


def log_evaluation(request: EvaluateRequest, evaluation: Evaluation) -> None:
    """Log an evaluation: what was measured, its figures with intervals, and what each wanted precision costs."""
    plain = {name: value for name, value in evaluation.figures.items() if not isinstance(value, Mapping)}
    ends = {
        f"{name}_{end}": value
        for name, interval in evaluation.intervals.items()
        for end, value in zip(("low", "high"), interval or (), strict=False)
    }
    levels = {} if evaluation.thresholds is None else evaluation.thresholds.as_figures()
    own = request.schema.own
    worth = {}
    if request.bundle is not None and own:
        worth = own_worth((request.bundle / TREES).read_text(encoding="utf-8"), request.schema)
    name = wording("evaluation of {value}", value=evaluation.facts.get("measured", "links"))
    parameters = evaluation.facts | {"own_fields": ", ".join(declared.name for declared in own)}
    metrics = plain | ends | levels | {"work": evaluation.work, "own_fields": worth}
    log_measured(MeasuredRun("evaluate", request.kind, name, parameters, metrics))


def _version(registered: Any, aliases: tuple[str, ...]) -> Version:
    created = datetime.fromtimestamp(registered.creation_timestamp / 1000, UTC)
    return Version(
        model=str(registered.name),
        version=int(registered.version),
        aliases=aliases,
        run_id=registered.run_id,
        source=str(registered.source),
        created_at=created.isoformat(timespec="seconds"),
    )


def _in_brackets(aliases: tuple[str, ...]) -> str:
    return f" ({', '.join(aliases)})" if aliases else ""


_SERVERS = ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI")
_VERSIONS = """
SELECT version, run_id, source, creation_time FROM model_versions
WHERE name = ? AND current_stage <> 'Deleted_Internal' ORDER BY version
"""
_READ_ALIASES = "SELECT version, alias FROM registered_model_aliases WHERE name = ? ORDER BY alias"


def list_versions(home: Home, kind: Kind, name: str | None = None) -> list[Version]:
    """Return the registered versions of one model, oldest first, as `Registry.versions` does.

    Raises RegistryUnreachable for a server that does not answer.
    """
    if any(os.environ.get(variable) for variable in _SERVERS):
        return Registry(home).versions(kind, name)
    if not home.tracking_file.is_file():
        return []
    try:
        return _read(home.tracking_file, model_name(kind, name))
    except sqlite3.Error:  # a store of another version of MLflow, which MLflow itself brings up to date
        return Registry(home).versions(kind, name)


def _read(file: Path, model: str) -> list[Version]:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(_VERSIONS, (model,)).fetchall()
        held = _by_version(connection.execute(_READ_ALIASES, (model,)).fetchall())
    return [
        Version(
            model=model,
            version=version,
            aliases=tuple(held.get(version, ())),
            run_id=run_id,
            source=source,
            created_at=_in_utc(created),
        )
        for version, run_id, source, created in rows
    ]


def _by_version(aliases: Sequence[tuple[int, str]]) -> Mapping[int, list[str]]:
    held: dict[int, list[str]] = {}
    for version, alias in aliases:
        held.setdefault(version, []).append(alias)
    return held


def _in_utc(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")


def leave_versions(home: Home, registry: Registry, kind: Kind, name: str | None) -> None:
    """Write the present versions of one model, with their aliases, into the home."""
    leave_registered(home, kind, model_name(kind, name), as_shown(registry.versions(kind, name)))


def as_shown(versions: Sequence[Version]) -> list[RegisteredVersion]:
    """Return versions as serving shows them."""
    return [
        RegisteredVersion(version.model, version.version, version.aliases, version.created_at) for version in versions
    ]
