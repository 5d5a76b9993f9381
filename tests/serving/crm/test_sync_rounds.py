"""Both vendors' doubles live through a round while the connector and the service are killed."""

from pathlib import Path

import pytest

from serving.vocabulary.terms import Crm
from tests.support.crm_lives import Turmoil
from tests.support.databases import Databases
from tests.support.sync_rounds import Rounds, measure

TURMOIL = Turmoil(changes=30, creations=6, deletions=4, merges=3, restores=3, moves=4)


@pytest.mark.parametrize("crm", list(Crm))
def test_d22_d23_a_round_of_a_crms_life_ends_equal_without_a_full_read(
    databases: Databases, tmp_path: Path, crm: Crm
) -> None:
    """D9, D10, D22, D23: what is merged, deleted, restored and moved silently, under kills of both processes."""
    small = Rounds(crm, rounds=1, accounts=25, contacts=90, deals=12, turmoil=TURMOIL, kills=2, service_kills=1)

    [played] = measure(small, databases, tmp_path / "home")["played"]

    assert played["different"] == {}
    assert played["rows"]["records"] > 100
