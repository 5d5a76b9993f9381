"""The gain plan of a file: which fields to fill first, and in which records."""

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

import numpy as np
import pyarrow as pa

from data.index.build import index_of
from data.tables.progress import Progress, silent
from data.tables.records import read_records, rows_of
from data.tables.rejects import Reject
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.batch.files import FileMatchRequest
from serving.matching.account_links import LINKED_COMPANY, with_linked_companies
from serving.matching.gain.decider import MatcherDecides
from serving.matching.gain.fields import filled_masks
from serving.matching.gain.plan import GainPlan, PresentRecords, Start, plan_gain
from serving.matching.matcher import Matcher

START_COLUMNS = ("crm_id", "fields", "expected_links")


@value_class
class FilePlan:
    """The plan of a file: its records, those that name their profile and are left out, and rejected rows."""

    plan: GainPlan
    n_records: int
    n_linked: int
    n_forced: int
    rejects: Sequence[Reject] = field(default=())


def plan_file(request: FileMatchRequest, progress: Progress = silent) -> FilePlan:
    """Decide every record of a file, and plan which fields to fill; write the records to `request.out`, if wanted."""
    table = read_records(request.schema, request.crm, request.renames, normalised=False)
    rows = _rows(table.raw, request.account_links)
    with index_of(request.schema, request.index, request.universe, request.renames, progress) as index:
        matcher = Matcher.open(request.bundle, index).with_precision(request.precision)
        now, forced = MatcherDecides(matcher, rows).of_rows()
        kept = np.flatnonzero(~forced)
        decide = MatcherDecides(matcher, [rows[row] for row in kept.tolist()])
        ids = [table.ids[row] for row in kept.tolist()]
        records = PresentRecords(request.kind, ids, filled_masks(request.kind, decide.rows), now.take(kept))
        plan = plan_gain(records, decide, progress=progress)
    return FilePlan(plan, len(rows), int(now.linked.sum()), int(forced.sum()), table.rejects)


def _rows(raw: pa.Table, account_links: Path | None) -> list[dict[str, str | None]]:
    """Return raw rows; with account links `company_id` is the linked company of each person's account."""
    joined = with_linked_companies(raw, account_links)
    rows = rows_of(joined)
    if LINKED_COMPANY not in joined.column_names:
        return rows
    return [{**row, "company_id": row.get(LINKED_COMPANY)} for row in rows]


def start_cells(starts: Sequence[Start]) -> list[tuple[str, str, float]]:
    """Return the cells of START_COLUMNS."""
    return [(start.record_id, "; ".join(start.fields), round(start.gain, 4)) for start in starts]


def plan_as_json(plan: FilePlan, kind: Kind) -> dict[str, object]:
    """Return the plan as one JSON object."""
    return {
        "kind": kind,
        "records": plan.n_records,
        "linked": plan.n_linked,
        "forced": plan.n_forced,
        "rejected": len(plan.rejects),
        "fields": [row.figures for row in plan.plan.rows],
        "pairs_not_tried": len(plan.plan.left_out),
        "records_to_start_with": len(plan.plan.starts),
    }
