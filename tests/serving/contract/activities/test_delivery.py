"""Delivery: grant, record, parts, order, and how long the text is kept (S50 to S70, D32)."""

from datetime import timedelta

from serving.vocabulary.terms import ActivityKind, Crm
from tests.support.writeback_tenant import ACCOUNT, COMPANY, CONTACT, Writeback, new_activity


def test_s70_the_text_is_deleted_after_delivery(writeback: Writeback) -> None:
    """S70, S77: a delivered text is in the CRM."""
    writeback.take(new_activity())
    before = writeback.row().sealed

    writeback.deliver()

    assert before is not None
    assert b"First line" not in before
    assert writeback.row().sealed is None


def test_d32_each_part_of_a_note_is_in_the_journal(writeback: Writeback) -> None:
    """D32, S62."""
    writeback.take(new_activity())

    writeback.deliver()

    record = f"contact/{CONTACT.id}"
    if writeback.crm.crm is Crm.HUBSPOT:
        assert writeback.journal() == [("a1", "note", record, "notes")]
    else:
        assert writeback.journal() == [("a1", "note", record, "Note"), ("a1", "activity", record, "activities")]


def test_s58_a_note_on_a_company_is_on_its_account_alone(writeback: Writeback) -> None:
    """S55, S58, S68, D32."""
    writeback.take(new_activity(profile=COMPANY))

    writeback.deliver()

    assert [entry[1:3] for entry in writeback.journal()] == [("note", f"account/{ACCOUNT.id}")]


def test_s65_a_back_fill_does_not_delay_a_seller(writeback: Writeback) -> None:
    """S65: the newest activity is sent first."""
    old = writeback.now - timedelta(days=200)
    writeback.take(*[new_activity(id=f"old-{n}", occurred_at=old + timedelta(hours=n)) for n in range(30)])
    writeback.take(new_activity(ActivityKind.INMAIL, id="new", occurred_at=writeback.now))

    writeback.deliver()

    assert writeback.journal()[0][0] == "new"
    assert writeback.row("new").state == "delivered"
