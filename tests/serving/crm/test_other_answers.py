"""What the vendors' pages allow beside the doubles' usual answers comes to the same rows."""

from dataclasses import replace
from typing import Any

import pytest

from serving.crm.source import ListMissing
from serving.vocabulary.terms import CrmObject
from tests.support.connector_rig import ConnectorRig, stored
from tests.support.hubspot_portal import HubspotPortal
from tests.support.oracle_pod import OraclePod
from tests.support.other_answers import differing, of_hubspot, of_oracle
from tests.support.portal_people import PortalLife
from tests.support.vendor_server import Reshape, VendorReply, VendorRequest


def read_anew(rig: ConnectorRig, vendor: HubspotPortal | OraclePod, reshape: Reshape) -> Any:
    """Read all again while the vendor answers in another form; return what is stored, and what was refused.

    Times count as moments: a version is in UTC, the column holds the CRM's own text.
    """
    vendor.reshape = reshape
    rig.tenant.clock.forward(seconds=5)
    tally = rig.run(full=True)
    dead = {one.object for one in tally.dead}
    return seen(rig) | {"dead": dead}


def seen(rig: ConnectorRig) -> dict[str, Any]:
    found = stored(rig.tenant)
    kept = {
        key: ({n: v for n, v in values.items() if n != "modified_at"}, account)
        for key, (values, account) in found["records"].items()
    }
    return found | {"records": kept}


def test_ten_and_more_forms_of_hubspots_answers_come_to_the_same_rows(rig: ConnectorRig, portal: HubspotPortal) -> None:
    life = PortalLife(portal)
    life.fill(companies=6, contacts=12, deals=5)
    portal.create("contacts", {"lastname": "Alone", "hubspot_owner_id": str(min(portal.owners))})
    portal.create("deals", {"dealname": "Without a pipeline"})
    portal.create("deals", {"dealname": "Of its stage", "pipeline": "default", "dealstage": "won"})
    portal.create("deals", {"dealname": "Of its stage", "pipeline": "default", "dealstage": "lost"})
    life.change(deletions=1, merges=1)
    rig.run()
    expected = seen(rig) | {"dead": set[CrmObject]()}

    found = list(differing(of_hubspot(), lambda reshape: read_anew(rig, portal, reshape), expected))

    assert found == []
    assert any("'won'" in row for row in expected["opportunities"])


def test_nine_forms_of_oracles_answers_come_to_the_same_rows(oracle_rig: ConnectorRig, pod: OraclePod) -> None:
    user = pod.create("resourceUsers", PartyName="Ann Seller", ResourceEmail="ann@seller.example", Username="ann")
    account = pod.create("accounts", OrganizationName="Acme Robotics", City=None, OwnerPartyId=user)
    people = [pod.create("contacts", FirstName=f"Ann{at}", LastName="Lee", AccountPartyId=account) for at in range(7)]
    pod.create("leads", Name="Fleet", PrimaryContactPartyName="Bea Ray", StatusCode="QUALIFIED", CustomerId=account)
    listed = [{"PERPartyId": one} for one in people]
    pod.create("opportunities", Name="Fleet", StatusCode="OPEN", TargetPartyId=account, OpportunityContact=listed)
    pod.create("opportunities", Name="Alone", StatusCode="WON", TargetPartyId=account, OpportunityContact=[])
    pod.people_at_once = 4
    pod.page = 3
    oracle_rig.run()
    expected = seen(oracle_rig) | {"dead": set[CrmObject]()}

    found = list(differing(of_oracle(), lambda reshape: read_anew(oracle_rig, pod, reshape), expected))

    assert found == []
    assert len(expected["records"]) == 11


def test_a_batch_that_failed_for_some_records_neither_deletes_them_nor_parts_them(
    rig: ConnectorRig, portal: HubspotPortal
) -> None:
    PortalLife(portal).fill(companies=3, contacts=4, deals=2)
    rig.run()
    expected = stored(rig.tenant)

    def fail_for_some(request: VendorRequest, reply: VendorReply) -> VendorReply:
        if not request.path.endswith("/batch/read"):
            return reply
        error = {"status": "error", "category": "INTERNAL_ERROR", "message": "try again", "context": {}}
        return replace(reply, status=207, body=reply.body | {"results": [], "numErrors": 1, "errors": [error]})

    portal.reshape = fail_for_some
    with pytest.raises(ListMissing, match="INTERNAL_ERROR"):
        rig.run(full=True)
    with rig.connected() as found, pytest.raises(ListMissing, match="INTERNAL_ERROR"):
        found.source.again(CrmObject.CONTACT, [str(min(portal.objects["contacts"].live))])

    assert stored(rig.tenant) == expected
    portal.reshape = lambda _, reply: reply
    rig.run()
    assert stored(rig.tenant) == expected


def test_an_empty_page_that_has_more_ends_no_full_read(oracle_rig: ConnectorRig, pod: OraclePod) -> None:
    pod.create("accounts", OrganizationName="Acme Robotics")
    oracle_rig.run()

    pod.reshape = lambda _, reply: replace(reply, body=reply.body | {"items": [], "count": 0, "hasMore": True})
    with pytest.raises(ListMissing, match="has more"):
        oracle_rig.run(full=True)

    assert len(stored(oracle_rig.tenant)["records"]) == 1
