"""The scenario's writeback: activities to the CRM and what becomes of them, corrections, records that are created."""

from typing import Any

from tests.regression.scenario_links import Links, linked
from tests.regression.service import Call
from tests.regression.stage import Stage

ADMIN = "U1"
SELLER = "U2"
OTHER = "U3"
KINDS = ("inmail", "message", "note", "call", "smart_link_view", "connection_request")
_MOVING = {"queued", "sending", "retrying"}


def write_back(stage: Stage, links: Links, member: str) -> None:
    """Log activities of every kind with and without a grant, a switch or a target, and wait until they are written."""
    target = linked(links, "contact")[20][1]
    stage.ask("off", Call("POST", "/activities", activity("note", target, "off"), acting=SELLER))
    switch(stage, {"writeback": True})
    for kind in KINDS:
        sent = activity(kind, target, f"{kind}-1")
        stage.ask(f"dry run {kind}", Call("POST", "/activities?dry_run=true", sent, acting=SELLER))
        stage.ask(f"log {kind}", Call("POST", "/activities", sent, acting=SELLER))
    stage.ask("reused", Call("POST", "/activities", activity("call", target, "note-1"), acting=SELLER))
    grant = {"access_token": "grant-of-u2"}
    stage.ask("grant", Call("PUT", f"/users/{SELLER}/crm-authorization", grant, acting=SELLER))
    _settle(stage, "granted", SELLER)
    _log_odd_ones(stage, links, target, member)
    _settle(stage, "written", SELLER)
    for user in (SELLER, OTHER):
        stage.all(f"activities {user}", Call("GET", "/activities", acting=user))
    stage.all("all activities", Call("GET", "/activities", scope="admin", acting=ADMIN))


def answer_corrections(stage: Stage, links: Links) -> None:
    """Re-match the record that activities were written to, and move what stands on the wrong one."""
    pairs = linked(links, "contact")
    path = f"/records/contact/{pairs[21][0]}/link"
    stage.ask("moved", Call("PUT", path, {"profile_id": pairs[20][1]}, acting=SELLER))
    found = stage.read(Call("GET", "/corrections", acting=SELLER)).json()["items"]
    by_activity = sorted(found, key=lambda one: str(one["activity_id"]))  # the answer's order is that of random ids
    stage.keep("corrections", by_activity)
    for number, one in enumerate(by_activity[:4]):
        action = {"action": ("correct", "decline")[number % 2]}
        stage.ask(f"answer {one['activity_id']}", Call("POST", f"/corrections/{one['id']}", action, acting=SELLER))


def create_and_update(stage: Stage, links: Links, member: str) -> None:
    """Create records from members, also of one who has a record, and update one."""
    fields = {"phone": "+44 20 7946 0000"}
    taken = linked(links, "contact")[25]
    for name, profile, crm_object in (("taken", taken[1], "contact"), ("account", member, "account")):
        body = {"object": crm_object, "profile_id": profile, "fields": fields}
        stage.ask(f"create {name}", Call("POST", "/records", body, acting=SELLER))
    for number, profile in enumerate(_free_members(stage, links)[:5]):
        body = {"object": "contact", "profile_id": profile, "fields": fields}
        stage.ask(f"create {number}", Call("POST", "/records", body, acting=SELLER))
        forced = body | {"force": "somebody else"}
        stage.ask(f"create {number} by force", Call("POST", "/records", forced, acting=SELLER))
    stage.ask("update", Call("PATCH", f"/records/contact/{taken[0]}", {"title": "Fleet Manager"}, acting=SELLER))
    stage.ask("update account", Call("PATCH", f"/records/account/{taken[0]}", {"title": "x"}, acting=SELLER))


def _free_members(stage: Stage, links: Links) -> list[str]:
    """Find members without a record by the last names of contacts."""
    names = [one["columns"]["last_name"] for one in links["contact"] if (one["columns"] or {}).get("last_name")]
    searches = [Call("GET", f"/profiles?kind=person&q={name}", acting=SELLER) for name in names[:10]]
    found = [one for search in searches for one in stage.read(search).raise_for_status().json()["items"]]
    return sorted({str(one["id"]) for one in found if one["record"] is None})


def activity(kind: str, member: str, activity_id: str) -> dict[str, Any]:
    """Return an activity about a member, as a seller's application sends it."""
    more = {"inmail": {"degree": "2nd"}, "message": {"degree": "1st"}, "smart_link_view": {"link_owner": SELLER}}
    said = {"subject": f"about {kind}", "body": "Hello,\n<b>ten</b> & more", "occurred_at": "2020-03-02T08:30:00Z"}
    return {"id": activity_id, "kind": kind, "profile": {"kind": "person", "id": member}, **said, **more.get(kind, {})}


def _log_odd_ones(stage: Stage, links: Links, target: str, member: str) -> None:
    contact, other = linked(links, "contact")[22]
    chosen = {"object": "contact", "id": contact}
    note = activity("note", other, "cancelled")
    trial = {"id": "test-1", "profile_id": other}
    steps = [
        ("preferences", Call("PUT", f"/users/{SELLER}/preferences", {"writeback": {"call": False}}, acting=SELLER)),
        ("switched off", Call("POST", "/activities", activity("call", target, "call-2"), acting=SELLER)),
        ("pending", Call("POST", "/activities", activity("note", target, "pending"), acting=OTHER)),
        ("cancel", Call("POST", "/activities/pending/cancel", acting=OTHER)),
        ("cancel again", Call("POST", "/activities/pending/cancel", acting=OTHER)),
        ("nobody", Call("POST", "/activities", activity("note", "nobody", "untargeted"), acting=SELLER)),
        ("follow", Call("GET", "/activities/untargeted", acting=SELLER)),
        ("unlinked", Call("POST", "/activities", activity("note", member, "member"), acting=SELLER)),
        ("target nobody", Call("POST", "/activities/untargeted/target", chosen, acting=SELLER)),
        ("target", Call("POST", "/activities/member/target", chosen, acting=SELLER)),
        ("contradicts", Call("POST", "/activities", note | {"link_owner": OTHER}, acting=SELLER)),
        ("admin's grant", Call("PUT", f"/users/{ADMIN}/crm-authorization", {"access_token": "u1"}, acting=ADMIN)),
        ("test note", Call("POST", "/activities/test-note", trial, "admin", ADMIN)),
        ("take back", Call("POST", "/activities/test-1/cancel", None, "admin", ADMIN)),
        ("retry", Call("POST", "/activities/note-1/retry", acting=SELLER)),
        ("backfill", Call("POST", "/activities/backfill", _backfill(target), "admin", ADMIN)),
    ]
    for name, call in steps:
        stage.ask(name, call)


def _backfill(target: str) -> dict[str, Any]:
    past = [activity("note", target, f"past-{number}") | {"user_id": SELLER} for number in range(3)]
    past[0]["occurred_at"] = "2019-01-01T00:00:00Z"
    return {"cut_off": "2020-01-01T00:00:00Z", "activities": past}


def _settle(stage: Stage, name: str, user: str) -> None:
    """Wait until nothing of the user's is on its way."""
    call = Call("GET", "/activities?limit=1000", acting=user)
    stage.wait(name, call, lambda page: not {one["state"] for one in page["items"]} & _MOVING)


def switch(stage: Stage, switches: dict[str, Any]) -> None:
    """Set switches of the contract, as its admin does."""
    etag = stage.read(Call("GET", "/settings", scope="admin", acting=ADMIN)).headers["etag"]
    stage.ask(
        "switch",
        Call(method="PATCH", path="/settings", body=switches, scope="admin", acting=ADMIN, headers={"If-Match": etag}),
    )
