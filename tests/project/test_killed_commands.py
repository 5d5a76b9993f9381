"""A killed command leaves no incomplete output (`ONEMATCH_KILLS`: how often each is killed)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyarrow import Table
from pyarrow.parquet import read_table, write_table

from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.runtime.home import Home
from tests.project.small_commands import SmallFiles
from tests.support.paths import ROOT
from tests.support.tracking_template import with_tracking_store
from training.promotion.registry import Registry

pytestmark = pytest.mark.e2e
SCRIPT = Path(__file__).with_name("kill_commands.py")


def kill_often(what: str, out: Path, *arguments: object, home: Path) -> None:
    attempts = os.environ.get("ONEMATCH_KILLS", "3" if what == "BUNDLE" else "4")
    command = [sys.executable, str(SCRIPT), what, str(out), attempts, *map(str, arguments), "--out", str(out)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "ONEMATCH_HOME": str(home), "ONEMATCH_REGISTER": "true"}
    environment |= {"OMP_NUM_THREADS": "1"}  # a fork of a process with a pool of OpenMP threads waits for them forever
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=550)
    assert done.returncode == 0, done.stderr


def test_a_killed_match_leaves_all_links_or_none_and_ends_with_the_same_bytes(
    small: SmallFiles, tmp_path: Path
) -> None:
    rows = [{**row, "id": f"{row['id']}-{copy}"} for copy in range(3) for row in read_table(small.crm).to_pylist()]
    write_table(Table.from_pylist(rows[:2300]), tmp_path / "crm.parquet")
    files = ("--crm", tmp_path / "crm.parquet", "--index", small.index, "--bundle", small.bundle, "--processes", 1)

    kill_often("LINKS", tmp_path / "links.csv", "match", "--kind", "person", *files, home=tmp_path / "home")

    assert not (tmp_path / "links.csv.parts").exists()


def test_a_killed_training_leaves_a_whole_bundle_or_none_and_registers_no_half(
    small: SmallFiles, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = with_tracking_store(tmp_path_factory, Home((tmp_path / "home").resolve()))
    few = tmp_path / "few.parquet"
    write_table(read_table(small.crm).slice(0, 150), few)
    files = ("--crm", few, "--index", small.index)

    kill_often("BUNDLE", tmp_path / "bundle", "train", "--kind", "person", *files, home=home.root)

    registry = Registry(home)
    versions = registry.versions(Kind.PERSON)
    assert versions
    for version in versions:
        assert Bundle.open(registry.fetch(version, tmp_path / str(version.version))).kind is Kind.PERSON
