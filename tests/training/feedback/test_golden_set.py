"""Parts of the golden set never change; only those of a contract that left are removed from all versions."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.schema.errors import Refused
from features.schema.kinds import Kind
from serving.runtime.home import Home
from training.feedback.golden.golden_set import (
    TRUTH,
    Freezing,
    GoldenBroken,
    Origin,
    drop_contract,
    freeze,
    frozen_rows,
    part_folder,
    read_golden,
)
from training.feedback.golden.parts import files_in, freeze_answered
from training.feedback.golden.sealed import NOTE, SEALED

BY = Freezing("ann", "why not")


def write_set(folder: Path, *answers: tuple[str, str | None, str]) -> Path:
    """Write a folder like that of a published set from (record, answer, split)."""
    folder.mkdir()
    ids = [row[0] for row in answers]
    pq.write_table(pa.table({"id": ids, "full_name": [f"Ann {i}" for i in ids]}), folder / "crm.parquet")
    pq.write_table(pa.table({"id": ["u1", "u2"], "full_name": ["Ann A", "Ann B"]}), folder / "universe.parquet")
    columns = {"crm_id": ids, "universe_id": [row[1] for row in answers], "split": [row[2] for row in answers]}
    pq.write_table(pa.table(columns), folder / TRUTH)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def add(home: Home, folder: Path) -> None:
    freeze_answered(home, Kind.PERSON, files_in(folder), (folder.name, Origin.OPEN), BY)


def test_the_same_records_are_frozen_once_and_a_name_holds_one_set(home: Home, tmp_path: Path) -> None:
    folder = write_set(tmp_path / "one", ("a", "u1", "test"))
    add(home, folder)

    with pytest.raises(Refused, match="exactly these records"):
        add(home, folder)
    other = write_set(tmp_path / "two", ("b", "u1", "test")).rename(tmp_path / "moved")
    with pytest.raises(Refused, match="never changes"):
        freeze_answered(home, Kind.PERSON, files_in(other), ("one", Origin.OPEN), BY)


def test_a_changed_part_is_refused(home: Home, tmp_path: Path) -> None:
    add(home, write_set(tmp_path / "one", ("a", "u1", "test")))
    golden = read_golden(home, Kind.PERSON)
    assert golden is not None
    truth = part_folder(home, Kind.PERSON, golden.parts[0].digest) / TRUTH

    pq.write_table(pa.table({"crm_id": ["a"], "universe_id": ["u2"]}), truth)

    with pytest.raises(GoldenBroken, match="has changed"):
        read_golden(home, Kind.PERSON)


def sealed_part(folder: Path) -> Path:
    """Write a folder like that of `write_sealed`."""
    folder.mkdir()
    (folder / SEALED).write_bytes(b"nobody can read this")
    (folder / NOTE).write_text('{"key": "k1", "records": 1, "rows": ["0a"]}', encoding="utf-8")
    return folder


def test_the_parts_of_a_contract_that_left_are_removed_from_every_version(home: Home, tmp_path: Path) -> None:
    add(home, write_set(tmp_path / "one", ("a", "u1", "test")))
    with_contract = freeze(home, Kind.PERSON, sealed_part(tmp_path / "sealed"), ("acme", Origin.CONTRACT), BY)
    frozen = frozen_rows(home, Kind.PERSON)

    after = drop_contract(home, Kind.PERSON, "acme", BY)

    assert with_contract.contracts == {"acme"}
    assert frozen == frozenset({"0a"})
    assert not frozen_rows(home, Kind.PERSON)
    assert after is not None
    assert after.contracts == frozenset()
    assert [part.name for part in after.parts] == ["one"]
    assert not list(home.root.rglob(f"{with_contract.parts[-1].digest}/*"))
    with pytest.raises(GoldenBroken, match="is gone"):
        read_golden(home, Kind.PERSON, 2)
