"""What an earlier version of the code left: homes, a store of SQLite in one of them, a database of PostgreSQL."""

import json
import tarfile
from pathlib import Path
from typing import Any

import psycopg

from serving.runtime.settings import Settings
from tests.support.databases import Databases
from tests.support.paths import ROOT

KEPT = ROOT / "tests" / "regression" / "kept"
HOMES = {"sqlite": "home", "postgresql": "postgresql-home"}


def kept_facts() -> Any:
    """What must be found in it."""
    return json.loads((KEPT / "facts.json").read_text(encoding="utf-8"))


def kept_home(backend: str, folder: Path) -> Path:
    """Lay a home that was kept into a folder."""
    with tarfile.open(KEPT / f"{HOMES[backend]}.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder


def kept_settings(backend: str, databases: Databases, folder: Path) -> Settings:
    """Return the settings that open a kept store; a database is restored from its dump."""
    home = kept_home(backend, folder)
    if backend == "sqlite":
        return Settings(home=home)
    url = databases.make_empty()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((KEPT / "postgresql.sql").read_bytes())
    return Settings(home=home, database_url=url)
