"""An activity whose record is gone finds its target again (D8, D9, D10, D29, D32)."""

import re

import pytest

from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityKind, Crm
from tests.support.crm_server import Fault
from tests.support.writeback_tenant import CONTACT, MEMBER, OTHER_CONTACT, Writeback, new_activity


def refused_on(tenant: Writeback, key: RecordKey) -> None:
    """Let the CRM refuse what names a record, with 400, as both do for one that does not exist."""
    tenant.crm.next_fault = lambda seen: (
        Fault.REFUSED if seen.writes and re.search(rf"\b{key.id}\b", repr((seen.path, seen.body))) else None
    )


def test_d9_a_note_that_was_refused_on_a_deleted_contact_goes_to_the_next_when_the_deletion_arrives(
    writeback: Writeback,
) -> None:
    """D9, D29: the CRM answers 400 to an association with a record that does not exist."""
    refused_on(writeback, CONTACT)
    writeback.take(new_activity())
    writeback.deliver_all()
    dead = writeback.row()

    writeback.delete_record(CONTACT)
    writeback.link(MEMBER, OTHER_CONTACT)
    writeback.deliver_all()

    assert (dead.state, dead.reason) == ("dead", "refused")
    assert writeback.row().state == "delivered"
    assert {entry[2] for entry in writeback.journal()} == {f"contact/{OTHER_CONTACT.id}"}


@pytest.mark.parametrize("fault", [Fault.REFUSED, None])
def test_d9_a_deletion_that_arrives_during_the_call_is_not_missed(writeback: Writeback, fault: Fault | None) -> None:
    """D9, D8: the CRM answers 400 or 404 after the link has moved."""
    writeback.crm.lose("contacts", CONTACT.id)
    writeback.take(new_activity(ActivityKind.INMAIL if fault is Fault.REFUSED else ActivityKind.NOTE))

    def deleted_meanwhile(_: object) -> Fault | None:
        writeback.crm.next_fault = lambda _: None
        writeback.delete_record(CONTACT)
        writeback.link(MEMBER, OTHER_CONTACT)
        return fault

    writeback.crm.next_fault = deleted_meanwhile
    writeback.deliver_all()

    assert writeback.row().state == "delivered"
    assert {entry[2] for entry in writeback.journal()} == {f"contact/{OTHER_CONTACT.id}"}


@pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)
def test_d32_a_half_written_note_whose_contact_is_deleted_is_written_whole_on_the_next(writeback: Writeback) -> None:
    """D32, D9: the Note went with its contact; half of it on each record would be lost for both."""
    writeback.take(new_activity())
    writeback.crm.faults.extend([None, Fault.BUSY])
    writeback.deliver()
    half = writeback.journal()
    writeback.crm.lose("contacts", CONTACT.id)
    writeback.delete_record(CONTACT)
    writeback.link(MEMBER, OTHER_CONTACT)
    writeback.deliver_all()

    other = f"contact/{OTHER_CONTACT.id}"
    assert [entry[1:3] for entry in half] == [("note", f"contact/{CONTACT.id}")]
    assert writeback.journal() == [("a1", "note", other, "Note"), ("a1", "activity", other, "activities")]
    assert sorted(item.kind for item in writeback.crm.items.values()) == ["Note", "activities"]
