"""What a match read: its inputs, kept sealed in a passport, and the same record decided from them once more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from features.normalise.text import text_of
from features.pairs.columns import Record
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.contract.linking.provisional_links import DecidingStatement, under_statement
from serving.explanation.explained_record import AppliedStatement, ExplainedRecord, OtherClaim, OtherClaims, Row
from serving.explanation.pair_explanation import RecordDecided
from serving.explanation.variants import strongest_claims_beside
from serving.http.wire.formats import JsonObject
from serving.matching.matcher import Matcher
from serving.matching.policy import Policy

THRESHOLDS = ("linked", "review", "margin", "precision")
PREFERS_PARENT = "prefers_parent"
"""Stated beside the thresholds where a contract links parts to their parents."""


class NotCaptured(OnematchError):
    """A replay reads another record than the match did."""


@value_class
class CapturedClaims:
    """What the collective pass read of other records; `tie_id` is the matched record's."""

    tie_id: str
    claims: Sequence[OtherClaim]
    fields: Mapping[str, Record]

    def claims_on(self, profiles: Collection[str]) -> list[OtherClaim]:
        """Return the claims on some profiles."""
        return [claim for claim in self.claims if claim.profile_id in profiles]

    def fetch(self, names: Sequence[str]) -> list[Record]:
        """Return the fields of other records. Raises NotCaptured."""
        if not set(names) <= set(self.fields):
            raise NotCaptured("the replay reads another record than the match did")
        return [self.fields[name] for name in names]

    def as_json(self) -> JsonObject:
        ordered = sorted(self.claims, key=lambda claim: (claim.profile_id, claim.record))
        return {
            "tie_id": self.tie_id,
            "claims": [list(claim) for claim in ordered],
            "fields": {name: dict(record) for name, record in self.fields.items()},
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "CapturedClaims":
        claims = [OtherClaim(*claim) for claim in saved["claims"]]
        return cls(saved["tie_id"], claims, {name: _record(record) for name, record in saved["fields"].items()})


@value_class
class MatchInputs:
    """The inputs of one match: columns, fields, thresholds of both passes, rulings, and other records' claims.

    `rulings` are the statements that count; of these `deciding` decides the record.
    """

    record_id: str
    columns: Mapping[str, Any]
    fields: Record
    policies: tuple[Policy, Policy]
    excluded: frozenset[str] = frozenset()
    rulings: tuple[Mapping[str, Any], ...] = ()
    deciding: DecidingStatement | None = None
    others: CapturedClaims | None = None

    def explained(self, matcher: Matcher) -> ExplainedRecord:
        """Return the record as the match decided it."""
        deciding = self.deciding
        others = None
        if self.others is not None and matcher.collective is not None and matcher.collective_kernel is not None:
            model = replace(matcher.collective, policy=self.policies[1])
            captured = self.others
            others = OtherClaims(model, matcher.collective_kernel, captured.tie_id, captured.claims_on, captured.fetch)
        return ExplainedRecord(
            record_id=self.record_id,
            row=self.columns,
            read=lambda _: self.fields,
            policy=self.policies[0],
            excluded=self.excluded,
            others=others,
            statement=None
            if deciding is None
            else AppliedStatement(deciding.says, lambda outcome: under_statement(outcome, deciding)),
        )

    def as_json(self) -> JsonObject:
        return {
            "record": self.record_id,
            "columns": dict(self.columns),
            "fields": dict(self.fields),
            "policies": [thresholds_of(policy) for policy in self.policies],
            "excluded": sorted(self.excluded),
            "rulings": [dict(ruling) for ruling in self.rulings],
            "deciding": self.deciding and self.deciding.as_json(),
            "others": self.others and self.others.as_json(),
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "MatchInputs":
        first, last = map(_policy_of, saved["policies"])
        deciding = saved["deciding"]
        others = saved["others"]
        return cls(
            record_id=saved["record"],
            columns=saved["columns"],
            fields=_record(saved["fields"]),
            policies=(first, last),
            excluded=frozenset(saved["excluded"]),
            rulings=tuple(saved["rulings"]),
            deciding=deciding and DecidingStatement.from_json(deciding),
            others=others and CapturedClaims.from_json(others),
        )


def decide_captured(
    matcher: Matcher,
    explained: ExplainedRecord,
    rulings: Sequence[Mapping[str, Any]] = (),
    deciding: DecidingStatement | None = None,
) -> tuple[RecordDecided, MatchInputs]:
    """Decide a record, and return with it what was read. Raises RecordUnreadable."""
    watched, captured = _watched(explained)
    decided = RecordDecided.of(matcher, watched)
    inputs = MatchInputs(
        record_id=explained.record_id,
        columns=columns_kept(explained.row),
        fields=decided.variant.record,
        policies=(without_curve(explained.policy), without_curve(explained.deciding_policy)),
        excluded=explained.excluded,
        rulings=tuple(rulings),
        deciding=deciding,
        others=captured,
    )
    return decided, inputs


def _watched(explained: ExplainedRecord) -> tuple[ExplainedRecord, CapturedClaims | None]:
    """Return a record whose readings of other records are kept, and where they are kept."""
    others = explained.others
    if others is None:
        return explained, None
    claims: list[OtherClaim] = []
    fields: dict[str, Record] = {}

    def claims_on(profiles: Collection[str]) -> Sequence[OtherClaim]:
        strongest = strongest_claims_beside(others.claims_on(profiles))
        claims.extend(strongest)
        return strongest

    def fetch(names: Sequence[str]) -> Sequence[Record]:
        records = others.fetch(names)
        fields.update(zip(names, records, strict=True))
        return records

    watched = replace(explained, others=replace(others, claims_on=claims_on, fetch=fetch))
    return watched, CapturedClaims(others.tie_id, claims, fields)


def thresholds_of(policy: Policy) -> dict[str, float | None]:
    """Return the thresholds of a policy by name."""
    thresholds: dict[str, float | None] = {name: getattr(policy, name) for name in THRESHOLDS}
    if policy.prefers_parent:
        thresholds[PREFERS_PARENT] = True
    return thresholds


def _policy_of(saved: Mapping[str, Any]) -> Policy:
    policy = Policy(*(saved[name] for name in THRESHOLDS))
    return replace(policy, prefers_parent=bool(saved.get(PREFERS_PARENT)))


def without_curve(policy: Policy) -> Policy:
    """Return a policy without the curve that its thresholds come from."""
    return replace(policy, curve=())


def columns_kept(row: Row) -> JsonObject:
    """Return the filled columns of a record as texts, and as lists of texts where they are lists."""
    return {
        name: [text_of(item) or "" for item in value] if isinstance(value, list | tuple) else text_of(value) or ""
        for name, value in row.items()
        if value is not None
    }


def _record(saved: Mapping[str, Any]) -> Record:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in saved.items()}
