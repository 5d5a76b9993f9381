"""Reports for admins: match rates, unmatched records, duplicates, people who left, drift, precision."""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Header, Path, Query
from pydantic import BaseModel
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from serving.access.callers import ScopeWrong
from serving.http.routes.frame import Call, ReportCall, Responses, answers, example, needs, routes
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.saves.roi import RoiNotApproved, require_approval
from serving.rules.vocabulary import Scope
from serving.store.contracts import InstanceScope
from serving.store.jobs import NewJob, enqueue
from serving.store.readings import ReadingSource, WantedReading
from serving.sync.reports.jobs import REPORT, Format, accepted_format, enqueue_report, lines_of
from serving.sync.reports.roi import ROI, RoiAsked
from serving.sync.reports.tables import REPORTS, ReportName, ReportReading
from serving.sync.services import WrapperServices

MOST_ROWS = 10_000
"""Most links that a report reads within the request; a longer one becomes a job."""
_OF_READERS = frozenset({ReportName.MATCH_RATES, ReportName.DRIFT})
ASYNC = "respond-async"
AcceptedType = Annotated[str, Header(alias="accept", description="application/json or text/csv")]
KEPT = (ReportName.PRECISION, ReportName.SEGMENTS)


class JobBegun(BaseModel):
    """The job that writes the report: `GET .../jobs/{id}`, then `.../file`."""

    job_id: str


def table_or_job(value: Any, **rows: Any) -> Responses:
    """Return the declaration of a report with an example: its rows, or the job that writes them."""
    return {
        200: {**rows, "content": {**answers(value)[200]["content"], "text/csv": {}}},
        202: {"model": JobBegun, "description": "A job writes it"},
    }


class ReportShown(BaseModel):
    """The rows of a report; the columns depend on the report."""

    items: list[dict[str, str | int | float | None]]


_GAIN = {
    "items": [
        {
            "kind": "person",
            "fields": "email",
            "records": 842,
            "expected_links": 310.5,
            "low": 285.0,
            "high": 336.0,
            "for_each_value": 0.3688,
            "donors": 200,
        }
    ]
}
"""The report `gain`."""
_DUPLICATES = {
    "items": [
        {
            "kind": "person",
            "cluster_id": "c5f0a41b9e6d2c37",
            "object": "contact",
            "record_id": "301",
            "probability": 0.982114,
            "with_object": "contact",
            "with_id": "417",
            "with_probability": 0.982114,
            "why": "with contact/417: same e-mail address; same last name",
            "withheld": None,
        }
    ]
}
_ANSWERS = table_or_job(_GAIN, model=ReportShown)


PROBLEMS: Problems = {
    RoiNotApproved: ProblemKind(403, "not-approved", "No admin has approved ROI reports"),
}


class DuplicateCause(StrEnum):
    """What makes records duplicates."""

    PROFILE = "profile"
    RECORDS = "records"


_REPORT_OF = {
    DuplicateCause.PROFILE: ReportName.DUPLICATES,
    DuplicateCause.RECORDS: ReportName.DUPLICATE_RECORDS,
}


router = routes("reports")


@router.get(
    "/reports/duplicates",
    summary="Report duplicates",
    responses=table_or_job(_DUPLICATES),
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
        raise ScopeWrong(f"got a reader's token, expected an admin's for {name}")
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
    request = {**asked.model_dump(mode="json"), "format": accepted_format(accept).value}
    job = NewJob(ROI, call.contract.id, call.caller.client_id, call.instance_id, request, id=call.new_id("roi"))
    with call.writing() as scope:
        job_id = enqueue(scope.connection, job, call.now)
    call.name(jobs=[job_id])
    return JobBegun(job_id=job_id)


def _answered(call: Call, name: ReportName, accept: str, prefer: str) -> Response:
    call.name(reports=[name.value])
    format_ = accepted_format(accept)
    if name is not ReportName.MATCH_RATES and (ASYNC in prefer or is_long(call, name)):
        return begin_report(call, name, format_)
    return whole_report(call, name, format_, prefer)


def is_long(call: Call, name: ReportName) -> bool:
    """Return whether a report reads more links than a request has time for."""
    count = REPORTS[name].count
    with call.reading() as scope:
        return count is not None and count(scope) > MOST_ROWS


def begin_report(call: Call, name: ReportName, format_: Format) -> Response:
    """Enqueue the job that writes a report."""
    request = {"report": name.value, "format": format_.value, "user_id": call.acting_user}
    job = NewJob(REPORT, call.contract.id, call.caller.client_id, call.instance_id, request)
    with call.writing() as scope:
        job_id = enqueue_report(scope.connection, job, call.now)
    return JSONResponse({"job_id": job_id}, 202)


def whole_report(call: Call, name: ReportName, format_: Format, prefer: str = "") -> Response:
    """Write a report within the request; one of KEPT, whose rows are few and read many links, is kept."""
    if name in KEPT:
        source = report_source(call.services, call.scope, name, format_)
        body = str(call.preferred(source, prefer).body)
    else:
        with call.reading() as scope:
            reading = ReportReading(scope, call.matching, call.acting_user)
            body = "".join(lines_of(reading, name, format_))
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if format_ is Format.CSV else {}
    return Response(body.encode("utf-8", "replace"), 200, headers, format_.media_type)


def report_source(parts: WrapperServices, scope: InstanceScope, name: ReportName, format_: Format) -> ReadingSource:
    """Return what is kept of a report of KEPT, and what makes it: guarantees hold for their switches alone."""
    versions = [matcher.model_version for matcher in parts.matching.by_kind().values()]
    stamp = "/".join([*versions, str(scope.contract.settings_version)])

    def write(connection: Connection) -> str:
        return "".join(lines_of(ReportReading(scope.on(connection), parts.matching, None), name, format_))

    wanted = WantedReading(f"{name}/{format_}", fresh_for=timedelta(minutes=2))
    is_strict = name is ReportName.PRECISION
    return ReadingSource(replace(wanted, stamp=stamp) if is_strict else replace(wanted, edition=stamp), write)
