"""Delivery to a CRM that fails in every way: at least once to it, exactly once in effect (S70, D31, D32)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from serving.contract.activities.outbox import DeliveryClaim, claim_next
from serving.crm.delivery import LONGEST_CALL, MAX_ATTEMPTS, SETTLING
from serving.store.tables.work import activities
from serving.vocabulary.terms import ActivityKind, Crm
from tests.support.crm_server import COMMITTING, Fault
from tests.support.writeback_tenant import Writeback, new_activity

NOTHING_COMMITTED = [Fault.BUSY, Fault.FAILED, Fault.CLOSED, Fault.HANGS]


@pytest.mark.parametrize("fault", NOTHING_COMMITTED)
def test_s70_an_unwritten_activity_is_written_once_later(writeback: Writeback, fault: Fault) -> None:
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
def test_d31_an_activity_with_a_lost_answer_is_found_by_its_marker_and_not_written_again(
    writeback: Writeback, fault: Fault
) -> None:
    """D31, S70: the CRM commits, then fails, closes, times out, or answers incompletely or invalidly."""
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
    kinds = {"notes"} if writeback.crm.crm is Crm.HUBSPOT else {"Note", "activities"}
    held = contents(writeback)
    assert {kind for kind, _, _ in held} == kinds
    assert len(held) == len(kinds)
    return held


def test_d31_a_partly_written_note_is_completed_without_duplicates(writeback: Writeback) -> None:
    """D32: the first part is written, the second one fails."""
    writeback.take(new_activity())
    writeback.crm.faults.extend([None, Fault.COMMITS_THEN_CLOSES])

    writeback.deliver_all()

    assert writeback.row().state == "delivered"
    undisturbed(writeback)


def test_d31_no_search_runs_before_the_crm_can_have_indexed_the_activity(writeback: Writeback) -> None:
    writeback.take(new_activity())
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)
    writeback.deliver()

    writeback.tenant.clock.now += SETTLING - timedelta(seconds=1)
    too_soon = writeback.deliver()

    assert too_soon == 0
    assert writeback.row().next_at == writeback.now + timedelta(seconds=1)


def test_d31_without_a_search_an_activity_is_a_dead_letter_and_not_written_again(writeback: Writeback) -> None:
    writeback.take(new_activity())
    writeback.crm.faults.extend([Fault.COMMITS_THEN_CLOSES, Fault.FORBIDDEN])

    writeback.deliver_all()

    row = writeback.row()
    assert (row.state, row.reason, row.in_doubt) == ("dead", "cannot_search", True)
    assert len(writeback.crm.writes()) == 1


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.FAILED, Fault.CLOSED, Fault.COMMITS_THEN_ANSWERS_NONSENSE])
def test_d31_a_failed_search_is_repeated_and_nothing_is_sent_before(writeback: Writeback, fault: Fault) -> None:
    writeback.take(new_activity())
    writeback.crm.faults.extend([Fault.COMMITS_THEN_CLOSES, *[fault] * 3])

    writeback.deliver_all()

    assert writeback.row().state == "delivered"
    undisturbed(writeback)


def test_s70_after_a_killed_delivery_the_crm_is_searched_first(writeback: Writeback) -> None:
    """S70, D31: killed between the claim and the call, so the CRM holds nothing."""
    writeback.take(new_activity())
    with writeback.scope.writing() as open_scope:
        claimed = claim_next(open_scope, writeback.now)
    assert isinstance(claimed, DeliveryClaim)

    at_once = writeback.deliver()
    writeback.tenant.clock.now += LONGEST_CALL
    writeback.deliver_all()

    assert at_once == 0
    assert writeback.crm.seen[0].method == "GET" or writeback.crm.seen[0].path.endswith("/search")
    assert writeback.row().state == "delivered"
    undisturbed(writeback)


def test_s70_after_many_attempts_an_activity_is_a_dead_letter_with_its_text(writeback: Writeback) -> None:
    writeback.take(new_activity())
    writeback.crm.next_fault = lambda _: Fault.BUSY

    writeback.deliver_all()

    row = writeback.row()
    assert (row.state, row.reason, row.attempts) == ("dead", "busy", MAX_ATTEMPTS)
    assert row.sealed is not None
    assert row.expires_at == writeback.now + timedelta(days=30) - timedelta(seconds=1) or row.expires_at is not None


def test_s70_a_retry_waits_as_long_as_the_crm_requires(writeback: Writeback) -> None:
    """S70: Retry-After."""
    writeback.take(new_activity())
    writeback.crm.retry_after_s = 77
    writeback.crm.faults.append(Fault.BUSY)

    writeback.deliver()

    assert writeback.row().next_at == writeback.now + timedelta(seconds=77)


def test_s70_a_row_that_another_delivery_claimed_is_not_changed(writeback: Writeback) -> None:
    """S70: a delivery that ends after its claim was taken changes the journal alone."""
    writeback.take(new_activity(ActivityKind.INMAIL))

    def taken_over(_: object) -> None:
        with writeback.scope.writing() as open_scope:
            open_scope.execute(update(activities).values(attempts=7, state="sending"))

    writeback.crm.next_fault = taken_over
    writeback.deliver()

    assert (writeback.row().attempts, writeback.row().state) == (7, "sending")
    assert len(writeback.journal()) == 1
