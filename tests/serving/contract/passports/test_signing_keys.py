"""The keys that sign passports: sealed, private to the user, and verifiable after their rotation."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from serving.contract.passports.passport import Signature
from serving.contract.passports.signing_keys import SigningKeys, SigningKeysBroken
from serving.store.vault import DataKey, SealBroken, Vault

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def own(tmp_path: Path, master: bytes = b"m" * 32) -> DataKey:
    return Vault(master, tmp_path / "shards").own


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "passport-keys.json"


def test_a_signature_is_of_its_content_and_its_key_alone(tmp_path: Path, file: Path) -> None:
    keys = SigningKeys(file, own(tmp_path))
    signature = keys.sign(b"content", NOW)
    first = keys.known()[0]
    second = keys.rotate(NOW + timedelta(days=1))

    assert first.has_signed(b"content", signature)
    assert not first.has_signed(b"content.", signature)
    assert not second.has_signed(b"content", signature)
    assert not first.has_signed(b"content", Signature(first.id, signature.value[:-1]))


def test_a_rotation_keeps_public_keys_and_deletes_the_private_one(tmp_path: Path, file: Path) -> None:
    keys = SigningKeys(file, own(tmp_path))
    before = keys.sign(b"1", NOW)
    private = file.read_text()
    keys.rotate(NOW + timedelta(hours=1))
    after = keys.sign(b"2", NOW + timedelta(hours=2))

    old, new = keys.known()
    assert (old.id, new.id) == (before.key, after.key)
    assert (old.retired_at, new.retired_at) == ((NOW + timedelta(hours=1)).isoformat(), None)
    assert old.has_signed(b"1", before)
    assert [old.signed_at(NOW + timedelta(hours=n)) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert private.rpartition('"private"')[2] not in file.read_text()


def test_the_private_key_is_sealed_and_its_file_is_the_user_s_alone(tmp_path: Path, file: Path) -> None:
    umask = os.umask(0)
    try:
        SigningKeys(file, own(tmp_path)).sign(b"content", NOW)
    finally:
        os.umask(umask)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(SealBroken):
        SigningKeys(file, own(tmp_path, b"x" * 32)).sign(b"content", NOW)


def test_threads_that_sign_first_at_the_same_time_share_one_key(tmp_path: Path, file: Path) -> None:
    signed: list[Signature] = []
    threads = [
        Thread(target=lambda: signed.append(SigningKeys(file, own(tmp_path)).sign(b"content", NOW))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    known = SigningKeys(file, own(tmp_path)).known()
    assert {one.key for one in signed} == {one.id for one in known}
    assert len(known) == 1


@pytest.mark.parametrize("text", ["", "{}", '{"keys": [], "private": ""}', '{"keys": [{"id": "1"}], "private": ""}'])
def test_a_file_that_holds_no_keys_is_named(tmp_path: Path, file: Path, text: str) -> None:
    file.write_text(text)

    with pytest.raises(SigningKeysBroken, match=r"passport-keys.json: got no signing keys"):
        SigningKeys(file, own(tmp_path)).sign(b"content", NOW)
