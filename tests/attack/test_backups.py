"""A place of backups whose files somebody else wrote: nothing of it leaves its folder, or is taken for a backup."""

import io
import shutil
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from data.tables.progress import silent
from serving.backup.backup import back_up, verify
from serving.backup.home_copy import unpack_home
from serving.backup.place import NoWholeBackup, Place, find_backup
from serving.contract.leaving.erasures import unknown_erasures
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.opening import open_store

SECRET = b"s" * 32


def archive(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> io.BytesIO:
    """Return a home's files with one of a hostile name or kind before an honest one."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w|") as tar:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, target
        tar.addfile(entry)
        tar.addfile(tarfile.TarInfo("honest"), io.BytesIO())
    return io.BytesIO(out.getvalue())


@pytest.mark.parametrize(
    "hostile",
    [
        archive("../outside"),
        archive("a/../../outside"),
        archive("/outside"),
        archive("link", tarfile.SYMTYPE, "../outside"),
        archive("link", tarfile.LNKTYPE, "/etc/passwd"),
        archive("pipe", tarfile.FIFOTYPE),
        archive("device", tarfile.CHRTYPE),
        archive("outside", tarfile.DIRTYPE),
    ],
    ids=range(8),
)
def test_an_entry_that_leaves_the_home_or_is_no_file_is_refused(hostile: io.BytesIO, tmp_path: Path) -> None:
    with pytest.raises(NoWholeBackup):
        unpack_home(hostile, tmp_path / "home" / "inner")

    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == []


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place with two backups of one installation."""
    place = Place.at(str(tmp_path / "backups"))
    settings = Settings(home=tmp_path / "home")
    open_store(settings).close()
    for _ in range(2):
        back_up(settings, place, SECRET, now_in_utc, silent)
    return place


def renamed(older: Path, newer: Path) -> None:
    """Let an older backup be the newest one."""
    shutil.rmtree(newer)
    older.rename(newer)


def mixed(older: Path, newer: Path) -> None:
    """Let the newest backup hold a file of an older one."""
    shutil.copy(older / "home", newer / "home")


def exchanged(_: Path, newer: Path) -> None:
    """Let one file of a backup be another one."""
    shutil.copy(newer / "manifest", newer / "home")


@pytest.mark.parametrize("forge", [renamed, mixed, exchanged])
def test_what_was_sealed_for_another_backup_or_file_is_refused(
    place: Place, tmp_path: Path, forge: Callable[[Path, Path], None]
) -> None:
    older, newer = (Path(place.root, name) for name, _ in place.names())
    forge(older, newer)

    with pytest.raises(NoWholeBackup, match=f"{newer.name}.*another key or a damaged file"):
        verify(find_backup(place.address, SECRET), tmp_path, silent)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"id": 1}', b"\xff", b"[" * 100_000])
def test_a_file_that_is_no_certificate_is_named(place: Place, tmp_path: Path, content: bytes) -> None:
    (Path(place.root) / "erasures").mkdir()
    (Path(place.root) / "erasures" / "erasure-x").write_bytes(content)

    with (
        closing(open_store(Settings(home=tmp_path / "home"))) as store,
        pytest.raises(NoWholeBackup, match="erasures/erasure-x: got no certificate"),
    ):
        list(unknown_erasures(store, place))
