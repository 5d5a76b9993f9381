"""An import that is killed many times ends like an undisturbed one (`ONEMATCH_KILLS`: how many times)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.databases import BACKENDS, Databases
from tests.support.paths import ROOT
from tests.support.small_network import Universe


@pytest.mark.e2e
@pytest.mark.timeout(1800)
def test_d23_a_killed_import_ends_with_the_rows_and_history_of_an_undisturbed_one(
    databases: Databases, universe: Universe, tmp_path: Path
) -> None:
    """S8, D3, D22: the process is killed at random moments and the same pages and changes are sent again."""
    for kind, index in universe.indexes.items():
        (tmp_path / f"{kind}.index").symlink_to(index)
    urls = [databases.make(backend) for backend in BACKENDS for _ in ("peace", "killed")]
    kills = os.environ.get("ONEMATCH_KILLS", "5")
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.support.kill_import", str(tmp_path), kills, *urls]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=1700)

    for url in urls:
        databases.drop(url)
    assert done.returncode == 0, done.stderr
    for rows in json.loads(done.stdout):
        assert min(rows[name] for name in ("records", "links", "link_history", "statements", "saves", "events")) >= 1
