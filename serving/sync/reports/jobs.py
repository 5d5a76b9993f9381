"""Reports as CSV for spreadsheets or JSON for programs, piece by piece; jobs write long ones into sealed files.

S74, S87, S88.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from data.tables.spreadsheet import Cell, csv_lines
from serving.store.contracts import Disconnected, OpenScope, require_live, require_scope
from serving.store.jobs import RUNNING, WAITING, Job, NewJob, enqueue
from serving.store.sealed_files import SealedFiles
from serving.store.tables.work import jobs
from serving.sync.reports.tables import REPORTS, ReportName, ReportReading
from serving.sync.services import WrapperServices

REPORT = "report"
Lines = Callable[[OpenScope], Iterable[str]]


class Format(StrEnum):
    """The format of a report."""

    JSON = "json"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        return "text/csv; charset=utf-8" if self is Format.CSV else "application/json"


def accepted_format(accept: str) -> Format:
    """Return the format that an Accept header prefers: CSV where it comes before JSON, or alone; else JSON."""
    wanted = [(_quality(part), -position, _media_type(part)) for position, part in enumerate(accept.lower().split(","))]
    known = [(quality, position, type_) for quality, position, type_ in wanted if quality > 0 and type_ in _FORMATS]
    return _FORMATS[max(known)[2]] if known else Format.JSON


_FORMATS = {"text/csv": Format.CSV, "text/*": Format.CSV, "application/json": Format.JSON}


def _media_type(part: str) -> str:
    return part.partition(";")[0].strip()


def _quality(part: str) -> float:
    for parameter in part.split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def written(format_: Format, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a table as CSV, or as JSON `{"items": [{column: value}]}`."""
    if format_ is Format.CSV:
        yield from csv_lines(columns, rows)
        return
    yield '{"items":['
    for number, row in enumerate(rows):
        item = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
        yield item if number == 0 else f",{item}"
    yield "]}"


def lines_of(reading: ReportReading, name: ReportName, format_: Format) -> Iterator[str]:
    """Yield a report."""
    report = REPORTS[name]
    return written(format_, report.columns, report.rows(reading))


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
        return lines_of(reading, name, format_)

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
