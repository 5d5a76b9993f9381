"""Labels that are probably wrong: the out-of-fold evidence of each labelled record against its own label.

A wrong label does not depend on how certain the evidence is, a wrong model does. So the contradictions among the most
certain records are wrong labels. Where contradictions of the same sort are more frequent, the model made the others:
a label is accused where two of three are wrong. Other labels count too: they name right answers more often than
profiles that merely resemble a record (docs/experiments/wrong-labels.md).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sklearn.isotonic import IsotonicRegression

from features.pairs.columns import columns_of
from features.schema.array_types import Bools, Floats, Ints
from features.schema.texts import wording
from serving.matching.calibration import MIN_PROBABILITY
from training.evaluation.metrics import best_f1, curve
from training.fitting.methods.curves import best_of_records
from training.fitting.methods.examples import Examples, LabelledExamples, Source, WeighedCandidates, labelled_pairs
from training.fitting.methods.independent_scores import FittedIndependentPass

MOST_CERTAIN = 0.5
"""The share of the records, the most certain ones, whose contradictions are taken for wrong labels."""
MOSTLY_WRONG = 2 / 3
"""The share of wrong labels among contradictions, at the least certain one that is accused."""
MOST_DOUBLINGS = 4
"""Eight labels that name a profile, and more of them, say the same."""
FEWEST = 20
"""Records with evidence of one sort, for a match or for nobody, of which a share says something."""


@dataclass(frozen=True, slots=True)
class SuspectLabel:
    """A label that the evidence contradicts: its own answer and the best other one, with their probabilities.

    `rival` is None where the evidence is for nobody; `answers` are empty where the label says nobody. `wrong` is the
    share of the labels contradicted so that are wrong, beside what other labels name.
    """

    crm_id: str
    answers: frozenset[str]
    own: float
    rival: str | None
    rival_probability: float
    wrong: float

    @property
    def accused(self) -> bool:
        return self.wrong >= MOSTLY_WRONG

    @property
    def contradiction(self) -> float:
        """How many times as probable the other answer is."""
        return self.rival_probability / max(self.own, MIN_PROBABILITY)


@dataclass(frozen=True, slots=True)
class LabelAudit:
    """The contradicted labels of a training, by the share that is wrong, then by how much the evidence contradicts.

    `best_f1` is that of the held-out records, `without_accused` that of those whose label is not accused.
    """

    suspects: tuple[SuspectLabel, ...]
    records: int
    best_f1: float | None
    without_accused: float | None

    @property
    def accused(self) -> tuple[SuspectLabel, ...]:
        return tuple(suspect for suspect in self.suspects if suspect.accused)

    @property
    def figures(self) -> dict[str, float | None]:
        """The metrics of a bundle: how many labels are accused, and best F1 without them; none where no label is."""
        count = len(self.accused)
        return {"suspected_labels": count, "best_f1_without_suspected": self.without_accused} if count else {}

    @property
    def says(self) -> str:
        """How many labels are accused and what they cost, in a sentence."""
        cost = (
            ""
            if self.best_f1 is None or self.without_accused is None
            else (
                wording(
                    "; held-out best F1 is {best_f1:.4f} with them and {without_accused:.4f} without",
                    best_f1=self.best_f1,
                    without_accused=self.without_accused,
                )
            )
        )
        return wording(
            "{n_accused:,} of {records:,} labels are probably wrong{cost}",
            n_accused=len(self.accused),
            records=self.records,
            cost=cost,
        )


@dataclass(frozen=True, slots=True)
class LabelEvidence:
    """One element for each labelled record: the probability of its label and of the best answer that it does not give.

    `rival_row` is the profile of that answer, -1 where it is nobody; `best_other` the probability of the best candidate
    that the label does not name. `for_match` marks evidence for a profile rather than for nobody.
    """

    own: Floats
    rival: Floats
    rival_row: Ints
    best_other: Floats
    for_match: Bools
    has_answer: Bools

    @property
    def contradicts(self) -> Bools:
        contradicts: Bools = self.rival > self.own
        return contradicts


def audit_labels(
    source: Source,
    weighed: WeighedCandidates,
    labelled: LabelledExamples,
    independent: FittedIndependentPass,
    answers: Mapping[str, frozenset[str]],
) -> LabelAudit:
    """Compare the label of each complete record with its out-of-fold evidence, whether its profile is a candidate."""
    examples = weighed.examples
    rows = np.flatnonzero(labelled.complete & (labelled.fold >= 0))
    has_answer = np.array([bool(answers[source.ids[row]]) for row in rows], np.bool_)
    possible = _speaks_for_itself(source, weighed, answers)[rows]
    probability = independent.held_out_probabilities(examples)
    evidence = evidence_of(examples, labelled.right, probability, rows, has_answer=has_answer, possible=possible)
    wrong = weighed_by_others(shares_wrong(evidence), evidence, *_times_named(source, rows, evidence, answers))
    suspects = [
        SuspectLabel(
            crm_id=source.ids[rows[at]],
            answers=answers[source.ids[rows[at]]],
            own=float(evidence.own[at]),
            rival=None if evidence.rival_row[at] < 0 else source.index.ids(evidence.rival_row[[at]])[0],
            rival_probability=float(evidence.rival[at]),
            wrong=float(wrong[at]),
        )
        for at in np.flatnonzero(evidence.contradicts).tolist()
    ]
    suspects.sort(key=lambda suspect: (-suspect.wrong, -suspect.contradiction, suspect.crm_id))
    counted = (wrong >= 0, wrong < MOSTLY_WRONG)
    return LabelAudit(tuple(suspects), len(rows), *(_best_f1(evidence, which) for which in counted))


def evidence_of(
    examples: Examples, right: Bools, probability: Floats, rows: Ints, *, has_answer: Bools, possible: Bools
) -> LabelEvidence:
    """Return the evidence on the records at `rows`; one without candidates is evidence for nobody.

    Nothing speaks for nobody where the label's own pair is `possible`: its profile may be no candidate alone.
    """
    own, other, total = (np.zeros(len(rows)) for _ in range(3))
    other_row = np.full(len(rows), -1)
    position = np.searchsorted(rows, examples.left_rows).clip(max=max(len(rows) - 1, 0))
    counted = np.flatnonzero(rows[position] == examples.left_rows) if len(rows) else np.zeros(0, np.int64)
    np.maximum.at(own, position[counted[right[counted]]], probability[counted[right[counted]]])
    np.add.at(total, position[counted], probability[counted])
    wrong = counted[~right[counted]]
    best = wrong[best_of_records(probability[wrong], examples.left_rows[wrong])]
    other[position[best]] = probability[best]
    other_row[position[best]] = examples.rows[best]
    nobody = np.maximum(1 - total, 0.0)
    for_nobody = has_answer & (nobody > other) & ~possible
    return LabelEvidence(
        own=np.where(has_answer, own, nobody),
        rival=np.where(for_nobody, nobody, other),
        rival_row=np.where(for_nobody, -1, other_row),
        best_other=other,
        for_match=np.maximum(np.where(has_answer, own, 0.0), other) >= nobody,
        has_answer=has_answer,
    )


def _speaks_for_itself(source: Source, weighed: WeighedCandidates, answers: Mapping[str, frozenset[str]]) -> Bools:
    """Mark the records whose match weight with a profile of their label is above 0, a candidate or not."""
    crm = columns_of(source.schema, source.ids, source.records)
    pairs = labelled_pairs(source, crm, answers)
    speaks = np.zeros(len(source.ids), np.bool_)
    speaks[pairs.left_rows[weighed.kernel.score(pairs).match_weight > 0]] = True
    return speaks


def shares_wrong(evidence: LabelEvidence) -> Floats:
    """Return for each contradicted label the share of such labels that are wrong, 0 for the others.

    Contradictions are compared with those of their sort: a label of nobody, of a candidate, of another profile; and
    apart by what the evidence is for. Wrong labels are as frequent in both parts: where contradictions are more
    frequent than in both together, the model is wrong in that part. Against a candidate, nobody has to be as much more
    probable as wrong labels are rare (Bayes' rule).
    """
    wrong = np.zeros(len(evidence.own))
    certainty = np.maximum(evidence.own, evidence.rival)
    found = (np.flatnonzero(part) for part in (evidence.for_match, ~evidence.for_match))
    parts = [records[np.argsort(-certainty[records], kind="stable")] for records in found if len(records) >= FEWEST]
    certain = [records[: round(MOST_CERTAIN * len(records))] for records in parts]
    sorts = (~evidence.has_answer, evidence.has_answer & (evidence.own > 0), evidence.has_answer & (evidence.own == 0))
    for records, most_certain in zip(parts, certain, strict=True):
        for contradicts in (evidence.contradicts & sort for sort in sorts):
            share_of_wrong = min(contradicts[most_certain].mean(), contradicts[np.concatenate(certain)].mean())
            falling = IsotonicRegression(increasing=False, y_min=0, y_max=1)
            share = falling.fit_transform(certainty[records], contradicts[records].astype(np.float64))
            counts = contradicts[records] & (
                evidence.for_match[records] | (evidence.own[records] <= share_of_wrong * evidence.rival[records])
            )
            wrong[records[counts]] = np.minimum(share_of_wrong / share[counts], 1.0)
    return wrong


def weighed_by_others(wrong: Floats, evidence: LabelEvidence, own_named: Ints, rival_named: Ints) -> Floats:
    """Return shares of wrong labels by Bayes' rule, from how many other labels name each of the two profiles.

    How much likelier that makes a profile to be the answer is seen where nothing contradicts the label, by doublings:
    its answers beside the best other candidates of the same records.
    """
    own, rival = (
        np.ceil(np.log2(named + 1)).astype(np.int64).clip(max=MOST_DOUBLINGS) for named in (own_named, rival_named)
    )
    has_rival = evidence.rival_row >= 0
    sound = ~evidence.contradicts
    answers, rivals = (
        np.bincount(doublings[sound & known], minlength=MOST_DOUBLINGS + 1) + 0.5
        for doublings, known in ((own, evidence.has_answer), (rival, has_rival))
    )
    likelier = answers / answers.sum() / (rivals / rivals.sum())
    contradicted = evidence.contradicts.sum()
    odds = (wrong * contradicted + 0.5) / ((1 - wrong) * contradicted + 0.5)
    odds *= np.where(has_rival, likelier[rival], 1.0) / np.where(evidence.has_answer, likelier[own], 1.0)
    return np.where(wrong > 0, odds / (1 + odds), 0.0)


def _times_named(
    source: Source, rows: Ints, evidence: LabelEvidence, answers: Mapping[str, frozenset[str]]
) -> tuple[Ints, Ints]:
    """Count the other labels that name the answer of each label, and its rival."""
    given = [answers[source.ids[row]] for row in rows]
    named = Counter(profile for profiles in given for profile in profiles)
    own = np.array([max((named[profile] - 1 for profile in profiles), default=0) for profiles in given], np.int64)
    rivals = source.index.ids(evidence.rival_row.clip(min=0))
    return own, np.where(evidence.rival_row >= 0, [named[profile] for profile in rivals], 0)


def _best_f1(evidence: LabelEvidence, which: Bools) -> float | None:
    """Return the best F1 of the best candidates of some records."""
    right = evidence.has_answer & (evidence.own > evidence.best_other)
    best = np.maximum(np.where(evidence.has_answer, evidence.own, 0.0), evidence.best_other)
    return best_f1(curve(best[which], right[which], int(evidence.has_answer[which].sum())))
