"""The connector of HubSpot against the double: its objects, its index, its limits and its scopes."""

from datetime import timedelta

import pytest

from serving.crm.hubspot.source import HubspotSource
from tests.serving.crm.conftest import ON_HUBSPOT
from tests.support.connector_rig import ConnectorRig, Vendor, held, stored
from tests.support.crm_lives import CrmLife
from tests.support.vendors.faults import FaultKind, VendorFault
from tests.support.vendors.hubspot import ALL_SCOPES, HubSpotDouble
from tests.support.vendors.server import VendorAnswer, VendorCall

pytestmark = ON_HUBSPOT
DAY_S = 86_400


def change(portal: HubSpotDouble, contact: str, title: str, shown_after_s: float = 0.0) -> None:
    """Change a contact; the search shows it so much later, while it may show later changes of others at once."""
    record = portal.user_change("contacts", contact, {"jobtitle": title})
    record.versions[-1].at += timedelta(seconds=shown_after_s)


def test_s8_s14_the_first_run_reads_all_five_objects_with_primary_companies_people_and_stages(
    rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife
) -> None:
    contact, *people = life.live["contact"][:3]
    primary, other = life.live["account"][:2]
    portal.user_move(contact, primary)
    portal.user_associate("contacts", contact, "companies", other)
    deal = portal.user_create("deals", {"dealname": "Fleet", "pipeline": "default", "dealstage": "won"}).id
    for person in people:
        portal.user_associate("deals", deal, "contacts", person)

    rig.run()

    found = stored(rig.tenant)
    assert set(held(rig, "account")) == set(life.live["account"])
    assert set(held(rig, "contact")) == set(life.live["contact"])
    assert held(rig, "contact")[contact]["account_id"] == primary
    assert held(rig, "opportunity")[deal]["contact_ids"].split("; ") == people
    assert found["users"] == ["('71', True)"]
    assert found["stages"] == [
        "('default', 'lost', 2, True, False)",
        "('default', 'new', 0, False, False)",
        "('default', 'won', 1, True, True)",
    ]


def test_d9_d10_a_full_read_is_needed_for_what_was_erased_alone(
    rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife
) -> None:
    """A record merged into one that was deleted since is gone by itself; one deleted for good is on no list."""
    rig.run()
    one, other, erased = life.live["contact"][:3]
    portal.user_delete("contacts", portal.user_merge("contacts", one, other).id)
    del portal.state.records[f"contacts/{erased}"]
    rig.run(sweep=False)
    assert set(held(rig, "contact")) == set(life.live["contact"][2:])
    rig.tenant.clock.forward(seconds=5)

    rig.run(full=True)

    assert set(held(rig, "contact")) == set(life.live["contact"][3:])


def test_d10_what_named_a_merged_or_deleted_company_is_read_again_before_the_next_sweep(
    rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife
) -> None:
    one, other, gone, third = life.live["account"][:4]
    workers = life.live["contact"][:2]
    portal.user_move(workers[0], one)
    portal.user_move(workers[1], gone)
    rig.run()
    for contact in life.live["contact"][-2:]:  # later changes, after which no search of changes finds the workers
        portal.clock.advance(3_600)
        change(portal, contact, "Later")
        rig.run()
    portal.user_merge("companies", one, other)
    portal.user_delete("companies", gone)
    for worker in workers:
        portal.user_move(worker, third)

    rig.run(sweep=False)

    assert [held(rig, "contact")[worker]["account_id"] for worker in workers] == [third] * 2


def test_d9_a_record_that_was_restored_with_its_old_time_comes_back(
    rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife
) -> None:
    """D9: neither a search nor the archive shows it; the sweep reads whether what was deleted is there again."""
    contact, other = life.live["contact"][:2]
    record = portal.state.records[f"contacts/{contact}"]
    before = record.updated_at
    rig.run()
    portal.clock.advance(3_600)
    change(portal, other, "Later")
    portal.user_delete("contacts", contact)
    rig.run()
    assert contact not in held(rig, "contact")
    portal.user_restore("contacts", contact)
    record.updated_at = before
    portal.records.touch(record)

    rig.run()

    assert contact in held(rig, "contact")


def test_an_index_that_lags_behind_hides_no_change(rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife) -> None:
    late, early = life.live["contact"][:2]
    rig.run()
    change(portal, late, "Late", shown_after_s=300)
    rig.run(sweep=False)
    portal.clock.advance(240)
    change(portal, early, "Early")
    rig.run(sweep=False)
    assert held(rig, "contact")[late].get("title") != "Late"
    portal.clock.advance(120)

    rig.run(sweep=False)

    assert [held(rig, "contact")[contact]["title"] for contact in (late, early)] == ["Late", "Early"]


@pytest.mark.parametrize("skew_s", [-7200.0, 7200.0])
def test_a_crm_whose_clock_is_wrong_and_a_record_from_the_future_hide_no_later_change(
    rig: ConnectorRig, portal: HubSpotDouble, skew_s: float
) -> None:
    portal.clock.advance(skew_s)
    future, today = (portal.user_create("contacts", {"lastname": "Lee"}).id for _ in range(2))
    portal.clock.advance(DAY_S)
    change(portal, future, "Tomorrow", shown_after_s=-DAY_S)
    portal.clock.advance(-DAY_S)
    rig.run()
    change(portal, today, "Today")

    rig.run()

    assert held(rig, "contact")[today]["title"] == "Today"


def test_more_changes_of_one_moment_than_a_page_of_a_search_are_all_read(
    rig: ConnectorRig, portal: HubSpotDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HubspotSource, "searched_at_once", 20)
    rig.run()
    portal.clock.freeze(portal.clock.now())
    made = {portal.user_create("contacts", {"lastname": f"Last{place}"}).id for place in range(45)}

    rig.run()

    assert set(held(rig, "contact")) == made


def test_what_changes_while_it_is_listed_is_not_lost(
    rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serving.crm.hubspot.source.PAGE", 10)
    pages: list[VendorCall] = []

    def delete_one(call: VendorCall) -> None:
        if call.path.endswith("/objects/contacts") and call.one("archived") == "false":
            pages.append(call)
            life.user.delete("contact", life.live["contact"].pop(0))

    portal.server.before = delete_one
    rig.run()

    assert len(pages) == 3
    assert set(held(rig, "contact")) == set(life.live["contact"])


def test_associated_ids_beyond_one_answer_are_asked_for(
    rig: ConnectorRig, portal: HubSpotDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.support.vendors.hubspot_endpoints.ASSOCIATIONS_PAGE", 20)
    people = [portal.user_create("contacts", {"lastname": f"Last{place}"}).id for place in range(45)]
    deal = portal.user_create("deals", {"dealname": "Large", "dealstage": "new"}).id
    for person in people:
        portal.user_associate("deals", deal, "contacts", person)

    rig.run()

    assert set(held(rig, "opportunity")[deal]["contact_ids"].split("; ")) == set(people)


@pytest.mark.parametrize("path", ["/associations/contacts/companies/batch/read", "/contacts/search"])
def test_a_portal_that_admits_fewer_ids_or_results_is_read_too(
    rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serving.crm.hubspot.source.PAGE", 10)
    rig.run()
    life.fill(accounts=0, contacts=13, deals=0)
    portal.clock.advance(3600)

    def refuse(call: VendorCall, answer: VendorAnswer) -> VendorAnswer:
        many = call.body.count(b'"id"') > 10 or b'"limit":200' in call.body.replace(b" ", b"")
        return VendorAnswer(400, {"status": "error"}) if path in call.path and many else answer

    portal.server.reshape = refuse
    rig.run()

    assert set(held(rig, "contact")) == set(life.live["contact"])
    assert all("account_id" in contact for contact in held(rig, "contact").values())


def test_check_names_what_a_token_may_not_read(rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife) -> None:
    granted = tuple(scope for scope in ALL_SCOPES if scope != "crm.objects.deals.read")
    rig.secrets["ONEMATCH_HUBSPOT_TOKEN"] = portal.private_token(granted)

    with rig.connected() as found:
        readable = {one.what: one for one in found.source.check()}

    assert life.live["contact"]
    assert readable["contact: contacts"].is_readable
    assert readable["contact: companies of contacts"].is_readable
    assert not readable["opportunity: deals"].is_readable
    assert readable["opportunity: pipelines"].lacking == "the scope crm.objects.deals.read"
    assert held(rig, "contact") == {}, "nothing is imported"


def test_a_token_that_ends_amid_a_run_is_no_empty_list(rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife) -> None:
    rig.run()
    portal.faults.add(VendorFault(FaultKind.STATUS, path="/objects/contacts", status=401))

    with pytest.raises(Exception, match="401"):
        rig.run(full=True)

    assert set(held(rig, "contact")) == set(life.live["contact"])


def test_a_run_makes_no_more_calls_than_pages_and_batches_need(rig: ConnectorRig, vendor: Vendor) -> None:
    vendor.life.fill(accounts=101, contacts=201, deals=101)

    tally = rig.run()
    calls = vendor.calls()
    rig.run(sweep=False)
    of_changes = vendor.calls() - calls
    rig.run()

    pages = 2 + 3 + 2  # of 100 records
    batches = 1 + 2  # of 1,000 records: companies of contacts, companies and contacts of deals
    again = 2 * (3 + 3 + 2 + 1)  # the newest change, twice; the changes since then; their associations; deletions
    assert tally.calls["hubspot"] <= 2 * 2 + 1 + pages + batches + again + 12
    assert vendor.calls() - calls - 2 * of_changes == 1 + 2  # a sweep compares a thousand records of each association
