"""Files of jobs are on the disk sealed, complete or not at all (S77)."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serving.store.sealed_files import FileBroken, SealedFiles
from serving.store.vault import DataKey, SealBroken

KEY = DataKey(AESGCM(b"k" * 32), b"m" * 32)
SECRET = b"ann.lee@example.com " * 40_000


@pytest.fixture
def files(tmp_path: Path) -> SealedFiles:
    return SealedFiles(tmp_path / "files")


def write(files: SealedFiles, name: str, content: bytes) -> None:
    with files.writing(name, KEY) as stream:
        stream.write(content)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.binary(max_size=3) | st.integers(0, 600_000).map(bytes), max_size=4))
def test_a_file_is_read_as_it_was_written(files: SealedFiles, parts: list[bytes]) -> None:
    with files.writing("job", KEY) as stream:
        for part in parts:
            stream.write(part)

    assert b"".join(files.pieces("job", KEY)) == b"".join(parts)


def test_a_failed_write_leaves_no_file(files: SealedFiles, tmp_path: Path) -> None:
    def fail() -> None:
        with files.writing("job", KEY) as stream:
            stream.write(SECRET)
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fail()

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("kept", [0, 2, 300_000])
def test_a_truncated_file_is_refused(files: SealedFiles, tmp_path: Path, kept: int) -> None:
    write(files, "job", SECRET)
    path = tmp_path / "files" / "job"
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises((FileBroken, SealBroken)):
        list(files.pieces("job", KEY))


def test_a_file_under_another_name_is_refused(files: SealedFiles, tmp_path: Path) -> None:
    write(files, "job", SECRET)
    (tmp_path / "files" / "job").rename(tmp_path / "files" / "other")

    with pytest.raises(SealBroken):
        list(files.pieces("other", KEY))


def test_removing_a_file_removes_the_partial_files_of_killed_processes_too(files: SealedFiles, tmp_path: Path) -> None:
    write(files, "job", b"a")
    write(files, "job2", b"b")
    (tmp_path / "files" / ".job.0123.partial").write_bytes(b"half")

    removed = [files.remove("job"), files.remove("job")]

    assert removed == [True, False]
    assert [path.name for path in (tmp_path / "files").iterdir()] == ["job2"]
