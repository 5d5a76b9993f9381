"""Opening the store of a home: only with the keys of its sealed data."""

import shutil
from pathlib import Path

import pytest

from serving.runtime.settings import Settings
from serving.store.opening import (
    MasterKeyLost,
    MasterKeyWrong,
    ShardsLost,
    StoreLost,
    migrate_store,
    new_master_key,
    open_store,
    open_vault,
)
from tests.support.tenant import START


def sealed_home(folder: Path, **more: object) -> Settings:
    """A home whose store holds one data key."""
    settings = Settings.model_validate({"home": folder / "home", **more})
    store = open_store(settings)
    with store.writing() as connection:
        store.vault.new_key(connection, START)
    store.close()
    return settings


def test_a_lost_master_key_is_refused_with_its_path_and_none_is_created(tmp_path: Path) -> None:
    settings = sealed_home(tmp_path)
    settings.home_layout.master_key_file.unlink()

    for _ in range(2):
        with pytest.raises(MasterKeyLost, match=r"master\.key: got no master key, expected .* ONEMATCH_MASTER_KEY"):
            open_store(settings)

    assert not settings.home_layout.master_key_file.exists()


def test_a_wrong_master_key_is_refused_and_the_right_one_still_opens(tmp_path: Path) -> None:
    settings = sealed_home(tmp_path)
    file = settings.home_layout.master_key_file
    right = file.read_text(encoding="ascii")
    file.write_text(new_master_key(), encoding="ascii")

    with pytest.raises(MasterKeyWrong, match=r"master\.key: got another key, expected the one"):
        open_store(settings)

    file.write_text(right, encoding="ascii")
    open_store(settings).close()


def test_a_home_without_shards_is_refused_with_their_folder(tmp_path: Path) -> None:
    settings = sealed_home(tmp_path)
    shutil.rmtree(settings.home_layout.shards)

    with pytest.raises(ShardsLost, match="shards: got no shard"):
        open_store(settings)


def test_a_home_whose_keys_are_all_destroyed_opens_with_a_new_master_key(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    store = open_store(settings)
    with store.writing() as connection:
        key = store.vault.new_key(connection, START)
    with store.writing() as connection:
        store.vault.destroy(connection, key, START)
    store.close()
    settings.home_layout.master_key_file.unlink()

    open_store(settings).close()

    assert settings.home_layout.master_key_file.exists()


def test_reading_a_store_creates_no_key(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")

    with pytest.raises(MasterKeyLost):
        open_vault(settings)

    assert not settings.home.exists()


@pytest.mark.parametrize("is_empty", [False, True])
@pytest.mark.parametrize("left", ["master.key", "shards", "passport-keys.json", "files"])
def test_a_lost_store_is_refused_with_what_it_left_and_none_is_created(
    tmp_path: Path, left: str, is_empty: bool
) -> None:
    settings = sealed_home(tmp_path)
    home = settings.home_layout
    for folder in (home.job_files, home.shards):
        folder.mkdir(exist_ok=True)
        (folder / "one").write_bytes(b"x")
    home.passport_keys_file.write_bytes(b"{}")
    for one in {"master.key", "shards", "passport-keys.json", "files"} - {left}:
        shutil.rmtree(home.root / one, ignore_errors=True)
        (home.root / one).unlink(missing_ok=True)
    home.store_file.write_bytes(b"") if is_empty else home.store_file.unlink()

    for act in (open_store, migrate_store):
        with pytest.raises(StoreLost, match=f"store.db: got no store, expected .*{left}.* ONEMATCH_DATABASE_URL"):
            act(settings)

    assert home.store_file.exists() is is_empty
    assert not is_empty or home.store_file.stat().st_size == 0
