"""Limits of HubSpot's API, its failures, tokens and scopes, and how many calls a run makes."""

import pytest

from serving.crm.source import ListMissing
from tests.support.connector_rig import ConnectorRig, held, stored
from tests.support.hubspot_portal import HubspotPortal
from tests.support.portal_people import PortalLife
from tests.support.vendor_server import CallWindow, VendorReply

CONTACT = "contact"


def test_associated_ids_beyond_one_answer_are_asked_for(rig: ConnectorRig, portal: HubspotPortal) -> None:
    people = [portal.create("contacts", {"lastname": f"Last{place}"}) for place in range(620)]
    deal = portal.create("deals", {"dealname": "Large"})
    portal.associate(("deals", "contacts"), deal, *people)

    rig.run()

    assert held(rig, "opportunity")[deal]["contact_ids"].split("; ") == list(map(str, people))


def test_a_portal_that_admits_fewer_ids_of_associations_is_read_too(rig: ConnectorRig, portal: HubspotPortal) -> None:
    portal.associations_at_once = 100
    life = PortalLife(portal)
    life.fill(companies=3, contacts=230, deals=0)

    rig.run()

    records = stored(rig.tenant)["records"]
    assert all("account_id" in records[CONTACT, str(one)][0] for one in life.contacts)


def test_a_portal_whose_searches_admit_fewer_results_is_read_too(rig: ConnectorRig, portal: HubspotPortal) -> None:
    portal.searched_at_once = 100
    rig.run()
    made = {portal.create("contacts", {"lastname": f"Last {place}"}) for place in range(230)}
    portal.clock.forward(3600)

    rig.run()

    assert set(held(rig, "contact")) == made


def test_changes_too_large_for_one_request_are_sent_in_parts(rig: ConnectorRig, portal: HubspotPortal) -> None:
    rig.run()
    made = {portal.create("deals", {"dealname": f"{place} " + "x" * 12_000}) for place in range(800)}

    rig.run()

    assert set(held(rig, "opportunity")) == made


def test_limits_and_failures_of_the_crm_are_waited_out(rig: ConnectorRig, life: PortalLife) -> None:
    life.portal.failures.share = 0.3
    life.portal.limit = CallWindow(4, 0.2)
    life.portal.search_limit = CallWindow(2, 0.2)

    rig.run()

    assert set(held(rig, CONTACT)) == set(life.contacts)
    assert 1.0 in rig.waited, "Retry-After is kept"


def test_a_token_that_runs_out_is_replaced_by_its_refresh_token(rig: ConnectorRig, life: PortalLife) -> None:
    del rig.secrets["ONEMATCH_HUBSPOT_TOKEN"]
    named = {"CLIENT_ID": "app", "CLIENT_SECRET": "app-secret", "REFRESH_TOKEN": "refresh-1"}
    rig.secrets |= {f"ONEMATCH_HUBSPOT_{name}": value for name, value in named.items()}
    life.portal.before = lambda request: life.portal.clock.forward(600 if request.path.endswith("/search") else 0)

    rig.run()

    assert set(held(rig, CONTACT)) == set(life.contacts)
    assert life.portal.calls["POST /oauth/v3/token"] > 1


def test_check_names_what_a_token_may_not_read(rig: ConnectorRig, life: PortalLife) -> None:
    life.portal.granted.discard("crm.objects.deals.read")

    with rig.connected() as found:
        readable = {one.what: one for one in found.source.check()}

    assert readable["contact: contacts"].is_readable
    assert readable["contact: companies of contacts"].is_readable
    assert not readable["opportunity: deals"].is_readable
    assert readable["opportunity: pipelines"].lacking == "the scope crm.objects.deals.read"
    assert set(held(rig, CONTACT)) == set(), "nothing is imported"


def test_check_names_a_login_that_is_refused(rig: ConnectorRig, life: PortalLife) -> None:
    life.portal.tokens.clear()

    with rig.connected() as found:
        lacking = {one.lacking.partition(" (")[0] for one in found.source.check()}

    assert lacking == {"a login that the CRM accepts"}


def test_a_page_without_a_list_deletes_nothing(rig: ConnectorRig, life: PortalLife) -> None:
    """Such as the page of a gateway that answers in the CRM's place."""
    rig.run()
    life.portal.reshape = lambda request, reply: (
        VendorReply(200, {"status": "ok"}) if request.path.endswith("/objects/contacts") else reply
    )
    rig.tenant.clock.forward(seconds=5)

    with pytest.raises(ListMissing):
        rig.run(full=True)

    assert set(held(rig, CONTACT)) == set(life.contacts)


def test_a_run_makes_no_more_calls_than_pages_and_batches_need(rig: ConnectorRig, portal: HubspotPortal) -> None:
    PortalLife(portal).fill(companies=250, contacts=450, deals=120)

    tally = rig.run()

    pages = 3 + 5 + 2  # of 100 records
    batches = 1 + 2  # of 1,000 records: companies of contacts, companies and contacts of deals
    again = 2 * (3 + 3 + 2 + 1)  # the newest change, twice; the changes since then; their associations; deletions
    assert tally.calls["hubspot"] <= 2 * 2 + 1 + pages + batches + again + 12
