"""What people said of a record, summed up (D2, D21), and what a change of a link is."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.rules.linking.links import NO_RULING, LinkChange, LinkRow, RecordKey, Statement, ruling_of
from serving.rules.vocabulary import CrmObject, MadeBy, RecordState, StatementSource

KEY = RecordKey(CrmObject.CONTACT, "P1")
T0 = datetime(2026, 3, 1, tzinfo=UTC)
MATCH, NOT, NOBODY, LIFTED = Verdict.MATCH, Verdict.NOT_MATCH, Verdict.NOBODY, Verdict.LIFTED


def at(minutes: int) -> datetime:
    return T0 + timedelta(minutes=minutes)


def said(verdict: Verdict, profile: str | None = None, minutes: int = 0, seq: int = 1) -> Statement:
    return Statement(KEY, Kind.PERSON, verdict, StatementSource.REMATCH, profile, at(minutes), seq)


def link(state: RecordState, profile: str | None = "M", made_by: MadeBy = MadeBy.MODEL) -> LinkRow:
    return LinkRow(KEY, Kind.PERSON, state, profile, 0.9, 0.1, None, None, None, made_by, None, "v", "shipped", (), T0)


@pytest.mark.parametrize(
    ("statements", "confirmed", "nobody", "rejected"),
    [
        ([], None, False, set()),
        ([said(MATCH, "M")], "M", False, set()),
        ([said(NOT, "M")], None, False, {"M"}),
        ([said(NOBODY)], None, True, set()),
        ([said(MATCH, "M"), said(NOT, "M", 1)], None, False, {"M"}),
        ([said(MATCH, "M"), said(NOT, "N", 1)], "M", False, {"N"}),
        ([said(NOT, "M"), said(MATCH, "M", 1)], "M", False, set()),
        ([said(NOT, "M"), said(MATCH, "N", 1)], "N", False, {"M"}),
        ([said(MATCH, "M"), said(MATCH, "N", 1)], "N", False, set()),
        ([said(MATCH, "M"), said(NOBODY, None, 1)], None, True, set()),
        ([said(NOBODY), said(MATCH, "M", 1)], "M", False, set()),
        ([said(NOBODY), said(NOT, "M", 1)], None, True, {"M"}),
        ([said(NOT, "M"), said(LIFTED, "M", 1)], None, False, set()),
        ([said(NOT, "M"), said(LIFTED, "N", 1)], None, False, {"M"}),
        ([said(MATCH, "M"), said(LIFTED, "M", 1)], None, False, set()),
        ([said(MATCH, "M"), said(LIFTED, "N", 1)], "M", False, set()),
        ([said(NOBODY), said(LIFTED, None, 1)], None, False, set()),
        ([said(NOBODY), said(LIFTED, "M", 1)], None, True, set()),
        ([said(MATCH, "M"), said(LIFTED, None, 1)], None, False, set()),
    ],
)
def test_the_newest_word_on_each_thing_holds_in_whatever_order_they_come(
    statements: list[Statement], confirmed: str | None, nobody: bool, rejected: set[str]
) -> None:
    """D2, D21: not this one and nobody are two statements; lifting takes back."""
    for order in permutations(statements):
        word = ruling_of(order)

        assert (word.confirmed.profile_id if word.confirmed else None) == confirmed
        assert (word.nobody is not None) is nobody
        assert set(word.rejected) == rejected
        assert word.deciding is (word.confirmed or word.nobody)


def test_of_two_words_at_one_moment_the_later_stored_one_holds() -> None:
    """D2."""
    word = ruling_of([said(MATCH, "N", 0, 2), said(MATCH, "M", 0, 1)])

    assert word.confirmed is not None
    assert word.confirmed.profile_id == "N"
    assert said(MATCH, "M", seq=2).order > said(MATCH, "M", seq=1).order
    assert Statement(KEY, Kind.PERSON, MATCH, StatementSource.REVIEW, "M", T0).order == (T0, 0)


@pytest.mark.parametrize(("named", "yields"), [(None, False), (at(4), False), (at(5), False), (at(6), True)])
def test_an_address_wins_over_what_was_said_before_it(named: datetime | None, yields: bool) -> None:
    """D2, S90."""
    assert ruling_of([said(MATCH, "M", 5)]).yields_to(named) is yields
    assert ruling_of([said(NOBODY, None, 5)]).yields_to(named) is yields
    assert NO_RULING.yields_to(named) is (named is not None)


def test_a_rejected_profile_stays_out_unless_the_record_came_to_name_it_later() -> None:
    """D21, D2."""
    word = ruling_of([said(NOT, "M", 5), said(NOT, "N", 5)])

    assert word.excluded(None, None) == {"M", "N"}
    assert word.excluded("M", None) == {"M", "N"}
    assert word.excluded("M", at(4)) == {"M", "N"}
    assert word.excluded("M", at(5)) == {"M", "N"}
    assert word.excluded("M", at(6)) == {"N"}
    assert word.excluded("X", at(6)) == {"M", "N"}


@pytest.mark.parametrize(
    ("state", "linked", "claimed"),
    [
        (RecordState.LINKED, "M", "M"),
        (RecordState.DUPLICATE, None, "M"),
        (RecordState.REVIEW, None, None),
        (RecordState.UNMATCHED, None, None),
    ],
)
def test_only_linked_records_hold_a_profile_and_duplicates_claim_it(
    state: RecordState, linked: str | None, claimed: str | None
) -> None:
    """S20."""
    one = link(state)

    assert (one.linked_profile, one.claimed_profile) == (linked, claimed)
    assert one.state_key == (state, "M", MadeBy.MODEL)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (None, link(RecordState.LINKED), True),
        (link(RecordState.LINKED), None, True),
        (link(RecordState.LINKED), link(RecordState.LINKED), False),
        (link(RecordState.LINKED), link(RecordState.LINKED, "N"), True),
        (link(RecordState.LINKED), link(RecordState.DUPLICATE), True),
        (link(RecordState.DUPLICATE), link(RecordState.REVIEW, "N"), False),
        (None, link(RecordState.REVIEW), False),
    ],
)
def test_a_change_moves_what_hangs_on_a_link_only_where_the_linked_profile_changes(
    before: LinkRow | None, after: LinkRow | None, moved: bool
) -> None:
    """D8."""
    change = LinkChange(KEY, Kind.PERSON, before, after)

    assert change.moved is moved
    assert change.profiles == (before and before.linked_profile, after and after.linked_profile)
