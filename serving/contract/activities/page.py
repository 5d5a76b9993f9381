"""A seller's own activities: what became of each, which kinds are written at all, and the CRM's grant."""

from typing import Any

from starlette.responses import Response

from serving.console.page import ROOT, Role, Visit, pages
from serving.contract.linking.pair_page import names_of
from serving.crm.vendor import in_address
from serving.vocabulary.terms import ActivityKind, ActivityState


async def show(visit: Visit) -> Response:
    """Show the seller's activities, the newest first, the switches and the grant."""
    state = visit.asked("state")
    query = {"state": state, "user": visit.visitor.user_id, "newest_first": True}
    if (file := await visit.csv("/activities", **query)) is not None:
        return file
    found = await visit.api.get("/activities", limit=50, cursor=visit.asked("cursor"), **query)
    return await visit.show(
        "own.html.j2",
        found=found,
        names=await activity_names(visit, found["items"]),
        state=state,
        states=list(ActivityState),
        switches=(await visit.api.get(_own(visit, "preferences")))["writeback"],
        grant=await visit.api.get(_own(visit, "crm-authorization")),
    )


async def activity_names(visit: Visit, activities: list[dict[str, Any]]) -> dict[str, str]:
    """Return the names of the profiles that activities are on."""
    return await names_of(visit.api, [(one["profile"]["kind"], one["profile"]["id"]) for one in activities])


async def switch(visit: Visit) -> Response:
    """Set which kinds of the seller's activities are written."""
    body = {"writeback": {kind: visit.sent(kind) == "on" for kind in ActivityKind}}
    await visit.api.send("PUT", _own(visit, "preferences"), body=body)
    return visit.go("/activities", "own-switches")


async def revoke(visit: Visit) -> Response:
    """Delete the seller's grant."""
    await visit.api.send("DELETE", _own(visit, "crm-authorization"))
    return visit.go("/activities", "grant-ended")


async def act(visit: Visit) -> Response:
    """Send an activity again, or cancel it; an admin's page lists those of all sellers."""
    action = "cancel" if visit.sent("do") == "cancel" else "retry"
    await visit.api.send("POST", f"/activities/{in_address(visit.sent('id'))}/{action}")
    path = visit.request.url.path.removeprefix(ROOT).removesuffix("/act")
    return visit.go(path, "cancelled" if action == "cancel" else "retried")


def _own(visit: Visit, what: str) -> str:
    return f"/users/{in_address(visit.visitor.user_id or '')}/{what}"


PAGES = pages(
    Role.USER,
    {"/activities": show},
    {"/activities/switches": switch, "/activities/grant": revoke, "/activities/act": act},
)
