"""Keys are replaced while processes run: what was sealed opens, what was signed holds, a killed rotation goes on."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import event, select

from serving.access.bearer import TokenWrong
from serving.access.callers import Caller
from serving.access.tokens import LIFE, OVERLAP, Tokens
from serving.contract.passports.signing_keys import SigningKeys
from serving.runtime.settings import Settings
from serving.store.key_rotation import OneKeySet, Signed, rotate_master, rotate_signing
from serving.store.opening import master_keys, migrate_store, new_master_key, open_store
from serving.store.store import Store
from serving.store.tables.contracts import keys
from serving.store.vault import SealBroken, Vault
from tests.support.kills import in_a_fork
from tests.support.tenant import START

Opened = Callable[[Settings], Store]
pytestmark = pytest.mark.both_databases


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(home=tmp_path / "home", database_url=database_url)


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Open stores that are closed at the end, as processes of their own would have them."""
    with ExitStack() as stores:
        yield lambda settings: stores.enter_context(closing(open_store(settings)))


def sealed_by(store: Store) -> tuple[str, bytes]:
    with store.writing() as connection:
        key_id = store.vault.new_key(connection, START)
        return key_id, store.vault.key(connection, key_id).seal(b"value", "c")


def opens(store: Store, key_id: str, sealed: bytes) -> bool:
    with store.reading() as connection:
        return store.vault.key(connection, key_id).unseal(sealed, "c") == b"value"


def test_a_new_master_key_opens_everything_and_the_old_one_nothing(settings: Settings, opened: Opened) -> None:
    running = opened(settings)
    before, signed = sealed_by(running), running.vault.derive("sign certificates")
    old = settings.home_layout.master_key_file.read_text(encoding="ascii")

    assert rotate_master(settings, running, START) == 1
    after = sealed_by(running)  # a process that began with the old key goes on with the new one
    fresh = opened(settings)

    assert all(opens(store, *sealed) for store in (running, fresh) for sealed in (before, after))
    assert fresh.vault.derive("sign certificates") == signed
    assert rotate_master(settings, fresh, START) == 3  # the root too
    [_] = master_keys(None, settings.home_layout.master_key_file, may_make=False)
    with running.reading() as connection:
        row = connection.execute(select(keys).filter_by(id=before[0])).one()
    with pytest.raises(SealBroken):
        Vault(master_keys(old, Path(), may_make=False)[0], settings.home_layout.shards).unwrap(row.id, row.wrapped)


@pytest.mark.parametrize("stage", ["before_cursor_execute", "checkin"])
def test_a_rotation_killed_before_or_after_its_transaction_leaves_both_keys_and_goes_on(
    settings: Settings, opened: Opened, stage: str
) -> None:
    sealed = sealed_by(opened(settings))

    def rotate() -> None:
        store = open_store(settings)

        def die(*given: object) -> None:
            if stage == "checkin" or "UPDATE keys" in str(given[2]):
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(store.engine, stage, die)
        rotate_master(settings, store, START)

    assert os.WIFSIGNALED(os.waitpid(in_a_fork(rotate), 0)[1])
    both = master_keys(None, settings.home_layout.master_key_file, may_make=False)
    assert len(both) == 2

    store = opened(settings)
    assert opens(store, *sealed)
    rotate_master(settings, store, START)
    assert master_keys(None, settings.home_layout.master_key_file, may_make=False) == both[:1]
    assert opens(opened(settings), *sealed)


def test_a_key_of_the_environment_is_rotated_where_both_are_set(settings: Settings, opened: Opened) -> None:
    old, new = new_master_key(), new_master_key()
    first, both, last = (
        settings.model_copy(update={"master_key": SecretStr(given)}) for given in (old, f"{new},{old}", new)
    )
    migrate_store(first)
    sealed = sealed_by(opened(first))

    with pytest.raises(OneKeySet, match="NEW,OLD"):
        rotate_master(first, opened(first), START)
    rotate_master(both, opened(both), START)

    assert opens(opened(last), *sealed)


def test_tokens_of_the_key_before_live_as_long_as_they_were_promised(settings: Settings, opened: Opened) -> None:
    here, there = opened(settings), opened(settings)
    caller = Caller("c", "contract-1", frozenset())
    now = START + LIFE
    old = Tokens.of(there).issue(caller, now)

    rotate_signing(here, Signed.TOKENS, START)
    new = Tokens.of(here).issue(caller, now)

    assert {Tokens.of(store).read(token, now) for store in (here, there) for token in (old, new)} == {caller}
    with pytest.raises(TokenWrong):
        Tokens.of(here).read(old, START + LIFE + OVERLAP + timedelta(seconds=1))


def test_a_passport_of_the_key_before_stays_signed_in_its_time_alone(settings: Settings, opened: Opened) -> None:
    store = opened(settings)
    signature = SigningKeys.of(settings, store).sign(b"content")

    rotate_signing(store, Signed.PASSPORTS, START)
    former, newest = SigningKeys.of(settings, store).known()

    assert former.id == signature.key != newest.id
    assert former.has_signed(b"content", signature)
    assert [key.signed_at(START - timedelta(hours=1)) for key in (former, newest)] == [True, False]
    assert [key.signed_at(START + timedelta(hours=1)) for key in (former, newest)] == [False, True]
