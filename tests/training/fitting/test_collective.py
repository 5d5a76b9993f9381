"""A crowd pass is worth its place only if it gains and costs no links."""

import numpy as np
import pytest

from training.evaluation.metrics import Curve, curve
from training.fitting.collective import gain_of, loses_links


def ranked(*right: bool) -> Curve:
    """Trace records by whether they are right, the surest first."""
    return curve(np.linspace(0.9, 0.1, len(right)), np.array(right), 4)


SURE_AT_THE_TOP = ranked(True, True, True, False, False, True)
BETTER_BELOW = ranked(False, True, True, True, True, False)


def test_a_pass_that_shuffles_the_top_loses_links_though_its_best_f1_gains() -> None:
    assert gain_of(SURE_AT_THE_TOP, BETTER_BELOW) > 0
    assert loses_links(SURE_AT_THE_TOP, BETTER_BELOW, 0.99)


@pytest.mark.parametrize("precision", [0.5, 0.99])
def test_a_pass_that_changes_nothing_neither_gains_nor_loses(precision: float) -> None:
    assert gain_of(SURE_AT_THE_TOP, SURE_AT_THE_TOP) == 0
    assert not loses_links(SURE_AT_THE_TOP, SURE_AT_THE_TOP, precision)
