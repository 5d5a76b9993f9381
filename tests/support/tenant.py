"""Tenants: a contract with a connected CRM, its users, its clock, seen from outside and from inside."""

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from serving.access.callers import Caller
from serving.access.clients import create_client
from serving.access.tokens import Tokens
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.contract.reports.tables import REPORTS
from serving.listeners import LISTENERS
from serving.runtime.settings import Settings
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
from serving.store.tables.contracts import contracts, instances, seats, users
from serving.store.upserts import upsert
from serving.vocabulary.terms import Crm, InstanceName, Scope
from tests.support.wrapper_web import Web

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADMIN = "U1"
SELLER = "U2"
OTHER_SELLER = "U3"
HOSTS: dict[Crm, dict[str, str]] = {
    Crm.HUBSPOT: {"api": "https://api.hubapi.example", "portal_id": "62515"},
    Crm.ORACLE: {"api": "https://crm.oracle.example", "pod": "https://crm.oracle.example"},
}


@dataclass
class Clock:
    """The service's clock."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        """Let time pass: `forward(hours=12)`."""
        self.now += timedelta(**span)
        return self.now


@dataclass
class Tenant:
    """One contract with its connected CRM, seen from outside (`ask`) and from inside (`parts`, `scope`)."""

    parts: WrapperServices
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
        with self.store.reading() as connection:
            contract = load_contract(connection, self.contract_id, self.instance_name)
            instance = live_instance(connection, self.contract_id, self.instance_name)
        assert contract is not None
        assert instance is not None
        return InstanceScope(contract, instance, self.store)

    def settings(self, **switches: Any) -> None:
        """Set switches of the contract's instance, without the route."""
        with self.store.writing() as connection:
            kept = dict(connection.execute(contracts.select().where(contracts.c.id == self.contract_id)).one().settings)
            mine = kept.get(self.instance_name.value, {}) | switches
            changed = contracts.update().where(contracts.c.id == self.contract_id)
            connection.execute(changed.values(settings=kept | {self.instance_name.value: mine}))

    def good(self, method: str, path: str, body: object = None, **who: Any) -> dict[str, Any]:
        """Call a route that must answer 200; return what it answers."""
        answer = self.ask(method, path, body, **who)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def change_settings(self, **switches: Any) -> httpx.Response:
        """Change switches by the route, as an admin does."""
        as_admin: dict[str, Any] = {"scopes": Scope.ADMIN, "acting": ADMIN}
        tag = self.ask("GET", "/settings", **as_admin).headers["ETag"]
        return self.ask("PATCH", "/settings", switches, headers={"If-Match": tag}, **as_admin)

    def give_seats(self, *more: str) -> None:
        """Give each of the three users, and more, a seat: `seat-` and the user's id."""
        held = [
            {"contract_id": self.contract_id, "id": f"seat-{user}", "user_id": user, "state": "assigned"}
            for user in (ADMIN, SELLER, OTHER_SELLER, *more)
        ]
        with self.store.writing() as connection:
            upsert(connection, seats, held)

    def token(self, *scopes: Scope) -> str:
        """Return a token of the contract with the scopes (`operator`: of the operator)."""
        wanted = frozenset(scopes)
        contract_id = None if Scope.OPERATOR in wanted else self.contract_id
        if wanted not in self.clients:
            with self.store.writing() as connection:
                self.clients[wanted] = create_client(connection, contract_id, wanted, self.clock()).id
        caller = Caller(self.clients[wanted], contract_id, wanted)
        return Tokens.of(self.store).issue(caller, self.clock())

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


def make_tenant(parts: WrapperServices, web: Web, clock: Clock, **contract: Any) -> Tenant:
    """Add a contract with a connected CRM and three users to a store; `add_contract` has the options."""
    tenant = Tenant(parts, web, clock, contract.get("contract_id", "contract-1"))
    add_contract(parts.store, clock(), **contract)
    return tenant


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
        upsert(connection, contracts, [row])
        for name in names:
            instance_id = f"{contract_id}-{name.value}"
            instance: dict[str, Any] = {"id": instance_id, "contract_id": contract_id, "name": name.value}
            instance |= {"crm": crm.value, "state": CONNECTED, "epoch": 1, "urls": HOSTS[crm], "connected_at": now}
            instance |= {"key_id": store.vault.new_key(connection, now), "consent": {"admin_user_id": ADMIN}}
            upsert(connection, instances, [instance])
            people = [_user(instance_id, user, is_admin=user == ADMIN) for user in (ADMIN, SELLER, OTHER_SELLER)]
            upsert(connection, users, people)


def make_parts(store: Store, matching: Matchers, clock: Clock, home: Path) -> WrapperServices:
    """Return the wrapper's services on a store, with settings without limits."""
    settings = _settings_without_limits().model_copy(update={"home": home})
    return WrapperServices(
        settings=settings, store=store, matching=matching, clock=clock, listeners=LISTENERS, reports=REPORTS
    )


@cache
def _settings_without_limits() -> Settings:
    """Read the environment once: that takes as long as a request."""
    hosts = "hubapi.example,oracle.example,127.0.0.1"
    return Settings(rate_per_minute=10_000_000, workers=1, crm_hosts=hosts)


def _user(instance_id: str, user_id: str, *, is_admin: bool) -> dict[str, Any]:
    switches = {"active": True, "is_admin": is_admin, "auto_save": True, "writeback": True}
    return {"instance_id": instance_id, "id": user_id, "content_hash": ""} | switches
