"""Finding what an earlier attempt wrote at Oracle, which searches no large attribute (D31, S70)."""

import base64
from datetime import datetime

import pytest

from serving.vocabulary.terms import Crm
from tests.support.crm_server import Fault
from tests.support.writeback_tenant import CONTACT, Writeback, new_activity

pytestmark = pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)


def others(tenant: Writeback, count: int, at: str = "") -> list[str]:
    """Add notes that other people wrote on the record, now or at another time."""
    tenant.crm.clock.source = tenant.tenant.clock if not at else lambda: datetime.fromisoformat(at)
    text = {"NoteTypeCode": "GENERAL", "NoteTxt": base64.b64encode(b"Another's").decode()}
    made = [tenant.crm.user_write("Note", text, f"contacts/{CONTACT.id}") for _ in range(count)]
    tenant.crm.clock.source = tenant.tenant.clock
    return made


def read(tenant: Writeback) -> list[str]:
    """Return the ids of the notes and activities whose texts were read."""
    return [one.path.split("/")[-3] for one in tenant.crm.seen if "/enclosure/" in one.path]


def test_d31_a_note_is_found_among_all_pages_of_its_records_notes(
    writeback: Writeback, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D31: its text is compared."""
    monkeypatch.setattr("tests.support.vendors.oracle_reading.MAX_LIMIT", 3)
    others(writeback, 7)
    writeback.take(new_activity())
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)
    writeback.deliver_all()

    ours = [item for item in writeback.crm.of("Note") if "Subject of it" in item.values["NoteTxt"]]
    assert writeback.row().state == "delivered"
    assert len(ours) == 1


@pytest.mark.parametrize("fault", [Fault.FORBIDDEN, Fault.REFUSED])
def test_d31_texts_that_may_not_be_read_leave_a_dead_letter_and_no_second_write(
    writeback: Writeback, fault: Fault
) -> None:
    """D31: never a blind second write."""
    writeback.take(new_activity())
    writeback.crm.faults.extend([Fault.COMMITS_THEN_CLOSES, None, fault])
    writeback.deliver_all()

    assert (writeback.row().state, writeback.row().reason) == ("dead", "cannot_search")
    assert len(writeback.crm.writes()) == 1
