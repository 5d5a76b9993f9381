"""The audit trail of a contract, for its admins (S77)."""

from collections.abc import Mapping
from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import select

from serving.contract.records.calls import EndedAdminCall, ShownValue, routes
from serving.http.paging import Listing, WantedPage, listing
from serving.store.tables.work import audit


class AuditShown(ShownValue):
    """A request: client, user, action, ids of what it touched, and status; never values."""

    seq: int
    at: AwareDatetime
    client_id: str
    acting_user: str | None
    instance_id: str | None
    action: str
    subject: Mapping[str, Any]
    status: int
    request_id: str


router = routes("access")


@router.get("/audit", summary="Read the audit trail")
def show(page: WantedPage, call: EndedAdminCall) -> Listing[AuditShown]:
    """List every read and write of the contract's data, the oldest first."""
    query = select(audit).filter_by(contract_id=call.contract.id)
    with call.store.reading() as connection:
        rows = connection.execute(page.behind(query, audit.c.seq)).all()
    return listing(rows, page, AuditShown.of, lambda row: [row.seq])
