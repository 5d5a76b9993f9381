"""Learning curves of feedback: answers revealed in the order of the review queue or at random, then training."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, Truth, labels_of
from data.tables.progress import Progress, silent
from features.pairs.columns import hash_text
from features.schema.array_types import Floats, Ints
from serving.matching.bundle import Bundle
from serving.matching.calibration import sigmoid
from serving.matching.guarantees.propensity import Shown
from serving.matching.policy import Policy
from serving.rules.linking.review import ReviewCase, in_order
from training.evaluation.metrics import best_f1, curve, recall_at_precision
from training.fitting.bundle import FittedModels
from training.fitting.methods.curves import LEAST_REVIEW, best_of_records
from training.fitting.methods.examples import Examples, FitRequest, Source, WeighedCandidates
from training.fitting.methods.training_parameters import defaults_of
from training.fitting.weights import weigh_candidates

QUEUE, RANDOM = "queue", "random"
BATCH = 400
"""Answers until the queue is ordered anew; the first ones come in smaller steps."""
USUAL_LINK = 0.9
Learn = Callable[[FitRequest, WeighedCandidates], FittedModels]
"""What a training learns on weighed candidates: `training.train.learn`."""


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """One point of a learning curve, measured on records whose answers are never revealed."""

    order: str
    seed: int
    labels: int
    best_f1: float
    top1_accuracy: float
    recall_at_99: float
    trees: int


@dataclass(frozen=True, slots=True)
class Replay:
    """Everything that stays constant while answers are revealed.

    `pool` holds the records whose answers may be revealed, `measured` those that the curve is measured on.
    """

    request: FitRequest
    weighed: WeighedCandidates
    learn: Learn
    truth: Truth
    pool: tuple[str, ...]
    measured: tuple[str, ...]

    @property
    def examples(self) -> Examples:
        return self.weighed.examples

    @property
    def source(self) -> Source:
        return self.request.source

    @property
    def seed(self) -> int:
        return self.request.seed

    def drawn_by(self, seed: int) -> "Replay":
        """Return the replay with pool and trainings drawn by another seed; weights and features stay."""
        pool = tuple(sorted(self.pool, key=lambda crm_id: hash_text(f"{seed}/{crm_id}")))
        return replace(self, pool=pool, request=replace(self.request, seed=seed))


def prepare_replay(
    source: Source, base_model: Bundle | None, truth: Truth, learn: Learn, seed: int = 0, progress: Progress = silent
) -> Replay:
    """Fit the weights without labels and compute every candidate's features, once."""
    request = FitRequest(source, None, base_model, 0.99, seed, defaults_of(source.kind))
    weighed = weigh_candidates(request, progress)
    known = set(source.ids)
    sides = {name: truth.for_split(name).answers for name in ("train", "test")}
    pool, measured = (tuple(sorted(set(sides[name]) & known, key=hash_text)) for name in ("train", "test"))
    return Replay(request, weighed, learn, truth, pool, measured)


def replay(of: Replay, order: str, steps: Sequence[int], progress: Progress = silent) -> Iterator[LearningPoint]:
    """Reveal answers step by step; yield the point after each of the wanted numbers of labels."""
    revealed: dict[str, Shown] = {}
    learned = _learn(of, revealed)
    for wanted in steps:
        while len(revealed) < min(wanted, len(of.pool)):
            count = min(_batch(len(revealed)), wanted - len(revealed), len(of.pool) - len(revealed))
            revealed |= next_questions(of, learned, revealed, order, count)
            if order == QUEUE or len(revealed) >= min(wanted, len(of.pool)):
                learned = _learn(of, revealed)
            progress(order, len(revealed), min(steps[-1], len(of.pool)))
        yield _measure(of, learned, order, len(revealed))


def next_questions(
    of: Replay, learned: FittedModels, revealed: Mapping[str, Shown], order: str, count: int
) -> dict[str, Shown]:
    """Return the next unanswered records of the pool, with what a user is shown of each.

    Half of the queue is drawn by hash of the seed and the name of the record.
    """
    left = {f"{of.seed}/{crm_id}": crm_id for crm_id in of.pool if crm_id not in revealed}
    best, probabilities = _best(of, learned)
    shares = of.examples.posterior[best]
    position = {of.source.ids[row]: at for at, row in enumerate(of.examples.left_rows[best].tolist())}
    linked = _threshold(learned.policy)

    def case(name: str) -> ReviewCase:
        at = position.get(left[name])
        if at is None:
            return ReviewCase(name, 0.0, linked, linked=False)
        return ReviewCase(name, float(probabilities[at]), linked, bool(probabilities[at] >= linked), float(shares[at]))

    cases = [case(name) for name in left]
    return {
        left[one.name]: _shown(one) for one in (cases if order == RANDOM else in_order(cases, len(revealed)))[:count]
    }


def _shown(case: ReviewCase) -> Shown:
    decision = "linked" if case.linked else "review" if case.probability >= LEAST_REVIEW else "none"
    return Shown(decision, case.probability)


def _learn(of: Replay, revealed: Mapping[str, Shown]) -> FittedModels:
    labels = _labels(of.truth, revealed)
    request = replace(of.request, labels=labels if revealed else None)
    return of.learn(request, of.weighed)


def _labels(truth: Truth, revealed: Mapping[str, Shown]) -> Labels:
    rows: list[Label] = []
    for crm_id, shown in sorted(revealed.items()):
        shown_then = {"probability_shown": f"{shown.probability:.6f}", "decision_shown": shown.decision}
        rights: list[str | None] = [*sorted(truth.answers[crm_id])]
        for right in rights or [None]:
            verdict = Verdict.NOBODY if right is None else Verdict.MATCH
            rows.append(Label(len(rows) + 1, crm_id, right, verdict, source="replay", feedback=shown_then))
    return labels_of(rows)


def _best(of: Replay, learned: FittedModels) -> tuple[Ints, Floats]:
    scores = learned.independent.scores(of.examples)
    best = best_of_records(scores, of.examples.left_rows)
    calibration = learned.independent.calibration
    probabilities = calibration(scores[best]) if learned.basis == "own_labels" else sigmoid(scores[best])
    return best, probabilities


def _measure(of: Replay, learned: FittedModels, order: str, labels: int) -> LearningPoint:
    best, probabilities = _best(of, learned)
    ids = [of.source.ids[row] for row in of.examples.left_rows[best].tolist()]
    wanted = set(of.measured)
    held = np.array([id_ in wanted for id_ in ids], np.bool_)
    profiles = of.source.index.ids(of.examples.rows[best])
    answers = of.truth.answers
    right = np.array([found in answers.get(id_, ()) for id_, found in zip(ids, profiles, strict=True)], np.bool_)
    n_true = sum(bool(answers[id_]) for id_ in of.measured)
    points = curve(probabilities[held], right[held], n_true)
    top1 = float(right[held].sum()) / max(n_true, 1)
    recall = recall_at_precision(points, 0.99)
    return LearningPoint(order, of.seed, labels, best_f1(points) or 0.0, top1, recall, learned.independent.trees)


def _threshold(policy: Policy) -> float:
    return USUAL_LINK if policy.linked is None else policy.linked


def _batch(revealed: int) -> int:
    return 25 if revealed < 50 else 75 if revealed < 200 else BATCH
