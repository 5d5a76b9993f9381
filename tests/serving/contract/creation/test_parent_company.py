"""The parent account on HubSpot is the contact's primary company, by the types that the portal has (S36)."""

from typing import Any

import pytest

from serving.vocabulary.terms import Crm
from tests.support.creation_tenant import create, people
from tests.support.crm_server import Fault
from tests.support.vendors.server import VendorAnswer
from tests.support.writeback_tenant import Writeback

pytestmark = pytest.mark.parametrize("crm", [Crm.HUBSPOT], indirect=True)
PRIMARY = 1
UNLABELLED = 279


def types_of_the_creation(routed: Writeback) -> list[int]:
    (body,) = [one.body for one in routed.crm.writes() if one.path.endswith("/contacts")]
    found: list[Any] = body["associations"]
    return [one["associationTypeId"] for association in found for one in association["types"]]


def test_s36_a_new_contacts_parent_is_its_primary_company(routed: Writeback) -> None:
    made = create(routed)

    assert made.status_code == 201
    assert types_of_the_creation(routed) == [PRIMARY]


def test_s36_a_portal_without_the_type_gets_the_unlabelled_association(routed: Writeback) -> None:
    unlabelled = VendorAnswer(200, {"results": [{"category": "HUBSPOT_DEFINED", "typeId": UNLABELLED, "label": None}]})
    routed.crm.double.server.reshape = lambda call, answer: unlabelled if call.path.endswith("/labels") else answer

    create(routed)

    assert types_of_the_creation(routed) == [UNLABELLED]


def test_s36_a_user_who_may_not_read_the_types_still_creates_the_contact(routed: Writeback) -> None:
    """S36: with the association that every portal has."""
    routed.crm.look_up_faults.append(Fault.FORBIDDEN)

    assert create(routed).status_code == 201
    assert types_of_the_creation(routed) == [UNLABELLED]


def test_d30_types_that_cannot_be_read_now_leave_nothing_behind(routed: Writeback) -> None:
    """D30, S70: the creation has not begun, and is made once the CRM answers."""
    routed.crm.look_up_faults.append(Fault.FAILED)

    failed = create(routed)
    nobody = people(routed)
    again = create(routed)

    assert (failed.status_code, again.status_code) == (503, 201)
    assert nobody == []
    assert len(people(routed)) == 1
