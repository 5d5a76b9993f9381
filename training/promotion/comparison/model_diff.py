"""The badges that a challenger would add, move or remove, record by record."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.index.index import UniverseIndex
from data.labels.links import Link, LinkDecision, LinksTable
from data.tables.atomic import replacing
from data.tables.progress import Progress, silent
from data.tables.records import read_records
from data.tables.renames import Renames
from data.tables.spreadsheet import safe_cell
from data.tables.work_folders import work_folder
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle
from serving.matching.fields_agree import Declarations, agreed_schema
from serving.runtime.home import Home, read_pointer
from serving.vocabulary.links import BadgeChange
from training.promotion.comparison.matching import match_table
from training.promotion.comparison.segments import segments_of_records
from training.promotion.registry import Registry

SHOWN = 12
ARTEFACT = "diff.json"
CSV_COLUMNS = (
    "crm_id",
    "change",
    "before",
    "after",
    "probability_before",
    "probability_after",
    "decision_before",
    "decision_after",
    "reason",
)


class NothingServed(OnematchError):
    """There is no champion to compare a challenger with."""


@value_class
class DiffRequest:
    """The records to compare on, and the version to compare with the served one."""

    home: Home
    kind: Kind
    crm: Path
    wanted: str = "challenger"
    name: str | None = None
    renames: Renames = field(default_factory=dict)
    fields: Declarations = None


@value_class
class Changed:
    """One record's links by champion and challenger, and its segments."""

    change: BadgeChange
    before: Link
    after: Link
    segments: tuple[tuple[str, str], ...] = ()


@value_class
class ModelDiff:
    """All records, compared."""

    kind: Kind
    champion: str
    challenger: str
    records: tuple[Changed, ...]

    @property
    def title(self) -> str:
        return f"{self.kind}: {self.challenger} against {self.champion}"

    @property
    def changed(self) -> list[Changed]:
        """Return the records whose badge changes, by change and falling probability of the new link."""
        moved = [record for record in self.records if record.change not in {BadgeChange.STAYS, BadgeChange.STAYS_AWAY}]
        return sorted(moved, key=lambda record: (record.change, -record.after.probability, record.before.crm_id))

    def totals(self) -> list[tuple[str, int, float]]:
        """Return (change, records, share) for each change."""
        counts = Counter(record.change for record in self.records)
        total = max(len(self.records), 1)
        return [(change.value, counts[change], counts[change] / total) for change in BadgeChange]

    def by_segment(self) -> list[tuple[str, str, int, int, int, int]]:
        """Return (division, segment, records, appear, move, vanish) by falling share of changes."""
        sizes: Counter[tuple[str, str]] = Counter()
        changes: Counter[tuple[str, str, BadgeChange]] = Counter()
        for record in self.records:
            sizes.update(record.segments)
            changes.update((division, name, record.change) for division, name in record.segments)
        rows = [
            (
                *segment,
                size,
                changes[(*segment, BadgeChange.APPEARS)],
                changes[(*segment, BadgeChange.MOVES)],
                changes[(*segment, BadgeChange.VANISHES)],
            )
            for segment, size in sizes.items()
        ]
        return sorted(rows, key=lambda row: (-sum(row[3:]) / row[2], row[0], row[1]))

    def examples(self) -> list[tuple[object, ...]]:
        """Return a few records of each change, for a table."""
        chosen: list[Changed] = []
        for change in (BadgeChange.APPEARS, BadgeChange.MOVES, BadgeChange.VANISHES):
            chosen += [record for record in self.changed if record.change is change][: SHOWN // 3]
        return [
            (
                record.before.crm_id,
                record.change.value,
                _badge(record.before),
                _badge(record.after),
                record.before.probability,
                record.after.probability,
                "; ".join(record.after.reasons[:2]),
            )
            for record in chosen
        ]

    def as_json(self) -> dict[str, Any]:
        """Return the document that the challenger's run keeps: ids and probabilities, no field values."""
        segments = [dict(zip(SEGMENT_COLUMNS, row, strict=True)) for row in self.by_segment()]
        return {
            "kind": str(self.kind),
            "champion": self.champion,
            "challenger": self.challenger,
            "totals": {name: count for name, count, _ in self.totals()},
            "segments": segments,
            "changed": [dict(zip(CSV_COLUMNS, _row(record), strict=True)) for record in self.changed],
        }


SEGMENT_COLUMNS = ("division", "segment", "records", "appear", "move", "vanish")


def compare(before: LinksTable, after: LinksTable, ids: Sequence[str]) -> list[Changed]:
    """Compare two tables of links, record by record."""
    return [Changed(change_of(before.of(id_), after.of(id_)), before.of(id_), after.of(id_)) for id_ in ids]


def change_of(before: Link, after: Link) -> BadgeChange:
    """Return the change of a badge."""
    return BadgeChange.between(_badge(before), _badge(after))


def diff_models(request: DiffRequest, progress: Progress = silent) -> ModelDiff:
    """Match all records with the served pair and with the challenger; keep the diff with the challenger's run.

    Raises NothingServed, ModelUnknown, and what the readers of records and bundles raise.
    """
    pointer = read_pointer(request.home, request.kind)
    if pointer is None:
        raise NothingServed(
            "{request_kind}: nothing is served yet, expected a champion to compare with", request_kind=request.kind
        )
    registry = Registry(request.home)
    version = registry.resolve(request.kind, request.wanted, request.name)
    index = UniverseIndex.open(pointer.index)
    schema = agreed_schema(request.kind, request.fields, None, pointer.index)
    crm = read_records(schema, request.crm, request.renames, may_lack=True)
    with work_folder("diff") as folder:
        before = match_table(pointer.bundle, index, crm, progress)
        challenger = registry.fetch(version, folder)
        after = match_table(challenger, index, crm, progress)
        bundle = Bundle.open(challenger).version
    segments = segments_of_records(crm, crm.ids, index)
    parts = [tuple((name, of[row]) for name, of in segments.items()) for row in range(len(crm.ids))]
    compared = compare(before, after, crm.ids)
    records = tuple(
        Changed(changed.change, changed.before, changed.after, part)
        for changed, part in zip(compared, parts, strict=True)
    )
    model_diff = ModelDiff(request.kind, pointer.bundle.name, f"{version.model} version {version.version}", records)
    registry.attach(version, ARTEFACT, json.dumps(model_diff.as_json(), indent=1))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    request.home.write(request.home.diff_file(request.kind), model_diff.as_json() | {"at": at, "bundle": bundle})
    return model_diff


def write_changes(model_diff: ModelDiff, out: Path) -> None:
    """Write every record whose badge changes as CSV."""
    with replacing(out) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(CSV_COLUMNS)
        writer.writerows(_shown(_row(record)) for record in model_diff.changed)


def _row(record: Changed) -> tuple[object, ...]:
    before = record.before
    after = record.after
    return (
        before.crm_id,
        record.change.value,
        _badge(before),
        _badge(after),
        before.probability,
        after.probability,
        str(before.decision),
        str(after.decision),
        "; ".join(after.reasons),
    )


def _shown(row: Iterable[object]) -> list[object]:
    return ["" if value is None else safe_cell(value) for value in row]


def _badge(link: Link) -> str | None:
    return link.candidate_id if link.decision == LinkDecision.LINKED else None
