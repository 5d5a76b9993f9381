"""Who gets which licence (S73)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.vocabulary.licences import Holder, LicenceShown, LicenceState, Seat, licences

ANN = Holder("ann", "a@", "sa")
BOB = Holder("bob", "b@", "sb")
TWIN = Holder("a2", "a@", None)
MAILED = Seat("1", "a@", None, None)


@pytest.mark.parametrize(
    ("holders", "seats", "sso", "expected"),
    [
        ([ANN], [], False, [("flagged", None)]),
        ([ANN], [MAILED], False, [("proposed", "1")]),
        ([ANN], [MAILED], True, [("flagged", None)]),
        ([ANN], [Seat("1", None, "sa", None)], True, [("proposed", "1")]),
        ([ANN], [Seat("2", "z@", None, "ann"), MAILED], False, [("assigned", "2")]),
        ([ANN, BOB], [Seat("1", "a@", None, "bob")], False, [("flagged", None), ("assigned", "1")]),
        ([ANN], [MAILED, Seat("2", "a@", None, None)], False, [("flagged", None)]),
        ([ANN, TWIN], [MAILED], False, [("flagged", None)] * 2),
        ([Holder("x", None, None)], [Seat("1", None, None, None)], False, [("flagged", None)]),
        ([ANN, TWIN], [MAILED, Seat("2", None, None, "a2")], False, [("proposed", "1"), ("assigned", "2")]),
    ],
)
def test_a_seat_is_held_or_proposed_or_the_user_is_flagged(
    holders: list[Holder], seats: list[Seat], sso: bool, expected: list[tuple[str, str | None]]
) -> None:
    """S73."""
    found = licences(holders, seats, sso=sso)

    assert [(one.state.value, one.seat_id) for one in found] == expected
    assert [one.user_id for one in found] == [one.user_id for one in holders]


hashes = st.sampled_from(["a", "b", "c", None])


@given(
    holders=st.lists(st.builds(Holder, st.sampled_from("xyzw"), hashes, hashes), unique_by=lambda one: one.user_id),
    seats=st.lists(
        st.builds(Seat, st.sampled_from("12345"), hashes, hashes, st.sampled_from(["x", "y", None])),
        unique_by=(lambda one: one.id, lambda one: one.holder or one.id),
    ),
    sso=st.booleans(),
)
def test_no_seat_is_given_twice_and_none_that_is_held_is_proposed(
    holders: list[Holder], seats: list[Seat], sso: bool
) -> None:
    """S73."""
    found: list[LicenceShown] = licences(holders, seats, sso=sso)

    given_seats = [one.seat_id for one in found if one.seat_id is not None]
    held = {seat.id for seat in seats if seat.holder is not None}
    assert len(set(given_seats)) == len(given_seats)
    assert not held & {one.seat_id for one in found if one.state is LicenceState.PROPOSED}
