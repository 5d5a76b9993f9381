"""Lists of imports, jobs and connections, and warnings that name records; on both databases."""

from typing import Any

from serving.vocabulary.terms import Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import T1, T2, Sync, upsert
from tests.support.tenant import ADMIN, Tenant

Item = dict[str, Any]


def whole_list(tenant: Tenant, path: str, scope: Scope = Scope.ADMIN, more: str = "") -> list[Item]:
    """Read a list two items at a time."""
    items: list[Item] = []
    cursor = ""
    while True:
        page = tenant.good("GET", f"{path}?limit=2{more}{cursor}", scopes=scope, acting=ADMIN)
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = f"&cursor={page['next_cursor']}"


def start_export(tenant: Tenant, key: str) -> str:
    answer = tenant.ask("POST", "/exports", scopes=Scope.ADMIN, acting=ADMIN, headers={"Idempotency-Key": key})
    return str(answer.json()["id"])


def test_a_warning_names_its_records(sync: Sync) -> None:
    """S48: in the page's answer, again for the same page, and in the import."""
    opened = sync.open("opportunity")
    rows = [{"id": f"O{n}", "name": name, "status": "open"} for n, name in enumerate(("One", "Two", "one "))]

    first = sync.page(opened, 1, rows).json()
    again = sync.page(opened, 1, rows).json()
    shown = sync.tenant.ask("GET", f"/imports/{opened}", scopes=Scope.SYNC).json()

    [warning] = first["warnings"]
    assert (warning["name"], warning["count"]) == ("opportunity_name_not_unique", 2)
    assert warning["records"] == [{"object": "opportunity", "id": "O0"}, {"object": "opportunity", "id": "O2"}]
    assert first["warnings"] == again["warnings"] == shown["warnings"]


def test_each_kind_of_warning_names_the_record(sync: Sync) -> None:
    """S90, D2: of the change stream too, with objects mixed."""
    full = {**contact("M1"), "id": "P1"}
    sync.put("contact", modified_at=T1, **full)

    answer = sync.tenant.ask(
        "POST",
        "/changes",
        {
            "changes": [
                upsert("contact", id="P1", last_name="Thackeray", modified_at=T2),
                upsert("contact", id="P2", profile_url="https://network.example/in/nobody-here", **contact("M2")),
                upsert("opportunity", id="O1", name="Deal"),
            ]
        },
        scopes=Scope.SYNC,
    ).json()

    assert {
        one["name"]: [f"{named['object']}/{named['id']}" for named in one["records"]] for one in answer["warnings"]
    } == {
        "unknown_profile_url": ["contact/P2"],
        "fields_lost": ["contact/P1"],
        "opportunity_status_unknown": ["opportunity/O1"],
    }
