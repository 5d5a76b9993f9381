"""The keys that sign passports: Ed25519 (RFC 8032), the private one sealed in the home, every public one kept.

A rotation deletes the private key and keeps its public key with the time of retirement: what it signed before can be
checked, what claims to be signed by it later cannot be right.
"""

import base64
import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from data.tables.atomic import replacing
from features.compiled.private_paths import make_private_folder, private_opener
from features.schema.errors import OnematchError
from serving.passports.passport import Signature
from serving.store.vault import DataKey

LEEWAY = timedelta(minutes=1)
"""A request that began before a rotation may be signed after it."""
_ID_DIGITS = 16


class SigningKeysBroken(OnematchError):
    """The file of the signing keys is there and cannot be read."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key; it signed from `made_at` on, and no more from `retired_at` on."""

    id: str
    value: bytes
    made_at: datetime
    retired_at: datetime | None = None

    def has_signed(self, content: bytes, signature: Signature) -> bool:
        """Whether a signature of some bytes is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.value).verify(signature.value, content)
        except (InvalidSignature, ValueError):
            return False
        return True

    def signed_at(self, moment: datetime) -> bool:
        """Whether the key was in use at a moment."""
        return self.made_at - LEEWAY <= moment and (self.retired_at is None or moment <= self.retired_at + LEEWAY)

    def as_json(self) -> dict[str, str | None]:
        """Return the key with its public bytes in base64."""
        retired_at = None if self.retired_at is None else self.retired_at.isoformat()
        value = base64.b64encode(self.value).decode("ascii")
        return {"id": self.id, "public": value, "made_at": self.made_at.isoformat(), "retired_at": retired_at}

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> "PublicKey":
        retired_at = saved["retired_at"]
        return cls(
            saved["id"],
            base64.b64decode(saved["public"], validate=True),
            datetime.fromisoformat(saved["made_at"]),
            retired_at and datetime.fromisoformat(retired_at),
        )


@dataclass(frozen=True, slots=True)
class _Stored:
    """The content of the file: the public keys, oldest first; the last one signs, by the sealed private key."""

    known: tuple[PublicKey, ...]
    private: bytes

    def as_text(self) -> str:
        sealed = base64.b64encode(self.private).decode("ascii")
        return json.dumps({"keys": [one.as_json() for one in self.known], "private": sealed}, indent=1) + "\n"


class SigningKeys:
    """The signing keys of a home, in one file of mode 0600; the first signature makes the first key."""

    def __init__(self, file: Path, seal: DataKey) -> None:
        self._file, self._seal = file, seal

    def known(self) -> tuple[PublicKey, ...]:
        """Return every public key, oldest first. Raises SigningKeysBroken."""
        stored = self._read()
        return () if stored is None else stored.known

    def find(self, key_id: str) -> PublicKey | None:
        """Return a public key by its id. Raises SigningKeysBroken."""
        return next((one for one in self.known() if one.id == key_id), None)

    def sign(self, content: bytes, now: datetime) -> Signature:
        """Sign some bytes by the present key. Raises SigningKeysBroken, SealBroken."""
        stored = self._read()
        if stored is None:
            with self._locked():
                stored = self._read() or self._write((), now)
        present = stored.known[-1]
        private = Ed25519PrivateKey.from_private_bytes(self._seal.unseal(stored.private, _context(present.id)))
        return Signature(present.id, private.sign(content))

    def rotate(self, now: datetime) -> PublicKey:
        """Make another signing key and delete the private part of the present one. Raises SigningKeysBroken."""
        with self._locked():
            return self._write(self.known(), now).known[-1]

    def _write(self, known: tuple[PublicKey, ...], now: datetime) -> _Stored:
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        made = PublicKey(hashlib.sha256(public).hexdigest()[:_ID_DIGITS], public, now)
        content = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        retired = [one if one.retired_at else PublicKey(one.id, one.value, one.made_at, now) for one in known]
        stored = _Stored((*retired, made), self._seal.seal(content, _context(made.id)))
        with replacing(self._file) as beside, open(beside, "w", encoding="ascii", opener=private_opener) as out:
            out.write(stored.as_text())
        return stored

    def _read(self) -> _Stored | None:
        try:
            saved = json.loads(self._file.read_text(encoding="ascii"))
            known = tuple(PublicKey.from_json(one) for one in saved["keys"])
            private = base64.b64decode(saved["private"], validate=True)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError):
            known, private = (), b""
        if not known:
            raise SigningKeysBroken(f"{self._file}: got no signing keys, expected the file back from its backup")
        return _Stored(known, private)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        make_private_folder(self._file.parent)
        with open(self._file.with_suffix(".lock"), "w", encoding="ascii", opener=private_opener) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _context(key_id: str) -> str:
    return f"passport key/{key_id}"
