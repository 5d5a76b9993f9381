"""One session of expectation maximisation on blocked pairs, as Splink runs it, iterated in memory.

The pairs, their sample and their comparison vectors are Splink's. The agreement patterns are few, so an iteration
takes microseconds on arrays; Splink writes and parses SQL for each (docs/experiments/speed-u-by-the-kernel.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from splink import block_on
from splink.internals.constants import LEVEL_NOT_OBSERVED_TEXT
from splink.internals.em_training_session import EMTrainingSession
from splink.internals.exceptions import EMTrainingException
from splink.internals.expectation_maximisation import count_agreement_patterns_sql
from splink.internals.pipeline import CTEPipeline
from splink.internals.term_frequencies import ensure_term_frequencies_for_linker

from features.schema.array_types import Floats, Ints

LEAST = 1e-300
"""Splink clamps m and u to this before it takes their logarithm."""
NOT_OBSERVED = 1e-6
"""The m that Splink gives a level without any pair until a session observes it."""
COUNT = "agreement_pattern_count"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The distinct combinations of levels of the blocked pairs: levels by comparison (-1: null), and their counts."""

    gammas: Mapping[str, Ints]
    counts: Floats


def maximise_expectation(linker: Any, fields: Sequence[str], most_pairs: float) -> None:
    """Fit m of every comparison that the fields do not block on, with u fixed, and give it to the linker's levels.

    It is Splink's `estimate_parameters_using_expectation_maximisation` without term frequencies in the sessions.
    Raises EMTrainingException where no pair is left; the linker's comparisons are then incomplete.
    """
    ensure_term_frequencies_for_linker(linker)
    settings = linker._settings_obj
    session = EMTrainingSession(
        linker,
        db_api=linker._db_api,
        blocking_rule_for_training=block_on(*fields).get_blocking_rule(linker._sql_dialect_str),
        core_model_settings=settings.core_model_settings,
        training_settings=settings.training_settings,
        unique_id_input_columns=settings.column_info_settings.unique_id_input_columns,
        fix_u_probabilities=True,
        estimate_without_term_frequencies=True,
        max_pairs=most_pairs,
    )
    core, kept = session.core_model_settings, session.original_core_model_settings
    m = _iterate(core, _patterns(session), settings.training_settings)
    for comparison in core.comparisons:
        original = kept.get_comparison_by_output_column_name(comparison.output_column_name)
        for gamma, value in m[comparison.output_column_name].items():
            level = original._get_comparison_level_by_comparison_vector_value(gamma)
            level._add_trained_m_probability(
                LEVEL_NOT_OBSERVED_TEXT if value is None else value, f"EM, blocked on: {', '.join(fields)}"
            )
    settings.core_model_settings = kept
    linker._populate_m_u_from_trained_values()


def _patterns(session: EMTrainingSession) -> Patterns:
    vectors = session._comparison_vectors()
    pipeline = CTEPipeline([vectors])
    comparisons = session.core_model_settings.comparisons
    pipeline.enqueue_sql(count_agreement_patterns_sql(comparisons), "__splink__agreement_pattern_counts")
    rows = session.db_api.sql_pipeline_to_splink_dataframe(pipeline).as_record_list()
    if not rows:
        raise EMTrainingException("no pairs are left")
    rows.sort(key=lambda row: [row[one._gamma_column_name] for one in comparisons])
    gammas = {
        one.output_column_name: np.array([row[one._gamma_column_name] for row in rows], np.int64) for one in comparisons
    }
    return Patterns(gammas, np.array([row[COUNT] for row in rows], np.float64))


def _iterate(core: Any, patterns: Patterns, limits: Any) -> dict[str, dict[int, float | None]]:
    """Return m by comparison and level after the last iteration; None for a level without any pair."""
    prior = float(core.probability_two_random_records_match)
    levels = {one.output_column_name: one._comparison_levels_excluding_null for one in core.comparisons}
    u = {name: {level.comparison_vector_value: level.u_probability for level in own} for name, own in levels.items()}
    m: dict[str, dict[int, float | None]] = {
        name: {level.comparison_vector_value: level.m_probability for level in own} for name, own in levels.items()
    }
    for _ in range(limits.max_iterations):
        right = _probabilities(prior, m, u, patterns) * patterns.counts
        before, m = m, {name: _shares(patterns.gammas[name], right, own) for name, own in m.items()}
        earlier, prior = prior, float(right.sum() / patterns.counts.sum())
        changes = [abs(_number(m[name][gamma]) - _number(before[name][gamma])) for name in m for gamma in m[name]]
        if max([abs(prior - earlier), *changes]) < limits.em_convergence:
            break
    return m


def _probabilities(
    prior: float,
    m: Mapping[str, Mapping[int, float | None]],
    u: Mapping[str, Mapping[int, float]],
    patterns: Patterns,
) -> Floats:
    """Return the probability of a match by pattern."""
    bits = np.full(len(patterns.counts), np.log2(prior / (1 - prior)))
    for name, gammas in patterns.gammas.items():
        weights = np.zeros(max(m[name]) + 2)  # the last one is that of null
        for gamma, value in m[name].items():
            weights[gamma] = np.log2(max(_number(value), LEAST) / max(u[name][gamma], LEAST))
        bits += weights[gammas]
    odds = np.exp2(-np.abs(bits))
    found: Floats = np.where(bits >= 0, 1.0, odds) / (1.0 + odds)
    return found


def _shares(gammas: Ints, right: Floats, levels: Mapping[int, object]) -> dict[int, float | None]:
    """Return each level's share of the matches whose level is not null; None for one that no pattern has."""
    filled = gammas >= 0
    sums = np.bincount(gammas[filled], right[filled], minlength=max(levels) + 1)
    observed = set(np.unique(gammas[filled]).tolist())
    return {gamma: float(sums[gamma] / sums.sum()) if gamma in observed else None for gamma in levels}


def _number(m: float | None) -> float:
    return NOT_OBSERVED if m is None else m
