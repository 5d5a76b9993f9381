"""Outputs that a command may replace: folders of its own type, and files that it does not read."""

import json
import os
from pathlib import Path

import pytest

from data.tables.outputs import FolderType, Output, OutputRefused, check_outputs, refuse_foreign, type_of

MANIFESTS = {
    FolderType.INDEX: {"format": "onematch-index", "format_version": 1, "files": {"id.bytes": {}}},
    FolderType.BUNDLE: {"format": 1, "kind": "person", "basis": "", "features": [], "files": {"lightgbm.txt": "0a"}},
    FolderType.SAMPLE: {"format": "onematch-sample", "files": ["crm.parquet"]},
}
FILES = {FolderType.INDEX: "id.bytes", FolderType.BUNDLE: "lightgbm.txt", FolderType.SAMPLE: "crm.parquet"}


def our_folder(path: Path, ours: FolderType) -> Path:
    path.mkdir()
    (path / "manifest.json").write_text(json.dumps(MANIFESTS[ours]), encoding="utf-8")
    (path / FILES[ours]).write_text("content", encoding="utf-8")
    return path


@pytest.mark.parametrize("ours", MANIFESTS)
def test_a_folder_of_ours_may_be_replaced_by_one_of_its_type_alone(ours: FolderType, tmp_path: Path) -> None:
    folder = our_folder(tmp_path / "out", ours)

    refuse_foreign(folder, ours)

    assert type_of(folder) is ours
    for other in {*MANIFESTS} - {ours}:
        with pytest.raises(OutputRefused, match=rf"found a folder of the type {ours}, expected .* {other}"):
            refuse_foreign(folder, other)
    with pytest.raises(OutputRefused, match="expected a file"):
        refuse_foreign(folder)


@pytest.mark.parametrize("ours", MANIFESTS)
def test_a_folder_of_ours_with_a_foreign_file_is_left_as_it_is(ours: FolderType, tmp_path: Path) -> None:
    folder = our_folder(tmp_path / "out", ours)
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(OutputRefused, match=r"holds 'notes/mine\.txt' besides"):
        refuse_foreign(folder, ours)


@pytest.mark.parametrize("ours", FolderType)
def test_an_absent_or_empty_folder_may_be_written(ours: FolderType, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    refuse_foreign(tmp_path / "empty", ours)
    refuse_foreign(tmp_path / "absent", ours)


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"format": "other"}'])
def test_a_folder_with_an_invalid_manifest_is_no_folder_of_ours(content: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")

    assert type_of(tmp_path) is None
    with pytest.raises(OutputRefused, match=r"found a folder with 'manifest\.json'"):
        refuse_foreign(tmp_path, FolderType.BUNDLE)


def test_an_output_that_is_an_input_is_refused_by_every_name_that_it_has(tmp_path: Path) -> None:
    crm = tmp_path / "crm.csv"
    crm.write_text("id\n", encoding="utf-8")
    (tmp_path / "soft.csv").symlink_to(crm)
    os.link(crm, tmp_path / "hard.csv")

    for name in ("crm.csv", "soft.csv", "hard.csv", "../" + tmp_path.name + "/crm.csv"):
        with pytest.raises(OutputRefused, match="which --crm reads"):
            check_outputs([Output("--out", tmp_path / name)], {"--crm": crm})
    check_outputs([Output("--out", tmp_path / "links.csv")], {"--crm": crm, "--index": None})


@pytest.mark.skipif(not Path(os.devnull).exists(), reason="the system has no null device")
def test_a_device_is_no_file_to_replace() -> None:
    with pytest.raises(OutputRefused, match="found a device"):
        refuse_foreign(Path(os.devnull))
