"""ROI reports read from the store (S71, S72)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, exists

from data.tables.spreadsheet import Cell
from features.schema.kinds import Kind
from serving.contract.records.records import read_payloads
from serving.contract.records.report import Format, written
from serving.contract.records.report_jobs import write_job_file
from serving.contract.records.services import WrapperServices
from serving.contract.reports.roi_rules import Group, RoiDeal, RoiReport, require_approval, roi_report
from serving.contract.saves.opportunities import (
    linked_profiles,
    load_opportunities,
    load_pipelines,
    people_of_opportunities,
)
from serving.contract.saves.opportunity_rules import Opportunity, in_pipeline, revenue_of, today_in
from serving.contract.saves.rules import SavedProfile
from serving.store.contracts import OpenScope
from serving.store.jobs import Job
from serving.store.tables.records import opportunities
from serving.store.tables.work import activities, activity_facts
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityState, CrmObject

ROI = "roi"
CHUNK = 1_000
COLUMNS = ("group", "figure", "currency", "value")


class RoiAsked(BaseModel, extra="forbid"):
    """The creation dates of the report's opportunities, both included."""

    created_from: date | None = None
    created_until: date | None = None


def run_roi(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Write a ROI report into its sealed file. Raises RoiNotApproved if the approval was withdrawn meanwhile."""
    format_ = Format(job.request["format"])
    bounds = RoiAsked.model_validate({name: job.request[name] for name in RoiAsked.model_fields})

    def lines(scope: OpenScope) -> Iterator[str]:
        require_approval(scope.contract.settings.roi)
        report = read_roi(scope, bounds)
        return written(format_, COLUMNS, _rows(report)) if format_ is Format.CSV else iter([as_json(report)])

    write_job_file(parts, job, lines)
    return {"file": f"roi.{format_}", "media_type": format_.media_type}


def read_roi(scope: OpenScope, bounds: RoiAsked) -> RoiReport:
    """Compute the report over the opportunities in the pipeline (S45)."""
    return roi_report(list(_deals(scope, bounds)), _activity_days(scope))


def _deals(scope: OpenScope, bounds: RoiAsked) -> Iterator[RoiDeal]:
    pipelines = load_pipelines(scope)
    behind = ""
    while deals := _part(scope, bounds, behind):
        yield from _read(scope, [deal for deal in deals if in_pipeline(deal, pipelines)])
        behind = deals[-1].id


def _part(scope: OpenScope, bounds: RoiAsked, behind: str) -> list[Opportunity]:
    conditions: list[ColumnElement[bool]] = [opportunities.c.id > behind]
    if bounds.created_from is not None:
        conditions.append(opportunities.c.created_on >= bounds.created_from)
    if bounds.created_until is not None:
        conditions.append(opportunities.c.created_on <= bounds.created_until)
    return load_opportunities(scope, *conditions, limit=CHUNK)


def _read(scope: OpenScope, deals: list[Opportunity]) -> Iterator[RoiDeal]:
    people = people_of_opportunities(scope, [deal.id for deal in deals])
    belongs = {deal.id: [*_account(deal), *people.get(deal.id, ())] for deal in deals}
    linked = linked_profiles(scope, {key for keys in belongs.values() for key in keys})
    payloads = read_payloads(scope, [RecordKey(CrmObject.OPPORTUNITY, deal.id) for deal in deals])
    for deal in deals:
        fields = payloads.get(RecordKey(CrmObject.OPPORTUNITY, deal.id), {})
        revenue = revenue_of(fields, scope.contract.settings.revenue_field)
        yield RoiDeal(deal, revenue, frozenset(linked[key] for key in belongs[deal.id] if key in linked))


def _account(opportunity: Opportunity) -> list[RecordKey]:
    return [RecordKey(CrmObject.ACCOUNT, opportunity.account_id)] if opportunity.account_id else []


def _activity_days(scope: OpenScope) -> dict[SavedProfile, list[date]]:
    """Return the days of sellers' activities in the contract's time zone, without tests and cancelled ones.

    An activity that a switch kept out of the CRM counts as well, unless it was sent again and stored since then.
    """
    days: dict[SavedProfile, list[date]] = {}
    for row in scope.execute(_stored(scope).union_all(_kept_out(scope)).order_by("occurred_at")):
        profile = SavedProfile(Kind(row.profile_kind), row.profile_id)
        days.setdefault(profile, []).append(today_in(scope.contract.time_zone, row.occurred_at))
    return days


def _stored(scope: OpenScope) -> Select[Any]:
    return scope.own(activities.c.profile_kind, activities.c.profile_id, activities.c.occurred_at).where(
        activities.c.is_test.is_(False), activities.c.state != ActivityState.CANCELLED.value
    )


def _kept_out(scope: OpenScope) -> Select[Any]:
    same = (activities.c.instance_id == activity_facts.c.instance_id, activities.c.id == activity_facts.c.id)
    return scope.own(activity_facts.c.profile_kind, activity_facts.c.profile_id, activity_facts.c.occurred_at).where(
        ~exists().where(*same)
    )


def as_json(report: RoiReport) -> str:
    """Return a report as JSON, group by group; amounts are texts, so that no digit is lost."""
    return json.dumps(asdict(report), default=str)


def _rows(report: RoiReport) -> Iterator[tuple[Cell, ...]]:
    groups: Mapping[str, Group] = {name: getattr(report, name) for name in RoiReport.__slots__}
    for name, group in groups.items():
        for figure in Group.__slots__:
            yield from _figure(name, figure, getattr(group, figure))


def _figure(name: str, figure: str, value: Any) -> Iterator[tuple[Cell, ...]]:
    if isinstance(value, Mapping):
        for currency, amount in value.items():
            yield (name, figure, currency, str(amount) if isinstance(amount, Decimal) else amount)
    else:
        yield (name, figure, None, value)
