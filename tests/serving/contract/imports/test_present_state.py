"""A CRM's present state: what goes before newer copies, and what is read again because something it names moved."""

from typing import Any

import pytest

from serving.vocabulary.terms import Scope
from tests.support.sync_tenant import T1, T2, T3, Sync, upsert

CONTACT = {"first_name": "Ann", "last_name": "Lee"}


def restored(sync: Sync, how: str, *rows: dict[str, Any]) -> None:
    """Send contacts of a CRM that was restored from a backup: by a full import, or by the stream."""
    if how == "import":
        sync.bulk("contact", rows, full=True, authoritative=True)
    else:
        sync.send(*(upsert("contact", **row) for row in rows), authoritative=True)


@pytest.mark.parametrize("how", ["import", "stream"])
def test_d22_the_state_of_a_restored_crm_goes_before_a_newer_copy(sync: Sync, how: str) -> None:
    sync.put("contact", id="P1", **CONTACT, title="Buyer", modified_at=T3)

    restored(sync, how, {"id": "P1", **CONTACT, "title": "Seller", "modified_at": T1})

    assert sync.payloads("contact")["P1"]["title"] == "Seller"
    assert sync.put("contact", id="P1", **CONTACT, title="Lead", modified_at=T2) == "applied"


@pytest.mark.parametrize("how", ["import", "stream"])
@pytest.mark.parametrize("end", ["delete", "merge"])
def test_d22_the_state_of_a_restored_crm_goes_before_a_deletion_and_a_merge(sync: Sync, how: str, end: str) -> None:
    """D9, D10: the record is there again under its own id, and deals name it, not the one that it was merged into."""
    kept = {"id": "P2", "first_name": "Bea", "last_name": "Ray", "modified_at": T1}
    sync.send(upsert("contact", id="P1", **CONTACT, modified_at=T1), upsert("contact", **kept))
    sync.send({"op": end, "object": "contact", "id": "P1"} | ({"into": "P2"} if end == "merge" else {}))
    assert sync.put("contact", id="P1", **CONTACT, modified_at=T1) == "stale"

    restored(sync, how, {"id": "P1", **CONTACT, "modified_at": T1}, kept)

    assert set(sync.payloads("contact")) == {"P1", "P2"}
    assert sync.put("contact", id="P1", **CONTACT, title="Buyer", modified_at=T2) == "applied"


def hinted(sync: Sync) -> set[str]:
    items = sync.tenant.ask("GET", "/hints", scopes=Scope.SYNC).json()["items"]
    taken = [{name: one[name] for name in ("object", "id", "token")} for one in items]
    sync.tenant.ask("POST", "/hints/done", {"hints": taken}, scopes=Scope.SYNC)
    return {f"{one['object']}/{one['id']}" for one in items}


@pytest.mark.both_databases
def test_d9_d10_what_names_a_deleted_restored_or_merged_record_is_to_be_read_again(sync: Sync) -> None:
    """A CRM moves such links without a new time of change: what names the record is a hint, once for each event."""
    sync.send(
        *(upsert("account", id=one, name="Acme Robotics", modified_at=T1) for one in ("A1", "A2", "A3")),
        upsert("contact", id="P1", **CONTACT, account_id="A1", modified_at=T1),
        upsert("contact", id="P2", **CONTACT, account_id="A2", modified_at=T1),
        upsert("opportunity", id="O1", name="Robots", account_id="A1", contact_ids="P2", modified_at=T1),
        upsert("opportunity", id="O2", name="More", account_id="A2", modified_at=T1),
    )
    assert hinted(sync) == set()

    sync.send({"op": "delete", "object": "account", "id": "A1", "modified_at": T2})
    assert hinted(sync) == {"contact/P1", "opportunity/O1"}
    sync.put("account", id="A1", name="Acme Robotics", modified_at=T3)
    assert hinted(sync) == {"contact/P1", "opportunity/O1"}
    sync.put("account", id="A1", name="Acme", modified_at="2026-03-01T13:00:00Z")
    assert hinted(sync) == set()
    sync.send({"op": "merge", "object": "account", "id": "A2", "into": "A3"})
    assert hinted(sync) == {"contact/P2", "opportunity/O2"}
    sync.send({"op": "delete", "object": "contact", "id": "P2", "modified_at": T3})
    assert hinted(sync) == {"opportunity/O1"}
