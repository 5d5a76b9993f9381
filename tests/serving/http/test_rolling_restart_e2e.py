"""Two services behind a proxy are replaced, one after the other: no request fails, and no write is lost."""

from pathlib import Path

import pytest

from features.schema.kinds import Kind
from tests.support.databases import Databases
from tests.support.rolling_restart import ONEMATCH, REDESIGN, has, installed, roll
from tests.support.small_network import Universe


@pytest.mark.e2e
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("backend", "commit"), [("sqlite", None), ("sqlite", REDESIGN), ("postgresql", REDESIGN)])
def test_no_request_fails_while_services_restart_or_are_upgraded_and_come_back(
    backend: str, commit: str | None, universe: Universe, databases: Databases, tmp_path: Path
) -> None:
    if commit is not None and not has(commit):
        pytest.skip("the history at hand does not reach back so far")
    earlier = ONEMATCH if commit is None else installed(commit, tmp_path / "earlier")
    settings = {} if backend == "sqlite" else {"DATABASE_URL": databases.make_empty()}

    found = roll(tmp_path, universe.files[Kind.PERSON], 1_000, "small", earlier, **settings)

    assert set(found["seen"]) == {"200", "ended with 0"}, found
    assert found["lost"] == []
    assert found["written"] > 0
