"""Activities reach the CRM in real time (S65): the first call within 2 s of acceptance.

How long a call takes is the machine's matter. What is given: the worker looks many times in two seconds, and one look
sends all that was accepted before it.
"""

from datetime import timedelta

from serving.contract.activities.deliver import deliver_due
from serving.worker import work_table

LIMIT = timedelta(seconds=2)


def test_s65_the_worker_looks_for_activities_many_times_in_two_seconds() -> None:
    (task,) = [task for task in work_table().tasks if task.function is deliver_due]

    assert timedelta(seconds=task.every_s) <= LIMIT / 4
