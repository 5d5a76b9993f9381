"""Links as the linker makes them, for tests that need one."""

from datetime import UTC, datetime
from typing import Any

from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import KIND_OF, MadeBy, RecordState


def link_row(key: RecordKey, profile_id: str | None, **changes: Any) -> LinkRow:
    """Return a link of the model's; `changes` are its other fields."""
    fields: dict[str, Any] = {
        "kind": KIND_OF[key.object],
        "state": RecordState.LINKED,
        "probability": 0.97,
        "margin": 0.9,
        "claim_margin": None,
        "runner_up_id": None,
        "winner": None,
        "made_by": MadeBy.MODEL,
        "statement_seq": None,
        "model_version": "b+i.0",
        "basis": "shipped",
        "reasons": (),
        "since": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return LinkRow(key=key, profile_id=profile_id, **fields | changes)
