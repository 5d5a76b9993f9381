"""Both vendors' doubles live through a round while the connector and the service are killed."""

from pathlib import Path

import pytest

from serving.vocabulary.terms import Crm
from tests.support.crm_lives import Turmoil
from tests.support.databases import Databases
from tests.support.made_once import made_once
from tests.support.small_network import build_universe
from tests.support.sync_rounds import Rounds, measure

TURMOIL = Turmoil(changes=30, creations=6, deletions=4, merges=3, restores=3, moves=4)


@pytest.mark.parametrize(("crm", "service_kills"), [(Crm.HUBSPOT, 1), (Crm.ORACLE, 0)])
def test_d22_d23_a_round_of_a_crms_life_ends_equal_without_a_full_read(
    databases: Databases, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, crm: Crm, service_kills: int
) -> None:
    """D9, D10, D22, D23: what is merged, deleted, restored and moved silently, under kills of both processes."""
    small = Rounds(
        crm, rounds=1, accounts=15, contacts=50, deals=8, turmoil=TURMOIL, kills=1, service_kills=service_kills
    )
    (tmp_path / "universe").symlink_to(made_once(tmp_path_factory, "universe", build_universe))

    [played] = measure(small, databases, tmp_path)["played"]

    assert played["different"] == {}
    assert played["rows"]["records"] > 60
