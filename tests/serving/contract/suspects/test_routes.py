"""Wrong-link radar over HTTP and by job: causes by evidence, harm, pages, and what is withheld; on both databases."""

import csv
import io
from typing import Any

import pytest

from serving.vocabulary.terms import Scope
from tests.support.reports_tenant import CSV, do_jobs, fetched
from tests.support.small_network import COMPANIES, account, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant

Item = dict[str, Any]


@pytest.fixture
def linked(sync: Sync) -> Sync:
    members = ("M1", "M2", "M3", "M4")
    sync.send(
        upsert("account", id="a1", **account("C1")),
        upsert("account", id="a2", **account("C2")),
        *(
            upsert("contact", id=member, account_id="a1" if member < "M3" else "a2", **contact(member))
            for member in members
        ),
    )
    assert {state for state, _ in sync.states().values()} == {"linked"}
    return sync


def radar(tenant: Tenant, query: str = "") -> dict[str, Any]:
    return tenant.good("GET", f"/reports/suspects{query}", scopes=Scope.ADMIN, acting=ADMIN)


def of(tenant: Tenant, record_id: str) -> Item:
    return next(one for one in radar(tenant)["items"] if one["record"]["id"] == record_id)


def test_what_users_stated_is_no_suspect(linked: Sync) -> None:
    linked.rematch("contact", "M1", "M1")

    assert "M1" not in {one["record"]["id"] for one in radar(linked.tenant)["items"]}


def test_pages_follow_each_other_and_hold_every_link_once(linked: Sync) -> None:
    names: list[str] = []
    query = "?limit=2"
    while query:
        page = radar(linked.tenant, query)
        names += [one["record"]["id"] for one in page["items"]]
        query = page["next_cursor"] and f"?limit=2&cursor={page['next_cursor']}"

    assert sorted(names) == ["M1", "M2", "M3", "M4", "a1", "a2"]
    assert names == [one["record"]["id"] for one in radar(linked.tenant)["items"]]


def test_s33_a_record_that_the_crm_hides_is_no_suspect_for_its_reader(linked: Sync) -> None:
    """Its place among the others, its figures and its cause follow from its values."""
    hidden = contact("M1", company=None)
    linked.send(upsert("contact", id="M1", account_id="a2", visible_to=OTHER_SELLER, **hidden))

    found = radar(linked.tenant)

    assert "M1" not in {one["record"]["id"] for one in found["items"]}
    assert radar(linked.tenant, "?cause=account_disagrees")["items"] == []
    assert "account_disagrees" not in {one["cause"] for one in found["groups"]}


def test_a_job_writes_all_of_them_as_csv(linked: Sync) -> None:
    tenant = linked.tenant
    headers = CSV | {"Prefer": "respond-async"}
    begun = tenant.ask("GET", "/reports/suspects", scopes=Scope.ADMIN, acting=ADMIN, headers=headers)
    assert begun.status_code == 202
    do_jobs(tenant)

    job_id = begun.json()["job_id"]

    rows = list(csv.DictReader(io.StringIO(fetched(tenant, job_id, acting=ADMIN))))
    of_others = [tenant.ask("GET", f"/jobs/{job_id}/file", scopes=Scope.ADMIN, acting=user) for user in (None, SELLER)]

    assert [row["record_id"] for row in rows] == [one["record"]["id"] for one in radar(tenant)["items"]]
    assert [answer.status_code for answer in of_others] == [403, 403]
    assert not {value for row in rows for value in row.values()} & {one["name"] for one in COMPANIES.values()}
