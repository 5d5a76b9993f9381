"""Trainings that grow few trees: for tests of what a training reads, states and repeats, not of how well it matches."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from features.pairs.columns import Columns
from features.schema.kinds import Kind
from training.fitting.methods import splink_fit, training_parameters
from training.fitting.methods.private_splink import LinkerTraining
from training.fitting.methods.splink_fit import FitPlan, SplinkFit, table_of

TREES = 30
PAIRS = 2e5
FEW = {"most": TREES, "trees": TREES, "em_sessions": 2, "max_iterations": 3}

_kept_fits: dict[str, SplinkFit] = {}


def _with_few_trees(usual: Callable[[Kind], str], kind: Kind) -> str:
    """Return the usual parameters of a kind with few trees and few steps of EM, as TOML."""
    usual_number = rf"^({'|'.join(FEW)}) = \d+$"
    return re.sub(usual_number, lambda line: f"{line[1]} = {FEW[line[1]]}", usual(kind), flags=re.MULTILINE)


@contextmanager
def fitting_splink_once() -> Iterator[None]:
    """Fit Splink once to equal tables under equal plans, in this block and in others of this process.

    A fit takes most of a small training. That two fits are equal, `test_train_small` shows without this.
    """
    fit = splink_fit._fit

    def kept_or_fit(columns: Mapping[str, Columns], settings: dict[str, Any], plan: FitPlan) -> SplinkFit:
        tables = {name: table_of(table).to_pydict() for name, table in columns.items()}
        key = repr((tables, settings, plan, LinkerTraining.estimate_u_using_random_sampling))
        if key not in _kept_fits:
            _kept_fits[key] = fit(columns, settings, plan)
        return deepcopy(_kept_fits[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splink_fit, "_fit", kept_or_fit)
        yield


_sample = LinkerTraining.estimate_u_using_random_sampling


def _sample_few(training: LinkerTraining, max_pairs: float, seed: int | None = None) -> None:
    _sample(training, min(max_pairs, PAIRS), seed, num_chunks=1)


@contextmanager
def growing_few_trees() -> Iterator[None]:
    """Grow at most thirty trees in the block; on small samples they take half of a training.

    Splink takes the rest: it samples few pairs, in one chunk, with a query for each comparison in place of eleven;
    EM takes few steps, and equal tables are fitted once.
    """
    import_module("training.commands.train")  # before the patch: it prints the usual parameters
    few = partial(_with_few_trees, training_parameters.example_text)
    each_kind = dict.fromkeys(Kind, TREES)
    try:
        with pytest.MonkeyPatch.context() as patch, fitting_splink_once():
            patch.setattr(training_parameters, "example_text", few)
            patch.setattr("training.fitting.collective.TREES", TREES)
            patch.setattr("training.shipped.fit.TREES", each_kind)
            patch.setattr(LinkerTraining, "estimate_u_using_random_sampling", _sample_few)
            training_parameters.defaults_of.cache_clear()
            yield
    finally:
        training_parameters.defaults_of.cache_clear()
