"""The waterfall as it is drawn: the largest features by name, the others as one step."""

from collections.abc import Callable, Sequence

from serving.drawing.svg import Titled
from serving.drawing.waterfall import FallBar, draw_waterfall
from serving.explanation.bodies import ExplanationShown, StepKind, StepShown

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


def draw(explanation: ExplanationShown, key: str = "waterfall") -> str:
    """Return the waterfall of an explanation as SVG."""
    pair = explanation.pair
    total = FallBar(f"probability {pair.probability:.6f}", 0.0, pair.waterfall[-1].total, is_total=True)
    description = (
        f"A waterfall in log-odds from the base value to the probability {pair.probability:.6f} that record "
        f"{explanation.record_id} is profile {pair.profile_id}; the table below has its numbers."
    )
    titled = Titled(key, "How the probability comes about", description)
    return draw_waterfall(titled, [*drawn_steps(pair.waterfall), total])


def _label(step: StepShown) -> str:
    if step.kind is not StepKind.FEATURE:
        return step.says
    value = "missing" if step.value is None else f"{step.value:.3g}"
    return f"{step.name.partition('@')[0].replace('_', ' ')} = {value}"
