"""Auto-save: which saves are due to whom, and the ledger that processes each once (S40 to S46, D15 to D18). Pure.

No rule takes a save back: an entry goes from none or `skipped` to `saved`, and only a user makes it `unsaved`. Saves
whose reason no longer holds are proposed to their user (S42).
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from features.normalise.text import read_sentences
from features.schema.value_class import value_class
from serving.contract.saves.opportunity_rules import Opportunity, Pipelines, Status, in_pipeline, is_open
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.settings import ContractSettings
from serving.vocabulary.terms import CrmObject, InstanceName

NO_OPPORTUNITY = ""
"""The opportunity of a save that the further rules made (S89)."""


class SaveState(StrEnum):
    """The state of an entry of the ledger."""

    SAVED = "saved"
    UNSAVED = "unsaved"
    SKIPPED = "skipped"


class SaveReason(StrEnum):
    """Why a profile was saved; the first of several reasons is kept."""

    OPEN_OPPORTUNITY = "open_opportunity"
    OWNED_ACCOUNT = "owned_account"
    ACCOUNT_TEAM = "account_team"
    SAVED_ACCOUNT = "saved_account"


class SkipReason(StrEnum):
    """Why an entry waits (D17, D18)."""

    USER_GONE = "user_gone"
    NO_SEAT = "no_seat"
    AUTO_SAVE_OFF = "auto_save_off"


@value_class
class SaveKey:
    """The key of an entry of the ledger (D16)."""

    user_id: str
    profile: ProfileKey
    opportunity_id: str


@value_class
class Due:
    """A save that is due to a user, the object of the record behind it, and the reason."""

    key: SaveKey
    object: CrmObject
    reason: SaveReason


@value_class
class SaveRights:
    """Whether a user can get saves: active in the CRM, with a seat, and auto-save on (S44)."""

    is_active: bool = True
    has_seat: bool = True
    auto_save: bool = True


GONE = SaveRights(is_active=False)
"""A user whom the CRM does not name."""


@value_class
class SaveEntry:
    """One entry: its state with the reason of the save or of the skip."""

    state: SaveState
    reason: SaveReason | SkipReason


def owed_by(opportunity: Opportunity, linked: Mapping[RecordKey, ProfileKey], pipelines: Pipelines) -> list[Due]:
    """Return the saves due by an open opportunity: to its owner, its linked account and people (S40)."""
    if opportunity.owner_id is None or not is_open(opportunity, pipelines):
        return []
    return [
        Due(SaveKey(opportunity.owner_id, linked[key], opportunity.id), key.object, SaveReason.OPEN_OPPORTUNITY)
        for key in opportunity.records
        if key in linked
    ]


@value_class
class Account:
    """An account: the company that it is linked to, its owner, its team, and who has its company saved.

    The team are the owners of the account, its contacts, leads and open opportunities.
    """

    company: ProfileKey | None = None
    owner_id: str | None = None
    team: frozenset[str] = frozenset()
    savers: frozenset[str] = frozenset()


def owed_by_account(account: Account, rules: ContractSettings) -> list[Due]:
    """Return the saves due by a linked account to its owner and its team under the further rules (S89)."""
    if account.company is None:
        return []
    owner = {account.owner_id} if rules.save_owned_accounts and account.owner_id else set()
    team = account.team if rules.save_account_team else frozenset()
    reasons = dict.fromkeys(sorted(team), SaveReason.ACCOUNT_TEAM) | dict.fromkeys(owner, SaveReason.OWNED_ACCOUNT)
    return [
        Due(SaveKey(user_id, account.company, NO_OPPORTUNITY), CrmObject.ACCOUNT, reason)
        for user_id, reason in reasons.items()
    ]


def owed_by_saved_account(savers: Iterable[str], people: Mapping[RecordKey, ProfileKey]) -> list[Due]:
    """Return the saves due to users who saved an account's company: its linked people (S89)."""
    return [
        Due(SaveKey(user_id, profile, NO_OPPORTUNITY), key.object, SaveReason.SAVED_ACCOUNT)
        for user_id in savers
        for key, profile in people.items()
    ]


def skip_reason(rights: SaveRights) -> SkipReason | None:
    """Return why a user gets no saves now, None if the user does (S44, D17, D18)."""
    if not rights.is_active:
        return SkipReason.USER_GONE
    if not rights.has_seat:
        return SkipReason.NO_SEAT
    return None if rights.auto_save else SkipReason.AUTO_SAVE_OFF


def processed(entry: SaveEntry | None, due: Due, rights: SaveRights) -> SaveEntry:
    """Return the entry after a due save: saved and unsaved stay, skipped is decided again (D17)."""
    if entry is not None and entry.state is not SaveState.SKIPPED:
        return entry
    skipped = skip_reason(rights)
    return SaveEntry(SaveState.SAVED, due.reason) if skipped is None else SaveEntry(SaveState.SKIPPED, skipped)


def changed_entries(
    ledger: Mapping[SaveKey, SaveEntry], dues: Iterable[Due], save_rights: Mapping[str, SaveRights]
) -> dict[SaveKey, tuple[Due, SaveEntry]]:
    """Return the entries that due saves add or change; their order makes no difference.

    The ledger holds all entries of the users' profiles. No further rule restores a profile that a user unsaved (D16).
    """
    refused = {(key.user_id, key.profile) for key, entry in ledger.items() if entry.state is SaveState.UNSAVED}
    changed: dict[SaveKey, tuple[Due, SaveEntry]] = {}
    for due in sorted(dues, key=_order):
        if due.key.opportunity_id == NO_OPPORTUNITY and (due.key.user_id, due.key.profile) in refused:
            continue
        before = ledger.get(due.key)
        after = processed(before, due, save_rights.get(due.key.user_id, GONE))
        if after != before:
            changed.setdefault(due.key, (due, after))
    return changed


def _order(due: Due) -> tuple[str, str, str, str, int, str]:
    key = due.key
    reason = list(SaveReason).index(due.reason)
    return key.user_id, key.profile.kind, key.profile.id, key.opportunity_id, reason, due.object


def save_event(due: Due, instance: InstanceName) -> dict[str, str | None]:
    """Return the event of a new save: it subscribes to the latest alerts (S41), in a sandbox to none (D19)."""
    key = due.key
    return {
        "user_id": key.user_id,
        "kind": key.profile.kind,
        "profile_id": key.profile.id,
        "opportunity_id": key.opportunity_id or None,
        "object": due.object,
        "reason": due.reason,
        "subscribe": "alerts" if instance is InstanceName.PRODUCTION else None,
    }


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


NO_REASON_SENTENCES = read_sentences(
    """
    link_ended: no record of the CRM is linked to the profile any more
    opportunity_gone: the CRM no longer has the opportunity
    opportunity_won: the opportunity was won
    opportunity_lost: the opportunity was lost
    status_unknown: the CRM does not say whether the opportunity is open
    below_stage: the opportunity's stage does not count as pipeline
    owner_changed: somebody else owns it now
    not_on_opportunity: the linked record does not belong to the opportunity any more
    rule_off: the contract turned the rule off
    off_team: the user is not in the account's team any more
    account_not_saved: the user has not saved the person's account any more
    """
)
_ENDED = {
    Status.WON: NoReason.OPPORTUNITY_WON,
    Status.LOST: NoReason.OPPORTUNITY_LOST,
    Status.UNKNOWN: NoReason.STATUS_UNKNOWN,
}


def opportunity_reason(
    user_id: str, record: RecordKey | None, opportunity: Opportunity | None, pipelines: Pipelines
) -> NoReason | None:
    """Return why a save by an open opportunity has no reason now, None where it has (S40, D15).

    `record`: the record that the profile is linked to; `opportunity`: None where the CRM has it no longer. The save
    holds exactly where the rule would make it now.
    """
    if opportunity is None:
        return NoReason.OPPORTUNITY_GONE
    if opportunity.status is not Status.OPEN:
        return _ENDED[opportunity.status]
    if not in_pipeline(opportunity, pipelines):
        return NoReason.BELOW_STAGE
    if opportunity.owner_id != user_id:
        return NoReason.OWNER_CHANGED
    if record is None:
        return NoReason.LINK_ENDED
    return None if record in opportunity.records else NoReason.NOT_ON_OPPORTUNITY


def further_reason(
    reason: SaveReason, user_id: str, record: RecordKey | None, account: Account, rules: ContractSettings
) -> NoReason | None:
    """Return why a save by a further rule has no reason now, None where it has (S89)."""
    cases: Mapping[SaveReason, tuple[bool, NoReason, Collection[str | None]]] = {
        SaveReason.OWNED_ACCOUNT: (rules.save_owned_accounts, NoReason.OWNER_CHANGED, {account.owner_id}),
        SaveReason.ACCOUNT_TEAM: (rules.save_account_team, NoReason.OFF_TEAM, account.team),
        SaveReason.SAVED_ACCOUNT: (rules.save_leads_of_saved_accounts, NoReason.ACCOUNT_NOT_SAVED, account.savers),
    }
    is_on, missing, holders = cases[reason]
    if not is_on:
        return NoReason.RULE_OFF
    if record is None:
        return NoReason.LINK_ENDED
    return None if user_id in holders else missing
