"""Auto-save after a change: the saves that are due now, by the further rules too, go into the ledger at once.

Three changes call it (D16): links, opportunities and records changed by an import or a relinking; a user's seat or
switch; a contract's settings. Each computes the saves due now from the store.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Select

from serving.contract.events.events import EventType, publish
from serving.contract.records.change_context import LinkChanges
from serving.contract.records.keys import batched, columns_of_records
from serving.contract.saves.ledger import read_ledger, read_save_rights, savers_of, write_entries
from serving.contract.saves.opportunities import (
    linked_profiles,
    load_opportunities,
    load_pipelines,
    opportunities_on,
)
from serving.contract.saves.opportunity_rules import Status
from serving.contract.saves.rules import (
    Account,
    Due,
    SaveState,
    changed_entries,
    owed_by,
    owed_by_account,
    owed_by_saved_account,
    save_event,
)
from serving.store.contracts import OpenScope
from serving.store.tables.records import opportunities, records
from serving.store.upserts import among
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject

CHUNK = 2_000
_PEOPLE = (CrmObject.CONTACT, CrmObject.LEAD)
_WITH_ACCOUNTS = (CrmObject.ACCOUNT, *_PEOPLE)


def renew_saves(scope: OpenScope, changed: LinkChanges) -> None:
    """Write the saves that changed links, opportunities and records call for."""
    other = changed.other
    if not (changed.links or other.opportunity_ids or other.records):
        return
    linked = [change.key for change in changed.links if change.moved and change.after and change.after.linked_profile]
    ids = {*other.opportunity_ids, *opportunities_on(scope, linked)}
    _renew(scope, ids, {*linked, *other.records}, changed.context.now)


def renew_saves_of_users(scope: OpenScope, user_ids: Collection[str], now: datetime) -> None:
    """Write the saves due to users after their seat or switch changed (D17)."""
    owned = _open_opportunities(scope, opportunities.c.id).where(among(opportunities.c.owner_id, user_ids))
    records = records_of_users(scope, user_ids)
    _renew(scope, set(scope.execute(owned).scalars()), records, now)


def renew_all_saves(scope: OpenScope, now: datetime) -> None:
    """Write the saves due to all users after the contract's settings changed."""
    ids = set(scope.execute(_open_opportunities(scope, opportunities.c.id)).scalars())
    _renew(scope, ids, all_accounts(scope), now)


def _open_opportunities(scope: OpenScope, *columns: Any) -> Select[Any]:
    return scope.own(*columns).filter_by(status=Status.OPEN)


def _renew(scope: OpenScope, ids: set[str], records: Collection[RecordKey], now: datetime) -> None:
    rules = scope.contract.settings
    account_ids = set(account_by_record(scope, records).values()) if rules.has_further_saves else set()
    for part in batched(sorted(ids), CHUNK):
        account_ids |= _renew_opportunities(scope, part, now)
    if not rules.has_further_saves:
        return
    for part in batched(sorted(account_ids), CHUNK):
        accounts = load_accounts(scope, part)
        _process(scope, [due for account in accounts.values() for due in owed_by_account(account, rules)], now)
        if rules.save_leads_of_saved_accounts:
            _process(scope, _owed_by_saved_accounts(scope, accounts), now)


def _renew_opportunities(scope: OpenScope, ids: Sequence[str], now: datetime) -> set[str]:
    """Write the saves due by opportunities; return their accounts."""
    open_ones = load_opportunities(scope, opportunities.c.status == Status.OPEN, among(opportunities.c.id, ids))
    linked = linked_profiles(scope, {key for opportunity in open_ones for key in opportunity.records})
    pipelines = load_pipelines(scope)
    _process(scope, [due for opportunity in open_ones for due in owed_by(opportunity, linked, pipelines)], now)
    return {opportunity.account_id for opportunity in open_ones if opportunity.account_id is not None}


def _process(scope: OpenScope, dues: Sequence[Due], now: datetime) -> None:
    if not dues:
        return
    ledger = read_ledger(scope, [due.key for due in dues])
    save_rights = read_save_rights(scope, {due.key.user_id for due in dues})
    changed = changed_entries(ledger, dues, save_rights)
    write_entries(scope, changed, now)
    saved = [due for due, entry in changed.values() if entry.state is SaveState.SAVED]
    publish(scope, EventType.SAVE_CREATED, [save_event(due, scope.instance.name) for due in saved], now)


def all_accounts(scope: OpenScope) -> list[RecordKey]:
    """Return every live account, if any of the further rules is on."""
    if not scope.contract.settings.has_further_saves:
        return []
    query = scope.own(records.c.id).filter_by(object=CrmObject.ACCOUNT, deleted_at=None)
    return _accounts(scope.execute(query).scalars())


def records_of_users(scope: OpenScope, user_ids: Collection[str]) -> list[RecordKey]:
    """Return the live accounts, contacts and leads that users own, if any of the further rules is on."""
    if not scope.contract.settings.has_further_saves:
        return []
    query = scope.own(records.c.object, records.c.id).filter_by(deleted_at=None)
    owned = query.where(records.c.object.in_(_WITH_ACCOUNTS), among(records.c.owner_id, user_ids))
    return [RecordKey.of(row) for row in scope.execute(owned)]


def account_by_record(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, str]:
    """Return the account of each record that has one, which for an account is itself."""
    people = [key for key in keys if key.object is not CrmObject.ACCOUNT]
    rows = columns_of_records(scope, people, records.c.account_id)
    of_people = {key: row.account_id for key, row in rows.items() if row.account_id is not None}
    return {key: key.id for key in keys if key.object is CrmObject.ACCOUNT} | of_people


def load_accounts(scope: OpenScope, account_ids: Collection[str]) -> dict[str, Account]:
    """Return accounts by id, without those who have their companies saved."""
    keys = _accounts(account_ids)
    companies = linked_profiles(scope, keys)
    rows = columns_of_records(scope, keys, records.c.owner_id)
    owners = {key: row.owner_id for key, row in rows.items()}
    teams = _teams_of(scope, account_ids)
    accounts: dict[str, Account] = {}
    for key in keys:
        owner = owners.get(key)
        team = {*teams.get(key.id, ()), owner} - {None}
        accounts[key.id] = Account(companies.get(key), owner, frozenset(team))
    return accounts


def _owed_by_saved_accounts(scope: OpenScope, accounts: Mapping[str, Account]) -> list[Due]:
    """Return the saves due to the users who saved an account's company: its linked people."""
    savers = savers_of(scope, {account.company for account in accounts.values() if account.company is not None})
    saved = {account_id: account.company for account_id, account in accounts.items() if account.company in savers}
    query = scope.own(records.c.account_id, records.c.object, records.c.id).filter_by(deleted_at=None)
    of_accounts = query.where(records.c.object.in_(_PEOPLE), among(records.c.account_id, saved))
    account_of = {RecordKey.of(row): row.account_id for row in scope.execute(of_accounts)}
    linked = linked_profiles(scope, account_of)
    return [
        due
        for key, profile in linked.items()
        for due in owed_by_saved_account(savers[saved[account_of[key]]], {key: profile})
    ]


def _teams_of(scope: OpenScope, account_ids: Collection[str]) -> dict[str, set[str]]:
    """Return the owners of the contacts, leads and open opportunities of accounts."""
    people = scope.own(records.c.account_id, records.c.owner_id).filter_by(deleted_at=None)
    of_people = people.where(records.c.object.in_(_PEOPLE), among(records.c.account_id, account_ids))
    of_deals = _open_opportunities(scope, opportunities.c.account_id, opportunities.c.owner_id).where(
        among(opportunities.c.account_id, account_ids)
    )
    teams: dict[str, set[str]] = {}
    for account_id, owner_id in chain(scope.execute(of_people), scope.execute(of_deals)):
        teams.setdefault(account_id, set()).add(owner_id)
    return teams


def _accounts(account_ids: Iterable[str]) -> list[RecordKey]:
    return [RecordKey(CrmObject.ACCOUNT, account_id) for account_id in account_ids]
