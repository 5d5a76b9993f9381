"""Parts of benches: sets by kind, kept work, timed stages, written tables."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.schema.kinds import Kind
from training.bench.harness import BenchResult, BenchTable, markdown_page
from training.bench.machine import StageClock
from training.bench.quality.quality import span
from training.evaluation.data_sets import FILES, find_sets, unspoilt_records
from training.evaluation.workspace import BenchIncomplete, make_once


def write_set(folder: Path, columns: tuple[str, ...]) -> None:
    folder.mkdir()
    for name in FILES:
        pq.write_table(pa.table({column: ["1"] for column in ("id", *columns)}), folder / f"{name}.parquet")


def test_sets_are_folders_with_three_files_and_the_columns_decide_their_kind(tmp_path: Path) -> None:
    write_set(tmp_path / "firms", ("name", "website"))
    write_set(tmp_path / "folk", ("first_name", "last_name"))
    (tmp_path / "notes").mkdir()

    found = find_sets(tmp_path)

    assert [(each.name, each.kind) for each in found] == [("firms", Kind.COMPANY), ("folk", Kind.PERSON)]
    assert [each.name for each in find_sets(tmp_path, ["folk"])] == ["folk"]


def test_a_set_without_any_name_is_refused(tmp_path: Path) -> None:
    write_set(tmp_path / "odd", ("phone",))

    with pytest.raises(BenchIncomplete, match="expected a name"):
        find_sets(tmp_path)


def test_work_is_done_once_for_the_same_inputs_and_again_for_others(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(path: Path) -> None:
        path.mkdir()
        made.append(path)

    for key in ({"a": 1}, {"a": 1}, {"a": 2}):
        make_once(tmp_path / "kept", dict(key), make)

    assert len(made) == 2
    assert not any(path.exists() for path in made)


def test_failed_work_leaves_no_files(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.mkdir()
        raise BenchIncomplete("no")

    with pytest.raises(BenchIncomplete):
        make_once(tmp_path / "kept", {}, fail)

    assert list(tmp_path.iterdir()) == []


def test_a_stage_lasts_until_the_progress_of_another() -> None:
    stages: list[str] = []
    clock = StageClock("read", lambda stage, _done, _total: stages.append(stage))

    for stage, done, total in (("fit", 0, None), ("score", 1, 2), ("score", 2, 2)):
        clock(stage, done, total)
    rows = clock.rows()

    assert [row["stage"] for row in rows] == ["read", "fit", "score", "after score", "all"]
    assert all(float(row[name]) >= 0 for row in rows for name in ("seconds", "cpu_s", "peak_mb"))
    assert stages == ["fit", "score", "score"]


def test_unspoilt_records_share_two_fields_with_their_profile(tmp_path: Path) -> None:
    rows = {"crm_id": ["a", "b", "c"], "universe_id": ["1", "2", None], "unspoilt": ["2", "1", None]}
    pq.write_table(pa.table(rows), tmp_path / "truth.parquet")
    pq.write_table(pa.table({"crm_id": ["a"], "universe_id": ["1"]}), tmp_path / "plain.parquet")

    assert unspoilt_records(tmp_path / "truth.parquet") == {"a"}
    assert unspoilt_records(tmp_path / "plain.parquet") == frozenset()


def test_the_markdown_page_names_the_command_the_machine_and_every_figure() -> None:
    rows = [
        {"set": "a|b", "best_f1": 0.98765, "records": 12345, "ece": None, "seconds": None},
        {"set": "c", "best_f1": 0.9, "records": 5, "ece": 0.5, "seconds": None},
    ]
    machine = {"cpu": "a processor", "cores": 2, "memory_gb": 24.0, "system": "Linux", "python": "3.11"}
    result = BenchResult(
        name="quality",
        settings={},
        tables=[BenchTable("Sets", rows, "A note."), BenchTable("Other sets", rows, "A note.")],
        load_before=0.5,
        load_after=0.7,
        machine=machine,
    )

    page = markdown_page(result)

    assert "onematch bench quality" in page
    assert "a processor, 2 cores, 24.0 GB" in page
    assert "| a\\|b | 0.9877 | 12,345 | - |" in page
    assert "| --- | ---: | ---: | ---: |" in page
    assert page.count("A note.") == 1
    assert "seconds" not in page


def test_intervals_are_short() -> None:
    assert span((0.91234, 1.0)) == "0.912-1.000"
