"""The ledger of saves takes no save back, in any order (S42 to S44, D8, D16 to D18)."""

import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.contract.saves.opportunity_rules import Opportunity, Status
from serving.contract.saves.rules import (
    GONE,
    NO_OPPORTUNITY,
    Due,
    SaveEntry,
    SaveReason,
    SaveRights,
    SaveState,
    SkipReason,
    changed_entries,
    owed_by,
    processed,
    skip_reason,
)
from tests.support.saves_ledger import (
    ACME,
    BOB,
    CONTACT,
    LINKED,
    NO_CUT_OFF,
    READY,
    Ledger,
    due,
    other_changes,
)


@pytest.mark.parametrize(
    ("rights", "reason"),
    [
        (READY, None),
        (SaveRights(auto_save=False), SkipReason.AUTO_SAVE_OFF),
        (SaveRights(has_seat=False), SkipReason.NO_SEAT),
        (SaveRights(is_active=False), SkipReason.USER_GONE),
        (SaveRights(has_seat=False, auto_save=False), SkipReason.NO_SEAT),
        (GONE, SkipReason.USER_GONE),
    ],
)
def test_d17_a_user_without_seat_or_switch_is_skipped_with_the_reason(
    rights: SaveRights, reason: SkipReason | None
) -> None:
    """S44, D17, D18."""
    assert skip_reason(rights) is reason
    expected = (
        SaveEntry(SaveState.SKIPPED, reason) if reason else SaveEntry(SaveState.SAVED, SaveReason.OPEN_OPPORTUNITY)
    )
    assert processed(None, due(), rights) == expected


def test_d17_a_skipped_save_has_the_reason_of_today() -> None:
    off = other_changes({}, [due()], {"ann": SaveRights(auto_save=False)})

    assert other_changes(off, [due()], {"ann": SaveRights(has_seat=False)})[due().key].reason is SkipReason.NO_SEAT


def test_d17_what_was_skipped_stays_so_when_the_opportunity_closed_meanwhile() -> None:
    off = other_changes({}, [due()], {"ann": SaveRights(auto_save=False)})

    assert other_changes(off, [], {"ann": READY}) == off


def test_d16_what_a_user_unsaved_returns_only_by_a_new_open_opportunity() -> None:
    before = {
        due(opportunity="o1").key: SaveEntry(SaveState.SAVED, SaveReason.OPEN_OPPORTUNITY),
        due(opportunity="o2").key: SaveEntry(SaveState.SKIPPED, SkipReason.AUTO_SAVE_OFF),
    }
    gone = {key: SaveEntry(SaveState.UNSAVED, entry.reason) for key, entry in before.items()}

    again = other_changes(gone, [due(opportunity=one) for one in ("o1", "o2", NO_OPPORTUNITY)], {"ann": READY})
    new = other_changes(gone, [due(opportunity="o3")], {"ann": READY})

    assert again == gone
    assert SaveState.SAVED not in {entry.state for entry in again.values()}
    assert SaveState.SAVED in {entry.state for entry in new.values()}


DUES = st.lists(
    st.builds(
        due,
        st.sampled_from(["ann", "ben"]),
        st.sampled_from([ACME, BOB]),
        st.sampled_from(["o1", "o2", NO_OPPORTUNITY]),
        reason=st.sampled_from(SaveReason),
    ),
    max_size=6,
)
STANDINGS = st.dictionaries(st.sampled_from(["ann", "ben"]), st.builds(SaveRights, st.booleans(), st.booleans()))
ENTRIES = st.one_of(
    st.builds(SaveEntry, st.sampled_from([SaveState.SAVED, SaveState.UNSAVED]), st.sampled_from(SaveReason)),
    st.builds(SaveEntry, st.just(SaveState.SKIPPED), st.sampled_from(SkipReason)),
)
LEDGERS = st.dictionaries(DUES.filter(bool).map(lambda dues: dues[0].key), ENTRIES)


@given(LEDGERS, DUES, STANDINGS)
def test_d16_processing_again_changes_nothing(
    ledger: Ledger, dues: list[Due], standings: dict[str, SaveRights]
) -> None:
    once = other_changes(ledger, dues, standings)

    assert changed_entries(once, dues, standings) == {}


@given(LEDGERS, DUES, STANDINGS, st.randoms())
def test_d16_the_order_of_dues_does_not_matter(
    ledger: Ledger, dues: list[Due], standings: dict[str, SaveRights], random: Random
) -> None:
    shuffled = list(dues)
    random.shuffle(shuffled)

    assert changed_entries(ledger, shuffled, standings) == changed_entries(ledger, dues, standings)


@given(LEDGERS, DUES, DUES, STANDINGS)
def test_d16_the_order_of_rounds_does_not_matter_to_what_is_saved(
    ledger: Ledger, one: list[Due], other: list[Due], standings: dict[str, SaveRights]
) -> None:
    states = [
        {key: entry.state for key, entry in other_changes(other_changes(ledger, a, standings), b, standings).items()}
        for a, b in itertools.permutations([one, other])
    ]

    assert states[0] == states[1]


@given(LEDGERS, DUES, STANDINGS)
def test_s42_saved_and_unsaved_entries_never_change(
    ledger: Ledger, dues: list[Due], standings: dict[str, SaveRights]
) -> None:
    after = other_changes(ledger, dues, standings)

    for key, entry in ledger.items():
        assert after[key] == entry or entry.state is SaveState.SKIPPED


@given(st.lists(st.sampled_from(["ann", "ben", "eve"]), min_size=1))
def test_s43_every_owner_in_turn_gets_own_saves(owners: list[str]) -> None:
    ledger: Ledger = {}
    for owner in owners:
        opportunity = Opportunity("o1", Status.OPEN, owner_id=owner, account_id="a1", people=(CONTACT,))
        ledger = other_changes(ledger, owed_by(opportunity, LINKED, NO_CUT_OFF), dict.fromkeys(owners, READY))

    assert {key.user_id for key in ledger} == set(owners)
    assert all(entry.state is SaveState.SAVED for entry in ledger.values())
    assert len(ledger) == 2 * len(set(owners))
