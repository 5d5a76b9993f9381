"""Every level gets a number, and each comparison states the source of its m and u."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.fitting.methods.parameters import (
    Parameters,
    complete_parameters,
    count_labelled_levels,
)
from training.fitting.methods.splink_fit import SplinkFit

Numbers = list[float | None]
FALLING: Numbers = [0.7, 0.2, 0.1]
RISING: Numbers = [0.005, 0.05, 0.945]
BULGING: Numbers = [0.02, 0.7, 0.28]
U: Numbers = [0.01, 0.09, 0.9]


def model(m: Numbers, u: Numbers, conditions: str = "abcdefgh") -> dict[str, Any]:
    """Return settings of one comparison `it`; None leaves a number out, as Splink does."""
    levels: list[dict[str, Any]] = [{"sql_condition": "x IS NULL", "is_null_level": True}]
    for m_here, u_here, condition in zip(m, u, conditions[: len(m)], strict=True):
        level: dict[str, Any] = {"sql_condition": f"x_l = {condition}"}
        level |= {} if m_here is None else {"m_probability": m_here}
        levels.append(level | ({} if u_here is None else {"u_probability": u_here}))
    return {"comparisons": [{"output_column_name": "it", "comparison_levels": levels}]}


def fit(m: Numbers, u: Numbers = U, *, em: bool = True, sampled: bool = True, matches: float = 1e9) -> SplinkFit:
    named = frozenset({"it"})
    return SplinkFit(model(m, u), named if sampled else frozenset(), named if em else frozenset(), (), matches)


def numbers(parameters: Parameters, which: str) -> list[float]:
    levels = parameters.settings["comparisons"][0]["comparison_levels"]
    return [level[which] for level in levels if not level.get("is_null_level")]


def weights(parameters: Parameters) -> list[float]:
    m = numbers(parameters, "m_probability")
    u = numbers(parameters, "u_probability")
    return [float(np.log2(one / other)) for one, other in zip(m, u, strict=True)]


BASE_MODEL = model([0.6, 0.3, 0.1], U)


@pytest.mark.parametrize(("matches", "m"), [(1e9, FALLING), (20, [0.65, 0.25, 0.1])])
def test_an_m_by_em_whose_weights_fall_is_kept_as_far_as_matches_carry_it(matches: float, m: Numbers) -> None:
    completed = complete_parameters(fit(FALLING, matches=matches), BASE_MODEL)

    assert numbers(completed, "m_probability") == pytest.approx(m)
    assert completed.sources == {"it": {"m": "em", "u": "sampled"}}


@pytest.mark.parametrize("unreached", [fit([None] * 3, em=False), fit(RISING), fit(BULGING)])
def test_a_comparison_without_em_or_whose_weights_do_not_fall_takes_the_base_models_m(unreached: SplinkFit) -> None:
    completed = complete_parameters(unreached, BASE_MODEL)

    assert numbers(completed, "m_probability") == pytest.approx([0.6, 0.3, 0.1])
    assert numbers(completed, "u_probability") == pytest.approx(U)
    assert completed.sources == {"it": {"m": "base_model", "u": "sampled"}}


def test_a_level_that_the_base_model_lacks_agrees_no_better_than_its_last_one() -> None:
    """The levels of the base model are carried over by their conditions, whatever stands between them."""
    settings = model([None] * 4, [0.01, 0.04, 0.05, 0.9], "anbc")
    unreached = SplinkFit(settings, frozenset({"it"}), frozenset(), ())

    same, new, similar, differs = weights(complete_parameters(unreached, BASE_MODEL))

    assert same > new == pytest.approx(similar)
    assert similar > differs == pytest.approx(np.log2(0.1 / 0.9))


@given(st.lists(st.floats(1e-3, 1), min_size=3, max_size=3), st.lists(st.floats(1e-3, 1), min_size=3, max_size=3))
def test_a_carried_over_weight_never_rises_from_one_level_to_the_next(m: list[float], u: list[float]) -> None:
    here, there = ([value / sum(numbers) for value in numbers] for numbers in (u, m))

    completed = complete_parameters(fit([None] * 3, [*here], em=False), model([*there], U))

    assert all(above >= below - 1e-6 for above, below in pairwise(weights(completed)))
    assert sum(numbers(completed, "m_probability")) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("base_model", [None, {"comparisons": []}, BASE_MODEL])
def test_without_sampled_u_every_level_weighs_nothing(base_model: dict[str, Any] | None) -> None:
    completed = complete_parameters(fit(FALLING, [None] * 3, sampled=False), base_model)

    assert weights(completed) == [0, 0, 0]
    assert completed.sources == {"it": {"m": "none", "u": "none"}}


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=2, max_size=6),
    st.data(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_every_level_holds_a_number_whatever_splink_left_out(
    m: Numbers, data: st.DataObject, em: bool, sampled: bool, has_base_model: bool
) -> None:
    u = data.draw(st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=len(m), max_size=len(m)))
    base_model = model([1 / len(m)] * len(m), [1 / len(m)] * len(m)) if has_base_model else None

    completed = complete_parameters(fit(m, u, em=em, sampled=sampled), base_model)

    for which in ("m_probability", "u_probability"):
        assert all(0 < value <= 1 for value in numbers(completed, which))


def counted(completed: Parameters, gammas: list[int], pairs: int | None = None) -> Parameters:
    return count_labelled_levels(completed, {"it": np.array(gammas, np.int8)}, len(gammas) if pairs is None else pairs)


def test_labels_count_the_levels_that_right_pairs_reach() -> None:
    completed = complete_parameters(fit(FALLING), None)

    many = counted(completed, [2] * 5000 + [1] * 3000 + [0] * 2000)

    assert numbers(many, "m_probability") == pytest.approx([0.5, 0.3, 0.2], abs=0.01)
    assert numbers(many, "u_probability") == numbers(completed, "u_probability")
    assert many.sources["it"]["m"] == "labels (10000)"


def test_few_labels_are_drawn_towards_the_m_without_labels() -> None:
    completed = complete_parameters(fit(FALLING), None)

    steps = [numbers(counted(completed, [0] * count), "m_probability")[0] for count in (0, 3, 30, 300)]

    assert steps[0] == pytest.approx(0.7)
    assert all(earlier > later for earlier, later in pairwise(steps))
