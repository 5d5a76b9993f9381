"""Trainings that grow few trees: for tests of what a training reads, states and repeats, not of how well it matches."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from splink.internals.linker_components.training import LinkerTraining

from features.schema.kinds import Kind
from training.fitting.methods.splink_fit import fits_forgotten
from training.fitting.methods.training_parameters import DEFAULTS, TrainingParameters

TREES = 30
PAIRS = 2e5


def _few_trees(usual: TrainingParameters) -> dict[str, object]:
    return {
        "trees": usual.trees.model_copy(update={"most": TREES}),
        "pseudo_labels": usual.pseudo_labels.model_copy(update={"trees": TREES}),
        "collective": usual.collective.model_copy(update={"trees": TREES}),
    }


@contextmanager
def growing_few_trees() -> Iterator[None]:
    """Grow at most thirty trees in the block; on small samples they take half of a training.

    Splink takes the rest: it samples few pairs, in one chunk, with a query for each comparison in place of eleven.
    Fits that a process keeps are made of more, so the block neither sees those nor leaves its own.
    """
    each_kind, sample = dict.fromkeys(Kind, TREES), LinkerTraining.estimate_u_using_random_sampling
    few = {kind: usual.model_copy(update=_few_trees(usual)) for kind, usual in DEFAULTS.items()}

    def sample_few(training: LinkerTraining, max_pairs: float, seed: int | None = None) -> None:
        sample(training, min(max_pairs, PAIRS), seed, num_chunks=1)

    with pytest.MonkeyPatch.context() as patch, fits_forgotten():
        patch.setattr("training.fitting.methods.training_parameters.DEFAULTS", few)
        patch.setattr("training.shipped.fit.TREES", each_kind)
        patch.setattr(LinkerTraining, "estimate_u_using_random_sampling", sample_few)
        yield
