"""Finding what an earlier attempt wrote at Oracle, which searches no large attribute (D31, S70)."""

from typing import Any

import pytest

from serving.crm.activities import Text
from serving.vocabulary.terms import ActivityKind, Crm
from tests.support.crm_memory import Item, OracleMemory
from tests.support.crm_server import Fault
from tests.support.writeback_tenant import CONTACT, Writeback, new_activity

pytestmark = pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)


def others(tenant: Writeback, kind: str, count: int, **values: Any) -> list[Item]:
    """Add what other people wrote on the record."""
    on = {f"contacts/{CONTACT.id}"}
    return [tenant.crm.holdings.add(kind, {"NoteTxt": f"Other {n}", **values}, on) for n in range(count)]


def read(tenant: Writeback) -> list[str]:
    """Return the ids of the notes and activities whose texts were read."""
    return [one.path.split("/")[-3] for one in tenant.crm.seen if "/enclosure/" in one.path]


def test_d31_an_activity_is_found_by_the_reference_in_its_subject(writeback: Writeback) -> None:
    """D31: without a look at any text."""
    writeback.take(new_activity(ActivityKind.MESSAGE))
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)
    writeback.deliver_all()

    (item,) = writeback.crm.holdings.items.values()
    assert item.values["Subject"] == f"Subject of it {writeback.row().marker[:18]}"
    assert writeback.row().state == "delivered"
    assert read(writeback) == []


def test_d31_a_note_is_found_among_all_pages_of_its_records_notes(writeback: Writeback) -> None:
    """D31: its text is compared."""
    memory = writeback.crm.memory
    assert isinstance(memory, OracleMemory)
    memory.page = 3
    others(writeback, "Note", 7)
    writeback.take(new_activity())
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)
    writeback.deliver_all()

    ours = [item for item in writeback.crm.holdings.of("Note") if "Subject of it" in item.values["NoteTxt"]]
    assert writeback.row().state == "delivered"
    assert len(ours) == 1


def test_d31_only_notes_that_may_be_the_lost_one_are_read(writeback: Writeback) -> None:
    """D31, S65: neither those from long before nor those of other activities, which the journal has."""
    others(writeback, "Note", 2, CreationDate="2026-02-01T00:00:00+00:00")
    (recent,) = others(writeback, "Note", 1, CreationDate="2026-03-02T08:00:00+00:00")
    writeback.take(new_activity(id="before"))
    writeback.deliver_all()
    writeback.take(new_activity(id="lost"))
    writeback.crm.faults.append(Fault.FAILED)
    writeback.deliver_all()

    assert {row.state for row in writeback.rows()} == {"delivered"}
    assert set(read(writeback)) == {recent.id}


def test_d31_an_activity_whose_subject_has_no_room_is_found_by_its_text(writeback: Writeback) -> None:
    """D31, S70: no subject is cut."""
    writeback.take(new_activity(ActivityKind.MESSAGE, text=Text("s" * 500, "body")))
    writeback.crm.faults.append(Fault.COMMITS_THEN_CLOSES)
    writeback.deliver_all()

    (item,) = writeback.crm.holdings.items.values()
    assert (writeback.row().state, item.values["Subject"]) == ("delivered", "s" * 500)


@pytest.mark.parametrize("fault", [Fault.FORBIDDEN, Fault.REFUSED])
def test_d31_texts_that_may_not_be_read_leave_a_dead_letter_and_no_second_write(
    writeback: Writeback, fault: Fault
) -> None:
    """D31: never a blind second write."""
    writeback.take(new_activity())
    writeback.crm.faults.extend([Fault.COMMITS_THEN_CLOSES, None, fault])
    writeback.deliver_all()

    assert (writeback.row().state, writeback.row().reason) == ("dead", "cannot_search")
    assert len(writeback.crm.writes()) == 1
