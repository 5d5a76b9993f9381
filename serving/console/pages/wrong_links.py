"""Page 4: links that are probably wrong, by cause: tick, preview, apply, and take the group back."""

import uuid
from typing import Any

from starlette.responses import Response

from serving.console.forms import names_in
from serving.console.page import ConsolePage, Role, Visit
from serving.rules.vocabulary import Scope

BATCH = "/judgements/batch"


async def show(visit: Visit) -> Response:
    """Show the suspects of one cause or of all, the batches that can be taken back, duplicates and corrections."""
    return await _page(visit, ticked=frozenset(), preview=None, verdict="not_match")


async def _page(visit: Visit, *, ticked: frozenset[str], preview: dict[str, Any] | None, verdict: str) -> Response:
    api, cause = visit.api, visit.asked("cause") or visit.sent("cause")
    cursor = visit.asked("cursor")
    suspects = await api.get("/reports/suspects", Scope.ADMIN, limit=100, cause=cause, cursor=cursor)
    return visit.show(
        "wrong_links.html.j2",
        suspects=suspects,
        cause=cause,
        ticked=ticked,
        preview=preview,
        verdict=verdict,
        attempt=uuid.uuid4().hex,
        batches=(await api.get(BATCH, Scope.ADMIN, limit=10))["items"],
        duplicates=(await api.get("/reports/duplicates", Scope.ADMIN)).get("items", [])[:100],
        corrections=(await api.get("/corrections", Scope.ADMIN, limit=50))["items"],
    )


async def judge(visit: Visit) -> Response:
    """Show what the ticked rows would change, or apply them together."""
    ticked = frozenset(str(one) for one in visit.form.getlist("ticked"))
    verdict, attempt = visit.sent("verdict", "not_match"), visit.sent("attempt") or uuid.uuid4().hex
    if not ticked:
        return await _page(visit, ticked=ticked, preview=None, verdict=verdict)
    body = {"judgements": [_row(one, verdict) for one in sorted(ticked)]}
    dry = visit.sent("do") != "apply"
    answer = await visit.api.send(
        "POST",
        BATCH,
        Scope.ADMIN,
        body=body,
        query={"dry_run": True} if dry else None,
        headers={"Idempotency-Key": f"{attempt}-{'dry' if dry else 'apply'}"},
    )
    failed = frozenset(sorted(ticked)[row["row"]] for row in answer.body["rows"] if row["status"] == "rejected")
    if dry or failed:
        return await _page(visit, ticked=ticked if dry else failed, preview=answer.body, verdict=verdict)
    return visit.go("/wrong-links", "applied", cause=visit.sent("cause"))


async def undo(visit: Visit) -> Response:
    """Take a batch back as a whole."""
    await visit.api.send("POST", f"{BATCH}/{visit.sent('undo_id')}/undo", Scope.ADMIN)
    return visit.go("/wrong-links", "undone-all")


async def correct(visit: Visit) -> Response:
    """Take or decline the correction of an activity on the wrong record."""
    path = f"/corrections/{visit.sent('id')}"
    await visit.api.send("POST", path, Scope.ADMIN, body={"action": visit.sent("action")})
    return visit.go("/wrong-links", "corrected")


def _row(ticked: str, verdict: str) -> dict[str, str]:
    crm_object, record_id, profile_id = names_in(ticked, 3)
    row = {"object": crm_object, "record_id": record_id, "verdict": verdict}
    return row if verdict == "nobody" else row | {"profile_id": profile_id}


PAGES = (
    ConsolePage("/wrong-links", show, Role.ADMIN),
    ConsolePage("/wrong-links/judge", judge, Role.ADMIN, "POST"),
    ConsolePage("/wrong-links/undo", undo, Role.ADMIN, "POST"),
    ConsolePage("/wrong-links/correct", correct, Role.ADMIN, "POST"),
)
