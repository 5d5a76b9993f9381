"""Saves whose reason no longer holds: why, so that their user may clear them; no rule clears any (S42). Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from serving.rules.linking.links import RecordKey
from serving.rules.saves.opportunities import Opportunity, Pipelines, Status, in_pipeline
from serving.rules.saves.saves import FurtherRules, SaveReason
from serving.rules.vocabulary import CrmObject


class NoReason(StrEnum):
    """Why the reason of a save no longer holds."""

    LINK_ENDED = "link_ended"
    OPPORTUNITY_GONE = "opportunity_gone"
    OPPORTUNITY_WON = "opportunity_won"
    OPPORTUNITY_LOST = "opportunity_lost"
    STATUS_UNKNOWN = "status_unknown"
    BELOW_STAGE = "below_stage"
    OWNER_CHANGED = "owner_changed"
    NOT_ON_OPPORTUNITY = "not_on_opportunity"
    RULE_OFF = "rule_off"
    OFF_TEAM = "off_team"
    ACCOUNT_NOT_SAVED = "account_not_saved"


NO_REASON_SENTENCES: Mapping[NoReason, str] = {
    NoReason.LINK_ENDED: "no record of the CRM is linked to the profile any more",
    NoReason.OPPORTUNITY_GONE: "the CRM no longer has the opportunity",
    NoReason.OPPORTUNITY_WON: "the opportunity was won",
    NoReason.OPPORTUNITY_LOST: "the opportunity was lost",
    NoReason.STATUS_UNKNOWN: "the CRM does not say whether the opportunity is open",
    NoReason.BELOW_STAGE: "the opportunity's stage does not count as pipeline",
    NoReason.OWNER_CHANGED: "somebody else owns it now",
    NoReason.NOT_ON_OPPORTUNITY: "the linked record does not belong to the opportunity any more",
    NoReason.RULE_OFF: "the contract turned the rule off",
    NoReason.OFF_TEAM: "the user is not in the account's team any more",
    NoReason.ACCOUNT_NOT_SAVED: "the user has not saved the person's account any more",
}
_ENDED = {
    Status.WON: NoReason.OPPORTUNITY_WON,
    Status.LOST: NoReason.OPPORTUNITY_LOST,
    Status.UNKNOWN: NoReason.STATUS_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class OpportunityNow:
    """An opportunity as it is now, with its contacts and leads; None where the CRM has it no longer."""

    opportunity: Opportunity | None
    people: Collection[RecordKey] = ()


@dataclass(frozen=True, slots=True)
class AccountNow:
    """The account of a profile's record as it is now: its owner, its team, and who has its company saved."""

    owner_id: str | None = None
    team: Collection[str] = ()
    savers: Collection[str] = ()


def opportunity_reason(
    user_id: str, record: RecordKey | None, now: OpportunityNow, pipelines: Pipelines
) -> NoReason | None:
    """Return why a save by an open opportunity has no reason now, None where it has (S40, D15).

    `record` is the record that the profile is linked to. The save holds exactly where the rule would make it now.
    """
    found = now.opportunity
    if found is None:
        return NoReason.OPPORTUNITY_GONE
    if found.status is not Status.OPEN:
        return _ENDED[found.status]
    if not in_pipeline(found, pipelines):
        return NoReason.BELOW_STAGE
    if found.owner_id != user_id:
        return NoReason.OWNER_CHANGED
    if record is None:
        return NoReason.LINK_ENDED
    account = RecordKey(CrmObject.ACCOUNT, found.account_id or "")
    return None if record == account or record in now.people else NoReason.NOT_ON_OPPORTUNITY


def further_reason(
    reason: SaveReason, user_id: str, record: RecordKey | None, account: AccountNow, rules: FurtherRules
) -> NoReason | None:
    """Return why a save by a further rule has no reason now, None where it has (S89)."""
    cases: Mapping[SaveReason, tuple[bool, NoReason, Collection[str | None]]] = {
        SaveReason.OWNED_ACCOUNT: (rules.owned_accounts, NoReason.OWNER_CHANGED, {account.owner_id}),
        SaveReason.ACCOUNT_TEAM: (rules.account_team, NoReason.OFF_TEAM, set(account.team)),
        SaveReason.SAVED_ACCOUNT: (rules.people_of_saved_accounts, NoReason.ACCOUNT_NOT_SAVED, set(account.savers)),
    }
    is_on, missing, holders = cases[reason]
    if not is_on:
        return NoReason.RULE_OFF
    if record is None:
        return NoReason.LINK_ENDED
    return None if user_id in holders else missing
