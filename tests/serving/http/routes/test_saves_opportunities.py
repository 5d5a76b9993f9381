"""A seller's saves, and a company's opportunities, over HTTP (S40 to S43, S47, S49, S81, D16)."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject, RecordState, Scope
from serving.store.tables.contracts import contracts
from serving.sync.records.records import context_of
from tests.support.seen_tenant import ACCOUNT, CONTACT, Seen
from tests.support.tenant import OTHER_SELLER, SELLER, Tenant

FIRM = RecordKey(ACCOUNT, "a1")
ANN = RecordKey(CONTACT, "p1")
BEN = RecordKey(CONTACT, "p2")


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    return prepared(tenant)


def prepared(tenant: Tenant) -> Seen:
    """A tenant with two licensed sellers, and an account with two contacts, all linked."""
    seen = Seen(tenant)
    seen.seat(SELLER, OTHER_SELLER)
    for key, profile in ((FIRM, "C1"), (ANN, "M1"), (BEN, "M2")):
        seen.record(key, {"name": "x"})
        seen.link(key, profile)
    return seen


def saves(tenant: Tenant, acting: str = SELLER, query: str = "") -> list[dict[str, Any]]:
    answer = tenant.ask("GET", f"/saves{query}", acting=acting)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def shown(tenant: Tenant, company: str = "C1", view: str = "list") -> list[dict[str, Any]]:
    answer = tenant.ask("GET", f"/companies/{company}/opportunities?view={view}", acting=SELLER)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_s40_a_seller_sees_own_saves_each_with_its_reason(seen: Seen) -> None:
    seen.opportunity("o1", people=[ANN], account_id="a1", owner_id=SELLER)
    seen.opportunity("o2", people=[BEN], owner_id=OTHER_SELLER)

    found = saves(seen.tenant)

    assert [(one["kind"], one["profile_id"], one["opportunity_id"], one["object"]) for one in found] == [
        ("company", "C1", "o1", "account"),
        ("person", "M1", "o1", "contact"),
    ]
    assert {(one["state"], one["reason"]) for one in found} == {("saved", "open_opportunity")}
    assert [one["profile_id"] for one in saves(seen.tenant, OTHER_SELLER)] == ["M2"]


def test_saves_come_in_pages_and_by_state(seen: Seen) -> None:
    seen.opportunity("o1", people=[ANN, BEN], account_id="a1", owner_id=SELLER)
    first = seen.tenant.ask("GET", "/saves?limit=2", acting=SELLER).json()

    second = seen.tenant.ask("GET", f"/saves?limit=2&cursor={first['next_cursor']}", acting=SELLER).json()

    assert [one["profile_id"] for one in (*first["items"], *second["items"])] == ["C1", "M1", "M2"]
    assert second["next_cursor"] is None
    assert saves(seen.tenant, query="?state=skipped") == []


def test_d16_what_a_user_unsaved_returns_only_by_a_new_open_opportunity(seen: Seen) -> None:
    seen.opportunity("o1", people=[ANN], owner_id=SELLER)
    seen.opportunity("o2", people=[ANN], owner_id=SELLER)
    one, other = saves(seen.tenant)

    answer = seen.tenant.ask("DELETE", f"/saves/{one['id']}", acting=SELLER)
    again = seen.tenant.ask("DELETE", f"/saves/{one['id']}", acting=SELLER)
    seen.opportunity("o1", people=[ANN], owner_id=SELLER, status="lost")
    seen.opportunity("o1", people=[ANN], owner_id=SELLER)
    before = {save["opportunity_id"]: save["state"] for save in saves(seen.tenant)}
    seen.opportunity("o3", people=[ANN], owner_id=SELLER)

    assert (answer.status_code, answer.json()["state"], again.json()) == (200, "unsaved", answer.json())
    assert other["profile_id"] == one["profile_id"]
    assert before == {"o1": "unsaved", "o2": "unsaved"}
    assert {save["opportunity_id"]: save["state"] for save in saves(seen.tenant)} == before | {"o3": "saved"}


def test_d16_unsaving_takes_away_nothing_else(seen: Seen) -> None:
    seen.opportunity("o1", people=[ANN, BEN], owner_id=SELLER)
    seen.opportunity("o1", people=[ANN, BEN], owner_id=OTHER_SELLER)
    ann = next(one for one in saves(seen.tenant) if one["profile_id"] == "M1")

    seen.tenant.ask("DELETE", f"/saves/{ann['id']}", acting=SELLER)

    assert {one["profile_id"]: one["state"] for one in saves(seen.tenant)} == {"M1": "unsaved", "M2": "saved"}
    assert {one["state"] for one in saves(seen.tenant, OTHER_SELLER)} == {"saved"}


def test_another_users_save_is_not_there(seen: Seen) -> None:
    seen.opportunity("o1", people=[ANN], owner_id=SELLER)
    (one,) = saves(seen.tenant)

    answers = [
        seen.tenant.ask("DELETE", f"/saves/{one['id']}", acting=OTHER_SELLER),
        seen.tenant.ask("DELETE", f"/saves/{one['id'] + 1}", acting=SELLER),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert saves(seen.tenant)[0]["state"] == "saved"
    assert seen.tenant.ask("DELETE", f"/saves/{2**63}", acting=SELLER).status_code == 422
    assert seen.tenant.ask("GET", "/saves", scopes=Scope.SYNC, acting=SELLER).status_code == 403


def test_s47_list_and_panel_show_exactly_four_fields(seen: Seen) -> None:
    named(seen, SELLER, "Sam Seller")
    seen.opportunity("o1", {"amount": "100"}, account_id="a1", owner_id=SELLER, closed_on=date(2026, 5, 1))

    for view in ("list", "panel"):
        assert shown(seen.tenant, view=view) == [
            {
                "name": "Deal o1",
                "owner": {"id": SELLER, "name": "Sam Seller"},
                "close_date": "2026-05-01",
                "status": "open",
            }
        ]


def test_s47_under_sso_the_owner_is_an_opaque_id(new_tenant: Callable[..., Tenant]) -> None:
    """S47, S81."""
    seen = prepared(new_tenant(sso=True))

    seen.opportunity("o1", account_id="a1", owner_id=SELLER)
    seen.opportunity("o2", account_id="a1")

    assert [one["owner"] for one in shown(seen.tenant)] == [{"id": SELLER, "name": None}, None]


def test_s49_the_panel_leaves_out_what_was_closed_over_a_year_ago(seen: Seen) -> None:
    today = seen.tenant.clock().date()
    border = today.replace(year=today.year - 1)
    seen.opportunity("old", account_id="a1", status="won", closed_on=border - timedelta(1))
    seen.opportunity("recent", account_id="a1", status="lost", closed_on=border)
    seen.opportunity("open", account_id="a1", closed_on=date(2020, 1, 1))
    seen.opportunity("undated", account_id="a1", status="won")

    assert [one["name"] for one in shown(seen.tenant, view="panel")] == ["Deal recent", "Deal open"]
    assert len(shown(seen.tenant)) == 4


def test_s49_the_day_is_the_contracts_own(seen: Seen) -> None:
    """S49: at 20:00 UTC the next day has begun in Tokyo."""
    seen.tenant.clock.forward(hours=11)
    yesterday_a_year_ago = (seen.tenant.clock().date()).replace(year=2025)
    seen.opportunity("o1", account_id="a1", status="won", closed_on=yesterday_a_year_ago)
    in_utc = shown(seen.tenant, view="panel")

    with seen.tenant.store.writing() as connection:
        connection.execute(contracts.update().values(time_zone="Asia/Tokyo"))

    assert len(in_utc) == 1
    assert shown(seen.tenant, view="panel") == []


def test_s33_an_opportunity_with_permitted_users_is_shown_to_them_alone(seen: Seen) -> None:
    seen.opportunity("o1", account_id="a1")
    seen.record(RecordKey(CrmObject.OPPORTUNITY, "o1"), {"name": "x"}, visible_to=[OTHER_SELLER])

    assert shown(seen.tenant) == []


def test_a_company_without_a_link_has_no_opportunities(seen: Seen) -> None:
    seen.opportunity("o1", account_id="a1")
    seen.link(FIRM, "C1", RecordState.REVIEW)

    assert shown(seen.tenant) == []
    assert shown(seen.tenant, "C2") == []
    assert seen.tenant.ask("GET", "/companies/C1/opportunities?view=else", acting=SELLER).status_code == 422
    assert seen.tenant.ask("GET", "/companies/a%00b/opportunities", acting=SELLER).status_code == 404


def named(seen: Seen, user_id: str, name: str) -> None:
    """Seal a user's name, as the importer does."""
    scope = seen.tenant.scope
    with scope.store.reading() as connection:
        key = scope.store.vault.key(connection, scope.instance.key_id)
        sealed = key.seal(json.dumps({"name": name}).encode(), context_of(scope, RecordKey(CrmObject.USER, user_id)))
    seen.user(user_id, sealed=sealed)
