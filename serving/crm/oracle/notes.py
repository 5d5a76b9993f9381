"""Oracle's Notes are children of their records: to move one is to read it, write it again, and remove it (D8)."""

from collections.abc import Mapping

from serving.crm.oracle.bodies import note_piece, notes_of
from serving.crm.requests import ActivityPiece, CrmRecord, CrmRequest, StandingWrite, segment


def note_reading(standing: StandingWrite) -> CrmRequest:
    """Read a note as it stands: somebody may have edited it since."""
    return CrmRequest("GET", f"{notes_of(standing.record)}/{segment(standing.crm_id)}")


def note_again(answer: object, target: CrmRecord, author: str, marker: str) -> ActivityPiece | None:
    """Write a note that was read on another record; None for half an answer."""
    text = answer.get("NoteTxt") if isinstance(answer, Mapping) else None
    return note_piece(text, target, author, marker) if isinstance(text, str) and text else None
