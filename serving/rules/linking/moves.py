"""What a new model did to one record's link (D20). Pure."""

from enum import StrEnum


class LinkMove(StrEnum):
    """A link that was not there, one that is no more, and one that leads to another profile."""

    APPEAR = "appear"
    MOVE = "move"
    VANISH = "vanish"


def move_between(before: str | None, after: str | None) -> LinkMove | None:
    """Name the step between the profiles that a record was and is linked to; null where nothing moved."""
    if before == after:
        return None
    if before is None:
        return LinkMove.APPEAR
    return LinkMove.VANISH if after is None else LinkMove.MOVE
