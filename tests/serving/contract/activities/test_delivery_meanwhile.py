"""Changes before sending: grants, users, switches, links, records, the connection (D8, D9, D18, D24 to D31)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from serving.store.tables.contracts import users
from serving.vocabulary.terms import ActivityKind
from tests.support.crm_server import Fault
from tests.support.tenant import SELLER
from tests.support.writeback_tenant import CONTACT, MEMBER, OTHER_CONTACT, Writeback, new_activity


def test_d28_an_expired_grant_is_not_used(writeback: Writeback) -> None:
    writeback.grant(SELLER, expires_at=writeback.now + timedelta(minutes=5))
    writeback.take(new_activity())
    writeback.tenant.clock.forward(minutes=5)

    writeback.deliver()

    assert (writeback.row().state, writeback.row().reason) == ("pending_auth", "no_grant")
    assert writeback.crm.seen == []


def test_d18_unsent_activities_of_a_user_who_left_are_pending(writeback: Writeback) -> None:
    writeback.take(new_activity())
    with writeback.scope.writing() as open_scope:
        open_scope.execute(update(users).where(users.c.id == SELLER).values(active=False))

    writeback.deliver()

    assert writeback.row().state == "pending_auth"
    assert writeback.row().expires_at == writeback.now + timedelta(days=30)


def test_d8_an_unsent_activity_goes_to_the_record_that_is_linked_when_it_is_sent(writeback: Writeback) -> None:
    """D8: the link is checked again right before sending."""
    writeback.take(new_activity())
    writeback.link(MEMBER, OTHER_CONTACT)

    writeback.deliver()

    assert {entry[2] for entry in writeback.journal()} == {f"contact/{OTHER_CONTACT.id}"}
    assert writeback.corrections() == []


def test_d8_an_unsent_activity_without_a_link_needs_a_target_until_there_is_one(writeback: Writeback) -> None:
    """D8, D29."""
    writeback.take(new_activity())
    writeback.link(MEMBER, None)

    writeback.deliver()
    waiting = writeback.row()
    writeback.link(MEMBER, OTHER_CONTACT)
    writeback.deliver()

    assert (waiting.state, waiting.reason) == ("needs_target", "no_target")
    assert waiting.expires_at == writeback.now + timedelta(days=30)
    assert writeback.row().state == "delivered"


def test_d8_d31_an_activity_with_an_unknown_outcome_is_searched_at_its_first_record_and_then_proposed_for_correction(
    writeback: Writeback,
) -> None:
    """D8, D31: the link changed while the outcome was unknown."""
    writeback.take(new_activity(ActivityKind.INMAIL))
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)
    writeback.deliver()
    writeback.link(MEMBER, OTHER_CONTACT)

    writeback.deliver_all()

    (correction,) = writeback.corrections()
    assert [entry[2] for entry in writeback.journal()] == [f"contact/{CONTACT.id}"]
    assert (correction.from_id, correction.to_id, correction.state) == (CONTACT.id, OTHER_CONTACT.id, "proposed")
    assert len(writeback.crm.items) == 1


def test_d24_a_disconnected_instance_sends_nothing(writeback: Writeback) -> None:
    writeback.take(new_activity())
    writeback.disconnect()

    worked = writeback.deliver()

    assert worked == 0
    assert writeback.crm.seen == []


@pytest.mark.parametrize(("fault", "state", "written"), [(None, "delivered", True), (Fault.BUSY, "cancelled", False)])
def test_d24_one_call_in_flight_may_end_is_in_the_journal_and_is_not_retried(
    writeback: Writeback, fault: Fault | None, state: str, written: bool
) -> None:
    writeback.take(new_activity(ActivityKind.INMAIL))

    def disconnect_meanwhile(_: object) -> Fault | None:
        writeback.disconnect()
        return fault

    writeback.crm.next_fault = disconnect_meanwhile
    writeback.deliver()

    assert writeback.row().state == state
    assert bool(writeback.journal()) is written
