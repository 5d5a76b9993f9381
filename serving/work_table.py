"""What `onematch work` does: the topics' jobs and tasks by name."""

from datetime import datetime

from serving.access.idempotency import forget_old
from serving.leaving.tasks import JOBS as COPIES
from serving.leaving.tasks import delete_due
from serving.sync.effects import events
from serving.sync.imports.record_rows import forget_tombstones
from serving.sync.linking.recompute import RECOMPUTE, notice_guarantees, notice_models, run_recompute
from serving.sync.linking.universe import NETWORK, run_network
from serving.sync.reports.drift_checks import DRIFT, PLANNED_EVERY_S, plan_the_day, run_drift
from serving.sync.reports.jobs import REPORT, run_report
from serving.sync.reports.roi import ROI, run_roi
from serving.sync.services import WrapperServices
from serving.worker import JobFunction, Task, WorkTable
from serving.writeback.deliver import deliver_due
from serving.writeback.expiry import expire_activities
from serving.writeback.recovery import recover_creations


def work_table() -> WorkTable:
    """List every job and task."""
    jobs: dict[str, JobFunction] = {**COPIES, REPORT: run_report, ROI: run_roi}
    jobs |= {RECOMPUTE: run_recompute, NETWORK: run_network, DRIFT: run_drift}
    return WorkTable(
        jobs,
        [
            Task("deliver", 0.2, deliver_due),
            Task("expire_activities", 3600, expire_activities),
            Task("notice_models", 30, notice_models),
            Task("notice_promises", 3600, notice_guarantees),
            Task("plan_drift", PLANNED_EVERY_S, plan_the_day),
            Task("heal_creations", 60, recover_creations),
            Task("delete", 300, delete_due),
            Task("prune_events", 3600, events.prune),
            Task("forget_tombstones", 3600, forget_tombstones),
            Task("forget_idempotency", 3600, forget_idempotency),
        ],
    )


def forget_idempotency(parts: WrapperServices, now: datetime) -> int:
    """Drop the answers that were kept long enough."""
    with parts.store.writing() as connection:
        forget_old(connection, now)
    return 0
