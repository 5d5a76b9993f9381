"""Calibration of the independent pass: by held-out answers, or without labels by pseudo-labels and by decoys."""

from dataclasses import replace
from functools import partial

import numpy as np

from data.tables.progress import Progress
from features.pairs.columns import Record, columns_of
from features.pairs.pairs import Pairs
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.calibration import Calibration, logit
from serving.matching.collective import order_of
from serving.matching.shortlist import NO_EXCLUSIONS
from training.fitting.methods.boosting import raw_scores
from training.fitting.methods.curves import HeldOut, best_of_records, fit_calibration, fit_sigmoid
from training.fitting.methods.decoys import DecoyScores, DecoySearch, calibrate_by_decoys
from training.fitting.methods.examples import Examples, FitRequest, LabelledExamples, WeighedCandidates
from training.fitting.methods.independent_scores import FittedRanker
from training.fitting.methods.left_out_facts import FACTS, NO_VERDICT, FactsOfPairs, FactsVerdict, verdict_of

UNDERCONFIDENT = frozenset({Kind.COMPANY})
"""Kinds whose probabilities are too low without EM, as long as most records have an answer. Decoys calibrate them
(docs/experiments/decoy-calibration-of-companies.md, docs/experiments/people-without-em.md)."""
MOSTLY_ANSWERED = 0.5
"""Least share of answered records for that (docs/experiments/universes-that-lack-answers.md)."""
AMONG_RIVALS = Calibration(among_rivals=True)
"""Answers calibrate scores among a record's candidates (docs/experiments/candidates-against-each-other.md)."""
CONTRADICTED = 2.0
"""Standard errors by which facts have to contradict probabilities of links before these are lowered: 95 %."""
MAX_RECORDS = 1500
"""Most records whose search is repeated without a fact; more cost time."""

WITHIN_ONE = Calibration(within_one=True)
"""Without answers only what sums to more than one is lowered (docs/experiments/rivals-without-labels.md)."""


@value_class
class UnlabelledCalibration:
    """A calibration without labels: the decoys that gave it, with probabilities as scores, and what facts say of it.

    It may have been underconfident before.
    """

    calibration: Calibration
    decoys: DecoyScores | None = None
    underconfident: bool = False
    verdict: FactsVerdict = NO_VERDICT

    def held_to(self, verdict: FactsVerdict) -> "UnlabelledCalibration":
        """Return the calibration with the log-odds that left-out facts bear out."""
        lower = replace(self.calibration, intercept=self.calibration.intercept + verdict.shift)
        decoys = self.decoys and replace(self.decoys, scores=lower(self.decoys.scores))
        return replace(self, calibration=lower, decoys=decoys, verdict=verdict)


def is_underconfident(kind: Kind, *, by_em: bool, answered: float = 1.0) -> bool:
    """Whether a model's probabilities are too low where EM could not run; `answered` is the share with an answer."""
    return not by_em and kind in UNDERCONFIDENT and answered >= MOSTLY_ANSWERED


def hold_out(ranker: FittedRanker, examples: Examples, labelled: LabelledExamples) -> HeldOut:
    """Return the out-of-fold best candidates of complete records; `examples` are those of the training set."""
    whole = labelled.complete[examples.left_rows] & (ranker.training_set.fold >= 0)
    answered = examples.only(whole)
    settled = AMONG_RIVALS.settle(ranker.boosted.out_of_fold[whole], answered.left_rows)
    return HeldOut.of(settled, answered, labelled.right[ranker.used][whole])


def calibrate_by_labels(held: HeldOut, method: str) -> Calibration:
    """Fit the calibration to held-out answers, among each record's candidates."""
    return fit_calibration(held.raw, held.right, AMONG_RIVALS, method)


def calibrate_without_labels(
    request: FitRequest, weighed: WeighedCandidates, ranker: FittedRanker, progress: Progress
) -> UnlabelledCalibration:
    """Fit a sigmoid to the pseudo-labels of best candidates; decoys refine it where they are reliable.

    The pseudo-labels, not the model's own probabilities, say which best candidates become decoys
    (docs/experiments/decoys-chosen-by-pseudo-labels.md).
    """
    source = request.source
    examples = weighed.examples
    scores = WITHIN_ONE.settle(ranker.boosted.out_of_fold, examples.left_rows)
    probabilities: Floats = ranker.training_set.target
    best = best_of_records(scores, examples.left_rows)
    slope, intercept = fit_sigmoid(scores[best], probabilities[best], WITHIN_ONE)
    start = replace(WITHIN_ONE, slope=slope, intercept=intercept)
    answered = float(start(scores[best]).sum()) / len(source.ids)
    underconfident = is_underconfident(source.kind, by_em=weighed.by_em, answered=answered)
    search = DecoySearch(source, weighed.kernel, partial(raw_scores, ranker.boosted.booster))
    fitted = UnlabelledCalibration(start)
    if (weighed.by_em or underconfident) and request.parameters.calibration.decoys:
        calibration, decoys = calibrate_by_decoys(
            search=search,
            examples=examples,
            scores=scores,
            probabilities=probabilities,
            start=start,
            progress=progress,
        )
        fitted = UnlabelledCalibration(calibration, decoys, underconfident)
    progress("facts that the score did not read", 0, None)
    return fitted.held_to(judge_links_by_facts(search, fitted.calibration))


def judge_links_by_facts(search: DecoySearch, calibration: Calibration) -> FactsVerdict:
    """Return what facts say of best candidates, each hidden in turn from records and their search."""
    source = search.source
    facts = FACTS[source.kind]
    order = order_of(source.ids).tolist()
    said = []
    claimed = []
    for name, fact in facts.items():
        state = [row for row, record in enumerate(source.records) if any(record.get(field) for field in fact.fields)]
        rows = sorted(state, key=order.__getitem__)[:MAX_RECORDS]
        if not fact.hidden or not rows:
            continue
        ids = [source.ids[row] for row in rows]
        whole = [source.records[row] for row in rows]
        without: list[Record] = [
            {field: value for field, value in each.items() if field not in fact.hidden} for each in whole
        ]
        raw, found = search.look_up(ids, without, NO_EXCLUSIONS)
        scores = calibration.settle(raw, found.left_rows)
        best = best_of_records(scores, found.left_rows)
        right = source.index.take(found.rows[best])
        pairs = Pairs(columns_of(source.schema, ids, whole), right, found.left_rows[best], np.arange(len(best)))
        of_pairs = FactsOfPairs.of(pairs)
        claimed.append(logit(calibration(scores[best]))[of_pairs.stated(name)])
        said += of_pairs.said_by(name, facts, claimed[-1])
    return verdict_of(said, claimed, CONTRADICTED)
