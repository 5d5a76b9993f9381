"""Trainings that grow few trees: for tests of what a training reads, states and repeats, not of how well it matches."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module

import pytest

from features.schema.kinds import Kind
from training.fitting.methods import training_parameters
from training.fitting.methods.private_splink import LinkerTraining

TREES = 30
PAIRS = 2e5


def _with_few_trees(usual: Callable[[Kind], str], kind: Kind) -> str:
    """Return the usual parameters of a kind with few trees, as TOML."""
    return re.sub(r"^(most|trees) = \d+$", rf"\1 = {TREES}", usual(kind), flags=re.MULTILINE)


@contextmanager
def growing_few_trees() -> Iterator[None]:
    """Grow at most thirty trees in the block; on small samples they take half of a training.

    Splink takes the rest: it samples few pairs, in one chunk, with a query for each comparison in place of eleven."""
    import_module("training.commands.train")  # before the patch: it prints the usual parameters
    few = partial(_with_few_trees, training_parameters.example_text)
    each_kind = dict.fromkeys(Kind, TREES)
    sample = LinkerTraining.estimate_u_using_random_sampling

    def sample_few(training: LinkerTraining, max_pairs: float, seed: int | None = None) -> None:
        sample(training, min(max_pairs, PAIRS), seed, num_chunks=1)

    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(training_parameters, "example_text", few)
            patch.setattr("training.fitting.collective.TREES", TREES)
            patch.setattr("training.shipped.fit.TREES", each_kind)
            patch.setattr(LinkerTraining, "estimate_u_using_random_sampling", sample_few)
            training_parameters.defaults_of.cache_clear()
            yield
    finally:
        training_parameters.defaults_of.cache_clear()
