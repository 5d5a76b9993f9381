"""Oracle's records are addressed by its own links; a missing path is an operator's matter, not a deletion (S59)."""

from typing import Any

import pytest

from serving.vocabulary.terms import Crm, Scope
from tests.support.activity_tenant import post
from tests.support.creation_tenant import patch
from tests.support.crm_server import Fault
from tests.support.tenant import ADMIN
from tests.support.vendors.server import VendorAnswer
from tests.support.writeback_tenant import CONTACT, MEMBER, Writeback, new_activity

pytestmark = pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)


def lose_the_notes(tenant: Writeback) -> None:
    """Let no contact have notes where they were."""
    tenant.crm.next_fault = lambda seen: Fault.MISSING if "/child/Note" in seen.path else None


def notes(tenant: Writeback) -> list[Any]:
    return tenant.crm.of("Note")


def test_s59_a_missing_collection_is_a_wrong_path_and_nothing_is_lost(writeback: Writeback) -> None:
    """S59, S70: the link stays, the text stays, and a person sends it again once the path is right."""
    lose_the_notes(writeback)
    writeback.take(new_activity())
    writeback.deliver_all()
    row = writeback.row()

    assert (row.state, row.reason, row.in_doubt) == ("dead", "wrong_path", False)
    assert row.sealed is not None
    assert writeback.holds_link(MEMBER, CONTACT)


def test_s59_the_test_note_finds_a_wrong_path_out(routed: Writeback) -> None:
    """S59: before a seller's note does, and a retry sends it once the path is right."""
    lose_the_notes(routed)
    routed.tenant.settings(writeback=False)

    shown = post(routed, "/activities/test-note", {"id": "t1", "profile_id": "M1"}, ADMIN, Scope.ADMIN).json()
    routed.crm.next_fault = lambda _: None
    retried = post(routed, "/activities/t1/retry", None, ADMIN, Scope.ADMIN)
    routed.deliver_all()

    assert (shown["state"], shown["reason"]) == ("dead", "wrong_path")
    assert retried.status_code == 200
    assert routed.row("t1").state == "delivered"


def test_d9_a_record_that_oracle_no_longer_has_is_gone_and_no_wrong_path(writeback: Writeback) -> None:
    writeback.crm.lose("contacts", CONTACT.id)
    writeback.take(new_activity())

    writeback.deliver()

    assert (writeback.row().state, writeback.row().reason) == ("needs_target", "gone")


def test_s59_an_update_of_a_record_whose_links_are_missing_says_so(routed: Writeback) -> None:
    """S59, S35."""
    no_links: dict[str, Any] = {"items": [{"PartyId": int(CONTACT.id)}], "count": 1, "hasMore": False}
    routed.crm.double.server.reshape = lambda call, answer: (
        VendorAnswer(200, no_links) if call.method == "GET" else answer
    )

    answer = patch(routed, f"/records/contact/{CONTACT.id}", {"title": "x"})

    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (409, "crm-path-wrong")
    assert routed.crm.writes() == []
