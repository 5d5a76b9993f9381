"""What a passport states of a match, what of it is shown to a user who may not see the record (S33), and its issue.

Fingerprints are keyed by the contract, and include the record's or profile's id: nobody without the contract's key can
try values against them, and equal values of two contracts or two records have different fingerprints.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from pydantic import BaseModel
from pydantic_core import from_json, to_json

from features.schema.value_class import value_class
from serving.contract.passports.inputs import MatchInputs, decide_captured, thresholds_of
from serving.contract.passports.passport import FORMAT, Content, Passport, canonical, signed_bytes
from serving.contract.passports.signing_keys import SigningKeys
from serving.explanation.explained_record import ExplainedRecord
from serving.explanation.pair_explanation import RecordDecided
from serving.http.wire.formats import JsonObject
from serving.matching.explanation import profile_of
from serving.matching.matcher import Matcher
from serving.store.vault import DataKey

WITHHELD = "crm_permission"
_ALWAYS_SHOWN = (
    "format",
    "id",
    "issued_at",
    "issuer",
    "kind",
    "model",
    "pass",
    "thresholds",
    "state",
    "candidates",
    "others",
)
_SHOWN_OF_DECISION = ("decision",)
PADDED = 1024
"""Sealed bytes are padded to a multiple of this, so that their length says little about the values."""
_LENGTH_BYTES = 4


@value_class
class Header:
    """What a passport states beside the match itself: its id and moment, its contract, and the state of the link.

    `issuer` names the contract, its instance and their data key; empty where a command made the passport of files.
    """

    id: str
    issued_at: datetime
    issuer: Mapping[str, str]
    state: str | None = None

    @classmethod
    def of(cls, content: Content) -> "Header":
        """Read the header of a passport. Raises KeyError, TypeError, ValueError."""
        return cls(content["id"], datetime.fromisoformat(content["issued_at"]), content["issuer"], content["state"])

    @property
    def context(self) -> str:
        """The sealing context of the passport."""
        return f"passport/{self.id}"


def content_of(header: Header, inputs: MatchInputs, decided: RecordDecided, key: DataKey) -> JsonObject:
    """Return all that a passport states of a decided record."""
    matcher = decided.matcher
    decision = decided.decision
    variant = decided.variant
    best = variant.outcome.best
    others = decided.explained.others
    passed = "independent" if others is None else "collective"
    passes = (variant.independent, variant.outcome)
    candidates = [
        [[candidate.id, candidate.probability, candidate.match_weight] for candidate in each.candidates]
        for each in passes
    ]
    return {
        "format": FORMAT,
        "id": header.id,
        "issued_at": header.issued_at.isoformat(),
        "issuer": dict(header.issuer),
        "kind": matcher.kind,
        "record": {
            "id": inputs.record_id,
            "fingerprint": _fingerprint(key, f"record/{inputs.record_id}", dict(inputs.columns)),
        },
        "profile": _profile(matcher, decision.profile_id, key),
        "model": {
            "bundle": matcher.bundle.version,
            "index": matcher.index.version,
            "delta": matcher.index.sequence,
            "changes": matcher.index.changes_name,
        },
        "statements": [dict(ruling) for ruling in inputs.rulings],
        "pass": passed if decided.explained.statement is None else "statement",
        "thresholds": thresholds_of(inputs.policies[1]),
        "decision": {
            "decision": decision.decision,
            "rule": decision.rule,
            "probability": decision.probability,
            "margin": decision.margin,
            "runner_up_id": decision.runner_up_id,
            "match_weight": best and best.match_weight,
            "basis": variant.outcome.basis,
        },
        "candidates": _fingerprint(key, "candidates", candidates),
        "others": None if inputs.others is None else _fingerprint(key, "others", inputs.others.as_json()),
        "state": header.state,
        "withheld": None,
    }


def withheld(content: Content, of_decision: Sequence[str] = _SHOWN_OF_DECISION) -> JsonObject:
    """Return what is shown of a passport to a user who may not see the record: the decision alone.

    `of_decision`: its fields that are shown; passports that were issued before 2026-12 have the probability as well.
    What is left out is sealed in the passport all the same, so that it can be verified as a whole.
    """
    decision = content["decision"]
    profile = content["profile"]
    is_none = decision["decision"] == "none"
    shown = {name: content[name] for name in _ALWAYS_SHOWN}
    return shown | {
        "record": content["record"],
        "profile": None if is_none else profile,
        "statements": None,
        "decision": {name: decision[name] for name in of_decision},
        "withheld": WITHHELD,
    }


class DifferenceShown(BaseModel):
    """A field whose stated value is not what was found."""

    field: str
    stated: Any
    found: Any


def differences(stated: Content, recomputed: Content) -> list[DifferenceShown]:
    """Return the fields whose values differ, by their names."""
    stated_fields = dict(_fields(stated))
    recomputed_fields = dict(_fields(recomputed))
    return [
        DifferenceShown(
            field="".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix("."),
            stated=stated_fields.get(path),
            found=recomputed_fields.get(path),
        )
        for path in dict.fromkeys([*stated_fields, *recomputed_fields])
        if path not in stated_fields
        or path not in recomputed_fields
        or canonical(stated_fields[path]) != canonical(recomputed_fields[path])
    ]


def _fields(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, Mapping | list) and value:
        parts = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, part in parts:
            yield from _fields(part, (*path, key))
    else:
        yield path, value


def _profile(matcher: Matcher, profile_id: str | None, key: DataKey) -> JsonObject | None:
    """Return the profile that the decision is about, with the fingerprint of its fields; None where it is gone."""
    if profile_id is None:
        return None
    row = matcher.index.row_of(profile_id)
    shown = {} if row is None else profile_of(matcher.index, row)
    fields = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in shown.items()
        if name in matcher.index.manifest.fields
    }
    return {
        "id": profile_id,
        "fingerprint": None if row is None else _fingerprint(key, f"profile/{profile_id}", fields),
    }


def _fingerprint(key: DataKey, what: str, value: Any) -> str:
    return key.fingerprint(canonical([what, value]))


@value_class
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
        opened: Mapping[str, Any] = from_json(zlib.decompress(plain[_LENGTH_BYTES : _LENGTH_BYTES + length]))
        return cls(opened["stated"], MatchInputs.from_json(opened["inputs"]))


@value_class
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
        return self.sign(stated if is_visible else withheld(stated), sealed)

    def issue_alone(self, matcher: Matcher, explained: ExplainedRecord, now: datetime) -> Passport:
        """Decide a record of no contract and return its passport. Raises RecordUnreadable."""
        decided, inputs = decide_captured(matcher, explained)
        return self.issue(Header(uuid4().hex, now, {}), inputs, decided)

    def sign(self, content: Content, sealed: bytes) -> Passport:
        """Return a signed passport."""
        return Passport(content, sealed, self.signing.sign(signed_bytes(content, sealed)))
