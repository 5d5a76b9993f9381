"""What the CRM answered stands on an activity that it did not take (S70, S77)."""

import pytest

from serving.vocabulary.terms import Scope
from tests.support.activity_tenant import get, log, post
from tests.support.crm_server import Fault
from tests.support.tenant import ADMIN
from tests.support.vendors.server import VendorAnswer, VendorCall
from tests.support.writeback_tenant import Writeback


def refusing(routed: Writeback, status: int, message: str) -> None:
    """Let the CRM refuse every write."""

    def refuse(call: VendorCall, answer: VendorAnswer) -> VendorAnswer:
        is_read = call.method == "GET" or call.path.endswith("/search")
        return answer if is_read else VendorAnswer(status, {"message": message})

    routed.crm.double.server.reshape = refuse


def test_s70_a_dead_letter_has_the_crms_status_and_its_message_without_values(routed: Writeback) -> None:
    """S70, S77: an admin reads why; the member's name stays out."""
    refusing(routed, 400, "The value Ann Kowalski is not valid for the property Subject")
    log(routed)
    routed.deliver_all()

    shown = get(routed).json()

    assert (shown["state"], shown["reason"]) == ("dead", "refused")
    assert shown["crm_answer"]["status"] == 400
    assert shown["crm_answer"]["message"].startswith("The value … is not valid for the property ")
    assert "Kowalski" not in repr(routed.row())


def test_s70_the_answer_of_before_is_gone_after_a_success(routed: Writeback) -> None:
    routed.crm.faults.append(Fault.REFUSED)
    log(routed)
    routed.deliver_all()
    before = get(routed).json()["crm_answer"]
    post(routed, "/activities/a1/retry")
    routed.deliver_all()

    assert before["status"] == 400
    assert (get(routed).json()["state"], get(routed).json()["crm_answer"]) == ("delivered", None)


@pytest.mark.parametrize(("fault", "status"), [(Fault.BUSY, 429), (Fault.FAILED, 500), (Fault.CLOSED, None)])
def test_s70_an_activity_that_is_retried_says_why(routed: Writeback, fault: Fault, status: int | None) -> None:
    """S70: for the admin too; a connection that was cut has no status."""
    routed.crm.next_fault = lambda _: fault
    log(routed)
    routed.deliver()

    shown = get(routed, acting=ADMIN, scopes=Scope.ADMIN).json()

    assert shown["state"] == "retrying"
    assert (shown["crm_answer"] or {}).get("status") == status
