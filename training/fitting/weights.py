"""Match weights: Splink's m and u, estimated without labels or with them, and the candidates that they weigh."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from data.tables.progress import Progress
from features.comparisons.comparisons import prior_comparisons
from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns, columns_of
from features.schema.array_types import Ints
from serving.matching.shortlist import NO_EXCLUSIONS, Excluded, FieldFrequencies
from training.fitting.methods.examples import FitRequest, WeighedCandidates, gather_examples, labelled_pairs
from training.fitting.methods.parameters import Parameters, complete_parameters, count_labelled_levels, new_levels
from training.fitting.methods.splink_fit import FitPlan, fit_splink

MAX_UNIVERSE = 200_000
"""Splink samples u and runs EM on at most so many universe rows."""


def weigh_candidates(
    request: FitRequest,
    progress: Progress,
    base_settings: Mapping[str, Any] | None = None,
    excluded: Excluded = NO_EXCLUSIONS,
) -> WeighedCandidates:
    """Estimate the match weights and compute the features of every candidate.

    The weights start from `base_settings`, by default the base model's. `excluded` names, by record id, the profiles
    that must not be candidates of a record.
    """
    source = request.source
    base_model = request.base_model
    if base_settings is None and base_model is not None:
        base_settings = base_model.splink
    crm = columns_of(source.schema, source.ids, source.records)
    parameters, facts = estimate_weights(request, crm, progress, base_settings)
    kernel = Kernel.from_splink_json(parameters.settings, FieldFrequencies(source.index), source.schema)
    return WeighedCandidates(parameters, facts, kernel, gather_examples(source, kernel, base_model, progress, excluded))


def estimate_weights(
    request: FitRequest, crm: Columns, progress: Progress, base_settings: Mapping[str, Any] | None = None
) -> tuple[Parameters, dict[str, Any]]:
    """Estimate u by sampling, and m by EM, by labels and from the Splink settings of a base model; with the facts."""
    source = request.source
    labels = request.labels
    universe = source.index.take(_some_rows(len(source.index), request.seed))
    positives = 0 if labels is None else sum(bool(answers) for answers in labels.answers.values())
    progress("splink", 0, None)
    plan = FitPlan.of(request.parameters, source.schema, request.seed, positives)
    fitted = fit_splink(crm, universe, plan)
    parameters = complete_parameters(fitted, base_settings, prior_comparisons(source.schema))
    if labels is not None and positives:
        pairs = labelled_pairs(source, crm, labels.answers)
        kernel = Kernel.from_splink_json(parameters.settings, FieldFrequencies(source.index), source.schema)
        parameters = count_labelled_levels(parameters, kernel.score(pairs).gammas, len(pairs))
    facts = {"em_blocks": fitted.blocks_as_json, "u_pairs": plan.choice.u_pairs}
    beyond = new_levels(parameters.settings, base_settings, {field.name for field in source.schema.own})
    return parameters, facts | ({"new_levels": beyond} if beyond else {})


def _some_rows(n: int, seed: int) -> Ints:
    if n <= MAX_UNIVERSE:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, MAX_UNIVERSE, replace=False))
