"""Which records teach where there are more than teach anything new."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.labels.labels import Labels, labels_of
from features.pairs.columns import hash_text
from training.fitting.examples import Source

MOST_TEACHING = 100_000
"""Twice as many gain little and take twice as long. Trained on 12,500, 25,000, 50,000, 100,000 and 200,000 of 10^6
generated people, 20,000 others: best F1 of the first pass .9060, .9088, .9098, .9106, .9109, log-loss .207 to .192."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """The records that teach, what is known of them, and the others, which only claim profiles beside them."""

    source: Source
    labels: Labels | None
    others: Source | None = None

    @property
    def facts(self) -> dict[str, int]:
        """Say how many records teach, where not all of them do."""
        if self.others is None:
            return {}
        teach = len(self.source.ids)
        return {"records_in_all": teach + len(self.others.ids), "records_that_teach": teach}


def choose_teaching(source: Source, labels: Labels | None, most: int | None = None) -> Teaching:
    """Choose at most so many records, MOST_TEACHING unless told, by hash of their entity.

    Labelled ones come first, and whole entities as far as they go. Records keep their order; where all may teach
    everything stays as it is.
    """
    most = MOST_TEACHING if most is None else most
    if len(source.ids) <= most:
        return Teaching(source, labels)
    hashes = _first_hashes(labels)
    told = set(hashes) if labels is None else hashes.keys() | labels.partial
    order = {crm_id: (crm_id not in told, hashes.get(crm_id, hash_text(crm_id))) for crm_id in source.ids}
    rows = sorted(range(len(source.ids)), key=lambda row: order[source.ids[row]])
    chosen = _part(source, rows[:most])
    known = None if labels is None else _labels_on(labels, set(chosen.ids))
    return Teaching(chosen, known, _part(source, rows[most:]))


def _first_hashes(labels: Labels | None) -> dict[str, int]:
    """Return the smallest hash of a record of its entity for each complete record."""
    if labels is None:
        return {}
    entities = labels.entities()
    smallest: dict[int, int] = {}
    for crm_id, entity in entities.items():
        hashed = hash_text(crm_id)
        smallest[entity] = min(hashed, smallest.get(entity, hashed))
    return {crm_id: smallest[entity] for crm_id, entity in entities.items()}


def _part(source: Source, rows: Iterable[int]) -> Source:
    ordered = sorted(rows)
    ids, records = [source.ids[row] for row in ordered], [source.records[row] for row in ordered]
    return replace(source, ids=ids, records=records)


def _labels_on(labels: Labels, ids: set[str]) -> Labels:
    rows = [row for row in labels.rows if row.crm_id in ids]
    return replace(labels_of(rows, has_split=labels.has_split), dropped=labels.dropped)
