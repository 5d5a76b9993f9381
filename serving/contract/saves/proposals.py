"""Proposals to clear saves: profiles of which no saved entry has a reason any more. Nothing is cleared by itself (S42).

A profile with one reason that holds is not proposed, since to unsave it ends all its entries (D16).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row

from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.records.link_rows import linked_records
from serving.contract.saves.ledger import list_saves, savers_of, unsave
from serving.contract.saves.opportunities import load_opportunities, load_pipelines
from serving.contract.saves.rules import (
    Account,
    NoReason,
    SaveReason,
    SaveState,
    further_reason,
    opportunity_reason,
)
from serving.contract.saves.saves import account_by_record, load_accounts
from serving.store.contracts import OpenScope
from serving.store.tables.records import opportunities
from serving.store.upserts import among
from serving.vocabulary.links import ProfileKey, RecordKey

MAX_SAVES = 100_000


@value_class
class Proposal:
    """A profile that a user may clear, with all its saved entries, each with why its reason no longer holds.

    Its id is that of the oldest.
    """

    profile: ProfileKey
    entries: tuple[tuple[Row[Any], NoReason], ...]

    @property
    def id(self) -> int:
        return int(self.entries[0][0].seq)


class Cleared(StrEnum):
    """What became of a save that was to be cleared."""

    CLEARED = "cleared"
    NOT_PROPOSED = "not_proposed"
    """Its reason holds again, it is no longer saved, or the user has no such save."""


def proposals_of(scope: OpenScope, user_id: str) -> list[Proposal]:
    """Return a user's proposals, in the order of their ids."""
    saved = list_saves(scope, user_id, SaveState.SAVED, (0, MAX_SAVES))
    reasons = _reasons(scope, user_id, saved)
    by_profile: defaultdict[ProfileKey, list[Row[Any]]] = defaultdict(list)
    for row in saved:
        by_profile[ProfileKey.named_by(row)].append(row)
    proposals = []
    for profile, theirs in by_profile.items():
        lapsed = tuple((row, reason) for row in theirs if (reason := reasons[row.seq]) is not None)
        if len(lapsed) == len(theirs):
            proposals.append(Proposal(profile, lapsed))
    return sorted(proposals, key=lambda proposal: proposal.id)


def clear_saves(
    scope: OpenScope, user_id: str, ids: Collection[int] | None, now: datetime
) -> list[tuple[int, Cleared]]:
    """Clear a user's proposals that the ids name, or all (None); each is decided again now."""
    proposed = {row.seq: proposal for proposal in proposals_of(scope, user_id) for row, _ in proposal.entries}
    chosen = sorted({proposal.id for proposal in proposed.values()}) if ids is None else list(dict.fromkeys(ids))
    results = []
    for save_id in chosen:
        if save_id in proposed:
            unsave(scope, user_id, save_id, now)
        results.append((save_id, Cleared.CLEARED if save_id in proposed else Cleared.NOT_PROPOSED))
    return results


def _reasons(scope: OpenScope, user_id: str, saved: Sequence[Row[Any]]) -> dict[int, NoReason | None]:
    """Return for each entry why its reason no longer holds."""
    records = _records_of(scope, {ProfileKey.named_by(row) for row in saved})
    of_deals = {row.opportunity_id for row in saved if row.reason == SaveReason.OPEN_OPPORTUNITY}
    deals = {deal.id: deal for deal in load_opportunities(scope, among(opportunities.c.id, of_deals))}
    pipelines = load_pipelines(scope)
    others = {ProfileKey.named_by(row) for row in saved if row.reason != SaveReason.OPEN_OPPORTUNITY}
    accounts = _accounts(scope, [records[profile] for profile in others if profile in records])
    reasons: dict[int, NoReason | None] = {}
    for row in saved:
        record = records.get(ProfileKey.named_by(row))
        if row.reason == SaveReason.OPEN_OPPORTUNITY:
            reasons[row.seq] = opportunity_reason(user_id, record, deals.get(row.opportunity_id), pipelines)
        else:
            account = accounts.get(record) if record is not None else None
            reason = SaveReason(row.reason)
            reasons[row.seq] = further_reason(reason, user_id, record, account or Account(), scope.contract.settings)
    return reasons


def _records_of(scope: OpenScope, profiles: Collection[ProfileKey]) -> dict[ProfileKey, RecordKey]:
    """Return the record that each profile is linked to."""
    record_by_profile: dict[ProfileKey, RecordKey] = {}
    for kind in Kind:
        ids = [profile.id for profile in profiles if profile.kind is kind]
        for profile_id, link in linked_records(scope, kind, ids).items():
            record_by_profile[ProfileKey(kind, profile_id)] = link.key
    return record_by_profile


def _accounts(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, Account]:
    """Return the account of each record, which for an account is itself."""
    account_ids = account_by_record(scope, keys)
    accounts = load_accounts(scope, sorted(set(account_ids.values())))
    savers = savers_of(scope, {account.company for account in accounts.values() if account.company is not None})
    return {
        key: replace(account, savers=frozenset(savers.get(account.company, ()) if account.company else ()))
        for key, account_id in account_ids.items()
        if (account := accounts[account_id])
    }
