"""The waterfall as it is drawn: the largest features by name, the others as one step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from serving.drawing.svg import Titled
from serving.drawing.waterfall import FallBar, draw_waterfall
from serving.explanation.explanation import Explanation
from serving.explanation.step_kinds import StepKind
from serving.explanation.waterfall import Waterfall, WaterfallStep, probability_at

MOST_FEATURES = 12
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """One row of the drawing: the step, its words, and the log-odds before and after it."""

    step: WaterfallStep
    label: str
    begin: float
    end: float

    @property
    def probability(self) -> float:
        """The probability that is reached after the step."""
        return probability_at(self.end)


def drawn_steps(waterfall: Waterfall, most: int = MOST_FEATURES) -> list[DrawnStep]:
    """Return the steps of a drawing; their sum is that of all steps."""
    rows, total = [], 0.0
    for step in _joined(waterfall.steps, most):
        rows.append(DrawnStep(step, _label(step), total, total + step.amount))
        total += step.amount
    return rows


def draw(found: Explanation, key: str = "waterfall") -> str:
    """Return the waterfall of an explanation as SVG."""
    pair = found.pair
    rows = drawn_steps(pair.waterfall)
    bars = [FallBar(row.label, row.begin, row.end) for row in rows]
    total = FallBar(f"probability {pair.probability:.6f}", 0.0, pair.waterfall.total, is_total=True)
    description = (
        f"A waterfall in log-odds from the base value to the probability {pair.probability:.6f} that record "
        f"{found.record_id} is profile {pair.profile_id}; the table below has its numbers."
    )
    return draw_waterfall(Titled(key, "How the probability comes about", description), [*bars, total])


def _joined(steps: Sequence[WaterfallStep], most: int) -> list[WaterfallStep]:
    """Return the steps with the smallest features as one."""
    features = [step for step in steps if step.kind is StepKind.FEATURE]
    small = features[most:] if len(features) > most + 1 else []
    if not small:
        return list(steps)
    amount = float(sum(step.amount for step in small))
    joined = replace(small[0], name=OTHERS, says=f"{len(small)} other features", amount=amount, value=None, family="")
    place = steps.index(small[0])
    return [*steps[:place], joined, *steps[place + len(small) :]]


def _label(step: WaterfallStep) -> str:
    if step.kind is not StepKind.FEATURE or step.name == OTHERS:
        return step.says
    value = "missing" if step.value is None else f"{step.value:.3g}"
    return f"{step.name.partition('@')[0].replace('_', ' ')} = {value}"
