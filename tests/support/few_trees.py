"""Trainings that grow few trees: for tests of what a training reads, states and repeats, not of how well it matches."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from features.schema.kinds import Kind

TREES = 30


@contextmanager
def growing_few_trees() -> Iterator[None]:
    """Grow at most thirty trees in the block; on small samples they take half of a training."""
    each_kind = dict.fromkeys(Kind, TREES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.fitting.methods.boosting.MOST_TREES", each_kind)
        patch.setattr("training.fitting.methods.boosting.PSEUDO_LABEL_TREES", TREES)
        patch.setattr("training.fitting.collective.TREES", TREES)
        patch.setattr("training.shipped.fit.TREES", each_kind)
        yield
