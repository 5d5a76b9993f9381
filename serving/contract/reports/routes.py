"""Reports for admins: match rates, unmatched records, duplicates, people who left, drift, precision."""

from enum import StrEnum
from typing import Annotated

from fastapi import Header, Path, Query
from pydantic import BaseModel
from starlette.responses import Response

from serving.access.callers import ScopeWrong
from serving.contract.records.calls import Call, ReportCall, example, needs, routes
from serving.contract.records.report import ReportName, accepted_format
from serving.contract.records.report_answers import (
    ASYNC,
    AcceptedType,
    JobBegun,
    begin_report,
    is_long,
    table_or_job,
    whole_report,
)
from serving.contract.reports.roi import ROI, RoiAsked
from serving.contract.reports.roi_rules import RoiNotApproved, require_approval
from serving.http.docs import read_examples
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.jobs import NewJob, enqueue
from serving.vocabulary.terms import Scope

_OF_READERS = frozenset({ReportName.MATCH_RATES, ReportName.DRIFT})


class ReportShown(BaseModel):
    """The rows of a report; the columns depend on the report."""

    items: list[dict[str, str | int | float | None]]


_EXAMPLES = read_examples(__file__)
_ANSWERS = table_or_job(_EXAMPLES["gain"], model=ReportShown)
PROBLEMS: Problems = {
    RoiNotApproved: ProblemKind(403, "not-approved", "No admin has approved ROI reports"),
}


class DuplicateCause(StrEnum):
    """What makes records duplicates."""

    PROFILE = "profile"
    RECORDS = "records"


_REPORT_OF = {
    DuplicateCause.PROFILE: ReportName.DUPLICATES,
    DuplicateCause.RECORDS: ReportName.RECORD_CLUSTERS,
}
router = routes("reports")


@router.get(
    "/reports/duplicates",
    summary="Report duplicates",
    responses=table_or_job(_EXAMPLES["duplicates"]),
    response_model=None,
)
def duplicates(
    call: ReportCall,
    cause: Annotated[
        DuplicateCause, Query(description="records that claim one profile, or records without a profile")
    ] = DuplicateCause.PROFILE,
    accept: AcceptedType = "application/json",
    prefer: Annotated[str, Header(description="respond-async: write it in a job")] = "",
) -> Response:
    """Return duplicates as JSON or CSV.

    With `records` the unmatched accounts, contacts and leads are clustered by the served model, and each cluster of
    several is listed; a job writes it for more than 1,000 such records (202).
    """
    return _answered(call, _REPORT_OF[cause], accept, prefer)


@router.get("/reports/{name}", summary="Read a report", responses=_ANSWERS, response_model=None)
def report(
    name: Annotated[ReportName, Path()],
    call: Annotated[Call, needs(Scope.ADMIN, Scope.READER)],
    accept: AcceptedType = "application/json",
    prefer: Annotated[str, Header(description="respond-async: write it in a job; wait=0: see 503")] = "",
) -> Response:
    """Return a report as JSON or CSV; a job writes a long one (202). Readers see match rates and drift only."""
    if Scope.ADMIN not in call.caller.scopes and name not in _OF_READERS:
        raise ScopeWrong("got a reader's token, expected an admin's for {name}", name=name)
    return _answered(call, name, accept, prefer)


@router.post(
    "/reports/roi",
    status_code=202,
    summary="Begin a ROI report",
    openapi_extra=example({"created_from": "2026-01-01", "created_until": "2026-12-31"}),
)
def roi(
    asked: RoiAsked,
    call: Annotated[Call, needs(Scope.REP, once=True)],
    accept: AcceptedType = "application/json",
) -> JobBegun:
    """Start a job that compares opportunities with and without the tool; its file is the report."""
    require_approval(call.contract.settings.roi)
    request = {**asked.model_dump(), "format": accepted_format(accept)}
    job = NewJob(ROI, call.contract.id, call.caller.client_id, call.instance_id, request, id=call.new_id("roi"))
    with call.writing() as scope:
        job_id = enqueue(scope.connection, job, call.now)
    call.name(jobs=[job_id])
    return JobBegun(job_id=job_id)


def _answered(call: Call, name: ReportName, accept: str, prefer: str) -> Response:
    call.name(reports=[name])
    format_ = accepted_format(accept)
    if name is not ReportName.MATCH_RATES and (ASYNC in prefer or is_long(call, name)):
        return begin_report(call, name, format_)
    return whole_report(call, name, format_, prefer)
