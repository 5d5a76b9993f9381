"""The registered versions: read from a local store without MLflow, and left in the home, where serving reads them."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from features.schema.kinds import Kind
from serving.runtime.home import Home
from serving.runtime.model_records import RegisteredVersion, leave_registered
from training.promotion.registry import Registry, Version, model_name

_SERVERS = ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI")
_VERSIONS = """
SELECT version, run_id, source, creation_time FROM model_versions
WHERE name = ? AND current_stage <> 'Deleted_Internal' ORDER BY version
"""
_ALIASES = "SELECT version, alias FROM registered_model_aliases WHERE name = ? ORDER BY alias"


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
        held = _by_version(connection.execute(_ALIASES, (model,)).fetchall())
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
    return [RegisteredVersion(one.model, one.version, one.aliases, one.created_at) for one in versions]
