"""The comparisons of a training: the declared ones with the levels that its parameters choose, and further ones."""

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from features.comparisons.comparisons import Comparison, Level, comparisons_of
from features.comparisons.splink_model import read_splink_model
from features.comparisons.sql_condition import parse_condition
from features.schema.schema import Shape
from training.fitting.methods.training_parameters import LevelText, TrainingParameters

SWITCHED_OFF = "TRUE"
"""The null condition of a comparison without levels: it is missing evidence for every pair."""


def chosen_comparisons(parameters: TrainingParameters, shape: Shape) -> tuple[Comparison, ...]:
    """Return the comparisons. Raises UnknownFragment for a level that is no SQL."""
    chosen = parameters.comparisons
    declared = [
        replace(one, levels=_levels(chosen[one.name]), nulls=one.nulls if chosen[one.name] else SWITCHED_OFF)
        if one.name in chosen
        else one
        for one in comparisons_of(shape)
    ]
    return (*declared, *(_new(name, levels) for name, levels in parameters.new_comparisons.items()))


def require_understood(comparisons: Sequence[Comparison], shape: Shape) -> None:
    """Raise UnknownCondition or IncompleteModel, by comparison and level, unless serving understands every level."""
    settings: list[dict[str, object]] = [one.splink() for one in comparisons]
    for comparison in settings:
        levels = comparison["comparison_levels"]
        assert isinstance(levels, list)
        for level in levels:
            level |= {"m_probability": 0.5, "u_probability": 0.5}
    read_splink_model({"probability_two_random_records_match": 0.5, "comparisons": settings}, shape)


def _levels(chosen: Sequence[LevelText]) -> tuple[Level, ...]:
    return tuple(Level(one.sql, one.label or one.sql, one.tf) for one in chosen)


def _new(name: str, levels: Sequence[LevelText]) -> Comparison:
    """Return a further comparison, which is null where a side of its first level is missing."""
    columns = dict.fromkeys(column.name for column in parse_condition(levels[0].sql).find_all(exp.Column))
    fields = tuple(dict.fromkeys(column[:-2] for column in columns))
    return Comparison(name, fields, _levels(levels), " OR ".join(f"{column} IS NULL" for column in columns))
