"""The records that a training learns from, where a CRM holds more of them than change anything."""

from collections.abc import Iterable
from dataclasses import replace

from data.labels.labels import Labels, labels_of
from features.pairs.columns import hash_text
from features.schema.value_class import value_class
from training.evaluation.splits import smallest_hashes
from training.fitting.methods.examples import Source

MAX_TRAINING_RECORDS = 100_000
"""Twice as many gain little and take twice as long (docs/experiments/records-that-teach.md)."""


@value_class
class TrainingRecords:
    """The records to learn from with their labels, and the others, which only claim profiles beside them."""

    source: Source
    labels: Labels | None
    others: Source | None = None

    @property
    def facts(self) -> dict[str, int]:
        """Count the records to learn from, where they are not all."""
        if self.others is None:
            return {}
        chosen = len(self.source.ids)
        return {"records_in_all": chosen + len(self.others.ids), "records_that_teach": chosen}


def choose_training_records(source: Source, labels: Labels | None, most: int | None = None) -> TrainingRecords:
    """Choose at most so many records, by default MAX_TRAINING_RECORDS, by hash of their entity.

    Labelled ones come first, whole entities as far as possible. Records keep their order; where all may be learned
    from nothing changes.
    """
    most = MAX_TRAINING_RECORDS if most is None else most
    if len(source.ids) <= most:
        return TrainingRecords(source, labels)
    hashes = {} if labels is None else smallest_hashes(labels)
    labelled = set(hashes) if labels is None else hashes.keys() | labels.partial
    order = {crm_id: (crm_id not in labelled, hashes.get(crm_id, hash_text(crm_id))) for crm_id in source.ids}
    rows = sorted(range(len(source.ids)), key=lambda row: order[source.ids[row]])
    chosen = _part(source, rows[:most])
    kept = None if labels is None else _labels_on(labels, set(chosen.ids))
    return TrainingRecords(chosen, kept, _part(source, rows[most:]))


def _part(source: Source, rows: Iterable[int]) -> Source:
    ordered = sorted(rows)
    ids = [source.ids[row] for row in ordered]
    records = [source.records[row] for row in ordered]
    return replace(source, ids=ids, records=records)


def _labels_on(labels: Labels, ids: set[str]) -> Labels:
    rows = [row for row in labels.rows if row.crm_id in ids]
    return replace(labels_of(rows, has_split=labels.has_split), dropped=labels.dropped)
