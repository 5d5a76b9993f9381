"""Auto-save after a change: the saves that are due now go into the ledger, in the same transaction.

Three changes call it (D16): links, opportunities and records changed by an import or a relinking; a user's seat or
switch; a contract's settings. Each computes the saves due now from the store.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, select

from serving.rules.linking.links import RecordKey
from serving.rules.saves.opportunities import Status
from serving.rules.saves.saves import Due, SaveState, changed_entries, owed_by, save_event
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import InstanceScope
from serving.store.tables.records import opportunities
from serving.store.upserts import among
from serving.sync.effects.events import Event, EventType, publish
from serving.sync.effects.opportunities import (
    linked_profiles,
    load_opportunities,
    load_pipelines,
    opportunities_on,
    people_of_opportunities,
)
from serving.sync.effects.save_ledger import read_ledger, read_save_rights, write_entries
from serving.sync.effects.saves_further import (
    accounts_of,
    all_accounts,
    owed_by_accounts,
    owed_by_saved_accounts,
    records_of_users,
)
from serving.sync.records.change_context import LinkChanges

CHUNK = 2_000


def renew_saves(connection: Connection, scope: InstanceScope, changed: LinkChanges) -> None:
    """Write the saves that changed links, opportunities and records call for."""
    other = changed.other
    if not (changed.links or other.opportunity_ids or other.records):
        return
    linked = [change.key for change in changed.links if change.moved and change.after and change.after.linked_profile]
    ids = {*other.opportunity_ids, *opportunities_on(connection, scope.instance_id, linked)}
    _renew(connection, scope, ids, {*linked, *other.records}, changed.context.now)


def renew_saves_of_users(
    connection: Connection, scope: InstanceScope, user_ids: Collection[str], now: datetime
) -> None:
    """Write the saves due to users after their seat or switch changed (D17)."""
    owned = (
        select(opportunities.c.id)
        .filter_by(instance_id=scope.instance_id, status=Status.OPEN.value)
        .where(among(connection, opportunities.c.owner_id, user_ids))
    )
    records = records_of_users(connection, scope, user_ids)
    _renew(connection, scope, set(connection.execute(owned).scalars()), records, now)


def renew_all_saves(connection: Connection, scope: InstanceScope, now: datetime) -> None:
    """Write the saves due to all users after the contract's settings changed."""
    open_ones = select(opportunities.c.id).filter_by(instance_id=scope.instance_id, status=Status.OPEN.value)
    _renew(connection, scope, set(connection.execute(open_ones).scalars()), all_accounts(connection, scope), now)


def _renew(
    connection: Connection, scope: InstanceScope, ids: set[str], records: Collection[RecordKey], now: datetime
) -> None:
    accounts = set(accounts_of(connection, scope, records))
    for part in _chunks(sorted(ids)):
        accounts |= _renew_opportunities(connection, scope, part, now)
    if not scope.contract.settings.has_further_saves:
        return
    for part in _chunks(sorted(accounts)):
        _process(connection, scope, owed_by_accounts(connection, scope, part), now)
        _process(connection, scope, owed_by_saved_accounts(connection, scope, part), now)


def _renew_opportunities(connection: Connection, scope: InstanceScope, ids: Sequence[str], now: datetime) -> set[str]:
    """Write the saves due by opportunities; return their accounts."""
    found = load_opportunities(
        connection,
        scope.instance_id,
        opportunities.c.status == Status.OPEN.value,
        among(connection, opportunities.c.id, ids),
    )
    people = people_of_opportunities(connection, scope.instance_id, [one.id for one in found])
    accounts = {one.account_id for one in found if one.account_id is not None}
    keys = [RecordKey(CrmObject.ACCOUNT, one) for one in accounts]
    linked = linked_profiles(connection, scope.instance_id, [*keys, *(key for some in people.values() for key in some)])
    pipelines = load_pipelines(connection, scope)
    dues = [due for one in found for due in owed_by(one, people.get(one.id, ()), linked, pipelines)]
    _process(connection, scope, dues, now)
    return accounts


def _process(connection: Connection, scope: InstanceScope, dues: Sequence[Due], now: datetime) -> None:
    if not dues:
        return
    ledger = read_ledger(connection, scope.instance_id, [due.key for due in dues])
    save_rights = read_save_rights(connection, scope, {due.key.user_id for due in dues})
    changed = changed_entries(ledger, dues, save_rights)
    write_entries(connection, scope, changed, now)
    saved = [due for due, entry in changed.values() if entry.state is SaveState.SAVED]
    publish(
        connection, scope, [Event(EventType.SAVE_CREATED, save_event(due, scope.instance.name)) for due in saved], now
    )


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while part := list(islice(rest, CHUNK)):
        yield part
