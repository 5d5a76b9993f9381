"""Reports for admins: match rates, unmatched records, duplicates, people who left, drift, precision."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path
from pydantic import BaseModel
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from serving.access.callers import ScopeWrong
from serving.http.routes.frame import CONTRACT, Call, Responses, answers, needs, refusals
from serving.http.routes.waiting import read_preferred
from serving.rules.vocabulary import Scope
from serving.store.contracts import InstanceScope
from serving.store.jobs import NewJob
from serving.store.readings import ReadingSource, WantedReading
from serving.sync.records.matching import served_kinds
from serving.sync.reports.files import Format, accepted_format, written
from serving.sync.reports.jobs import REPORT, enqueue_report
from serving.sync.reports.tables import COLUMNS, ReportName, ReportReading, count_links, rows_of
from serving.sync.services import WrapperServices

MOST_ROWS = 10_000
"""Most links that a report reads within the request; a longer one becomes a job."""
_OF_READERS = frozenset({ReportName.MATCH_RATES, ReportName.DRIFT})
ASYNC = "respond-async"
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
        {"kind": "person", "fields": "email", "records": 842, "expected_links": 310.5, "low": 285.0, "high": 336.0,
         "for_each_value": 0.3688, "donors": 200}
    ]
}  # fmt: skip
"""The report `gain`."""
_ANSWERS = table_or_job(_GAIN, model=ReportShown)


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of reports."""
    router = APIRouter(prefix=CONTRACT, tags=["reports"])

    @router.get("/reports/{name}", summary="Read a report", responses=refusals() | _ANSWERS, response_model=None)
    def report(
        name: Annotated[ReportName, Path()],
        call: Annotated[Call, needs(parts, Scope.ADMIN, Scope.READER)],
        accept: Annotated[str, Header(description="application/json or text/csv")] = "application/json",
        prefer: Annotated[str, Header(description="respond-async: write it in a job; wait=0: see 503")] = "",
    ) -> Response:
        """Return a report as JSON or CSV; a job writes a long one (202). Readers see match rates and drift only."""
        if Scope.ADMIN not in call.caller.scopes and name not in _OF_READERS:
            raise ScopeWrong(f"got a reader's token, expected an admin's for {name}")
        call.name(reports=[name.value])
        format_ = accepted_format(accept)
        if name is not ReportName.MATCH_RATES and (ASYNC in prefer or is_long(parts, call, name)):
            return begin_report(call, name, format_)
        return whole_report(parts, call, name, format_, prefer)

    return router


def is_long(parts: WrapperServices, call: Call, name: ReportName) -> bool:
    """Return whether a report reads more links than a request has time for."""
    with parts.store.reading() as connection:
        return count_links(connection, call.live.id, name) > MOST_ROWS


def begin_report(call: Call, name: ReportName, format_: Format) -> Response:
    """Enqueue the job that writes a report."""
    request = {"report": name.value, "format": format_.value, "user_id": call.acting_user}
    job = NewJob(REPORT, call.contract.id, call.caller.client_id, call.live.id, request)
    with call.scope.writing() as connection:
        job_id = enqueue_report(connection, job, call.now)
    return JSONResponse({"job_id": job_id}, 202)


def whole_report(parts: WrapperServices, call: Call, name: ReportName, format_: Format, prefer: str = "") -> Response:
    """Write a report within the request; one of KEPT, whose rows are few and read many links, is kept."""
    if name in KEPT:
        source = report_source(parts, call.scope, name, format_)
        body = str(read_preferred(parts, call, source, prefer).body)
    else:
        with parts.store.reading() as connection:
            rows = rows_of(ReportReading(connection, call.scope, parts.matching, call.acting_user), name)
            body = "".join(written(format_, COLUMNS[name], rows))
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if format_ is Format.CSV else {}
    return Response(body.encode("utf-8", "replace"), 200, headers, format_.media_type)


def report_source(parts: WrapperServices, scope: InstanceScope, name: ReportName, format_: Format) -> ReadingSource:
    """Return what is kept of a report of KEPT, and what makes it: guarantees hold for their switches alone."""
    versions = [parts.matching.matcher(kind).model_version for kind in served_kinds(parts.matching)]
    stamp = "/".join([*versions, str(scope.contract.settings_version)])

    def write(connection: Connection) -> str:
        rows = rows_of(ReportReading(connection, scope, parts.matching, None), name)
        return "".join(written(format_, COLUMNS[name], rows))

    wanted = WantedReading(f"{name}/{format_}", fresh_for=timedelta(minutes=2))
    is_strict = name is ReportName.PRECISION
    return ReadingSource(replace(wanted, stamp=stamp) if is_strict else replace(wanted, edition=stamp), write)
