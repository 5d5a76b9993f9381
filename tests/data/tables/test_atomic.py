"""Files and folders appear whole or not at all."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.tables.atomic import is_partial, replacing
from data.tables.outputs import FolderType, OutputRefused


def test_a_folder_of_ours_that_a_link_names_is_replaced_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "made_from.json").write_text('{"round": 1}')
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with replacing(tmp_path / "link", FolderType.BENCH) as partial:
        partial.mkdir()
        (partial / "made_from.json").write_text('{"round": 2}')

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "made_from.json").read_text() == '{"round": 2}'


def _write_while_a_letter_arrives(target: Path) -> None:
    with replacing(target, FolderType.BENCH) as partial:
        partial.mkdir()
        (target / "letter.txt").write_text("dear")


def test_a_file_that_is_put_into_the_folder_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "bundle"
    target.mkdir()

    with pytest.raises(OutputRefused, match=r"found a folder with 'letter\.txt'"):
        _write_while_a_letter_arrives(target)

    assert (target / "letter.txt").read_text() == "dear"
    assert list(tmp_path.iterdir()) == [target]


def test_a_killed_process_leaves_only_what_is_recognised_as_partial(tmp_path: Path) -> None:
    code = """
import os, signal, sys
from pathlib import Path
from data.tables.atomic import replacing
with replacing(Path(sys.argv[1])) as partial:
    partial.write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""

    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "out.txt")], check=False)

    assert done.returncode == -signal.SIGKILL
    left = list(tmp_path.iterdir())
    assert len(left) == 1
    assert is_partial(left[0])
    assert left[0].suffix == ".partial"
