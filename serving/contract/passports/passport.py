"""A passport: what is stated of a match, its sealed inputs, and a signature over both in canonical JSON (RFC 8785)."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import rfc8785

from features.schema.errors import OnematchError
from features.schema.value_class import value_class

FORMAT = "onematch passport 1"
ALGORITHM = "Ed25519"
Content = Mapping[str, Any]
"""What a passport states, as JSON."""


class PassportUnreadable(OnematchError):
    """A document is no passport that this version reads."""


@value_class
class Signature:
    """The bytes of a signature, and the id of the key that made it."""

    key: str
    value: bytes


@value_class
class Passport:
    """A passport; `sealed` holds what the match read, for those who have the key of its contract."""

    content: Content
    sealed: bytes
    signature: Signature

    def as_json(self) -> dict[str, Any]:
        """Return the document that is handed out."""
        signature = {"algorithm": ALGORITHM, "key": self.signature.key, "value": _base64(self.signature.value)}
        return {**_signed(self.content, self.sealed), "signature": signature}

    @classmethod
    def from_json(cls, document: object) -> "Passport":
        """Read a document. Raises PassportUnreadable."""
        whole = _object(document, "the passport")
        content = _object(whole.get("passport"), "passport")
        signature = _object(whole.get("signature"), "signature")
        if content.get("format") != FORMAT:
            raise PassportUnreadable(
                "passport.format: got {value!r}, expected {format!r}", value=content.get("format"), format=FORMAT
            )
        if signature.get("algorithm") != ALGORITHM:
            raise PassportUnreadable(
                "signature.algorithm: got {value!r}, expected {algorithm!r}",
                value=signature.get("algorithm"),
                algorithm=ALGORITHM,
            )
        key = signature.get("key")
        if not isinstance(key, str):
            raise PassportUnreadable("signature.key: got {key!r}, expected the id of a key", key=key)
        value = _bytes(signature.get("value"), "signature.value")
        return cls(content, _bytes(whole.get("sealed"), "sealed"), Signature(key, value))


def signed_bytes(content: Content, sealed: bytes) -> bytes:
    """Return the canonical bytes of what is signed. Raises PassportUnreadable."""
    return canonical(_signed(content, sealed))


def canonical(value: Any) -> bytes:
    """Return JSON in the one form that a signature or a fingerprint is made of. Raises PassportUnreadable."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise PassportUnreadable(
            "got JSON that has no canonical form ({error}), expected that of RFC 8785", error=error
        ) from error


def _signed(content: Content, sealed: bytes) -> dict[str, Any]:
    return {"passport": dict(content), "sealed": _base64(sealed)}


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: object, where: str) -> bytes:
    try:
        return base64.b64decode(value if isinstance(value, str) else "?", validate=True)
    except (binascii.Error, ValueError):
        raise PassportUnreadable("{where}: got something else, expected bytes in base64", where=where) from None


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise PassportUnreadable(
            "{where}: got {type_name}, expected a JSON object", where=where, type_name=type(value).__name__
        )
    return value
