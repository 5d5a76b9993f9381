"""Which record gets a profile that several claim, and what is heard of what people said (D2, D4, D21)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.kinds import Kind
from serving.rules.claims import Claimant, Standing, claim_margins, fields_filled, settled, standing_in_file
from serving.rules.linking import LinkChange, LinkRow, RecordKey, Statement, Word, heard
from serving.rules.words import CrmObject, MadeBy, RecordState, StatementSource, Verdict

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
A, B, C = (RecordKey(CrmObject.CONTACT, one) for one in "abc")
LEAD = RecordKey(CrmObject.LEAD, "a")


def claimant(key: RecordKey = A, probability: float = 0.9, **more: Any) -> Claimant:
    standing = {name: more.pop(name) for name in ("on_open_opportunity", "modified_at", "filled") if name in more}
    return Claimant(key, probability, Standing(**standing), **more)


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (claimant(B, 0.95), claimant(A, 0.9)),
        (claimant(B, on_open_opportunity=True), claimant(A, modified_at=NOON, filled=9)),
        (claimant(B, modified_at=LATER), claimant(A, modified_at=NOON, filled=9)),
        (claimant(B, modified_at=NOON), claimant(A, filled=9)),
        (claimant(B, filled=3), claimant(A, filled=2)),
        (claimant(A), claimant(B)),
        (claimant(RecordKey(CrmObject.CONTACT, "z")), claimant(LEAD, on_open_opportunity=True, filled=9)),
        (claimant(LEAD, 0.95), claimant(B, 0.9, on_open_opportunity=True)),
        (claimant(B, 0.5, said=(NOON, 1)), claimant(A, 0.99)),
        (claimant(B, 0.5, said=(LATER, 1)), claimant(A, 0.99, said=(NOON, 7))),
        (claimant(B, 0.5, said=(NOON, 2)), claimant(A, 0.99, said=(NOON, 1))),
        (claimant(B, 0.5, named_at=NOON), claimant(A, 0.99)),
        (claimant(B, 0.5, named_at=LATER), claimant(A, 0.99, said=(NOON, 1))),
        (claimant(B, 0.5, said=(LATER, 1)), claimant(A, 0.99, named_at=NOON)),
        (claimant(B, 0.5, said=(NOON, 1)), claimant(A, 0.99, named_at=NOON)),
        (claimant(B, 0.95, named_at=NOON), claimant(A, 0.9, named_at=LATER)),
    ],
)
def test_d4_one_of_two_claims_wins_whatever_their_order(winner: Claimant, loser: Claimant) -> None:
    """D2: the newest explicit word first, then the probability, then the order of D4."""
    assert settled([winner, loser], 0.0) is winner
    assert settled([loser, winner], 0.0) is winner


def test_d4_claims_within_the_margin_are_settled_by_standing_and_no_others() -> None:
    near, best = claimant(A, 0.98, on_open_opportunity=True), claimant(B, 1.0)

    assert settled([near, best], 0.02) is near
    assert settled([near, best], 0.019) is best


def test_d4_the_margins_are_measured_from_the_winner() -> None:
    winner, second, third = claimant(A, 0.9), claimant(B, 0.8), claimant(C, 0.75)

    assert claim_margins([second, winner, third], winner) == {A: 0.1, B: 0.1, C: 0.15}
    assert claim_margins([winner], winner) == {A: None}


def test_d4_fields_that_say_nothing_of_the_person_do_not_count_as_filled() -> None:
    values = {"id": "1", "crm_number": "2", "account_id": "3", "owner_id": "4", "visible_to": "5", "modified_at": "6"}
    values |= {"status": "7", "stage": "8"}

    assert fields_filled(values) == 0
    assert fields_filled(values | {"email": "a@b.example", "city": None, "title": "x"}) == 2


@pytest.mark.parametrize(
    ("modified_at", "read"),
    [("2026-03-02T12:00:00Z", NOON), ("soon", None), (None, None), (7, None)],
)
def test_d4_the_standing_in_a_file_is_read_from_the_record_s_own_columns(modified_at: object, read: object) -> None:
    standing = standing_in_file({"modified_at": modified_at, "email": "a@b.example"})

    assert standing == Standing(on_open_opportunity=False, modified_at=read, filled=1)  # type: ignore[arg-type]


def said(verdict: Verdict, profile: str | None = "M1", hours: int = 0, seq: int = 0) -> Statement:
    at = NOON + timedelta(hours=hours)
    return Statement(A, Kind.PERSON, verdict, StatementSource.REMATCH, profile, at, seq=seq)


MATCH, NOT, NOBODY, LIFTED = Verdict.MATCH, Verdict.NOT_MATCH, Verdict.NOBODY, Verdict.LIFTED


@pytest.mark.parametrize(
    ("statements", "confirmed", "nobody", "rejected"),
    [
        ([], None, False, set()),
        ([said(MATCH)], "M1", False, set()),
        ([said(MATCH), said(MATCH, "M2", 1)], "M2", False, set()),
        ([said(MATCH), said(NOT, "M1", 1)], None, False, {"M1"}),
        ([said(MATCH), said(NOT, "M2", 1)], "M1", False, {"M2"}),
        ([said(NOT), said(MATCH, "M1", 1)], "M1", False, set()),
        ([said(MATCH), said(NOBODY, None, 1)], None, True, set()),
        ([said(NOBODY, None), said(MATCH, "M1", 1)], "M1", False, set()),
        ([said(NOBODY, None), said(NOT, "M1", 1)], None, True, {"M1"}),
        ([said(NOT), said(LIFTED, "M1", 1)], None, False, set()),
        ([said(NOT), said(LIFTED, "M2", 1)], None, False, {"M1"}),
        ([said(MATCH), said(LIFTED, "M1", 1)], None, False, set()),
        ([said(MATCH), said(LIFTED, "M2", 1)], "M1", False, set()),
        ([said(MATCH), said(LIFTED, None, 1)], None, False, set()),
        ([said(NOBODY, None), said(LIFTED, None, 1)], None, False, set()),
        ([said(NOBODY, None), said(LIFTED, "M1", 1)], None, True, set()),
        ([said(NOT), said(LIFTED, None, 1)], None, False, {"M1"}),
    ],
)
def test_d2_d21_the_newest_word_on_each_thing_is_heard(
    statements: list[Statement], confirmed: str | None, nobody: bool, rejected: set[str]
) -> None:
    for order in (statements, statements[::-1]):
        word = heard(order)

        assert (word.confirmed and word.confirmed.profile_id) == confirmed
        assert (word.nobody is not None) == nobody
        assert set(word.rejected) == rejected


def test_d2_of_two_words_at_one_moment_the_later_stored_one_decides() -> None:
    word = heard([said(MATCH, "M2", seq=2), said(MATCH, "M1", seq=1)])

    assert word.said is not None
    assert word.said.profile_id == "M2"


def test_d2_a_statement_that_is_not_stored_yet_counts_as_the_first_of_its_moment() -> None:
    assert replace(said(MATCH), seq=None).order == (NOON, 0)


@pytest.mark.parametrize(
    ("word", "named_at", "yields"),
    [
        (Word(), None, False),
        (Word(), NOON, True),
        (Word(confirmed=said(MATCH)), LATER, True),
        (Word(confirmed=said(MATCH)), NOON, False),
        (Word(nobody=said(NOBODY, None)), LATER, True),
        (Word(nobody=said(NOBODY, None, 2)), LATER, False),
    ],
)
def test_s90_d2_a_newer_address_in_the_record_displaces_a_word(word: Word, named_at: datetime, yields: bool) -> None:
    assert word.yields_to(named_at) is yields


@pytest.mark.parametrize(
    ("named", "named_at", "out"),
    [
        (None, None, {"M1", "M2"}),
        ("M1", LATER, {"M2"}),
        ("M1", NOON, {"M1", "M2"}),
        ("M1", None, {"M1", "M2"}),
        ("M3", LATER, {"M1", "M2"}),
    ],
)
def test_d21_a_rejected_profile_stays_out_unless_the_record_names_it_later(
    named: str | None, named_at: datetime | None, out: set[str]
) -> None:
    assert Word(rejected={"M1": NOON, "M2": NOON}).without(named, named_at) == out


def link(state: RecordState, profile: str | None) -> LinkRow:
    return LinkRow(
        A, Kind.PERSON, state, profile, 0.9, None, None, None, None, MadeBy.MODEL, None, "v", "shipped", (), NOON
    )


LINKED, DUPLICATE, REVIEW = RecordState.LINKED, RecordState.DUPLICATE, RecordState.REVIEW


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (None, link(LINKED, "M1"), True),
        (link(LINKED, "M1"), None, True),
        (link(LINKED, "M1"), link(LINKED, "M2"), True),
        (link(LINKED, "M1"), link(LINKED, "M1"), False),
        (link(LINKED, "M1"), link(DUPLICATE, "M1"), True),
        (link(REVIEW, "M1"), link(REVIEW, "M2"), False),
        (None, link(REVIEW, "M1"), False),
        (None, None, False),
    ],
)
def test_s13_a_change_moves_a_link_or_does_not(before: LinkRow | None, after: LinkRow | None, moved: bool) -> None:
    assert LinkChange(A, Kind.PERSON, before, after).moved is moved


@pytest.mark.parametrize(
    ("state", "linked", "claimed"),
    [(LINKED, "M1", "M1"), (DUPLICATE, None, "M1"), (REVIEW, None, None), (RecordState.UNMATCHED, None, None)],
)
def test_d4_a_duplicate_claims_a_profile_without_having_it(
    state: RecordState, linked: str | None, claimed: str | None
) -> None:
    row = link(state, "M1")

    assert (row.linked_profile, row.claimed_profile) == (linked, claimed)
    assert row.stands == (state, "M1", MadeBy.MODEL)


@given(st.permutations([claimant(A, 0.9), claimant(B, 0.89, filled=3), claimant(C, 0.5), claimant(LEAD, 0.9)]))
def test_d3_the_order_of_claims_never_matters(claims: list[Claimant]) -> None:
    assert settled(claims, 0.02).key == B
