"""Auto-save after a change: the saves that are due now, by the further rules too, go into the ledger at once.

Three changes call it (D16): links, opportunities and records changed by an import or a relinking; a user's seat or
switch; a contract's settings. Each computes the saves due now from the store.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import chain

from serving.contract.events.events import EventType, publish
from serving.contract.records.change_context import LinkChanges
from serving.contract.records.keys import batched, columns_of_records
from serving.contract.saves.ledger import read_ledger, read_save_rights, savers_of, write_entries
from serving.contract.saves.opportunities import (
    linked_profiles,
    load_opportunities,
    load_pipelines,
    opportunities_on,
    people_of_opportunities,
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
_PEOPLE = (CrmObject.CONTACT.value, CrmObject.LEAD.value)
_WITH_ACCOUNTS = (CrmObject.ACCOUNT.value, *_PEOPLE)


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
    owned = (
        scope.own(opportunities.c.id)
        .filter_by(status=Status.OPEN.value)
        .where(among(opportunities.c.owner_id, user_ids))
    )
    records = records_of_users(scope, user_ids)
    _renew(scope, set(scope.execute(owned).scalars()), records, now)


def renew_all_saves(scope: OpenScope, now: datetime) -> None:
    """Write the saves due to all users after the contract's settings changed."""
    open_ones = scope.own(opportunities.c.id).filter_by(status=Status.OPEN.value)
    _renew(scope, set(scope.execute(open_ones).scalars()), all_accounts(scope), now)


def _renew(scope: OpenScope, ids: set[str], records: Collection[RecordKey], now: datetime) -> None:
    accounts = set(accounts_of(scope, records))
    for part in batched(sorted(ids), CHUNK):
        accounts |= _renew_opportunities(scope, part, now)
    if not scope.contract.settings.has_further_saves:
        return
    for part in batched(sorted(accounts), CHUNK):
        _process(scope, owed_by_accounts(scope, part), now)
        _process(scope, owed_by_saved_accounts(scope, part), now)


def _renew_opportunities(scope: OpenScope, ids: Sequence[str], now: datetime) -> set[str]:
    """Write the saves due by opportunities; return their accounts."""
    open_opportunities = load_opportunities(
        scope,
        opportunities.c.status == Status.OPEN.value,
        among(opportunities.c.id, ids),
    )
    people = people_of_opportunities(scope, [opportunity.id for opportunity in open_opportunities])
    accounts = {opportunity.account_id for opportunity in open_opportunities if opportunity.account_id is not None}
    keys = [RecordKey(CrmObject.ACCOUNT, account_id) for account_id in accounts]
    linked = linked_profiles(scope, [*keys, *(key for some in people.values() for key in some)])
    pipelines = load_pipelines(scope)
    dues = [
        due
        for opportunity in open_opportunities
        for due in owed_by(opportunity, people.get(opportunity.id, ()), linked, pipelines)
    ]
    _process(scope, dues, now)
    return accounts


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
    query = scope.own(records.c.id).filter_by(object=CrmObject.ACCOUNT.value, deleted_at=None)
    return [RecordKey(CrmObject.ACCOUNT, account_id) for account_id in scope.execute(query).scalars()]


def records_of_users(scope: OpenScope, user_ids: Collection[str]) -> list[RecordKey]:
    """Return the live accounts, contacts and leads that users own, if any of the further rules is on."""
    if not scope.contract.settings.has_further_saves:
        return []
    query = (
        scope.own(records.c.object, records.c.id)
        .filter_by(deleted_at=None)
        .where(records.c.object.in_(_WITH_ACCOUNTS), among(records.c.owner_id, user_ids))
    )
    return [RecordKey.of(row) for row in scope.execute(query)]


def accounts_of(scope: OpenScope, keys: Collection[RecordKey]) -> set[str]:
    """Return the accounts that records are, or belong to, if any of the further rules is on."""
    if not scope.contract.settings.has_further_saves:
        return set()
    return set(account_by_record(scope, keys).values())


def account_by_record(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, str]:
    """Return the account of each record that has one, which for an account is itself."""
    people = [key for key in keys if key.object is not CrmObject.ACCOUNT]
    rows = columns_of_records(scope, people, records.c.account_id)
    of_people = {key: row.account_id for key, row in rows.items() if row.account_id is not None}
    return {key: key.id for key in keys if key.object is CrmObject.ACCOUNT} | of_people


def owed_by_accounts(scope: OpenScope, account_ids: Sequence[str]) -> list[Due]:
    """Return the saves due by linked accounts to their owners and teams."""
    linked = linked_profiles(scope, _accounts(account_ids))
    owners = owners_of(scope, [key.id for key in linked])
    teams = teams_of(scope, owners)
    rules = scope.contract.settings
    return [
        due
        for key, company in linked.items()
        for due in owed_by_account(Account(company, owners.get(key.id), frozenset(teams.get(key.id, ()))), rules)
    ]


def owed_by_saved_accounts(scope: OpenScope, account_ids: Sequence[str]) -> list[Due]:
    """Return the saves due to the users who saved an account's company: its linked people."""
    if not scope.contract.settings.save_leads_of_saved_accounts:
        return []
    companies = linked_profiles(scope, _accounts(account_ids))
    savers = savers_of(scope, set(companies.values()))
    saved = {key.id: savers[company] for key, company in companies.items() if company in savers}
    dues = []
    for account_id, people in _people(scope, saved).items():
        linked = linked_profiles(scope, people)
        dues.extend(owed_by_saved_account(saved[account_id], linked))
    return dues


def teams_of(scope: OpenScope, account_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return the teams of accounts: the owners of the account, its contacts and leads, and its open opportunities."""
    ids = list(account_ids)
    owned = (
        scope.own(records.c.account_id, records.c.owner_id)
        .filter_by(deleted_at=None)
        .where(records.c.object.in_(_PEOPLE), among(records.c.account_id, ids))
    )
    sold = (
        scope.own(opportunities.c.account_id, opportunities.c.owner_id)
        .filter_by(status=Status.OPEN.value)
        .where(among(opportunities.c.account_id, ids))
    )
    own = owners_of(scope, ids).items()
    teams: dict[str, set[str]] = {}
    for account_id, owner_id in chain(scope.execute(owned), scope.execute(sold), own):
        if owner_id is not None:
            teams.setdefault(account_id, set()).add(owner_id)
    return teams


def owners_of(scope: OpenScope, ids: Sequence[str]) -> dict[str, str | None]:
    """Return the owners of accounts."""
    rows = columns_of_records(scope, _accounts(ids), records.c.owner_id)
    return {key.id: row.owner_id for key, row in rows.items()}


def _people(scope: OpenScope, account_ids: Iterable[str]) -> dict[str, list[RecordKey]]:
    query = (
        scope.own(records.c.account_id, records.c.object, records.c.id)
        .filter_by(deleted_at=None)
        .where(records.c.object.in_(_PEOPLE), among(records.c.account_id, account_ids))
    )
    people: dict[str, list[RecordKey]] = {}
    for row in scope.execute(query):
        people.setdefault(row.account_id, []).append(RecordKey.of(row))
    return people


def _accounts(account_ids: Iterable[str]) -> list[RecordKey]:
    return [RecordKey(CrmObject.ACCOUNT, account_id) for account_id in account_ids]
