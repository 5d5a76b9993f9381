"""The comparisons of a training: the declared ones with the levels that its parameters choose, and further ones."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from features.comparisons.comparisons import SWITCHED_OFF, Comparison, Level, comparisons_of
from features.comparisons.splink_model import fields_in, read_splink_model
from features.schema.schema import Shape
from training.fitting.methods.training_parameters import LevelText, TrainingParameters


def chosen_comparisons(parameters: TrainingParameters, shape: Shape) -> tuple[Comparison, ...]:
    """Return the comparisons; one without levels is switched off, and keeps its own for Splink to read."""
    chosen = {name: _levels(levels) for name, levels in parameters.comparisons.items()}
    declared = [
        replace(comparison, nulls=SWITCHED_OFF)
        if chosen.get(comparison.name) == ()
        else replace(comparison, levels=chosen.get(comparison.name, comparison.levels))
        for comparison in comparisons_of(shape)
    ]
    return (*declared, *(_new(name, _levels(levels)) for name, levels in parameters.new_comparisons.items()))


def require_understood(comparisons: Sequence[Comparison], shape: Shape) -> None:
    """Raise UnknownCondition or IncompleteModel, by comparison and level, unless serving understands every level."""
    settings = [declared.splink() for declared in comparisons]
    for comparison in settings:
        levels: Any = comparison["comparison_levels"]
        for level in levels:
            level |= {"m_probability": 0.5, "u_probability": 0.5}
    read_splink_model({"probability_two_random_records_match": 0.5, "comparisons": settings}, shape)


def _levels(chosen: Sequence[LevelText]) -> tuple[Level, ...]:
    return tuple(Level(level.sql, level.label or level.sql, level.tf or None) for level in chosen)


def _new(name: str, levels: tuple[Level, ...]) -> Comparison:
    """Return a further comparison, which is null where a field of its first level is missing."""
    fields = fields_in(levels[0].sql)
    nulls = " OR ".join(f"{field}_{side} IS NULL" for field in fields for side in "lr")
    return Comparison(name, fields, levels, nulls or "FALSE")
