"""The waterfall as it is drawn: the largest features by name, the others as one step."""

from collections.abc import Callable, Sequence

from serving.drawing.waterfall import FallBar
from serving.explanation.bodies import StepKind, StepShown

MAX_FEATURES = 12


def drawn_steps(
    waterfall: Sequence[StepShown], most: int = MAX_FEATURES, label: Callable[[StepShown], str] | None = None
) -> list[FallBar]:
    """Return the steps of a drawing; their sum is that of all steps. `label` names a step."""
    named = label or _label
    features = [step for step in waterfall if step.kind is StepKind.FEATURE]
    small = features[most:] if len(features) > most + 1 else []
    steps = [(named(step), step.amount) for step in waterfall if step not in small]
    if small:
        joined = f"{len(small)} other features", float(sum(step.amount for step in small))
        steps.insert(waterfall.index(small[0]), joined)
    rows = []
    total = 0.0
    for words, amount in steps:
        rows.append(FallBar(words, total, total + amount))
        total += amount
    return rows


def _label(step: StepShown) -> str:
    if step.kind is not StepKind.FEATURE:
        return step.says
    value = "missing" if step.value is None else f"{step.value:.3g}"
    return f"{step.name.partition('@')[0].replace('_', ' ')} = {value}"
