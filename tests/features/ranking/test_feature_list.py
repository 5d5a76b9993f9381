"""The declared features are the interface of re-rankers: each has a name, a version and a sentence, and varies."""

from collections import Counter

import numpy as np
import pytest

from features.ranking.feature_list import FEATURES
from features.schema.kinds import Kind
from tests.support.made_evidence import company, features_of, named, person

Row = dict[str, object]
STRANGERS: dict[Kind, Row] = {
    Kind.PERSON: {"full_name": "Bogdan Petrov", "email": "bp@acme.com", "city": "Lima", "birth_date": "1950-01-31"},
    Kind.COMPANY: {"name": "Zebra Mining 4 Corp", "city": "Lima", "country": "Peru", "website": "zebra.pe"},
}
MISSING_WITHOUT = {
    Kind.PERSON: {
        "email": ("email_same",),
        "phone": ("phone_same",),
        "street": ("street_similarity", "house_same"),
        "city": ("city_similarity",),
        "region": ("region_same",),
        "postal_code": ("postal_similarity",),
        "country": ("country_same",),
        "birth_date": ("birth_similarity", "birth_digits"),
        "company_id": ("company_same",),
        "title": ("title_similarity",),
    },
    Kind.COMPANY: {
        "phone": ("phone_same",),
        "street": ("street_similarity", "house_same"),
        "region": ("region_same",),
        "postal_code": ("postal_similarity",),
        "industry": ("industry_similarity",),
        "stock_symbol": ("ticker_same",),
    },
}


def full(kind: Kind, **changed: object) -> Row:
    return person(**changed) if kind is Kind.PERSON else company(**changed)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_feature_has_a_unique_name_a_version_and_a_sentence_that_completes_because(kind: Kind) -> None:
    counted = Counter(feature.name for feature in FEATURES[kind])

    assert max(counted.values()) == 1
    for feature in FEATURES[kind]:
        assert feature.key == f"{feature.name}@{feature.version}"
        assert feature.version >= 1
        assert feature.sentence.startswith("of "), feature.name
        assert feature.family
        assert feature.monotone in {-1, 0, 1}


@pytest.mark.parametrize("kind", list(Kind))
def test_no_two_features_of_a_kind_have_the_same_sentence(kind: Kind) -> None:
    counted = Counter(feature.sentence for feature in FEATURES[kind])

    assert [sentence for sentence, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("kind", list(Kind))
def test_every_feature_has_a_value_where_both_sides_are_filled(kind: Kind) -> None:
    matrix = features_of(kind, [full(kind)], [full(kind), STRANGERS[kind]])

    same = named(kind, matrix[0])

    assert [name for name, value in same.items() if np.isnan(value)] == []


@pytest.mark.parametrize("kind", list(Kind))
def test_every_feature_differs_between_some_candidates(kind: Kind) -> None:
    bare: Row = {"full_name": "Anna Maria Lindqvist"} if kind is Kind.PERSON else {"name": "NTS"}
    records = [full(kind), bare, STRANGERS[kind]]
    profiles = [full(kind), STRANGERS[kind], bare, full(kind, city="Lima", phone="+46 8 1", postal_code="99999")]

    matrix = features_of(kind, records, profiles)
    everywhere_equal = {
        feature.name
        for feature, column in zip(FEATURES[kind], matrix.T, strict=True)
        if len(np.unique(column[~np.isnan(column)])) < 2 and not np.isnan(column).any()
    }

    retrieval_made_equal = {"retrieval_weight", "retrieval_rank", "retrieval_lead", "retrieval_share"}
    assert everywhere_equal - retrieval_made_equal == {"candidates", "left_out"}


@pytest.mark.parametrize(
    ("kind", "column", "features"),
    [(kind, column, names) for kind, columns in MISSING_WITHOUT.items() for column, names in columns.items()],
)
def test_an_empty_column_on_either_side_is_missing_never_disagreement(
    kind: Kind, column: str, features: tuple[str, ...]
) -> None:
    without = {name: value for name, value in full(kind).items() if name != column}

    of_record = named(kind, features_of(kind, [without], [full(kind), STRANGERS[kind]])[0])
    of_profile = named(kind, features_of(kind, [full(kind)], [without, STRANGERS[kind]])[0])

    for name in features:
        assert np.isnan(of_record[name]), name
        assert np.isnan(of_profile[name]), name


def test_each_industry_of_a_profile_is_counted_once_whatever_separates_them() -> None:
    stated = ["Wholesale", "Real Estate; Retail", "education | funder", "Retail;retail", None]
    profiles = [company(industry=industry) for industry in stated]

    matrix = features_of(Kind.COMPANY, [company(industry="Retail; Wholesale")], profiles)

    assert [named(Kind.COMPANY, row)["industry_count"] for row in matrix] == [1, 2, 2, 1, 0]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_candidates_features_do_not_depend_on_its_position_among_its_rivals(kind: Kind) -> None:
    profiles = [full(kind), STRANGERS[kind], full(kind, region="Skane"), full(kind, phone=None)]

    forwards = features_of(kind, [full(kind)], profiles)
    backwards = features_of(kind, [full(kind)], profiles[::-1])

    np.testing.assert_allclose(backwards[::-1], forwards, rtol=1e-6, atol=1e-7)


def test_a_typo_a_nickname_and_swapped_names_leave_a_person_more_similar_than_a_stranger() -> None:
    profile = person()
    typo = person(full_name=None, last_name="Lindkvist")
    nickname = person(full_name="Annie Lindqvist", first_name="Annie")
    swapped = person(full_name=None, first_name="Lindqvist", last_name="Anna")

    rows = features_of(Kind.PERSON, [profile, typo, nickname, swapped, STRANGERS[Kind.PERSON]], [profile])
    same, misspelt, nicknamed, with_swapped_names, stranger = (named(Kind.PERSON, row) for row in rows)

    assert same["last_similarity"] > misspelt["last_similarity"] > stranger["last_similarity"]
    assert nicknamed["first_forms"] == 1 > stranger["first_forms"]
    assert with_swapped_names["swapped"] == 1 > stranger["swapped"]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("Maria", "Maria", 1.0), ("M", "Maria", 0.5), ("Sofia", "Maria", 0.0), (None, "Maria", np.nan)],
)
def test_a_middle_initial_is_half_a_middle_name(left: str | None, right: str, expected: float) -> None:
    record = person(full_name=None, middle_name=left)
    profile = person(full_name=None, middle_name=right)

    middle = named(Kind.PERSON, features_of(Kind.PERSON, [record], [profile])[0])["middle"]

    assert middle == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Northwind, Sweden", "Sweden", 1.0),
        ("Northwind, Sweden", "Peru", 0.0),
        ("Northwind", "Sweden", np.nan),
        ("Northwind, Sweden", None, np.nan),
    ],
)
def test_a_country_in_the_records_name_is_compared_with_the_profiles_country(
    name: str, country: str | None, expected: float
) -> None:
    found = named(Kind.COMPANY, features_of(Kind.COMPANY, [{"name": name}], [company(country=country)])[0])

    assert found["country_named"] == pytest.approx(expected, nan_ok=True)


def test_a_domain_that_is_the_names_acronym_is_evidence_for_the_company() -> None:
    record = {"name": "Northern Trading Society"}
    profiles = [{"name": "Anything", "website": "nts.se"}, {"name": "Anything", "website": "zebra.pe"}]

    acronym, other = (named(Kind.COMPANY, row) for row in features_of(Kind.COMPANY, [record], profiles))

    assert acronym["domain_acronym"] == 1
    assert other["domain_acronym"] == 0


def test_no_candidates_give_no_rows() -> None:
    matrix = features_of(Kind.PERSON, [], [person()])

    assert matrix.shape == (0, len(FEATURES[Kind.PERSON]))
