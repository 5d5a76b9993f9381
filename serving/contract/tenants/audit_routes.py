"""The audit trail of a contract, for its admins (S77)."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import AwareDatetime
from sqlalchemy import Row, Select, select

from serving.contract.records.calls import CONTRACT, EndedAdminCall, OpenCall, OperatorToken, ShownValue, routes
from serving.http.paging import Listing, PageWanted, WantedPage, between, listing
from serving.store.tables.work import audit


class AuditShown(ShownValue):
    """A request: client, user, action, ids of what it touched, and status; never values."""

    seq: int
    at: AwareDatetime
    client_id: str
    acting_user: str | None
    instance_id: str | None
    action: str
    summary: str | None = None
    """The action in words; null for a route that is no more."""
    subject: Mapping[str, Any]
    status: int
    request_id: str
    repeats: int | None = None
    """How many refusals within a minute it stands for; null: one."""
    hash: str | None = None
    """Covers the entry and the hash of the one before it in this trail."""


router = routes("access", prefix="")
AfterEntry = Annotated[int, Query(ge=0, lt=1 << 63, description="the `seq` of the last entry that you have")]


@router.get(CONTRACT + "/audit", summary="Read the audit trail")
def show(
    page: WantedPage,
    call: EndedAdminCall,
    request: Request,
    user: Annotated[str | None, Query(max_length=200, description="who acted")] = None,
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    newest_first: bool = False,
    after: AfterEntry = 0,
) -> Listing[AuditShown]:
    """List every read and write of the contract's data from `since` to before `until`, by default the oldest first.

    Refusals (401, 403, 429, and 404 for another contract) are there too; those that repeat one within a minute are one
    entry with their number.
    """
    query = _entries(call.contract.id, after).where(*between(audit.c.at, since, until))
    if user is not None:
        query = query.where(audit.c.acting_user == user)
    return _listed(page.behind(query, audit.c.seq, newest_first=newest_first), page, call, request)


@router.get("/v1/audit", summary="Read the operator's audit trail")
def show_to_operator(
    page: WantedPage, call: OperatorToken, request: Request, after: AfterEntry = 0
) -> Listing[AuditShown]:
    """List what belongs to no contract, the oldest first: the operator's requests, and those of unknown callers."""
    return _listed(page.behind(_entries(None, after), audit.c.seq), page, call, request)


def _entries(contract_id: str | None, after: int) -> Select[Any]:
    return select(audit).filter_by(contract_id=contract_id).where(audit.c.seq > after)


def _listed(query: Select[Any], page: PageWanted, call: OpenCall, request: Request) -> Listing[AuditShown]:
    with call.store.reading() as connection:
        rows = connection.execute(query).all()
    summaries = _summaries(request.app)
    return listing(rows, page, lambda row: _shown(row, summaries), "seq")


def _shown(row: Row[Any], summaries: Mapping[str, str | None]) -> AuditShown:
    return AuditShown.model_validate({**row._mapping, "summary": summaries.get(row.action)})


@cache
def _summaries(app: FastAPI) -> Mapping[str, str | None]:
    """Return what each route does, by the action that the audit trail stores."""
    routes = [(one.path, one.methods, one.original_route) for one in iter_route_contexts(app.routes)]
    return {
        f"{method} {path}": route.summary
        for path, methods, route in routes
        if isinstance(route, APIRoute)
        for method in methods or ()
    }
