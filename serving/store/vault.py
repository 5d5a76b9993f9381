"""What is sealed: payloads under a data key each, the data keys under the master key, and keyed marks to find them by.

AES-256-GCM with a random 96-bit nonce before each ciphertext (NIST SP 800-38D); sub-keys by HKDF-SHA256 (RFC 5869).
A data key is wrapped by the master key and a shard, a small file that stands outside of the database: without the
shard every copy of the database stays unreadable, also to who knows the master key.
"""

import hmac
import os
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, select, update

from features.schema.errors import OnematchError
from serving.store.shards import Shards
from serving.store.tables.contracts import keys

_NONCE = 12
_HASH_BYTES = 16
_OPEN_KEYS, _AFTER_COMMIT = "onematch_open_keys", "onematch_after_commit"


class KeyDestroyed(OnematchError):
    """A data key was destroyed, so what it sealed cannot be read any more."""


class SealBroken(OnematchError):
    """Sealed bytes are not what was sealed, or were sealed for another place, or under another master key."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """One opened data key; good for the transaction that it was opened in, no longer."""

    cipher: AESGCM
    hash_key: bytes

    def seal(self, value: bytes, context: str) -> bytes:
        """Encrypt a value for one place; `context` must be the same when it is unsealed."""
        nonce = os.urandom(_NONCE)
        return nonce + self.cipher.encrypt(nonce, value, context.encode())

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Decrypt a value; raises SealBroken."""
        return _decrypt(self.cipher, sealed, context)

    def keyed_hash(self, text: str) -> str:
        """Give the keyed blind index of a text: 32 hex digits, the same whatever its case and spacing."""
        folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
        return hmac.digest(self.hash_key, folded.encode("utf-8", "surrogatepass"), "sha256")[:_HASH_BYTES].hex()


class Vault:
    """Seals and unseals under data keys that stand in the table `keys`; their shards lie in a folder."""

    def __init__(self, master: bytes, shards: Path) -> None:
        self._master, self._shards = master, Shards(shards)
        self._own = DataKey(AESGCM(derived(master, "seal")), derived(master, "mark"))
        self._unwrapped: dict[str, DataKey] = {}

    @property
    def own(self) -> DataKey:
        """The key for what belongs to no contract: the operator's answers."""
        return self._own

    def derive(self, purpose: str) -> bytes:
        """Give 32 bytes for a purpose, the same in every process that knows the master key."""
        return derived(self._master, purpose)

    def new_key(self, connection: Connection, now: datetime) -> str:
        """Make a data key; return its id."""
        key_id = uuid.uuid4().hex
        wrapping = self._wrapping(self._shards.make(key_id))
        connection.execute(keys.insert().values(id=key_id, wrapped=_wrap(wrapping, key_id), created_at=now))
        return key_id

    def key(self, connection: Connection, key_id: str) -> DataKey:
        """Open a data key; the table is asked once per transaction, so that a destroyed key is seen at once.

        Raises KeyDestroyed, SealBroken.
        """
        opened: dict[str, DataKey] = connection.info.setdefault(_OPEN_KEYS, {})
        found = opened.get(key_id)
        if found is None:
            found = opened[key_id] = self._open(connection, key_id)
        return found

    def seal(self, connection: Connection, key_id: str, value: bytes, context: str) -> bytes:
        """Encrypt a value under a data key; see DataKey.seal."""
        return self.key(connection, key_id).seal(value, context)

    def unseal(self, connection: Connection, key_id: str, sealed: bytes, context: str) -> bytes:
        """Decrypt a value under a data key; raises KeyDestroyed, SealBroken."""
        return self.key(connection, key_id).unseal(sealed, context)

    def keyed_hash(self, connection: Connection, key_id: str, text: str) -> str:
        """Give a text's keyed blind index under a data key; see DataKey.keyed_hash."""
        return self.key(connection, key_id).keyed_hash(text)

    def destroy(self, connection: Connection, key_id: str, now: datetime) -> None:
        """Overwrite a data key by nothing, and its shard once that is committed; again: it keeps the first time."""
        destroyed = update(keys).where(keys.c.id == key_id, keys.c.destroyed_at.is_(None))
        connection.execute(destroyed.values(wrapped=None, destroyed_at=now))
        connection.info.get(_OPEN_KEYS, {}).pop(key_id, None)
        self._unwrapped.pop(key_id, None)
        connection.info.setdefault(_AFTER_COMMIT, []).append(lambda: self._shards.destroy(key_id))

    def _wrapping(self, shard: bytes) -> AESGCM:
        return AESGCM(derived(self._master + shard, "wrap data keys"))

    def _open(self, connection: Connection, key_id: str) -> DataKey:
        row = connection.execute(select(keys.c.wrapped, keys.c.destroyed_at).where(keys.c.id == key_id)).one_or_none()
        if row is None or row.wrapped is None or row.destroyed_at is not None:
            self._unwrapped.pop(key_id, None)
            raise KeyDestroyed(f"the data key {key_id} was destroyed: what it sealed cannot be read")
        found = self._unwrapped.get(key_id)
        if found is None:
            plain = _decrypt(self._wrapping(self._shards.read(key_id)), row.wrapped, key_id)
            found = DataKey(AESGCM(derived(plain, "seal")), derived(plain, "mark"))
            self._unwrapped[key_id] = found
        return found


def begin_with_keys(connection: Connection) -> None:
    """Let a transaction ask the table of keys anew; the store calls it when one begins."""
    connection.info.pop(_OPEN_KEYS, None)
    connection.info.pop(_AFTER_COMMIT, None)


def end_with_keys(connection: Connection) -> None:
    """Do what waited for the commit; the store calls it then."""
    for act in connection.info.pop(_AFTER_COMMIT, ()):
        act()


def _wrap(wrapping: AESGCM, key_id: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + wrapping.encrypt(nonce, os.urandom(32), key_id.encode())


def derived(key: bytes, purpose: str) -> bytes:
    """Derive 32 bytes for a purpose from a key."""
    return HKDF(SHA256(), 32, salt=None, info=f"onematch {purpose}".encode()).derive(key)


def _decrypt(cipher: AESGCM, sealed: bytes, context: str) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode())
    except (InvalidTag, ValueError):
        raise SealBroken(f"got {len(sealed)} sealed bytes that were not sealed for {context} with this key") from None
