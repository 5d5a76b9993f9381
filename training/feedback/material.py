"""The labels of a training: labels and judgements together, with their contracts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from data.labels.judgements import write_judgements
from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of, read_labels
from data.labels.links import LinksTable
from data.tables.renames import NO_RENAMES, Renames
from features.pairs.columns import Record
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.guarantees.propensity import Shown
from serving.matching.rows_used import contracts_in
from training.evaluation.known_ids import ProfileSide, RecordSide, require_known_ids
from training.feedback.feedback import Feedback, describe, read_feedback
from training.feedback.provenance import Uses
from training.feedback.statement_labels import training_scopes
from training.feedback.stores import has_store, home_store


@value_class
class Material:
    """Labels to learn from (None: none), and the judgements among them with their records."""

    labels: Labels | None
    feedback: Feedback | None = None

    @property
    def records(self) -> Mapping[str, Record]:
        """Judged records that no file of the training holds."""
        return {} if self.feedback is None else self.feedback.records

    @property
    def shown(self) -> Sequence[Shown] | None:
        return None if self.feedback is None else self.feedback.population

    @property
    def weightless(self) -> Labels | None:
        return None if self.feedback is None else self.feedback.weightless

    @property
    def facts(self) -> dict[str, Any]:
        return {} if self.feedback is None else {"feedback": describe(self.feedback)}


def count_strangers(labels: Labels | None, ids: Collection[str]) -> int:
    """Count labelled records that are none of these."""
    labelled = () if labels is None else {row.crm_id for row in labels.rows}
    return sum(crm_id not in ids for crm_id in labelled)


def material_of_records(material: Material, records: RecordSide, profiles: ProfileSide) -> tuple[Material, int]:
    """Return the labels of records that were given, and the number of labelled records that were not.

    Raises UnusableLabels where no label is of a record, or none of a profile.
    """
    require_known_ids(material.labels, records, profiles)
    if material.labels is None:
        return material, 0
    n_without = count_strangers(material.labels, records.ids)
    return replace(material, labels=material.labels.of_records(records.ids)), n_without


def read_material(
    kind: Kind, labels: Path | None, split: str | None, feedback: str | Feedback | None, renames: Renames = NO_RENAMES
) -> Material:
    """Read labels and judgements together.

    A label on an entity that is held out for the gates is left out, so that no entity is on both sides. A judgement
    replaces a label that it contradicts. Of a split that is asked for neither is learned from on a record of another
    one, and no split is left: both were chosen by theirs.
    """
    given = None if labels is None else read_labels(labels, renames)
    labelled = None if given is None else given.for_split(split)
    if feedback is None:
        return Material(labelled)
    judged = feedback if isinstance(feedback, Feedback) else read_feedback(kind, feedback, renames)
    if given is None or labelled is None:
        return Material(judged.labels, judged)
    tested = {row.crm_id for row in given.rows if split is not None and row.split not in (None, split)}
    learned = labels_of(row for row in judged.labels.rows if row.crm_id not in tested)
    entities = {right for rights in judged.held_out.answers.values() for right in rights}
    apart = judged.held_out.answers.keys() | tested
    rows = [row for row in labelled.rows if row.crm_id not in apart and row.universe_id not in entities]
    kept = [row for row in rows if not _is_replaced(row, labelled, learned)]
    counts = {
        **judged.counts,
        "used": len(learned.rows),
        "left out: of another split of the labels": len(judged.labels.rows) - len(learned.rows),
        "labels replaced by judgements": len(rows) - len(kept),
    }
    both = labels_of(replace(row, split=None) for row in [*kept, *learned.rows])
    return Material(both, replace(judged, labels=learned, counts=counts))


def _is_replaced(label: Label, labels: Labels, judged: Labels) -> bool:
    """Whether a judgement says the opposite of a label's profile, or no answer of its record is right."""
    old, new = (of.answers.get(label.crm_id, frozenset()) for of in (labels, judged))
    if label.verdict is Verdict.NOT_MATCH:
        return label.universe_id in new
    if (label.crm_id, label.universe_id) in judged.not_matches:
        return True
    return label.crm_id in judged.answers and old != new and old.isdisjoint(new)


def uses_of(material: Material, held_out: LinksTable | None, universe: str, parent: Path | None) -> Uses:
    """Return the labels that a training used, by use."""
    labels = () if material.labels is None else material.labels.rows
    thresholds = frozenset() if held_out is None else frozenset(link.crm_id for link in held_out)
    return Uses(labels, thresholds, tuple(material.records), universe, parent)


def allowed_contracts(bundle: Path, feedback: str | Feedback | None) -> frozenset[str]:
    """Return the contracts that allow a shared model to learn from them now; none without a store.

    The store is opened only for a bundle that holds rows of contracts.
    """
    if not contracts_in(bundle):
        return frozenset()
    from serving.runtime.settings import load_settings

    settings = load_settings()
    url = feedback if isinstance(feedback, str) and "://" in feedback else settings.store_url
    if url == settings.store_url and not has_store(settings):
        return frozenset()
    with home_store(url) as store, store.reading() as connection:
        return frozenset(scope.contract.id for scope in training_scopes(connection, store))


def write_contradictions(bundle: Path, material: Material) -> Path | None:
    """Write the judgements that contradict each other to `<bundle>.contradictions.csv`; None where there are none."""
    if material.feedback is None or not material.feedback.contradictions:
        return None
    out = bundle.with_name(f"{bundle.name}.contradictions.csv")
    write_judgements([row for contradiction in material.feedback.contradictions for row in contradiction.rows], out)
    return out
