"""Changes of the network and their links: jobs, names, closed and merged profiles (D12, D13)."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.vocabulary.terms import Scope
from serving.worker import Worker, work_table
from tests.support.activity_tenant import SENT
from tests.support.small_network import MEMBERS, contact
from tests.support.sync_tenant import DUPLICATE, LINKED, Sync, upsert
from tests.support.tenant import ADMIN, SELLER, Tenant
from tests.support.wrapper_web import problem


@pytest.fixture
def matchers(matchers_on_copy: dict[Kind, Matcher]) -> Mapping[Kind, Matcher]:
    """The tenant's network is the test's own."""
    return matchers_on_copy


def change(tenant: Tenant, *changes: Mapping[str, Any], kind: str = "person") -> httpx.Response:
    body = {"kind": kind, "changes": list(changes)}
    return tenant.ask("POST", "/v1/universe/changes", body, scopes=Scope.OPERATOR)


def statuses(answer: httpx.Response) -> list[str]:
    return [one["status"] for one in answer.json()["results"]]


def work(tenant: Tenant) -> None:
    """Do all jobs that wait."""
    worker = Worker(tenant.parts, work_table())
    worker.take_over()
    while worker.turn():
        pass


def test_only_records_that_are_not_linked_are_decided_again(sync: Sync) -> None:
    """D12: a new member is found by the record that had nobody."""
    stranger = {"first_name": "Zebulon", "last_name": "Quartermaine", "email": "zq@quartz.example", "company": "Quartz"}
    sync.send(upsert("contact", id="P1", **stranger), upsert("contact", id="P2", **contact("M2")))
    before = sync.states()["contact/P1"][0]

    change(sync.tenant, {"op": "upsert", "id": "M99", "record": stranger})
    work(sync.tenant)

    assert before != LINKED
    assert sync.states() == {"contact/P1": (LINKED, "M99"), "contact/P2": (LINKED, "M2")}
    assert sync.history("contact", "P1")[-1] == (LINKED, "M99", "network")
    assert len(sync.history("contact", "P2")) == 1


def test_a_closed_profile_loses_its_links_everywhere_at_once(sync: Sync, new_tenant: Any) -> None:
    """D13: statements on a closed profile have no effect until it opens again."""
    other = Sync(new_tenant(contract_id="contract-2"))
    sync.put("contact", id="P1", **contact("M1"))
    other.put("contact", id="P1", **contact("M2"))
    other.rematch("contact", "P1", "M1")

    change(sync.tenant, {"op": "delete", "id": "M1", "version": "5"})
    closed = [one.states()["contact/P1"] for one in (sync, other)]
    change(sync.tenant, {"op": "upsert", "id": "M1", "version": "6", "record": dict(MEMBERS["M1"])})
    work(sync.tenant)

    assert all(profile != "M1" for _, profile in closed)
    assert other.states()["contact/P1"] == (LINKED, "M1"), "the statement has its effect again"
    assert sync.states()["contact/P1"] == (LINKED, "M1")


def test_no_record_is_confirmed_as_a_profile_that_closed_while_an_activity_waited(sync: Sync) -> None:
    """D13, D29: the activity stays without a target, and the record with its link."""
    tenant = sync.tenant
    sync.put("contact", id="P1", **contact("M2"))
    tenant.settings(writeback=True, roi={"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"})
    tenant.give_seats()
    tenant.ask("PUT", f"/users/{SELLER}/crm-authorization", {"access_token": "t"}, acting=SELLER)
    note = {**SENT, "profile": {"kind": "person", "id": "M1"}}
    sent = tenant.ask("POST", "/activities", note, acting=SELLER, headers={"Idempotency-Key": "note"}).json()

    change(tenant, {"op": "delete", "id": "M1", "version": "5"})
    target = f"/activities/{sent['id']}/target"
    chosen = {"object": "contact", "id": "P1"}
    located = tenant.ask("POST", target, chosen, acting=SELLER, headers={"Idempotency-Key": "target"})

    assert sent["state"] == "needs_target"
    assert problem(located) == (404, "profile-unknown")
    assert sync.states() == {"contact/P1": (LINKED, "M2")}


def test_the_end_of_a_company_is_not_that_of_a_member_with_the_same_id(sync: Sync) -> None:
    """D13: ids are those of a kind."""
    record = {"full_name": "Nova Star", "email": "nova@star.example"}
    change(sync.tenant, {"op": "upsert", "id": "N1", "record": record})
    change(sync.tenant, {"op": "upsert", "id": "N1", "record": {"name": "Nova Star Works"}}, kind="company")
    sync.put("contact", id="P1", **contact("M1"))
    sync.rematch("contact", "P1", "N1")

    change(sync.tenant, {"op": "delete", "id": "N1", "version": "5"}, kind="company")
    work(sync.tenant)
    sync.put("contact", id="P1", **contact("M1", title="Director"))

    assert sync.states()["contact/P1"] == (LINKED, "N1")


def test_links_of_a_merged_profile_follow_the_survivor_and_then_the_better_claim_wins(sync: Sync) -> None:
    """D13, D4."""
    sync.send(upsert("contact", id="P1", **contact("M1")), upsert("contact", id="P2", **contact("M2")))
    sync.rematch("contact", "P2", "M5")
    sync.send(upsert("contact", id="P3", **contact("M6")))

    change(sync.tenant, {"op": "merge", "id": "M1", "into": "M6", "version": "2"})
    followed = sync.states()
    change(sync.tenant, {"op": "merge", "id": "M5", "into": "M7", "version": "2"})

    assert sorted([followed["contact/P1"], followed["contact/P3"]]) == [(DUPLICATE, "M6"), (LINKED, "M6")]
    assert sync.states()["contact/P2"] == (LINKED, "M7"), "the statement on a merged profile counts for the survivor"


@pytest.mark.parametrize("column", ["website", "phone"])
def test_s18_the_score_of_a_company_reads_its_contact_information(sync: Sync, column: str) -> None:
    """S17: it rises where website or phone agree, and falls where they do not."""
    known = {"name": "Acme Robotics"}
    agreeing = {"website": "acme-robotics.com", "phone": "+1 512 481 0100"}
    contradicting = {"website": "quartz-holdings.com", "phone": "+47 22 86 44 00"}
    company = {**known, **agreeing, "city": "Austin", "country": "US"}
    change(sync.tenant, {"op": "upsert", "id": "C1", "version": "2", "record": company}, kind="company")
    found = []

    for values in (agreeing, {column: None}, contradicting):
        sync.put("account", id="A1", **known, **{column: values[column]})
        link = sync.link("account", "A1")
        found.append(link.probability if link.profile_id == "C1" else 0.0)

    agrees, silent, contradicts = found
    assert agrees > silent > contradicts
