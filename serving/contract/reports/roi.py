"""ROI reports read from the store (S71, S72)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, Table, exists

from features.schema.kinds import Kind
from serving.contract.records.keys import batched
from serving.contract.records.records import read_payloads
from serving.contract.records.report import Format, Rows, written
from serving.contract.records.report_jobs import write_job_file
from serving.contract.records.services import WrapperServices
from serving.contract.reports.roi_rules import RoiDeal, RoiReport, require_approval, roi_report
from serving.contract.saves.opportunities import (
    linked_profiles,
    load_opportunities,
    load_pipelines,
)
from serving.contract.saves.opportunity_rules import Opportunity, in_pipeline, revenue_of, today_in
from serving.store.contracts import OpenScope
from serving.store.jobs import Job
from serving.store.tables.records import opportunities
from serving.store.tables.work import activities, activity_facts
from serving.vocabulary.links import ProfileKey, RecordKey
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
        report = roi_report(list(_deals(scope, bounds)), _activity_days(scope))
        return (
            written(format_, COLUMNS, _rows(report))
            if format_ is Format.CSV
            else iter([json.dumps(asdict(report), default=str)])
        )

    write_job_file(parts, job, lines)
    return {"file": f"roi.{format_}", "media_type": format_.media_type}


def _deals(scope: OpenScope, bounds: RoiAsked) -> Iterator[RoiDeal]:
    """Yield the opportunities in the pipeline (S45)."""
    pipelines = load_pipelines(scope)
    conditions: list[ColumnElement[bool]] = []
    if bounds.created_from is not None:
        conditions.append(opportunities.c.created_on >= bounds.created_from)
    if bounds.created_until is not None:
        conditions.append(opportunities.c.created_on <= bounds.created_until)
    deals = [deal for deal in load_opportunities(scope, *conditions) if in_pipeline(deal, pipelines)]
    for part in batched(deals, CHUNK):
        yield from _read(scope, part)


def _read(scope: OpenScope, deals: Sequence[Opportunity]) -> Iterator[RoiDeal]:
    linked = linked_profiles(scope, {key for deal in deals for key in deal.records})
    payloads = read_payloads(scope, [RecordKey(CrmObject.OPPORTUNITY, deal.id) for deal in deals])
    for deal in deals:
        fields = payloads.get(RecordKey(CrmObject.OPPORTUNITY, deal.id), {})
        revenue = revenue_of(fields, scope.contract.settings.revenue_field)
        yield RoiDeal(deal, revenue, frozenset(linked[key] for key in deal.records if key in linked))


def _activity_days(scope: OpenScope) -> dict[ProfileKey, list[date]]:
    """Return the days of sellers' activities in the contract's time zone, without tests and cancelled ones.

    An activity that a switch kept out of the CRM counts as well, unless it was sent again and stored since then.
    """
    sent = _dated(scope, activities).where(
        activities.c.is_test.is_(False), activities.c.state != ActivityState.CANCELLED
    )
    same = (activities.c.instance_id == activity_facts.c.instance_id, activities.c.id == activity_facts.c.id)
    kept_out = _dated(scope, activity_facts).where(~exists().where(*same))
    days: dict[ProfileKey, list[date]] = {}
    for row in scope.execute(sent.union_all(kept_out).order_by("occurred_at")):
        profile = ProfileKey(Kind(row.profile_kind), row.profile_id)
        days.setdefault(profile, []).append(today_in(scope.contract.time_zone, row.occurred_at))
    return days


def _dated(scope: OpenScope, table: Table) -> Select[Any]:
    return scope.own(table.c.profile_kind, table.c.profile_id, table.c.occurred_at)


def _rows(report: RoiReport) -> Rows:
    for name, group in asdict(report).items():
        for figure, value in group.items():
            if isinstance(value, dict):
                for currency, amount in value.items():
                    yield (name, figure, currency, str(amount))
            else:
                yield (name, figure, None, value)
