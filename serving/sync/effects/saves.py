"""Auto-save after a change: the saves that are due now go into the ledger, in the same transaction.

Three changes call it (D16): links, opportunities and records changed by an import or a relinking; a user's seat or
switch; a contract's settings. Each computes the saves due now from the store.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from serving.rules.linking.links import RecordKey
from serving.rules.saves.opportunities import Status
from serving.rules.saves.saves import Due, SaveState, changed_entries, owed_by, save_event
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import OpenScope
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
    further_rules,
    owed_by_accounts,
    owed_by_saved_accounts,
    records_of_users,
)
from serving.sync.records.change_context import LinkChanges

CHUNK = 2_000


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
    for part in _chunks(sorted(ids)):
        accounts |= _renew_opportunities(scope, part, now)
    if further_rules(scope).are_off:
        return
    for part in _chunks(sorted(accounts)):
        _process(scope, owed_by_accounts(scope, part), now)
        _process(scope, owed_by_saved_accounts(scope, part), now)


def _renew_opportunities(scope: OpenScope, ids: Sequence[str], now: datetime) -> set[str]:
    """Write the saves due by opportunities; return their accounts."""
    found = load_opportunities(
        scope,
        opportunities.c.status == Status.OPEN.value,
        among(opportunities.c.id, ids),
    )
    people = people_of_opportunities(scope, [one.id for one in found])
    accounts = {one.account_id for one in found if one.account_id is not None}
    keys = [RecordKey(CrmObject.ACCOUNT, one) for one in accounts]
    linked = linked_profiles(scope, [*keys, *(key for some in people.values() for key in some)])
    pipelines = load_pipelines(scope)
    dues = [due for one in found for due in owed_by(one, people.get(one.id, ()), linked, pipelines)]
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
    publish(scope, [Event(EventType.SAVE_CREATED, save_event(due, scope.instance.name)) for due in saved], now)


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while part := list(islice(rest, CHUNK)):
        yield part
