"""HubSpot's own unmodified client reads the double: its answers are those of HubSpot's models."""

import pytest
from hubspot import HubSpot
from hubspot.crm.associations.v4 import BatchInputPublicFetchAssociationsBatchRequest
from hubspot.crm.contacts import ApiException, BatchReadInputSimplePublicObjectId, PublicObjectSearchRequest

from tests.support.hubspot_portal import HubspotPortal


@pytest.fixture
def client(portal_url: str) -> HubSpot:
    return HubSpot(access_token="pat-token", host=portal_url)


def people(portal: HubspotPortal, number: int) -> list[int]:
    return [portal.create("contacts", {"firstname": f"Ann {place}"}) for place in range(number)]


def test_the_client_lists_all_pages_of_contacts(portal: HubspotPortal, client: HubSpot) -> None:
    ids = people(portal, 7)

    first = client.crm.contacts.basic_api.get_page(limit=5, properties=["firstname"])
    second = client.crm.contacts.basic_api.get_page(limit=5, after=first.paging.next.after, properties=["firstname"])

    assert [one.id for one in first.results + second.results] == list(map(str, ids))
    assert second.paging is None
    assert len(client.crm.contacts.get_all()) == 7


def test_the_client_lists_archived_companies(portal: HubspotPortal, client: HubSpot) -> None:
    gone = portal.create("companies", {"name": "Acme"})
    portal.archive("companies", gone)

    found = client.crm.companies.basic_api.get_page(archived=True)

    assert [(one.id, one.archived, one.archived_at is not None) for one in found.results] == [(str(gone), True, True)]


def test_the_client_searches_in_pages(portal: HubspotPortal, client: HubSpot) -> None:
    ids = people(portal, 5)
    filters = [{"filters": [{"propertyName": "hs_object_id", "operator": "GT", "value": str(ids[0])}]}]
    sorts = [{"propertyName": "hs_object_id", "direction": "ASCENDING"}]
    wanted = PublicObjectSearchRequest(filter_groups=filters, sorts=sorts, limit=3, properties=["firstname"], after="0")

    found = client.crm.contacts.search_api.do_search(public_object_search_request=wanted)

    assert (found.total, [one.id for one in found.results]) == (4, list(map(str, ids[1:4])))
    assert found.paging.next.after == "3"


@pytest.mark.parametrize(("limit", "after"), [(201, "0"), (200, "9900")])
def test_a_search_beyond_its_limits_is_refused(portal: HubspotPortal, client: HubSpot, limit: int, after: str) -> None:
    people(portal, 1)
    wanted = PublicObjectSearchRequest(filter_groups=[], sorts=[], limit=limit, properties=[], after=after)

    with pytest.raises(ApiException) as refused:
        client.crm.contacts.search_api.do_search(public_object_search_request=wanted)

    assert refused.value.status == 400


def test_the_client_reads_a_batch_and_a_merged_id_answers_its_survivor(portal: HubspotPortal, client: HubSpot) -> None:
    one, other, third = people(portal, 3)
    into = portal.merge("contacts", one, other)
    inputs = [{"id": str(third)}, {"id": str(one)}]
    wanted = BatchReadInputSimplePublicObjectId(
        inputs=inputs, properties=["hs_merged_object_ids"], properties_with_history=[]
    )

    found = client.crm.contacts.batch_api.read(batch_read_input_simple_public_object_id=wanted)

    assert [one.id for one in found.results] == [str(third), str(into)]
    assert found.results[1].properties["hs_merged_object_ids"] == f"{one};{other}"


def test_the_client_reads_associations_with_their_types(portal: HubspotPortal, client: HubSpot) -> None:
    company, second = (portal.create("companies", {"name": name}) for name in ("Acme", "Borealis"))
    ann = portal.create("contacts", {"firstname": "Ann"})
    portal.associate(("contacts", "companies"), ann, company, second)

    found = client.crm.associations.v4.batch_api.get_page(
        "contacts", "companies", BatchInputPublicFetchAssociationsBatchRequest(inputs=[{"id": str(ann)}])
    )

    [one] = found.results
    assert one._from.id == str(ann)
    assert [(end.to_object_id, [kind.type_id for kind in end.association_types]) for end in one.to] == [
        (str(company), [1, 279]),
        (str(second), [279]),
    ]


def test_the_client_reads_owners_and_pipelines(portal: HubspotPortal, client: HubSpot) -> None:
    owner = portal.add_owner("ann@seller.example", "Ann", "Seller")
    portal.add_owner("bob@seller.example", "Bob", "Seller", archived=True)
    portal.add_pipeline("default", new=0.2, won=1.0)

    owners = client.crm.owners.owners_api.get_page(limit=100)
    [pipeline] = client.crm.pipelines.pipelines_api.get_all("deals").results

    assert [(one.id, one.email, one.archived) for one in owners.results] == [(str(owner), "ann@seller.example", False)]
    assert [(one.id, one.metadata["isClosed"]) for one in pipeline.stages] == [("new", "false"), ("won", "true")]


def test_a_missing_scope_is_refused_with_its_name(portal: HubspotPortal, client: HubSpot) -> None:
    portal.granted.discard("crm.objects.contacts.read")

    with pytest.raises(ApiException) as refused:
        client.crm.contacts.basic_api.get_page()

    assert refused.value.status == 403
    assert "crm.objects.contacts.read" in refused.value.body
