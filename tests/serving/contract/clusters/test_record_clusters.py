"""Clusters of records that no profile explains, by the routes of reports and review that show them."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from serving.store.tables.links import record_judgements
from serving.vocabulary.terms import Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, SELLER, Tenant

ZEB = {
    "full_name": "Zebulon Quartermaine",
    "email": "zebulon.quartermaine@quartzworks.example",
    "company": "Quartzworks",
    "phone": "+44 20 7946 0321",
    "city": "Truro",
}
IDA = {"full_name": "Idalia Vantongeren", "email": "ida@vantongeren.example", "company": "Vantongeren", "city": "Gent"}


def send_records(sync: Sync) -> None:
    """Three contacts of one person, another person, and a contact that a profile explains."""
    sync.send(
        upsert("contact", id="Z1", **ZEB),
        upsert("contact", id="Z2", **ZEB | {"full_name": "Zeb Quartermaine", "phone": None}),
        upsert("contact", id="Z3", **ZEB | {"email": None}),
        upsert("contact", id="I1", **IDA),
        upsert("contact", id="P1", **contact("M1")),
    )


@pytest.fixture
def unmatched(sync: Sync) -> Sync:
    send_records(sync)
    return sync


def report(tenant: Tenant, acting: str | None = None) -> list[dict[str, Any]]:
    return list(tenant.good("GET", "/reports/duplicates?cause=records", scopes=Scope.ADMIN, acting=acting)["items"])


def clusters(tenant: Tenant) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for one in report(tenant):
        found.setdefault(one["cluster_id"], set()).add(f"{one['object']}/{one['record_id']}")
    return sorted(found.values(), key=sorted)


def questions(tenant: Tenant) -> list[dict[str, Any]]:
    return list(tenant.good("GET", "/review-queue?about=records", acting=SELLER)["items"])


def judge(tenant: Tenant, one: str, other: str, verdict: str) -> Any:
    (of, record_id) = one.split("/")
    (other_of, other_id) = other.split("/")
    body = {"object": of, "record_id": record_id, "verdict": verdict, "other": {"object": other_of, "id": other_id}}
    return tenant.ask("POST", "/judgements", body, acting=SELLER, headers={"Idempotency-Key": uuid.uuid4().hex})


def test_people_answer_and_the_report_holds_to_it(unmatched: Sync) -> None:
    tenant = unmatched.tenant
    asked = questions(tenant)

    assert judge(tenant, "contact/Z3", "contact/Z1", "not_match").status_code == 200
    assert judge(tenant, "contact/I1", "contact/Z1", "match").status_code == 200
    apart = clusters(tenant)
    asked_then = questions(tenant)
    for one in ("contact/Z3", "contact/I1"):
        judge(tenant, "contact/Z1", one, "lifted")

    pairs = [{f"{one[side]['object']}/{one[side]['id']}" for side in ("record", "other")} for one in asked]
    assert {"contact/Z1", "contact/Z3"} in pairs
    assert {one["question"] for one in asked} == {"are these two records one person?"}
    assert {"contact/I1", "contact/Z1"} <= next(some for some in apart if "contact/Z1" in some)
    assert not any({"contact/Z1", "contact/Z3"} <= some for some in apart)
    assert len(asked_then) < len(asked)
    assert clusters(tenant) == [{"contact/Z1", "contact/Z2", "contact/Z3"}]


def test_a_linked_deleted_or_merged_record_leaves_its_cluster(unmatched: Sync) -> None:
    tenant = unmatched.tenant
    judge(tenant, "contact/Z1", "contact/Z2", "match")

    unmatched.rematch("contact", "Z3", "M5")
    linked = clusters(tenant)
    unmatched.send({"op": "delete", "object": "contact", "id": "Z2", "modified_at": "2026-03-02T09:00:00Z"})
    deleted = clusters(tenant)
    unmatched.put("contact", id="Z4", **ZEB)
    unmatched.send({"op": "merge", "object": "contact", "id": "Z1", "into": "Z4"})

    assert linked == [{"contact/Z1", "contact/Z2"}]
    assert deleted == []
    assert clusters(tenant) == []
    assert judge(tenant, "contact/Z2", "contact/Z4", "match").status_code == 404


def test_two_tenants_never_share_a_cluster(unmatched: Sync, new_tenant: Callable[..., Tenant]) -> None:
    other = Sync(new_tenant(contract_id="contract-2"))
    other.put("contact", id="Z9", **ZEB)

    assert report(other.tenant) == []
    assert questions(other.tenant) == []
    assert judge(other.tenant, "contact/Z9", "contact/Z1", "match").status_code == 404
    assert clusters(unmatched.tenant) == [{"contact/Z1", "contact/Z2", "contact/Z3"}]


def test_s33_what_two_records_have_in_common_stands_nowhere_for_who_may_not_see_one(unmatched: Sync) -> None:
    named = {}
    for user in (SELLER, ADMIN):
        changed = ZEB | {"full_name": "Zeb Quartermaine", "phone": None, "visible_to": [user]}
        unmatched.put("contact", id="Z2", **changed)
        rows = report(unmatched.tenant, ADMIN)
        named[user] = {one[name] for one in rows for name in ("record_id", "with_id")}

    assert ("Z2" in named[SELLER], "Z2" in named[ADMIN]) == (False, True)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"other": {"object": "contact", "id": "Z1"}}, 422),
        ({"other": {"object": "account", "id": "A1"}}, 422),
        ({"profile_id": "M1"}, 422),
        ({"verdict": "nobody"}, 422),
        ({"other": {"object": "contact", "id": "nobody"}}, 404),
        ({"verdict": "skip"}, 200),
    ],
)
def test_a_pair_that_is_none_is_refused(unmatched: Sync, changed: dict[str, Any], status: int) -> None:
    tenant = unmatched.tenant
    body = {"object": "contact", "record_id": "Z1", "verdict": "match", "other": {"object": "contact", "id": "Z2"}}

    sent = tenant.ask("POST", "/judgements", body | changed, acting=SELLER, headers={"Idempotency-Key": "once"})

    assert sent.status_code == status
    with tenant.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(record_judgements)).scalar_one() == 0
