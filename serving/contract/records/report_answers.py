"""How a report is answered: within the request, or by a job where it is long."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any

from fastapi import Header
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from serving.contract.records.calls import Call, Responses, answers
from serving.contract.records.report import Format, ReportName, ReportReading
from serving.contract.records.report_jobs import REPORT, enqueue_report, lines_of
from serving.contract.records.services import WrapperServices
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.jobs import NewJob
from serving.store.readings import Reading

MAX_ROWS = 10_000
"""Most links that a report reads within the request; a longer one becomes a job."""
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


def is_long(call: Call, name: ReportName) -> bool:
    """Return whether a report reads more links than a request has time for."""
    count = call.services.reports[name].count
    with call.reading() as scope:
        return count is not None and count(scope) > MAX_ROWS


def begin_report(call: Call, name: ReportName, format_: Format) -> Response:
    """Enqueue the job that writes a report."""
    request = {"report": name, "format": format_, "user_id": call.acting_user}
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
            body = "".join(lines_of(reading, call.services.reports[name], format_))
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if format_ is Format.CSV else {}
    return Response(body.encode("utf-8", "replace"), 200, headers, format_.media_type)


def report_source(parts: WrapperServices, scope: InstanceScope, name: ReportName, format_: Format) -> Reading:
    """Return what is kept of a report of KEPT, and what makes it: guarantees hold for their switches alone."""
    versions = [matcher.model_version for matcher in parts.matching.by_kind().values()]
    stamp = str([*versions, scope.contract.settings_version])

    def write(opened: OpenScope) -> str:
        return "".join(lines_of(ReportReading(opened, parts.matching, None), parts.reports[name], format_))

    reading = Reading(scope, f"{name}/{format_}", write, fresh_for=timedelta(minutes=2))
    is_strict = name is ReportName.PRECISION
    return replace(reading, stamp=stamp) if is_strict else replace(reading, edition=stamp)
