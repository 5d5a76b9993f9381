"""The sample's parts: errors, ids, name frequencies, and the count of unspoilt fields."""

import random
from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.sample.draws import Pool, mixed, random_ids, stream
from data.sample.errors import with_error, without_accents, written_phone, wrong_date, wrong_digits
from data.sample.locales import locales
from data.sample.truth import splits, unspoilt_fields
from data.sample.vocabulary import draw_names
from features.schema.kinds import Kind


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


@pytest.mark.parametrize("number", ["+1 2125550123", "+49 15112345678", "+39 0212345678"])
def test_a_phone_number_keeps_its_last_digits_however_it_is_written(number: str) -> None:
    for seed in range(30):
        written = written_phone(random.Random(seed), number)

        assert "".join(filter(str.isdigit, written)).endswith(number[-8:])


def test_accents_are_removed_and_other_scripts_stay() -> None:
    assert without_accents("Müller-Çelik") == "Muller-Celik"
    assert without_accents("Смирнов") == "Смирнов"


@given(st.lists(st.integers(0, 2**63 - 1), unique=True, max_size=50), st.integers(0, 1000))
def test_different_rows_never_have_the_same_hash(rows: list[int], salt: int) -> None:
    assert len(set(mixed(np.array(rows, np.int64), salt).tolist())) == len(rows)


def test_ids_are_distinct_and_of_one_length() -> None:
    ids = random_ids(np.arange(20_000), "m", 5).to_pylist()

    assert len(set(ids)) == 20_000
    assert {len(id_) for id_ in ids} == {14}


def test_records_of_one_entity_share_the_split() -> None:
    entities = np.array([7, 8, 7, 9, 7])

    sides = splits(0, entities)

    assert sides[0] == sides[2] == sides[4]


def test_a_pool_draws_by_weight() -> None:
    drawn = Counter(Pool.of(10, [8.0, 1.0, 1.0]).draw(np.random.default_rng(0), 5000).tolist())

    assert set(drawn) == {10, 11, 12}
    assert 0.77 < drawn[10] / 5000 < 0.83


def test_a_stream_depends_on_its_purpose_alone() -> None:
    assert stream(1, "a").random() == stream(1, "a").random() != stream(1, "b").random()


def test_american_names_follow_their_real_frequencies() -> None:
    names = draw_names(0)
    index = next(number for number, locale in enumerate(locales()) if locale.code == "en_US")
    codes = names.last[index].draw(np.random.default_rng(1), 200_000)

    common = [names.native[code] for code, _ in Counter(codes.tolist()).most_common(3)]

    assert common[:2] == ["Smith", "Johnson"]


def test_unspoilt_fields_are_equal_once_folded() -> None:
    record = {"full_name": "Dr. Zoë Lopez", "phone": "(212) 555-0123", "company": "Old Ltd", "city": "Berlin"}
    profile = {"first_name": "Zoe", "last_name": "López", "phone": "+1 2125550123", "past_companies": "X; Old Ltd"}

    assert unspoilt_fields(Kind.PERSON, record, profile) == ["first_name", "last_name", "phone", "company"]


def test_a_company_field_counts_under_an_alias_and_a_host() -> None:
    record = {"name": "IBM", "website": "http://ibm.com/us"}
    profile = {"name": "International Business Machines", "aliases": "Big Blue; IBM", "website": "https://www.ibm.com/"}

    assert unspoilt_fields(Kind.COMPANY, record, profile) == ["name", "website"]


def test_empty_fields_are_never_unspoilt() -> None:
    assert unspoilt_fields(Kind.PERSON, {"email": None, "title": ""}, {"email": None, "title": ""}) == []
