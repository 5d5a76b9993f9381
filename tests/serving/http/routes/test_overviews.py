"""Lists of imports, jobs and connections, and warnings that name records; on both databases."""

from collections.abc import Callable
from typing import Any

import pytest

from serving.leaving.disconnect import deletion_of, plan_deletion
from serving.rules.row_warnings import MOST_NAMED
from serving.rules.vocabulary import InstanceName, Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import T1, T2, Sync, upsert
from tests.support.tenant import ADMIN, SELLER, Tenant

Item = dict[str, Any]


def whole_list(tenant: Tenant, path: str, scope: Scope = Scope.ADMIN, more: str = "") -> list[Item]:
    """Read a list two items at a time."""
    items: list[Item] = []
    cursor = ""
    while True:
        answer = tenant.ask("GET", f"{path}?limit=2{more}{cursor}", scopes=scope, acting=ADMIN)
        assert answer.status_code == 200, answer.text
        items += answer.json()["items"]
        if answer.json()["next_cursor"] is None:
            return items
        cursor = f"&cursor={answer.json()['next_cursor']}"


def start_export(tenant: Tenant, key: str) -> str:
    answer = tenant.ask("POST", "/exports", scopes=Scope.ADMIN, acting=ADMIN, headers={"Idempotency-Key": key})
    return str(answer.json()["id"])


@pytest.mark.parametrize("scope", [Scope.SYNC, Scope.ADMIN])
def test_imports_are_listed_with_their_progress_the_newest_first(sync: Sync, scope: Scope) -> None:
    sync.bulk("contact", [{"id": "P1", **contact("M1")}, {"id": ""}])
    sync.tenant.clock.forward(minutes=1)
    waiting = [sync.open(crm_object) for crm_object in ("account", "user")]

    items = whole_list(sync.tenant, "/imports", scope)

    assert [(one["object"], one["state"]) for one in items[2:]] == [("contact", "done_with_rejects")]
    assert {one["id"] for one in items[:2]} == set(waiting)
    assert {one["state"] for one in items[:2]} == {"open"}
    shown = [sync.tenant.ask("GET", f"/imports/{one['id']}", scopes=scope, acting=ADMIN).json() for one in items]
    assert shown == items
    assert items[2]["counts"] == {"applied": 1, "rejected": 1}


def test_a_list_shows_nothing_of_another_contract_or_instance(new_tenant: Callable[..., Tenant]) -> None:
    """S5, S24: neither imports nor jobs nor connections."""
    both = (InstanceName.PRODUCTION, InstanceName.SANDBOX)
    tenant = new_tenant(names=both)
    other = new_tenant(contract_id="contract-2")
    for one in (tenant, other):
        Sync(one).open("contact")
        start_export(one, "k")

    mine = {path: whole_list(tenant, path) for path in ("/imports", "/jobs", "/instances")}
    sandbox = {path: whole_list(tenant, path, more="&instance=sandbox") for path in ("/imports", "/jobs")}

    assert [len(items) for items in mine.values()] == [1, 1, 2]
    assert sandbox == {"/imports": [], "/jobs": []}
    assert {one["name"] for one in mine["/instances"]} == {"production", "sandbox"}


def test_jobs_are_listed_for_their_starter_and_all_of_them_for_an_admin(tenant: Tenant) -> None:
    """S74."""
    tenant.settings(roi={"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"})
    export = start_export(tenant, "a")
    tenant.clock.forward(minutes=1)
    headers = {"Idempotency-Key": "b"}
    roi = tenant.ask("POST", "/reports/roi", {}, scopes=Scope.REP, headers=headers).json()["job_id"]
    tenant.clock.forward(minutes=1)
    later = start_export(tenant, "c")

    of_admin = whole_list(tenant, "/jobs")
    of_rep = whole_list(tenant, "/jobs", Scope.REP)

    assert [one["id"] for one in of_admin] == [later, roi, export]
    assert [(one["id"], one["kind"], one["state"]) for one in of_rep] == [(roi, "roi", "waiting")]
    assert whole_list(tenant, "/jobs", Scope.READER) == []


def test_the_end_of_a_contract_is_a_job_that_each_of_its_instances_lists(new_tenant: Callable[..., Tenant]) -> None:
    """S79."""
    names = (InstanceName.PRODUCTION, InstanceName.SANDBOX)
    tenant = new_tenant(names=names)
    _ = new_tenant(contract_id="contract-2")
    with tenant.store.writing() as connection:
        plan_deletion(connection, "contract-1", None, tenant.clock())

    seen = {name: whole_list(tenant, "/jobs", more=f"&instance={name.value}") for name in names}

    ends = {name: [one["id"] for one in items if one["kind"] == "deletion"] for name, items in seen.items()}
    assert ends == {name: [deletion_of("contract-1")] for name in names}


def test_connections_are_listed_with_former_ones_and_the_state_of_their_deletion(tenant: Tenant) -> None:
    """S78, D25."""
    tenant.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)
    tenant.clock.forward(days=1)
    consent = {"crm_admin": ADMIN, "agreed_at": "2026-03-02T09:00:00Z"}
    urls = {"api": "https://api.hubapi.example", "portal_id": "1"}
    body = {"crm": "hubspot", "urls": urls, "consent": consent}
    tenant.ask("PUT", "/instances/production", body, scopes=Scope.ADMIN, acting=ADMIN)

    items = whole_list(tenant, "/instances")

    assert [(one["name"], one["state"]) for one in items] == [
        ("production", "connected"),
        ("production", "disconnecting"),
    ]
    assert items[0] == tenant.ask("GET", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN).json()
    assert items[1]["delete_due_at"] is not None


@pytest.mark.parametrize("path", ["/imports", "/instances"])
def test_an_overview_is_not_for_sellers(tenant: Tenant, path: str) -> None:
    assert tenant.ask("GET", path, scopes=Scope.APP, acting=SELLER).status_code == 403


@pytest.mark.parametrize("path", ["/imports", "/jobs", "/instances"])
def test_an_overview_takes_no_cursor_of_another_list(tenant: Tenant, path: str) -> None:
    foreign = tenant.ask("GET", f"{path}?cursor=WyJ4Il0", scopes=Scope.ADMIN, acting=ADMIN)

    assert (foreign.status_code, foreign.json()["type"].rpartition(":")[2]) == (422, "cursor-wrong")


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


def test_of_many_records_with_a_warning_the_first_are_named_and_all_are_counted(sync: Sync) -> None:
    """Of a record that is warned of twice the name stands once."""
    opened = sync.open("opportunity")
    deals = [{"id": f"O{n:03}", "name": f"Deal {n}"} for n in range(MOST_NAMED + 5)]

    sync.page(opened, 1, deals[:15])
    sync.page(opened, 2, [deal | {"amount": "1"} for deal in deals[10:]])
    shown = sync.tenant.ask("GET", f"/imports/{opened}", scopes=Scope.ADMIN, acting=ADMIN).json()

    [warning] = shown["warnings"]
    assert (warning["name"], warning["count"]) == ("opportunity_status_unknown", 15 + len(deals) - 10)
    assert [one["id"] for one in warning["records"]] == [deal["id"] for deal in deals[:MOST_NAMED]]


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


def test_a_full_import_that_lacks_the_last_admin_names_the_user(sync: Sync) -> None:
    sync.tenant.clock.forward(hours=1)
    opened = sync.open("user", full=True)
    sync.page(opened, 1, [{"id": "U9", "name": "Una"}])

    done = sync.complete(opened).json()

    assert [(one["name"], one["records"]) for one in done["warnings"]] == [
        ("last_admin_kept", [{"object": "user", "id": ADMIN}])
    ]
