"""The waterfall as it is drawn: the largest features by name, the others as one step."""

from collections.abc import Sequence

from features.schema.texts import wording
from serving.drawing.waterfall import FallBar
from serving.explanation.bodies import StepKind, StepShown

MAX_FEATURES = 12


def drawn_steps(waterfall: Sequence[StepShown], most: int = MAX_FEATURES) -> list[FallBar]:
    """Return the steps of a drawing; their sum is that of all steps. Features of one sentence are one step."""
    amounts: dict[str, float] = {}
    for step in waterfall:
        if step.kind is StepKind.FEATURE:
            amounts[label_of(step.says)] = amounts.get(label_of(step.says), 0.0) + step.amount
    shown = sorted(amounts.items(), key=lambda feature: -abs(feature[1]))
    if len(shown) > most + 1:
        shown[most:] = [
            (wording("{n} other features", n=len(shown) - most), float(sum(amount for _, amount in shown[most:])))
        ]
    base, *others = [(label_of(step.says), step.amount) for step in waterfall if step.kind is not StepKind.FEATURE]
    rows = []
    total = 0.0
    for words, amount in (base, *shown, *others):
        rows.append(FallBar(words, total, total + amount))
        total += amount
    return rows


def label_of(says: str) -> str:
    """Return a step's sentence where nothing stands before it."""
    return says.removeprefix("of ")
