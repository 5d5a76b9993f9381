"""Why one profile and not another: what differs between them, ordered by how much it decided."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from serving.explanation.pair_explanation import ComparedFields, PairExplanation
from serving.explanation.waterfall import WaterfallStep

LEAST_DIFFERENCE = 1e-9
"""A smaller difference of log-odds is none."""


@dataclass(frozen=True, slots=True)
class StepDifference:
    """A step that differs: `difference` in log-odds is above 0 where it speaks for the profile, not for the other."""

    step: WaterfallStep
    other: WaterfallStep
    difference: float


@dataclass(frozen=True, slots=True)
class LevelDifference:
    """A comparison whose level differs; `difference` of match weights in bits."""

    profile: ComparedFields
    other: ComparedFields
    difference: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """A profile against another one; the differences of the steps add up to `log_odds`."""

    other: PairExplanation
    log_odds: float
    steps: tuple[StepDifference, ...]
    levels: tuple[LevelDifference, ...]


def contrast(profile: PairExplanation, other: PairExplanation) -> Contrast:
    """Compare two explanations of one record, what decided most first."""
    steps = sorted(_steps(profile, other), key=lambda one: (-abs(one.difference), one.step.name))
    levels = [
        LevelDifference(mine, theirs, mine.weight - theirs.weight)
        for mine, theirs in zip(profile.comparisons, other.comparisons, strict=True)
        if (mine.level, mine.weight) != (theirs.level, theirs.weight)
    ]
    levels.sort(key=lambda one: (-abs(one.difference), one.profile.name))
    difference = profile.waterfall.total - other.waterfall.total
    return Contrast(other, difference, tuple(steps), tuple(levels))


def _steps(profile: PairExplanation, other: PairExplanation) -> Iterator[StepDifference]:
    mine, theirs = ({step.name: step for step in one.waterfall.steps} for one in (profile, other))
    for name, step in (theirs | mine).items():
        absent = replace(step, amount=0.0, value=None)
        one, against = mine.get(name, absent), theirs.get(name, absent)
        if abs(one.amount - against.amount) > LEAST_DIFFERENCE:
            yield StepDifference(one, against, one.amount - against.amount)
