"""How an activity's text is kept: sealed, told apart by a keyed hash, found again in a CRM by a keyed marker."""

import hashlib
import json

from sqlalchemy import Connection

from serving.rules.routing.activities import Text
from serving.store.contracts import InstanceScope
from serving.store.vault import DataKey


def key_of(connection: Connection, scope: InstanceScope) -> DataKey:
    """Open the instance's data key for this transaction; raises KeyDestroyed."""
    return scope.store.vault.key(connection, scope.instance.key_id)


def seal_text(key: DataKey, scope: InstanceScope, activity_id: str, text: Text) -> bytes:
    """Seal what the seller wrote."""
    plain = json.dumps({"subject": text.subject, "body": text.body}, ensure_ascii=False)
    return key.seal(plain.encode("utf-8", "surrogatepass"), _context(scope, activity_id))


def unseal_text(key: DataKey, scope: InstanceScope, activity_id: str, sealed: bytes) -> Text:
    """Read what the seller wrote; raises SealBroken."""
    plain = json.loads(key.unseal(sealed, _context(scope, activity_id)).decode("utf-8", "surrogatepass"))
    return Text(plain["subject"], plain["body"])


def content_hash(key: DataKey, content: object) -> str:
    """Return a keyed hash of an activity, in which no text can be looked up."""
    return key.keyed_hash(_digest(json.dumps(content, sort_keys=True)))


def marker_of(key: DataKey, activity_id: str) -> str:
    """Return how a CRM is searched for an activity (D31): one word of letters and digits, whatever the id holds.

    A CRM's search takes text apart at everything else; the same id gives the same marker every time.
    """
    return "om" + key.keyed_hash(_digest(f"activity {activity_id}"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _context(scope: InstanceScope, activity_id: str) -> str:
    return f"activity/{scope.instance.id}/{activity_id}"
