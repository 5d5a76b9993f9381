"""Other tools get the same records, and their links are judged like those of onematch."""

from pathlib import Path

import pandas as pd
import pytest

from data.sample.sample import SampleSize, write_sample
from data.tables.progress import silent
from features.schema.kinds import Kind
from training.bench.peers import peers as bench_peers
from training.bench.peers.peers import PEERS
from training.bench.peers.tools import Tables, read_tables
from training.evaluation.data_sets import QualitySet


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> QualitySet:
    folder = tmp_path_factory.mktemp("peers")
    write_sample(folder, SampleSize(people=400, companies=60, crm=300), seed=5)
    return QualitySet("people", Kind.PERSON, folder / "person")


def test_a_failing_tool_is_listed_and_the_others_continue(
    people: QualitySet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(kind: Kind, tables: Tables) -> pd.DataFrame:
        raise ValueError(f"no field of {kind} suits {len(tables.columns)} columns")

    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path))
    monkeypatch.setattr(bench_peers, "PEERS", {"breaking": ("pandas", breaks), "splink": PEERS["splink"]})

    n_columns = len(read_tables(people).columns)
    [table] = bench_peers.peers(silent, data=people.folder.parent, sets="person")

    broken, splink = table.rows

    assert (broken["failed"], broken["best_f1"]) == (f"ValueError: no field of person suits {n_columns} columns", None)
    assert splink["failed"] is None
    assert 0.5 < float(str(splink["best_f1"])) <= 1
