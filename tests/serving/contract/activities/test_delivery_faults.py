"""Delivery to a CRM that fails: when it is asked again, and when it is given up (S70, D31).

That each activity is there once, whatever fails and is killed, is the law of `test_deliveries_at_scale.py`.
"""

from datetime import timedelta

from serving.crm.retries import MAX_ATTEMPTS, SETTLING
from tests.support.crm_server import Fault
from tests.support.writeback_tenant import Writeback, new_activity


def test_d31_no_search_runs_before_the_crm_can_have_indexed_the_activity(writeback: Writeback) -> None:
    writeback.take(new_activity())
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)
    writeback.deliver()

    writeback.tenant.clock.now += SETTLING - timedelta(seconds=1)
    too_soon = writeback.deliver()

    assert too_soon == 0
    assert writeback.row().next_at == writeback.now + timedelta(seconds=1)


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
