"""Records created and updated over HTTP, and their state in the store and in the CRM."""

from typing import Any

from sqlalchemy import select

from serving.store.tables.work import creations
from tests.support.tenant import SELLER
from tests.support.writeback_tenant import Writeback

FIELDS = {"first_name": "Thaddeus", "last_name": "Okonkwo", "phone": "+44 20 7946 0000", "country": "US"}


def create(routed: Writeback, key: str = "k1", acting: str = SELLER, crm_object: str = "contact", **more: Any) -> Any:
    body = {"object": crm_object, "profile_id": "M2", "fields": FIELDS, **more}
    return routed.tenant.ask("POST", "/records", body, acting=acting, headers={"Idempotency-Key": key})


def patch(routed: Writeback, path: str, body: object, key: str = "p1", acting: str = SELLER) -> Any:
    return routed.tenant.ask("PATCH", path, body, acting=acting, headers={"Idempotency-Key": key})


def rows_of(routed: Writeback) -> list[Any]:
    with routed.tenant.store.reading() as connection:
        return list(connection.execute(select(creations)))


def people(routed: Writeback) -> list[Any]:
    return [item for item in routed.crm.items.values() if item.kind in ("contacts", "leads")]
