"""The steps that Spark's executors run on a partition: both passes of the matcher, and one-to-one."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from features.normalise.records import normalise
from features.pairs.columns import Record, columns_of
from features.ranking.collective_features import Claims, IndependentTable, collective_matrix
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from serving.batch.one_to_one import one_to_one, tie_break_of
from serving.batch.spark_rows import (
    CLAIM_FIELDS,
    CLAIMS,
    LINKS,
    OUTCOMES,
    PAIRS,
    batch_of,
    link_of_row,
    outcome_of,
    read_record,
    row_of_link,
    row_of_outcome,
    rows_in,
)
from serving.matching.collective import (
    CANDIDATES,
    CollectiveModel,
    claim_kernel,
    claims_among,
    count_claimed,
    decided_again,
    independent_table,
    order_of,
    strongest_claims,
)
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import link_of


@dataclass(frozen=True, slots=True)
class ExecutorFiles:
    """The paths that every executor opens, and its options."""

    kind: Kind
    bundle: Path
    index: Path
    precision: float | None
    independent: bool
    explain: bool
    with_account_links: bool


@lru_cache(maxsize=1)
def open_matcher(files: ExecutorFiles) -> Matcher:
    """Open bundle and index once for all tasks of a worker process."""
    return Matcher.open(files.bundle, files.index).with_precision(files.precision)


def match_alone(files: ExecutorFiles, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Run the independent pass over staged raw rows."""
    matcher = open_matcher(files)
    shown = 1 if files.independent or matcher.collective is None else CANDIDATES
    for batch in batches:
        rows = batch.to_pylist()
        records = [_record_of(files, row) for row in rows]
        outcomes = matcher.match_records([row["id"] for row in rows], records, Answering(shown, files.explain))
        done = zip(rows, outcomes, records, strict=True)
        yield batch_of(OUTCOMES, [_beside(files, row) | row_of_outcome(out, record) for row, out, record in done])


def _beside(files: ExecutorFiles, row: dict[str, Any]) -> dict[str, Any]:
    own = {name: value for name, value in row.items() if name not in {"row", "linked_company"}}
    return {"row": row["row"], "tie_break": json.dumps(tie_break_of(files.kind, own))}


def _record_of(files: ExecutorFiles, row: dict[str, Any]) -> Record:
    record = normalise(open_matcher(files).schema, row)
    return {**record, "company_id": row["linked_company"]} if files.with_account_links else record


def list_pairs(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Return a row for each claimed candidate."""
    for batch in batches:
        yield batch_of(
            PAIRS,
            [
                {
                    "row": row["row"],
                    "at": at,
                    "record_id": row["record_id"],
                    "record": row["record"],
                    "profile_id": (candidate["cluster"] or [candidate["id"]])[0],
                    "probability": candidate["probability"],
                    "match_weight": candidate["match_weight"],
                }
                for row in batch.to_pylist()
                for at, candidate in enumerate(row["candidates"][: _count_claimed(row)])
            ],
        )


def _count_claimed(row: dict[str, Any]) -> int:
    return count_claimed(candidate["probability"] for candidate in row["candidates"])


def weigh_partition(files: ExecutorFiles, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Compare the claimants of every profile of a partition, which has all claims on its profiles."""
    rows = rows_in(batches)
    if not rows:
        return
    rows.sort(key=lambda row: (row["row"], row["at"]))
    claimants = {row["row"]: row for row in rows}
    number = {row: i for i, row in enumerate(claimants)}
    profiles: dict[str, int] = {}
    ids = [row["record_id"] for row in claimants.values()]
    table = IndependentTable(
        np.array([number[row["row"]] for row in rows], np.int64),
        np.array([profiles.setdefault(row["profile_id"], len(profiles)) for row in rows], np.int64),
        np.array([row["probability"] for row in rows], np.float64),
        np.array([row["match_weight"] for row in rows], np.float64),
        order_of(ids),
    )
    counted = strongest_claims(table)
    records = columns_of(open_matcher(files).schema, ids, [read_record(row["record"]) for row in claimants.values()])
    matcher = open_matcher(files)
    claims = claims_among(table.take(counted), records, claim_kernel(matcher.bundle.splink, matcher.schema))
    weighed = {name: getattr(claims, name) for name in CLAIM_FIELDS}
    keys = {name: [rows[at][name] for at in counted.tolist()] for name in ("row", "at")}
    yield pa.RecordBatch.from_pydict(keys | weighed, schema=CLAIMS)


def decide_together(files: ExecutorFiles, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Decide outcomes by the claims on their candidates."""
    collective = open_matcher(files).collective
    for batch in batches:
        rows = batch.to_pylist()
        outcomes = [outcome_of(row) for row in rows]
        table = independent_table(outcomes)
        if collective is not None:
            outcomes = decided_again(outcomes, collective, _probabilities(table, rows, collective))
        links = [link_of(outcome) for outcome in outcomes]
        yield batch_of(LINKS, [row_of_link(row, link) for row, link in zip(rows, links, strict=True)])


def _probabilities(table: IndependentTable, rows: Sequence[dict[str, Any]], collective: CollectiveModel) -> Floats:
    """Return the collective probability of each pair with a weighed claim; the others keep theirs."""
    starts = np.cumsum([0, *(_count_claimed(row) for row in rows)])
    claims = [
        (start + claim["at"], claim) for start, row in zip(starts, rows, strict=False) for claim in row["claims"] or ()
    ]
    claims.sort(key=lambda numbered: numbered[0])
    counted, probabilities = np.array([position for position, _ in claims], np.int64), table.probability.copy()
    if len(counted):
        weighed = Claims(*(np.array([claim[name] for _, claim in claims], np.float64) for name in CLAIM_FIELDS))
        probabilities[counted] = collective.probabilities(collective_matrix(table.take(counted), weighed))
    return probabilities


def link_alone(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Return the links of independent outcomes."""
    for batch in batches:
        yield batch_of(LINKS, [row_of_link(row, link_of(outcome_of(row))) for row in batch.to_pylist()])


def one_to_one_in_partition(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Return one-to-one links of a partition, which has all claims on its profiles."""
    rows = rows_in(batches)
    tie_breaks = {row["crm_id"]: tuple(json.loads(row["tie_break"])) for row in rows}
    links = one_to_one([link_of_row(row) for row in rows], tie_breaks)
    yield batch_of(LINKS, [row_of_link(row, link) for row, link in zip(rows, links, strict=True)])
