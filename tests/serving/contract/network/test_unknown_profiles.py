"""Ids of no profile are 404, are counted, and store nothing, on both databases."""

from collections.abc import Mapping
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import func, select

from serving.store.tables.schema import METADATA
from serving.vocabulary.terms import Scope
from tests.support.activity_tenant import SENT
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, SELLER, Tenant
from tests.support.wrapper_web import problem

KEPT = {"audit", "idempotency", "idempotency_subjects", "clients"}
"""Tables that a request may write to, whatever it asks for."""


@pytest.fixture
def linked(sync: Sync) -> Tenant:
    """A tenant with writeback on and a seller who authorised, whose contact P1 is M1."""
    sync.put("contact", id="P1", **contact("M1"))
    sync.tenant.settings(writeback=True, roi={"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"})
    sync.tenant.give_seats()
    sync.tenant.ask("PUT", f"/users/{SELLER}/crm-authorization", {"access_token": "t"}, acting=SELLER)
    return sync.tenant


def rows(tenant: Tenant) -> dict[str, int]:
    with tenant.store.reading() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in METADATA.tables.items()
            if name not in KEPT
        }


def counted(topic: str, kind: str = "person") -> float:
    return REGISTRY.get_sample_value("onematch_unknown_profiles_total", {"topic": topic, "kind": kind}) or 0.0


def note(profile_id: str, kind: str = "person", **more: Any) -> dict[str, Any]:
    return {**SENT, "profile": {"kind": kind, "id": profile_id}, **more}


TRIAL = {"id": "t", "profile_id": "M404"}
ASKED: Mapping[str, tuple[str, str, str, Any, Scope, str]] = {
    "badge of a member": ("badges", "POST", "/badges", {"kind": "person", "profiles": ["M404"]}, Scope.APP, "person"),
    "badges of a company": ("badges", "POST", "/badges", {"kind": "company", "profiles": ["M1"]}, Scope.APP, "company"),
    "activity": ("activities", "POST", "/activities", note("M404"), Scope.APP, "person"),
    "activity on a company": ("activities", "POST", "/activities", note("M1", "company"), Scope.APP, "company"),
    "dry run": ("activities", "POST", "/activities?dry_run=true", note("M404"), Scope.APP, "person"),
    "test note": ("activities", "POST", "/activities/test-note", TRIAL, Scope.ADMIN, "person"),
    "opportunities": ("opportunities", "GET", "/companies/C404/opportunities", None, Scope.APP, "company"),
    "re-match": ("links", "PUT", "/records/contact/P1/link", {"profile_id": "M404"}, Scope.APP, "person"),
    "rejection": ("links", "DELETE", "/profiles/person/M404/link", None, Scope.APP, "person"),
    "Create record": ("records", "POST", "/records", {"object": "contact", "profile_id": "M404"}, Scope.APP, "person"),
}


def test_an_unknown_profile_is_404_and_counted_and_stores_nothing(linked: Tenant) -> None:
    for asked, (topic, method, path, body, scope, kind) in ASKED.items():
        acting = ADMIN if scope is Scope.ADMIN else SELLER
        key = {"Idempotency-Key": asked.replace(" ", "-")}
        before = rows(linked)
        count = counted(topic, kind)

        answer = linked.ask(method, path, body, scopes=scope, acting=acting, headers=key)

        assert problem(answer) == (404, "profile-unknown"), asked
        assert counted(topic, kind) == count + 1, asked
        assert rows(linked) == before, asked
