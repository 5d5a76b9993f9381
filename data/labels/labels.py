"""Truth, labels and feedback: the known right answers of each record."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path

from data.labels.label_rows import Label, UnusableLabels, Verdict, label_rows, latest_labels, refuse_contradictions
from data.tables.renames import NO_RENAMES, Renames
from data.tables.text_table import read_text_table
from features.schema.value_class import value_class

Pair = tuple[str, str]


@value_class
class Labels:
    """The labels of a file.

    `answers` holds the complete records and all their right answers (empty: nobody). `partial` are the records that
    have `not_match` rows alone. `weights` is the largest weight of a record's rows. `dropped` counts, by name, rows
    that repeat another or that a later judgement replaced.
    """

    rows: tuple[Label, ...]
    has_split: bool
    answers: Mapping[str, frozenset[str]]
    not_matches: frozenset[Pair]
    partial: frozenset[str]
    weights: Mapping[str, float]
    dropped: Mapping[str, int] = field(default_factory=dict)

    def for_split(self, name: str | None) -> "Labels":
        """Return the labels of one split; all of them if no name is given or the file has no `split` column."""
        if name is None or not self.has_split:
            return self
        chosen = [label for label in self.rows if label.split == name]
        if not chosen:
            known = ", ".join(sorted({label.split or "none" for label in self.rows}))
            raise UnusableLabels("no label has the split {name!r}; the splits are: {known}", name=name, known=known)
        return replace(labels_of(chosen, has_split=True), dropped=self.dropped)

    def of_records(self, ids: Collection[str]) -> "Labels":
        """Return the labels of some records; these labels themselves where all are of them."""
        kept = [label for label in self.rows if label.crm_id in ids]
        if len(kept) == len(self.rows):
            return self
        return replace(labels_of(kept, has_split=self.has_split), dropped=self.dropped)

    def entities(self) -> dict[str, int]:
        """Number the entities of the complete records: records that share a right answer are one entity."""
        return number_entities(self.answers)


Truth = Labels
"""Labels that an evaluation measures against."""


def read_labels(path: Path, renames: Renames = NO_RENAMES) -> Labels:
    """Read truth, labels or feedback; raises UnusableLabels or UnusableTable with the file and the rows."""
    table = read_text_table(path, ("crm_id", "universe_id"), renames)
    try:
        return labels_of(label_rows(table), has_split="split" in table.columns)
    except UnusableLabels as error:
        raise UnusableLabels("{path}: {error}", path=path, error=error) from error


def labels_of(rows: Iterable[Label], *, has_split: bool = False) -> Labels:
    """Return the labels of rows, gathered by record; raises UnusableLabels for contradictions."""
    kept, dropped = latest_labels(rows)
    refuse_contradictions(kept)
    complete = [label for label in kept if label.verdict is not Verdict.NOT_MATCH]
    wrong = [label for label in kept if label.verdict is Verdict.NOT_MATCH]
    answers: dict[str, set[str]] = {label.crm_id: set() for label in complete}
    weights: dict[str, float] = defaultdict(float)
    for label in kept:
        weights[label.crm_id] = max(label.weight, weights[label.crm_id])
    for label in complete:
        answers[label.crm_id].update([] if label.universe_id is None else [label.universe_id])
    return Labels(
        rows=tuple(kept),
        has_split=has_split,
        answers={crm_id: frozenset(right) for crm_id, right in answers.items()},
        not_matches=frozenset((label.crm_id, label.universe_id or "") for label in wrong),
        partial=frozenset(label.crm_id for label in wrong) - answers.keys(),
        weights=dict(weights),
        dropped=dropped,
    )


def number_entities(answers: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return the number of each record's entity: records connected by right answers are one entity."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = parent[above]
            node = above
        return node

    for crm_id, right in answers.items():
        for universe_id in right:
            parent[root(f"u{universe_id}")] = root(f"c{crm_id}")
    numbers: dict[str, int] = {}
    return {crm_id: numbers.setdefault(root(f"c{crm_id}"), len(numbers)) for crm_id in answers}
