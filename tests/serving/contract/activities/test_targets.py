"""Targets of activities, suggestions, and corrections after a re-match (D8, D21, D29)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.crm.routing import (
    MAX_SUGGESTIONS,
    Closed,
    Correction,
    Suggestion,
    Why,
    is_misplaced,
    is_put_forward,
    suggest,
    target_of,
)
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import CrmObject, RecordState
from tests.support.made_links import link_row

ANN = RecordKey(CrmObject.CONTACT, "1")
BOB = RecordKey(CrmObject.CONTACT, "2")
LEAD = RecordKey(CrmObject.LEAD, "3")
PEOPLE = (CrmObject.CONTACT, CrmObject.LEAD)


def link(state: RecordState) -> LinkRow:
    return link_row(ANN, "m1", state=state)


@pytest.mark.parametrize("state", list(RecordState))
def test_d29_only_a_linked_record_is_a_target(state: RecordState) -> None:
    """D29, D5 (review) and S20 (duplicate)."""
    assert target_of(link(state)) == (ANN if state is RecordState.LINKED else None)


def test_d29_without_any_provisional_link_there_is_no_target() -> None:
    assert target_of(None) is None


def test_d29_review_candidates_come_before_what_a_search_found_and_the_most_probable_first() -> None:
    reviews = [Suggestion(ANN, Why.REVIEW, 0.3), Suggestion(BOB, Why.REVIEW, 0.6)]
    found = [Suggestion(BOB, Why.SEARCH), Suggestion(LEAD, Why.SEARCH)]

    suggested = suggest(reviews, found, PEOPLE, [])

    assert suggested == (reviews[1], reviews[0], found[1])


def test_d21_a_rejected_pair_is_never_suggested() -> None:
    found = [Suggestion(ANN, Why.SEARCH), Suggestion(BOB, Why.SEARCH)]

    assert suggest([], found, PEOPLE, [ANN]) == (found[1],)


def test_s56_only_objects_that_take_the_activity_are_suggested() -> None:
    found = [Suggestion(RecordKey(CrmObject.ACCOUNT, "9"), Why.SEARCH), Suggestion(LEAD, Why.SEARCH)]

    assert suggest([], found, PEOPLE, []) == (found[1],)


@given(st.lists(st.integers(0, 40), max_size=40))
def test_suggestions_never_repeat_a_record_and_stay_few(ids: list[int]) -> None:
    found = [Suggestion(RecordKey(CrmObject.CONTACT, str(one)), Why.SEARCH) for one in ids]

    records = [one.record for one in suggest([], found, PEOPLE, [])]

    assert len(records) == len(set(records)) == min(len(set(ids)), MAX_SUGGESTIONS)


@pytest.mark.parametrize(
    ("now_linked", "is_deleted", "expected"),
    [
        (ANN, False, False),
        (BOB, False, True),
        (None, False, True),
        (BOB, True, False),
    ],
)
def test_d8_an_activity_on_another_record_is_proposed_for_correction(
    now_linked: RecordKey | None, is_deleted: bool, expected: bool
) -> None:
    """D8; on a record that the CRM deleted nothing can move."""
    assert is_misplaced(ANN, now_linked, is_deleted=is_deleted) is expected


@pytest.mark.parametrize(
    ("target", "earlier", "expected"),
    [
        (BOB, None, True),
        (BOB, Closed(Correction.DECLINED, BOB), False),
        (LEAD, Closed(Correction.DECLINED, BOB), True),
        (None, Closed(Correction.DECLINED, BOB), False),
        (BOB, Closed(Correction.PROPOSED, LEAD), True),
        (BOB, Closed(Correction.PROPOSED, BOB), False),
        (None, Closed(Correction.PROPOSED, None), False),
        (None, Closed(Correction.PROPOSED, BOB), True),
        (BOB, Closed(Correction.CORRECTED, BOB), True),
    ],
)
def test_d8_a_declined_correction_is_proposed_again_only_for_another_record(
    target: RecordKey | None, earlier: Closed | None, expected: bool
) -> None:
    """D8: they move only when the user accepts."""
    assert is_put_forward(target, earlier) is expected
