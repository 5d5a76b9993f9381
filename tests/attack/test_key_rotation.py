"""Rotations of keys that meet, are broken off, or are begun without the right to: nothing is lost."""

import base64
import os
import stat
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from features.schema.errors import OnematchError
from serving.backup.backup import master_mark
from serving.runtime.settings import Settings
from serving.store.key_rotation import Signed, rotate_master, rotate_signing
from serving.store.opening import MasterKeyWrong, master_keys, new_master_key, open_store
from serving.store.tables.contracts import keys
from serving.store.vault import DataKey
from tests.support.kills import in_a_fork
from tests.support.tenant import START

pytestmark = pytest.mark.both_databases
NOBODY = 65534


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(home=tmp_path / "home", database_url=database_url)


def seal(settings: Settings) -> tuple[str, bytes]:
    """Seal a value under a key of its own, as a process of its own."""
    with closing(open_store(settings)) as store, store.writing() as connection:
        key_id = store.vault.new_key(connection, START)
        return key_id, store.vault.key(connection, key_id).seal(b"value", "c")


def unsealed(settings: Settings, sealed: list[tuple[str, bytes]]) -> list[bytes]:
    with closing(open_store(settings)) as store, store.reading() as connection:
        return [store.vault.key(connection, key_id).unseal(value, "c") for key_id, value in sealed]


def derived_in(settings: Settings) -> bytes:
    """Return what certificates are signed with, in a process of its own."""
    with closing(open_store(settings)) as store:
        return store.vault.derive("sign certificates")


def together(*acts: Callable[[], object]) -> list[int]:
    """Run functions in forks that begin at one moment; return their exit codes."""
    reader, writer = os.pipe()

    def waiting(act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            os.close(writer)
            os.read(reader, 1)
            act()

        return run

    forks = [in_a_fork(waiting(act)) for act in acts]
    os.close(writer)
    codes = [os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) for fork in forks]
    os.close(reader)
    return codes


def rotate(settings: Settings) -> None:
    with closing(open_store(settings)) as store, suppress(OnematchError):
        rotate_master(settings, store, START)


@pytest.mark.parametrize("_", range(3))
def test_rotations_at_one_moment_leave_one_key_that_opens_everything(settings: Settings, _: int) -> None:
    sealed = [seal(settings) for _ in range(20)]

    codes = together(*[lambda: rotate(settings)] * 4, *[lambda: seal(settings)] * 4)

    assert codes == [0] * 8
    assert len(master_keys(None, settings.home_layout.master_key_file, may_make=False)) == 1
    assert unsealed(settings, sealed) == [b"value"] * 20


def test_a_first_rotation_that_is_gone_on_with_keeps_what_is_signed(settings: Settings) -> None:
    """Killed after it wrote the file: who starts meanwhile, and the one that goes on, sign as before."""
    seal(settings)
    signed = derived_in(settings)
    file = settings.home_layout.master_key_file
    file.write_text(f"{new_master_key()}\n{file.read_text(encoding='ascii')}", encoding="ascii")

    meanwhile = derived_in(settings)
    rotate(settings)

    assert (meanwhile, derived_in(settings)) == (signed, signed)


def test_a_key_whose_row_was_read_before_a_rotation_ended_opens(settings: Settings) -> None:
    """A transaction that goes on sees the old row, and the file of after."""
    key_id, value = seal(settings)
    with closing(open_store(settings)) as store, store.reading() as connection:
        row = connection.execute(select(keys.c.wrapped).filter_by(id=key_id)).scalar_one()
        rotate(settings)

        assert DataKey.of(store.vault.opened(connection, key_id, row)).unseal(value, "c") == b"value"


@pytest.mark.parametrize("signed", Signed)
def test_keys_that_sign_may_be_made_at_one_moment(settings: Settings, signed: Signed) -> None:
    seal(settings)

    def make() -> None:
        with closing(open_store(settings)) as store:
            rotate_signing(store, signed, START)

    assert together(make, make, make) == [0, 0, 0]


def test_the_key_s_file_is_the_user_s_own_whatever_the_umask(settings: Settings) -> None:
    sealed = [seal(settings)]
    before = os.umask(0)
    try:
        rotate(settings)
    finally:
        os.umask(before)

    file = settings.home_layout.master_key_file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.glob("*master.key*")] == [file.name]
    assert unsealed(settings, sealed) == [b"value"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_rotates_nothing(tmp_path: Path) -> None:
    """On SQLite, whose file he may not write either; he reads and changes nothing of the home."""
    settings = Settings(home=tmp_path / "home")
    sealed = [seal(settings)]
    before = {path: path.read_bytes() for path in settings.home.rglob("*") if path.is_file()}

    def as_nobody() -> None:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        rotate(settings)

    assert together(as_nobody) != [0]
    assert before.items() <= {path: path.read_bytes() for path in settings.home.rglob("*") if path.is_file()}.items()
    assert unsealed(settings, sealed) == [b"value"]


@pytest.mark.parametrize(
    "damage",
    [b"", b"\n", b"x" * 44, b"AAAA", b"\xff" * 44, base64.b64encode(b"another key of 32 bytes is here!")],
)
def test_a_damaged_or_foreign_key_is_refused_and_kept_as_it_is(settings: Settings, damage: bytes) -> None:
    sealed = [seal(settings)]
    file = settings.home_layout.master_key_file
    right = file.read_bytes()
    file.write_bytes(damage)

    with pytest.raises(MasterKeyWrong):
        open_store(settings).close()

    assert file.read_bytes() == damage
    file.write_bytes(right)
    assert unsealed(settings, sealed) == [b"value"]


def test_a_foreign_key_beside_the_right_one_takes_over_only_by_a_whole_rotation(settings: Settings) -> None:
    """Whoever may write the file may rotate: a key that was put before the right one is the new one."""
    sealed = [seal(settings)]
    file = settings.home_layout.master_key_file
    foreign = new_master_key()
    file.write_text(f"{foreign}\n{file.read_text(encoding='ascii')}", encoding="ascii")

    assert unsealed(settings, sealed) == [b"value"]
    rotate(settings)

    assert file.read_text(encoding="ascii").split() == [foreign]
    assert unsealed(settings, sealed) == [b"value"]


def test_a_backup_is_named_by_the_newest_key(settings: Settings) -> None:
    """Who takes the old key out of the variable after a rotation restores what was backed up while both stood there."""
    new, old = new_master_key(), new_master_key()

    marks = {key: master_mark(settings.model_copy(update={"master_key": SecretStr(key)})) for key in (new, old)}

    assert marks[new] != marks[old]
    assert master_mark(settings.model_copy(update={"master_key": SecretStr(f"{new},{old}")})) == marks[new]
