"""What a new model did to one record's link (D20). Pure."""

from enum import StrEnum


class Move(StrEnum):
    """A link that was not there, one that is no more, and one that leads to another profile."""

    APPEAR = "appear"
    MOVE = "move"
    VANISH = "vanish"


def move_between(before: str | None, after: str | None) -> Move | None:
    """Name the step between the profiles that a record was and is linked to; null where nothing moved."""
    if before == after:
        return None
    if before is None:
        return Move.APPEAR
    return Move.VANISH if after is None else Move.MOVE
