"""The policy: thresholds by held-out answers where there are enough, else by the safe precision curve."""

from features.schema.array_types import Floats
from serving.matching.calibration import Calibration
from serving.matching.guarantees.answers_needed import ENOUGH_LABELS
from serving.matching.policy import CurvePoint, Policy, least_probability
from training.fitting.methods.curves import LEAST_REVIEW, choose_policy
from training.fitting.methods.held_out import HeldOut
from training.fitting.methods.labelled import LabelledExamples

OWN_LABELS = "own_labels"
"""The basis of answers whose thresholds the labels chose."""
MARGIN_WITHOUT_LABELS = 0.1


def enough_labels(labelled: LabelledExamples) -> bool:
    """Whether the labels hold enough right and enough wrong pairs to choose thresholds."""
    right, wrong = (labelled.used & labelled.right).sum(), (labelled.used & ~labelled.right).sum()
    return bool(min(right, wrong) >= ENOUGH_LABELS)


def policy_by_labels(held: HeldOut, calibration: Calibration, precision: float, weight: Floats | None = None) -> Policy:
    """Choose thresholds and margin on held-out answers; those of a biased sample have a weight each."""
    return choose_policy(*held.probabilities(calibration), held.right, precision, weight)


def policy_by_curve(curve: tuple[CurvePoint, ...], precision: float) -> Policy:
    """Cut the threshold of links from a precision curve; an empty curve links nothing."""
    return Policy(least_probability(curve, precision), LEAST_REVIEW, MARGIN_WITHOUT_LABELS, precision, curve)


def basis_without_labels(*, by_em: bool, has_base_model: bool) -> str:
    """Return what answers of such a model are based on: EM, or the base model alone."""
    return "em" if by_em or not has_base_model else "shipped"
