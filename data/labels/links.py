"""LINKS: one row per accepted CRM record with its best candidate and the decision; also other tools' scored links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.tables.text_table import (
    DIGITS,
    SEPARATOR,
    TextTable,
    UnusableTable,
    Values,
    read_text_table,
    write_table,
)
from features.pairs.columns import hash_text
from features.schema.array_types import Floats
from features.schema.value_class import value_class

LINKED_WITHOUT_DECISION = 0.5
"""The least probability of a link in files without decisions: more likely right than wrong."""


class LinkDecision(StrEnum):
    """The decision column of LINKS."""

    LINKED = "linked"
    REVIEW = "review"
    NONE = "none"
    DUPLICATE = "duplicate"


class Basis(StrEnum):
    """Where a probability came from."""

    OWN_LABELS = "own_labels"
    SHIPPED = "shipped"
    EM = "em"
    FORCED = "forced"


SCHEMA = pa.schema(
    [
        pa.field("crm_id", pa.string(), nullable=False),
        pa.field("candidate_id", pa.string()),
        pa.field("probability", pa.float64(), nullable=False),
        pa.field("decision", pa.string(), nullable=False),
        pa.field("margin", pa.float64()),
        pa.field("runner_up_id", pa.string()),
        pa.field("match_weight", pa.float64()),
        pa.field("reasons", pa.list_(pa.string())),
        pa.field("basis", pa.string()),
        pa.field("winner_id", pa.string()),
        pa.field("model_version", pa.string()),
    ]
)
DETAILS = pa.field("details", pa.string())
"""Added by `--explain`: every comparison and feature of the best candidate, as JSON text."""
CLUSTER = pa.field("cluster", pa.list_(pa.string()))
"""Added where a candidate stands for several profiles: those that are one entity, the first one first."""
LISTS = frozenset({"reasons", CLUSTER.name})


@value_class
class Link:
    """One row of LINKS; probabilities have 6 digits, `match_weight` is log2."""

    crm_id: str
    candidate_id: str | None = None
    probability: float = 0.0
    decision: str = LinkDecision.NONE
    margin: float = 0.0
    runner_up_id: str | None = None
    match_weight: float | None = None
    reasons: tuple[str, ...] = ()
    basis: str = ""
    winner_id: str | None = None
    model_version: str = ""
    details: str | None = None
    cluster: tuple[str, ...] = ()

    @property
    def claimed_id(self) -> str | None:
        """The profile under which the candidate is claimed: the first one of its cluster."""
        return self.cluster[0] if self.cluster else self.candidate_id


@value_class
class LinksTable:
    """The rows of LINKS, and their main columns as arrays of one length."""

    rows: Sequence[Link]
    has_decisions: bool = True
    row_of: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "row_of", {link.crm_id: row for row, link in enumerate(self.rows)})

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Link]:
        return iter(self.rows)

    def of(self, crm_id: str) -> Link:
        """Return a record's row, or a link without candidate where there is none."""
        row = self.row_of.get(crm_id)
        return Link(crm_id) if row is None else self.rows[row]

    @property
    def probability(self) -> Floats:
        return np.array([link.probability for link in self.rows], np.float64)

    @property
    def decision(self) -> NDArray[np.str_]:
        return np.array([link.decision for link in self.rows], np.str_)


def write_links(links: LinksTable, path: Path) -> None:
    """Write LINKS as Parquet or CSV, by the name's ending; the file appears whole or not at all.

    Texts of a CSV that a spreadsheet would evaluate begin with an apostrophe, which `read_links` takes off.
    """
    schema = schema_of(links.rows)
    write_table(path, {name: _column(links.rows, name) for name in schema.names}, schema, "LINKS")


def schema_of(rows: Sequence[Link]) -> pa.Schema:
    """Return the columns of some links: those of every file, and the further ones that some row fills."""
    schema = SCHEMA.append(DETAILS) if any(link.details is not None for link in rows) else SCHEMA
    return schema.append(CLUSTER) if any(link.cluster for link in rows) else schema


def read_links(path: Path) -> LinksTable:
    """Read LINKS, or any tool's links that have at least `crm_id candidate_id probability`.

    Of several rows of one record the most probable one is kept, then the one of the highest match weight, then the one
    of the lower hash of its candidate, whatever the order of the file. Raises UnusableTable.
    """
    table = read_text_table(path, required=("crm_id", "candidate_id", "probability"))
    has_decisions = "decision" in table.columns
    columns: dict[str, Values] = {name: table.column(name) for name in (*SCHEMA.names, DETAILS.name, CLUSTER.name)}
    best: dict[str, Link] = {}
    for row in range(table.n_rows):
        link = _link(table, row, {name: values[row] for name, values in columns.items()}, has_decisions)
        before = best.get(link.crm_id)
        if before is None or _rank(link) > _rank(before):
            best[link.crm_id] = link
    return LinksTable(list(best.values()), has_decisions)


def _column(rows: Sequence[Link], name: str) -> list[Any]:
    """Return a column of LINKS in its written form: numbers rounded, empty texts null."""
    values = map(attrgetter(name), rows)
    if name in {"probability", "margin"}:
        return [round(value, DIGITS) for value in values]
    if name == CLUSTER.name:
        return [list(value) or None for value in values]
    if name in LISTS:
        return list(map(list, values))
    return [None if value == "" else value for value in values]


def _link(table: TextTable, row: int, values: Mapping[str, str | None], has_decisions: bool) -> Link:
    where = f"{table.path} row {row + 1}"
    crm_id = values["crm_id"]
    candidate_id = values["candidate_id"]
    if crm_id is None:
        raise UnusableTable("{where}: crm_id is empty", where=where)
    probability = _number(where, "probability", values["probability"] or "0")
    if not 0 <= probability <= 1:
        raise UnusableTable(
            "{where}: got the probability {probability:g}, expected 0 to 1", where=where, probability=probability
        )
    weight = values["match_weight"]
    stated = values["decision"] if has_decisions else None
    likely = candidate_id is not None and probability >= LINKED_WITHOUT_DECISION
    return Link(
        crm_id=crm_id,
        candidate_id=candidate_id,
        probability=probability,
        decision=_decision(where, stated) if has_decisions else LinkDecision.LINKED if likely else LinkDecision.NONE,
        margin=_number(where, "margin", values["margin"] or "0"),
        runner_up_id=values["runner_up_id"],
        match_weight=None if weight is None else _number(where, "match_weight", weight),
        reasons=tuple((values["reasons"] or "").split(SEPARATOR)) if values["reasons"] else (),
        basis=values["basis"] or "",
        winner_id=values["winner_id"],
        model_version=values["model_version"] or "",
        details=values["details"],
        cluster=tuple((values["cluster"] or "").split(SEPARATOR)) if values["cluster"] else (),
    )


def _decision(where: str, text: str | None) -> LinkDecision:
    if text not in list(LinkDecision):
        raise UnusableTable(
            "{where}: got the decision {text!r}, expected one of {link_decision}",
            where=where,
            text=text,
            link_decision=", ".join(LinkDecision),
        )
    return LinkDecision(text)


def _number(where: str, name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise UnusableTable(
            "{where}: got the {name} {text!r}, expected a number", where=where, name=name, text=text
        ) from error


def _rank(link: Link) -> tuple[bool, float, float, int]:
    weight = -np.inf if link.match_weight is None else link.match_weight
    return link.candidate_id is not None, link.probability, weight, -hash_text(link.candidate_id or "")
