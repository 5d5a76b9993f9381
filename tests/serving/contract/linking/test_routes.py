"""Links of users: claims, re-match, rejection, forced ids, the review queue; on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from serving.store.store import Store
from serving.vocabulary.terms import InstanceName, Scope
from tests.support.small_network import MEMBERS, contact
from tests.support.sync_tenant import DUPLICATE, LINKED, T1, T2, T3, Sync, upsert
from tests.support.tenant import SELLER, Tenant


def test_an_open_opportunity_breaks_a_tie_until_it_is_closed(sync: Sync) -> None:
    """D4: contact before lead, then the open opportunity."""
    sync.send(upsert("contact", id="P1", **contact("M1")), upsert("contact", id="P2", **contact("M1")))
    before = sync.link("contact", "P1").state

    sync.put("opportunity", id="O1", name="Deal", status="open", contact_ids=["P2"], modified_at=T1)
    opened = sync.states()
    sync.put("opportunity", id="O1", name="Deal", status="lost", contact_ids=["P2"], modified_at=T2)

    assert before == LINKED
    assert opened == {"contact/P1": (DUPLICATE, "M1"), "contact/P2": (LINKED, "M1")}
    assert sync.states() == {"contact/P1": (LINKED, "M1"), "contact/P2": (DUPLICATE, "M1")}


@pytest.mark.parametrize(("because", "former"), [("better_record", (DUPLICATE, "M1")), ("wrong_person", None)])
def test_rematching_a_profile_makes_its_former_record_a_duplicate(
    sync: Sync, because: str, former: tuple[str, str] | None
) -> None:
    """S27, D7: M from A to B; only `wrong_person` rejects A-M. B's former profile goes to its best remaining claim."""
    sync.send(
        upsert("contact", id="A", **contact("M1")),
        upsert("contact", id="B", modified_at=T3, **contact("M2")),
        upsert("contact", id="B2", modified_at=T1, **contact("M2")),
    )

    body = {"object": "contact", "record_id": "B", "because": because}
    answer = sync.tenant.ask("PUT", "/profiles/person/M1/link", body, acting=SELLER)

    states = sync.states()
    assert answer.json()["link"]["profile_id"] == "M1"
    assert (states["contact/B"], states["contact/B2"]) == ((LINKED, "M1"), (LINKED, "M2"))
    assert states["contact/A"] == former or (former is None and states["contact/A"][1] != "M1")


def test_an_address_in_the_record_forces_the_link_until_a_user_states_another(sync: Sync) -> None:
    """S90, D2: no probability replaces it, the newest statement does; a changed address is a new statement."""
    address = {number: MEMBERS[f"M{number}"]["profile_url"] for number in (1, 5)}
    record = {**contact("M2"), "id": "P1"}
    sync.put("contact", **record, profile_url=address[5], modified_at=T1)
    forced = sync.link("contact", "P1")

    sync.rematch("contact", "P1", "M3")
    sync.put("contact", **record, profile_url=address[5], modified_at=T2, phone="1")
    unchanged = sync.states()["contact/P1"]
    later = sync.tenant.clock.forward(hours=1).isoformat()
    sync.put("contact", **record, profile_url=address[1], modified_at=later)

    assert (forced.profile_id, forced.probability, forced.made_by) == ("M5", 1.0, "forced")
    assert unchanged == (LINKED, "M3")
    assert sync.states()["contact/P1"] == (LINKED, "M1")


def test_a_sandbox_has_links_of_its_own_and_gives_no_labels(new_tenant: Callable[..., Tenant]) -> None:
    """S5, D19, D1."""
    tenant = new_tenant(names=(InstanceName.PRODUCTION, InstanceName.SANDBOX))
    change = {"changes": [upsert("contact", id="P1", **contact("M1"))]}
    tenant.ask("POST", "/changes?instance=sandbox", change, scopes=Scope.SYNC)
    body = {"profile_id": "M5"}
    tenant.ask("PUT", "/records/contact/P1/link?instance=sandbox", body, acting=SELLER)

    production = tenant.ask("GET", "/records", acting=SELLER).json()["items"]
    sandbox = tenant.ask("GET", "/records?instance=sandbox", acting=SELLER).json()["items"]

    assert production == []
    assert sandbox[0]["link"]["profile_id"] == "M5"
    assert {row.is_label for row in Sync(tenant).statements()} == {False}


def test_a_rematch_holds_its_instance_for_few_statements_and_no_delete_of_nothing(sync: Sync, store: Store) -> None:
    """All other writers of the contract wait meanwhile, and each statement is a round trip."""
    sync.send(*(upsert("contact", id=f"Q{number}", **contact(f"M{number}")) for number in (1, 2, 3)))
    sent: list[tuple[str, int]] = []

    def note(_connection: object, cursor: Any, statement: str, *_: object) -> None:
        sent.append((statement, cursor.rowcount))

    event.listen(store.engine, "after_cursor_execute", note)
    event.listen(store.engine, "commit", lambda _: sent.append(("COMMIT", 0)))
    answer = sync.rematch("contact", "Q1", "M2")

    [first] = [at for at, (statement, _) in enumerate(sent) if statement.startswith("SELECT instances.state")]
    held = sent[first : sent.index(("COMMIT", 0), first)]
    deleted = {statement.split()[2]: rows for statement, rows in held if statement.startswith("DELETE")}
    assert answer.json()["link"]["profile_id"] == "M2"
    assert deleted == {"candidates": 1, "links": 2}
    assert len(held) <= 30
