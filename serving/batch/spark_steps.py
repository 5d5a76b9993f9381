"""The steps that Spark's executors run on a partition: both passes of the matcher, and one-to-one."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from data.labels.links import CLUSTER, DETAILS, SCHEMA, Link
from features.normalise.records import normalise
from features.pairs.columns import Record, columns_of
from features.ranking.collective_features import Claims, IndependentTable, collective_matrix
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from serving.batch.files import one_to_one, tie_break_of
from serving.batch.kept_parts import outcome_of, row_of
from serving.matching.collective import (
    CANDIDATES,
    CollectiveModel,
    claim_kernel,
    claimed_candidates,
    claims_among,
    decided_again,
    independent_table,
    order_of,
    strongest_claims,
)
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Outcome, link_of

ROW = pa.field("row", pa.int64(), nullable=False)
OUTCOMES = pa.schema([ROW, ("outcome", pa.string()), ("record", pa.string()), ("tie_break", pa.string())])
"""Outcome and normalised record as JSON, every float in full."""
PAIRS = pa.schema(
    [
        ROW,
        ("at", pa.int32()),
        ("record_id", pa.string()),
        ("record", pa.string()),
        ("profile_id", pa.string()),
        ("probability", pa.float64()),
        ("match_weight", pa.float64()),
    ]
)
CLAIM_FIELDS = ("rival", "rank", "others", "claimed", "alike_best", "alike_mean")
CLAIMS = pa.schema([ROW, ("at", pa.int32()), *((name, pa.float64()) for name in CLAIM_FIELDS)])
LINKS = pa.schema([ROW, *SCHEMA, DETAILS, CLUSTER, ("tie_break", pa.string())])
_BESIDE = frozenset({"row", "tie_break"})


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
        records = [normalise(matcher.schema, row) for row in rows]
        if files.with_account_links:
            records = [
                {**record, "company_id": row["linked_company"]} for record, row in zip(records, rows, strict=True)
            ]
        outcomes = matcher.match_records([row["id"] for row in rows], records, Answering(shown, files.explain))
        done = zip(rows, outcomes, records, strict=True)
        yield _batch(OUTCOMES, [_row_of(files.kind, row, outcome, record) for row, outcome, record in done])


def _row_of(kind: Kind, row: dict[str, Any], outcome: Outcome, record: Record) -> dict[str, Any]:
    own = {name: value for name, value in row.items() if name not in {"row", "linked_company"}}
    fields = {"outcome": row_of(outcome), "record": record, "tie_break": tie_break_of(kind, own)}
    return {"row": row["row"], **{name: json.dumps(value) for name, value in fields.items()}}


def _read_record(text: str) -> Record:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()}


def _outcomes_in(batch: pa.RecordBatch) -> list[Outcome]:
    return [outcome_of(json.loads(text)) for text in batch.column("outcome").to_pylist()]


def list_pairs(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Return a row for each claimed candidate."""
    for batch in batches:
        yield _batch(
            PAIRS,
            [
                {
                    "row": row["row"],
                    "at": at,
                    "record_id": outcome.record_id,
                    "record": row["record"],
                    "profile_id": (candidate.cluster or (candidate.id,))[0],
                    "probability": candidate.probability,
                    "match_weight": candidate.match_weight,
                }
                for row, outcome in zip(batch.to_pylist(), _outcomes_in(batch), strict=True)
                for at, candidate in enumerate(claimed_candidates(outcome))
            ],
        )


def weigh_partition(files: ExecutorFiles, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Compare the claimants of every profile of a partition, which has all claims on its profiles."""
    rows = [row for batch in batches for row in batch.to_pylist()]
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
    matcher = open_matcher(files)
    records = columns_of(matcher.schema, ids, [_read_record(row["record"]) for row in claimants.values()])
    claims = claims_among(table.take(counted), records, claim_kernel(matcher.bundle.splink, matcher.schema))
    weighed = {name: getattr(claims, name) for name in CLAIM_FIELDS}
    keys = {name: [rows[at][name] for at in counted.tolist()] for name in ("row", "at")}
    yield pa.RecordBatch.from_pydict(keys | weighed, schema=CLAIMS)


def decide_together(files: ExecutorFiles, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Decide outcomes by the claims on their candidates."""
    collective = open_matcher(files).collective
    for batch in batches:
        outcomes = _outcomes_in(batch)
        claims = batch.column("claims").to_pylist()
        if collective is not None:
            outcomes = decided_again(outcomes, collective, _probabilities(outcomes, claims, collective))
        yield _links(batch.to_pylist(), map(link_of, outcomes))


def _probabilities(
    outcomes: Sequence[Outcome], weighed: Sequence[list[dict[str, Any]] | None], collective: CollectiveModel
) -> Floats:
    """Return the collective probability of each pair with a weighed claim; the others keep theirs."""
    table = independent_table(outcomes)
    starts = np.cumsum([0, *(len(claimed_candidates(outcome)) for outcome in outcomes)])
    claims = [
        (start + claim["at"], claim)
        for start, of_record in zip(starts, weighed, strict=False)
        for claim in of_record or ()
    ]
    claims.sort(key=lambda numbered: numbered[0])
    counted = np.array([position for position, _ in claims], np.int64)
    probabilities = table.probability.copy()
    if len(counted):
        fields = Claims(*(np.array([claim[name] for _, claim in claims], np.float64) for name in CLAIM_FIELDS))
        probabilities[counted] = collective.probabilities(collective_matrix(table.take(counted), fields))
    return probabilities


def link_alone(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Return the links of independent outcomes."""
    for batch in batches:
        yield _links(batch.to_pylist(), map(link_of, _outcomes_in(batch)))


def one_to_one_in_partition(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Return one-to-one links of a partition, which has all claims on its profiles."""
    rows = [row for batch in batches for row in batch.to_pylist()]
    tie_breaks = {row["crm_id"]: tuple(json.loads(row["tie_break"])) for row in rows}
    yield _links(rows, one_to_one([link_of_row(row) for row in rows], tie_breaks))


def link_of_row(row: Mapping[str, Any]) -> Link:
    """Return the link of a row."""
    given = {name: row[name] for name in LINKS.names if name not in _BESIDE}
    lists = {name: tuple(row[name] or ()) for name in ("reasons", "cluster")}
    return Link(**given | lists | {name: row[name] or "" for name in ("basis", "model_version")})


def _links(rows: Sequence[Mapping[str, Any]], links: Iterable[Link]) -> pa.RecordBatch:
    """Return links as a batch, with the number and the tie-break of their rows."""
    return _batch(
        LINKS,
        [
            {name: row[name] if name in _BESIDE else getattr(link, name) for name in LINKS.names}
            for row, link in zip(rows, links, strict=True)
        ],
    )


def _batch(schema: pa.Schema, rows: list[dict[str, Any]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows, schema=schema)


def ddl_of(schema: pa.Schema) -> str:
    """Return a schema as Spark's DDL."""
    return ", ".join(f"`{field.name}` {_ddl(field.type)}" for field in schema)


def _ddl(type_: pa.DataType) -> str:
    if pa.types.is_list(type_):
        return f"array<{_ddl(type_.value_type)}>"
    return {"int64": "bigint", "int32": "int", "double": "double", "string": "string"}[str(type_)]
