"""Proposals to clear saves: profiles of which no saved entry has a reason any more. Nothing is cleared by itself (S42).

A profile with one reason that holds is not proposed, since to unsave it ends all its entries (D16).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from features.schema.kinds import Kind
from serving.contract.records.link_rows import linked_records
from serving.contract.saves.ledger import StoredSave, list_saves, savers_of, unsave
from serving.contract.saves.opportunities import (
    linked_profiles,
    load_opportunities,
    load_pipelines,
    people_of_opportunities,
)
from serving.contract.saves.rules import (
    AccountNow,
    NoReason,
    OpportunityNow,
    SavedProfile,
    SaveReason,
    SaveState,
    further_reason,
    opportunity_reason,
)
from serving.contract.saves.saves import account_by_record, owners_of, teams_of
from serving.store.contracts import OpenScope
from serving.store.tables.records import opportunities
from serving.store.upserts import among
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject

MAX_SAVES = 100_000


@dataclass(frozen=True, slots=True)
class LapsedEntry:
    """An entry of the ledger, and why its reason no longer holds."""

    save: StoredSave
    now: NoReason


@dataclass(frozen=True, slots=True)
class Proposal:
    """A profile that a user may clear, with all its saved entries; its id is that of the oldest."""

    profile: SavedProfile
    entries: tuple[LapsedEntry, ...]

    @property
    def id(self) -> int:
        return self.entries[0].save.id


class Cleared(StrEnum):
    """What became of a save that was to be cleared."""

    CLEARED = "cleared"
    NOT_PROPOSED = "not_proposed"
    """Its reason holds again, it is no longer saved, or the user has no such save."""


def proposals_of(scope: OpenScope, user_id: str) -> list[Proposal]:
    """Return a user's proposals, in the order of their ids."""
    saved = list_saves(scope, user_id, SaveState.SAVED, (0, MAX_SAVES))
    reasons = _reasons(scope, user_id, saved)
    by_profile: defaultdict[SavedProfile, list[StoredSave]] = defaultdict(list)
    for save in saved:
        by_profile[save.key.profile].append(save)
    proposals = []
    for profile, theirs in by_profile.items():
        lapsed = [LapsedEntry(save, now) for save in theirs if (now := reasons[save.id]) is not None]
        if len(lapsed) == len(theirs):
            proposals.append(Proposal(profile, tuple(lapsed)))
    return sorted(proposals, key=lambda proposal: proposal.id)


def clear_saves(
    scope: OpenScope, user_id: str, ids: Collection[int] | None, now: datetime
) -> list[tuple[int, Cleared]]:
    """Clear a user's proposals that the ids name, or all (None); each is decided again now."""
    proposed = {entry.save.id: proposal for proposal in proposals_of(scope, user_id) for entry in proposal.entries}
    chosen = sorted({proposal.id for proposal in proposed.values()}) if ids is None else list(dict.fromkeys(ids))
    results = []
    for save_id in chosen:
        if save_id in proposed:
            unsave(scope, user_id, save_id, now)
        results.append((save_id, Cleared.CLEARED if save_id in proposed else Cleared.NOT_PROPOSED))
    return results


def _reasons(scope: OpenScope, user_id: str, saved: Sequence[StoredSave]) -> dict[int, NoReason | None]:
    """Return for each entry why its reason no longer holds."""
    linked = _records_of(scope, {save.key.profile for save in saved})
    by_deals = [save for save in saved if save.entry.reason is SaveReason.OPEN_OPPORTUNITY]
    deals = _opportunities(scope, {save.key.opportunity_id for save in by_deals})
    pipelines = load_pipelines(scope)
    reasons = {
        save.id: opportunity_reason(
            user_id, linked.get(save.key.profile), deals.get(save.key.opportunity_id, OpportunityNow(None)), pipelines
        )
        for save in by_deals
    }
    others = [save for save in saved if save.id not in reasons]
    accounts = _accounts(scope, [linked[save.key.profile] for save in others if save.key.profile in linked])
    for save in others:
        record = linked.get(save.key.profile)
        account = accounts.get(record, AccountNow()) if record is not None else AccountNow()
        reason = SaveReason(save.entry.reason)
        reasons[save.id] = further_reason(reason, user_id, record, account, scope.contract.settings)
    return reasons


def _records_of(scope: OpenScope, profiles: Collection[SavedProfile]) -> dict[SavedProfile, RecordKey]:
    """Return the record that each profile is linked to."""
    record_by_profile: dict[SavedProfile, RecordKey] = {}
    for kind in Kind:
        ids = [profile.id for profile in profiles if profile.kind is kind]
        for profile_id, link in linked_records(scope.connection, scope.instance_id, kind, ids).items():
            record_by_profile[SavedProfile(kind, profile_id)] = link.key
    return record_by_profile


def _opportunities(scope: OpenScope, ids: Collection[str]) -> dict[str, OpportunityNow]:
    loaded = load_opportunities(scope, among(opportunities.c.id, ids))
    people = people_of_opportunities(scope, [opportunity.id for opportunity in loaded])
    return {opportunity.id: OpportunityNow(opportunity, people.get(opportunity.id, ())) for opportunity in loaded}


def _accounts(scope: OpenScope, keys: Sequence[RecordKey]) -> Mapping[RecordKey, AccountNow]:
    """Return the account of each record, which for an account is itself."""
    of = account_by_record(scope, keys)
    ids = sorted(set(of.values()))
    companies = linked_profiles(scope, [RecordKey(CrmObject.ACCOUNT, account_id) for account_id in ids])
    savers = savers_of(scope, set(companies.values())) if companies else {}
    by_account = {key.id: savers.get(company, set()) for key, company in companies.items()}
    owners = owners_of(scope, ids)
    teams = teams_of(scope, ids)
    return {
        key: AccountNow(
            owners.get(account_id), frozenset(teams.get(account_id, ())), frozenset(by_account.get(account_id, ()))
        )
        for key, account_id in of.items()
    }
