"""A service on a socket, a vendor's double on a socket, and the connector between them."""

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
from serving.vocabulary.terms import Crm, InstanceName, Scope
from tests.support.crm_lives import CrmLife, HubSpotUser, OracleUser
from tests.support.tenant import Clock, Tenant
from tests.support.trained_service import free_port
from tests.support.vendors.hubspot import HubSpotDouble
from tests.support.vendors.oracle import PASSWORD, USER_NAME, OracleDouble


@dataclass
class Vendor:
    """A double on a socket with its users, and what a connector logs in with."""

    crm: Crm
    double: HubSpotDouble | OracleDouble
    life: CrmLife
    secrets: dict[str, str]

    def calls(self, path: str = "") -> int:
        """Return how many calls arrived whose address holds a text."""
        return sum(path in exchange.target for exchange in self.double.journal)


@contextmanager
def vendor_of(crm: Crm, search_lag_s: float = 0.0) -> Iterator[Vendor]:
    """Serve a vendor's double until the block ends."""
    if crm is Crm.HUBSPOT:
        with HubSpotDouble(search_lag_s=search_lag_s) as portal:
            token = {"ONEMATCH_HUBSPOT_TOKEN": portal.private_token()}
            yield Vendor(crm, portal, CrmLife(HubSpotUser(portal)), token)
        return
    with OracleDouble() as pod:
        login = {"ONEMATCH_ORACLE_USER": USER_NAME, "ONEMATCH_ORACLE_PASSWORD": PASSWORD}
        yield Vendor(crm, pod, CrmLife(OracleUser(pod)), login)


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
    vendor: Vendor
    folder: Path
    secrets: dict[str, str] = field(init=False)
    waited: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    steps: list[tuple[str, int, int | None]] = field(default_factory=list)
    hooks: dict[str, list[Callable[[Any], None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the connector's client, and connect the instance to the double."""
        with self.tenant.store.writing() as connection:
            client = create_client(connection, self.tenant.contract_id, {Scope.SYNC}, self.tenant.clock())
            mine = instances.update().where(instances.c.id == self.tenant.instance.id)
            connection.execute(mine.values(urls={**self.tenant.instance.urls, "api": self.vendor.double.address}))
        made = {"ONEMATCH_SYNC_CLIENT_ID": client.id, "ONEMATCH_SYNC_CLIENT_SECRET": client.secret}
        self.secrets = self.vendor.secrets | made

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
        tally = Tally(lambda *step: self.steps.append(step), self.lines.append)
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


def held(rig: ConnectorRig, crm_object: str) -> dict[str, dict[str, str]]:
    """Return the stored values of an object's records by their ids."""
    rows = stored(rig.tenant)["records"].items()
    return {record_id: dict(values) for (kind, record_id), (values, _) in rows if kind == crm_object}


def differing_rows(one: dict[str, Any], other: dict[str, Any]) -> dict[str, list[str]]:
    """Return some rows of each table that differ between two stores."""
    return {name: _differing(one[name], other[name]) for name in other if one[name] != other[name]}


def _differing(one: Any, other: Any) -> list[str]:
    if isinstance(one, dict):
        return [repr((key, one.get(key), other.get(key))) for key in {*one, *other} if one.get(key) != other.get(key)][
            :5
        ]
    return sorted(map(repr, set(one) ^ set(other)))[:10]
