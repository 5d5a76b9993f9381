"""A creation whose answer was lost is recovered, and never made twice (D30, S15)."""

import pytest

from serving.contract.creation.creation import recover_creations
from serving.crm.retries import USUAL_LAG
from tests.support.creation_tenant import create, people, rows_of
from tests.support.crm_server import Fault
from tests.support.writeback_tenant import Writeback

LOST = [Fault.COMMITS_THEN_CLOSES, Fault.COMMITS_THEN_FAILS, Fault.COMMITS_THEN_ANSWERS_INCOMPLETELY]


@pytest.mark.parametrize("fault", LOST)
def test_d30_a_lost_answer_is_recovered_by_a_repeat(routed: Writeback, fault: Fault) -> None:
    """D30: created, but the answer was lost."""
    routed.crm.faults.extend([None, fault])

    lost = create(routed)
    too_soon = create(routed)
    routed.tenant.clock.now += USUAL_LAG
    recovered = create(routed)

    assert (lost.status_code, too_soon.status_code, recovered.status_code) == (503, 503, 201)
    assert recovered.json()["link"]["profile_id"] == "M2"
    assert len(people(routed)) == 1


@pytest.mark.parametrize("fault", [Fault.COMMITS_THEN_CLOSES, Fault.CLOSED])
def test_d30_the_worker_recovers_creations_without_a_repeat(routed: Writeback, fault: Fault) -> None:
    """D30: linked if it was made, deleted if not."""
    routed.crm.faults.extend([None, fault])
    create(routed)

    too_soon = recover_creations(routed.tenant.parts, routed.now, routed.client)
    routed.tenant.clock.now += USUAL_LAG
    settled = recover_creations(routed.tenant.parts, routed.now, routed.client)

    was_made = fault is Fault.COMMITS_THEN_CLOSES
    assert (too_soon, settled) == (0, 1)
    assert [row.state for row in rows_of(routed)] == (["created"] if was_made else [])
    assert create(routed, "k2").status_code == (409 if was_made else 201)
    assert len(people(routed)) == 1


def test_d30_sent_fields_are_sealed_until_the_outcome_and_then_deleted(routed: Writeback) -> None:
    """D30, S15."""
    routed.crm.faults.extend([None, Fault.COMMITS_THEN_CLOSES])
    create(routed)
    (open_one,) = rows_of(routed)

    routed.tenant.clock.now += USUAL_LAG
    create(routed)
    (closed,) = rows_of(routed)

    assert b"Okonkwo" not in open_one.sealed
    assert closed.sealed is None
