"""The key that signs passports: Ed25519 (RFC 8032), of the home's root or, after a rotation, wrapped in the store.

What keys of a file signed before stays verifiable: `passport-keys.json` of such a home holds their public parts.
"""

import base64
import hashlib
import json
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from features.schema.value_class import value_class
from serving.contract.passports.passport import Signature
from serving.runtime.settings import Settings
from serving.store.key_rotation import Signed, signing_ring
from serving.store.store import Store

LEEWAY = timedelta(minutes=1)
"""A request that began before a key was retired may be signed after it."""
_ID_DIGITS = 16


@value_class
class PublicKey:
    """A public key in base64; it signed from `made_at` on, and no more from `retired_at` on (ISO 8601).

    The first key was never made: it has no `made_at`.
    """

    id: str
    public: str
    made_at: str | None = None
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
        if self.made_at is not None and moment < datetime.fromisoformat(self.made_at) - LEEWAY:
            return False
        return self.retired_at is None or moment <= datetime.fromisoformat(self.retired_at) + LEEWAY


def public_key(private: Ed25519PrivateKey, made_at: datetime | None, retired_at: datetime | None = None) -> PublicKey:
    """Return the public part of a key and the time in which it signs."""
    public = private.public_key().public_bytes_raw()
    key_id = hashlib.sha256(public).hexdigest()[:_ID_DIGITS]
    made, retired = (None if moment is None else moment.isoformat() for moment in (made_at, retired_at))
    return PublicKey(key_id, base64.b64encode(public).decode(), made, retired)


@value_class
class SigningKeys:
    """The key of a home that signs, and those that signed before it."""

    private: Ed25519PrivateKey
    former: tuple[PublicKey, ...] = ()
    made_at: datetime | None = None

    @classmethod
    def of(cls, settings: Settings, store: Store) -> "SigningKeys":
        """Return the key of a home, and the former ones, each with the time in which it signed."""
        file = settings.home_layout.passport_keys_file
        former = json.loads(file.read_text(encoding="ascii"))["keys"] if file.is_file() else []
        ring = signing_ring(store, Signed.PASSPORTS)
        rotated = [
            public_key(Ed25519PrivateKey.from_private_bytes(key), made_at, retired_at)
            for (made_at, key), (retired_at, _) in zip(ring[1:], ring, strict=False)
        ]
        return cls(
            Ed25519PrivateKey.from_private_bytes(ring[0][1]),
            (*(PublicKey(**key) for key in former), *reversed(rotated)),
            ring[0][0],
        )

    def known(self) -> tuple[PublicKey, ...]:
        """Return every public key, oldest first; the last one signs."""
        return (*self.former, public_key(self.private, self.made_at))

    def sign(self, content: bytes) -> Signature:
        """Sign some bytes."""
        return Signature(self.known()[-1].id, self.private.sign(content))
