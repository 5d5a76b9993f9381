"""What training and promotion leave in the home: registered versions, verdicts of gates, the history of champions.

Serving never asks MLflow. These plain files are as new as the last training or promotion on this home.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from features.compiled.private_paths import make_private_folder
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.runtime.home import Home

COLUMNS = "at, kind, action, model, version, bundle, index_folder, by, reason"


@value_class
class ChampionChange:
    """One change of champion: from `at` (UTC, ISO 8601) on, this bundle answers for its kind."""

    at: str
    kind: Kind
    action: str
    model: str
    version: int
    bundle: str
    index: str
    by: str
    reason: str


def read_history(file: Path, kind: Kind | None = None) -> list[ChampionChange]:
    """Read the changes of one kind or of both, oldest first; empty where nothing was promoted."""
    if not file.exists():
        return []
    query = f"select {COLUMNS} from champions where ?1 is null or kind = ?1 order by number"
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute(query, (kind,)).fetchall()
    return [ChampionChange(at, Kind(of), *rest) for at, of, *rest in rows]


CHAMPION = "champion"
"""The alias in the registry of the version that answers."""


@value_class
class RegisteredVersion:
    """One registered version of a model, with its aliases; `created_at` is UTC, ISO 8601."""

    model: str
    version: int
    aliases: tuple[str, ...]
    created_at: str


def moved_champion(
    versions: Iterable[RegisteredVersion], history: Sequence[ChampionChange]
) -> RegisteredVersion | None:
    """Return the version that the alias `champion` was moved to while another version of its model answers."""
    return next(
        (
            version
            for version in versions
            if CHAMPION in version.aliases
            and (not history or version.model == history[-1].model)
            and (not history or version.version != history[-1].version)
        ),
        None,
    )


@value_class
class GateRun:
    """The verdicts of the gates on one version, and whether it was promoted; a forced promotion passes refusals."""

    at: str
    kind: Kind
    model: str
    version: int
    bundle: str
    by: str
    promoted: bool
    verdicts: tuple[Mapping[str, Any], ...]


def leave_registered(home: Home, kind: Kind, model: str, versions: Sequence[RegisteredVersion]) -> None:
    """Replace the versions of one model; those of the kind's other models stay."""
    others = [version for version in read_registered(home, kind) if version.model != model]
    home.write(home.versions_file(kind), [asdict(version) for version in (*others, *versions)])


def read_registered(home: Home, kind: Kind) -> list[RegisteredVersion]:
    """Return the registered versions of a kind, oldest first; empty where none was left."""
    saved = home.read(home.versions_file(kind)) or ()
    return [RegisteredVersion(**{**fields, "aliases": tuple(fields["aliases"])}) for fields in saved]


def leave_verdicts(home: Home, run: GateRun) -> None:
    """Append the verdicts of one promotion; nothing without verdicts."""
    if run.verdicts:
        file = home.gates_file(run.kind)
        make_private_folder(home.root)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(run)) + "\n")


def read_verdicts(home: Home, kind: Kind) -> list[GateRun]:
    """Return the verdicts of all promotions of a kind, oldest first."""
    return [GateRun(**{**fields, "kind": Kind(fields["kind"])}) for fields in read_lines(home.gates_file(kind))]


def read_lines(file: Path) -> list[Any]:
    """Return the JSON objects of a file, one a line; a line that is being written is left out."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in text.split("\n")[:-1] if line]
