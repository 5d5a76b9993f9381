"""Judgements for a training: from a file, or from a store, there only of contracts that opted in (S83)."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.labels.judgements import LabelContradiction, consolidate
from data.labels.label_rows import Label, label_rows
from data.labels.labels import Labels, labels_of
from data.tables.progress import Progress, silent
from data.tables.renames import NO_RENAMES, Renames
from data.tables.text_table import read_text_table
from data.tables.work_folders import work_folder
from features.pairs.columns import Record
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.contract.linking.guarantees import shown_states
from serving.contract.records.keys import drawn, record_keys
from serving.matching.guarantees.propensity import Shown
from serving.runtime.home import Home
from serving.runtime.settings import load_settings
from serving.store.tables.links import links
from training.evaluation.splits import hold_out
from training.feedback.golden.golden_set import (
    Freezing,
    GoldenSet,
    Origin,
    drop_part,
    freeze,
    frozen_rows,
    read_golden,
)
from training.feedback.golden.parts import (
    GENERATED,
    AnsweredFiles,
    freeze_answered,
    golden_or_first,
    is_fallback,
)
from training.feedback.golden.sealed import write_sealed
from training.feedback.provenance import name_hash, row_hash
from training.feedback.statement_labels import judgements_of, name_of, records_named, training_scopes
from training.feedback.stores import home_store

if TYPE_CHECKING:
    from serving.store.store import Store

CREATED = "create_record"


@value_class
class Feedback:
    """Judgements for training, those held out for the gates, and those of weight 0 (S28).

    `records` holds the records of a store, judged ones and others that were asked for; `population` is everything that
    users were shown, where that is known; `counts` counts the judgements by their use.
    """

    labels: Labels
    held_out: Labels
    weightless: Labels
    contradictions: tuple[LabelContradiction, ...]
    counts: Mapping[str, int]
    records: Mapping[str, Record] = field(default_factory=dict)
    population: tuple[Shown, ...] | None = None

    @property
    def rows(self) -> Sequence[Label]:
        """The answers that a training learns from or is measured on."""
        return (*self.labels.rows, *self.held_out.rows)

    @property
    def digest(self) -> str:
        """The hash of the answers."""
        return hashlib.sha256("".join(sorted(map(row_hash, self.rows))).encode()).hexdigest()


def read_feedback(kind: Kind, source: str, renames: Renames = NO_RENAMES) -> Feedback:
    """Read a file of labels with feedback's columns, or a store by its URL (`sqlite:///...`, `postgresql://...`).

    Raises what the readers of tables, labels and stores raise.
    """
    if "://" in source:
        with home_store(source) as store:
            return feedback_in(store, kind)
    table = read_text_table(Path(source), ("crm_id", "universe_id"), renames)
    rows, frozen = leave_out_frozen(kind, label_rows(table))
    return feedback_of(rows, has_split="split" in table.columns, n_frozen=frozen)


def leave_out_frozen(kind: Kind, rows: list[Label]) -> tuple[list[Label], int]:
    """Return the rows outside of the contracts' parts of the golden set, and the number of rows left out.

    Promotions are measured on those records, so that no training may learn from them.
    """
    from serving.runtime.settings import load_settings

    frozen = frozen_rows(load_settings().home_layout, kind)
    kept = [row for row in rows if name_hash(row.crm_id) not in frozen] if frozen else rows
    return kept, len(rows) - len(kept)


def feedback_of(
    rows: list[Label],
    *,
    has_split: bool = False,
    records: Mapping[str, Record] | None = None,
    population: tuple[Shown, ...] | None = None,
    n_frozen: int = 0,
) -> Feedback:
    """Resolve repeated and contradicting judgements and divide them into training and held-out ones."""
    weighted = [row for row in rows if row.weight > 0]
    weightless = [row for row in rows if row.weight == 0]
    settled = consolidate(weighted)
    others = consolidate(weightless)
    labelled = labels_of(settled.labels, has_split=has_split)
    labels, held_out = hold_out(labelled)
    apart = labels_of(row for row in others.labels if row.crm_id not in labelled.answers)
    counts = {
        "judgements": len(rows) + n_frozen,
        "used": len(labels.rows),
        "held out": len(held_out.rows),
        "left out: frozen in the golden set": n_frozen,
        "left out: entity on both sides": len(labelled.rows) - len(labels.rows) - len(held_out.rows),
        "left out: weight 0": len(weightless),
        "left out: create record": sum(row.source == CREATED for row in weightless),
        **{f"left out: {name}": count for name, count in settled.dropped.items()},
    }
    return Feedback(
        labels=labels,
        held_out=held_out,
        weightless=apart,
        contradictions=settled.contradictions,
        counts=counts,
        records=records or {},
        population=population,
    )


def describe(feedback: Feedback) -> dict[str, Any]:
    """Return the facts of judgements for a report."""
    sources = Counter(row.source or "unknown" for row in feedback.labels.rows)
    return {
        "counts": dict(feedback.counts),
        "by_source": dict(sorted(sources.items())),
        "contracts": len({row.contract for row in feedback.labels.rows if row.contract}),
        "contradictions": [[contradiction.crm_id, contradiction.summary] for contradiction in feedback.contradictions],
    }


def feedback_in(store: "Store", kind: Kind, schema: Schema | None = None, unjudged: int = 0) -> Feedback:
    """Read the judgements of the contracts that opted in, their records, and what their users were shown.

    `unjudged`: of each contract so many further records, drawn by their ids. `schema` is that of the index.
    """
    rows: list[Label] = []
    records: dict[str, Record] = {}
    population: list[Shown] = []
    with store.reading() as connection:
        for scope in training_scopes(connection, store):
            judgements = judgements_of(scope.on(connection), kind)
            names = {row.crm_id for row in judgements}
            keys = record_keys(scope.on(connection), links, links.c.kind == kind.value) if unjudged else []
            names |= {name_of(scope, key) for key in drawn(keys, unjudged)}
            named_records = records_named(scope.on(connection), sorted(names), schema)
            rows += [row for row in judgements if row.crm_id in named_records]
            records |= named_records
            population += [
                Shown(decision, probability) for decision, probability in shown_states(scope.on(connection), kind)
            ]
    ordered, frozen = leave_out_frozen(kind, sorted(rows, key=lambda row: (row.crm_id, row.judged_at, row.row)))
    judged = dict(sorted(records.items()))
    shown = tuple(sorted(population, key=repr))
    return feedback_of(ordered, records=judged, population=shown, n_frozen=frozen)


class NotOptedIn(OnematchError):
    """A contract's judgements may not enter the golden set, or there are no new ones."""


def freeze_own(home: Home, kind: Kind, files: AnsweredFiles, name: str, freezing: Freezing) -> GoldenSet:
    """Freeze own records; they replace the generated ones that stood in while nothing was frozen."""
    before = read_golden(home, kind)
    after = freeze_answered(home, kind, files, (name, Origin.OPEN), freezing)
    if before is None or not is_fallback(before):
        return after
    return drop_part(
        home, kind, GENERATED, Freezing(freezing.by, wording("{name} in place of the generated records", name=name))
    )


def freeze_contract(
    home: Home, kind: Kind, contract: str, freezing: Freezing, progress: Progress = silent
) -> GoldenSet:
    """Freeze a contract's held-out judgements, or all while none are held out, that no part holds yet.

    Raises NotOptedIn.
    """
    golden_or_first(home, kind, progress=progress)
    with home_store(load_settings().store_url) as store:
        feedback = feedback_in(store, kind)
        judged = feedback.held_out if feedback.held_out.answers else feedback.labels
        answers = {name: right for name, right in judged.answers.items() if name.startswith(f"{contract}/")}
        with work_folder("golden") as folder, store.reading() as connection:
            scopes = [scope for scope in training_scopes(connection, store) if scope.contract.id == contract]
            if not scopes or not write_sealed(folder, connection, scopes[0], kind, answers):
                raise NotOptedIn(
                    "got contract {contract}, which let no model learn from it, or has no new judgement",
                    contract=contract,
                )
            return freeze(home, kind, folder, (contract, Origin.CONTRACT), freezing)
