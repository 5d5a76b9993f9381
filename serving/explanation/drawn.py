"""The waterfall as it is drawn: the largest features by name, the others as one step."""

from collections.abc import Sequence

from serving.drawing.waterfall import FallBar
from serving.explanation.bodies import StepKind, StepShown

MAX_FEATURES = 12


def drawn_steps(waterfall: Sequence[StepShown], most: int = MAX_FEATURES) -> list[FallBar]:
    """Return the steps of a drawing; their sum is that of all steps. Features of one sentence are one step."""
    amounts: dict[str, float] = {}
    for step in waterfall:
        if step.kind is StepKind.FEATURE:
            amounts[_words(step)] = amounts.get(_words(step), 0.0) + step.amount
    shown = sorted(amounts.items(), key=lambda feature: -abs(feature[1]))
    if len(shown) > most + 1:
        shown[most:] = [(f"{len(shown) - most} other features", float(sum(amount for _, amount in shown[most:])))]
    base, *others = [(_words(step), step.amount) for step in waterfall if step.kind is not StepKind.FEATURE]
    rows = []
    total = 0.0
    for words, amount in (base, *shown, *others):
        rows.append(FallBar(words, total, total + amount))
        total += amount
    return rows


def _words(step: StepShown) -> str:
    """Return what a step says; a feature's sentence completes "because"."""
    return step.says.removeprefix("of ")
