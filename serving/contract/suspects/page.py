"""Page 4: links that are probably wrong, by cause: tick, preview, apply, and take the group back."""

import uuid
from typing import Any

from starlette.responses import Response

from serving.console.api import Api, names_in
from serving.console.page import Role, Visit, pages
from serving.contract.linking.pair_page import kind_of, names_of
from serving.crm.vendor import in_address

BATCH = "/judgements/batch"
ON_A_PAGE = 50
MIN_EXPECTED = 0.05
"""With fewer expected wrong links no link is shown: with 95 % none is wrong."""


async def show(
    visit: Visit,
    *,
    ticked: frozenset[str] = frozenset(),
    preview: dict[str, Any] | None = None,
    verdict: str = "not_match",
) -> Response:
    """Show the suspects of one cause or of all, the batches that can be taken back, duplicates and corrections."""
    api = visit.api
    cause = visit.asked("cause") or visit.sent("cause")
    cursor = visit.asked("cursor")
    if (file := await visit.csv("/reports/suspects", cause=cause)) is not None:
        return file
    suspects = await api.get("/reports/suspects", limit=ON_A_PAGE, cause=cause, cursor=cursor)
    undo_id = visit.asked("undo")
    duplicates = await api.get("/duplicates", limit=20, cursor=visit.asked("duplicates"))
    return await visit.show(
        "wrong_links.html.j2",
        suspects=suspects,
        expected=sum(group["expected_wrong"] for group in suspects["groups"]),
        min_expected=MIN_EXPECTED,
        names=await _names(api, suspects["items"], duplicates["items"], preview),
        cause=cause,
        ticked=ticked,
        take_back={"path": "/wrong-links/undo", "fields": {"undo_id": undo_id}} if undo_id else None,
        preview=preview,
        verdict=verdict,
        attempt=uuid.uuid4().hex,
        batches=await api.items(BATCH, limit=10),
        duplicates=duplicates,
        corrections=await api.items("/corrections", limit=50),
    )


async def _names(
    api: Api, suspects: list[dict[str, Any]], duplicates: list[dict[str, Any]], preview: dict[str, Any] | None
) -> dict[str, str]:
    """Return names by id: of the listed records, and of the profiles that a preview or a group of duplicates names."""
    names = {suspect["record"]["id"]: suspect["name"] for suspect in suspects if suspect["name"]}
    names |= {suspect["profile_id"]: suspect["profile_name"] for suspect in suspects if suspect["profile_name"]}
    profiles = [(duplicate["kind"], duplicate["profile_id"]) for duplicate in duplicates]
    for change in (preview or {}).get("changed", [])[:50]:
        links = [change[name] for name in ("before", "after") if change[name]]
        profiles += [(kind_of(change["record"]["object"]), link["profile_id"]) for link in links]
    return names | await names_of(api, [(kind, profile_id) for kind, profile_id in profiles if profile_id not in names])


async def merge(visit: Visit) -> Response:
    """Show what a merge of a profile's duplicates would keep; the CRM's admin merges there."""
    kind, profile_id = (visit.request.path_params[name] for name in ("kind", "profile_id"))
    group = await visit.api.get(f"/duplicates/{kind}/{in_address(profile_id)}")
    return await visit.show("merge.html.j2", group=group)


async def judge(visit: Visit) -> Response:
    """Show what the ticked rows would change, or apply them together."""
    ticked = frozenset(str(row) for row in visit.form.getlist("ticked"))
    verdict = visit.sent("verdict", "not_match")
    attempt = visit.sent("attempt") or uuid.uuid4().hex
    if not ticked:
        return await show(visit, verdict=verdict)
    body = {"judgements": [_row(row, verdict) for row in sorted(ticked)]}
    dry = visit.sent("do") != "apply"
    answer = await visit.api.send(
        "POST",
        BATCH,
        body=body,
        query={"dry_run": True} if dry else None,
        headers={"Idempotency-Key": f"{attempt}-{'dry' if dry else 'apply'}"},
    )
    failed = frozenset(sorted(ticked)[row["row"]] for row in answer.json()["rows"] if row["status"] == "rejected")
    if dry or failed:
        return await show(visit, ticked=ticked if dry else failed, preview=answer.json(), verdict=verdict)
    return visit.go("/wrong-links", "applied", cause=visit.sent("cause"), undo=answer.json()["undo_id"])


async def undo(visit: Visit) -> Response:
    """Take a batch back as a whole."""
    await visit.api.send("POST", f"{BATCH}/{in_address(visit.sent('undo_id'))}/undo")
    return visit.go("/wrong-links", "undone-all")


async def correct(visit: Visit) -> Response:
    """Take or decline the correction of an activity on the wrong record."""
    path = f"/corrections/{in_address(visit.sent('id'))}"
    await visit.api.send("POST", path, body={"action": visit.sent("action")})
    return visit.go("/wrong-links", "corrected")


def _row(ticked: str, verdict: str) -> dict[str, str]:
    crm_object, record_id, profile_id = names_in(ticked, 3)
    row = {"object": crm_object, "record_id": record_id, "verdict": verdict}
    return row if verdict == "nobody" else row | {"profile_id": profile_id}


PAGES = pages(
    Role.ADMIN,
    {"/wrong-links": show, "/wrong-links/merge/{kind}/{profile_id:path}": merge},
    {"/wrong-links/judge": judge, "/wrong-links/undo": undo, "/wrong-links/correct": correct},
)
