"""A contract's own fields: set by an admin, asked of the CRM, and used in the contract's matching."""

from typing import Any

import httpx
import pytest

from features.schema.kinds import Kind
from serving.crm.source import wanted_of
from serving.matching.matcher import Matcher
from serving.vocabulary.terms import Crm, CrmObject, Scope
from tests.support.own_schema import own_matcher
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, SELLER, Tenant

PATH = "/instances/production/fields"
MEMBER_NO = {
    "name": "member_no",
    "kind": "person",
    "type": "identifier",
    "property": "club_number",
    "options": {"number": "luhn"},
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return own_matcher(tmp_path_factory.mktemp("own"))


@pytest.fixture
def matchers(own: Matcher, matchers_on_copy: dict[Kind, Matcher]) -> dict[Kind, Matcher]:
    """The people's model carries own fields, the companies' model none."""
    return matchers_on_copy | {Kind.PERSON: own}


def put(tenant: Tenant, *fields: dict[str, Any], acting: str = ADMIN) -> httpx.Response:
    return tenant.ask("PUT", PATH, {"fields": list(fields)}, scopes=Scope.ADMIN, acting=acting)


def test_own_fields_are_kept_shown_and_named_to_the_sync_service(tenant: Tenant) -> None:
    answer = put(tenant, MEMBER_NO)

    assert answer.status_code == 200, answer.text
    assert tenant.ask("GET", PATH, scopes=Scope.ADMIN, acting=ADMIN).json() == {"fields": [MEMBER_NO]}
    asked = [{"name": "member_no", "object": name, "property": "club_number"} for name in ("contact", "lead")]
    shown = tenant.ask("GET", "/connector", scopes=Scope.SYNC).json()
    schema = tenant.ask("GET", "/v1/schema", scopes=Scope.SYNC).json()
    assert sorted(shown["own_fields"], key=lambda one: one["object"]) == asked
    assert sorted(schema["own_fields"]["production"], key=lambda one: one["object"]) == asked
    wanted = wanted_of(Crm.HUBSPOT, schema, "amount", shown["own_fields"])
    assert "club_number" in wanted[CrmObject.CONTACT].names
    assert "club_number" not in wanted[CrmObject.ACCOUNT].names


def test_a_field_that_the_model_lacks_or_that_cannot_be_declared_is_refused_by_name(tenant: Tenant) -> None:
    lacking = put(tenant, {**MEMBER_NO, "name": "badge"})
    other_kind = put(tenant, {**MEMBER_NO, "kind": "company"})
    wrong = put(tenant, {**MEMBER_NO, "type": "number"})

    assert (lacking.status_code, other_kind.status_code) == (409, 409)
    assert "'badge'" in lacking.json()["detail"]
    assert "member_no (identifier)" in lacking.json()["detail"]
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/fields/0/number"
    assert put(tenant, MEMBER_NO, MEMBER_NO).status_code == 422
    assert put(tenant, MEMBER_NO, acting=SELLER).status_code == 403
    assert tenant.ask("GET", PATH, scopes=Scope.ADMIN, acting=ADMIN).json() == {"fields": []}


def test_the_property_is_read_with_the_records_and_counts_in_their_matching(sync: Sync) -> None:
    named = {"full_name": "Ann Lee", "city": "Oslo", "club_number": "18"}
    sync.put("contact", id="before", **named)
    put(sync.tenant, MEMBER_NO)
    sync.put("contact", id="after", **named)

    values = sync.payloads("contact")
    assert "member_no" not in values["before"]
    assert values["after"]["member_no"] == "18"
    reasons = {name: " ".join(sync.link("contact", name).reasons) for name in ("before", "after")}
    assert "same member_no" in reasons["after"]
    assert "member_no" not in reasons["before"]
