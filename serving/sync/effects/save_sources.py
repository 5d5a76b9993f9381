"""Bulk queries of auto-save: linked profiles, and the people of opportunities."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from features.schema.kinds import Kind
from serving.rules.linking.links import RecordKey
from serving.rules.saves.saves import SavedProfile
from serving.rules.vocabulary import CrmObject, RecordState
from serving.store.tables.links import links
from serving.store.tables.records import opportunities, opportunity_people
from serving.store.upserts import among
from serving.sync.records.keys import naming, of_records


def linked_profiles(
    connection: Connection, instance_id: str, keys: Collection[RecordKey]
) -> dict[RecordKey, SavedProfile]:
    """Return the profiles of those records that are linked."""
    found: dict[RecordKey, SavedProfile] = {}
    for named in naming(connection, links, keys):
        wanted = (
            select(links.c.object, links.c.record_id, links.c.kind, links.c.profile_id)
            .filter_by(instance_id=instance_id, state=RecordState.LINKED.value)
            .where(named)
        )
        for row in connection.execute(wanted):
            found[RecordKey.named_by(row)] = SavedProfile(Kind(row.kind), row.profile_id)
    return found


def opportunities_on(connection: Connection, instance_id: str, keys: Collection[RecordKey]) -> set[str]:
    """Return the opportunities of records."""
    if not keys:
        return set()
    accounts = [key.id for key in keys if key.object is CrmObject.ACCOUNT]
    named = of_records(connection, opportunity_people, instance_id, keys)
    of_people = select(opportunity_people.c.opportunity_id).where(named)
    of_accounts = (
        select(opportunities.c.id)
        .filter_by(instance_id=instance_id)
        .where(among(connection, opportunities.c.account_id, accounts))
    )
    return {*connection.execute(of_people).scalars(), *connection.execute(of_accounts).scalars()}


def people_of_opportunities(
    connection: Connection, instance_id: str, opportunity_ids: Collection[str]
) -> Mapping[str, list[RecordKey]]:
    """Return the contacts and leads of opportunities, by opportunity."""
    people = opportunity_people.c
    wanted = select(people.opportunity_id, people.object, people.record_id).where(
        people.instance_id == instance_id, among(connection, people.opportunity_id, opportunity_ids)
    )
    found: dict[str, list[RecordKey]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.opportunity_id, []).append(RecordKey.named_by(row))
    return found
