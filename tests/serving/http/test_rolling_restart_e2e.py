"""A restart of two services behind a proxy, one after the other: no request fails, and no write is lost."""

from pathlib import Path

import pytest

from features.schema.kinds import Kind
from tests.support.rolling_restart import roll
from tests.support.small_network import Universe


@pytest.mark.e2e
def test_no_request_fails_while_two_services_restart_behind_a_proxy(universe: Universe, tmp_path: Path) -> None:
    found = roll(tmp_path, universe.indexes[Kind.PERSON], requests=1_000, proxy="small")

    assert set(found["seen"]) == {"200", "201", "ended with 0"}, found
    assert found["kept"] == found["written"] > 0
