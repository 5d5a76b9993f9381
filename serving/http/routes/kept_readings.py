"""What the pages of a large contract show at once is made by the worker after an import, before anybody visits."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from features.schema.kinds import Kind
from serving.http.routes.curve import curve_source
from serving.http.routes.judgements import ORDER_KEPT_FROM, queue_source
from serving.http.routes.overview import overview_source
from serving.http.routes.reports import KEPT, report_source
from serving.http.routes.suspects import suspects_source
from serving.store.contracts import InstanceScope
from serving.store.readings import ReadingSource, is_large
from serving.store.tables.records import imports
from serving.sync.linking.judgements import live_scopes
from serving.sync.reports.files import Format
from serving.sync.services import WrapperServices

SETTLED = timedelta(minutes=10)
"""How long after the last import a reading that is older than it is made anew: an import rarely comes alone."""


def keep_readings(parts: WrapperServices, now: datetime) -> int:
    """Make what no visit shall wait for: readings that are missing, or older than an import that has settled."""
    with parts.store.reading() as connection:
        found = [
            (scope, _imported_at(connection, scope, now))
            for scope in live_scopes(connection, parts.store)
            if is_large(connection, scope.instance.id, ORDER_KEPT_FROM)
        ]
    for scope, since in found:
        for source in _sources(parts, scope, now):
            parts.readings.keep(scope, source, since, now)
    return 0


def _sources(parts: WrapperServices, scope: InstanceScope, now: datetime) -> Iterator[ReadingSource]:
    """Yield the readings, what is visited first at the beginning."""
    yield overview_source(scope, now)
    for kind in Kind:
        yield queue_source(parts, scope, kind)
        yield curve_source(parts, scope, kind)
    for name in KEPT:
        yield report_source(parts, scope, name, Format.JSON)
    yield suspects_source(parts, scope)


def _imported_at(connection: Connection, scope: InstanceScope, now: datetime) -> datetime | None:
    wanted = select(func.max(imports.c.completed_at)).where(
        imports.c.instance_id == scope.instance.id, imports.c.completed_at < now - SETTLED
    )
    found: datetime | None = connection.execute(wanted).scalar_one()
    return found
