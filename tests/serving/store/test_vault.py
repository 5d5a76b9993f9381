"""A sealed value can be read with its key and its context alone, and never after the key is destroyed."""

import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from serving.store.opening import MasterKeyWrong, master_keys
from serving.store.store import Store
from serving.store.tables.contracts import keys
from serving.store.vault import DataKey, KeyDestroyed, SealBroken, Vault
from tests.support.databases import MASTER, opened
from tests.support.tenant import START


@pytest.fixture(scope="module")
def own_key(tmp_path_factory: pytest.TempPathFactory) -> DataKey:
    return Vault(MASTER, tmp_path_factory.mktemp("shards")).own


def make_key(store: Store) -> str:
    with store.writing() as connection:
        return store.vault.new_key(connection, START)


@given(value=st.binary(max_size=200), context=st.text(st.characters(codec="utf-8"), max_size=20))
@settings(max_examples=50)
def test_a_sealed_value_is_unsealed_with_its_context_alone(own_key: DataKey, value: bytes, context: str) -> None:
    """S15."""
    sealed = own_key.seal(value, context)

    assert own_key.unseal(sealed, context) == value
    assert value not in sealed or len(value) < 4
    assert own_key.seal(value, context) != sealed
    with pytest.raises(SealBroken):
        own_key.unseal(sealed, context + "x")
    with pytest.raises(SealBroken):
        own_key.unseal(sealed[:-1], context)


def test_a_keyed_hash_ignores_case_and_spacing_but_not_dots(own_key: DataKey) -> None:
    found = own_key.keyed_hash("Ann.Lee@acme.example")

    assert len(found) == 32
    assert own_key.keyed_hash("  ann.lee@ACME.example ") == found
    assert own_key.keyed_hash("annlee@acme.example") != found


@given(texts=st.lists(st.text("aAbB 1ſ", max_size=3), min_size=2, max_size=8))
@settings(max_examples=50)
def test_an_identity_shares_its_hash_with_no_other_text(own_key: DataKey, texts: list[str]) -> None:
    hashes = {text: own_key.identity_hash(text) for text in texts}

    assert len(set(hashes.values())) == len(hashes)
    assert own_key.identity_hash("user 4711") == own_key.keyed_hash("user 4711")


def test_a_key_destroyed_by_another_process_fails_in_the_next_transaction(store: Store, tmp_path: Path) -> None:
    """D24."""
    key = make_key(store)
    other = opened(store.engine.url.render_as_string(hide_password=False), tmp_path)
    with store.reading() as connection:
        sealed = store.vault.key(connection, key).seal(b"a value", "here")

    with other.writing() as connection:
        other.vault.destroy(connection, key, START)
    other.close()

    with store.reading() as connection, pytest.raises(KeyDestroyed):
        store.vault.key(connection, key).unseal(sealed, "here")


def test_a_destroyed_key_opens_no_old_copy_of_the_database(store: Store, tmp_path: Path) -> None:
    """S78: the restored row and the master key are not enough."""
    key = make_key(store)
    with store.reading() as connection:
        sealed = store.vault.key(connection, key).seal(b"a value", "here")
        row = connection.exec_driver_sql("select id, wrapped, created_at from keys").one()
    with store.writing() as connection:
        store.vault.destroy(connection, key, START)

    with store.writing() as connection:
        connection.exec_driver_sql("update keys set destroyed_at = null")
        connection.execute(keys.update().values(wrapped=row.wrapped))

    again = Vault(MASTER, tmp_path / "shards")
    with store.reading() as connection, pytest.raises(SealBroken):
        again.key(connection, key).unseal(sealed, "here")


def test_a_key_destroyed_in_a_transaction_opens_no_more_in_it(store: Store) -> None:
    key = make_key(store)

    with store.writing() as connection:
        store.vault.key(connection, key)
        store.vault.destroy(connection, key, START)
        with pytest.raises(KeyDestroyed):
            store.vault.key(connection, key)


def test_a_failed_transaction_destroys_no_key(store: Store) -> None:
    key = make_key(store)

    def fail() -> None:
        with store.writing() as connection:
            store.vault.destroy(connection, key, START)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with store.reading() as connection:
        assert store.vault.key(connection, key).unseal(store.vault.key(connection, key).seal(b"x", "y"), "y") == b"x"


def test_destroying_a_key_again_removes_a_shard_left_and_keeps_the_time(store: Store, tmp_path: Path) -> None:
    key = make_key(store)
    shard = tmp_path / "shards" / key
    shutil.copy(shard, tmp_path / "kept")
    with store.writing() as connection:
        store.vault.destroy(connection, key, START)
    assert not shard.exists()
    shutil.copy(tmp_path / "kept", shard)

    with store.writing() as connection:
        store.vault.destroy(connection, key, START + timedelta(days=1))

    assert not shard.exists()
    with store.reading() as connection:
        assert connection.execute(select(keys.c.destroyed_at)).scalar_one() == START


def test_a_master_key_is_created_once_and_private_to_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "home" / "master.key"

    [first], [second] = (master_keys(None, file, may_make=True) for _ in range(2))

    assert first == second
    assert len(first) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["master.key"]


@pytest.mark.parametrize("given", ["", "abc", "!!!!", "A" * 40])
def test_a_master_key_of_another_length_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(MasterKeyWrong, match="ONEMATCH_MASTER_KEY"):
        master_keys(given, tmp_path / "unused", may_make=True)
