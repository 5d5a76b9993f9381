"""Activities on the wrong record are proposed for correction and move when a person accepts (D8, D10)."""

from typing import Any

import pytest

from serving.contract.activities.corrections import move_written
from serving.vocabulary.terms import ActivityKind, Crm
from tests.support.crm_server import Fault
from tests.support.tenant import SELLER
from tests.support.writeback_tenant import CONTACT, MEMBER, OTHER_CONTACT, Writeback, new_activity


def delivered_then_moved(tenant: Writeback, kind: ActivityKind = ActivityKind.NOTE) -> str:
    """Deliver an activity to CONTACT, re-match its member to OTHER_CONTACT, and return the proposal's id."""
    tenant.take(new_activity(kind))
    tenant.deliver_all()
    tenant.link(MEMBER, OTHER_CONTACT)
    (correction,) = tenant.corrections()
    return str(correction.id)


def answer(routed: Writeback, correction_id: str, action: str, acting: str = SELLER) -> Any:
    return routed.tenant.ask("POST", f"/corrections/{correction_id}", {"action": action}, acting=acting)


def where(tenant: Writeback) -> set[str]:
    """Return the records of the objects in the CRM, by id."""
    found: set[str] = set()
    for item in tenant.crm.items.values():
        ids = [one.partition("/")[2].removeprefix("N") for one in item.on]
        found |= {*ids, *[str(item.values[name]) for name in ("PrimaryContactId", "LeadId") if item.values.get(name)]}
    return found


@pytest.mark.parametrize("kind", [ActivityKind.NOTE, ActivityKind.INMAIL])
def test_d8_an_accepted_correction_moves_every_part(routed: Writeback, kind: ActivityKind) -> None:
    """D8: by association on HubSpot, by field and by copying notes on Oracle; without duplicates."""
    correction = delivered_then_moved(routed, kind)
    before = len(routed.crm.items)

    closed = answer(routed, correction, "correct").json()

    assert closed["state"] == "corrected"
    assert where(routed) == {OTHER_CONTACT.id}
    assert {entry[2] for entry in routed.journal()} == {f"contact/{OTHER_CONTACT.id}"}
    assert len(routed.crm.items) == before


def test_d8_a_moved_note_keeps_its_text_of_the_crm(routed: Writeback) -> None:
    """D8: a user may have edited it there."""
    correction = delivered_then_moved(routed)
    for item in routed.crm.items.values():
        for name in ("NoteTxt", "hs_note_body"):
            if name in item.values:
                routed.crm.edit(item, name, item.values[name] + " edited")

    answer(routed, correction, "correct")

    assert " edited" in repr(routed.crm.contents())


def test_d8_without_a_link_a_correction_is_listed_without_a_target(routed: Writeback) -> None:
    correction = delivered_then_moved(routed)
    routed.link(MEMBER, None)

    refused = answer(routed, correction, "correct")

    assert [(row.state, row.to_id) for row in routed.corrections()] == [("proposed", None)]
    assert refused.status_code == 409
    assert refused.json()["type"].endswith(":nowhere-to-go")
    assert where(routed) == {CONTACT.id}


def test_d9_nothing_is_moved_from_a_deleted_record(writeback: Writeback) -> None:
    writeback.take(new_activity())
    writeback.deliver()
    writeback.delete_record(CONTACT)

    writeback.link(MEMBER, OTHER_CONTACT)

    assert writeback.corrections() == []


def test_d10_a_correction_ends_with_the_merge_of_its_two_records(writeback: Writeback) -> None:
    delivered_then_moved(writeback, ActivityKind.INMAIL)

    with writeback.scope.writing() as open_scope:
        move_written(open_scope, CONTACT, OTHER_CONTACT, writeback.now)

    assert writeback.corrections() == []


@pytest.mark.parametrize("fault", [Fault.FAILED, Fault.COMMITS_THEN_CLOSES])
@pytest.mark.parametrize("after", range(5))
def test_d8_an_interrupted_correction_is_finished_by_a_repeat(routed: Writeback, fault: Fault, after: int) -> None:
    """D8, S70: whichever call fails, carried out or not."""
    correction = delivered_then_moved(routed)
    before = len(routed.crm.items)
    routed.crm.faults.extend([*[None] * after, fault])

    first = answer(routed, correction, "correct")
    again = first if first.status_code == 200 else answer(routed, correction, "correct")

    assert first.status_code in (200, 503)
    assert again.json()["state"] == "corrected"
    assert where(routed) == {OTHER_CONTACT.id}
    assert len(routed.crm.items) == before


@pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)
def test_s57_an_inmail_that_moves_names_the_new_contacts_primary_account(routed: Writeback) -> None:
    """S57, D8."""
    routed.tenant.settings(primary_account=True)
    correction = delivered_then_moved(routed, ActivityKind.INMAIL)

    answer(routed, correction, "correct")

    (item,) = routed.crm.items.values()
    assert (item.values["PrimaryContactId"], item.values["AccountId"]) == (int(OTHER_CONTACT.id), 201)
