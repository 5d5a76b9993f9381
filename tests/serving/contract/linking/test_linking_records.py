"""Links when records are deleted, merged, converted or late, and when their accounts are (D9 to D11, D14, D22)."""

from collections.abc import Callable

from serving.vocabulary.terms import Crm
from tests.support.small_network import contact
from tests.support.sync_tenant import LINKED, Sync, upsert
from tests.support.tenant import SELLER, Tenant


def test_a_merge_moves_statements_and_references_and_keeps_the_old_id_as_an_alias(sync: Sync) -> None:
    """D10: `into` possibly a new id."""
    sync.send(
        upsert("contact", id="P1", **contact("M1")),
        upsert("opportunity", id="O1", name="Deal", status="open", contact_ids=["P1"]),
    )
    sync.rematch("contact", "P1", "M5")

    merged = sync.send({"op": "merge", "object": "contact", "id": "P1", "into": "P9"})
    between = sync.states()
    sync.put("contact", id="P9", **contact("M1"))
    late = sync.put("contact", id="P1", modified_at="2026-03-02T08:00:00Z", **contact("M1"))
    again = sync.send({"op": "merge", "object": "contact", "id": "P1", "into": "P9"})

    assert (merged[0]["status"], between) == ("applied", {})
    assert sync.states() == {"contact/P9": (LINKED, "M5")}
    assert (late, again[0]["status"]) == ("stale", "unchanged")
    assert sync.tenant.ask("GET", "/records/contact/P1", acting=SELLER).json()["id"] == "P9"


def test_a_converted_lead_is_merged_into_its_contact(new_tenant: Callable[..., Tenant]) -> None:
    """D11."""
    sync = Sync(new_tenant(crm=Crm.ORACLE))
    sync.put("lead", id="L1", **contact("M1"))
    sync.rematch("lead", "L1", "M4")

    sync.send(
        upsert("contact", id="P1", **contact("M1")), {"op": "convert", "object": "lead", "id": "L1", "into": "P1"}
    )

    assert sync.states() == {"contact/P1": (LINKED, "M4")}
