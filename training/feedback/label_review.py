"""Labels that are probably wrong as questions of a review; its answers make a corrected file of labels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from data.labels.judgements import STATED
from data.labels.label_rows import Label, Verdict
from data.labels.labels import read_labels
from data.tables.renames import Renames
from data.tables.text_table import write_csv
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.explanation.bodies import ExplanationShown
from serving.matching.matcher import Matcher
from training.evaluation.segments import Values
from training.explanation_view import explanation_of
from training.feedback.pair_table import CandidateShown, PairQuestion
from training.fitting.methods.label_audit import SuspectLabel

AUDITED = "audit"
"""The source of a label that a person judged after an audit."""
NOBODY = "nobody"
REASONS = 3


@value_class
class AuditedFile:
    """The labels of a file and where the corrected ones go; labels that were judged there before are kept."""

    labels: Path
    out: Path
    renames: Renames

    def read(self) -> list[Label]:
        """Return the labels with earlier answers of an audit in place of theirs. Raises UnusableLabels."""
        given = list(read_labels(self.labels, self.renames).rows)
        if not self.out.is_file():
            return given
        judged = [label for label in read_labels(self.out).rows if label.source == AUDITED]
        known = {label.crm_id for label in judged}
        return [*(label for label in given if label.crm_id not in known), *judged]

    def write(self, labels: Sequence[Label]) -> None:
        """Write all labels, whole or not at all."""
        rows = sorted(labels, key=lambda label: (label.crm_id, label.universe_id or ""))
        names = [name for name in STATED if name != "split" or any(label.split for label in rows)]
        write_csv(self.out, names, [[getattr(label, name) for name in names] for label in rows])


class AuditQueue:
    """The suspected labels as questions: the label's own answer first, beside the best one by the evidence."""

    def __init__(
        self,
        suspects: Sequence[SuspectLabel],
        file: AuditedFile,
        matcher: Matcher,
        values: tuple[Mapping[str, Values], Mapping[str, Values]],
    ) -> None:
        self._file = file
        self._labels = file.read()
        self._matcher = matcher
        self._records, self._profiles = values
        judged = {label.crm_id for label in self._labels if label.source == AUDITED}
        self.suspects = [suspect for suspect in suspects if suspect.crm_id not in judged]
        self._before: dict[int, list[Label]] = {}

    def __len__(self) -> int:
        return len(self.suspects)

    def left(self) -> str:
        """What is left to answer, as a sentence."""
        n_open_ones = len(self) - len(self._before)
        return wording("{n_open_ones:,} labels that are probably wrong are left", n_open_ones=n_open_ones)

    def question(self, position: int) -> PairQuestion:
        """Return a question with both sides and what speaks for each."""
        suspect = self.suspects[position]
        shown = [*sorted(suspect.answers), *([] if suspect.rival is None else [suspect.rival])]
        candidates = tuple(CandidateShown(name, self._profiles.get(name, {})) for name in shown)
        own = self._side(suspect, ", ".join(sorted(suspect.answers)) or NOBODY, suspect.own)
        rival = self._side(suspect, suspect.rival or NOBODY, suspect.rival_probability)
        answer = wording("the label says {own}. The evidence says {rival}", own=own, rival=rival)
        return PairQuestion(suspect.crm_id, self._records.get(suspect.crm_id, {}), candidates, answer)

    def answer(self, position: int, verdict: Verdict, candidate: int | None) -> None:
        """Put an answer in place of the labels of its record, and write all labels."""
        suspect = self.suspects[position]
        before = [label for label in self._labels if label.crm_id == suspect.crm_id]
        profile = None if candidate is None else self.question(position).candidates[candidate].id
        judged = replace(before[0], universe_id=profile, verdict=verdict, source=AUDITED)
        self._replace(suspect.crm_id, [judged])
        self._before[position] = before

    def undo(self, position: int) -> None:
        """Take an answer of this sitting back."""
        self._replace(self.suspects[position].crm_id, self._before.pop(position))

    def why(self, position: int, candidate: int) -> tuple[ExplanationShown | None, str]:
        """Explain a candidate against another one, as the record is decided by itself."""
        question = self.question(position)
        row = {**question.record, "id": question.name}
        names = [shown.id for shown in question.candidates]
        against = next((name for name in names if name != names[candidate]), None)
        return explanation_of(self._matcher, row, names[candidate], against), "by the model that saw this label"

    def _replace(self, crm_id: str, labels: Sequence[Label]) -> None:
        self._labels = [*(label for label in self._labels if label.crm_id != crm_id), *labels]
        self._file.write(self._labels)

    def _side(self, suspect: SuspectLabel, named: str, probability: float) -> str:
        """Return one side in words: whom it names, how probable that is, and the strongest comparisons."""
        known = [name for name in named.split(", ") if name in self._profiles]
        reasons = [reason for name in known for reason in self._said(suspect, name)]
        return f"{named}, probability {probability:.4f}{': ' if reasons else ''}{'; '.join(reasons)}"

    def _said(self, suspect: SuspectLabel, profile: str) -> list[str]:
        row = {**self._records[suspect.crm_id], "id": suspect.crm_id}
        compared = self._matcher.explain(row, profile)["comparisons"]
        levels = compared.values() if isinstance(compared, Mapping) else ()
        strongest = sorted(levels, key=lambda level: -abs(level["weight"]))[:REASONS]
        return [f"{level['level']} ({level['weight']:+z.1f})" for level in strongest]
