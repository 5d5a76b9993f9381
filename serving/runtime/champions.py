"""The history of champions as it is read: one append-only SQLite table, which promotions write."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from features.schema.kinds import Kind

COLUMNS = "at, kind, action, model, version, bundle, index_folder, by, reason"


@dataclass(frozen=True, slots=True)
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
