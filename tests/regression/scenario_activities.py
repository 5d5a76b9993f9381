"""The scenario's writeback: activities to the CRM and what becomes of them, corrections, records that are created."""

from typing import Any

from tests.regression.scenario_links import Links, linked
from tests.regression.service import ADMIN, OTHER, SELLER
from tests.regression.stage import Stage

KINDS = ("inmail", "message", "note", "call", "smart_link_view", "connection_request")
SECRET_WORD = "Zebraholz-4711"
BODY = f"Hello,\n<b>ten</b> & more {SECRET_WORD}"
_MOVING = {"queued", "sending", "retrying"}


def switch(stage: Stage, switches: dict[str, Any]) -> None:
    """Set switches of the contract, as its admin does."""
    etag = stage.read("admin", "GET /settings").headers["etag"]
    stage.ask("admin", "PATCH /settings", switches, {"If-Match": etag})


def write_back(stage: Stage, links: Links, member: str) -> None:
    """Log activities of every kind with and without a grant, a switch or a target, and wait until they are written."""
    target = linked(links, "contact")[20][1]
    stage.ask("seller", "POST /activities", activity("note", target, "off"))
    switch(stage, {"writeback": True})
    for kind in KINDS:
        for request in ("POST /activities?dry_run=true", "POST /activities"):
            stage.ask("seller", request, activity(kind, target, f"{kind}-1"))
    stage.ask("seller", "POST /activities", activity("call", target, "note-1"))
    stage.ask("seller", f"PUT /users/{SELLER}/crm-authorization", {"access_token": "grant-of-u2"})
    _settle(stage)
    _log_odd_ones(stage, links, target, member)
    _settle(stage)
    for who in ("seller", "other", "admin"):
        stage.list(who, "/activities")


def answer_corrections(stage: Stage, links: Links) -> None:
    """Re-match the record that activities were written to, and move what stands on the wrong one."""
    pairs = linked(links, "contact")
    stage.ask("seller", f"PUT /records/contact/{pairs[21][0]}/link", {"profile_id": pairs[20][1]})
    found = stage.read("seller", "GET /corrections").json()["items"]
    by_activity = sorted(found, key=lambda one: str(one["activity_id"]))  # the answer's order is that of random ids
    stage.keep("corrections", by_activity)
    for number, correction in enumerate(by_activity[:4]):
        action = {"action": ("correct", "decline")[number % 2]}
        stage.ask("seller", f"POST /corrections/{correction['id']}", action)


def create_and_update(stage: Stage, links: Links, member: str) -> None:
    """Create records from members, also of one who has a record, and update one."""
    fields = {"phone": "+44 20 7946 0000"}
    record, profile = linked(links, "contact")[25]
    free = _free_members(stage, links)[:5]
    asked = [("contact", profile), ("account", member), *(("contact", one) for one in free)]
    bodies = [{"object": crm_object, "profile_id": one, "fields": fields} for crm_object, one in asked]
    for body in (*bodies, *(body | {"force": "somebody else"} for body in bodies[2:])):
        stage.ask("seller", "POST /records", body)
    stage.ask("seller", f"PATCH /records/contact/{record}", {"title": "Fleet Manager"})
    stage.ask("seller", f"PATCH /records/account/{record}", {"title": "x"})


def _free_members(stage: Stage, links: Links) -> list[str]:
    """Find members without a record by the last names of contacts."""
    names = [one["columns"]["last_name"] for one in links["contact"] if (one["columns"] or {}).get("last_name")]
    answers = [stage.read("seller", f"GET /profiles?kind=person&q={name}").raise_for_status() for name in names[:10]]
    found = [one for answer in answers for one in answer.json()["items"]]
    return sorted({str(one["id"]) for one in found if one["record"] is None})


def activity(kind: str, member: str, activity_id: str) -> dict[str, Any]:
    """Return an activity about a member, as a seller's application sends it."""
    more = {"inmail": {"degree": "2nd"}, "message": {"degree": "1st"}, "smart_link_view": {"link_owner": SELLER}}
    said = {"subject": f"about {kind}", "body": BODY, "occurred_at": "2020-03-02T08:30:00Z"}
    return {"id": activity_id, "kind": kind, "profile": {"kind": "person", "id": member}, **said, **more.get(kind, {})}


def _log_odd_ones(stage: Stage, links: Links, target: str, member: str) -> None:
    contact, other = linked(links, "contact")[22]
    chosen = {"object": "contact", "id": contact}
    past = [activity("note", target, f"past-{number}") | {"user_id": SELLER} for number in range(3)]
    past[0]["occurred_at"] = "2019-01-01T00:00:00Z"
    steps: list[tuple[str, str, object]] = [
        ("seller", f"PUT /users/{SELLER}/preferences", {"writeback": {"call": False}}),
        ("seller", "POST /activities", activity("call", target, "call-2")),
        ("other", "POST /activities", activity("note", target, "pending")),
        ("other", "POST /activities/pending/cancel", None),
        ("other", "POST /activities/pending/cancel", None),
        ("seller", "POST /activities", activity("note", "nobody", "untargeted")),
        ("seller", "GET /activities/untargeted", None),
        ("seller", "POST /activities", activity("note", member, "member")),
        ("seller", "POST /activities/untargeted/target", chosen),
        ("seller", "POST /activities/member/target", chosen),
        ("seller", "POST /activities", activity("note", other, "contradicts") | {"link_owner": OTHER}),
        ("admin of the app", f"PUT /users/{ADMIN}/crm-authorization", {"access_token": "u1"}),
        ("admin", "POST /activities/test-note", {"id": "test-1", "profile_id": other}),
        ("admin", "POST /activities/test-1/cancel", None),
        ("seller", "POST /activities/note-1/retry", None),
        ("admin", "POST /activities/backfill", {"cut_off": "2020-01-01T00:00:00Z", "activities": past}),
    ]
    for step in steps:
        stage.ask(*step)


def _settle(stage: Stage) -> None:
    """Wait until nothing of the seller's is on its way."""
    stage.wait(
        "seller",
        "GET /activities?limit=1000",
        lambda page: not {one["state"] for one in page["items"]} & _MOVING,
    )
