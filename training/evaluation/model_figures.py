"""What a model costs, and what its own fields are worth: figures of a run."""

import numpy as np

from features.schema.array_types import Ints
from features.schema.schema import Schema
from serving.matching.bundle import Bundle
from serving.matching.collective import CANDIDATES


def work_of(bundle: Bundle, candidates: Ints) -> float:
    """Return candidates x trees per record, over all passes and the base model, by each record's candidates."""
    trees = bundle.ranker.booster.num_trees()
    trees += 0 if bundle.base_model is None else bundle.base_model.ranker.booster.num_trees()
    collective = 0 if bundle.collective is None else bundle.collective.booster.num_trees()
    work = candidates.sum() * trees + np.minimum(candidates, CANDIDATES).sum() * collective
    return float(work / max(len(candidates), 1))


def own_worth(trees: str, schema: Schema) -> dict[str, float]:
    """Return the share of the gain of LightGBM's trees, given as their text, that each own field brings."""
    if not schema.own:
        return {}
    import lightgbm

    booster = lightgbm.Booster(model_str=trees)
    gains = dict(zip(booster.feature_name(), booster.feature_importance("gain").tolist(), strict=True))
    total = max(sum(gains.values()), 1e-9)
    return {own.name: sum(gain for key, gain in gains.items() if own.name in key) / total for own in schema.own}
