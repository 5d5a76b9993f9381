"""Two tenants of one service: no answer to the attacker may show a value of the victim."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey

from features.schema.kinds import Kind
from serving.access.callers import Caller
from serving.access.clients import create_client, revoke_client
from serving.access.tokens import LIFE, Tokens
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.matching.matcher import Matcher
from serving.store.tables.contracts import contracts
from serving.store.tables.schema import METADATA
from serving.vocabulary.terms import Scope
from tests.attack.surface import Operation, body_with
from tests.support.databases import Databases, opened
from tests.support.small_network import account, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, SELLER, Clock, Tenant, make_parts

ATTACKER = "contract-1"
VICTIM = "contract-2"
NOBODY = "contract-9"
SECRET = "Zauberwurzel"
"""A part of every value of the victim, and of the ids that the attacker does not have."""
KEY = "the key of both"
OF_CONTRACT = tuple(scope for scope in Scope if scope is not Scope.OPERATOR)
VICTIMS = {
    "record_id": "known-c1",
    "activity_id": "known-activity",
    "profile_id": "M1",
    "company_id": "C1",
    "object": "contact",
    "kind": "person",
    "number": "1",
    "save_id": "1",
    "q": SECRET,
}
NAMES = {"reports": "match-rates", "instances": "production"}


@contextmanager
def services_on_sqlite(home: Path, matchers: Mapping[Kind, Matcher]) -> Iterator[tuple[WrapperServices, Clock]]:
    """Open a fresh store on SQLite, with the matchers, and the clock that its services read."""
    store = opened(Databases(home, str).make("sqlite"), home)
    clock = Clock()
    yield make_parts(store, Matchers(matchers.__getitem__), clock, home), clock
    store.close()


@dataclass
class TwoTenants:
    """The attacker's and the victim's tenants on one store."""

    attacker: Tenant
    victim: Tenant
    ids: dict[str, str] = field(default_factory=dict)

    def values(self, operation: Operation, contract_id: str) -> dict[str, str]:
        """The victim's ids for an operation on a contract."""
        name = next((value for word, value in NAMES.items() if f"/{word}/" in operation.path), "production")
        return {**self.ids, "contract_id": contract_id, "name": name, "user_id": SELLER}

    def send(self, operation: Operation, contract_id: str, token: str, **more: Any) -> httpx.Response:
        """Call an operation with the victim's ids; `content`, `values` and `acting` replace what is sent."""
        values = more.get("values") or self.values(operation, contract_id)
        headers = {"Authorization": f"Bearer {token}", "Acting-User": more.get("acting", ADMIN)}
        headers |= {"Idempotency-Key": KEY.replace(" ", "-"), "If-Match": '"1"'}
        if "content" in more or operation.example is not None:
            body = json.dumps(body_with(values, operation.example)).encode()
            headers["Content-Type"] = "application/json"
            return self.attacker.web.call(
                operation.method, operation.url(values), headers=headers, content=more.get("content", body)
            )
        return self.attacker.web.call(operation.method, operation.url(values), headers=headers)

    def victim_s_rows(self) -> str:
        """Return all rows of the victim except its audit trail, for comparison."""
        owners = (VICTIM, f"{VICTIM}-production")
        with self.victim.store.reading() as connection:
            found = {name: connection.exec_driver_sql(mine, owners) for name, mine in _owned().items()}
            return json.dumps({name: sorted(repr(tuple(row)) for row in rows) for name, rows in found.items()})

    @cached_property
    def invalid_tokens(self) -> Mapping[str, str]:
        """The attacker's invalid tokens."""
        return invalid_tokens(self.attacker)


@cache
def _owned() -> Mapping[str, str]:
    """Return the query of an owner's rows of each table; to build fifty of them takes longer than to run them."""
    names = ("instance_id", "contract_id", "caller")
    owners = {name: next((one for one in names if one in table.c), None) for name, table in METADATA.tables.items()}
    return {
        name: f"select * from {name} where {owner} in (?, ?)"
        for name, owner in owners.items()
        if owner is not None and name != "audit"
    }


def shows_secret(answer: httpx.Response) -> bool:
    """Whether an answer holds a value of the victim, in its body or its headers."""
    return SECRET in answer.text or any(SECRET in value for value in answer.headers.values())


def invalid_tokens(tenant: Tenant) -> Mapping[str, str]:
    """Return invalid tokens: forged, expired, unsigned, old, revoked, of an unknown client."""
    signing = tenant.store.vault.derive("sign tokens")
    with tenant.store.writing() as connection:
        client = create_client(connection, tenant.contract_id, OF_CONTRACT, tenant.clock())
        rotated = create_client(connection, tenant.contract_id, OF_CONTRACT, tenant.clock())
        create_client(connection, tenant.contract_id, OF_CONTRACT, tenant.clock(), rotated.id)
        revoked = create_client(connection, tenant.contract_id, OF_CONTRACT, tenant.clock())
        revoke_client(connection, tenant.contract_id, revoked.id, tenant.clock())
    caller = Caller(client.id, tenant.contract_id, frozenset(OF_CONTRACT))
    now = tenant.clock()
    sign = Tokens.of(tenant.store).issue
    good = sign(caller, now)
    own = OctKey.import_key(signing)
    head, claims, signature = good.split(".")
    operator = Caller(client.id, None, frozenset({Scope.OPERATOR}))
    return {
        "none": "",
        "no token": "abc",
        "no words": "..",
        "another key": Tokens(lambda _: [(None, b"another key of thirty-two bytes!")]).issue(caller, now),
        "another algorithm": jwt.encode(
            {"alg": "HS512"}, jwt.decode(good, own).claims, OctKey.import_key(signing * 2), algorithms=["HS512"]
        ),
        "unsigned": f"{head}.{claims}.",
        "signature of another": f"{head}.{sign(operator, now).split('.')[1]}.{signature}",
        "expired": sign(caller, now - LIFE - timedelta(seconds=1)),
        "old generation": sign(Caller(rotated.id, tenant.contract_id, frozenset(OF_CONTRACT)), now),
        "revoked": sign(Caller(revoked.id, tenant.contract_id, frozenset(OF_CONTRACT), generation=2), now),
        "of no client": sign(replace(caller, client_id="nobody"), now),
        "of another contract's client": sign(replace(caller, contract_id=VICTIM), now),
        "operator's, of a contract's client": sign(operator, now),
    }


def fill(both: TwoTenants) -> None:
    """Give the victim records, a user, an activity, an import, a job, a client and stored answers, all with SECRET."""
    tenant = both.victim
    sync = Sync(both.victim)
    with tenant.store.writing() as connection:
        connection.execute(contracts.update().where(contracts.c.id == VICTIM).values(name=SECRET))
        client = create_client(connection, VICTIM, [Scope.SYNC], tenant.clock(), "known-client")
    tenant.settings(writeback=True, revenue_field=SECRET)
    sync.bulk("user", [{"id": SELLER, "name": SECRET, "email": f"{SECRET}@victim.example"}])
    sync.send(
        upsert("account", id=f"{SECRET}-a1", **account("C1", phone=SECRET)),
        upsert("contact", id=VICTIMS["record_id"], account_id=f"{SECRET}-a1", **contact("M1", title=SECRET)),
        upsert("contact", id=f"{SECRET}-c2", **contact("M2", last_name=SECRET, email=f"{SECRET}@victim.example")),
    )
    headers = {"Idempotency-Key": KEY.replace(" ", "-")}
    note = {"id": VICTIMS["activity_id"], "kind": "note", "profile": {"kind": "person", "id": "M1"}, "body": SECRET}
    note |= {"occurred_at": "2026-03-02T08:30:00Z", "subject": SECRET}
    made = tenant.ask("POST", "/activities", note, acting=SELLER, headers=headers)
    assert made.status_code == 200, made.text
    opened = tenant.ask("POST", "/imports", {"object": "contact"}, scopes=Scope.SYNC, headers=headers)
    job = tenant.ask("POST", "/exports", scopes=Scope.ADMIN, acting=ADMIN, headers=headers)
    assert (opened.status_code, job.status_code) == (201, 202), job.text
    both.ids |= VICTIMS | {"import_id": opened.json()["id"], "job_id": job.json()["id"], "client_id": client.id}
