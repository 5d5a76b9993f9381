"""The connector of HubSpot against the double: what is read, how often, and what is left when it changes meanwhile."""

import pytest

from serving.crm.state import StateInUse
from serving.vocabulary.terms import Crm, CrmObject, Scope
from tests.serving.crm.conftest import NewRig
from tests.support.connector_rig import ConnectorRig, held, stored
from tests.support.hubspot_portal import HubspotPortal
from tests.support.portal_people import PortalLife
from tests.support.tenant import ADMIN
from tests.support.vendor_server import VendorReply, VendorRequest

CONTACT = "contact"


def test_s8_the_first_run_reads_all_five_objects_of_hubspot(rig: ConnectorRig, life: PortalLife) -> None:
    tally = rig.run()

    found = stored(rig.tenant)
    assert set(held(rig, CONTACT)) == set(life.contacts)
    assert set(held(rig, "account")) == set(life.companies)
    assert set(held(rig, "opportunity")) == set(life.deals)
    assert len(found["users"]) == 2
    assert found["stages"] == [
        "('default', 'lost', 2, True, False)",
        "('default', 'new', 0, False, False)",
        "('default', 'won', 1, True, True)",
    ]
    assert tally.rows[CrmObject.CONTACT]["applied"] == 30


def test_s14_a_contact_has_its_primary_company_and_a_deal_its_people(rig: ConnectorRig, life: PortalLife) -> None:
    portal = life.portal
    portal.associate(("contacts", "companies"), life.contacts[0], life.companies[3], life.companies[1])
    portal.associate(("deals", "contacts"), life.deals[0], life.contacts[2], life.contacts[5])

    rig.run()

    assert held(rig, CONTACT)[life.contacts[0]]["account_id"] == str(life.companies[3])
    people = held(rig, "opportunity")[life.deals[0]]["contact_ids"].split("; ")
    assert people == [str(life.contacts[2]), str(life.contacts[5])]


def test_s14_a_label_of_an_account_is_no_primary_company(rig: ConnectorRig, life: PortalLife) -> None:
    """HubSpot's changelog: no integration relies on labels; an account may call one of its own "Primary"."""
    worker = life.contacts[0]
    other = life.companies[1]
    primary = life.companies[3]
    life.portal.associate(("contacts", "companies"), worker, primary, other)

    def label(request: VendorRequest, reply: VendorReply) -> VendorReply:
        own = {"category": "USER_DEFINED", "typeId": 28, "label": "Primary"}
        for one in reply.body.get("results", []) if "/v4/associations/contacts/companies/" in request.path else []:
            one["to"].sort(key=lambda end: str(end["toObjectId"]) != str(other))
            for end in one["to"]:
                end["associationTypes"] += [own] if str(end["toObjectId"]) == str(other) else []
        return reply

    life.portal.reshape = label
    rig.run()

    assert held(rig, CONTACT)[worker]["account_id"] == str(primary)


def test_the_next_run_reads_what_changed_and_nothing_else(rig: ConnectorRig, life: PortalLife) -> None:
    rig.run()
    life.portal.clock.forward(3600)
    life.portal.update("contacts", life.contacts[4], {"jobtitle": "Buyer"})
    rig.run()
    life.portal.clock.forward(3600)
    life.portal.update("contacts", life.contacts[5], {"jobtitle": "Seller"})

    tally = rig.run()

    assert held(rig, CONTACT)[life.contacts[5]]["title"] == "Seller"
    assert held(rig, CONTACT)[life.contacts[4]]["title"] == "Buyer"
    assert tally.rows[CrmObject.CONTACT] == {"applied": 1, "unchanged": 1}


def test_d9_an_archived_record_is_deleted_and_a_restored_one_comes_back(rig: ConnectorRig, life: PortalLife) -> None:
    rig.run()
    gone = life.contacts[3]
    life.portal.archive("contacts", gone)
    rig.run()
    assert gone not in held(rig, CONTACT)

    life.portal.restore("contacts", gone)
    rig.run()

    assert gone in held(rig, CONTACT)


def test_d9_a_deal_no_longer_names_a_person_who_was_deleted(rig: ConnectorRig, life: PortalLife) -> None:
    life.portal.associate(("deals", "contacts"), life.deals[0], life.contacts[2], life.contacts[5])
    rig.run()
    life.portal.archive("contacts", life.contacts[2])

    rig.run()

    assert held(rig, "opportunity")[life.deals[0]]["contact_ids"] == str(life.contacts[5])


def test_d10_a_merge_leads_the_old_ids_to_the_new_record(rig: ConnectorRig, life: PortalLife) -> None:
    rig.run()
    one = life.companies[1]
    other = life.companies[2]
    worker = life.contacts[0]
    life.portal.associate(("contacts", "companies"), worker, one)
    rig.run()

    into = life.portal.merge("companies", one, other)
    rig.run()

    assert held(rig, "account").keys() & {one, other, into} == {into}
    assert held(rig, CONTACT)[worker]["account_id"] == str(into)


def test_d10_a_record_merged_into_one_that_was_deleted_since_is_gone_too(rig: ConnectorRig, life: PortalLife) -> None:
    rig.run()
    one, other, third = life.contacts[:3]
    into = life.portal.merge("contacts", life.portal.merge("contacts", one, other), third)
    life.portal.archive("contacts", into)

    rig.run()

    assert set(held(rig, CONTACT)) == set(life.contacts[3:])


def test_what_changes_while_it_is_listed_is_not_lost(rig: ConnectorRig, life: PortalLife) -> None:
    PortalLife(life.portal, seed=3).fill(companies=0, contacts=250, deals=0)
    pages: list[VendorRequest] = []

    def meanwhile(request: VendorRequest) -> None:
        if request.path.endswith("/objects/contacts") and request.query.get("archived") == "false":
            pages.append(request)
            life.change(changes=5, deletions=2, merges=1)

    life.portal.before = meanwhile
    rig.run()
    life.portal.before = lambda _: None

    assert len(pages) == 3
    assert set(held(rig, CONTACT)) == set(life.portal.objects["contacts"].live)


def test_an_index_that_lags_behind_hides_no_change(rig: ConnectorRig, life: PortalLife) -> None:
    rig.run()
    life.portal.index_lag_s = 300.0
    life.portal.update("contacts", life.contacts[0], {"jobtitle": "Late"})
    rig.run()
    life.portal.clock.forward(240)
    life.portal.index_lag_s = 0.0
    life.portal.update("contacts", life.contacts[1], {"jobtitle": "Early"})
    rig.run()
    assert held(rig, CONTACT)[life.contacts[0]].get("title") != "Late"

    life.portal.clock.forward(120)
    rig.run()

    assert held(rig, CONTACT)[life.contacts[0]]["title"] == "Late"
    assert held(rig, CONTACT)[life.contacts[1]]["title"] == "Early"


@pytest.mark.parametrize("skew_s", [-7200.0, 7200.0])
def test_a_crm_whose_clock_is_wrong_loses_nothing(rig: ConnectorRig, life: PortalLife, skew_s: float) -> None:
    life.portal.clock.skew_s = skew_s
    late = life.portal.create("contacts", {"lastname": "Before"})
    rig.run()
    life.portal.update("contacts", late, {"lastname": "After"})

    rig.run()

    assert held(rig, CONTACT)[late]["last_name"] == "After"


def test_a_record_from_the_future_hides_no_later_change(rig: ConnectorRig, life: PortalLife) -> None:
    life.portal.clock.forward(86_400)
    life.portal.update("contacts", life.contacts[0], {"jobtitle": "Tomorrow"})
    life.portal.clock.forward(-86_400)
    rig.run()
    life.portal.update("contacts", life.contacts[1], {"jobtitle": "Today"})

    rig.run()

    assert held(rig, CONTACT)[life.contacts[1]]["title"] == "Today"


def test_more_changes_of_one_moment_than_a_search_may_page_through_are_all_read(
    rig: ConnectorRig, portal: HubspotPortal
) -> None:
    rig.run()
    moment = portal.clock.ms
    made = [portal.create("contacts", {"lastname": f"Last{place}"}) for place in range(1_300)]
    for one in made:
        portal.objects["contacts"].records[one].updated_ms = moment
        portal.objects["contacts"].show_in_index(one)

    rig.run()

    assert set(held(rig, CONTACT)) == set(made)


def test_two_connectors_never_work_on_one_instance(rig: ConnectorRig) -> None:
    with rig.begun(), pytest.raises(StateInUse):
        rig.run()


def test_a_full_read_deletes_what_the_crm_no_longer_has(rig: ConnectorRig, life: PortalLife) -> None:
    rig.run()
    life.portal.erase("contacts", life.contacts[0])
    rig.run()
    assert life.contacts[0] in held(rig, CONTACT), "no list and no search shows a record that was deleted for good"
    rig.tenant.clock.forward(seconds=5)

    rig.run(full=True)

    assert life.contacts[0] not in held(rig, CONTACT)
    assert set(held(rig, CONTACT)) == set(life.contacts[1:])


def test_d25_a_reconnected_instance_is_read_from_the_beginning(rig: ConnectorRig, life: PortalLife) -> None:
    rig.run()
    tenant = rig.tenant
    path = "/instances/production"
    assert tenant.ask("DELETE", path, scopes=Scope.ADMIN, acting=ADMIN).status_code == 202
    consent = {"crm_admin": ADMIN, "agreed_at": "2026-03-02T09:00:00Z"}
    again = {"crm": "hubspot", "urls": {"api": rig.crm_url, "portal_id": "62515"}, "consent": consent}
    assert tenant.ask("PUT", path, again, scopes=Scope.ADMIN, acting=ADMIN).status_code == 200

    rig.run()

    assert set(held(rig, CONTACT)) == set(life.contacts)


def test_dead_rows_are_named(rig: ConnectorRig, life: PortalLife) -> None:
    life.portal.update("deals", life.deals[0], {"amount": "many"})

    tally = rig.run()

    assert [(one.object, one.id) for one in tally.dead] == [(CrmObject.OPPORTUNITY, str(life.deals[0]))] * len(
        tally.dead
    )
    assert tally.dead
    assert any(f"refused: opportunity {life.deals[0]}" in line for line in rig.lines)


@pytest.mark.usefixtures("life")
def test_s11_a_run_confirms_that_all_was_sent(rig: ConnectorRig) -> None:
    rig.run()

    shown = rig.tenant.ask("GET", "/freshness", scopes=Scope.READER)
    assert shown.json()["last_checkpoint_at"] is not None


def test_s19_both_databases_hold_the_same(new_rig: NewRig, life: PortalLife, portal_url: str) -> None:
    rigs = [new_rig(backend, Crm.HUBSPOT, portal_url) for backend in ("sqlite", "postgresql")]
    for rig in rigs:
        rig.run()
    life.change(changes=20, deletions=3, merges=2)
    for rig in rigs:
        rig.run()

    assert stored(rigs[0].tenant) == stored(rigs[1].tenant)
