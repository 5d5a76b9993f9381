"""Claim resolution: which of the records that claim one profile gets it (D2, D4); the others are duplicates."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from enum import StrEnum

from features.normalise.text import read_sentences, word_set
from features.schema.value_class import value_class
from serving.matching.decisions import Claim, winners
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import D4_ORDER, CrmObject, TieCriterion
from serving.vocabulary.versions import VersionUnreadable, read_time

DIGITS = 6
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_NO_EVIDENCE = word_set("id crm_number account_id owner_id visible_to modified_at status stage")


def fields_filled(values: Mapping[str, object]) -> int:
    """Count the columns that hold something about the person or company itself."""
    return sum(value is not None and name not in _NO_EVIDENCE for name, value in values.items())


TiePolicy = Mapping[CrmObject, Sequence[TieCriterion]]
"""The order of criteria by object; an object that is absent has the default order (D4)."""
D4: TiePolicy = {}


class LostBy(StrEnum):
    """Why a record lost its claim on a profile."""

    STATEMENT = "statement"
    PROFILE_URL = "profile_url"
    PROBABILITY = "probability"
    CONTACT_BEFORE_LEAD = "contact_before_lead"
    OPEN_OPPORTUNITY = "open_opportunity"
    LATEST_CHANGE = "latest_change"
    MOST_FILLED = "most_filled"
    OWNER = "owner"
    OLDEST = "oldest"
    SMALLER_ID = "smaller_id"
    KEPT = "kept"


LOST_BY_SENTENCES = read_sentences(
    """
    statement: a user said that the other record is the profile, and that is the newest statement
    profile_url: the other record names the profile by its address
    probability: the other record is more probable
    contact_before_lead: both are about as probable, and a contact goes before a lead
    open_opportunity: both are about as probable, and the other record is on an open opportunity
    latest_change: both are about as probable, and the other record was changed later
    most_filled: both are about as probable, and the other record has more fields filled
    owner: both are about as probable, and the other record has an owner
    oldest: both are about as probable, and the other record is older by its number
    smaller_id: nothing tells them apart but the smaller id
    kept: the other record kept its link when the network changed
    """
)


@value_class
class TieBreak:
    """The facts that decide between claims of about equal probability (D4)."""

    on_open_opportunity: bool = False
    modified_at: datetime | None = None
    filled: int = 0
    has_owner: bool = False

    def sort_key(self, key: RecordKey, policy: TiePolicy = D4) -> tuple[object, ...]:
        """Contact before lead, the criteria in the order of the object, smaller id; the smaller tuple wins."""
        ranks: Mapping[TieCriterion, object] = {
            TieCriterion.OPEN_OPPORTUNITY: not self.on_open_opportunity,
            TieCriterion.LATEST_CHANGE: -((self.modified_at or _NEVER) - _NEVER).total_seconds(),
            TieCriterion.MOST_FILLED: -self.filled,
            TieCriterion.OWNER: not self.has_owner,
            TieCriterion.OLDEST: (len(key.id), key.id),
        }
        order = policy.get(key.object, D4_ORDER)
        return (key.object is CrmObject.LEAD, *(ranks[criterion] for criterion in order), key.id)


def tie_break_in_file(values: Mapping[str, object]) -> TieBreak:
    """Read the tie-break facts that a record's own columns hold; its opportunities are in another table."""
    modified_at = values.get("modified_at")
    try:
        moment = read_time(modified_at) if isinstance(modified_at, str) else None
    except VersionUnreadable:
        moment = None
    return TieBreak(modified_at=moment, filled=fields_filled(values), has_owner=bool(values.get("owner_id")))


@value_class
class Claimant:
    """A record that would be linked to the profile by itself: by the model, by its address, or by a statement.

    `stated`: the moment and number of the statement; `named_at`: since when the record names the profile.
    """

    key: RecordKey
    probability: float
    facts: TieBreak
    stated: tuple[datetime, int] | None = None
    named_at: datetime | None = None


@value_class
class ClaimRules:
    """How a contract settles claims: the margin within which probabilities count as equal, and what decides then."""

    margin: float
    policy: TiePolicy = field(default_factory=dict)


def winning_claimant(claimants: Sequence[Claimant], claim_margin: float, policy: TiePolicy = D4) -> Claimant:
    """Return the claimant that gets the profile: by the newest statement, then the highest probability, then D4.

    Records whose profile address is newer than every statement come first; D4 decides between them.
    """
    stated = [claimant for claimant in claimants if claimant.stated is not None]
    newest = max(stated, key=lambda claimant: (claimant.stated, claimant.key), default=None)
    stated_at = newest.stated[0] if newest is not None and newest.stated is not None else _NEVER
    named = [claimant for claimant in claimants if claimant.named_at is not None and claimant.named_at > stated_at]
    if named:
        return _best(named, claim_margin, policy)
    return newest if newest is not None else _best(claimants, claim_margin, policy)


def claim_margins(claimants: Sequence[Claimant], winner: Claimant) -> dict[RecordKey, float | None]:
    """Return each loser's distance below the winner's probability, and the winner's distance above the best loser."""
    others = [claimant.probability for claimant in claimants if claimant is not winner]
    margins: dict[RecordKey, float | None] = {
        claimant.key: round(winner.probability - claimant.probability, DIGITS) for claimant in claimants
    }
    margins[winner.key] = round(winner.probability - max(others), DIGITS) if others else None
    return margins


def lost_by(loser: Claimant, winner: Claimant, rules: ClaimRules) -> LostBy:
    """Return what decided against a claimant; the winner is the one that has the profile."""
    if winning_claimant([winner, loser], rules.margin, rules.policy) is not winner:
        return LostBy.KEPT
    if winner.stated is not None and (loser.named_at is None or loser.named_at <= winner.stated[0]):
        return LostBy.STATEMENT
    if winner.named_at is not None and loser.named_at is None:
        return LostBy.PROFILE_URL
    if round(winner.probability - loser.probability, DIGITS) > rules.margin:
        return LostBy.PROBABILITY
    if winner.key.object is not loser.key.object:
        return LostBy.CONTACT_BEFORE_LEAD
    return _first_difference(loser, winner, rules.policy)


def _first_difference(loser: Claimant, winner: Claimant, policy: TiePolicy) -> LostBy:
    order = policy.get(winner.key.object, D4_ORDER)
    ours, theirs = (claimant.facts.sort_key(claimant.key, policy)[1:-1] for claimant in (winner, loser))
    for criterion, our_rank, their_rank in zip(order, ours, theirs, strict=True):
        if our_rank != their_rank:
            return LostBy(criterion)
    return LostBy.SMALLER_ID


def _best(claimants: Sequence[Claimant], claim_margin: float, policy: TiePolicy) -> Claimant:
    by_name = {claimant.key.name: claimant for claimant in claimants}
    claims = [
        Claim(name, "", claimant.probability, tie_break=claimant.facts.sort_key(claimant.key, policy))
        for name, claimant in by_name.items()
    ]
    return by_name[winners(claims, claim_margin)[""]]
