"""HubSpot's associations by type id, held to the constants and models of its client package (S36)."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hubspot.crm.association_type import AssociationType
from hubspot.crm.associations.v4.schema import ApiClient

from serving.crm.requests import CrmRequest
from serving.crm.vendors import VENDORS
from serving.rules.vocabulary import ActivityKind, Crm
from tests.support.crm_memory import HubspotMemory
from tests.support.crm_requests import ACCOUNT, CONTACT, INMAIL, NEW_CONTACT, type_ids

HUBSPOT = VENDORS[Crm.HUBSPOT].bodies


def labels(*found: tuple[str, int, str | None]) -> dict[str, Any]:
    return {
        "results": [{"category": category, "typeId": type_id, "label": label} for category, type_id, label in found]
    }


def test_s36_the_portals_types_are_read_where_the_package_reads_them() -> None:
    """S36."""
    assert HUBSPOT.parent_types() == CrmRequest("GET", "/crm/v4/associations/contacts/companies/labels")


def test_s36_the_primary_company_is_chosen_by_its_type_id_whatever_its_label() -> None:
    """S36: HubSpot renamed the label in 2024, and says that no program should rely on labels."""
    for label in ("Primary", "Primary Company", "Contact with Primary Company", None):
        answer = labels(("HUBSPOT_DEFINED", 279, None), ("HUBSPOT_DEFINED", 1, label))

        assert HUBSPOT.parent_type(answer) == AssociationType.PRIMARY_CONTACT_TO_COMPANY


@pytest.mark.parametrize(
    "answer",
    [
        labels(("HUBSPOT_DEFINED", 279, None)),
        labels(("HUBSPOT_DEFINED", 279, None), ("USER_DEFINED", 1, "Primary")),
        {"results": []},
        {},
        None,
    ],
)
def test_s36_without_a_primary_type_the_unlabelled_one_is_used(answer: object) -> None:
    """S36."""
    assert HUBSPOT.parent_type(answer) == AssociationType.CONTACT_TO_COMPANY


def test_s36_a_new_contact_names_the_chosen_type() -> None:
    """S36."""
    primary = HUBSPOT.creation(replace(NEW_CONTACT, parent_type=AssociationType.PRIMARY_CONTACT_TO_COMPANY))

    assert type_ids(primary) == [AssociationType.PRIMARY_CONTACT_TO_COMPANY]
    assert type_ids(HUBSPOT.creation(NEW_CONTACT)) == [AssociationType.CONTACT_TO_COMPANY]


def test_s36_the_tests_portal_answers_what_the_packages_model_holds() -> None:
    """S36."""
    answer = {"results": HubspotMemory().labels}
    client = ApiClient()
    kind = "CollectionResponseAssociationSpecWithLabelNoPaging"

    model = client.deserialize(SimpleNamespace(data=json.dumps(answer)), kind)

    assert [one.type_id for one in model.results] == [one["typeId"] for one in HubspotMemory().labels]


@pytest.mark.parametrize(
    ("kind", "on_contact", "on_company"),
    [
        (ActivityKind.NOTE, AssociationType.NOTE_TO_CONTACT, AssociationType.NOTE_TO_COMPANY),
        (ActivityKind.CALL, AssociationType.CALL_TO_CONTACT, None),
    ],
)
def test_s55_activities_have_the_packages_types(kind: ActivityKind, on_contact: int, on_company: int | None) -> None:
    """S55."""
    outgoing = replace(INMAIL, kind=kind)

    (piece,) = HUBSPOT.pieces(outgoing, CONTACT, None)

    assert type_ids(piece.create) == [on_contact]
    if on_company is not None:
        assert type_ids(HUBSPOT.pieces(outgoing, ACCOUNT, None)[0].create) == [on_company]
