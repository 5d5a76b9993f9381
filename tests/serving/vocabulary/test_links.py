"""Rulings of statements (D2, D21), and changes of links."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.vocabulary.links import NO_RULING, LinkChange, LinkRow, RecordKey, Statement, ruling_of
from serving.vocabulary.terms import CrmObject, MadeBy, RecordState, StatementSource
from tests.support.made_links import link_row

KEY = RecordKey(CrmObject.CONTACT, "P1")
T0 = datetime(2026, 3, 1, tzinfo=UTC)
MATCH = Verdict.MATCH
NOT = Verdict.NOT_MATCH
NOBODY = Verdict.NOBODY
LIFTED = Verdict.LIFTED


def at(minutes: int) -> datetime:
    return T0 + timedelta(minutes=minutes)


def statement(verdict: Verdict, profile: str | None = None, minutes: int = 0, seq: int = 1) -> Statement:
    return Statement(
        key=KEY,
        kind=Kind.PERSON,
        verdict=verdict,
        source=StatementSource.REMATCH,
        profile_id=profile,
        at=at(minutes),
        seq=seq,
    )


def link(state: RecordState, profile: str | None = "M") -> LinkRow:
    return link_row(KEY, profile, state=state)


@pytest.mark.parametrize(
    ("statements", "confirmed", "nobody", "rejected"),
    [
        ([], None, False, ""),
        ([statement(MATCH, "M"), statement(NOT, "M", 1)], None, False, "M"),
        ([statement(MATCH, "M"), statement(NOT, "N", 1)], "M", False, "N"),
        ([statement(NOT, "M"), statement(MATCH, "M", 1)], "M", False, ""),
        ([statement(NOT, "M"), statement(MATCH, "N", 1)], "N", False, "M"),
        ([statement(MATCH, "M"), statement(MATCH, "N", 1)], "N", False, ""),
        ([statement(MATCH, "M"), statement(NOBODY, None, 1)], None, True, ""),
        ([statement(NOBODY), statement(MATCH, "M", 1)], "M", False, ""),
        ([statement(NOBODY), statement(NOT, "M", 1)], None, True, "M"),
        ([statement(NOT, "M"), statement(LIFTED, "M", 1)], None, False, ""),
        ([statement(NOT, "M"), statement(LIFTED, "N", 1)], None, False, "M"),
        ([statement(NOT, "M"), statement(NOT, "N"), statement(LIFTED, None, 1)], None, False, ""),
        ([statement(MATCH, "M"), statement(LIFTED, "M", 1)], None, False, ""),
        ([statement(MATCH, "M"), statement(LIFTED, "N", 1)], "M", False, ""),
        ([statement(NOBODY), statement(LIFTED, None, 1)], None, False, ""),
        ([statement(NOBODY), statement(LIFTED, "M", 1)], None, True, ""),
        ([statement(MATCH, "M"), statement(LIFTED, None, 1)], None, False, ""),
    ],
)
def test_the_newest_statement_on_each_profile_holds_in_any_order(
    statements: list[Statement], confirmed: str | None, nobody: bool, rejected: str
) -> None:
    """D2, D21: not this one and nobody are two statements; lifting takes back."""
    for order in permutations(statements):
        ruling = ruling_of(order)

        assert (ruling.confirmed.profile_id if ruling.confirmed else None) == confirmed
        assert (ruling.nobody is not None) is nobody
        assert set(ruling.rejected) == set(rejected)
        assert ruling.deciding is (ruling.confirmed or ruling.nobody)


def test_of_two_statements_at_one_moment_the_later_stored_one_holds() -> None:
    """D2."""
    ruling = ruling_of([statement(MATCH, "N", 0, 2), statement(MATCH, "M", 0, 1)])

    assert ruling.confirmed is not None
    assert ruling.confirmed.profile_id == "N"
    assert statement(MATCH, "M", seq=2).order > statement(MATCH, "M", seq=1).order
    assert Statement(
        key=KEY, kind=Kind.PERSON, verdict=MATCH, source=StatementSource.REVIEW, profile_id="M", at=T0
    ).order == (T0, 0)


@pytest.mark.parametrize(("named", "yields"), [(None, False), (at(4), False), (at(5), False), (at(6), True)])
def test_an_address_overrules_older_statements(named: datetime | None, yields: bool) -> None:
    """D2, S90."""
    assert ruling_of([statement(MATCH, "M", 5)]).yields_to(named) is yields
    assert ruling_of([statement(NOBODY, None, 5)]).yields_to(named) is yields
    assert NO_RULING.yields_to(named) is (named is not None)


def test_a_rejected_profile_is_excluded_unless_the_record_names_it_later() -> None:
    """D21, D2."""
    ruling = ruling_of([statement(NOT, "M", 5), statement(NOT, "N", 5)])

    assert ruling.excluded(None, None) == {"M", "N"}
    assert ruling.excluded("M", None) == {"M", "N"}
    assert ruling.excluded("M", at(4)) == {"M", "N"}
    assert ruling.excluded("M", at(5)) == {"M", "N"}
    assert ruling.excluded("M", at(6)) == {"N"}
    assert ruling.excluded("X", at(6)) == {"M", "N"}


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
def test_a_change_has_moved_only_where_the_linked_profile_changes(
    before: LinkRow | None, after: LinkRow | None, moved: bool
) -> None:
    """D8."""
    change = LinkChange(KEY, Kind.PERSON, before, after)

    assert change.moved is moved
    assert change.profiles == (before and before.linked_profile, after and after.linked_profile)
