"""The names of records and profiles, for lists that people read."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from features.schema.kinds import Kind
from serving.rules.linking.links import RecordKey
from serving.store.contracts import OpenScope
from serving.sync.records.matching import WrapperMatching
from serving.sync.records.records import read_payloads
from serving.sync.records.visibility import visible_among


def record_names(scope: OpenScope, keys: Sequence[RecordKey], user_id: str | None) -> dict[RecordKey, str]:
    """Return the names of those live records whose content a user may see (S33)."""
    seen = visible_among(scope, keys, user_id)
    return {key: name_in(values) for key, values in read_payloads(scope, seen).items()}


def profile_names(matching: WrapperMatching, kind: Kind, ids: Collection[str]) -> dict[str, str]:
    """Return the names of profiles of one kind that are in the network, by id."""
    shown = matching.profiles(kind, sorted(set(ids)))
    return {profile_id: name_in(fields) for profile_id, fields in shown.items()}


def name_in(fields: Mapping[str, Any]) -> str:
    """Return the name that a record or profile shows first; empty without one."""
    parts = (fields.get("first_name"), fields.get("last_name"))
    return str(fields.get("name") or fields.get("full_name") or " ".join(part for part in parts if part))
