"""Colleagues: one place of work is one evidence, and names that differ are rarely one person."""

import numpy as np
import pytest

from features.schema.kinds import Kind
from serving.clusters.colleagues import Colleagues, marks_of, weight_of_one_place
from serving.matching.calibration import sigmoid
from tests.support.made_evidence import evidence, person


def test_names_that_differ_at_one_company_are_right_as_rarely_as_labels_say() -> None:
    log_odds = np.concatenate([np.full(100, 6.0), np.full(50, 2.0), np.linspace(-8, 0, 50)])
    colleagues = np.arange(200) // 50 == 2

    found = Colleagues(colleagues, np.ones(200, np.bool_), 0.01).bounded(log_odds)

    expected = sigmoid(found)
    assert expected[colleagues].sum() == pytest.approx(0.01 * expected.sum(), rel=0.05)
    np.testing.assert_array_equal(found[~colleagues], log_odds[~colleagues])


@pytest.mark.parametrize(
    ("changed", "named", "colleague"),
    [
        ({}, True, False),
        ({"full_name": None, "nickname": None, "first_name": "Boris", "last_name": "Quant"}, True, True),
        ({"full_name": None, "nickname": None, "first_name": "Boris"}, True, False),
        ({"full_name": None, "first_name": "Lindqvist", "last_name": "Anna"}, True, False),
        ({"full_name": None, "first_name": None, "last_name": "Quant"}, False, False),
        (
            {
                "full_name": None,
                "nickname": None,
                "first_name": "Boris",
                "last_name": "Quant",
                "company": "Fabrikam",
                "website": None,
            }
            | {"email": None},
            True,
            False,
        ),
    ],
)
def test_colleagues_are_people_of_other_names_at_one_company(
    changed: dict[str, object], named: bool, colleague: bool
) -> None:
    others = [person(company=f"Firm {number}", website=f"firm{number}.se", email=None) for number in range(30)]
    pairs = evidence(Kind.PERSON, [person()], [person(**changed), *others])

    found = marks_of(pairs)

    assert (bool(found[0][0]), bool(found[1][0])) == (named, colleague)


def test_the_place_of_work_counts_once_and_names_count_whole() -> None:
    alike = evidence(Kind.PERSON, [person()], [person()])
    groups = ({"email", "phone", "domain"}, {"street", "city", "region", "postal", "country"}, {"company"})
    positive = [max(sum(float(alike.comparison_weights[name][0]) for name in group), 0.0) for group in groups]

    weight = weight_of_one_place(alike, Kind.PERSON)

    assert weight[0] == pytest.approx(alike.match_weight[0] - sum(positive) + max(positive))
