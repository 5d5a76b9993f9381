"""The waterfall as it is drawn: the largest features by name, the others as one step."""

from collections.abc import Callable, Sequence

from serving.drawing.waterfall import FallBar
from serving.explanation.bodies import StepKind, StepShown

MAX_FEATURES = 12


def drawn_steps(
    waterfall: Sequence[StepShown], most: int = MAX_FEATURES, label: Callable[[StepShown], str] | None = None
) -> list[FallBar]:
    """Return the steps of a drawing; their sum is that of all steps. `label` names a step, features by it once."""
    named = label or _label
    amounts: dict[str, float] = {}
    for step in waterfall:
        if step.kind is StepKind.FEATURE:
            amounts[named(step)] = amounts.get(named(step), 0.0) + step.amount
    shown = sorted(amounts.items(), key=lambda feature: -abs(feature[1]))
    if len(shown) > most + 1:
        shown[most:] = [(f"{len(shown) - most} other features", float(sum(amount for _, amount in shown[most:])))]
    base, *others = [(named(step), step.amount) for step in waterfall if step.kind is not StepKind.FEATURE]
    rows = []
    total = 0.0
    for words, amount in (base, *shown, *others):
        rows.append(FallBar(words, total, total + amount))
        total += amount
    return rows


def _label(step: StepShown) -> str:
    if step.kind is not StepKind.FEATURE:
        return step.says
    value = "missing" if step.value is None else f"{step.value:.3g}"
    return f"{step.name.partition('@')[0].replace('_', ' ')} = {value}"
