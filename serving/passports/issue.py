"""A passport is issued: what it states is signed, and what the match read is sealed beside it."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from pydantic_core import from_json, to_json

from serving.explanation.explained_record import ExplainedRecord
from serving.explanation.pair_explanation import RecordDecided
from serving.matching.matcher import Matcher
from serving.passports.content import Header, content_of, withheld
from serving.passports.inputs import Capture, MatchInputs
from serving.passports.passport import Content, Passport, signed_bytes
from serving.passports.signing_keys import SigningKeys
from serving.store.vault import DataKey

PADDED = 1024
"""Sealed bytes are padded to a multiple of this, so that their length says little about the values."""
_LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class SealedPart:
    """What is sealed: all that the passport states, also where a part is withheld, and the inputs of the match."""

    stated: Content
    inputs: MatchInputs

    def sealed(self, key: DataKey, context: str) -> bytes:
        """Return the part under a data key."""
        packed = zlib.compress(to_json({"stated": dict(self.stated), "inputs": self.inputs.as_json()}))
        padding = -(len(packed) + _LENGTH_BYTES) % PADDED
        return key.seal(len(packed).to_bytes(_LENGTH_BYTES) + packed + bytes(padding), context)

    @classmethod
    def unsealed(cls, sealed: bytes, key: DataKey, context: str) -> "SealedPart":
        """Read a sealed part. Raises SealBroken."""
        plain = key.unseal(sealed, context)
        length = int.from_bytes(plain[:_LENGTH_BYTES])
        found: Mapping[str, Any] = from_json(zlib.decompress(plain[_LENGTH_BYTES : _LENGTH_BYTES + length]))
        return cls(found["stated"], MatchInputs.from_json(found["inputs"]))


@dataclass(frozen=True, slots=True)
class PassportOffice:
    """Issues passports: the keys that sign, and the data key that fingerprints and seals."""

    signing: SigningKeys
    key: DataKey

    def issue(
        self, header: Header, inputs: MatchInputs, decided: RecordDecided, *, is_visible: bool = True
    ) -> Passport:
        """Return the passport of a decided record; `is_visible`: its reader may see the record in the CRM (S33)."""
        stated = content_of(header, inputs, decided, self.key)
        sealed = SealedPart(stated, inputs).sealed(self.key, header.context)
        return self.sign(stated if is_visible else withheld(stated), sealed, header.issued_at)

    def issue_alone(self, matcher: Matcher, explained: ExplainedRecord, now: datetime) -> Passport:
        """Decide a record of no contract and return its passport. Raises RecordUnreadable."""
        capture = Capture(explained)
        decided = RecordDecided.of(matcher, capture.watched)
        return self.issue(Header(uuid4().hex, now, {}), capture.inputs(decided.variant.record), decided)

    def sign(self, content: Content, sealed: bytes, now: datetime) -> Passport:
        """Return a signed passport."""
        return Passport(content, sealed, self.signing.sign(signed_bytes(content, sealed), now))
