"""The pages for Dagster and dbt: their code runs as it stands, again with the same result, and keeps ids."""

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.project.test_documents import blocks
from tests.support.paths import ROOT

MAY = range(40)
JUNE = range(-10, 60)
MATERIALIZE = """
import sys, clusters, dagster
for month in sys.argv[1:]:
    dagster.materialize([clusters.clusters], partition_key=month)
"""
FILES = {
    "profiles.yml": "shop: {target: here, outputs: {here: {type: duckdb, path: shop.duckdb}}}",
    "dbt_project.yml": "{name: shop, version: '1.0', profile: shop}",
}


def contacts(numbers: range) -> list[str]:
    """Return people as lines of CSV; every fourth is there twice, the second time without a telephone."""
    starts = ("Adl", "Bran", "Cors", "Dorn", "Eber", "Fisk", "Grun", "Holm", "Iver", "Jans")
    names = [start + end for start in starts for end in ("er", "quist", "by", "mann", "stad", "ova", "wick")]
    firsts = ("Ann", "Boris", "Carla", "Dmitri", "Esra", "Faye", "Goran")
    people = {n: f"{firsts[n * 3 % 7]} {names[n]},{names[n].lower()}@x{n}.example" for n in numbers}
    again = [f"b{n},{person}," for n, person in people.items() if n % 4 == 0]
    return [*(f"a{n},{person},+49 30 55{n * 37 + 1000}" for n, person in people.items()), *again]


def run(folder: Path, tool: str, *arguments: str) -> None:
    environment = {**os.environ, "DBT_PROFILES_DIR": ".", "DO_NOT_TRACK": "1", "ONEMATCH_TRACK": "false"}
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def write(folder: Path, page: str, *names: str, **files: str) -> None:
    """Write blocks of a page, and files by their names."""
    of_page = {name: blocks(ROOT / "docs" / page, rf"\w+ {re.escape(name)}")[0] for name in names}
    for name, text in (of_page | files).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def clusters(source: str) -> dict[str, str]:
    return dict(duckdb.connect().sql(f"SELECT id, cluster_id FROM {source}").fetchall())


def keeps_ids(may: dict[str, str], june: dict[str, str]) -> bool:
    return len({*may.values()}) < len(may) < len(june) and {record: june[record] for record in may} == may


@pytest.mark.e2e
def test_an_asset_of_dagster_keeps_ids_and_is_idempotent(tmp_path: Path) -> None:
    pytest.importorskip("dagster", reason="dagster is not installed")
    months = {"2026-05-01": MAY, "2026-06-01": JUNE}
    files = {f"contacts/{m}.csv": "\n".join(["id,full_name,email,phone", *contacts(n)]) for m, n in months.items()}
    write(tmp_path, "dagster.md", "clusters.py", **files)

    run(tmp_path, "python", "-c", MATERIALIZE, *months)
    may, june = (clusters(f"'{tmp_path}/clusters/{month}.parquet'") for month in months)
    run(tmp_path, "python", "-c", MATERIALIZE, *[*months][:1])

    assert keeps_ids(may, june)
    assert clusters(f"'{tmp_path}/clusters/2026-05-01.parquet'") == may


@pytest.mark.e2e
def test_a_model_of_dbt_keeps_ids_and_replaces_its_month_alone(tmp_path: Path) -> None:
    pytest.importorskip("dbt.adapters.duckdb", reason="dbt-duckdb is not installed")
    rows = [f"{line},{month}" for month, n in (("2026-05", MAY), ("2026-06", JUNE)) for line in contacts(n)]
    seed = "\n".join(["id,full_name,email,phone,month", *rows])
    write(tmp_path, "dbt.md", "models/clusters.py", "models/clusters.yml", **FILES, **{"seeds/contacts.csv": seed})
    found = []

    for month in ("2026-05", "2026-06", "2026-05"):
        run(tmp_path, "dbt", "build", "--vars", f"{{month: {month}}}")
        with duckdb.connect(str(tmp_path / "shop.duckdb")) as opened:
            found.append(dict(opened.sql(f"SELECT id, cluster_id FROM clusters WHERE month = '{month}'").fetchall()))

    assert keeps_ids(*found[:2])
    assert found[2] == found[0]
