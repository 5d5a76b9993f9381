"""The fit of the mover model on generated people."""

import numpy as np
import pytest

from training.shipped.mover import JudgedMover, fit_mover, with_other_titles


def test_the_fit_finds_what_speaks_for_a_move() -> None:
    rng = np.random.default_rng(0)
    people = []
    for left in rng.random(2_000) < 0.2:
        speaks = rng.random() < (0.9 if left else 0.1)
        people.append(JudgedMover(("company:other" if speaks else "company:same",), bool(left)))

    model = fit_mover(people)

    assert model.probability(("company:other",)) == pytest.approx(0.2 * 0.9 / (0.2 * 0.9 + 0.8 * 0.1), abs=0.05)
    assert model.share == pytest.approx(0.2, abs=0.03)


def test_titles_are_mixed_so_that_they_do_not_decide() -> None:
    people = [JudgedMover(("title:other",), True)] * 1_000 + [JudgedMover(("title:same",), False)] * 1_000

    mixed = [one.evidence for one in with_other_titles(people)]

    assert mixed[:1_000].count(("title:same",)) == pytest.approx(330, abs=50)
    assert mixed[1_000:].count(("title:other",)) == pytest.approx(100, abs=30)
