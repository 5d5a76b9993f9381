"""The worker makes what pages show at once: after an import, before anybody visits, and anew once a visit asks."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from features.schema.kinds import Kind
from serving.contract.records.report import Format
from serving.contract.records.report_answers import KEPT, report_source
from serving.contract.records.services import WrapperServices
from serving.contract.reports.overview_routes import curve_source, gain_source, overview_source
from serving.contract.review.judgement_routes import ORDER_KEPT_FROM, queue_source
from serving.contract.suspects.routes import suspects_source
from serving.runtime.model_source import ModelNotReady
from serving.store.contracts import InstanceScope, live_scopes
from serving.store.readings import Reading, asked_readings, is_large
from serving.store.tables.records import imports

SETTLED = timedelta(minutes=10)
"""How long after the last import a reading that is older than it is made anew: an import rarely comes alone."""


def keep_readings(parts: WrapperServices, now: datetime) -> None:
    """Make what no visit shall wait for: readings that are missing, or older than an import that has settled."""
    with parts.store.reading() as connection:
        large = [
            (scope, _imported_at(connection, scope, now))
            for scope in live_scopes(connection, parts.store)
            if is_large(connection, scope.instance_id, ORDER_KEPT_FROM)
        ]
    for scope, since in large:
        for reading in _readings(parts, scope, now):
            parts.readings.keep(reading, since, now)


def renew_readings(parts: WrapperServices, now: datetime) -> None:
    """Make the readings anew that visits found old; the service answers records meanwhile."""
    with parts.store.reading() as connection:
        asked_at = asked_readings(connection)
        scopes = live_scopes(connection, parts.store) if asked_at else []
    for scope in scopes:
        asked_of_instance = asked_at.get(scope.instance_id, {})
        for reading in (gain_source(parts, scope), *_readings(parts, scope, now)):
            if reading.name in asked_of_instance:
                parts.readings.keep(reading, asked_of_instance[reading.name], now)


def _readings(parts: WrapperServices, scope: InstanceScope, now: datetime) -> Iterator[Reading]:
    """Yield the readings whose models are loaded, what is visited first at the beginning."""
    yield overview_source(scope, now)
    for kind in Kind:
        with suppress(ModelNotReady):
            yield queue_source(parts, scope, kind)
        with suppress(ModelNotReady):
            yield curve_source(parts, scope, kind)
    for name in KEPT:
        yield report_source(parts, scope, name, Format.JSON)
    yield suspects_source(parts, scope)


def _imported_at(connection: Connection, scope: InstanceScope, now: datetime) -> datetime | None:
    of_instance = select(func.max(imports.c.completed_at)).filter_by(instance_id=scope.instance_id)
    settled = of_instance.where(imports.c.completed_at < now - SETTLED)
    imported_at: datetime | None = connection.execute(settled).scalar_one()
    return imported_at
