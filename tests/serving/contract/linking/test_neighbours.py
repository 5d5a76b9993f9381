"""Whose collective pass reads the claims on a profile."""

from serving.contract.linking.independent import PairRow
from serving.contract.linking.neighbours import neighbours_of
from serving.matching.collective import LARGEST_CLAIMANT_SET
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject


def key(number: int) -> RecordKey:
    return RecordKey(CrmObject.CONTACT, f"P{number}")


def test_d3_of_very_many_claims_the_strongest_that_are_not_touched_are_neighbours() -> None:
    count = LARGEST_CLAIMANT_SET + 3
    claims = [PairRow(key(number), "M1", number / count, 1.0) for number in range(count)]

    neighbours = neighbours_of(claims, [key(LARGEST_CLAIMANT_SET + 2)])

    assert neighbours == {key(number) for number in range(2, LARGEST_CLAIMANT_SET + 2)}
