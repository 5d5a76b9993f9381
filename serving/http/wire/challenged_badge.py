"""A badge that a challenger would change: what the shadow's changes and a diff of models have in common."""

from pydantic import BaseModel


class ChallengedBadge(BaseModel):
    """The profiles and probabilities of a record, by the champion and by the challenger."""

    record_id: str
    change: str
    before: str | None
    after: str | None
    probability_before: float
    probability_after: float
