"""HubSpot moves links without a new time of change, and restores records: a run finds both without a full read."""

import copy

import httpx
import pytest

from tests.support.connector_rig import ConnectorRig, differing_rows, stored
from tests.support.hubspot_portal import HubspotPortal
from tests.support.portal_people import PortalLife

OF_CONTACTS = ("contacts", "companies")
OF_DEALS = ("deals", "companies")


def settle(rig: ConnectorRig, life: PortalLife) -> None:
    """Read all, and then a change an hour and two hours later: no search of changes finds the others any more."""
    rig.run()
    for number in range(2):
        life.portal.clock.forward(3_600)
        life.portal.update("contacts", life.contacts[number], {"jobtitle": f"Title {number}"})
        rig.run()


def account_of(rig: ConnectorRig, crm_object: str, record_id: int) -> str:
    return str(stored(rig.tenant)["records"][crm_object, str(record_id)][0].get("account_id"))


def calls(portal: HubspotPortal) -> int:
    return sum(portal.calls.values())


def test_d10_links_that_move_without_a_new_time_are_found_by_a_sweep(rig: ConnectorRig, life: PortalLife) -> None:
    settle(rig, life)
    contact = life.contacts[4]
    deal = life.deals[2]
    (one, other) = life.companies[:2]
    life.portal.associated[OF_CONTACTS][contact] = [other, one]
    life.portal.associated[OF_DEALS][deal] = [one]
    life.portal.associated["deals", "contacts"][deal] = [life.contacts[9]]

    rig.run(sweep=False)
    unseen = account_of(rig, "contact", contact)
    rig.run()

    assert unseen != str(other)
    assert account_of(rig, "contact", contact) == str(other)
    assert account_of(rig, "opportunity", deal) == str(one)
    assert stored(rig.tenant)["records"]["opportunity", str(deal)][0]["contact_ids"] == str(life.contacts[9])


def test_a_sweep_takes_a_call_for_a_thousand_records_of_each_association(rig: ConnectorRig, life: PortalLife) -> None:
    PortalLife(life.portal, seed=3).fill(companies=0, contacts=1_500, deals=0)
    rig.run()
    before = calls(life.portal)
    rig.run(sweep=False)
    of_changes = calls(life.portal) - before

    rig.run()

    of_contacts = 2
    of_deals = 2
    assert calls(life.portal) - before == 2 * of_changes + of_contacts + of_deals


def test_d10_what_named_a_merged_or_deleted_company_is_read_again_at_once(rig: ConnectorRig, life: PortalLife) -> None:
    """The contact of a merged company, and that of a deleted one, name a third company since, with their old times."""
    portal = life.portal
    (one, other, gone, third) = life.companies[:4]
    workers = life.contacts[:2]
    portal.associate(OF_CONTACTS, workers[0], one)
    portal.associate(OF_CONTACTS, workers[1], gone)
    rig.run()
    portal.merge("companies", one, other)
    portal.archive("companies", gone)
    times = {each: portal.objects["contacts"].records[each].updated_ms for each in workers}
    for each in workers:
        portal.associated[OF_CONTACTS][each] = [third]
        hide_change(portal, each, times[each] - 3_600_000)

    rig.run(sweep=False)

    assert [account_of(rig, "contact", each) for each in workers] == [str(third)] * 2


def hide_change(portal: HubspotPortal, contact: int, at_ms: int) -> None:
    """Give a contact an older time of change, under which no search of changes finds it."""
    portal.objects["contacts"].records[contact].updated_ms = at_ms
    portal.objects["contacts"].show_in_index(contact)


def test_d9_a_record_that_was_restored_with_its_old_time_comes_back(rig: ConnectorRig, life: PortalLife) -> None:
    """D9: neither a search nor the archive shows it; the sweep asks whether what was deleted is there again."""
    portal = life.portal
    contact = life.contacts[3]
    at_ms = portal.objects["contacts"].records[contact].updated_ms
    rig.run()
    portal.archive("contacts", contact)
    rig.run()
    assert ("contact", str(contact)) not in stored(rig.tenant)["records"]
    portal.restore("contacts", contact)
    hide_change(portal, contact, at_ms)

    rig.run()

    assert ("contact", str(contact)) in stored(rig.tenant)["records"]
    assert calls_of_batches(rig, portal) == 0


def calls_of_batches(rig: ConnectorRig, portal: HubspotPortal) -> int:
    """The batch reads of one more run: none, since everything is equal."""
    portal.calls.clear()
    rig.run()
    return sum(number for path, number in portal.calls.items() if "/v3/" in path and path.endswith("/batch/read"))


@pytest.mark.parametrize("killed", [False, True])
def test_d22_a_crm_that_was_restored_from_a_backup_counts_with_its_older_records(
    rig: ConnectorRig, life: PortalLife, killed: bool
) -> None:
    """D22, D23: changes, deletions and merges since the backup are taken back, also by a run that goes on later."""
    portal = life.portal
    rig.run()
    expected = stored(rig.tenant)
    backup = copy.deepcopy((portal.objects, portal.associated))
    portal.clock.forward(3_600)
    rig.tenant.clock.forward(hours=1)
    life.change(changes=12, deletions=1, merges=1)
    rig.run()
    rig.tenant.clock.forward(seconds=5)
    portal.objects, portal.associated = backup
    assert differing_rows(stored(rig.tenant), expected)

    if killed:
        break_off(rig)
        rig.run()
    else:
        rig.run(full=True, authoritative=True)

    assert differing_rows(stored(rig.tenant), expected) == {}


class Killed(BaseException):
    """The process ends here."""


def break_off(rig: ConnectorRig) -> None:
    """Begin an authoritative full read, and end it before its second object is complete."""
    complete = []

    def end(request: httpx.Request) -> None:
        if request.url.path.endswith("/complete"):
            complete.append(request)
            if len(complete) > 1:
                raise Killed

    rig.hooks = {"request": [end]}
    with pytest.raises(Killed):
        rig.run(full=True, authoritative=True)
    rig.hooks = {}
