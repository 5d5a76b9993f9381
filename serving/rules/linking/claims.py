"""Claim resolution: which of the records that claim one profile gets it (D2, D4); the others are duplicates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from serving.matching.decisions import Claim, winners
from serving.rules.linking.links import RecordKey
from serving.rules.versions import VersionUnreadable, read_time
from serving.rules.vocabulary import CrmObject

DIGITS = 6
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_NO_EVIDENCE = frozenset({"id", "crm_number", "account_id", "owner_id", "visible_to", "modified_at", "status", "stage"})


def fields_filled(values: Mapping[str, object]) -> int:
    """Count the columns that hold something about the person or company itself."""
    return sum(value is not None and name not in _NO_EVIDENCE for name, value in values.items())


@dataclass(frozen=True, slots=True)
class TieBreak:
    """The facts that decide between claims of about equal probability, in the order of D4."""

    on_open_opportunity: bool = False
    modified_at: datetime | None = None
    filled: int = 0

    def sort_key(self, key: RecordKey) -> tuple[object, ...]:
        """Contact before lead, open opportunity, last modified, fields filled, smaller id; the smaller tuple wins."""
        age = -((self.modified_at or _NEVER) - _NEVER).total_seconds()
        return (key.object is CrmObject.LEAD, not self.on_open_opportunity, age, -self.filled, key.id)


def tie_break_in_file(values: Mapping[str, object]) -> TieBreak:
    """Read the tie-break facts that a record's own columns hold; its opportunities are in another table."""
    modified_at = values.get("modified_at")
    try:
        moment = read_time(modified_at) if isinstance(modified_at, str) else None
    except VersionUnreadable:
        moment = None
    return TieBreak(modified_at=moment, filled=fields_filled(values))


@dataclass(frozen=True, slots=True)
class Claimant:
    """A record that would be linked to the profile by itself: by the model, by its address, or by a statement.

    `stated`: the moment and number of the statement; `named_at`: since when the record names the profile.
    """

    key: RecordKey
    probability: float
    facts: TieBreak
    stated: tuple[datetime, int] | None = None
    named_at: datetime | None = None


def winning_claimant(claimants: Sequence[Claimant], claim_margin: float) -> Claimant:
    """Return the claimant that gets the profile: by the newest statement, then the highest probability, then D4.

    Records whose profile address is newer than every statement come first; D4 decides between them.
    """
    stated = [one for one in claimants if one.stated is not None]
    newest = max(stated, key=lambda one: (one.stated, one.key), default=None)
    stated_at = newest.stated[0] if newest is not None and newest.stated is not None else _NEVER
    named = [one for one in claimants if one.named_at is not None and one.named_at > stated_at]
    if named:
        return _best(named, claim_margin)
    return newest if newest is not None else _best(claimants, claim_margin)


def claim_margins(claimants: Sequence[Claimant], winner: Claimant) -> dict[RecordKey, float | None]:
    """Return each loser's distance below the winner's probability, and the winner's distance above the best loser."""
    others = [one.probability for one in claimants if one is not winner]
    margins: dict[RecordKey, float | None] = {
        one.key: round(winner.probability - one.probability, DIGITS) for one in claimants
    }
    margins[winner.key] = round(winner.probability - max(others), DIGITS) if others else None
    return margins


def _best(claimants: Sequence[Claimant], claim_margin: float) -> Claimant:
    by_name = {one.key.name: one for one in claimants}
    claims = [Claim(name, "", one.probability, tie_break=one.facts.sort_key(one.key)) for name, one in by_name.items()]
    return by_name[winners(claims, claim_margin)[""]]
