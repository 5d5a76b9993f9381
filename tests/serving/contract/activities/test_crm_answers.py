"""What the CRM answered stands on an activity that it did not take (S70, S77)."""

from tests.support.activity_tenant import get, log
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
