"""Auto-save on the store: triggers, the ledger, and its events (S13, S20, S40 to S45, D5, D8, D15 to D19)."""

from collections.abc import Callable

import pytest

from serving.contract.records.change_context import ChangeContext, LinkChanges, OtherChanges
from serving.contract.saves.saves import renew_all_saves, renew_saves, renew_saves_of_users
from serving.store.tables.contracts import seats
from serving.store.tables.links import saves
from serving.vocabulary.terms import Cause, InstanceName, RecordState
from tests.support.saves_tenant import ACME, ANN, BEN, events_of, ledger, link_all, saved, seated
from tests.support.seen_tenant import Seen
from tests.support.tenant import SELLER, Tenant


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    return seated(tenant)


def test_s40_an_opportunity_that_opens_saves_its_linked_account_and_people_for_its_owner(seen: Seen) -> None:
    """S13, S21, S40, S41."""
    link_all(seen)

    seen.opportunity("o1", people=[ANN, BEN], account_id="a1", owner_id=SELLER)

    assert ledger(seen.tenant) == saved(SELLER, "o1", "C1", "M1", "M2")
    saves_created = events_of(seen.tenant, "save.created")
    assert [(one["profile_id"], one["reason"], one["subscribe"]) for one in saves_created] == [
        ("C1", "open_opportunity", "alerts"),
        ("M1", "open_opportunity", "alerts"),
        ("M2", "open_opportunity", "alerts"),
    ]


def test_s40_a_link_that_is_made_later_saves_too(seen: Seen) -> None:
    """D16: the trigger `link made`; S13: one ingest, a badge and a save."""
    seen.opportunity("o1", people=[ANN], account_id="a1", owner_id=SELLER)
    before = ledger(seen.tenant)

    seen.link(ANN, "M1")
    seen.link(ACME, "C1")

    assert before == {}
    assert ledger(seen.tenant) == saved(SELLER, "o1", "C1", "M1")
    assert [(one["profile_id"], one["badge"], one["record_id"]) for one in events_of(seen.tenant, "badge.changed")] == [
        ("M1", "in_crm", "p1"),
        ("C1", "in_crm", "a1"),
    ]


@pytest.mark.parametrize("state", [RecordState.REVIEW, RecordState.DUPLICATE, RecordState.UNMATCHED])
def test_d5_what_is_not_linked_is_not_saved(seen: Seen, state: RecordState) -> None:
    """S20, D5."""
    seen.link(ANN, "M1", state)

    seen.opportunity("o1", people=[ANN], owner_id=SELLER)

    assert ledger(seen.tenant) == {}
    assert events_of(seen.tenant, "badge.changed") == []


def test_d16_a_contact_that_is_added_is_saved(seen: Seen) -> None:
    link_all(seen)
    seen.opportunity("o1", people=[ANN], owner_id=SELLER)

    seen.opportunity("o1", people=[ANN, BEN], owner_id=SELLER)

    assert ledger(seen.tenant) == saved(SELLER, "o1", "M1", "M2")


def test_d16_processing_again_adds_no_entry_and_no_event(seen: Seen) -> None:
    link_all(seen)
    seen.opportunity("o1", people=[ANN], account_id="a1", owner_id=SELLER)
    before = ledger(seen.tenant), events_of(seen.tenant, "save.created")

    with seen.tenant.scope.writing() as open_scope:
        context = ChangeContext(Cause.IMPORT, seen.tenant.clock())
        renew_saves(open_scope, LinkChanges((), context, OtherChanges({"o1"})))
        renew_all_saves(open_scope, seen.tenant.clock())
        renew_saves_of_users(open_scope, [SELLER], seen.tenant.clock())

    assert (ledger(seen.tenant), events_of(seen.tenant, "save.created")) == before


def test_s13_a_profile_that_changes_records_has_one_badge_event(seen: Seen) -> None:
    link_all(seen)
    before = len(events_of(seen.tenant, "badge.changed"))

    seen.change(
        {
            ANN: seen.link_row(ANN, "M1", RecordState.DUPLICATE, winner=BEN),
            BEN: seen.link_row(BEN, "M1", RecordState.LINKED),
        }
    )

    assert events_of(seen.tenant, "badge.changed")[before:] == [
        {"kind": "person", "profile_id": "M1", "badge": "in_crm", "object": "lead", "record_id": "l1"},
        {"kind": "person", "profile_id": "M2", "badge": "not_in_crm", "object": None, "record_id": None},
    ]


def test_d17_without_a_seat_a_save_is_skipped_until_there_is_one(seen: Seen) -> None:
    with seen.tenant.store.writing() as connection:
        connection.execute(seats.update().values(state="free"))
    link_all(seen)
    seen.opportunity("o1", people=[ANN], owner_id=SELLER)
    skipped = ledger(seen.tenant), events_of(seen.tenant, "save.created")

    seen.seat(SELLER)
    with seen.tenant.scope.writing() as open_scope:
        renew_saves_of_users(open_scope, [SELLER], seen.tenant.clock())

    assert skipped == ({(SELLER, "M1", "o1"): "skipped"}, [])
    assert ledger(seen.tenant) == saved(SELLER, "o1", "M1")
    assert len(events_of(seen.tenant, "save.created")) == 1


def test_s44_a_user_whom_the_admin_switched_off_is_skipped_and_saved_once_switched_on(seen: Seen) -> None:
    """S44, D17: a skipped entry is processed only while its opportunity is still open."""
    seen.user(SELLER, auto_save=False)
    link_all(seen)
    seen.opportunity("o1", people=[ANN], owner_id=SELLER)
    seen.opportunity("o2", people=[ANN], owner_id=SELLER)
    seen.opportunity("o2", people=[ANN], owner_id=SELLER, status="won")

    seen.user(SELLER, auto_save=True)
    with seen.tenant.scope.writing() as open_scope:
        renew_saves_of_users(open_scope, [SELLER], seen.tenant.clock())

    assert ledger(seen.tenant) == saved(SELLER, "o1", "M1") | {(SELLER, "M1", "o2"): "skipped"}


@pytest.mark.parametrize(("owner", "columns"), [(SELLER, {"active": False}), ("nobody", {})])
def test_d18_a_user_who_left_gets_no_saves_and_keeps_earlier_ones(
    seen: Seen, owner: str, columns: dict[str, bool]
) -> None:
    link_all(seen)
    seen.opportunity("o1", people=[ANN], owner_id=SELLER)
    seen.user(SELLER, active=True, **columns) if not columns else seen.user(SELLER, **columns)

    seen.opportunity("o2", people=[ANN], owner_id=owner)

    assert ledger(seen.tenant) == saved(SELLER, "o1", "M1") | {(owner, "M1", "o2"): "skipped"}


def test_s45_a_stage_that_is_reached_saves(seen: Seen) -> None:
    seen.tenant.settings(stage_cut_off={"p": "demo"})
    for position, stage in enumerate(("lead", "demo")):
        seen.stage("p", stage, position)
    link_all(seen)
    seen.opportunity("o1", people=[ANN], owner_id=SELLER, pipeline="p", stage="lead")
    before = ledger(seen.tenant)

    seen.opportunity("o1", people=[ANN], owner_id=SELLER, pipeline="p", stage="demo")

    assert before == {}
    assert ledger(seen.tenant) == saved(SELLER, "o1", "M1")


def test_d19_a_sandbox_has_saves_of_its_own_and_alerts_nobody(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(names=(InstanceName.PRODUCTION, InstanceName.SANDBOX))
    tenant.instance_name = InstanceName.SANDBOX
    seen = Seen(tenant)
    seen.seat(SELLER)
    seen.record(ANN, {"full_name": "Ann"})
    seen.link(ANN, "M1")

    seen.opportunity("o1", people=[ANN], owner_id=SELLER)

    assert ledger(tenant) == saved(SELLER, "o1", "M1")
    assert [one["subscribe"] for one in events_of(tenant, "save.created")] == [None]
    with tenant.store.reading() as connection:
        instances = {row.instance_id for row in connection.execute(saves.select())}
    assert instances == {tenant.instance.id}
