"""Auto-save: who is owed what, and a ledger that never takes anything back (S40 to S45, S89, D8, D15 to D19)."""

import itertools
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.kinds import Kind
from serving.rules.linking import RecordKey
from serving.rules.opportunities import Opportunity, Pipelines, Status
from serving.rules.saves import (
    GONE,
    NO_OPPORTUNITY,
    Account,
    Due,
    Entry,
    FurtherRules,
    Profile,
    SaveKey,
    SaveReason,
    SaveState,
    SkipReason,
    Standing,
    changed_entries,
    is_saved,
    owed_by,
    owed_by_account,
    owed_by_saved_account,
    processed,
    save_event,
    skip_reason,
    unsaved,
)
from serving.rules.words import CrmObject, InstanceName

ACME, BOB, EVE = Profile(Kind.COMPANY, "c1"), Profile(Kind.PERSON, "m1"), Profile(Kind.PERSON, "m2")
ACCOUNT, CONTACT, LEAD = (
    RecordKey(CrmObject.ACCOUNT, "a1"),
    RecordKey(CrmObject.CONTACT, "p1"),
    RecordKey(CrmObject.LEAD, "l1"),
)
LINKED = {ACCOUNT: ACME, CONTACT: BOB, LEAD: EVE}
NO_CUT_OFF = Pipelines({}, {})
DEAL = Opportunity("o1", Status.OPEN, owner_id="ann", account_id="a1")
READY = Standing()
ALL_RULES = FurtherRules(owned_accounts=True, account_team=True, people_of_saved_accounts=True)

Ledger = dict[SaveKey, Entry]


def due(user: str = "ann", profile: Profile = BOB, opportunity: str = "o1", **more: SaveReason) -> Due:
    reason = more.get("reason", SaveReason.OPEN_OPPORTUNITY)
    return Due(SaveKey(user, profile, opportunity), CrmObject.CONTACT, reason)


def renewed(ledger: Ledger, dues: Iterable[Due], standings: dict[str, Standing]) -> Ledger:
    """The ledger after one round."""
    changed = changed_entries(ledger, dues, standings)
    return ledger | {key: entry for key, (_, entry) in changed.items()}


def test_s40_an_open_opportunity_owes_its_owner_the_linked_account_contacts_and_leads() -> None:
    found = owed_by(DEAL, [CONTACT, LEAD, RecordKey(CrmObject.CONTACT, "not linked")], LINKED, NO_CUT_OFF)

    assert found == [
        Due(SaveKey("ann", ACME, "o1"), CrmObject.ACCOUNT, SaveReason.OPEN_OPPORTUNITY),
        Due(SaveKey("ann", BOB, "o1"), CrmObject.CONTACT, SaveReason.OPEN_OPPORTUNITY),
        Due(SaveKey("ann", EVE, "o1"), CrmObject.LEAD, SaveReason.OPEN_OPPORTUNITY),
    ]


@pytest.mark.parametrize(
    "opportunity",
    [
        Opportunity("o1", Status.WON, owner_id="ann", account_id="a1"),
        Opportunity("o1", Status.LOST, owner_id="ann", account_id="a1"),
        Opportunity("o1", Status.OPEN, owner_id=None, account_id="a1"),
    ],
)
def test_s40_a_closed_or_unowned_opportunity_owes_nothing(opportunity: Opportunity) -> None:
    assert owed_by(opportunity, [CONTACT, LEAD], LINKED, NO_CUT_OFF) == []


def test_s40_an_opportunity_without_an_account_owes_its_people() -> None:
    opportunity = Opportunity("o1", Status.OPEN, owner_id="ann")

    assert [one.key.profile for one in owed_by(opportunity, [CONTACT], LINKED, NO_CUT_OFF)] == [BOB]


def test_s45_an_opportunity_before_the_cut_off_owes_nothing_until_it_reaches_it() -> None:
    pipelines = Pipelines({("p", "lead"): 0, ("p", "demo"): 1}, {"p": "demo"})
    early, late = (Opportunity("o1", Status.OPEN, "ann", "a1", "p", stage) for stage in ("lead", "demo"))

    assert owed_by(early, [CONTACT], LINKED, pipelines) == []
    assert len(owed_by(late, [CONTACT], LINKED, pipelines)) == 2


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (READY, None),
        (Standing(auto_save=False), SkipReason.AUTO_SAVE_OFF),
        (Standing(has_seat=False), SkipReason.NO_SEAT),
        (Standing(is_active=False), SkipReason.USER_GONE),
        (Standing(has_seat=False, auto_save=False), SkipReason.NO_SEAT),
        (GONE, SkipReason.USER_GONE),
    ],
)
def test_d17_a_user_without_seat_or_switch_is_skipped_with_the_reason(
    standing: Standing, reason: SkipReason | None
) -> None:
    """S44, D17, D18."""
    assert skip_reason(standing) is reason
    expected = Entry(SaveState.SKIPPED, reason) if reason else Entry(SaveState.SAVED, SaveReason.OPEN_OPPORTUNITY)
    assert processed(None, due(), standing) == expected


def test_d17_what_was_skipped_is_saved_when_the_switch_turns_on() -> None:
    off = renewed({}, [due()], {"ann": Standing(auto_save=False)})

    on = renewed(off, [due()], {"ann": READY})

    assert on == {due().key: Entry(SaveState.SAVED, SaveReason.OPEN_OPPORTUNITY)}


def test_d17_what_was_skipped_tells_the_reason_of_today() -> None:
    off = renewed({}, [due()], {"ann": Standing(auto_save=False)})

    assert renewed(off, [due()], {"ann": Standing(has_seat=False)})[due().key].reason is SkipReason.NO_SEAT


def test_d17_what_was_skipped_stays_so_when_the_opportunity_closed_meanwhile() -> None:
    off = renewed({}, [due()], {"ann": Standing(auto_save=False)})

    assert renewed(off, [], {"ann": READY}) == off


def test_d18_a_user_whom_the_crm_does_not_name_is_skipped() -> None:
    assert renewed({}, [due()], {})[due().key] == Entry(SaveState.SKIPPED, SkipReason.USER_GONE)


@pytest.mark.parametrize("state", [SaveState.SAVED, SaveState.UNSAVED])
@pytest.mark.parametrize("standing", [READY, Standing(has_seat=False), GONE])
def test_d16_an_entry_is_processed_once(state: SaveState, standing: Standing) -> None:
    """D16, D18, S42: neither a second due nor a lost seat touches what was saved or unsaved."""
    entry = Entry(state, SaveReason.OPEN_OPPORTUNITY)

    assert processed(entry, due(), standing) == entry
    assert changed_entries({due().key: entry}, [due()], {"ann": standing}) == {}


def test_s43_a_new_owner_of_the_same_opportunity_gets_saves_of_his_own() -> None:
    both = {"ann": READY, "ben": READY}
    first = renewed({}, owed_by(DEAL, [CONTACT], LINKED, NO_CUT_OFF), both)
    sold = Opportunity("o1", Status.OPEN, owner_id="ben", account_id="a1")

    second = renewed(first, owed_by(sold, [CONTACT], LINKED, NO_CUT_OFF), both)

    assert {key.user_id: entry.state for key, entry in second.items() if key.profile == BOB} == {
        "ann": SaveState.SAVED,
        "ben": SaveState.SAVED,
    }
    assert {key.profile for key in second if key.user_id == "ben"} == {ACME, BOB}


def test_s42_closing_changing_owner_and_deleting_undo_nothing() -> None:
    saved = renewed({}, owed_by(DEAL, [CONTACT], LINKED, NO_CUT_OFF), {"ann": READY})
    closed = Opportunity("o1", Status.LOST, owner_id="ben", account_id="a1")

    assert renewed(saved, owed_by(closed, [CONTACT], LINKED, NO_CUT_OFF), {"ann": GONE, "ben": READY}) == saved
    assert renewed(saved, [], {}) == saved


def test_d8_saves_stay_when_a_link_moves_and_the_new_profile_gets_its_own() -> None:
    saved = renewed({}, owed_by(DEAL, [CONTACT], LINKED, NO_CUT_OFF), {"ann": READY})

    moved = renewed(saved, owed_by(DEAL, [CONTACT], LINKED | {CONTACT: EVE}, NO_CUT_OFF), {"ann": READY})

    assert saved.items() <= moved.items()
    assert moved[SaveKey("ann", EVE, "o1")].state is SaveState.SAVED


def test_d16_a_reopened_opportunity_saves_only_for_an_owner_without_an_entry() -> None:
    standings = {"ann": READY, "ben": READY}
    first = renewed({}, [due("ann")], standings) | {
        due("ann").key: Entry(SaveState.UNSAVED, SaveReason.OPEN_OPPORTUNITY)
    }

    assert changed_entries(first, [due("ann")], standings) == {}
    assert set(changed_entries(first, [due("ben")], standings)) == {due("ben").key}


def test_d16_what_a_user_unsaved_returns_only_by_a_new_open_opportunity() -> None:
    before = {
        due(opportunity="o1").key: Entry(SaveState.SAVED, SaveReason.OPEN_OPPORTUNITY),
        due(opportunity="o2").key: Entry(SaveState.SKIPPED, SkipReason.AUTO_SAVE_OFF),
    }
    gone = dict(zip(before, unsaved(list(before.values())), strict=True))

    again = renewed(gone, [due(opportunity=one) for one in ("o1", "o2", NO_OPPORTUNITY)], {"ann": READY})
    new = renewed(gone, [due(opportunity="o3")], {"ann": READY})

    assert again == gone
    assert not is_saved(again.values())
    assert is_saved(new.values())


def test_d16_unsaving_one_profile_leaves_other_profiles_to_the_further_rules() -> None:
    ledger = {due(profile=EVE).key: Entry(SaveState.UNSAVED, SaveReason.OPEN_OPPORTUNITY)}

    found = changed_entries(ledger, [due(profile=BOB, opportunity=NO_OPPORTUNITY)], {"ann": READY})

    assert set(found) == {due(profile=BOB, opportunity=NO_OPPORTUNITY).key}


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
STANDINGS = st.dictionaries(st.sampled_from(["ann", "ben"]), st.builds(Standing, st.booleans(), st.booleans()))
ENTRIES = st.one_of(
    st.builds(Entry, st.sampled_from([SaveState.SAVED, SaveState.UNSAVED]), st.sampled_from(SaveReason)),
    st.builds(Entry, st.just(SaveState.SKIPPED), st.sampled_from(SkipReason)),
)
LEDGERS = st.dictionaries(DUES.filter(bool).map(lambda dues: dues[0].key), ENTRIES)


@given(LEDGERS, DUES, STANDINGS)
def test_d16_processing_again_changes_nothing(ledger: Ledger, dues: list[Due], standings: dict[str, Standing]) -> None:
    once = renewed(ledger, dues, standings)

    assert changed_entries(once, dues, standings) == {}


@given(LEDGERS, DUES, STANDINGS, st.randoms())
def test_d16_the_order_of_dues_does_not_matter(
    ledger: Ledger, dues: list[Due], standings: dict[str, Standing], random: Random
) -> None:
    shuffled = list(dues)
    random.shuffle(shuffled)

    assert changed_entries(ledger, shuffled, standings) == changed_entries(ledger, dues, standings)


@given(LEDGERS, DUES, DUES, STANDINGS)
def test_d16_the_order_of_rounds_does_not_matter_to_what_is_saved(
    ledger: Ledger, one: list[Due], other: list[Due], standings: dict[str, Standing]
) -> None:
    states = [
        {key: entry.state for key, entry in renewed(renewed(ledger, a, standings), b, standings).items()}
        for a, b in itertools.permutations([one, other])
    ]

    assert states[0] == states[1]


@given(LEDGERS, DUES, STANDINGS)
def test_s42_nothing_that_was_saved_or_unsaved_ever_changes(
    ledger: Ledger, dues: list[Due], standings: dict[str, Standing]
) -> None:
    after = renewed(ledger, dues, standings)

    for key, entry in ledger.items():
        assert after[key] == entry or entry.state is SaveState.SKIPPED


@given(st.lists(st.sampled_from(["ann", "ben", "eve"]), min_size=1))
def test_s43_every_owner_in_turn_gets_own_saves(owners: list[str]) -> None:
    ledger: Ledger = {}
    for owner in owners:
        opportunity = Opportunity("o1", Status.OPEN, owner_id=owner, account_id="a1")
        ledger = renewed(ledger, owed_by(opportunity, [CONTACT], LINKED, NO_CUT_OFF), dict.fromkeys(owners, READY))

    assert {key.user_id for key in ledger} == set(owners)
    assert all(entry.state is SaveState.SAVED for entry in ledger.values())
    assert len(ledger) == 2 * len(set(owners))


def test_s41_each_save_asks_for_the_latest_alerts() -> None:
    found = save_event(due(), InstanceName.PRODUCTION)

    assert found == {
        "user_id": "ann",
        "kind": "person",
        "profile_id": "m1",
        "opportunity_id": "o1",
        "object": "contact",
        "reason": "open_opportunity",
        "subscribe": "alerts",
    }


def test_d19_a_sandbox_alerts_nobody() -> None:
    assert save_event(due(), InstanceName.SANDBOX)["subscribe"] is None


def test_s89_a_save_of_the_further_rules_names_no_opportunity() -> None:
    found = save_event(due(opportunity=NO_OPPORTUNITY, reason=SaveReason.OWNED_ACCOUNT), InstanceName.PRODUCTION)

    assert (found["opportunity_id"], found["reason"]) == (None, "owned_account")


@pytest.mark.parametrize(
    ("rules", "owed"),
    [
        (FurtherRules(), {}),
        (FurtherRules(owned_accounts=True), {"ann": SaveReason.OWNED_ACCOUNT}),
        (
            FurtherRules(account_team=True),
            {"ann": SaveReason.ACCOUNT_TEAM, "ben": SaveReason.ACCOUNT_TEAM},
        ),
        (ALL_RULES, {"ann": SaveReason.OWNED_ACCOUNT, "ben": SaveReason.ACCOUNT_TEAM}),
    ],
)
def test_s89_the_further_rules_are_off_until_they_are_chosen(rules: FurtherRules, owed: dict[str, SaveReason]) -> None:
    found = owed_by_account(Account(ACME, "ann", frozenset({"ann", "ben"})), rules)

    assert {one.key.user_id: one.reason for one in found} == owed
    assert all((one.key.profile, one.key.opportunity_id, one.object) == (ACME, "", "account") for one in found)


@pytest.mark.parametrize(
    ("rules", "are_off"),
    [
        (FurtherRules(), True),
        (FurtherRules(owned_accounts=True), False),
        (FurtherRules(account_team=True), False),
        (FurtherRules(people_of_saved_accounts=True), False),
    ],
)
def test_s89_one_rule_is_enough_to_look_at_accounts(rules: FurtherRules, are_off: bool) -> None:
    assert rules.are_off is are_off


def test_s89_an_account_without_an_owner_owes_nobody() -> None:
    assert owed_by_account(Account(ACME, None), ALL_RULES) == []


def test_s89_who_saved_an_account_is_owed_its_people() -> None:
    found = owed_by_saved_account(["ann", "ben"], {CONTACT: BOB, LEAD: EVE})

    assert {(one.key.user_id, one.key.profile, one.object, one.reason) for one in found} == {
        (user, profile, object_, SaveReason.SAVED_ACCOUNT)
        for user in ("ann", "ben")
        for profile, object_ in ((BOB, CrmObject.CONTACT), (EVE, CrmObject.LEAD))
    }
    assert {one.key.opportunity_id for one in found} == {NO_OPPORTUNITY}
