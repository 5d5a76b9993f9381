"""Sealing: payloads under data keys, data keys under the master key, and keyed hashes for look-up.

AES-256-GCM with a random 96-bit nonce before each ciphertext (NIST SP 800-38D); sub-keys by HKDF-SHA256 (RFC 5869).
The master key and a shard, a small file outside the database, wrap a data key: without the shard no copy of the
database can be read, even with the master key.
"""

import hmac
import os
import secrets
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, select, text, update

from features.compiled.private_paths import make_private_folder, private_opener
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.store.tables.contracts import keys

_NONCE = 12
_SHARD_BYTES = 32
_HASH_BYTES = 16
_NUMBER_BYTES = 8
_OPEN_KEYS = "onematch_open_keys"
_AFTER_COMMIT = "onematch_after_commit"
MASTER_LOCK = "master key"
"""What a rotation of the master key locks, as a transaction of the store names an instance."""
_SHARED = text(f"select pg_advisory_xact_lock_shared(hashtextextended('{MASTER_LOCK}', 0))")


class KeyDestroyed(OnematchError):
    """A data key was destroyed, so what it sealed cannot be read."""


class SealBroken(OnematchError):
    """Sealed bytes were changed, or sealed for another context or under another master key."""


@value_class
class DataKey:
    """One opened data key; valid within the transaction that opened it."""

    cipher: AESGCM
    hash_key: bytes

    @classmethod
    def of(cls, secret: bytes) -> Self:
        """Derive the key from its secret bytes."""
        return cls(AESGCM(derived(secret, "seal")), derived(secret, "mark"))

    def seal(self, value: bytes, context: str) -> bytes:
        """Encrypt a value; unsealing needs the same `context`."""
        nonce = os.urandom(_NONCE)
        return nonce + self.cipher.encrypt(nonce, value, context.encode())

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Decrypt a value; raises SealBroken."""
        return _decrypt(self.cipher, sealed, context)

    def keyed_hash(self, text: str) -> str:
        """Return the keyed hash of a text for look-up: 32 hex digits, independent of case and spacing."""
        return _hashed(self.hash_key, _folded(text))

    def identity_hash(self, text: str) -> str:
        """Return the keyed hash of an identity: 32 hex digits, equal for equal texts alone.

        Subjects of OpenID Connect are case-sensitive (Core 1.0, section 2), ids of a CRM may be. A text that folding
        does not change has the same hash as for look-up, so that stored pseudonyms of such ids stay valid.
        """
        key = self.hash_key if _folded(text) == text else derived(self.hash_key, "identities")
        return _hashed(key, text)

    def fingerprint(self, content: bytes) -> str:
        """Return the keyed fingerprint of some bytes: 64 hex digits, which say nothing without the key."""
        return hmac.digest(derived(self.hash_key, "fingerprints"), content, "sha256").hex()

    def keyed_number(self, text: str) -> int:
        """Return a keyed hash of a folded text as a signed number of 64 bits, which an index stores in 8 bytes."""
        return int.from_bytes(hmac.digest(self.hash_key, text.encode(), "sha256")[:_NUMBER_BYTES], signed=True)


@value_class
class Shards:
    """The part of each data key outside the database, one file each; destroying the file destroys the key.

    A backup of the database must not contain the folder, and processes on several machines must share it.
    """

    folder: Path

    def make(self, key_id: str) -> bytes:
        """Create the shard of a key and sync it to the disk before the key is used."""
        make_private_folder(self.folder)
        shard = secrets.token_bytes(_SHARD_BYTES)
        with open(self._file(key_id), "xb", opener=private_opener) as out:
            out.write(shard)
            out.flush()
            os.fsync(out.fileno())
        return shard

    def has(self, key_id: str) -> bool:
        """Whether the shard of a key exists."""
        return self._file(key_id).exists()

    def read(self, key_id: str) -> bytes:
        """Return the shard of a key; without one empty bytes, which open no key."""
        try:
            return self._file(key_id).read_bytes()
        except FileNotFoundError:
            return b""

    def destroy(self, key_id: str) -> None:
        """Overwrite and remove the shard of a key; a missing shard is no error."""
        file = self._file(key_id)
        with suppress(FileNotFoundError):
            with file.open("r+b") as out:
                out.write(bytes(_SHARD_BYTES))
                out.flush()
                os.fsync(out.fileno())
            file.unlink()

    def _file(self, key_id: str) -> Path:
        return self.folder / key_id


class Vault:
    """Seals and unseals under the data keys of the table `keys`, whose shards are in a folder."""

    def __init__(self, master: bytes, shards: Path, masters: Callable[[], Sequence[bytes]] | None = None) -> None:
        self._masters = masters or (lambda: (master,))
        """The master keys that are valid now, the newest first: it wraps what is new; read again for each key."""
        self.shards = Shards(shards)
        self._unwrapped: dict[str, DataKey] = {}
        self.take_root(master)
        self.rings: dict[str, tuple[float, Sequence[tuple[datetime | None, bytes]]]] = {}
        """What `serving.store.key_rotation` has read of signing keys, and when."""

    def take_root(self, root: bytes) -> None:
        """Derive from a root: the first master key, which a rotation keeps, wrapped."""
        self.root = root
        self.own = DataKey.of(root)
        """The key for data of no contract: the operator's answers."""

    @property
    def newest(self) -> bytes:
        """The master key that wraps what is new."""
        return self._masters()[0]

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose, the same in every process of an installation."""
        return derived(self.root, purpose)

    def new_key(self, connection: Connection, now: datetime, prefix: str = "") -> str:
        """Create a data key; return its id. A rotation of the master key waits for the transaction, and it for that."""
        if connection.dialect.name == "postgresql":
            connection.execute(_SHARED)
        key_id = f"{prefix}{uuid.uuid4().hex}"
        self.keep(connection, key_id, os.urandom(32), now)
        return key_id

    def keep(self, connection: Connection, key_id: str, plain: bytes, now: datetime) -> None:
        """Store a key under the newest master key and a shard, whose file a killed process may have left."""
        shard = self.shards.read(key_id) or self.shards.make(key_id)
        wrapped = self._wrapped(key_id, plain, shard)
        connection.execute(keys.insert().values(id=key_id, wrapped=wrapped, created_at=now))

    def wrap_anew(self, connection: Connection, key_id: str, wrapped: bytes) -> None:
        """Store a key under the newest master key; one without its shard stays as it is. Raises SealBroken."""
        if shard := self.shards.read(key_id):
            again = self._wrapped(key_id, self.unwrap(key_id, wrapped), shard)
            connection.execute(update(keys).filter_by(id=key_id).values(wrapped=again))

    def opened(self, connection: Connection, key_id: str, wrapped: bytes) -> bytes:
        """Return a key's bytes, though a rotation of the master key ended since the row was read. Raises SealBroken."""
        try:
            return self.unwrap(key_id, wrapped)
        except SealBroken:
            with connection.engine.connect() as fresh:
                now = fresh.execute(select(keys.c.wrapped).filter_by(id=key_id)).scalar_one_or_none()
            if now is None or now == wrapped:
                raise
            return self.unwrap(key_id, now)

    def unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        """Return a key's bytes by whichever valid master key wrapped it. Raises SealBroken."""
        shard = self.shards.read(key_id)
        *others, last = self._masters()
        for master in others:
            with suppress(SealBroken):
                return _decrypt(_wrapping(master, shard), wrapped, key_id)
        return _decrypt(_wrapping(last, shard), wrapped, key_id)

    def key(self, connection: Connection, key_id: str) -> DataKey:
        """Open a data key. The table is read once per transaction, so a destroyed key fails in the next one.

        Raises KeyDestroyed, SealBroken.
        """
        opened: dict[str, DataKey] = connection.info.setdefault(_OPEN_KEYS, {})
        data_key = opened.get(key_id)
        if data_key is None:
            data_key = opened[key_id] = self._open(connection, key_id)
        return data_key

    def destroy(self, connection: Connection, key_id: str, now: datetime) -> None:
        """Delete a data key, and its shard after the commit; a repeated call keeps the first time."""
        destroyed = update(keys).filter_by(id=key_id, destroyed_at=None)
        connection.execute(destroyed.values(wrapped=None, destroyed_at=now))
        connection.info.get(_OPEN_KEYS, {}).pop(key_id, None)
        self._unwrapped.pop(key_id, None)
        connection.info.setdefault(_AFTER_COMMIT, []).append(lambda: self.shards.destroy(key_id))

    def _wrapped(self, key_id: str, plain: bytes, shard: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + _wrapping(self.newest, shard).encrypt(nonce, plain, key_id.encode())

    def _open(self, connection: Connection, key_id: str) -> DataKey:
        row = connection.execute(select(keys.c.wrapped, keys.c.destroyed_at).filter_by(id=key_id)).one_or_none()
        if row is None or row.wrapped is None or row.destroyed_at is not None:
            self._unwrapped.pop(key_id, None)
            raise KeyDestroyed("the data key {key_id} was destroyed: what it sealed cannot be read", key_id=key_id)
        data_key = self._unwrapped.get(key_id)
        if data_key is None:
            data_key = self._unwrapped[key_id] = DataKey.of(self.opened(connection, key_id, row.wrapped))
        return data_key


def _wrapping(master: bytes, shard: bytes) -> AESGCM:
    return AESGCM(derived(master + shard, "wrap data keys"))


def begin_with_keys(connection: Connection) -> None:
    """Clear the opened keys; the store calls this at the begin of a transaction."""
    connection.info.pop(_OPEN_KEYS, None)
    connection.info.pop(_AFTER_COMMIT, None)


def end_with_keys(connection: Connection) -> None:
    """Run what waits for the commit; the store calls this after it."""
    for act in connection.info.pop(_AFTER_COMMIT, ()):
        act()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _hashed(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256")[:_HASH_BYTES].hex()


def derived(key: bytes, purpose: str) -> bytes:
    """Derive 32 bytes for a purpose from a key."""
    return HKDF(SHA256(), 32, salt=None, info=f"onematch {purpose}".encode()).derive(key)


def _decrypt(cipher: AESGCM, sealed: bytes, context: str) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode())
    except (InvalidTag, ValueError):
        raise SealBroken(
            "got {n_sealed} sealed bytes that were not sealed for {context} with this key",
            n_sealed=len(sealed),
            context=context,
        ) from None
