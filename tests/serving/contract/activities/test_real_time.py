"""Activities reach the CRM in real time (S65): the first call within 2 s of acceptance.

How long a call takes is the machine's matter. What is given: the worker looks many times in two seconds, and one look
sends all that was accepted before it.
"""

from datetime import timedelta

from serving.contract.activities.deliver import deliver_due
from serving.worker import work_table
from tests.support.tenant import SELLER
from tests.support.writeback_tenant import Writeback

ACTIVITIES = 20
LIMIT = timedelta(seconds=2)


def test_s65_what_was_accepted_is_sent_the_next_time_that_the_worker_looks(routed: Writeback) -> None:
    """S65: with the CRM up, and no time between acceptance and the look."""
    for number in range(ACTIVITIES):
        body = {"id": f"a{number}", "kind": "inmail", "degree": "2nd", "subject": f"Subject-{number}-", "body": "b"}
        body |= {"occurred_at": "2026-03-02T08:30:00Z"}
        member: dict[str, object] = {"profile": {"kind": "person", "id": "M1"}}
        assert routed.tenant.ask("POST", "/activities", body | member, acting=SELLER).json()["state"] == "queued"

    sent = 0
    while taken := deliver_due(routed.tenant.parts, routed.now, routed.client):
        sent += taken

    bodies = repr([one.body for one in routed.crm.seen])
    assert sent == ACTIVITIES
    assert [number for number in range(ACTIVITIES) if f"Subject-{number}-" not in bodies] == []
    assert {row.state for row in routed.rows()} == {"delivered"}


def test_s65_the_worker_looks_for_activities_many_times_in_two_seconds() -> None:
    (task,) = [task for task in work_table().tasks if task.function is deliver_due]

    assert timedelta(seconds=task.every_s) <= LIMIT / 4
