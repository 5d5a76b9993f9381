"""What an import keeps, moves and deletes, seen over HTTP: one test for each place that decides it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from serving.store.tables.records import opportunity_people
from serving.vocabulary.terms import Crm, Scope
from tests.support.saves_tenant import ledger, saved
from tests.support.seen_tenant import Seen
from tests.support.small_network import account, contact
from tests.support.sync_tenant import DUPLICATE, LINKED, T1, T2, Sync, upsert
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant


def test_d22_d23_a_full_import_deletes_no_record_that_it_sent_and_that_was_rejected(sync: Sync) -> None:
    """D22, D23: the CRM has the record; that its row cannot be read is no deletion."""
    sync.bulk("contact", [{"id": f"P{n}", "modified_at": T1, **contact(f"M{n}")} for n in range(1, 7)])
    sent = [{"id": f"P{n}", "modified_at": T2, **contact(f"M{n}")} for n in range(1, 5)]
    unreadable = {"id": "P5", **contact("M5"), "modified_at": "the day before"}
    sync.tenant.clock.forward(hours=1)

    taken = sync.bulk("contact", [*sent, unreadable], full=True)

    assert taken["counts"]["rejected"] == 1
    assert set(sync.payloads("contact")) == {"P1", "P2", "P3", "P4", "P5"}
    assert sync.states()["contact/P5"] == (LINKED, "M5")


def test_s40_the_leads_of_a_deal_are_saved_for_its_owner(new_tenant: Callable[..., Tenant]) -> None:
    """S40: contacts and leads alike."""
    sync = Sync(new_tenant(crm=Crm.ORACLE))
    Seen(sync.tenant).seat(SELLER)
    sync.send(upsert("lead", id="L1", **contact("M1")), upsert("contact", id="P2", **contact("M2")))
    deal = {"id": "O1", "name": "Deal", "status": "open", "owner_id": SELLER, "contact_ids": ["P2"]}

    sync.put("opportunity", **deal, lead_ids=["L1"])

    assert ledger(sync.tenant) == saved(SELLER, "O1", "M1", "M2")


def test_d10_of_two_records_on_one_deal_the_merge_leaves_the_survivor_there_once(sync: Sync) -> None:
    """D10: the references of the merged record move, and the survivor's own stays."""
    sync.send(
        upsert("contact", id="P1", **contact("M1")),
        upsert("contact", id="P2", **contact("M1", city=None)),
        upsert("opportunity", id="O1", name="Deal", status="open", contact_ids=["P1", "P2"]),
        upsert("opportunity", id="O2", name="Deal 2", status="open", contact_ids=["P2"]),
    )

    [merged] = sync.send({"op": "merge", "object": "contact", "id": "P2", "into": "P1"})

    with sync.tenant.store.reading() as connection:
        people = connection.execute(select(opportunity_people.c.opportunity_id, opportunity_people.c.record_id))
        named = sorted(map(tuple, people))
    assert merged["status"] == "applied"
    assert sync.states() == {"contact/P1": (LINKED, "M1")}
    assert named == [("O1", "P1"), ("O2", "P1")]


@pytest.mark.parametrize("crm_object", ["contact", "account", "opportunity"])
def test_d11_only_a_lead_converts(new_tenant: Callable[..., Tenant], crm_object: str) -> None:
    """D11: a conversion of any other object is refused by name, and moves nothing."""
    sync = Sync(new_tenant(crm=Crm.ORACLE))
    columns: dict[str, dict[str, Any]] = {
        "contact": contact("M1"),
        "account": account("C1"),
        "opportunity": {"name": "Deal", "status": "open"},
    }
    sync.send(upsert("contact", id="P9", **contact("M9")), upsert(crm_object, id="X1", **columns[crm_object]))
    before = sync.states()

    [refused] = sync.send({"op": "convert", "object": crm_object, "id": "X1", "into": "P9"})

    assert refused["status"] == "rejected"
    assert refused["reason"] == f"got a conversion of a {crm_object}, expected a lead"
    assert set(sync.payloads(crm_object)) >= {"X1"}
    assert sync.states() == before


def test_s45_another_cut_off_saves_at_once_what_now_counts(sync: Sync) -> None:
    """S45, D16: the trigger `stage reached` also when the admin moves the cut-off by the settings' route."""
    tenant = sync.tenant
    seen = Seen(sync.tenant)
    seen.seat(SELLER)
    for position, stage in enumerate(("lead", "demo")):
        seen.stage("p", stage, position)
    tenant.settings(stage_cut_off={"p": "demo"})
    sync.put("contact", id="P1", **contact("M1"))
    deal = {"name": "Deal", "status": "open", "owner_id": SELLER, "contact_ids": ["P1"]}
    sync.put("opportunity", id="O1", **deal, pipeline="p", stage="lead")
    before = ledger(tenant)

    shown = tenant.ask("GET", "/settings", scopes=Scope.ADMIN, acting=ADMIN)
    tag = {"If-Match": shown.headers["ETag"]}
    body = {"stage_cut_off": {"p": "lead"}}
    changed = tenant.ask("PATCH", "/settings", body, scopes=Scope.ADMIN, acting=ADMIN, headers=tag)

    assert (before, changed.status_code) == ({}, 200)
    assert ledger(tenant) == saved(SELLER, "O1", "M1")


def test_s89_the_owner_of_an_open_deal_is_of_the_accounts_team(sync: Sync) -> None:
    """S89: who owns nothing but an open deal of the account; the owner of a closed one is not."""
    tenant = sync.tenant
    Seen(tenant).seat(SELLER, OTHER_SELLER)
    tenant.settings(save_account_team=True)
    sync.put("account", id="A1", **account("C1"))
    deal = {"name": "Deal", "account_id": "A1"}

    sync.put("opportunity", id="O1", **deal, status="lost", owner_id=OTHER_SELLER)
    closed = ledger(tenant)
    sync.put("opportunity", id="O2", **deal, status="open", owner_id=SELLER)

    assert closed == {}
    assert ledger(tenant) == saved(SELLER, "O2", "C1") | saved(SELLER, "", "C1")


def test_d7_the_chosen_records_former_profile_stays_rejected_for_it(sync: Sync) -> None:
    """D7, D21: M1 goes from A to B; B is M2 no more, also after the statement on M1 is lifted."""
    sync.send(upsert("contact", id="A", **contact("M1")), upsert("contact", id="B", **contact("M2")))
    before = sync.states()

    body = {"object": "contact", "record_id": "B"}
    sync.tenant.ask("PUT", "/profiles/person/M1/link", body, acting=SELLER)
    rematched = sync.states()
    sync.reject("contact", "B")

    assert before == {"contact/A": (LINKED, "M1"), "contact/B": (LINKED, "M2")}
    assert rematched == {"contact/A": (DUPLICATE, "M1"), "contact/B": (LINKED, "M1")}
    assert sync.link("contact", "B").linked_profile is None
    labels = [(one.record_id, one.profile_id, one.verdict, one.source) for one in sync.statements()]
    assert labels[:2] == [("B", "M2", "not_match", "rematch"), ("B", "M1", "match", "rematch")]
