"""A collective pass is kept only if it gains and costs no links."""

import numpy as np
import pytest

from training.evaluation.metrics import Curve, curve
from training.fitting.collective import gain_of, loses_links


def ranked(*right: bool) -> Curve:
    """Return the curve of records by whether they are right, the most probable first."""
    return curve(np.linspace(0.9, 0.1, len(right)), np.array(right), 4)


RIGHT_AT_THE_TOP = ranked(True, True, True, False, False, True)
RIGHT_BELOW = ranked(False, True, True, True, True, False)


def test_a_pass_that_reorders_the_top_loses_links_though_its_best_f1_gains() -> None:
    assert gain_of(RIGHT_AT_THE_TOP, RIGHT_BELOW) > 0
    assert loses_links(RIGHT_AT_THE_TOP, RIGHT_BELOW, 0.99)


@pytest.mark.parametrize("precision", [0.5, 0.99])
def test_a_pass_that_changes_nothing_neither_gains_nor_loses(precision: float) -> None:
    assert gain_of(RIGHT_AT_THE_TOP, RIGHT_AT_THE_TOP) == 0
    assert not loses_links(RIGHT_AT_THE_TOP, RIGHT_AT_THE_TOP, precision)
