"""Files of a home are private to its user, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from features.compiled import loader as compiled
from features.compiled.private_paths import is_trusted_folder, make_private_folder
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.store.sealed_files import SealedFiles
from serving.store.vault import DataKey
from tests.support.tenant import START


@pytest.fixture(autouse=True)
def lax_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    return {one.name: mode(one) for one in folder.iterdir() if one.name.startswith("store.db")}


def test_a_home_and_the_folders_above_it_that_were_missing_are_private(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "home" / "demo")

    assert [mode(tmp_path / "home"), mode(tmp_path / "home" / "demo")] == [0o700, 0o700]


def write_one(settings: Settings) -> dict[str, int]:
    """Open the store, write, and return the modes of its files while it is open."""
    store = open_store(settings)
    with store.writing() as connection:
        store.vault.new_key(connection, START)
    found = modes(settings.home)
    store.close()
    return found


def test_the_store_its_log_and_their_home_are_private_also_when_sqlite_creates_the_log_again(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")

    for _ in range(2):
        assert write_one(settings) == dict.fromkeys(("store.db", "store.db-wal", "store.db-shm"), 0o600)
        assert {one.name for one in settings.home.iterdir()} == {"store.db", "master.key", "shards"}
    assert (mode(settings.home), mode(settings.home_layout.shards)) == (0o700, 0o700)


def test_an_existing_store_becomes_private_when_it_is_opened(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    store = open_store(settings)
    for name in modes(settings.home):
        (settings.home / name).chmod(0o644)

    second = write_one(settings)
    store.close()

    assert set(second.values()) == {0o600}


def test_a_file_of_a_job_is_private(tmp_path: Path) -> None:
    files = SealedFiles(tmp_path / "files")

    with files.writing("job", DataKey(AESGCM(b"k" * 32), b"m" * 32)) as stream:
        stream.write(b"content")

    assert (mode(tmp_path / "files"), mode(tmp_path / "files" / "job")) == (0o700, 0o600)


def test_compiled_code_is_kept_in_a_private_folder_that_only_its_user_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in one that others write, that others own, or that a link leads to."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(cache))
    monkeypatch.setattr(compiled, "SHIPPED", tmp_path / "shipped")
    cache.mkdir(mode=0o700)
    folder = compiled.cache_folder.__wrapped__()
    link = tmp_path / "link"
    link.symlink_to(folder)

    assert (folder.parent, mode(folder), compiled.cache_folder.__wrapped__()) == (cache, 0o700, folder)
    assert not is_trusted_folder(link)
    for lax in (0o770, 0o707):
        folder.chmod(lax)
        assert not is_trusted_folder(folder)
        other = compiled.cache_folder.__wrapped__()
        assert other != folder
        other.rmdir()
    folder.chmod(0o700)
    if os.geteuid() == 0:  # only root can give a folder to another user
        os.chown(folder, 12345, 12345)
        assert not is_trusted_folder(folder)


def test_compiled_code_is_kept_where_the_machine_keeps_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An image's user has a home that nobody may write: each process would compile anew."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    at_home = compiled.cache_folder.__wrapped__()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    elsewhere = compiled.cache_folder.__wrapped__()

    assert at_home.parent == tmp_path / "home" / ".cache" / "onematch"
    assert elsewhere.parent == tmp_path / "caches" / "onematch"


def test_a_folder_whose_parent_others_write_is_trusted_only_where_that_is_sticky(tmp_path: Path) -> None:
    parent = tmp_path / "parent"
    folder = tmp_path / "parent" / "folder"
    parent.mkdir()
    folder.mkdir(mode=0o700)

    parent.chmod(0o777)
    open_to_all = is_trusted_folder(folder)
    parent.chmod(0o1777)

    assert (open_to_all, is_trusted_folder(folder)) == (False, True)
