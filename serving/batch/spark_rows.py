"""Outcomes, claims and links as Arrow rows between Spark's steps, without loss."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from data.labels.links import CLUSTER, DETAILS, SCHEMA, Link, LinkDecision
from features.pairs.columns import Record
from serving.matching.outcomes import Candidate, Outcome

ROW = pa.field("row", pa.int64(), nullable=False)
_TEXTS = pa.list_(pa.string())
_CANDIDATE = pa.struct(
    [
        ("id", pa.string()),
        ("probability", pa.float64()),
        ("match_weight", pa.float64()),
        ("reasons", _TEXTS),
        ("details", pa.string()),
        ("cluster", _TEXTS),
    ]
)
OUTCOMES = pa.schema(
    [
        ROW,
        ("record_id", pa.string()),
        ("decision", pa.string()),
        ("margin", pa.float64()),
        ("runner_up_id", pa.string()),
        ("candidates", pa.list_(_CANDIDATE)),
        ("reasons", _TEXTS),
        ("basis", pa.string()),
        ("model_version", pa.string()),
        ("tied_beyond_cut", pa.bool_()),
        ("part_of", pa.string()),
        ("record", pa.string()),
        ("tie_break", pa.string()),
    ]
)
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


def ddl_of(schema: pa.Schema) -> str:
    """Return a schema as Spark's DDL."""
    return ", ".join(f"`{field.name}` {_ddl(field.type)}" for field in schema)


def _ddl(type_: pa.DataType) -> str:
    if pa.types.is_list(type_):
        return f"array<{_ddl(type_.value_type)}>"
    if pa.types.is_struct(type_):
        return f"struct<{', '.join(f'`{field.name}`: {_ddl(field.type)}' for field in type_)}>"
    return {"int64": "bigint", "int32": "int", "double": "double", "bool": "boolean", "string": "string"}[str(type_)]


def batch_of(schema: pa.Schema, rows: Sequence[Mapping[str, Any]]) -> pa.RecordBatch:
    """Return rows as one Arrow batch."""
    return pa.RecordBatch.from_pylist(list(rows), schema=schema)


def rows_in(batches: Iterator[pa.RecordBatch]) -> list[dict[str, Any]]:
    """Return the rows of a whole partition."""
    return [row for batch in batches for row in batch.to_pylist()]


def write_record(record: Record) -> str:
    """Return a normalised record as JSON text."""
    return json.dumps(record, ensure_ascii=True)


def read_record(text: str) -> Record:
    """Return the record of a text of `write_record`."""
    fields = json.loads(text)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


def row_of_outcome(outcome: Outcome, record: Record) -> dict[str, Any]:
    """Return the row of an independent outcome, without `match`, which follows from the decision."""
    return {
        "record_id": outcome.record_id,
        "decision": str(outcome.decision),
        "margin": outcome.margin,
        "runner_up_id": outcome.runner_up_id,
        "candidates": [_row_of_candidate(candidate) for candidate in outcome.candidates],
        "reasons": list(outcome.reasons),
        "basis": outcome.basis,
        "model_version": outcome.model_version,
        "tied_beyond_cut": outcome.tied_beyond_cut,
        "part_of": outcome.part_of,
        "record": write_record(record),
    }


def outcome_of(row: Mapping[str, Any]) -> Outcome:
    """Return the outcome of a row, without `match`, which no later step reads."""
    return Outcome(
        record_id=row["record_id"],
        decision=LinkDecision(row["decision"]),
        match=None,
        margin=row["margin"],
        runner_up_id=row["runner_up_id"],
        candidates=tuple(_candidate_of(one) for one in row["candidates"]),
        reasons=tuple(row["reasons"]),
        basis=row["basis"],
        model_version=row["model_version"],
        tied_beyond_cut=row["tied_beyond_cut"],
        part_of=row["part_of"],
    )


def row_of_link(of: Mapping[str, Any], link: Link) -> dict[str, Any]:
    """Return the row of a link, with the number and the tie-break of the row `of`."""
    return {name: of[name] if name in _BESIDE else getattr(link, name) for name in LINKS.names}


def link_of_row(row: Mapping[str, Any]) -> Link:
    """Return the link of a row."""
    link = Link(**{name: row[name] for name in LINKS.names if name not in _BESIDE})
    return replace(
        link,
        reasons=tuple(link.reasons or ()),
        basis=link.basis or "",
        model_version=link.model_version or "",
        cluster=tuple(link.cluster or ()),
    )


def _row_of_candidate(candidate: Candidate) -> dict[str, Any]:
    details = None if candidate.details is None else json.dumps(candidate.details, sort_keys=True)
    return {
        "id": candidate.id,
        "probability": candidate.probability,
        "match_weight": candidate.match_weight,
        "reasons": list(candidate.reasons),
        "details": details,
        "cluster": list(candidate.cluster),
    }


def _candidate_of(row: Mapping[str, Any]) -> Candidate:
    details = None if row["details"] is None else json.loads(row["details"])
    of = tuple(row["reasons"]), details, tuple(row["cluster"] or ())
    return Candidate(row["id"], row["probability"], row["match_weight"], *of)
