"""Delivery: grant, record, parts, order, and how long the text is kept (S50 to S70, D32)."""

from datetime import timedelta

from serving.vocabulary.terms import ActivityKind
from tests.support.writeback_tenant import Writeback, new_activity


def test_s70_the_text_is_deleted_after_delivery(writeback: Writeback) -> None:
    """S70, S77: a delivered text is in the CRM."""
    writeback.take(new_activity())
    before = writeback.row().sealed

    writeback.deliver()

    assert before is not None
    assert b"First line" not in before
    assert writeback.row().sealed is None


def test_s65_a_back_fill_does_not_delay_a_seller(writeback: Writeback) -> None:
    """S65: the newest activity is sent first."""
    old = writeback.now - timedelta(days=200)
    writeback.take(*[new_activity(id=f"old-{n}", occurred_at=old + timedelta(hours=n)) for n in range(30)])
    writeback.take(new_activity(ActivityKind.INMAIL, id="new", occurred_at=writeback.now))

    writeback.deliver()

    assert writeback.journal()[0][0] == "new"
    assert writeback.row("new").state == "delivered"
