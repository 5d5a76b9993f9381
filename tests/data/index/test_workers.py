"""Several processes build the same index as one, and a process that ends early stops the build."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.index.build import IndexBuild, write_index
from data.index.workers import CHUNKS_ALONE, WorkerLost, parts_of
from data.tables.records import Table, iter_chunks
from features.schema.kinds import Kind


@pytest.fixture
def file(tmp_path: Path) -> Path:
    names = ["Ann Lee", "Bob Ray", "Zoë Ærø", "王 小明", ""]
    lines = [f"m{row},{names[row % 5]},{row} Main Street,Oslo" for row in range(60)]
    path = tmp_path / "universe.csv"
    path.write_text("\n".join(["id,full_name,street,city", *lines]), encoding="utf-8")
    return path


def tables(file: Path) -> Iterator[Table]:
    return iter_chunks(Kind.PERSON, file, size=60 // (CHUNKS_ALONE + 1), normalised=False)


def test_the_number_of_processes_does_not_change_the_index(file: Path, tmp_path: Path) -> None:
    versions = []
    for workers in (1, 2):
        build = IndexBuild(Kind.PERSON)
        for _, part in parts_of(Kind.PERSON, tables(file), workers):
            build.append(part)
        versions.append(write_index(build, tmp_path / "index")[1])

    assert len(build.ids) == 60
    assert versions[0] == versions[1]


def test_a_process_that_ends_early_stops_the_build(file: Path) -> None:
    without_ids = (replace(table, raw=table.raw.drop_columns(["id"])) for table in tables(file))

    with pytest.raises(WorkerLost, match="exit code 1"):
        list(parts_of(Kind.PERSON, without_ids, 2))
