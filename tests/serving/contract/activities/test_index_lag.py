"""HubSpot's index lags behind its writes: an unknown outcome is settled by what the search itself shows (D31, S70)."""

from datetime import timedelta

import pytest

from serving.crm.retries import LONGEST_LAG, USUAL_LAG
from serving.vocabulary.terms import Crm
from tests.support.crm_server import Fault
from tests.support.writeback_tenant import Writeback, new_activity

pytestmark = pytest.mark.parametrize("crm", [Crm.HUBSPOT], indirect=True)


def write_another(tenant: Writeback, indexed_sooner_s: float = 0.0) -> None:
    """Let somebody else write a note, which the index may show sooner than others."""
    made = tenant.crm.user_write("notes", {"hs_note_body": "later", "hs_timestamp": "0"})
    tenant.crm.portal.state.records[f"notes/{made}"].versions[-1].at -= timedelta(seconds=indexed_sooner_s)


def waited(tenant: Writeback, **time: float) -> str:
    """Let time pass, deliver, and return the state."""
    tenant.tenant.clock.forward(**time)
    tenant.deliver()
    return str(tenant.row().state)


def test_d31_a_lost_answer_is_found_at_the_longest_lag_of_the_index(writeback: Writeback) -> None:
    writeback.crm.portal.records.search_lag_s = LONGEST_LAG.total_seconds() - 1
    writeback.take(new_activity())
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)

    writeback.deliver_all()

    assert (writeback.row().state, len(writeback.crm.items)) == ("delivered", 1)


def test_d31_what_was_not_written_is_sent_once_the_search_shows_later_objects(writeback: Writeback) -> None:
    """D31: minutes after the attempt, not before."""
    writeback.take(new_activity())
    writeback.crm.faults.append(Fault.FAILED)
    writeback.deliver()
    writeback.crm.clock.source = lambda: writeback.now + timedelta(seconds=1)
    write_another(writeback)

    early = waited(writeback, seconds=31)
    reason = writeback.row().reason
    too_early = waited(writeback, seconds=USUAL_LAG.total_seconds() - 32)
    in_time = waited(writeback, minutes=4)

    assert (early, reason, too_early, in_time) == ("retrying", "not_indexed", "retrying", "delivered")
