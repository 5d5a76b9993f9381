"""Judgements weighed by inverse propensity, and what that changes: calibration, thresholds, expected figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from statistics import fmean
from typing import Any

import numpy as np

from data.labels.labels import Labels
from features.schema.array_types import Floats
from serving.matching.calibration import Calibration, sigmoid
from serving.matching.guarantees.propensity import Cell, Shown, Weighting, shares_of, weigh_judgements
from serving.matching.policy import Policy
from training.evaluation.metrics import ece
from training.fitting.methods.curves import HeldOut, best_of_records, choose_policy, fit_calibration
from training.fitting.methods.examples import Examples, FitRequest, LabelledExamples, label_examples
from training.fitting.methods.independent_scores import FittedIndependentPass


def shown_in(labels: Labels) -> dict[str, Shown]:
    """Return what was shown to those who judged each complete record; records without that are left out."""
    shown_by_record: dict[str, Shown] = {}
    for row in labels.rows:
        probability = row.feedback.get("probability_shown")
        decision = row.feedback.get("decision_shown")
        if row.crm_id in labels.answers and probability is not None and decision is not None:
            alike = row.feedback.get("shown_alike")
            shown_by_record[row.crm_id] = Shown(decision, float(probability), None if alike is None else float(alike))
    return shown_by_record


def weigh_judged(
    request: FitRequest, examples: Examples, labelled: LabelledExamples, pseudo_labels: Floats
) -> tuple[LabelledExamples, Weighting | None]:
    """Multiply the weights of judged records by their inverse propensity; None where nothing was recorded as shown.

    What was shown of all records is in the request, or noted with every answer. Else records count as shown alike where
    their best candidates are about as probable by the pseudo-labels: judged ones and all others by the same measure.
    """
    judged = {} if request.labels is None else shown_in(request.labels)
    row_of = {crm_id: row for row, crm_id in enumerate(request.source.ids)}
    judged = {crm_id: shown for crm_id, shown in judged.items() if crm_id in row_of}
    if not judged:
        return labelled, None
    if request.shown is not None:
        weighting = weigh_judgements(judged, shares_of(request.shown))
    elif all(shown.alike is not None for shown in judged.values()):
        weighting = weigh_judgements(judged, shares_noted(judged.values()))
    else:
        everyone = _by_pseudo_labels(len(request.source.ids), examples, pseudo_labels)
        weighting = weigh_judgements({crm_id: everyone[row_of[crm_id]] for crm_id in judged}, shares_of(everyone))
    weight = labelled.weight.copy()
    for crm_id, factor in weighting.weights.items():
        weight[row_of[crm_id]] *= factor
    return replace(labelled, weight=weight), weighting


def _by_pseudo_labels(records: int, examples: Examples, pseudo_labels: Floats) -> list[Shown]:
    """Return each record with its best candidate's probability by the pseudo-labels; 0 without a candidate."""
    best = best_of_records(pseudo_labels, examples.left_rows)
    probability = np.zeros(records)
    probability[examples.left_rows[best]] = sigmoid(pseudo_labels[best])
    return [Shown("", best_probability) for best_probability in probability.tolist()]


def weighting_facts(
    held: HeldOut, calibration: Calibration, policy: Policy, weighting: Weighting | None, precision: float
) -> dict[str, Any]:
    """Compare a weighted calibration and policy with those of the same held-out records at weight 1 each."""
    if weighting is None:
        return {}
    plain = fit_calibration(held.raw, held.right, Calibration())
    unweighted = choose_policy(*held.probabilities(plain), held.right, precision)
    facts: dict[str, Any] = {
        "judged_records": len(weighting.weights),
        "effective_records": round(weighting.effective, 1),
        "shown_but_never_judged": round(weighting.never_judged, 4),
    }
    for name, (fitted, cut) in {"weighted": (calibration, policy), "unweighted": (plain, unweighted)}.items():
        probabilities, _ = held.probabilities(fitted)
        linked = np.zeros(len(probabilities), np.bool_) if cut.linked is None else probabilities >= cut.linked
        facts[name] = {
            "linked_from": cut.linked,
            "slope": round(fitted.slope, 4),
            "intercept": round(fitted.intercept, 4),
            "linked_share": round(float(linked.mean()), 4) if len(linked) else None,
            "precision_of_links": round(float(held.right[linked].mean()), 4) if linked.any() else None,
            "ece": round(ece(probabilities, held.right) or 0.0, 4),
        }
    return {"weighting": facts}


def weightless_facts(
    request: FitRequest, examples: Examples, independent: FittedIndependentPass, policy: Policy
) -> dict[str, Any]:
    """Measure the fitted model on records with labels of weight 0 (Create record, forced ids); empty without any (S28).

    Their fields were copied from the profile: they look easier than they are, so they are not learned from.
    """
    labels = request.weightless
    if labels is None or not labels.answers:
        return {}
    labelled = label_examples(request.source, examples, labels, request.parameters.folds)
    rows = labelled.complete[examples.left_rows]
    examples = examples.only(rows)
    held = HeldOut.of(independent.scores(examples), examples, labelled.right[rows])
    links = held.links(request.source, labelled, independent.calibration, policy)
    linked = sum(link.decision == "linked" for link in links)
    right = int(held.right.sum())
    return {"weightless": {"records": len(links), "linked": linked, "first_candidate_right": right}}


def shares_noted(judged: Iterable[Shown]) -> dict[Cell, float]:
    """Return the share of each judged cell as the answers note it, their mean where several reviews differ."""
    noted: defaultdict[Cell, list[float]] = defaultdict(list)
    for shown in judged:
        noted[shown.cell].append(shown.alike or 0.0)
    return {cell: fmean(shares) for cell, shares in noted.items()}
