"""Opportunities written in bulk: the columns that rules read, their people, and the stages of their pipelines."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from serving.contract.imports.staging import StagedBatch, StagedRecord, stage_of
from serving.contract.saves.opportunity_rules import StageState, Status, deal_of
from serving.crm.reading import listed
from serving.store.contracts import OpenScope
from serving.store.tables.records import opportunities, opportunity_people, stages
from serving.store.upserts import among, insert_rows
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject

_PEOPLE = {"contact_ids": CrmObject.CONTACT, "lead_ids": CrmObject.LEAD}
Stages = Mapping[tuple[str, str], StageState]


def write_opportunities(scope: OpenScope, staged: StagedBatch) -> None:
    """Write a batch's opportunities; of a deleted one nothing stays."""
    of_opportunities = [record for key, record in staged.records.items() if key.object is CrmObject.OPPORTUNITY]
    if not of_opportunities:
        return
    ids = [record.key.id for record in of_opportunities]
    scope.delete(opportunity_people, among(opportunity_people.c.opportunity_id, ids))
    scope.delete(opportunities, among(opportunities.c.id, ids))
    live = [record for record in of_opportunities if record.values is not None]
    insert_rows(
        scope.connection, opportunities, [_row(scope.instance_id, record, staged.stored.stages) for record in live]
    )
    people = [row for record in live for row in _people(scope.instance_id, record, staged)]
    insert_rows(scope.connection, opportunity_people, people)


def read_stages(scope: OpenScope) -> dict[tuple[str, str], StageState]:
    """Return the states of the stages of an instance's pipelines."""
    rows = scope.execute(scope.own(stages))
    return {(row.pipeline, row.stage): StageState(row.is_closed, row.is_won) for row in rows}


def read_statuses(scope: OpenScope, ids: Collection[str]) -> dict[str, Status]:
    """Return the stored statuses of opportunities."""
    if not ids:
        return {}
    query = scope.own(opportunities.c.id, opportunities.c.status).where(among(opportunities.c.id, sorted(ids)))
    return {row.id: Status(row.status) for row in scope.execute(query.order_by(opportunities.c.id))}


def write_stages(scope: OpenScope, pipelines: Sequence[Mapping[str, Any]]) -> set[str]:
    """Replace the stages of the given pipelines: `{id, stages: [{id, displayOrder, metadata}]}`.

    Return the pipelines that have other stages than before.
    """
    if not pipelines:
        return set()
    ids = [str(pipeline["id"]) for pipeline in pipelines]
    of_pipelines = among(stages.c.pipeline, ids)
    before = {(row.pipeline, row.stage): row._asdict() for row in scope.execute(scope.own(stages).where(of_pipelines))}
    rows = {
        (row["pipeline"], row["stage"]): row
        for pipeline in pipelines
        for row in stage_rows(scope.instance_id, pipeline)
    }
    changed = {key[0] for key in {*before, *rows} if before.get(key) != rows.get(key)}
    if changed:
        scope.delete(stages, of_pipelines)
        insert_rows(scope.connection, stages, list(rows.values()))
    return changed


def records_on(scope: OpenScope, opportunity_ids: Collection[str]) -> set[RecordKey]:
    """Return the accounts, contacts and leads of opportunities."""
    if not opportunity_ids:
        return set()
    of_people = scope.own(opportunity_people.c.object, opportunity_people.c.record_id).where(
        among(opportunity_people.c.opportunity_id, sorted(opportunity_ids))
    )
    of_accounts = scope.own(opportunities.c.account_id).where(among(opportunities.c.id, sorted(opportunity_ids)))
    people = {RecordKey.named_by(row) for row in scope.execute(of_people)}
    account_ids = filter(None, scope.execute(of_accounts).scalars())
    return people | {RecordKey(CrmObject.ACCOUNT, account_id) for account_id in account_ids}


def _row(instance_id: str, record: StagedRecord, known_stages: Stages) -> dict[str, Any]:
    values = record.values or {}
    deal = deal_of(values, stage_of(values, known_stages))
    return {
        "instance_id": instance_id,
        "id": record.key.id,
        "account_id": record.account_id,
        "owner_id": record.owner_id,
        "status": deal.status,
        "pipeline": values.get("pipeline"),
        "stage": values.get("stage"),
        "created_on": deal.created_on,
        "closed_on": deal.closed_on,
    }


def _people(instance_id: str, record: StagedRecord, staged: StagedBatch) -> Iterator[dict[str, str]]:
    keys = {
        staged.current(RecordKey(crm_object, identity))
        for column, crm_object in _PEOPLE.items()
        for identity in listed((record.values or {}).get(column))
    }
    for key in sorted(keys):
        yield {
            "instance_id": instance_id,
            "opportunity_id": record.key.id,
            **key.columns,
        }


def stage_rows(instance_id: str, pipeline: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for position, stage in enumerate(pipeline.get("stages", [])):
        metadata = stage.get("metadata") or {}
        probability = _probability(metadata.get("probability"))
        known = {"true": True, "false": False}.get(str(metadata.get("isClosed")).casefold())
        closed = known if known is not None or probability is None else probability in _CLOSED_AT
        yield {
            "instance_id": instance_id,
            "pipeline": str(pipeline["id"]),
            "stage": str(stage["id"]),
            "position": int(stage.get("displayOrder", position)),
            "is_closed": closed,
            "is_won": closed is True and probability == 1,
        }


def _probability(value: object) -> float | None:
    """Return the probability of a stage: a number, or its text."""
    try:
        return None if isinstance(value, bool) else float(str(value))
    except ValueError:
        return None


_CLOSED_AT = (0.0, 1.0)
"""Of a pipeline of deals 0.0 is closed lost and 1.0 closed won, as HubSpot's page of pipelines says."""
