"""The figures of an installation: what waits, how old things are, who works; read by metrics, doctor and console."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import ColumnElement, Connection, func, select

from data.index.universe_facts import facts_of_index
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.runtime.metrics import ReadGauges
from serving.runtime.settings import Settings
from serving.store.contracts import CONNECTED
from serving.store.disk_full import free_share
from serving.store.jobs import RUNNING, WAITING, is_worked
from serving.store.tables.contracts import contracts, instances
from serving.store.tables.links import guarantees
from serving.store.tables.records import checkpoints
from serving.store.tables.work import activities, jobs
from serving.vocabulary.terms import UNSENT, InstanceName

Figures = Mapping[str, Mapping[str, float]]
"""By name and label."""
LABELS: Mapping[str, tuple[str, str]] = {
    "onematch_outbox_activities": ("state", "Activities that are not in the CRM yet"),
    "onematch_outbox_oldest_seconds": ("state", "Age of the oldest of them"),
    "onematch_jobs": ("state", "Jobs that have not ended"),
    "onematch_jobs_oldest_seconds": ("state", "How long the oldest of them is due"),
    "onematch_sync_oldest_seconds": ("instance", "Longest time since a connected instance said it was in sync"),
    "onematch_index_age_seconds": ("kind", "Age of the served universe"),
    "onematch_lease_held": ("lease", "1 while a worker holds the lease"),
    "onematch_guarantees": ("state", "Precision guarantees of contracts: held, or without a threshold that holds"),
    "onematch_disk_free_ratio": ("folder", "Free share of the disk that is written to"),
}
"""Each figure's label and meaning."""


def read_figures(connection: Connection, settings: Settings, now: datetime) -> Figures:
    """Return all figures; those of nothing have no label. No contract is named."""
    outbox = _grouped(connection, activities.c.state, activities.c.accepted_at, activities.c.state.in_(UNSENT))
    is_due = func.coalesce(jobs.c.due_at, jobs.c.made_at) <= now
    due = _grouped(
        connection,
        jobs.c.state,
        func.coalesce(jobs.c.due_at, jobs.c.made_at),
        jobs.c.state.in_((WAITING, RUNNING)) & is_due,
    )
    state = func.coalesce(guarantees.c.threshold, -1) >= 0
    held = {bool(holds): n for holds, n in connection.execute(select(state, func.count()).group_by(state))}
    return {
        "onematch_outbox_activities": {name: n for name, n, _ in outbox},
        "onematch_outbox_oldest_seconds": {name: _age(at, now) for name, _, at in outbox},
        "onematch_jobs": {name: n for name, n, _ in due},
        "onematch_jobs_oldest_seconds": {name: _age(at, now) for name, _, at in due},
        "onematch_sync_oldest_seconds": _sync_age(connection, now),
        "onematch_index_age_seconds": index_ages(settings, now),
        "onematch_lease_held": {"work": float(is_worked(connection, now))},
        "onematch_guarantees": {"held": held.get(True, 0), "none": held.get(False, 0)},
        "onematch_disk_free_ratio": {name: free_share(path) for name, path in settings.written_folders.items()},
    }


def write_figures(figures: Figures) -> bytes:
    """Return figures in Prometheus' text format."""
    gauges = {name: GaugeMetricFamily(name, meaning, labels=[label]) for name, (label, meaning) in LABELS.items()}
    for name, values in figures.items():
        for value, number in values.items():
            gauges[name].add_metric([value], number)
    return generate_latest(ReadGauges([*gauges.values()]))


def index_ages(settings: Settings, now: datetime) -> dict[str, float]:
    """Return the age of the served universe of each kind, as far as its index can be read."""
    ages = {}
    for kind in Kind:
        with suppress(OnematchError, OSError):
            if (served := settings.served(kind)) is not None:
                ages[kind.value] = _age(facts_of_index(served.index).as_of, now)
    return ages


def _grouped(
    connection: Connection, state: ColumnElement[str], since: ColumnElement[datetime], *conditions: ColumnElement[bool]
) -> Sequence[tuple[str, int, datetime]]:
    query = select(state, func.count(), func.min(since)).where(*conditions).group_by(state).order_by(state)
    return [(name, n, at) for name, n, at in connection.execute(query)]


def _sync_age(connection: Connection, now: datetime) -> dict[str, float]:
    """Return the longest silence of a connected production instance (S11)."""
    since = func.coalesce(checkpoints.c.last_at, instances.c.connected_at)
    joined = instances.join(contracts).outerjoin(checkpoints, checkpoints.c.instance_id == instances.c.id)
    live = (
        instances.c.state == CONNECTED,
        instances.c.name == InstanceName.PRODUCTION,
        contracts.c.terminated_at.is_(None),
    )
    oldest = connection.execute(select(func.min(since)).select_from(joined).where(*live)).scalar()
    return {} if oldest is None else {InstanceName.PRODUCTION: _age(oldest, now)}


def _age(since: datetime, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0)
