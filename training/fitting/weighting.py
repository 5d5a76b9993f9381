"""Judgements weighed by what their like is judged, and what that changes: calibration, thresholds, expected figures."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from features.pairs.pairs import Floats
from serving.matching.calibration import Calibration, sigmoid
from serving.matching.policy import Policy
from serving.matching.propensity import Shown, Weighting, weigh_judgements
from training.evaluation.metrics import ece
from training.fitting.boost import FOLDS, Boosted, raw_scores
from training.fitting.calibrate import LEAST_REVIEW, best_of_records, choose_policy, fit_calibration
from training.fitting.examples import Examples, LabelledExamples, know
from training.fitting.held_out import HeldOut
from training.fitting.propensity import shown_in

if TYPE_CHECKING:
    from training.fitting.learn import FitRequest

Chosen = tuple[Calibration, Policy]
USUAL_LINK = 0.9
"""Where nobody says what was shown, a link is taken to need so much."""


def weigh_known(
    request: "FitRequest", examples: Examples, known: LabelledExamples, pseudo_label: Floats
) -> tuple[LabelledExamples, Weighting | None]:
    """Multiply the weights of judged records by their propensity's; None where nothing tells what was shown.

    What was shown of all records is told by the request, or guessed from the opinion that training starts from.
    """
    judged = {} if request.labels is None else shown_in(request.labels)
    row_of = {crm_id: row for row, crm_id in enumerate(request.source.ids)}
    judged = {crm_id: one for crm_id, one in judged.items() if crm_id in row_of}
    if not judged:
        return known, None
    population = _guessed(request, examples, pseudo_label) if request.shown is None else request.shown
    weighting = weigh_judgements(judged, population)
    weight = known.weight.copy()
    for crm_id, factor in weighting.weights.items():
        weight[row_of[crm_id]] *= factor
    return replace(known, weight=weight), weighting


def what_weighting_changes(held: HeldOut, chosen: Chosen, weighting: Weighting, wanted: float) -> dict[str, Any]:
    """Compare what was fitted with what the same held-out records say when each judgement counts once."""
    calibration, policy = chosen
    plain = fit_calibration(held.raw, held.right, Calibration())
    unweighted = choose_policy(*held.probabilities(plain), held.right, wanted)
    sides = {"weighted": (calibration, policy), "unweighted": (plain, unweighted)}
    told: dict[str, Any] = {
        "judged_records": len(weighting.weights),
        "effective_records": round(weighting.effective, 1),
        "shown_but_never_judged": round(weighting.never_judged, 4),
    }
    for name, (calibrated, cut) in sides.items():
        probabilities, _ = held.probabilities(calibrated)
        linked = np.zeros(len(probabilities), np.bool_) if cut.linked is None else probabilities >= cut.linked
        told[name] = {
            "linked_from": cut.linked,
            "slope": round(calibrated.slope, 4),
            "intercept": round(calibrated.intercept, 4),
            "linked_share": round(float(linked.mean()), 4) if len(linked) else None,
            "precision_of_links": round(float(held.right[linked].mean()), 4) if linked.any() else None,
            "ece": round(ece(probabilities, held.right) or 0.0, 4),
        }
    return told


def _guessed(request: "FitRequest", examples: Examples, pseudo_label: Floats) -> Iterator[Shown]:
    best = best_of_records(pseudo_label, examples.left_rows)
    probabilities = sigmoid(pseudo_label[best])
    policy = (
        request.base_model.policy if request.base_model is not None else Policy(USUAL_LINK, LEAST_REVIEW, 0.0, 0.99)
    )
    linked = 1.0 if policy.linked is None else policy.linked
    for probability in probabilities.tolist():
        yield Shown(
            "linked" if probability >= linked else "review" if probability >= policy.review else "none", probability
        )
    for _ in range(len(request.source.ids) - len(probabilities)):
        yield Shown("none", 0.0)


def with_and_without(
    request: "FitRequest", examples: Examples, boosted: Boosted, policy: Chosen
) -> dict[str, Any] | None:
    """Measure the records that taught nothing (Create record, forced ids) by the fitted model; None without any (S28).

    Their fields were copied from the profile: they look easier than they are, which is why they teach nothing.
    """
    labels = request.weightless
    if labels is None or not labels.answers:
        return None
    known = know(request.source, examples, labels, FOLDS[request.source.kind])
    rows = known.complete[examples.left_rows]
    examples = examples.only(rows)
    scores = policy[0].settle(raw_scores(boosted.booster, examples.matrix), examples.left_rows)
    held = HeldOut.of(scores, examples, known.right[rows])
    links = held.links(request.source, known, *policy)
    return {"records": len(links), "linked": sum(link.decision == "linked" for link in links),
            "first_candidate_right": int(held.right.sum())}  # fmt: skip
