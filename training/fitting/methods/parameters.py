"""The m and u of each comparison level and their source: labels, EM, the base model, or none."""

import copy
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.schema.array_types import Floats
from features.schema.value_class import value_class
from serving.clusters.colleagues import NAMES
from training.fitting.methods.splink_fit import SplinkFit

MIN_M = 1e-4
MIN_U = 1e-7
MIN_WEIGHT = 1e-3
"""A level of a lower weight has no rarity that could count in proportion."""
DIGITS = 10
"""m and u are rounded to so many significant digits before hashing, since EM varies below them between runs."""
PRIOR_OF_M = 20.0
"""How many pairs the base model's m weighs as much as beside EM's, and either of them when labels count levels."""

MOST = 0.5
"""Where the names of more of EM's matches differ, these are no entities."""

OF_PRIOR = "prior"
"""The source of an m that the type of an own field states."""

Levels = Sequence[dict[str, Any]]


@value_class
class Parameters:
    """Splink's settings with a number for every level, and per comparison where m and u came from."""

    settings: dict[str, Any]
    sources: Mapping[str, Mapping[str, str]]


def complete_parameters(
    fit: SplinkFit, base_settings: Mapping[str, Any] | None, priors: Sequence[Mapping[str, Any]] = ()
) -> Parameters:
    """Give every level its m and u without labels.

    A comparison that EM could not reach, whose weights do not fall from level to level, or which says that most right
    pairs have another name, takes the base model's m, carried over to the values of these records; EM's m is drawn
    towards it, the more the fewer matches carry it (a conjugate prior). One of an own field takes its type's `priors`.
    Without u, or without m from either, all its levels weigh 0. No level weighs more than one that agrees better.
    """
    settings = copy.deepcopy(fit.settings)
    sources: dict[str, Mapping[str, str]] = {}
    of_types = {c["output_column_name"]: c for c in priors}
    of_base_model = of_types | {c["output_column_name"]: c for c in (base_settings or {}).get("comparisons", [])}
    for comparison in settings["comparisons"]:
        name = comparison["output_column_name"]
        levels = _levels(comparison)
        by_em = name in fit.m_by_em and name in fit.u_sampled and _is_of_entities(name, levels)
        if name not in fit.u_sampled:
            _weigh_nothing(levels)
            sources[name] = {"m": "none", "u": "none"}
            continue
        known = of_base_model.get(name)
        if not by_em or known is not None:
            found = _shares(_numbers(levels, "m_probability"))
            _carry_over(levels, known)
            if by_em:
                _draw_towards(levels, found, fit.matches)
        _complete(levels)
        _pool(levels)
        carried = OF_PRIOR if name in of_types else "base_model" if name in of_base_model else "none"
        sources[name] = {"m": "em" if by_em else carried, "u": "sampled"}
    return Parameters(settings, sources)


def new_levels(
    settings: Mapping[str, Any], base_settings: Mapping[str, Any] | None, own: Collection[str] = ()
) -> list[str]:
    """Return the levels that a base model lacks, as `comparison: level`; those of `own` fields are no part of one."""
    known = {
        (comparison["output_column_name"], level["sql_condition"])
        for comparison in (base_settings or settings)["comparisons"]
        for level in _levels(comparison)
    }
    return [
        f"{comparison['output_column_name']}: {level.get('label_for_charts', level['sql_condition'])}"
        for comparison in settings["comparisons"]
        for level in _levels(comparison)
        if comparison["output_column_name"] not in own
        and (comparison["output_column_name"], level["sql_condition"]) not in known
    ]


def count_labelled_levels(parameters: Parameters, gammas: Mapping[str, NDArray[np.int8]], pairs: int) -> Parameters:
    """Estimate m again from the levels that `pairs` labelled matches reach, drawn towards the m already there."""
    settings = copy.deepcopy(parameters.settings)
    sources = {name: dict(source) for name, source in parameters.sources.items()}
    for comparison in settings["comparisons"]:
        name = comparison["output_column_name"]
        levels = _levels(comparison)
        reached = gammas[name][gammas[name] >= 0]
        if sources[name]["u"] == "none" or not len(reached):
            continue
        counts = np.bincount(reached, minlength=len(levels))[::-1]
        prior = np.array([level["m_probability"] for level in levels])
        m = (counts + PRIOR_OF_M * prior) / (counts.sum() + PRIOR_OF_M)
        for level, value in zip(levels, m, strict=True):
            level["m_probability"] = _round(max(float(value), MIN_M))
        sources[name]["m"] = f"labels ({min(len(reached), pairs)})"
    return Parameters(settings, sources)


def weights_of(settings: Mapping[str, Any], name: str) -> Floats:
    """Return the weights of a comparison's levels (natural log), the worst level first."""
    [levels] = [_levels(each) for each in settings["comparisons"] if each["output_column_name"] == name]
    return np.array([math.log(level["m_probability"] / level["u_probability"]) for level in reversed(levels)])


def with_weights(settings: Mapping[str, Any], weights: Mapping[str, Floats]) -> dict[str, Any]:
    """Return settings in which the levels of some comparisons have given weights (natural log, the worst level first).

    u stays, unless m would exceed 1. A better level than those with a weight has the best one. Rarity counts as much of
    what it counted as agreement does.
    """
    changed = copy.deepcopy(dict(settings))
    for comparison in changed["comparisons"]:
        of_levels = weights.get(comparison["output_column_name"])
        if of_levels is None:
            continue
        levels = _levels(comparison)[::-1]
        for level, weight in zip(levels, np.pad(of_levels, (0, len(levels) - len(of_levels)), "edge"), strict=True):
            before = max(math.log(level["m_probability"] / level["u_probability"]), MIN_WEIGHT)
            u = min(level["u_probability"], math.exp(-weight))
            level |= {"u_probability": _round(u), "m_probability": _round(u * math.exp(weight))}
            if "tf_adjustment_weight" in level:
                level["tf_adjustment_weight"] = _round(min(max(weight / before, 0.0), 1.0))
    return changed


def _levels(comparison: Mapping[str, Any]) -> Levels:
    return [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]


def _carry_over(levels: Levels, other: Mapping[str, Any] | None) -> None:
    """Set m from the base model's; without one m equals u, so that the comparison weighs nothing.

    A right pair differs where its value was replaced by one that agrees no better than a random pair's: a share
    `replaced` of the base model's m is its u. The rest is how kept values agree, and carries over; replaced values
    agree as random pairs do here. Where all live in one city, another city is no evidence for a match.
    Levels correspond by their condition: one that the base model does not have agrees no better than the last level.
    Measured in docs/experiments/base-model-m-values.md.
    """
    if other is None:
        for level in levels:
            level["m_probability"] = level.get("u_probability")
        return
    theirs, random = (_shares(_numbers(_levels(other), which)) for which in ("m_probability", "u_probability"))
    replaced = min(1.0, theirs[-1] / random[-1]) if random[-1] else 1.0
    conditions = [level["sql_condition"] for level in _levels(other)]
    of_base_model = dict(zip(conditions, np.maximum(theirs - replaced * random, 0.0).tolist(), strict=True))
    kept = _shares(np.array([of_base_model.get(level["sql_condition"], 0.0) for level in levels]))
    m = (1 - replaced) * kept + replaced * _shares(_numbers(levels, "u_probability"))
    for level, value in zip(levels, m.tolist(), strict=True):
        level["m_probability"] = value


def _draw_towards(levels: Levels, found: Floats, matches: float) -> None:
    """Set m to the mean of what so many matches gave and of the m that is there, which counts as PRIOR_OF_M."""
    for level, share in zip(levels, found.tolist(), strict=True):
        level["m_probability"] = (matches * share + PRIOR_OF_M * level["m_probability"]) / (matches + PRIOR_OF_M)


def _pool(levels: Levels) -> None:
    """Give neighbours whose weights rise one weight, until the weights fall from the first level to the last.

    Pool adjacent violators: levels that share a weight keep their u and, together, their m.
    """
    blocks: list[tuple[float, float, list[dict[str, Any]]]] = []
    for level in levels:
        m = level["m_probability"]
        u = level["u_probability"]
        together = [level]
        while blocks and blocks[-1][0] * u < m * blocks[-1][1]:
            m_above, u_above, above = blocks.pop()
            m = m + m_above
            u = u + u_above
            together = above + together
        blocks.append((m, u, together))
    for m, u, together in blocks:
        for level in together if len(together) > 1 else ():
            level["m_probability"] = _round(min(1.0, level["u_probability"] * m / u))


def _numbers(levels: Levels, which: str) -> Floats:
    """Return the number of each level, 0 where Splink left it out."""
    return np.array([level.get(which) or 0.0 for level in levels])


def _shares(numbers: Floats) -> Floats:
    total = numbers.sum()
    return numbers / total if total else numbers


def often_differs(name: str, fit: SplinkFit, settings: Mapping[str, Any]) -> tuple[float, float]:
    """Return how often a comparison's values differ in right pairs and in random ones.

    Of right pairs EM says it where its matches are entities, else the settings.
    """
    worst, found = (
        next(_levels(each)[-1] for each in of["comparisons"] if each["output_column_name"] == name)
        for of in (settings, fit.settings)
    )
    by_em: float = found.get("m_probability") or 0.0
    differs = by_em if name in fit.m_by_em and by_em < MOST else worst["m_probability"]
    return differs, worst["u_probability"]


def _is_of_entities(name: str, levels: Levels) -> bool:
    """Whether EM's matches are entities: where most have another part of the name, it found families or colleagues."""
    differs: float = levels[-1].get("m_probability") or 0.0
    return _falls(levels) and not (name in NAMES and differs > MOST)


def _falls(levels: Levels) -> bool:
    """Whether the weights of the levels that were seen fall from the first to the last."""
    weights = list(_seen_weights(levels))
    return len(weights) > 1 and all(a > b for a, b in pairwise(weights))


def _seen_weights(levels: Levels) -> Iterator[float]:
    for level in levels:
        m = level.get("m_probability")
        u = level.get("u_probability")
        if isinstance(m, float) and isinstance(u, float) and m > 0 and u > 0:
            yield math.log2(max(m, MIN_M) / u)


def _weigh_nothing(levels: Levels) -> None:
    for level in levels:
        level["m_probability"] = level["u_probability"] = _round(1.0 / len(levels))


def _complete(levels: Levels) -> None:
    """Fill in levels that were never seen, and bound the rest away from 0."""
    for level in levels:
        m = level.get("m_probability")
        u = level.get("u_probability")
        weighs_nothing = m == u
        level["u_probability"] = _round(max(u, MIN_U) if isinstance(u, float) else MIN_U * 10)
        level["m_probability"] = _round(max(m, MIN_M) if isinstance(m, float) else MIN_M)
        if weighs_nothing:
            level["m_probability"] = level["u_probability"]


def _round(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
