"""Passports on the wire: the document that is handed out, the verdict on one, and the public keys."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from serving.passports.passport import ALGORITHM, FORMAT
from serving.passports.signing_keys import PublicKey
from serving.passports.verification import PassportVerdict, Verification

FINGERPRINT = "5b0c6f1de0d0b5a4c5b0a7e3a2f4c1f09d4f7c2b61c7f5e0a9c3b8d7e6f5a4b3"
PASSPORT_EXAMPLE: dict[str, Any] = {
    "passport": {
        "format": FORMAT,
        "id": "0f4a3a0d7f0b4a7b9a55c1f5a1c9b7e2",
        "issued_at": "2026-03-02T09:00:00+00:00",
        "issuer": {"contract": "acme", "instance": "production", "key": "3f0e7c58a6d94f0a8a2f6a0f3c5b9d11"},
        "kind": "person",
        "record": {"id": "contact/101", "fingerprint": FINGERPRINT},
        "profile": {"id": "M1", "fingerprint": FINGERPRINT},
        "model": {"bundle": "3eedb70de7f5", "index": "2c9e64b1f0a7d3c8", "delta": 4, "changes": "9f0c2b7ad1e84c55"},
        "statements": [{"verdict": "not_match", "profile_id": "M7", "source": None, "at": "2026-02-11T08:00:00+00:00"}],
        "pass": "collective",
        "thresholds": {"linked": 0.62, "review": 0.05, "margin": 0.05, "precision": 0.99},
        "decision": {
            "decision": "linked",
            "rule": "probable",
            "probability": 0.998715,
            "margin": 0.997402,
            "runner_up_id": "M2",
            "match_weight": 24.817345019,
            "basis": "own_labels",
        },
        "candidates": FINGERPRINT,
        "others": FINGERPRINT,
        "state": "linked",
        "withheld": None,
    },
    "sealed": "kJ0m2p1x",
    "signature": {"algorithm": ALGORITHM, "key": "b6a1e0c4d2f79a35", "value": "c2lnbmF0dXJl"},
}
VERDICT_EXAMPLE: dict[str, Any] = {
    "verdict": "incomplete",
    "says": "rightly signed, but the match cannot be replayed, because something is missing",
    "missing": ["the index 2c9e64b1f0a7d3c8: no folder of that version was found"],
    "differences": [],
    "reason": None,
}
KEYS_EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": "b6a1e0c4d2f79a35",
            "algorithm": ALGORITHM,
            "public": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            "made_at": "2026-01-01T00:00:00Z",
            "retired_at": None,
        }
    ]
}


class SignatureShown(BaseModel, extra="forbid"):
    """An Ed25519 signature of `passport` and `sealed` in canonical JSON (RFC 8785), in base64."""

    algorithm: str
    key: Annotated[str, Field(max_length=64)]
    value: Annotated[str, Field(max_length=200)]


class PassportDocument(BaseModel, extra="forbid"):
    """A passport: what is stated, what the match read (sealed), and the signature of both."""

    passport: dict[str, Any]
    sealed: str
    signature: SignatureShown


class DifferenceShown(BaseModel):
    """A field whose stated value is not what was found."""

    field: str
    stated: Any
    found: Any


class VerificationShown(BaseModel):
    """The verdict, as a sentence too; `missing` for a replay, `differences`, or the `reason` of a forgery."""

    verdict: PassportVerdict
    says: str
    missing: list[str]
    differences: list[DifferenceShown]
    reason: str | None


class PublicKeyShown(BaseModel):
    """A public key of 32 bytes in base64; it signed until `retired_at`, or still does."""

    id: str
    algorithm: Literal["Ed25519"]
    public: str
    made_at: datetime
    retired_at: datetime | None


def shown_verification(found: Verification) -> VerificationShown:
    """Return a verdict as it is shown."""
    return VerificationShown.model_validate(found, from_attributes=True)


def shown_key(key: PublicKey) -> PublicKeyShown:
    """Return a public key as it is shown."""
    return PublicKeyShown.model_validate({**key.as_json(), "algorithm": ALGORITHM})
