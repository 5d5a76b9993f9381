"""Each measure between two texts has the value that its name promises, within its range, for each pair by itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.pairs.text_measures import MEASURES, round_half_up

SYMMETRIC = (
    "equal", "jaro_winkler", "jaro", "levenshtein", "damerau_levenshtein", "edit_ratio", "token_sort", "token_set",
    "same_start", "common_start", "squashed_ratio", "same_letters",
)  # fmt: skip
DISTANCES = {"levenshtein", "damerau_levenshtein"}
TEXTS = st.text(st.sampled_from("abé老1 2-"), min_size=1, max_size=8)


def measure(name: str, left: str, right: str) -> float:
    return float(MEASURES[name]([left], [right])[0])


@pytest.mark.parametrize(
    ("name", "left", "right", "expected"),
    [
        ("equal", "ann", "ann", 1),
        ("equal", "ann", "anne", 0),
        ("jaro_winkler", "martha", "marhta", 0.961111),
        ("jaro", "martha", "marhta", 0.944444),
        ("levenshtein", "ca", "ac", 2),
        ("damerau_levenshtein", "ca", "ac", 1),
        ("edit_ratio", "1983-08-07", "1983-08-70", 0.9),
        ("token_sort", "lee ann", "ann lee", 1),
        ("token_set", "acme tools", "tools of acme", 1),
        ("partial", "university of graz", "graz", 1),
        ("holds_words", "university of graz austria", "graz austria", 1),
        ("holds_words", "grazing ltd", "graz", 0),
        ("covered_words", "university of graz", "graz", 1),
        ("covered_words", "universityofgraz", "graz", 0.9),
        ("same_start", "maria", "m", 1),
        ("same_start", "maria", "sofia", 0),
        ("common_start", "acme", "acxx", 0.5),
        ("squashed_ratio", "ann lee", "annlee", 1),
        ("squashed_partial", "north wind traders", "northwind", 1),
        ("same_letters", "1983-07-08", "1983-08-07", 1),
        ("years_near", "1850", "1855", 0.9),
        ("years_near", "1850", "1950", 0),
        ("years_near", "1850", "unknown", 0),
    ],
)
def test_a_measure_has_the_expected_value(name: str, left: str, right: str, expected: float) -> None:
    assert measure(name, left, right) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("name", sorted(MEASURES))
@settings(max_examples=30)
@given(left=TEXTS, right=TEXTS)
def test_a_measure_is_finite_and_a_similarity_lies_between_0_and_1(name: str, left: str, right: str) -> None:
    found = measure(name, left, right)

    assert found >= 0
    assert name in DISTANCES or found <= 1 + 1e-6


@pytest.mark.parametrize("name", SYMMETRIC)
@settings(max_examples=30)
@given(left=TEXTS, right=TEXTS)
def test_symmetric_measures_are_the_same_from_either_side(name: str, left: str, right: str) -> None:
    assert measure(name, left, right) == pytest.approx(measure(name, right, left), abs=1e-6)


@pytest.mark.parametrize("name", sorted(MEASURES))
@settings(max_examples=30)
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6))
def test_the_measure_of_a_pair_does_not_depend_on_other_pairs(name: str, texts: list[tuple[str, str]]) -> None:
    lefts, rights = [left for left, _ in texts], [right for _, right in texts]

    together = MEASURES[name](lefts, rights)

    assert together.tolist() == [measure(name, left, right) for left, right in texts]


def test_half_a_millionth_is_rounded_up() -> None:
    halves = np.array([0.5, 1.5, 2.5, 3.5]) * 1e-6

    assert round_half_up(halves).tolist() == pytest.approx([1e-6, 2e-6, 3e-6, 4e-6], abs=1e-12)
