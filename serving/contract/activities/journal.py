"""What is kept of an activity: its sealed text, its marker in the CRM, and the journal of what we wrote there."""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from features.schema.value_class import value_class
from serving.contract.events.events import EventType, publish
from serving.crm.activities import ActivityPart, Text
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.work import activities, written
from serving.store.upserts import among, upsert
from serving.store.vault import DataKey
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityState


@value_class
class JournalEntry:
    """One part of an activity in the CRM; `found_again`: found by its marker after an unknown outcome (D31)."""

    activity_id: str
    part: ActivityPart
    record: RecordKey
    crm_object: str
    crm_id: str
    found_again: bool = False


def append_entries(scope: OpenScope, entries: Collection[JournalEntry], now: datetime) -> None:
    """Append written parts; existing entries do not change."""
    rows = [
        {
            "instance_id": scope.instance_id,
            "activity_id": entry.activity_id,
            "part": entry.part,
            **entry.record.columns,
            "crm_object": entry.crm_object,
            "crm_id": entry.crm_id,
            "found_again": entry.found_again,
            "at": now,
        }
        for entry in entries
    ]
    upsert(scope.connection, written, rows, [], keys=["instance_id", "activity_id", "part"])


def forget_entry(scope: OpenScope, entry: JournalEntry) -> None:
    """Delete a part that the CRM no longer has."""
    scope.delete(written, activity_id=entry.activity_id, part=entry.part)


def entries_of(scope: OpenScope, activity_ids: Collection[str]) -> dict[str, list[JournalEntry]]:
    """Return the parts of each activity in the CRM, first written first."""
    query = scope.own(written).where(among(written.c.activity_id, activity_ids))
    entries: dict[str, list[JournalEntry]] = {}
    for row in scope.execute(query.order_by(written.c.seq)):
        entry = JournalEntry(
            activity_id=row.activity_id,
            part=ActivityPart(row.part),
            record=RecordKey.named_by(row),
            crm_object=row.crm_object,
            crm_id=row.crm_id,
            found_again=row.found_again,
        )
        entries.setdefault(row.activity_id, []).append(entry)
    return entries


def queued_at(now: datetime) -> dict[str, Any]:
    """Return the columns of an activity that is queued now."""
    return {"state": ActivityState.QUEUED, "reason": None, "next_at": now, "expires_at": None}


_TOLD = ("id", "kind", "user_id", "profile_kind", "profile_id", "reason")


def change_activities(scope: OpenScope, change: Any, now: datetime) -> int:
    """Insert or update activities; return how many. Those that ended, or wait for a person, are told by an event."""
    rows = scope.execute(change.returning(activities)).all()
    for row in rows:
        if of := EventType.__members__.get(f"ACTIVITY_{row.state.upper()}"):
            publish(scope, of, [{name: row._mapping[name] for name in _TOLD}], now)
    return len(rows)


SAMPLE_MARKER = "om" + "0" * 32
"""As long as every marker."""


def seal_text(key: DataKey, scope: InstanceScope, activity_id: str, text: Text) -> bytes:
    """Return the sealed text of an activity."""
    plain = json.dumps({"subject": text.subject, "body": text.body}, ensure_ascii=False)
    return key.seal(plain.encode("utf-8", "surrogatepass"), _context(scope, activity_id))


def unseal_text(key: DataKey, scope: InstanceScope, activity_id: str, sealed: bytes) -> Text:
    """Return the text of an activity; raises SealBroken."""
    plain = json.loads(key.unseal(sealed, _context(scope, activity_id)).decode("utf-8", "surrogatepass"))
    return Text(plain["subject"], plain["body"])


def content_hash(key: DataKey, content: object) -> str:
    """Return the keyed hash of an activity's content."""
    return key.keyed_hash(_digest(json.dumps(content, sort_keys=True)))


def marker_of(key: DataKey, activity_id: str) -> str:
    """Return the marker by which a CRM is searched for an activity (D31), the same for the same id.

    It is one word of letters and digits, since a CRM's search splits text at all other characters.
    """
    return "om" + key.keyed_hash(_digest(f"activity {activity_id}"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _context(scope: InstanceScope, activity_id: str) -> str:
    return f"activity/{scope.instance_id}/{activity_id}"
