"""Who may see what a record says (S33). Pure."""

from collections.abc import Collection
from typing import Final

WITHHELD: Final = "crm_permission"
"""Why content is not shown (S33)."""


def may_see_content(visible_to: Collection[str] | None, user_id: str | None) -> bool:
    """Whether a user may see a record's content: everyone may unless it arrived with a list of users (S33).

    Decisions are no content: state, profile, the badge (S32), being listed by state. What says something of a value is:
    probability, reasons, margins, the second profile, which fields differ, why a record lost, and that a text finds it.
    """
    return visible_to is None or user_id in visible_to
