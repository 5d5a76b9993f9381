"""The sealed text of an activity, the keyed hash of its content, and its keyed marker in the CRM."""

import hashlib
import json

from serving.rules.routing.activities import Text
from serving.store.contracts import InstanceScope
from serving.store.vault import DataKey

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
