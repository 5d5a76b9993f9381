"""HubSpot's associations by type id, held to the constants and models of its client package (S36)."""

from typing import Any

import pytest
from hubspot.crm.association_type import AssociationType

from serving.crm.hubspot.source import associated_in
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import Crm

HUBSPOT = VENDORS[Crm.HUBSPOT].bodies


def labels(*found: tuple[str, int, str | None]) -> dict[str, Any]:
    return {
        "results": [{"category": category, "typeId": type_id, "label": label} for category, type_id, label in found]
    }


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
    assert HUBSPOT.parent_type(answer) == AssociationType.CONTACT_TO_COMPANY


@pytest.mark.parametrize(
    ("category", "type_id", "is_primary"),
    [
        ("HUBSPOT_DEFINED", AssociationType.PRIMARY_CONTACT_TO_COMPANY, True),
        ("HUBSPOT_DEFINED", AssociationType.PRIMARY_DEAL_TO_COMPANY, True),
        ("HUBSPOT_DEFINED", AssociationType.CONTACT_TO_COMPANY, False),
        ("HUBSPOT_DEFINED", AssociationType.DEAL_TO_COMPANY, False),
        ("USER_DEFINED", AssociationType.PRIMARY_CONTACT_TO_COMPANY, False),
    ],
)
def test_s36_a_read_association_is_primary_by_hubspots_own_type(category: str, type_id: int, is_primary: bool) -> None:
    """S36: the import takes the account of the primary one, wherever it stands in the list."""
    row = {"to": [{"toObjectId": 241, "associationTypes": [{"category": category, "typeId": type_id, "label": None}]}]}

    assert associated_in(row) == [{"id": "241", "type": "primary" if is_primary else ""}]
