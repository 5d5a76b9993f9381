"""The key that signs passports follows from the master key; former keys count for the time in which they signed."""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from serving.contract.passports.passport import Signature
from serving.contract.passports.signing_keys import PublicKey, SigningKeys
from serving.store.vault import Vault
from tests.support.tenant import START


def keys_of(master: bytes, shards: Path) -> SigningKeys:
    return SigningKeys(Ed25519PrivateKey.from_private_bytes(Vault(master, shards).derive("sign passports")))


def test_a_signature_is_of_its_content_and_its_master_key_alone(tmp_path: Path) -> None:
    keys, same, other = (keys_of(master * 32, tmp_path) for master in (b"m", b"m", b"x"))
    [key], [foreign] = same.known(), other.known()

    signature = keys.sign(b"content")

    assert signature.key == key.id != foreign.id
    assert key.has_signed(b"content", signature)
    assert not key.has_signed(b"content.", signature)
    assert not foreign.has_signed(b"content", signature)
    assert not key.has_signed(b"content", Signature(key.id, signature.value[:-1]))


def test_a_former_key_counts_for_the_time_in_which_it_signed() -> None:
    retired_at = START + timedelta(hours=1)
    key = PublicKey("1", "", START.isoformat(), retired_at.isoformat())

    moments: list[datetime] = [START + timedelta(hours=hours) for hours in (-1, 0, 1, 2)]

    assert [key.signed_at(moment) for moment in moments] == [False, True, True, False]
