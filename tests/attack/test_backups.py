"""A place of backups whose files somebody else wrote: nothing of it leaves its folder, or is taken for a backup."""

import io
import shutil
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from data.tables.progress import silent
from serving.backup.backup import back_up, verify
from serving.backup.home_copy import unpack
from serving.backup.place import NoWholeBackup, Place, find_backup
from serving.contract.leaving.certificates import signature
from serving.contract.leaving.erasures import publish, unknown_erasures
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.store.store import Store
from serving.store.tables.work import certificates

SECRET = b"s" * 32
NO_CERTIFICATES = (b"", b"{", b"[]", b"{}", b'{"id": 1}', b"\xff", b"[" * 100_000)


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
        unpack(hostile, tmp_path / "home" / "inner")

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


def erased_at(place: Place, store: Store) -> Path:
    """Return the file of an erasure that a store certified and lacks again, as one of before it does."""
    name, owner = "erasure-1", {"contract_id": "c", "instance_id": "c-production"}
    document: dict[str, Any] = {"record_hash": "1", "completed_at": now_in_utc().isoformat(), **owner}
    document["signature"] = signature(store.vault, name, document)
    with store.writing() as connection:
        row = {"id": name, **owner, "document": document, "at": now_in_utc()}
        connection.execute(certificates.insert().values(row))
    publish(store, place)
    with store.writing() as connection:
        connection.execute(certificates.delete())
    return Path(place.root, "erasures", name)


def replacing(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(old, new)


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        *((f"no certificate {content[:9]!r}", lambda _, content=content: content) for content in NO_CERTIFICATES),
        ("another record", replacing(b'"record_hash":"1"', b'"record_hash":"2"')),
        ("another time", replacing(b'"completed_at":"2', b'"completed_at":"1')),
        ("another contract", replacing(b'"contract_id":"c"', b'"contract_id":"d"')),
        ("another instance", replacing(b'"instance_id":"c-production","doc', b'"instance_id":"d-production","doc')),
        ("no signature", replacing(b'"signature"', b'"former"')),
        ("a signature of more", replacing(b'"record_hash":"1"', b'"record_hash":"1","merged_hashes":["2"]')),
    ],
)
def test_a_forged_certificate_is_named_and_none_is_taken_of_the_place(
    place: Place, tmp_path: Path, name: str, forged: Callable[[bytes], bytes]
) -> None:
    with closing(open_store(Settings(home=tmp_path / "home"))) as store:
        file = erased_at(place, store)
        assert [one["id"] for one in unknown_erasures(store, place)] == ["erasure-1"]
        assert forged(file.read_bytes()) != file.read_bytes(), name
        file.write_bytes(forged(file.read_bytes()))

        with pytest.raises(NoWholeBackup, match="erasures/erasure-1: got no certificate"):
            list(unknown_erasures(store, place))


def test_a_certificate_under_another_name_is_not_taken_a_second_time(place: Place, tmp_path: Path) -> None:
    with closing(open_store(Settings(home=tmp_path / "home"))) as store:
        file = erased_at(place, store)
        file.rename(file.with_name("erasure-2"))

        with pytest.raises(NoWholeBackup, match="erasures/erasure-2: got no certificate"):
            list(unknown_erasures(store, place))


def test_a_certificate_of_another_installation_is_not_taken(place: Place, tmp_path: Path) -> None:
    with closing(open_store(Settings(home=tmp_path / "home"))) as store:
        erased_at(place, store)

    with (
        closing(open_store(Settings(home=tmp_path / "other"))) as other,
        pytest.raises(NoWholeBackup, match="erasures/erasure-1: got no certificate"),
    ):
        list(unknown_erasures(other, place))
