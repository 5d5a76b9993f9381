"""The sample is deterministic: its rows are those of every version, in any process."""

import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.sample.sample import SampleSize, write_sample
from features.schema.kinds import Kind

SIZE = SampleSize(people=4000, companies=1000, crm=1500)
ROWS = {
    Kind.PERSON: {
        "crm": "462e9bf992fc138d",
        "universe": "98f37703e9508c15",
        "truth": "c3616ff5106a4385",
        "clusters": "7c02a1031442cad6",
        "employers": "c67745c107b120b8",
    },
    Kind.COMPANY: {
        "crm": "06a11d48a3adccb2",
        "universe": "1afb20d86d1c66d1",
        "truth": "f96d4a3ec0bda127",
        "clusters": "4267e3efeec2bc68",
    },
}
"""Digests of the generated rows."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample")
    write_sample(path, SIZE, seed=3)
    return path


@pytest.mark.parametrize("kind", Kind)
def test_the_rows_are_those_of_every_version(folder: Path, kind: Kind) -> None:
    """Trainings and published figures rest on these very rows."""
    found = {name: _digest(folder / kind / f"{name}.parquet") for name in ROWS[kind]}

    assert found == ROWS[kind]


def _digest(path: Path) -> str:
    rows = pq.read_table(path).to_pylist()
    return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
