"""A service on a socket, a vendor on a socket, and the connector between them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy import select
from starlette.types import ASGIApp

from serving.access.clients import create_client
from serving.contract.records.records import live_records
from serving.crm.credentials import Secrets
from serving.crm.run import ConnectorOptions, ConnectorRun, connector
from serving.crm.service import Tally
from serving.crm.transport import new_http
from serving.store.tables.contracts import instances, users
from serving.store.tables.links import links
from serving.store.tables.records import opportunities, opportunity_people, records, stages
from serving.vocabulary.terms import InstanceName, Scope
from tests.support.tenant import Clock, Tenant
from tests.support.trained_service import free_port

HUBSPOT_TOKEN = {"ONEMATCH_HUBSPOT_TOKEN": "pat-token"}
ORACLE_LOGIN = {"ONEMATCH_ORACLE_USER": "integration", "ONEMATCH_ORACLE_PASSWORD": "password-1"}


class LiveClock(Clock):
    """The machine's clock, moved on by what a test lets pass."""

    def __call__(self) -> datetime:
        return datetime.now(UTC) + (self.now - _STANDS)


_STANDS = Clock().now


@contextmanager
def on_a_socket(app: ASGIApp) -> Iterator[str]:
    """Serve an application on a free port of loopback until the block ends; yield its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@dataclass
class ConnectorRig:
    """A tenant whose CRM is a vendor's double; `run` reads it as `onematch sync` does."""

    tenant: Tenant
    service_url: str
    crm_url: str
    folder: Path
    secrets: dict[str, str]
    waited: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    hooks: dict[str, list[Callable[[Any], None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the connector's client, and connect the instance to the double."""
        with self.tenant.store.writing() as connection:
            client = create_client(connection, self.tenant.contract_id, {Scope.SYNC}, self.tenant.clock())
            mine = instances.update().where(instances.c.id == self.tenant.instance.id)
            connection.execute(mine.values(urls={**self.tenant.instance.urls, "api": self.crm_url}))
        made = {"ONEMATCH_SYNC_CLIENT_ID": client.id, "ONEMATCH_SYNC_CLIENT_SECRET": client.secret}
        self.secrets = self.secrets | made

    @property
    def options(self) -> ConnectorOptions:
        name = InstanceName(self.tenant.instance_name)
        return ConnectorOptions(self.tenant.contract_id, name, self.service_url, self.folder)

    @contextmanager
    def connected(self, tally: Tally | None = None) -> Iterator[ConnectorRun]:
        """Yield the connector; it waits without waiting."""
        with new_http() as http:
            http.event_hooks = self.hooks
            found = connector(self.options, Secrets(self.secrets), http, tally or Tally(), self.tenant.clock)
            for caller in (found.service.caller, found.source.caller):
                caller.sleep = self._wait
            yield found

    @contextmanager
    def begun(self) -> Iterator[ConnectorRun]:
        """Yield a run from where the connector stands."""
        tally = Tally(show=self.lines.append)
        with self.connected(tally) as found, found.file.locked():
            found.begin()
            yield found

    def run(self, *, full: bool = False, authoritative: bool = False, sweep: bool = True) -> Tally:
        """Read once."""
        with self.begun() as run:
            run.once(full=full, authoritative=authoritative, sweep=sweep)
            return run.tally

    def _wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        time.sleep(min(seconds, 0.02))


def stored(tenant: Tenant) -> dict[str, Any]:
    """Every live row that a CRM's state decides: payloads in the clear, users, deals, people, stages and links."""
    found: dict[str, Any] = {}
    mine = tenant.instance.id
    with tenant.store.reading() as connection:
        found["records"] = {
            (one.key.object.value, one.key.id): (dict(one.values), one.account_id)
            for one in live_records(tenant.scope.on(connection), records.c.id.is_not(None))
        }
        versions = select(records.c.object, records.c.id, records.c.version).where(
            records.c.instance_id == mine, records.c.deleted_at.is_(None)
        )
        found["versions"] = sorted(map(tuple, connection.execute(versions)))
        for table, columns in _COMPARED.items():
            wanted = select(*(table.c[name] for name in columns)).where(table.c.instance_id == mine)
            if table is users:
                wanted = wanted.where(users.c.deleted_at.is_(None), users.c.version.is_not(None))
            found[table.name] = sorted(map(repr, (tuple(row) for row in connection.execute(wanted))))
    return found


_COMPARED = {
    users: ("id", "active"),
    opportunities: ("id", "account_id", "owner_id", "status", "pipeline", "stage", "created_on", "closed_on"),
    opportunity_people: ("opportunity_id", "object", "record_id"),
    stages: ("pipeline", "stage", "position", "is_closed", "is_won"),
    links: ("object", "record_id", "state", "profile_id"),
}


def held(rig: ConnectorRig, crm_object: str) -> dict[int, dict[str, str]]:
    """Return the stored values of an object's records by their ids."""
    found = stored(rig.tenant)["records"].items()
    return {int(one): dict(values) for (kind, one), (values, _) in found if kind == crm_object}


def differing_rows(one: dict[str, Any], other: dict[str, Any]) -> dict[str, list[str]]:
    """Return some rows of each table that differ between two stores."""
    return {name: _differing(one[name], other[name]) for name in other if one[name] != other[name]}


def _differing(one: Any, other: Any) -> list[str]:
    if isinstance(one, dict):
        return [repr((key, one.get(key), other.get(key))) for key in {*one, *other} if one.get(key) != other.get(key)][
            :5
        ]
    return sorted(map(repr, set(one) ^ set(other)))[:10]
