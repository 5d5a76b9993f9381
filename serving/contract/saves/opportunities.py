"""Opportunities read from the store, and their view for sellers."""

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement

from features.schema.kinds import Kind
from serving.contract.records.keys import naming, of_records, visible_among
from serving.contract.records.link_rows import linked_records
from serving.contract.records.records import context_of, read_payloads
from serving.contract.saves.opportunity_rules import (
    Opportunity,
    OpportunityShown,
    Pipelines,
    Status,
    in_panel,
    shown_owner,
    today_in,
)
from serving.store.contracts import OpenScope
from serving.store.tables.contracts import users
from serving.store.tables.links import links
from serving.store.tables.records import opportunities, opportunity_people, stages
from serving.store.upserts import among
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import CrmObject, RecordState

_COLUMNS = (
    opportunities.c.id,
    opportunities.c.status,
    opportunities.c.owner_id,
    opportunities.c.account_id,
    opportunities.c.pipeline,
    opportunities.c.stage,
    opportunities.c.created_on,
    opportunities.c.closed_on,
)


def load_opportunities(scope: OpenScope, *conditions: ColumnElement[bool]) -> list[Opportunity]:
    """Return an instance's opportunities that meet conditions, by id."""
    query = scope.own(*_COLUMNS).where(*conditions)
    rows = scope.execute(query.order_by(opportunities.c.id)).all()
    people = _people_of(scope, [row.id for row in rows])
    return [
        Opportunity(**{**row._mapping, "status": Status(row.status), "people": tuple(people.get(row.id, ()))})
        for row in rows
    ]


def load_pipelines(scope: OpenScope) -> Pipelines:
    """Return the positions of an instance's stages with the contract's cut-offs (S45)."""
    query = scope.own(stages.c.pipeline, stages.c.stage, stages.c.position)
    positions = {(row.pipeline, row.stage): row.position for row in scope.execute(query)}
    return Pipelines(positions, scope.contract.settings.stage_cut_off)


def shown_opportunities(
    scope: OpenScope, company_id: str, user_id: str, now: datetime, *, in_the_panel: bool
) -> list[OpportunityShown]:
    """Return the opportunities of the account that a company is linked to (S47), by close date, the latest first.

    The panel shows those that are active or were closed within the past year (S49).
    """
    account = linked_records(scope, Kind.COMPANY, [company_id]).get(company_id)
    if account is None:
        return []
    of_account = load_opportunities(scope, opportunities.c.account_id == account.key.id)
    visible = {key.id for key in visible_among(scope, _keys(of_account), user_id)}
    today = today_in(scope.contract.time_zone, now)
    shown = [
        opportunity
        for opportunity in of_account
        if opportunity.id in visible and (not in_the_panel or in_panel(opportunity, today))
    ]
    return _shown(scope, sorted(shown, key=_latest_first))


def _shown(scope: OpenScope, listed: Collection[Opportunity]) -> list[OpportunityShown]:
    payloads = read_payloads(scope, _keys(listed))
    names = _user_names(scope, {opportunity.owner_id for opportunity in listed if opportunity.owner_id is not None})
    return [
        OpportunityShown(
            payloads.get(key, {}).get("name"),
            shown_owner(opportunity.owner_id, names.get(opportunity.owner_id or ""), sso=scope.contract.sso),
            opportunity.closed_on,
            opportunity.status,
        )
        for opportunity, key in zip(listed, _keys(listed), strict=True)
    ]


def _user_names(scope: OpenScope, user_ids: Collection[str]) -> dict[str, str]:
    """Return the names of users, which are sealed, and not stored under SSO (S81)."""
    query = scope.own(users.c.id, users.c.sealed).where(among(users.c.id, user_ids), users.c.sealed.is_not(None))
    key = scope.data_key
    names = {}
    for row in scope.execute(query):
        values = json.loads(key.unseal(row.sealed, context_of(scope, RecordKey(CrmObject.USER, row.id))))
        if values.get("name"):
            names[row.id] = values["name"]
    return names


def _keys(listed: Iterable[Opportunity]) -> list[RecordKey]:
    return [RecordKey(CrmObject.OPPORTUNITY, opportunity.id) for opportunity in listed]


def _latest_first(opportunity: Opportunity) -> tuple[int, str]:
    day = opportunity.closed_on or date.min
    return -day.toordinal(), opportunity.id


def linked_profiles(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, ProfileKey]:
    """Return the profiles of those records that are linked."""
    profile_by_record: dict[RecordKey, ProfileKey] = {}
    for named in naming(links, keys):
        for row in scope.execute(scope.own(links).filter_by(state=RecordState.LINKED).where(named)):
            profile_by_record[RecordKey.named_by(row)] = ProfileKey.named_by(row)
    return profile_by_record


def opportunities_on(scope: OpenScope, keys: Collection[RecordKey]) -> set[str]:
    """Return the opportunities of records."""
    if not keys:
        return set()
    accounts = [key.id for key in keys if key.object is CrmObject.ACCOUNT]
    of_people = scope.own(opportunity_people.c.opportunity_id).where(of_records(opportunity_people, keys))
    on = {*scope.execute(of_people).scalars()}
    if accounts:
        of_accounts = scope.own(opportunities.c.id).where(among(opportunities.c.account_id, accounts))
        on |= {*scope.execute(of_accounts).scalars()}
    return on


def _people_of(scope: OpenScope, opportunity_ids: Collection[str]) -> dict[str, list[RecordKey]]:
    """Return the contacts and leads of opportunities, by opportunity."""
    person = opportunity_people.c
    query = scope.own(person.opportunity_id, person.object, person.record_id)
    query = query.where(among(person.opportunity_id, opportunity_ids))
    people: dict[str, list[RecordKey]] = {}
    for row in scope.execute(query):
        people.setdefault(row.opportunity_id, []).append(RecordKey.named_by(row))
    return people
