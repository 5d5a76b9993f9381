"""Activities under kills of the service and the worker and faults of the vendors' doubles, in a small size (S70)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from serving.vocabulary.terms import Crm
from tests.support.crm_server import running_crm
from tests.support.databases import Databases
from tests.support.deliveries_at_scale import accept
from tests.support.paths import ROOT


@pytest.mark.e2e
@pytest.mark.timeout(600)
@pytest.mark.parametrize("crm", list(Crm))
def test_s70_none_is_lost_none_is_there_twice_and_none_on_the_wrong_record(tmp_path: Path, crm: Crm) -> None:
    """S70, D31, D32: over HTTP; `python -m tests.support.deliveries_at_scale` does 210 under 12 kills."""
    with running_crm(crm) as server:
        found = accept(server, tmp_path, f"sqlite:///{tmp_path}/store.db", count=12, kills=4, seed=3)

    assert found["states"] == {"delivered": 12}
    assert {name: found[name] for name in ("right", "lost", "twice", "elsewhere")} == {
        "right": 12,
        "lost": 0,
        "twice": 0,
        "elsewhere": 0,
    }
    assert sum(found["kills"].values()) == 4


@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_s70_a_second_worker_takes_over_on_postgresql_too(databases: Databases) -> None:
    """S70: in a process of its own, whose forks share no connection."""
    asked = ["--crm", "hubspot", "--activities", "6", "--kills", "3", "--database", databases.make_empty()]

    drill = subprocess.run(
        [sys.executable, "-m", "tests.support.deliveries_at_scale", *asked], cwd=ROOT, capture_output=True, check=False
    )

    assert drill.returncode == 0, drill.stderr.decode()
    assert json.loads(drill.stdout)["right"] == 6
