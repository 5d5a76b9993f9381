"""Seats and a seller's own switches, at the intake and for what is queued (S54, D18, D27)."""

from typing import Any

from serving.vocabulary.terms import Scope
from tests.support.activity_tenant import get, log
from tests.support.crm_server import Fault
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER
from tests.support.writeback_tenant import Writeback


def licence(routed: Writeback, method: str, user: str = SELLER) -> Any:
    body = {"seat_id": f"seat-{user}"} if method == "PUT" else None
    return routed.tenant.ask(method, f"/licences/{user}", body, scopes=Scope.ADMIN, acting=ADMIN)


def switch(routed: Writeback, **kinds: bool) -> Any:
    return routed.tenant.ask("PUT", f"/users/{SELLER}/preferences", {"writeback": kinds}, acting=SELLER)


def test_d18_without_a_seat_an_activity_waits_from_its_intake_on_until_there_is_one(routed: Writeback) -> None:
    """D18, D27: pending_auth for 30 days, and sent once the admin assigns a seat."""
    licence(routed, "DELETE")

    answered = log(routed).json()
    routed.deliver_all()
    waiting = routed.row()
    licence(routed, "PUT")
    routed.deliver_all()

    assert (answered["state"], answered["reason"]) == ("pending_auth", "no_seat")
    assert (waiting.state, waiting.reason, waiting.sealed is not None) == ("pending_auth", "no_seat", True)
    assert routed.row().state == "delivered"


def test_s59_a_test_note_needs_no_seat(routed: Writeback) -> None:
    """S59: an admin who holds none tries the connection."""
    licence(routed, "DELETE", ADMIN)

    body = {"id": "t1", "profile_id": "M1"}
    shown = routed.tenant.ask("POST", "/activities/test-note", body, scopes=Scope.ADMIN, acting=ADMIN).json()

    assert shown["state"] == "delivered"


def test_s54_a_seller_who_turns_a_kind_off_cancels_what_is_queued_of_it(routed: Writeback) -> None:
    """S54, D27: queued, retried and waiting ones of this kind and this seller alone, even if it is on again at once."""
    routed.crm.next_fault = lambda _: Fault.BUSY
    log(routed, id="retried")
    routed.deliver()
    log(routed, id="queued")
    log(routed, id="waiting", profile={"kind": "person", "id": "M2"})
    log(routed, id="message", kind="message", degree="1st")
    log(routed, id="other", acting=OTHER_SELLER)

    switch(routed, note=False)
    switch(routed, note=True)
    routed.crm.next_fault = lambda _: None
    routed.deliver_all()

    ids = [row.id for row in routed.rows()]
    shown = {name: get(routed, f"/activities/{name}", ADMIN, Scope.ADMIN).json() for name in ids}
    cancelled = {name for name, one in shown.items() if one["state"] == "cancelled"}
    assert cancelled == {"retried", "queued", "waiting"}
    assert {shown[name]["reason"] for name in cancelled} == {"user"}
    assert not any(shown[name]["can_be_replayed"] for name in cancelled)
    assert {shown[name]["state"] for name in ("message", "other")} == {"delivered"}
