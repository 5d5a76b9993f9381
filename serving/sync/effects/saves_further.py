"""The further rules of auto-save (S89): owned accounts, the account's team, the people of saved accounts."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from sqlalchemy import Connection, select

from serving.rules.linking.links import RecordKey
from serving.rules.saves.opportunities import Status
from serving.rules.saves.saves import Account, Due, owed_by_account, owed_by_saved_account
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import InstanceScope
from serving.store.tables.records import opportunities, records
from serving.store.upserts import among
from serving.sync.effects.opportunities import linked_profiles
from serving.sync.effects.save_ledger import savers_of
from serving.sync.records.keys import columns_of_records

_PEOPLE = (CrmObject.CONTACT.value, CrmObject.LEAD.value)
_WITH_ACCOUNTS = (CrmObject.ACCOUNT.value, *_PEOPLE)


def all_accounts(connection: Connection, scope: InstanceScope) -> list[RecordKey]:
    """Return every live account, if any of the further rules is on."""
    if not scope.contract.settings.has_further_saves:
        return []
    wanted = select(records.c.id).filter_by(
        instance_id=scope.instance_id, object=CrmObject.ACCOUNT.value, deleted_at=None
    )
    return [RecordKey(CrmObject.ACCOUNT, one) for one in connection.execute(wanted).scalars()]


def records_of_users(connection: Connection, scope: InstanceScope, user_ids: Collection[str]) -> list[RecordKey]:
    """Return the live accounts, contacts and leads that users own, if any of the further rules is on."""
    if not scope.contract.settings.has_further_saves:
        return []
    wanted = (
        select(records.c.object, records.c.id)
        .filter_by(instance_id=scope.instance_id, deleted_at=None)
        .where(records.c.object.in_(_WITH_ACCOUNTS), among(connection, records.c.owner_id, user_ids))
    )
    return [RecordKey.of(row) for row in connection.execute(wanted)]


def accounts_of(connection: Connection, scope: InstanceScope, keys: Collection[RecordKey]) -> set[str]:
    """Return the accounts that records are, or belong to, if any of the further rules is on."""
    if not scope.contract.settings.has_further_saves:
        return set()
    return set(account_by_record(connection, scope, keys).values())


def account_by_record(
    connection: Connection, scope: InstanceScope, keys: Collection[RecordKey]
) -> dict[RecordKey, str]:
    """Return the account of each record that has one, which for an account is itself."""
    people = [key for key in keys if key.object is not CrmObject.ACCOUNT]
    rows = columns_of_records(connection, scope.instance_id, people, records.c.account_id)
    of_people = {key: row.account_id for key, row in rows.items() if row.account_id is not None}
    return {key: key.id for key in keys if key.object is CrmObject.ACCOUNT} | of_people


def owed_by_accounts(connection: Connection, scope: InstanceScope, account_ids: Sequence[str]) -> list[Due]:
    """Return the saves due by linked accounts to their owners and teams."""
    linked = linked_profiles(connection, scope.instance_id, _accounts(account_ids))
    owners = owners_of(connection, scope, [key.id for key in linked])
    teams = teams_of(connection, scope, owners)
    rules = scope.contract.settings
    return [
        due
        for key, company in linked.items()
        for due in owed_by_account(Account(company, owners.get(key.id), frozenset(teams.get(key.id, ()))), rules)
    ]


def owed_by_saved_accounts(connection: Connection, scope: InstanceScope, account_ids: Sequence[str]) -> list[Due]:
    """Return the saves due to the users who saved an account's company: its linked people."""
    if not scope.contract.settings.save_leads_of_saved_accounts:
        return []
    companies = linked_profiles(connection, scope.instance_id, _accounts(account_ids))
    savers = savers_of(connection, scope.instance_id, set(companies.values()))
    saved = {key.id: savers[company] for key, company in companies.items() if company in savers}
    dues = []
    for account_id, people in _people(connection, scope, saved).items():
        linked = linked_profiles(connection, scope.instance_id, people)
        dues.extend(owed_by_saved_account(saved[account_id], linked))
    return dues


def teams_of(connection: Connection, scope: InstanceScope, account_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return the teams of accounts: the owners of the account, its contacts and leads, and its open opportunities."""
    ids = list(account_ids)
    owned = (
        select(records.c.account_id, records.c.owner_id)
        .filter_by(instance_id=scope.instance_id, deleted_at=None)
        .where(records.c.object.in_(_PEOPLE), among(connection, records.c.account_id, ids))
    )
    sold = (
        select(opportunities.c.account_id, opportunities.c.owner_id)
        .filter_by(instance_id=scope.instance_id, status=Status.OPEN.value)
        .where(among(connection, opportunities.c.account_id, ids))
    )
    own = owners_of(connection, scope, ids).items()
    teams: dict[str, set[str]] = {}
    for account_id, owner_id in chain(connection.execute(owned), connection.execute(sold), own):
        if owner_id is not None:
            teams.setdefault(account_id, set()).add(owner_id)
    return teams


def owners_of(connection: Connection, scope: InstanceScope, ids: Sequence[str]) -> dict[str, str | None]:
    """Return the owners of accounts."""
    wanted = (
        select(records.c.id, records.c.owner_id)
        .filter_by(instance_id=scope.instance_id, object=CrmObject.ACCOUNT.value)
        .where(among(connection, records.c.id, ids))
    )
    return {row.id: row.owner_id for row in connection.execute(wanted)}


def _people(connection: Connection, scope: InstanceScope, account_ids: Iterable[str]) -> dict[str, list[RecordKey]]:
    wanted = (
        select(records.c.account_id, records.c.object, records.c.id)
        .filter_by(instance_id=scope.instance_id, deleted_at=None)
        .where(records.c.object.in_(_PEOPLE), among(connection, records.c.account_id, account_ids))
    )
    found: dict[str, list[RecordKey]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.account_id, []).append(RecordKey.of(row))
    return found


def _accounts(account_ids: Iterable[str]) -> list[RecordKey]:
    return [RecordKey(CrmObject.ACCOUNT, one) for one in account_ids]
