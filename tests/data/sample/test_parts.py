"""The sample's parts: errors never empty a text, and hashes never meet."""

import random
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.sample.draws import mixed
from data.sample.errors import with_error, wrong_date, wrong_digits


@given(st.text(min_size=1, max_size=40), st.integers(0, 2**32))
def test_an_error_leaves_some_text(text: str, seed: int) -> None:
    assert with_error(random.Random(seed), text)


@given(st.dates(date(1850, 1, 1)), st.integers(0, 2**32))
def test_a_wrong_date_keeps_eight_digits(birth: date, seed: int) -> None:
    wrong = wrong_date(random.Random(seed), str(birth))

    assert len(wrong.replace("-", "")) == 8


@given(st.text("0123456789 -+", max_size=20), st.integers(0, 2**32))
def test_wrong_digits_keep_the_other_letters(number: str, seed: int) -> None:
    wrong = wrong_digits(random.Random(seed), number)

    assert [letter.isdigit() for letter in wrong] == [letter.isdigit() for letter in number]


@given(st.lists(st.integers(0, 2**63 - 1), unique=True, max_size=50), st.integers(0, 1000))
def test_different_rows_never_have_the_same_hash(rows: list[int], salt: int) -> None:
    assert len(set(mixed(np.array(rows, np.int64), salt).tolist())) == len(rows)
