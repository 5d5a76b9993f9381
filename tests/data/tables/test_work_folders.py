"""Folders of work that outlive no process for long."""

import os
from pathlib import Path

import pytest

from data.tables.work_folders import work_folder


def test_what_a_killed_process_left_goes_with_the_next_folder_and_what_is_in_use_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "onematch-work-bundle-killed"
    (left / "index").mkdir(parents=True)

    with work_folder("links") as in_use:
        for folder in (left, in_use):
            os.utime(folder, (0, 0))
        with work_folder("bundle") as made:
            there = {*tmp_path.iterdir()}

    assert there == {in_use, made}
    assert list(tmp_path.iterdir()) == []
