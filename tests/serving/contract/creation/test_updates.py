"""Updates write the given fields alone, and pass on the CRM's answer (S35 to S38)."""

import pytest

from serving.vocabulary.terms import Crm
from tests.support.creation_tenant import patch
from tests.support.crm_server import Fault
from tests.support.tenant import SELLER
from tests.support.writeback_tenant import ACCOUNT, CONTACT, Writeback


def test_s35_an_update_writes_the_given_fields_and_no_other(routed: Writeback) -> None:
    """S35, S36: with the acting user's own grant."""
    answer = patch(routed, f"/records/contact/{CONTACT.id}", {"title": "Head of Fleet"})

    assert answer.status_code == 200
    assert answer.json()["written"] == ["title"]
    assert sorted(routed.crm.record("contacts", CONTACT.id).values.values()) == ["Head of Fleet", "Known 101"]
    assert {one.token for one in routed.crm.seen} == {f"token-of-{SELLER}"}


@pytest.mark.parametrize("crm", [Crm.HUBSPOT], indirect=True)
def test_s36_an_update_may_name_another_parent_account_which_is_an_association(routed: Writeback) -> None:
    """S36, S38."""
    answer = patch(routed, f"/records/contact/{CONTACT.id}", {"parent_account_id": ACCOUNT.id})
    unknown = patch(routed, f"/records/contact/{CONTACT.id}", {"parent_account_id": "404"}, "p2")

    assert answer.status_code == 200
    assert routed.crm.record("contacts", CONTACT.id).on == {f"companies/{ACCOUNT.id}"}
    assert unknown.status_code == 422


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"/records/contact/{CONTACT.id}", {"email": "a@b.example"}, 422),
        (f"/records/contact/{CONTACT.id}", {"stage": "NEW"}, 422),
        (f"/records/contact/{CONTACT.id}", {}, 422),
        ("/records/contact/404", {"title": "x"}, 404),
        ("/records/opportunity/1", {"title": "x"}, 422),
    ],
)
def test_s35_an_impossible_update_is_refused(routed: Writeback, path: str, body: dict[str, str], status: int) -> None:
    """S35, S36."""
    assert patch(routed, path, body).status_code == status
    assert routed.crm.seen == []


@pytest.mark.parametrize(
    ("fault", "status", "problem"),
    [
        (Fault.REFUSED, 409, "crm-refused"),
        (Fault.FAILED, 503, "crm-unavailable"),
        (Fault.UNAUTHORISED, 409, "pending-auth"),
        (None, 409, "record-gone"),
    ],
)
def test_s35_the_crms_answer_to_an_update_is_passed_on(
    routed: Writeback, fault: Fault | None, status: int, problem: str
) -> None:
    if fault is None:
        routed.crm.lose("contacts", CONTACT.id)
    routed.crm.faults.append(fault)

    answer = patch(routed, f"/records/contact/{CONTACT.id}", {"title": "x"})

    assert answer.status_code == status
    assert answer.json()["type"].endswith(f":{problem}")
