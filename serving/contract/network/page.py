"""Page 5: a member or company as a seller sees it: the badge, the CRM's values, opportunities, saves, actions."""

import uuid
from contextlib import suppress
from urllib.parse import urlencode

from starlette.responses import Response

from serving.console.api import Refusal, names_in
from serving.console.page import Role, Visit, pages
from serving.contract.linking.pair_page import names_of, record_path
from serving.crm.appendix import FIELDS, PersonField
from serving.crm.vendor import in_address
from serving.http.wire.formats import JsonObject

WRITABLE: dict[str, list[PersonField]] = {
    crm_object: [field for field in fields if field not in (PersonField.ACTING_USER, PersonField.PARENT_ACCOUNT)]
    for crm_object, fields in FIELDS.items()
}
"""The fields that a seller types, by object."""


async def find(visit: Visit) -> Response:
    """Search members or companies."""
    asked = {"kind": visit.kind, "q": visit.asked("q")}
    asked |= {"in_crm": visit.asked("in_crm")} if visit.kind == "person" and visit.asked("in_crm") else {}
    if asked["q"] and (file := await visit.csv("/profiles", **asked, limit=50)) is not None:
        return file
    found = await visit.api.get("/profiles", limit=50, cursor=visit.asked("cursor"), **asked) if asked["q"] else {}
    return await visit.show("profiles.html.j2", kind=visit.kind, asked=asked, found=found, query=urlencode(asked))


async def unreasoned(visit: Visit) -> Response:
    """Show the seller's saves whose reasons no longer hold; they stay until the seller clears them."""
    if (file := await visit.csv("/saves/proposals")) is not None:
        return file
    proposals = await visit.api.get("/saves/proposals", limit=100, cursor=visit.asked("cursor"))
    names = await names_of(visit.api, [(save["kind"], save["profile_id"]) for save in proposals["items"]])
    return await visit.show("unreasoned.html.j2", found=proposals, names=names)


async def clear(visit: Visit) -> Response:
    """Clear the ticked saves whose reasons no longer hold."""
    chosen = [int(str(seq)) for seq in visit.form.getlist("save") if str(seq).isdecimal()]
    if chosen:
        await visit.api.send("POST", "/saves/proposals/clear", body={"saves": chosen})
    return visit.go("/profiles/saves", "cleared" if chosen else "")


async def show(visit: Visit, *, refused: Refusal | None = None, preview: JsonObject | None = None) -> Response:
    """Show a profile; after a refused creation or update why, with the records that are in its way."""
    kind, profile_id = _named(visit)
    profile = await visit.api.get(_path(kind, profile_id))
    company = profile_id if kind == "company" else profile["shown"].get("company_id")
    words = visit.asked("search")
    undo = visit.asked("undo")
    return await visit.show(
        "profile.html.j2",
        200 if refused is None else refused.status,
        profile=profile,
        kind=kind,
        opportunities=await _opportunities(visit, company) if company else [],
        named_opportunities=await _named_opportunities(visit, profile["saves"]),
        activities=await visit.api.items("/activities", limit=10, profile=profile_id, newest_first=True),
        refused=refused,
        similar=[] if refused is None else [await _similar(visit, name) for name in refused.problem.get("items", [])],
        writable=WRITABLE,
        typed_object=visit.sent("object"),
        typed={field: visit.sent(field) for field in PersonField},
        preview=preview,
        text=visit.sent("text"),
        attempt=(visit.sent("attempt") if refused is None else "") or uuid.uuid4().hex,
        at=visit.sent("at") or visit.api.now.isoformat(timespec="seconds"),
        take_back=undo and {"path": f"{record_path(*names_in(undo, 2))}/lift", "fields": {}},
        search=words,
        records=await visit.api.items("/records", q=words, profile_id=profile_id, limit=20) if words else [],
    )


async def _similar(visit: Visit, name: dict[str, str]) -> JsonObject:
    """Return a record in the way of a creation as it is listed; one that was not imported yet has no link."""
    try:
        record: JsonObject = await visit.api.get(record_path(name["object"], name["id"]))
    except Refusal as refused:
        if refused.status != 404:
            raise
        return {**name, "columns": None, "link": None}
    return record


def _named(visit: Visit) -> tuple[str, str]:
    return visit.request.path_params["kind"], visit.request.path_params["profile_id"]


async def _opportunities(visit: Visit, company_id: str) -> list[JsonObject]:
    try:
        return await visit.api.items(f"/companies/{in_address(company_id)}/opportunities", view="panel")
    except Refusal:
        return []


async def _named_opportunities(visit: Visit, saves: list[JsonObject]) -> dict[str, str]:
    """Return the names by id of the opportunities of saves, as far as the seller may see them."""
    named = {}
    for opportunity_id in {save["opportunity_id"] for save in saves} - {None}:
        with suppress(Refusal):
            record = await visit.api.get(record_path("opportunity", opportunity_id))
            named[opportunity_id] = (record["columns"] or {}).get("name") or opportunity_id
    return named


async def rematch(visit: Visit) -> Response:
    """Link the profile to the record that the seller located."""
    path = _here(visit)
    crm_object, record_id = names_in(visit.sent("record"), 2)
    body = {"object": crm_object, "record_id": record_id, "because": visit.sent("because", "better_record")}
    await visit.api.send("PUT", f"{path}/link", body=body)
    return visit.go(path, "rematched", undo=visit.sent("record"))


async def create(visit: Visit) -> Response:
    """Create a record of the profile; where one may exist already, show it and ask."""
    _, profile_id = _named(visit)
    crm_object = visit.sent("object", "contact")
    body: JsonObject = {"object": crm_object, "profile_id": profile_id, "fields": _typed(visit, crm_object)}
    body |= {"force": visit.sent("force")} if visit.sent("force") else {}
    return await _written(visit, "POST", "/records", body, "created")


async def update(visit: Visit) -> Response:
    """Write into the CRM what the seller changed of the record's fields."""
    crm_object, record_id = names_in(visit.sent("record"), 2)
    typed = _typed(visit, crm_object)
    body = {name: value for name, value in typed.items() if value != visit.sent(f"was_{name}")}
    if not body:
        return visit.go(_here(visit), "unchanged")
    return await _written(visit, "PATCH", record_path(crm_object, record_id), body, "updated")


def _typed(visit: Visit, crm_object: str) -> dict[str, str]:
    """Return the fields of the form that hold something."""
    return {field: visit.sent(field) for field in WRITABLE.get(crm_object, []) if visit.sent(field)}


async def _written(visit: Visit, method: str, path: str, body: JsonObject, note: str) -> Response:
    """Write into the CRM; what it refuses is said on the profile's page, above what was typed."""
    try:
        await visit.api.send(method, path, body=body, headers={"Idempotency-Key": visit.sent("attempt")})
    except Refusal as refused:
        if refused.status not in (409, 422):
            raise
        return await show(visit, refused=refused)
    return visit.go(_here(visit), note)


async def unsave(visit: Visit) -> Response:
    """Remove one or several of the seller's own saves."""
    for save in visit.form.getlist("save"):
        await visit.api.send("DELETE", f"/saves/{in_address(str(save))}")
    return visit.go(_here(visit), "unsaved")


async def note(visit: Visit) -> Response:
    """Show where a note would go, or send it to the CRM; where notes are switched off, say so."""
    kind, profile_id = _named(visit)
    attempt = visit.sent("attempt") or uuid.uuid4().hex
    at = visit.sent("at") or visit.api.now.isoformat(timespec="seconds")
    profile = {"kind": kind, "id": profile_id}
    body = {"id": f"note-{attempt}", "kind": "note", "profile": profile, "occurred_at": at, "body": visit.sent("text")}
    if visit.sent("do") == "send":
        answer = await visit.api.send("POST", "/activities", body=body, headers={"Idempotency-Key": attempt})
        state = answer.json()["state"]
        if state != "disabled":
            return visit.go(_here(visit), "queued" if state == "queued" else "waits")
    else:
        answer = await visit.api.send("POST", "/activities", body=body, query={"dry_run": True})
    return await show(visit, preview=answer.json())


def _here(visit: Visit) -> str:
    return _path(*_named(visit))


def _path(kind: str, profile_id: str) -> str:
    return f"/profiles/{'company' if kind == 'company' else 'person'}/{in_address(profile_id)}"


PAGES = pages(
    Role.USER,
    {"/profiles": find, "/profiles/saves": unreasoned, "/profiles/{kind}/{profile_id}": show},
    {
        "/profiles/saves": clear,
        "/profiles/{kind}/{profile_id}/link": rematch,
        "/profiles/{kind}/{profile_id}/create": create,
        "/profiles/{kind}/{profile_id}/update": update,
        "/profiles/{kind}/{profile_id}/unsave": unsave,
        "/profiles/{kind}/{profile_id}/note": note,
    },
)
