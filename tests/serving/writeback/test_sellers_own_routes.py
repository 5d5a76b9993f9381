"""The seller's own routes: the switch of each kind, and the grant (S53, D28)."""

import pytest

from serving.rules.vocabulary import ActivityKind
from tests.support.activity_tenant import log
from tests.support.tenant import OTHER_SELLER, SELLER
from tests.support.writeback_tenant import Writeback


def test_s53_a_users_own_switch_is_stored_for_her_alone(routed: Writeback) -> None:
    """S53, S54."""
    path = f"/users/{SELLER}/preferences"
    by_another = routed.tenant.ask("PUT", path, {"writeback": {"note": False}}, acting=OTHER_SELLER)
    off = routed.tenant.ask("PUT", path, {"writeback": {"note": False}}, acting=SELLER).json()
    disabled = log(routed).json()
    still_off = log(routed, id="a2").json()
    on = routed.tenant.ask("PUT", path, {"writeback": {"note": True}}, acting=SELLER).json()

    assert by_another.status_code == 403
    assert off["writeback"] == {kind.value: kind is not ActivityKind.NOTE for kind in ActivityKind}
    assert (disabled["reason"], still_off["reason"]) == ("user", "user")
    assert on["writeback"]["note"] is True
    assert log(routed, id="a3").json()["state"] == "queued"


def test_d28_a_grant_is_the_users_own_is_never_shown_and_releases_waiting_activities(routed: Writeback) -> None:
    """D28, S7."""
    path = f"/users/{SELLER}/crm-authorization"
    revoked = routed.tenant.ask("DELETE", path, acting=SELLER).json()
    waiting = log(routed).json()
    by_another = routed.tenant.ask("PUT", path, {"access_token": "stolen"}, acting=OTHER_SELLER)
    sent = {"access_token": "secret-of-hers", "expires_at": "2026-03-02T12:00:00Z"}
    authorised = routed.tenant.ask("PUT", path, sent, acting=SELLER)
    routed.deliver()

    assert revoked["state"] == "revoked"
    assert waiting["state"] == "pending_auth"
    assert by_another.status_code == 403
    assert authorised.json()["state"] == "authorised"
    assert "secret-of-hers" not in authorised.text
    assert [one.token for one in routed.crm.seen][-1] == "secret-of-hers"


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "naïve"])
def test_d28_a_token_that_fits_no_header_is_refused(routed: Writeback, token: str) -> None:
    """D28."""
    answer = routed.tenant.ask("PUT", f"/users/{SELLER}/crm-authorization", {"access_token": token}, acting=SELLER)

    assert answer.status_code == 422
