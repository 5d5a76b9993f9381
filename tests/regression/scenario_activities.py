"""The scenario's writeback: activities to the CRM and what becomes of them, corrections, records that are created."""

from typing import Any

from tests.regression.scenario_links import Links, linked
from tests.regression.service import ADMIN, OTHER, SELLER, Call, by_admin, by_seller
from tests.regression.stage import Stage

KINDS = ("inmail", "message", "note", "call", "smart_link_view", "connection_request")
_MOVING = {"queued", "sending", "retrying"}


def write_back(stage: Stage, links: Links, member: str) -> None:
    """Log activities of every kind with and without a grant, a switch or a target, and wait until they are written."""
    target = linked(links, "contact")[20][1]
    stage.ask("off", by_seller("POST", "/activities", activity("note", target, "off")))
    switch(stage, {"writeback": True})
    for kind in KINDS:
        sent = activity(kind, target, f"{kind}-1")
        stage.ask(f"dry run {kind}", by_seller("POST", "/activities?dry_run=true", sent))
        stage.ask(f"log {kind}", by_seller("POST", "/activities", sent))
    stage.ask("reused", by_seller("POST", "/activities", activity("call", target, "note-1")))
    grant = {"access_token": "grant-of-u2"}
    stage.ask("grant", by_seller("PUT", f"/users/{SELLER}/crm-authorization", grant))
    _settle(stage, "granted", SELLER)
    _log_odd_ones(stage, links, target, member)
    _settle(stage, "written", SELLER)
    for user in (SELLER, OTHER):
        stage.all(f"activities {user}", Call("GET", "/activities", acting=user))
    stage.all("all activities", by_admin("GET", "/activities"))


def answer_corrections(stage: Stage, links: Links) -> None:
    """Re-match the record that activities were written to, and move what stands on the wrong one."""
    pairs = linked(links, "contact")
    path = f"/records/contact/{pairs[21][0]}/link"
    stage.ask("moved", by_seller("PUT", path, {"profile_id": pairs[20][1]}))
    found = stage.read(by_seller("GET", "/corrections")).json()["items"]
    by_activity = sorted(found, key=lambda one: str(one["activity_id"]))  # the answer's order is that of random ids
    stage.keep("corrections", by_activity)
    for number, one in enumerate(by_activity[:4]):
        action = {"action": ("correct", "decline")[number % 2]}
        stage.ask(f"answer {one['activity_id']}", by_seller("POST", f"/corrections/{one['id']}", action))


def create_and_update(stage: Stage, links: Links, member: str) -> None:
    """Create records from members, also of one who has a record, and update one."""
    fields = {"phone": "+44 20 7946 0000"}
    taken = linked(links, "contact")[25]
    for name, profile, crm_object in (("taken", taken[1], "contact"), ("account", member, "account")):
        body = {"object": crm_object, "profile_id": profile, "fields": fields}
        stage.ask(f"create {name}", by_seller("POST", "/records", body))
    for number, profile in enumerate(_free_members(stage, links)[:5]):
        body = {"object": "contact", "profile_id": profile, "fields": fields}
        stage.ask(f"create {number}", by_seller("POST", "/records", body))
        forced = body | {"force": "somebody else"}
        stage.ask(f"create {number} by force", by_seller("POST", "/records", forced))
    stage.ask("update", by_seller("PATCH", f"/records/contact/{taken[0]}", {"title": "Fleet Manager"}))
    stage.ask("update account", by_seller("PATCH", f"/records/account/{taken[0]}", {"title": "x"}))


def _free_members(stage: Stage, links: Links) -> list[str]:
    """Find members without a record by the last names of contacts."""
    names = [one["columns"]["last_name"] for one in links["contact"] if (one["columns"] or {}).get("last_name")]
    searches = [by_seller("GET", f"/profiles?kind=person&q={name}") for name in names[:10]]
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
        ("preferences", by_seller("PUT", f"/users/{SELLER}/preferences", {"writeback": {"call": False}})),
        ("switched off", by_seller("POST", "/activities", activity("call", target, "call-2"))),
        ("pending", Call("POST", "/activities", activity("note", target, "pending"), acting=OTHER)),
        ("cancel", Call("POST", "/activities/pending/cancel", acting=OTHER)),
        ("cancel again", Call("POST", "/activities/pending/cancel", acting=OTHER)),
        ("nobody", by_seller("POST", "/activities", activity("note", "nobody", "untargeted"))),
        ("follow", by_seller("GET", "/activities/untargeted")),
        ("unlinked", by_seller("POST", "/activities", activity("note", member, "member"))),
        ("target nobody", by_seller("POST", "/activities/untargeted/target", chosen)),
        ("target", by_seller("POST", "/activities/member/target", chosen)),
        ("contradicts", by_seller("POST", "/activities", note | {"link_owner": OTHER})),
        ("admin's grant", Call("PUT", f"/users/{ADMIN}/crm-authorization", {"access_token": "u1"}, acting=ADMIN)),
        ("test note", by_admin("POST", "/activities/test-note", trial)),
        ("take back", by_admin("POST", "/activities/test-1/cancel")),
        ("retry", by_seller("POST", "/activities/note-1/retry")),
        ("backfill", by_admin("POST", "/activities/backfill", _backfill(target))),
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
    etag = stage.read(by_admin("GET", "/settings")).headers["etag"]
    stage.ask(
        "switch",
        by_admin("PATCH", "/settings", switches, headers={"If-Match": etag}),
    )
