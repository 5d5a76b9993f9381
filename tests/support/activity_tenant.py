"""Activities over HTTP."""

from typing import Any

from serving.vocabulary.terms import Scope
from tests.support.tenant import SELLER
from tests.support.writeback_tenant import Writeback

SENT = {
    "id": "a1",
    "kind": "note",
    "profile": {"kind": "person", "id": "M1"},
    "subject": "Met her",
    "body": "At the fair",
    "occurred_at": "2026-03-02T08:30:00Z",
}


def log(routed: Writeback, query: str = "", acting: str = SELLER, **changes: Any) -> Any:
    return routed.tenant.ask("POST", f"/activities{query}", {**SENT, **changes}, acting=acting)


def get(routed: Writeback, path: str = "/activities/a1", acting: str = SELLER, scopes: Scope = Scope.APP) -> Any:
    return routed.tenant.ask("GET", path, acting=acting, scopes=scopes)


def post(routed: Writeback, path: str, body: object = None, acting: str = SELLER, scopes: Scope = Scope.APP) -> Any:
    return routed.tenant.ask("POST", path, body, acting=acting, scopes=scopes)
