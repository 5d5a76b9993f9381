"""The connection to the CRM: made with its admin's consent, also before the contract has any user; and ended."""

from typing import Any

from starlette.responses import Response

from features.schema.texts import wording
from serving.console.api import Refusal
from serving.console.page import Role, Visit, pages
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import InstanceName

_ADDRESSES = ("api", *(vendor.address.key for vendor in VENDORS.values()), "token")


async def show(visit: Visit, problem: Refusal | None = None) -> Response:
    """Show the form that connects, or changes the addresses of the connected CRM."""
    instances = await visit.api.items("/instances", limit=20)
    name = _target(visit)
    live = next(
        (instance for instance in instances if instance["state"] == "connected" and instance["name"] == name), None
    )
    crm = visit.sent("crm") or (live["crm"] if live else "")
    return await visit.show(
        "connection.html.j2",
        200 if problem is None else problem.status,
        live=live,
        name=name,
        former=[instance for instance in instances if instance["state"] != "connected"],
        crm=crm,
        vendors=VENDORS,
        given={name: visit.sent(name) for name in (*_ADDRESSES, "client_id")},
        problem=None if problem is None else problem.problem,
    )


def _target(visit: Visit) -> str:
    """Return which CRM of the contract the page is about: the visitor's own, or the one that is asked for."""
    target = visit.asked("instance") or visit.sent("instance")
    return visit.visitor.instance if visit.visitor.is_setup or target not in list(InstanceName) else target


async def connect(visit: Visit) -> Response:
    """Connect the CRM, or change its addresses, with the consent of its admin."""
    urls = {name: visit.sent(name) for name in _ADDRESSES if visit.sent(name)}
    body: dict[str, Any] = {
        "crm": visit.sent("crm"),
        "urls": urls,
        "consent": {"crm_admin": visit.visitor.user_id, "agreed_at": visit.api.now.isoformat()},
    }
    if visit.sent("client_id") or visit.sent("client_secret"):
        body["oauth_client"] = {"id": visit.sent("client_id"), "secret": visit.sent("client_secret")}
    if visit.sent("agreed") != "on":
        missing = {"title": "The consent is missing", "detail": wording("tick that the CRM's admin agrees (S4)")}
        return await show(visit, Refusal(422, missing))
    try:
        await visit.api.send("PUT", f"/instances/{_target(visit)}", body=body)
    except Refusal as refused:
        if refused.status not in (409, 422):
            raise
        return await show(visit, refused)
    return visit.go("/settings", "connected")


async def disconnect(visit: Visit) -> Response:
    """Disconnect the CRM, once its name is typed."""
    name = _target(visit)
    visit.require_typed(name, name)
    await visit.api.send("DELETE", f"/instances/{name}")
    return visit.go("/enter") if name == visit.visitor.instance else visit.go("/settings", "disconnected")


PAGES = (
    *pages(Role.CONNECTOR, {"/connection": show}, {"/connection": connect}),
    *pages(Role.ADMIN, {}, {"/connection/disconnect": disconnect}),
)
