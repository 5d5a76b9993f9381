"""Jobs that write long reports into sealed files (S74, S87, S88)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from serving.contract.records.report import Format, Report, ReportName, ReportReading, written
from serving.contract.records.services import WrapperServices
from serving.store.contracts import Disconnected, OpenScope, require_live, require_scope
from serving.store.jobs import RUNNING, WAITING, Job, NewJob, enqueue
from serving.store.sealed_files import SealedFiles
from serving.store.tables.work import jobs

REPORT = "report"
Lines = Callable[[OpenScope], Iterable[str]]


def lines_of(reading: ReportReading, report: Report, format_: Format) -> Iterator[str]:
    """Yield a report."""
    return written(format_, report.columns.split(), report.rows(reading))


def enqueue_report(connection: Connection, job: NewJob, now: datetime) -> str:
    """Enqueue a report, or return the same caller's job for the same report that waits or runs."""
    same = (
        select(jobs.c.id, jobs.c.request)
        .filter_by(instance_id=job.instance_id, kind=job.kind, starter=job.starter)
        .where(jobs.c.state.in_((WAITING, RUNNING)))
    )
    waiting = [str(row.id) for row in connection.execute(same) if row.request == job.request]
    return waiting[0] if waiting else enqueue(connection, job, now)


def run_report(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Write the report of a job into its sealed file. Raises Disconnected (D24)."""
    name = ReportName(job.request["report"])
    format_ = Format(job.request["format"])

    def lines(scope: OpenScope) -> Iterator[str]:
        reading = ReportReading(scope, parts.matching, job.request.get("user_id"))
        return lines_of(reading, parts.reports[name], format_)

    write_job_file(parts, job, lines)
    return {"file": f"{name}.{format_}", "media_type": format_.media_type}


def write_job_file(parts: WrapperServices, job: Job, lines: Lines) -> None:
    """Write the lines of a job into a file, sealed under its instance's key; after a disconnect it is removed."""
    files = SealedFiles(parts.settings.home_layout.job_files)
    with parts.store.reading() as connection:
        scope = require_scope(connection, parts.store, job.instance_id)
        require_live(connection, scope.instance)
        key = scope.key(connection)
        with files.writing(job.id, key) as out:
            for line in lines(scope.on(connection)):
                out.write(line.encode("utf-8", "replace"))
    try:
        with parts.store.reading() as connection:
            require_live(connection, scope.instance)
    except Disconnected:
        files.remove(job.id)
        raise
