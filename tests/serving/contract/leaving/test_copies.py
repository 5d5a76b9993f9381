"""Copies of a customer's data, and the deletion that waits for them (S79 to S81, D26)."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zipfile import ZipFile

import httpx
import openpyxl
import pytest
from sqlalchemy import select

from serving.contract.leaving.deletion import JOBS, delete_due
from serving.contract.leaving.disconnect import DELETION
from serving.store.contracts import Disconnected
from serving.store.jobs import cancel_jobs, claim, finish
from serving.store.tables.work import jobs
from serving.vocabulary.terms import InstanceName, Scope
from tests.attack.surface import all_operations
from tests.support.leaving_tenant import KNOWN_EMAIL, fill, instance_id
from tests.support.tenant import ADMIN, START, Tenant
from tests.support.wrapper_web import SharedRoutes

IK = {"Idempotency-Key": "once"}
ENDED = (409, "urn:onematch:problem:contract-ended")


def work(tenant: Tenant) -> None:
    """Run the waiting copies, as the worker does."""
    while True:
        with tenant.store.writing() as connection:
            job = claim(connection, JOBS.keys(), tenant.clock())
        if job is None:
            return
        result = JOBS[job.kind](tenant.parts, job)
        with tenant.store.writing() as connection:
            finish(connection, job.id, result, tenant.clock())


def ask(tenant: Tenant, scope: Scope = Scope.ADMIN, key: str = "once") -> httpx.Response:
    acting = ADMIN if scope is Scope.ADMIN else None
    return tenant.ask("POST", "/exports", scopes=scope, acting=acting, headers={"Idempotency-Key": key})


def end(tenant: Tenant, *, return_data: bool, scope: Scope = Scope.REP) -> httpx.Response:
    return tenant.ask("POST", "/termination", {"return_data": return_data}, scopes=scope, headers=IK)


def fetch(tenant: Tenant, job_id: str, scope: Scope = Scope.ADMIN) -> httpx.Response:
    return tenant.ask("GET", f"/jobs/{job_id}/file", scopes=scope)


def sheets_of(answer: httpx.Response) -> dict[str, list[dict[Any, Any]]]:
    with ZipFile(io.BytesIO(answer.content)) as zipped:
        book = openpyxl.load_workbook(io.BytesIO(zipped.read("onematch.xlsx")))
    tables = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}
    return {title: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for title, rows in tables.items()}


def deletion_due(tenant: Tenant) -> datetime:
    with tenant.store.reading() as connection:
        mine = select(jobs.c.due_at).where(jobs.c.kind == DELETION, jobs.c.instance_id.is_not(None))
        due: datetime = connection.execute(mine).scalar_one()
    return due


def test_s80_an_admin_takes_a_copy_of_everything_that_is_kept(tenant: Tenant) -> None:
    """S79: one sheet for each object, with the derived columns."""
    fill(tenant)
    job = ask(tenant)
    work(tenant)

    answer = fetch(tenant, job.json()["id"])

    assert (job.status_code, job.json()["kind"]) == (202, "export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    found = sheets_of(answer)
    assert list(found)[:5] == ["accounts", "contacts", "leads", "opportunities", "users"]
    [contact] = found["contacts"]
    assert (contact["id"], contact["last_name"], contact["email"]) == ("r1", "Thackeray", KNOWN_EMAIL)
    assert contact["other"] == "x_size: =9"
    assert {row["id"] for row in found["users"]} == {"U1", "U2", "U3"}
    assert [len(found[title]) for title in ("judgements", "saves", "activities")] == [1, 1, 2]
    assert [row["at"] for row in found["judgements"]] == [START.isoformat()]
    assert {row["active"] for row in found["users"]} == {"yes"}


def test_d26_the_deletion_waits_for_a_return_and_follows_it_at_once(tenant: Tenant) -> None:
    fill(tenant)
    [job] = end(tenant, return_data=True).json()["returns"]
    waiting = deletion_due(tenant) - tenant.clock()
    work(tenant)
    tenant.clock.forward(days=3)

    answer = fetch(tenant, job["id"], Scope.REP)
    delete_due(tenant.parts, tenant.clock())

    assert waiting == timedelta(days=23)
    assert sheets_of(answer)["contacts"][0]["email"] == KNOWN_EMAIL
    certificates = tenant.ask("GET", "/certificates", scopes=Scope.OPERATOR).json()["items"]
    assert {item["id"] for item in certificates} == {
        f"deletion-{instance_id(tenant)}",
        f"deletion-{tenant.contract_id}",
    }


def test_d24_a_copy_that_was_cancelled_while_it_was_written_leaves_no_file(tenant: Tenant) -> None:
    ask(tenant)
    with tenant.store.writing() as connection:
        job = claim(connection, JOBS.keys(), tenant.clock())
        cancel_jobs(connection, tenant.instance.id, DELETION, tenant.clock())
    assert job is not None

    with pytest.raises(Disconnected):
        JOBS[job.kind](tenant.parts, job)

    assert not list(tenant.parts.settings.home_layout.job_files.iterdir())


def test_d26_disconnecting_deletes_the_files_of_exports(tenant: Tenant) -> None:
    fill(tenant)
    job_id = ask(tenant).json()["id"]
    work(tenant)

    tenant.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)

    assert fetch(tenant, job_id).status_code == 404


def test_s79_what_was_disconnected_can_be_copied_until_it_is_deleted(tenant: Tenant) -> None:
    fill(tenant)
    tenant.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)
    job_id = ask(tenant).json()["id"]
    work(tenant)
    copied = fetch(tenant, job_id)
    tenant.clock.forward(days=1)

    delete_due(tenant.parts, tenant.clock())
    after = ask(tenant, key="later")

    assert copied.status_code == 200
    assert (after.status_code, after.json()["type"].rpartition(":")[2]) == (409, "nothing-left")
    assert fetch(tenant, job_id).status_code == 404


def test_d26_a_copy_that_is_asked_for_after_leaving_delays_the_deletion(tenant: Tenant) -> None:
    fill(tenant)
    before = ask(tenant, key="connected").status_code
    tenant.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)
    without = deletion_due(tenant) - tenant.clock()

    asked = ask(tenant, key="left")

    assert (before, asked.status_code, asked.json()["kind"]) == (202, 202, "return")
    assert (without.days, (deletion_due(tenant) - tenant.clock()).days) == (7, 23)


def test_s81_under_sso_no_name_of_a_user_is_returned(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(sso=True)
    fill(tenant)
    job_id = ask(tenant).json()["id"]
    work(tenant)

    users = sheets_of(fetch(tenant, job_id))["users"]

    assert {name for user in users for name in user} == {"id", "active", "modified_at"}


def test_s79_after_the_end_nothing_but_leaving_is_answered(tenant: Tenant, shared_routes: SharedRoutes) -> None:
    """S2: every other route of the contract says that it ended, whoever calls."""
    fill(tenant)
    end(tenant, return_data=False)
    values = {"contract_id": tenant.contract_id, "object": "contact", "kind": "person", "name": "production"}
    routes = [one for one in all_operations(shared_routes.document()) if one.is_of_contract]
    token = tenant.token(*(scope for scope in Scope if scope is not Scope.OPERATOR))
    headers = {"Authorization": f"Bearer {token}", "Acting-User": ADMIN}

    open_ones = set()
    for number, route in enumerate(one for one in routes if one.scopes != {"operator"}):
        body = {"json": route.example} if route.method != "GET" else {}
        url = route.url(values | dict.fromkeys(("number", "save_id"), "1"))
        answer = tenant.web.call(route.method, url, headers=headers | {"Idempotency-Key": f"k{number}"}, **body)
        if (answer.status_code, answer.json()["type"] if answer.status_code >= 400 else "") != ENDED:
            open_ones.add(str(route).replace("/v1/contracts/{contract_id}", ""))

    assert open_ones == {
        "POST /exports",
        "POST /termination",
        "GET /certificates",
        "GET /jobs",
        "GET /jobs/{job_id}",
        "GET /jobs/{job_id}/file",
        "GET /instances",
        "GET /instances/{name}",
        "DELETE /instances/{name}",
        "GET /audit",
    }


def test_s5_the_end_returns_each_instance_by_itself(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(names=(InstanceName.PRODUCTION, InstanceName.SANDBOX))
    fill(tenant)

    returns = end(tenant, return_data=True).json()["returns"]
    work(tenant)

    files = [tenant.ask("GET", f"/jobs/{job['id']}", scopes=Scope.REP).json()["result"]["file"] for job in returns]
    assert sorted(files) == ["onematch-production.zip", "onematch-sandbox.zip"]
