"""Full imports that would delete much: they wait for an admin, who approves, drops, or takes an approval back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from serving.contract.imports.kept_deletions import erase_kept
from serving.store.tables.contracts import users
from serving.store.tables.records import kept_deletions, opportunities, opportunity_people, record_hashes, records
from serving.vocabulary.held_imports import FullImport, reasons_to_hold
from serving.vocabulary.settings import ContractSettings
from serving.vocabulary.terms import Scope
from tests.support.small_network import account, contact
from tests.support.sync_tenant import T1, T2, Sync
from tests.support.tenant import ADMIN, SELLER, Tenant

PEOPLE = [{"id": f"P{n}", **contact(f"M{n}"), "account_id": "A1", "modified_at": T1} for n in (1, 2, 3)]
PEOPLE[2]["profile_url"] = "https://network.example/in/ingrid-solbakken"
LATER = "2026-03-02T11:00:00Z"


@pytest.fixture
def other(new_tenant: Callable[..., Tenant]) -> Sync:
    """Another contract with the same records."""
    return fill(Sync(new_tenant(contract_id="contract-2")))


def fill(sync: Sync) -> Sync:
    """Import an account, three contacts and a deal, and state one link and one profile address."""
    deal = {"id": "O1", "name": "Robots", "account_id": "A1", "contact_ids": "P1; P2", "status": "open", "amount": "5"}
    sync.bulk("account", [{"id": "A1", **account("C1"), "modified_at": T1}])
    sync.bulk("contact", PEOPLE)
    sync.bulk("opportunity", [deal | {"owner_id": SELLER, "modified_at": T1}])
    assert sync.rematch("contact", "P1", "M9").status_code == 200
    assert sync.reject("contact", "P2").status_code == 200
    sync.tenant.clock.forward(hours=1)
    return sync


@pytest.fixture
def filled(sync: Sync) -> Sync:
    return fill(sync)


def emptied(sync: Sync, crm_object: str = "contact") -> str:
    """Send a full import without rows; return its id."""
    opened = sync.open(crm_object, full=True)
    assert sync.complete(opened).status_code == 202
    return opened


def shown(sync: Sync, import_id: str) -> dict[str, Any]:
    return dict(sync.tenant.ask("GET", f"/imports/{import_id}", scopes=Scope.ADMIN).json())


def state_of(sync: Sync) -> dict[str, Any]:
    """All that a taken back deletion must bring back, without moments."""
    instance = sync.tenant.instance.id
    tables = {
        "records": (records, ("object", "id", "version", "content_hash", "modified_at", "account_id", "named_at")),
        "words": (record_hashes, ("object", "record_id", "hash", "beginnings")),
        "deals": (opportunities, ("id", "account_id", "owner_id", "status")),
        "people": (opportunity_people, ("opportunity_id", "object", "record_id")),
        "users": (users, ("id", "email_hash", "subject_hash", "active", "is_admin", "auto_save", "modified_at")),
    }
    found: dict[str, Any] = {"links": sync.links_without_dates(), "statements": len(sync.statements())}
    with sync.tenant.store.reading() as connection:
        for name, (table, columns) in tables.items():
            mine = select(*(table.c[one] for one in columns)).where(table.c.instance_id == instance)
            mine = mine.where(table.c.deleted_at.is_(None)) if "deleted_at" in table.c else mine
            found[name] = sorted(map(str, connection.execute(mine)))
    payloads = {one: sync.payloads(one) for one in ("account", "contact", "opportunity")}
    return found | payloads


def n_kept(sync: Sync) -> int:
    """How many deleted records are still sealed."""
    mine = select(func.count()).where(kept_deletions.c.instance_id == sync.tenant.instance.id)
    with sync.tenant.store.reading() as connection:
        return int(connection.execute(mine).scalar_one())


@pytest.mark.parametrize(
    ("missing", "before", "accepted", "unreadable", "expected"),
    [
        (20, 100, 80, False, []),
        (21, 100, 79, False, ["many_deleted"]),
        (21, 420, 399, False, []),
        (22, 420, 398, False, ["many_deleted"]),
        (1, 3, 2, False, []),
        (3, 0, 1, False, []),
        (1, 2, 1, False, ["most_deleted"]),
        (601, 601, 0, False, ["many_deleted", "most_deleted", "no_accepted_row"]),
        (1, 100, 0, False, ["no_accepted_row"]),
        (1, 100, 99, True, ["unreadable_id"]),
        (0, 100, 0, True, []),
    ],
)
def test_d22_a_full_import_is_held_by_what_it_deletes(
    missing: int, before: int, accepted: int, unreadable: bool, expected: list[str]
) -> None:
    """More than 5 % and more than 20, or half, or without an accepted row, or with a row whose id is unreadable."""
    read = FullImport(missing, min(missing, before), before, accepted, unreadable)

    assert reasons_to_hold(read, ContractSettings()) == expected


def test_d22_a_full_import_without_rows_is_held_and_deletes_nothing(filled: Sync, other: Sync) -> None:
    """The import says how many of how many and why; the feed has an event; nothing of the other contract changes."""
    before = state_of(filled)
    theirs = state_of(other)

    opened = emptied(filled)
    again = filled.complete(opened).json()

    assert state_of(filled) == before
    assert state_of(other) == theirs
    assert again["state"] == "held"
    assert again["held"] == {"missing": 3, "before": 3, "because": ["most_deleted", "no_accepted_row"]}
    assert filled.events("import.held") == [
        {"import": opened, "object": "contact", "instance": "production", **again["held"]}
    ]


@pytest.mark.parametrize("crm_object", ["contact", "account", "opportunity", "user"])
@pytest.mark.both_databases
def test_d9_an_approval_taken_back_restores_records_statements_and_links(filled: Sync, crm_object: str) -> None:
    """Records in their editions, the words that find them, deals with their people, users with subject and switches."""
    filled.bulk(
        "user", [{"id": SELLER, "name": "Ada", "email": "ada@x.example", "sso_subject": "s", "modified_at": T1}]
    )
    before = state_of(filled)
    filled.tenant.clock.forward(hours=1)
    opened = emptied(filled, crm_object)
    filled.decide(opened, "approve")
    deleted = state_of(filled)
    filled.tenant.clock.forward(days=6, hours=23)

    taken = filled.decide(opened, "take-back").json()

    assert deleted != before
    assert state_of(filled) == before
    assert taken["state"] == "taken_back"
    assert taken["counts"]["restored"] == taken["counts"]["deleted"]
    assert n_kept(filled) == 0


def test_d9_what_the_crm_said_since_the_approval_stands(filled: Sync) -> None:
    """A record that came again, one that was deleted in the CRM too, and one that was merged away."""
    opened = emptied(filled)
    filled.decide(opened, "approve")
    filled.put("contact", id="P1", modified_at=LATER, last_name="New")
    filled.send(
        {"op": "delete", "object": "contact", "id": "P2", "modified_at": T2},
        {"op": "merge", "object": "contact", "id": "P3", "into": "P1"},
    )

    taken = filled.decide(opened, "take-back").json()

    assert taken["counts"] == {"deleted": 3}
    assert {key: values["last_name"] for key, values in filled.payloads("contact").items()} == {"P1": "New"}
    assert n_kept(filled) == 0


def test_d9_after_seven_days_the_payloads_are_erased_and_nothing_is_taken_back(filled: Sync, other: Sync) -> None:
    """Until then they are sealed; the worker erases them by the clock that it is given."""
    opened = emptied(filled)
    theirs = emptied(other)
    filled.decide(opened, "approve")
    now = filled.tenant.clock.forward(days=3)
    other.decide(theirs, "approve")

    erase_kept(filled.tenant.parts, now + timedelta(days=4) - timedelta(seconds=1))
    kept = n_kept(filled)
    erase_kept(filled.tenant.parts, filled.tenant.clock.forward(days=4))

    assert (kept, n_kept(filled), n_kept(other)) == (3, 0, 3)
    assert filled.decide(opened, "take-back").status_code == 409
    assert other.decide(theirs, "take-back").json()["counts"]["restored"] == 3


def test_d22_an_import_with_a_refused_page_cannot_be_completed(filled: Sync) -> None:
    """A page that is no JSON, and one with too many rows; each is sent again under its number."""
    opened = filled.open("contact", full=True)
    path = f"/imports/{opened}/pages"
    filled.page(opened, 1, PEOPLE[:2])
    broken = filled.tenant.ask("PUT", f"{path}/2", b"[{", scopes=Scope.SYNC)
    large = filled.page(opened, 3, [{}] * 10_001)

    refused = filled.complete(opened)
    filled.page(opened, 2, PEOPLE[2:])
    still = filled.complete(opened)
    filled.page(opened, 3, [])
    done = filled.complete(opened)

    assert (broken.status_code, large.status_code) == (422, 413)
    assert (refused.status_code, still.status_code) == (409, 409)
    assert "pages 2, 3 were refused" in refused.json()["detail"]
    assert "pages 3 were refused" in still.json()["detail"]
    assert done.json()["counts"] == {"unchanged": 3}


def test_d22_a_row_whose_id_cannot_be_read_holds_the_import(filled: Sync) -> None:
    """It may be the one that is missing."""
    opened = filled.open("contact", full=True)
    filled.page(opened, 1, [{"id": "P1", **contact("M1")}, {"id": "P2", **contact("M2")}, {"id": "", **contact("M3")}])

    done = filled.complete(opened).json()

    assert (done["state"], done["held"]["because"]) == ("held", ["unreadable_id"])
    assert set(filled.payloads("contact")) == {"P1", "P2", "P3"}


def test_d22_a_later_full_import_drops_a_held_one(filled: Sync, other: Sync) -> None:
    """An approval of the older one would delete what the newer one has."""
    held = emptied(filled)
    theirs = emptied(other)
    users_held = emptied(filled, "user")
    filled.tenant.clock.forward(minutes=1)

    filled.bulk("contact", PEOPLE, full=True)

    assert [shown(filled, one)["state"] for one in (held, users_held)] == ["dropped", "held"]
    assert shown(other, theirs)["state"] == "held"
    assert filled.tenant.ask("GET", f"/imports/{theirs}", scopes=Scope.ADMIN).status_code == 404


def test_d24_a_held_import_of_a_disconnected_crm_cannot_be_approved(filled: Sync) -> None:
    opened = emptied(filled)
    filled.tenant.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)

    assert filled.decide(opened, "approve").json()["type"].endswith("disconnected")


def test_d22_the_thresholds_are_settings_of_the_contract(filled: Sync) -> None:
    filled.tenant.settings(hold_from_share=0.7)
    opened = filled.open("contact", full=True)
    filled.page(opened, 1, PEOPLE[:1])

    done = filled.complete(opened).json()

    assert (done["state"], done["counts"]) == ("done", {"unchanged": 1, "deleted": 2})
