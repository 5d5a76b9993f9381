"""Activities without a subject, and those of which the CRM holds one part (S69, S70, D32)."""

from datetime import datetime

from sqlalchemy import update

from serving.crm.activities import Text
from serving.crm.routing import unsupported_profile
from serving.crm.vendors import VENDORS
from serving.store.tables.contracts import contracts
from serving.vocabulary.terms import ActivityKind
from tests.support.writeback_tenant import MEMBER, Writeback, new_activity

LATE = datetime.fromisoformat("2026-03-02T23:30:00+00:00")


def test_s70_every_kind_without_a_subject_reaches_the_crm_with_one(writeback: Writeback) -> None:
    """S69, S70: 12 of 30 messages and notes without one were dead letters at Oracle."""
    kinds = [
        kind
        for kind in ActivityKind
        if unsupported_profile(kind, VENDORS[writeback.crm.crm].takes, MEMBER.kind) is None
    ]
    text = Text("", "Only a body")
    writeback.take(*[new_activity(kind, id=f"a-{kind.value}", text=text) for kind in kinds])

    writeback.deliver_all()

    assert {row.state for row in writeback.rows()} == {"delivered"}
    assert all("2026-03-02" in repr(item.values) for item in writeback.crm.items.values())


def test_s69_the_day_in_a_subject_is_the_contracts(writeback: Writeback) -> None:
    """S69: 23:30 in Greenwich is the next day in Tokyo."""
    with writeback.tenant.store.writing() as connection:
        connection.execute(update(contracts).values(time_zone="Asia/Tokyo"))
    writeback.take(new_activity(ActivityKind.MESSAGE, text=Text("", "Hello"), occurred_at=LATE))

    writeback.deliver_all()

    (item,) = writeback.crm.items.values()
    assert "Message of 2026-03-03" in repr(item.values)
