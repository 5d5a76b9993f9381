"""An activity that waits in the outbox, as a row."""

import json
from datetime import datetime
from typing import Any

_ROW = json.loads("""
{
    "id": "x", "kind": "note", "user_id": "U2", "profile_kind": "person", "profile_id": "M1", "content_hash": "",
    "epoch": 1, "state": "retrying", "attempts": 0, "in_doubt": false, "is_test": false, "marker": "m"
}
""")


def unsent(instance_id: str, accepted_at: datetime) -> dict[str, Any]:
    """Return the row of a note that was accepted at a moment."""
    return {**_ROW, "instance_id": instance_id, "sealed": b"s", "occurred_at": accepted_at, "accepted_at": accepted_at}
