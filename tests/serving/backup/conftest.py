"""An installation, and an empty machine that it is restored on."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from serving.runtime.settings import Settings
from tests.support.databases import MASTER, Databases
from tests.support.object_store import object_store


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(
        home=tmp_path / "home", database_url=database_url, master_key=SecretStr(base64.b64encode(MASTER).decode())
    )


@pytest.fixture
def elsewhere(tmp_path: Path, databases: Databases, settings: Settings) -> Settings:
    """Another machine: no home, an empty database of the same product."""
    is_sqlite = str(settings.database_url).startswith("sqlite")
    url = f"sqlite:///{tmp_path / 'restored.db'}" if is_sqlite else databases.make_empty()
    return settings.model_copy(update={"home": tmp_path / "new", "database_url": url})


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a place in an object store that speaks S3."""
    with object_store(monkeypatch) as address:
        yield address
