"""Two contracts whose users, records and deals have the same ids: neither reads, changes or counts the other's (S24).

The second one does what the first did. Each of its answers is the first one's, and no row of the first has changed.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from serving.rules.vocabulary import Scope
from serving.store.tables.schema import METADATA
from tests.support.seen_tenant import Seen
from tests.support.small_network import account, contact
from tests.support.sync_tenant import T1, T2, upsert
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant

OF_ALL = {"audit", "idempotency", "idempotency_subjects", "leases", "jobs"}
"""Tables that every request writes to, whichever contract it names."""
MADE = re.compile(r'\b[0-9a-f]{32}\b|contract-[12]|"\w*cursor":"[^"]*"|"(id|seq|statement)":\d+')
"""Ids, numbers and cursors that are made for each."""
DEAL = {"name": "Deal", "account_id": "A1", "status": "open", "contact_ids": ["P1", "P2"], "owner_id": SELLER}
NOTE = {"id": "a1", "kind": "note", "profile": {"kind": "person", "id": "M1"}, "subject": "s", "body": "b"}
IN_CRM = {"kind": "person", "profiles": [f"M{n}" for n in range(1, 6)]}


def steps() -> Iterator[tuple[str, str, Any, Scope, str | None]]:
    """What a contract does: method, path, body, scope, acting user."""
    people = [
        upsert("account", id="A1", modified_at=T1, owner_id=OTHER_SELLER, **account("C1")),
        upsert("account", id="A2", modified_at=T1, **account("C1", city=None)),
        upsert("contact", id="P1", modified_at=T1, account_id="A1", **contact("M1")),
        upsert("contact", id="P2", modified_at=T1, account_id="A1", **contact("M1", city=None)),
        upsert("contact", id="P3", modified_at=T1, account_id="A2", visible_to=[SELLER], **contact("M2")),
        upsert("contact", id="P4", modified_at=T1, account_id="A2", **contact("M3", company="Acme Robotics")),
        upsert("opportunity", id="O1", modified_at=T1, **DEAL),
        upsert("opportunity", id="O2", modified_at=T1, **DEAL | {"owner_id": OTHER_SELLER, "status": "won"}),
    ]
    yield "POST", "/changes", {"changes": people}, Scope.SYNC, None
    yield "PUT", "/checkpoint", {"at": "2026-03-02T08:59:00Z"}, Scope.SYNC, None
    yield from readings()
    yield "PUT", "/records/contact/P3/link", {"profile_id": "M5"}, Scope.APP, SELLER
    yield "DELETE", "/records/contact/P3/link", None, Scope.APP, SELLER
    yield "PUT", "/profiles/person/M1/link", {"object": "contact", "record_id": "P2"}, Scope.APP, SELLER
    yield "PUT", f"/users/{SELLER}/crm-authorization", {"access_token": "t"}, Scope.APP, SELLER
    yield "PUT", f"/users/{SELLER}/preferences", {"writeback": {"message": False}}, Scope.APP, SELLER
    for number, member in enumerate(("M1", "M7", "M1")):
        profile = {"profile": {"kind": "person", "id": member}, "occurred_at": "2026-03-02T08:30:00Z"}
        yield "POST", "/activities", NOTE | profile | {"id": f"a{number}"}, Scope.APP, SELLER
    yield "POST", "/activities/a2/cancel", None, Scope.APP, SELLER
    more = [
        {"op": "merge", "object": "contact", "id": "P1", "into": "P2"},
        {"op": "merge", "object": "account", "id": "A2", "into": "A1"},
        {"op": "delete", "object": "contact", "id": "P4", "modified_at": T2},
        upsert("opportunity", id="O1", modified_at=T2, **DEAL | {"owner_id": OTHER_SELLER}),
    ]
    yield "POST", "/changes", {"changes": more}, Scope.SYNC, None
    yield from readings()


def readings() -> Iterator[tuple[str, str, Any, Scope, str | None]]:
    """What a contract can read."""
    for path in ("/records", "/records?q=Thackeray", "/records/contact/P1", "/records/contact/P3", "/saves"):
        yield "GET", path, None, Scope.APP, OTHER_SELLER
    for path in (
        "/companies/C1/opportunities",
        "/companies/C1/opportunities?view=panel",
        "/profiles?kind=person&q=Thackeray",
    ):
        yield "GET", path, None, Scope.APP, SELLER
    for path in ("/review-queue", "/activities", "/corrections", "/activities/a1", "/records/contact/P2"):
        yield "GET", path, None, Scope.APP, SELLER
    yield "GET", "/filters/in-crm", None, Scope.APP, None
    yield "GET", "/events", None, Scope.APP, None
    yield "POST", "/badges", IN_CRM, Scope.APP, OTHER_SELLER
    for path in ("/users", "/licences", "/freshness", "/settings", "/overview", "/activities"):
        yield "GET", path, None, Scope.ADMIN, ADMIN
    for name in ("match-rates", "unmatched", "duplicates", "left-company", "changes", "suspects", "duplicate-records"):
        yield "GET", f"/reports/{name}", None, Scope.ADMIN, ADMIN


@pytest.fixture
def both(new_tenant: Callable[..., Tenant]) -> tuple[Tenant, Tenant]:
    first, second = (new_tenant(contract_id=one) for one in ("contract-1", "contract-2"))
    for tenant in (first, second):
        Seen(tenant).seat(SELLER, OTHER_SELLER)
        tenant.settings(writeback=True)
    return first, second


def test_s24_what_a_contract_does_and_reads_depends_on_no_other(both: tuple[Tenant, Tenant]) -> None:
    """S24, S29, S40, D1, D22: with the other's data of the same ids beside it."""
    first, second = both
    alone = answers(first)
    before = rows_of(first)

    beside = answers(second)

    refused = [(step, status) for step, status, _ in alone if status >= 400]
    assert refused == [("GET /activities/a1", 404)]
    assert [pair for pair in zip(alone, beside, strict=True) if pair[0] != pair[1]] == []
    assert rows_of(first) == before


def answers(tenant: Tenant) -> list[tuple[str, int, str]]:
    """Do all steps; return their answers, without the ids that are made for each."""
    found = []
    for number, (method, path, body, scope, acting) in enumerate(steps()):
        keyed = {"Idempotency-Key": f"k{number}"} if method == "POST" else {}
        answer = tenant.ask(method, path, body, scopes=scope, acting=acting, headers=keyed)
        found.append((f"{method} {path}", answer.status_code, MADE.sub("*", answer.text)))
    return found


def rows_of(tenant: Tenant) -> dict[str, list[str]]:
    """All rows of a contract and its instance, by table."""
    owners = {"instance_id": tenant.instance.id, "contract_id": tenant.contract_id}
    found = {}
    with tenant.store.reading() as connection:
        for name, table in METADATA.tables.items():
            mine = [table.c[column] == owner for column, owner in owners.items() if column in table.c]
            if mine and name not in OF_ALL:
                found[name] = sorted(map(repr, connection.execute(select(table).where(*mine[:1]))))
    return found
