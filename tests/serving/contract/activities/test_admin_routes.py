"""The admin's routes: the test note and the back-fill (S59, S91, D35)."""

from serving.vocabulary.terms import Crm, Scope
from tests.support.activity_tenant import SENT, post
from tests.support.crm_server import Fault
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER
from tests.support.writeback_tenant import Writeback


def test_s59_a_test_note_says_whether_a_lost_answer_would_be_recovered(routed: Writeback) -> None:
    """S59, D31: found by the way of the recovery; the same id again writes nothing and looks again."""
    body = {"id": "t1", "profile_id": "M1"}
    if routed.crm.crm is Crm.HUBSPOT:
        routed.crm.portal.records.search_lag_s = 45

    at_once = post(routed, "/activities/test-note", body, ADMIN, Scope.ADMIN).json()["recovery"]
    written = len(routed.crm.writes())
    routed.tenant.clock.forward(minutes=1)
    later = post(routed, "/activities/test-note", body, ADMIN, Scope.ADMIN).json()["recovery"]

    assert at_once == ("not_yet" if routed.crm.crm is Crm.HUBSPOT else "found")
    assert later == "found"
    assert len(routed.crm.writes()) == written


def test_s59_a_test_note_says_that_the_crm_refuses_the_search(routed: Writeback) -> None:
    """S59, D31: activities with a lost answer would be dead letters."""
    is_read = ("/search", "/child/Note", "/activities")
    routed.crm.next_fault = lambda seen: Fault.FORBIDDEN if not seen.writes and seen.path.endswith(is_read) else None

    shown = post(routed, "/activities/test-note", {"id": "t1", "profile_id": "M1"}, ADMIN, Scope.ADMIN).json()

    assert (shown["state"], shown["recovery"]) == ("delivered", "cannot_search")


def test_s91_d35_a_back_fill_accepts_activities_since_the_cut_off_once(routed: Writeback) -> None:
    """S91, D35: honours the opt-outs and S60, is idempotent by activity id."""
    routed.tenant.settings(kinds={"connection_request": False})
    routed.tenant.ask("PUT", f"/users/{OTHER_SELLER}/preferences", {"writeback": {"note": False}}, acting=OTHER_SELLER)
    past = [
        {**SENT, "id": "before", "user_id": SELLER, "occurred_at": "2025-12-31T23:59:59Z"},
        {**SENT, "id": "at", "user_id": SELLER, "occurred_at": "2026-01-01T00:00:00Z"},
        {**SENT, "id": "opted-out", "user_id": OTHER_SELLER},
        {**SENT, "id": "switched-off", "user_id": SELLER, "kind": "connection_request"},
        {**SENT, "id": "nobodys", "user_id": "nobody"},
        {**SENT, "id": "contradiction", "user_id": SELLER, "kind": "inmail", "degree": "1st"},
        {**SENT, "id": "company", "user_id": SELLER, "kind": "call", "profile": {"kind": "company", "id": "C1"}},
    ]
    body = {"cut_off": "2026-01-01T00:00:00Z", "activities": past}

    first = post(routed, "/activities/backfill", body, ADMIN, Scope.ADMIN)
    routed.deliver_all()
    second = post(routed, "/activities/backfill", body, ADMIN, Scope.ADMIN)
    routed.deliver_all()

    states = {one["id"]: one["state"] for one in first.json()["items"]}
    assert first.status_code == 202
    assert states == {
        "before": "too_early",
        "at": "queued",
        "opted-out": "disabled",
        "switched-off": "disabled",
        "nobodys": "refused",
        "contradiction": "refused",
        "company": "unsupported",
    }
    assert [one["state"] for one in second.json()["items"]][1] == "delivered"
    assert {entry[0] for entry in routed.journal()} == {"at"}
