"""Delivery to a CRM that fails in every way: at least once to it, exactly once in effect (S65, S70, D24, D31, D32)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from serving.rules.delivery import LONGEST_CALL, MOST_ATTEMPTS, SETTLING
from serving.rules.words import ActivityKind, Crm
from serving.store.tables_contracts import users
from serving.store.tables_work import activities
from serving.writeback.outbox import Claim, claim_next
from tests.serving.crm_server import COMMITTING, Fault
from tests.serving.store_place import SELLER
from tests.serving.writeback_place import (
    ACCOUNT,
    COMPANY,
    CONTACT,
    LEAD,
    MEMBER,
    OTHER_CONTACT,
    Writeback,
    new_activity,
)

NOTHING_COMMITTED = [Fault.BUSY, Fault.FAILED, Fault.CLOSED, Fault.HANGS]


def test_s50_s63_an_activity_is_written_with_the_sellers_own_grant(writeback: Writeback) -> None:
    """S50, S63, D28."""
    writeback.take(new_activity(ActivityKind.INMAIL))

    writeback.deliver()

    assert writeback.row().state == "delivered"
    assert [one.token for one in writeback.crm.seen] == [f"token-of-{SELLER}"]
    assert len(writeback.crm.holdings.items) == 1


def test_s70_the_text_is_kept_no_longer_than_it_is_needed(writeback: Writeback) -> None:
    """S70, S77: delivered, so it stands in the CRM."""
    writeback.take(new_activity())
    before = writeback.row().sealed

    writeback.deliver()

    assert before is not None
    assert b"First line" not in before
    assert writeback.row().sealed is None


def test_d32_a_note_is_journalled_part_by_part(writeback: Writeback) -> None:
    """D32, S62."""
    writeback.take(new_activity())

    writeback.deliver()

    record = f"contact/{CONTACT.id}"
    if writeback.crm.crm is Crm.HUBSPOT:
        assert writeback.journal() == [("a1", "note", record, "notes")]
    else:
        assert writeback.journal() == [("a1", "note", record, "Notes"), ("a1", "activity", record, "activities")]


def test_s58_a_note_on_a_company_stands_on_its_account_and_nowhere_else(writeback: Writeback) -> None:
    """S55, S58, S68, D32."""
    writeback.take(new_activity(profile=COMPANY))

    writeback.deliver()

    assert [entry[1:3] for entry in writeback.journal()] == [("note", f"account/{ACCOUNT.id}")]


def test_s70_delivering_again_writes_nothing_again(writeback: Writeback) -> None:
    """S70."""
    writeback.take(new_activity())
    writeback.deliver_all()
    requests = len(writeback.crm.seen)

    writeback.place.clock.forward(days=1)
    worked = writeback.deliver()

    assert worked == 0
    assert len(writeback.crm.seen) == requests


@pytest.mark.parametrize("fault", NOTHING_COMMITTED)
def test_s70_what_was_not_written_is_written_once_later(writeback: Writeback, fault: Fault) -> None:
    """S70: 429, 5xx, a lost connection, a timeout."""
    writeback.take(new_activity())
    writeback.crm.faults.append(fault)

    writeback.deliver()
    state_after_the_fault = writeback.row().state
    writeback.deliver_all()

    assert state_after_the_fault == "retrying"
    assert writeback.row().state == "delivered"
    assert contents(writeback) == undisturbed(writeback)


@pytest.mark.parametrize("fault", COMMITTING)
def test_d31_what_was_written_without_our_knowing_is_found_by_its_marker_and_not_written_again(
    writeback: Writeback, fault: Fault
) -> None:
    """D31, S70: the CRM commits, then fails, closes, times out, answers half or nonsense."""
    writeback.take(new_activity())
    writeback.crm.faults.append(fault)

    writeback.deliver()
    in_doubt = writeback.row().in_doubt
    writeback.deliver_all()

    assert in_doubt
    assert writeback.row().state == "delivered"
    assert not writeback.row().in_doubt
    assert contents(writeback) == undisturbed(writeback)


def contents(writeback: Writeback) -> list[tuple[str, str, str]]:
    return writeback.crm.holdings.contents()


def undisturbed(writeback: Writeback) -> list[tuple[str, str, str]]:
    """What a CRM without faults holds after the same activity."""
    kinds = {"notes"} if writeback.crm.crm is Crm.HUBSPOT else {"Notes", "activities"}
    held = contents(writeback)
    assert {kind for kind, _, _ in held} == kinds
    assert len(held) == len(kinds)
    return held


def test_d31_a_note_that_was_half_done_is_completed_and_nothing_is_doubled(writeback: Writeback) -> None:
    """D32: the first part stands, the second one fails."""
    writeback.take(new_activity())
    writeback.crm.faults.extend([None, Fault.COMMITS_THEN_CLOSES])

    writeback.deliver_all()

    assert writeback.row().state == "delivered"
    undisturbed(writeback)


def test_d31_nobody_searches_before_the_crm_can_have_indexed_it(writeback: Writeback) -> None:
    """D31."""
    writeback.take(new_activity())
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)
    writeback.deliver()

    writeback.place.clock.now += SETTLING - timedelta(seconds=1)
    too_soon = writeback.deliver()

    assert too_soon == 0
    assert writeback.row().next_at == writeback.now + timedelta(seconds=1)


def test_d31_without_a_search_it_is_a_dead_letter_and_no_blind_second_write(writeback: Writeback) -> None:
    """D31."""
    writeback.take(new_activity())
    writeback.crm.faults.extend([Fault.COMMITS_THEN_CLOSES, Fault.FORBIDDEN])

    writeback.deliver_all()

    row = writeback.row()
    assert (row.state, row.reason, row.in_doubt) == ("dead", "cannot_search", True)
    assert len(writeback.crm.writes()) == 1


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.FAILED, Fault.CLOSED, Fault.COMMITS_THEN_ANSWERS_NONSENSE])
def test_d31_a_search_that_fails_is_searched_again_and_nothing_is_sent_meanwhile(
    writeback: Writeback, fault: Fault
) -> None:
    """D31."""
    writeback.take(new_activity())
    writeback.crm.faults.extend([Fault.COMMITS_THEN_CLOSES, *[fault] * 3])

    writeback.deliver_all()

    assert writeback.row().state == "delivered"
    undisturbed(writeback)


def test_s70_a_killed_deliverer_leaves_a_claim_that_is_searched_for_first(writeback: Writeback) -> None:
    """S70, D31: killed between the claim and the call, so nothing stands in the CRM."""
    writeback.take(new_activity())
    with writeback.scope.writing() as connection:
        claimed = claim_next(connection, writeback.scope, writeback.now)
    assert isinstance(claimed, Claim)

    at_once = writeback.deliver()
    writeback.place.clock.now += LONGEST_CALL
    writeback.deliver_all()

    assert at_once == 0
    assert writeback.crm.seen[0].method == "GET" or writeback.crm.seen[0].path.endswith("/search")
    assert writeback.row().state == "delivered"
    undisturbed(writeback)


def test_s70_after_many_attempts_it_is_a_dead_letter_that_keeps_its_text(writeback: Writeback) -> None:
    """S70."""
    writeback.take(new_activity())
    writeback.crm.next_fault = lambda _: Fault.BUSY

    writeback.deliver_all()

    row = writeback.row()
    assert (row.state, row.reason, row.attempts) == ("dead", "busy", MOST_ATTEMPTS)
    assert row.sealed is not None
    assert row.expires_at == writeback.now + timedelta(days=30) - timedelta(seconds=1) or row.expires_at is not None


def test_s70_what_the_crm_refuses_is_a_dead_letter_at_once(writeback: Writeback) -> None:
    """S70."""
    writeback.take(new_activity())
    writeback.crm.faults.append(Fault.REFUSED)

    writeback.deliver()

    assert (writeback.row().state, writeback.row().reason) == ("dead", "refused")


def test_s70_the_crm_says_when_to_come_back(writeback: Writeback) -> None:
    """S70: Retry-After."""
    writeback.take(new_activity())
    writeback.crm.retry_after_s = 77
    writeback.crm.faults.append(Fault.BUSY)

    writeback.deliver()

    assert writeback.row().next_at == writeback.now + timedelta(seconds=77)


def test_d28_a_grant_that_is_refused_waits_for_another_one(writeback: Writeback) -> None:
    """D28, S54."""
    writeback.take(new_activity())
    writeback.crm.tokens = {"a fresh one"}

    writeback.deliver()
    waiting = writeback.row()
    writeback.grant(SELLER, "a fresh one")
    writeback.deliver()

    assert (waiting.state, waiting.reason) == ("pending_auth", "unauthorised")
    assert writeback.row().state == "delivered"


def test_d28_an_expired_grant_is_none(writeback: Writeback) -> None:
    """D28."""
    writeback.grant(SELLER, expires_at=writeback.now + timedelta(minutes=5))
    writeback.take(new_activity())
    writeback.place.clock.forward(minutes=5)

    writeback.deliver()

    assert (writeback.row().state, writeback.row().reason) == ("pending_auth", "no_grant")
    assert writeback.crm.seen == []


def test_d18_what_a_user_who_left_had_not_sent_is_pending(writeback: Writeback) -> None:
    """D18."""
    writeback.take(new_activity())
    with writeback.scope.writing() as connection:
        connection.execute(update(users).where(users.c.id == SELLER).values(active=False))

    writeback.deliver()

    assert writeback.row().state == "pending_auth"
    assert writeback.row().expires_at == writeback.now + timedelta(days=30)


@pytest.mark.parametrize("switches", [{"writeback": False}, {"kinds": {"note": False}}])
def test_d27_what_an_admin_turned_off_meanwhile_is_not_sent(writeback: Writeback, switches: dict[str, object]) -> None:
    """D27, S60, S92."""
    writeback.take(new_activity())
    writeback.place.settings(**switches)

    writeback.deliver()

    assert writeback.row().state == "cancelled"
    assert writeback.crm.seen == []


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


def test_d9_a_record_that_was_deleted_takes_nothing(writeback: Writeback) -> None:
    """D9."""
    writeback.take(new_activity())
    writeback.delete_record(CONTACT)

    writeback.deliver()

    assert writeback.row().state == "needs_target"


def test_d9_a_record_that_only_the_crm_knows_to_be_gone_takes_nothing(writeback: Writeback) -> None:
    """D9: the delete has not arrived yet."""
    if writeback.crm.crm is Crm.HUBSPOT:
        writeback.crm.holdings.gone.add(f"contacts/{CONTACT.id}")
    else:
        writeback.crm.holdings.gone.add(f"contacts/N{CONTACT.id}")
    writeback.take(new_activity())

    writeback.deliver()

    assert (writeback.row().state, writeback.row().reason) == ("needs_target", "gone")


def test_d8_d31_what_is_in_doubt_is_looked_for_where_it_was_sent_and_then_proposed_for_correction(
    writeback: Writeback,
) -> None:
    """D8, D31: the link moved while nobody knew whether the activity had been written."""
    writeback.take(new_activity(ActivityKind.INMAIL))
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)
    writeback.deliver()
    writeback.link(MEMBER, OTHER_CONTACT)

    writeback.deliver_all()

    (correction,) = writeback.corrections()
    assert [entry[2] for entry in writeback.journal()] == [f"contact/{CONTACT.id}"]
    assert (correction.from_id, correction.to_id, correction.state) == (CONTACT.id, OTHER_CONTACT.id, "proposed")
    assert len(writeback.crm.holdings.items) == 1


def test_d24_a_disconnected_instance_sends_nothing(writeback: Writeback) -> None:
    """D24."""
    writeback.take(new_activity())
    writeback.disconnect()

    worked = writeback.deliver()

    assert worked == 0
    assert writeback.crm.seen == []


@pytest.mark.parametrize(("fault", "state", "stands"), [(None, "delivered", True), (Fault.BUSY, "cancelled", False)])
def test_d24_one_call_in_flight_may_end_is_journalled_and_is_not_retried(
    writeback: Writeback, fault: Fault | None, state: str, stands: bool
) -> None:
    """D24."""
    writeback.take(new_activity(ActivityKind.INMAIL))

    def disconnect_meanwhile(_: object) -> Fault | None:
        writeback.disconnect()
        return fault

    writeback.crm.next_fault = disconnect_meanwhile
    writeback.deliver()

    assert writeback.row().state == state
    assert bool(writeback.journal()) is stands


def test_s57_the_primary_account_is_named_where_the_admin_switched_it_on(writeback: Writeback) -> None:
    """S57: on Oracle, and never a write to the account."""
    writeback.place.settings(primary_account=True)
    writeback.take(new_activity(ActivityKind.INMAIL))

    writeback.deliver()

    (item,) = writeback.crm.holdings.items.values()
    assert item.values.get("AccountId") == (int(ACCOUNT.id) if writeback.crm.crm is Crm.ORACLE else None)


def test_s65_a_back_fill_does_not_keep_a_seller_waiting(writeback: Writeback) -> None:
    """S65: what happened last is sent first."""
    old = writeback.now - timedelta(days=200)
    writeback.take(*[new_activity(id=f"old-{n}", occurred_at=old + timedelta(hours=n)) for n in range(30)])
    writeback.take(new_activity(ActivityKind.INMAIL, id="new", occurred_at=writeback.now))

    writeback.deliver()

    assert writeback.journal()[0][0] == "new"
    assert writeback.row("new").state == "delivered"


@pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)
def test_s56_a_lead_takes_activities(writeback: Writeback) -> None:
    """S55, S56."""
    writeback.link(MEMBER, LEAD)
    writeback.take(new_activity(ActivityKind.INMAIL))

    writeback.deliver()

    (item,) = writeback.crm.holdings.items.values()
    assert item.values["LeadId"] == int(LEAD.id)


def test_s70_a_row_that_another_deliverer_took_back_is_left_alone(writeback: Writeback) -> None:
    """S70: who was given up for dead and ends after all changes nothing but the journal."""
    writeback.take(new_activity(ActivityKind.INMAIL))

    def taken_over(_: object) -> None:
        with writeback.scope.writing() as connection:
            connection.execute(update(activities).values(attempts=7, state="sending"))

    writeback.crm.next_fault = taken_over
    writeback.deliver()

    assert (writeback.row().attempts, writeback.row().state) == (7, "sending")
    assert len(writeback.journal()) == 1
