"""The keys that sign passports: Ed25519 (RFC 8032), the private one sealed in the home, every public one kept.

A rotation deletes the private key and keeps its public key with the time of retirement: what it signed before can be
checked, what claims to be signed by it later cannot be right.
"""

import base64
import fcntl
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from data.tables.atomic import replacing
from features.compiled.private_paths import make_private_folder, private_opener
from features.schema.errors import OnematchError
from serving.contract.passports.passport import Signature
from serving.store.vault import DataKey

LEEWAY = timedelta(minutes=1)
"""A request that began before a rotation may be signed after it."""
_ID_DIGITS = 16


class SigningKeysBroken(OnematchError):
    """The file of the signing keys is there and cannot be read."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key in base64; it signed from `made_at` on, and no more from `retired_at` on (ISO 8601)."""

    id: str
    public: str
    made_at: str
    retired_at: str | None = None

    def has_signed(self, content: bytes, signature: Signature) -> bool:
        """Whether a signature of some bytes is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(base64.b64decode(self.public)).verify(signature.value, content)
        except (InvalidSignature, ValueError):
            return False
        return True

    def signed_at(self, moment: datetime) -> bool:
        """Whether the key was in use at a moment."""
        until = None if self.retired_at is None else datetime.fromisoformat(self.retired_at) + LEEWAY
        return datetime.fromisoformat(self.made_at) - LEEWAY <= moment and (until is None or moment <= until)


_Stored = tuple[tuple[PublicKey, ...], bytes]
"""The content of the file: the public keys, oldest first, and the sealed private part of the last one, which signs."""


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """The signing keys of a home, in one file of mode 0600; the first signature makes the first key."""

    file: Path
    seal: DataKey

    def known(self) -> tuple[PublicKey, ...]:
        """Return every public key, oldest first. Raises SigningKeysBroken."""
        return self._read()[0]

    def sign(self, content: bytes, now: datetime) -> Signature:
        """Sign some bytes by the present key. Raises SigningKeysBroken, SealBroken."""
        known, private = self._read()
        if not known:
            known, private = self._add(now, is_first=True)
        key_id = known[-1].id
        signing = Ed25519PrivateKey.from_private_bytes(self.seal.unseal(private, _context(key_id)))
        return Signature(key_id, signing.sign(content))

    def rotate(self, now: datetime) -> PublicKey:
        """Make another signing key and delete the private part of the present one. Raises SigningKeysBroken."""
        return self._add(now, is_first=False)[0][-1]

    def _add(self, now: datetime, *, is_first: bool) -> _Stored:
        """Make a key, unless it is to be the first one and another process made that meanwhile."""
        make_private_folder(self.file.parent)
        with open(self.file.with_suffix(".lock"), "w", encoding="ascii", opener=private_opener) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            stored = self._read()
            return stored if is_first and stored[0] else self._write(stored[0], now)

    def _write(self, known: tuple[PublicKey, ...], now: datetime) -> _Stored:
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        new_key = PublicKey(_id_of(public), base64.b64encode(public).decode(), now.isoformat())
        sealed = self.seal.seal(private.private_bytes_raw(), _context(new_key.id))
        kept = (*(key if key.retired_at else replace(key, retired_at=now.isoformat()) for key in known), new_key)
        saved = {"keys": [asdict(key) for key in kept], "private": base64.b64encode(sealed).decode()}
        with replacing(self.file) as beside, open(beside, "w", encoding="ascii", opener=private_opener) as out:
            out.write(json.dumps(saved, indent=1) + "\n")
        return kept, sealed

    def _read(self) -> _Stored:
        """Read the file; nothing where there is none. Raises SigningKeysBroken."""
        try:
            saved = json.loads(self.file.read_text(encoding="ascii"))
            known = tuple(PublicKey(**key) for key in saved["keys"])
            private = base64.b64decode(saved["private"], validate=True)
            is_whole = [key.id for key in known] == [_id_of(base64.b64decode(key.public)) for key in known]
        except FileNotFoundError:
            return (), b""
        except (ValueError, KeyError, TypeError):
            known = ()
            private = b""
            is_whole = False
        if not known or not is_whole:
            raise SigningKeysBroken(f"{self.file}: got no signing keys, expected the file back from its backup")
        return known, private


def _id_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:_ID_DIGITS]


def _context(key_id: str) -> str:
    return f"passport key/{key_id}"
