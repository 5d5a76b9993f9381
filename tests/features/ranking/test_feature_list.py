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
def test_every_feature_differs_between_some_candidates(kind: Kind) -> None:
    bare: Row = {"full_name": "Anna Maria Lindqvist"} if kind is Kind.PERSON else {"name": "NTS"}
    other_script: Row = {"full_name": "Анна Мария Линдквист"} if kind is Kind.PERSON else bare
    records = [full(kind), bare, STRANGERS[kind], other_script]
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
