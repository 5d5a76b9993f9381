"""Page 5: a member or company as a seller sees it: the badge, the CRM's values, opportunities, saves, actions."""

import uuid
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from serving.console.api import Refusal, names_in
from serving.console.page import Role, Visit, pages
from serving.contract.linking.pair_page import names_of


async def find(visit: Visit) -> Response:
    """Search members or companies."""
    words = visit.asked("q")
    profiles = await visit.api.items("/profiles", kind=visit.kind, q=words, limit=50) if words else []
    return await visit.show("profiles.html.j2", kind=visit.kind, q=words, found=profiles)


async def unreasoned(visit: Visit) -> Response:
    """Show the seller's saves whose reasons no longer hold; they stay until the seller clears them."""
    proposals = await visit.api.get("/saves/proposals", limit=100, cursor=visit.asked("cursor"))
    names = await names_of(visit.api, [(save["kind"], save["profile_id"]) for save in proposals["items"]])
    return await visit.show("unreasoned.html.j2", found=proposals, names=names)


async def clear(visit: Visit) -> Response:
    """Clear the ticked saves whose reasons no longer hold."""
    chosen = [int(str(seq)) for seq in visit.form.getlist("save") if str(seq).isdecimal()]
    if chosen:
        await visit.api.send("POST", "/saves/proposals/clear", body={"saves": chosen})
    return visit.go("/profiles/saves", "cleared" if chosen else "")


async def show(
    visit: Visit, *, status: int = 200, problem: dict[str, Any] | None = None, preview: dict[str, Any] | None = None
) -> Response:
    """Show a profile; after a refused creation with the records that are similar."""
    kind, profile_id = _named(visit)
    profile = await visit.api.get(_path(kind, profile_id))
    company = profile_id if kind == "company" else profile["shown"].get("company_id")
    words = visit.asked("search")
    activities = await visit.api.items("/activities", limit=50)
    return await visit.show(
        "profile.html.j2",
        status,
        profile=profile,
        kind=kind,
        opportunities=await _opportunities(visit, company) if company else [],
        activities=[activity for activity in activities if activity["profile"]["id"] == profile_id],
        problem=problem,
        preview=preview,
        text=visit.sent("text"),
        attempt=visit.sent("attempt") or uuid.uuid4().hex,
        at=visit.sent("at") or visit.api.now.isoformat(timespec="seconds"),
        search=words,
        records=await visit.api.items("/records", q=words, profile_id=profile_id, limit=20) if words else [],
    )


def _named(visit: Visit) -> tuple[str, str]:
    return visit.request.path_params["kind"], visit.request.path_params["profile_id"]


async def _opportunities(visit: Visit, company_id: str) -> list[dict[str, Any]]:
    try:
        return await visit.api.items(f"/companies/{quote(company_id, safe='')}/opportunities", view="panel")
    except Refusal:
        return []


async def rematch(visit: Visit) -> Response:
    """Link the profile to the record that the seller located."""
    path = _here(visit)
    crm_object, record_id = names_in(visit.sent("record"), 2)
    body = {"object": crm_object, "record_id": record_id, "because": visit.sent("because", "better_record")}
    await visit.api.send("PUT", f"{path}/link", body=body)
    return visit.go(path, "rematched")


async def create(visit: Visit) -> Response:
    """Create a record of the profile; where one may exist already, show it and ask."""
    _, profile_id = _named(visit)
    body: dict[str, Any] = {"object": visit.sent("object", "contact"), "profile_id": profile_id}
    fields = {name: visit.sent(name) for name in ("first_name", "last_name", "country") if visit.sent(name)}
    body |= {"fields": fields} if fields else {}
    body |= {"force": visit.sent("force")} if visit.sent("force") else {}
    try:
        await visit.api.send("POST", "/records", body=body, headers={"Idempotency-Key": visit.sent("attempt")})
    except Refusal as refused:
        if refused.status not in (409, 422):
            raise
        return await show(visit, status=refused.status, problem=dict(refused.problem))
    return visit.go(_here(visit), "created")


async def unsave(visit: Visit) -> Response:
    """Remove one or several of the seller's own saves."""
    for save in visit.form.getlist("save"):
        await visit.api.send("DELETE", f"/saves/{quote(str(save), safe='')}")
    return visit.go(_here(visit), "unsaved")


async def note(visit: Visit) -> Response:
    """Show where a note would go, or send it to the CRM."""
    kind, profile_id = _named(visit)
    attempt = visit.sent("attempt") or uuid.uuid4().hex
    at = visit.sent("at") or visit.api.now.isoformat(timespec="seconds")
    profile = {"kind": kind, "id": profile_id}
    body = {"id": f"note-{attempt}", "kind": "note", "profile": profile, "occurred_at": at, "body": visit.sent("text")}
    if visit.sent("do") == "send":
        await visit.api.send("POST", "/activities", body=body, headers={"Idempotency-Key": attempt})
        return visit.go(_here(visit), "queued")
    answer = await visit.api.send("POST", "/activities", body=body, query={"dry_run": True})
    return await show(visit, preview=answer.json())


def _here(visit: Visit) -> str:
    return _path(*_named(visit))


def _path(kind: str, profile_id: str) -> str:
    return f"/profiles/{'company' if kind == 'company' else 'person'}/{quote(profile_id, safe='')}"


PAGES = pages(
    Role.USER,
    {"/profiles": find, "/profiles/saves": unreasoned, "/profiles/{kind}/{profile_id}": show},
    {
        "/profiles/saves": clear,
        "/profiles/{kind}/{profile_id}/link": rematch,
        "/profiles/{kind}/{profile_id}/create": create,
        "/profiles/{kind}/{profile_id}/unsave": unsave,
        "/profiles/{kind}/{profile_id}/note": note,
    },
)
