"""Every level gets a number, and each comparison says where its m and u came from."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.fitting.parameters import Parameters, recount, settle
from training.fitting.splink_fit import SplinkFit

Numbers = list[float | None]
FALLING: Numbers = [0.7, 0.2, 0.1]
RISING: Numbers = [0.005, 0.05, 0.945]
BULGING: Numbers = [0.02, 0.7, 0.28]
U: Numbers = [0.01, 0.09, 0.9]


def model(m: Numbers, u: Numbers) -> dict[str, Any]:
    """Return settings of one comparison `it`; None leaves a number out, as Splink does."""
    levels: list[dict[str, Any]] = [{"sql_condition": "x IS NULL", "is_null_level": True}]
    for m_here, u_here in zip(m, u, strict=True):
        level: dict[str, Any] = {"sql_condition": "x_l = x_r"}
        level |= {} if m_here is None else {"m_probability": m_here}
        levels.append(level | ({} if u_here is None else {"u_probability": u_here}))
    return {"comparisons": [{"output_column_name": "it", "comparison_levels": levels}]}


def fit(m: Numbers, u: Numbers = U, *, em: bool = True, sampled: bool = True) -> SplinkFit:
    named = frozenset({"it"})
    return SplinkFit(model(m, u), named if sampled else frozenset(), named if em else frozenset(), ())


def numbers(parameters: Parameters, which: str) -> list[float]:
    levels = parameters.settings["comparisons"][0]["comparison_levels"]
    return [level[which] for level in levels if not level.get("is_null_level")]


def weights(parameters: Parameters) -> list[float]:
    m, u = numbers(parameters, "m_probability"), numbers(parameters, "u_probability")
    return [float(np.log2(one / other)) for one, other in zip(m, u, strict=True)]


BASE_MODEL = model([0.6, 0.3, 0.1], U)


def test_what_em_reached_stays_as_em_left_it() -> None:
    settled = settle(fit(FALLING), BASE_MODEL)

    assert numbers(settled, "m_probability") == pytest.approx(FALLING)
    assert settled.sources == {"it": {"m": "em", "u": "sampled"}}


@pytest.mark.parametrize("unreached", [fit([None] * 3, em=False), fit(RISING), fit(BULGING)])
def test_what_em_could_not_reach_or_whose_weights_do_not_fall_takes_the_ancestors_m(unreached: SplinkFit) -> None:
    settled = settle(unreached, BASE_MODEL)

    assert numbers(settled, "m_probability") == pytest.approx([0.6, 0.3, 0.1])
    assert numbers(settled, "u_probability") == pytest.approx(U)
    assert settled.sources == {"it": {"m": "ancestor", "u": "sampled"}}


def test_where_almost_everybody_agrees_a_difference_is_no_evidence_for_a_match() -> None:
    one_city = fit([None] * 3, [0.985, 0.007, 0.008], em=False)

    settled = settle(one_city, model([0.57, 0.05, 0.38], [0.02, 0.01, 0.97]))

    same, similar, differs = weights(settled)
    assert 0 < same < 0.1
    assert similar == pytest.approx(same)
    assert differs == pytest.approx(np.log2(0.38 / 0.97))


def test_what_an_ancestor_could_not_tell_it_does_not_tell_here_either() -> None:
    silent = model([1 / 3] * 3, [1 / 3] * 3)

    assert weights(settle(fit([None] * 3, em=False), silent)) == pytest.approx([0, 0, 0])


@given(st.lists(st.floats(1e-3, 1), min_size=3, max_size=3), st.lists(st.floats(1e-3, 1), min_size=3, max_size=3))
def test_an_inherited_weight_never_rises_from_one_level_to_the_next(m: list[float], u: list[float]) -> None:
    here, there = ([value / sum(numbers) for value in numbers] for numbers in (u, m))

    settled = settle(fit([None] * 3, [*here], em=False), model([*there], U))

    assert all(above >= below - 1e-6 for above, below in pairwise(weights(settled)))
    assert sum(numbers(settled, "m_probability")) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("base_model", [None, {"comparisons": []}, BASE_MODEL])
def test_where_u_could_not_be_sampled_every_level_is_silent(base_model: dict[str, Any] | None) -> None:
    settled = settle(fit(FALLING, [None] * 3, sampled=False), base_model)

    assert weights(settled) == [0, 0, 0]
    assert settled.sources == {"it": {"m": "none", "u": "none"}}


def test_without_em_and_without_an_ancestor_every_level_is_silent() -> None:
    settled = settle(fit([None] * 3, em=False), None)

    assert weights(settled) == [0, 0, 0]
    assert settled.sources == {"it": {"m": "none", "u": "sampled"}}


def test_a_level_that_was_never_seen_gets_numbers_too() -> None:
    settled = settle(fit([0.7, None, 0.3], [None, 0.1, 0.9]), None)

    assert all(0 < value <= 1 for which in ("m_probability", "u_probability") for value in numbers(settled, which))


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=2, max_size=6),
    st.data(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_every_level_holds_a_number_whatever_splink_left_out(
    m: Numbers, data: st.DataObject, em: bool, sampled: bool, inherits: bool
) -> None:
    u = data.draw(st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=len(m), max_size=len(m)))
    base_model = model([1 / len(m)] * len(m), [1 / len(m)] * len(m)) if inherits else None

    settled = settle(fit(m, u, em=em, sampled=sampled), base_model)

    for which in ("m_probability", "u_probability"):
        assert all(0 < value <= 1 for value in numbers(settled, which))


def test_what_was_fitted_is_not_changed() -> None:
    fitted = fit([None] * 3, em=False)

    settle(fitted, BASE_MODEL)

    assert fitted == fit([None] * 3, em=False)


def counted(settled: Parameters, gammas: list[int], pairs: int | None = None) -> Parameters:
    return recount(settled, {"it": np.array(gammas, np.int8)}, len(gammas) if pairs is None else pairs)


def test_labels_count_the_levels_that_right_pairs_reach() -> None:
    settled = settle(fit(FALLING), None)

    many = counted(settled, [2] * 5000 + [1] * 3000 + [0] * 2000)

    assert numbers(many, "m_probability") == pytest.approx([0.5, 0.3, 0.2], abs=0.01)
    assert numbers(many, "u_probability") == numbers(settled, "u_probability")
    assert many.sources["it"]["m"] == "labels (10000)"


def test_few_labels_are_drawn_towards_what_was_there() -> None:
    settled = settle(fit(FALLING), None)

    steps = [numbers(counted(settled, [0] * count), "m_probability")[0] for count in (0, 3, 30, 300)]

    assert steps[0] == pytest.approx(0.7)
    assert all(earlier > later for earlier, later in pairwise(steps))


def test_pairs_where_the_field_is_missing_are_not_counted() -> None:
    settled = settle(fit(FALLING), None)

    assert counted(settled, [-1, -1, -1]) == settled
    assert counted(settled, [2, -1, -1]).sources["it"]["m"] == "labels (1)"


def test_labels_do_not_wake_a_comparison_whose_u_is_unknown() -> None:
    silent = settle(fit(FALLING, [None] * 3, sampled=False), None)

    assert weights(counted(silent, [2] * 1000)) == [0, 0, 0]
