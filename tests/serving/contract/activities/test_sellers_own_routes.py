"""The seller's own routes: the switch of each kind, and the grant (S53, D28)."""

from typing import Any

import pytest
from sqlalchemy import select

from serving.store.tables.contracts import authorizations
from serving.vocabulary.terms import ActivityKind, Crm, Scope
from tests.support.activity_tenant import log
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, add_contract
from tests.support.writeback_tenant import Writeback


def test_s53_a_users_own_switch_is_stored_for_her_alone(routed: Writeback) -> None:
    """S53, S54."""
    path = f"/users/{SELLER}/preferences"
    by_another = routed.tenant.ask("PUT", path, {"writeback": {"note": False}}, acting=OTHER_SELLER)
    off = routed.tenant.ask("PUT", path, {"writeback": {"note": False}}, acting=SELLER).json()
    disabled = log(routed).json()
    still_off = log(routed, id="a2").json()
    on = routed.tenant.ask("PUT", path, {"writeback": {"note": True}}, acting=SELLER).json()

    assert by_another.status_code == 403
    assert off["writeback"] == {kind.value: kind is not ActivityKind.NOTE for kind in ActivityKind}
    assert (disabled["reason"], still_off["reason"]) == ("user", "user")
    assert on["writeback"]["note"] is True
    assert log(routed, id="a3").json()["state"] == "queued"


def test_d28_a_grant_is_the_users_own_is_never_shown_and_releases_waiting_activities(routed: Writeback) -> None:
    """D28, S7."""
    path = f"/users/{SELLER}/crm-authorization"
    revoked = routed.tenant.ask("DELETE", path, acting=SELLER).json()
    waiting = log(routed).json()
    by_another = routed.tenant.ask("PUT", path, {"access_token": "stolen"}, acting=OTHER_SELLER)
    sent = {"access_token": "secret-of-hers", "expires_at": "2026-03-02T12:00:00Z"}
    authorised = routed.tenant.ask("PUT", path, sent, acting=SELLER)
    routed.deliver()

    assert revoked["state"] == "revoked"
    assert waiting["state"] == "pending_auth"
    assert by_another.status_code == 403
    assert authorised.json()["state"] == "authorised"
    assert "secret-of-hers" not in authorised.text
    assert [one.token for one in routed.crm.seen][-1] == "secret-of-hers"


def test_d28_a_refresh_token_is_taken_where_the_connection_can_use_it_and_never_shown(routed: Writeback) -> None:
    path = f"/users/{SELLER}/crm-authorization"
    sent = {"access_token": "hers", "refresh_token": "hers-again", "expires_at": "2026-03-02T12:00:00Z"}

    without = routed.tenant.ask("PUT", path, sent, acting=SELLER)
    endless = routed.tenant.ask("PUT", path, {**sent, "expires_at": None}, acting=SELLER)
    connected = connect_with_client(routed)
    taken = routed.tenant.ask("PUT", path, sent, acting=SELLER)
    plain = routed.tenant.ask("PUT", path, {"access_token": "hers"}, acting=SELLER)

    assert (without.status_code, without.json()["type"].rpartition(":")[2]) == (409, "no-oauth-client")
    assert endless.status_code == 422
    assert connected.json()["refreshes_grants"] is True
    assert (taken.json()["refreshes"], plain.json()["refreshes"]) == (True, False)
    assert "again" not in taken.text
    assert "the-secret" not in connected.text


def connect_with_client(routed: Writeback, **changes: object) -> Any:
    scope = routed.scope
    urls = {"api": routed.crm.url, "token": f"{routed.crm.url}/oauth/v3/token"}
    page = {"portal_id": "1"} if scope.instance.crm is Crm.HUBSPOT else {"pod": "https://crm.oracle.example"}
    consent = {"crm_admin": ADMIN, "agreed_at": "2026-03-02T09:00:00Z"}
    client = {"id": "the-id", "secret": "the-secret"}
    body = {"crm": scope.instance.crm.value, "urls": urls | page, "consent": consent, "oauth_client": client} | changes
    return routed.tenant.ask("PUT", "/instances/production", body, scopes=Scope.ADMIN, acting=ADMIN)


def test_d28_a_stored_client_stays_until_its_endpoint_is_taken_back(routed: Writeback) -> None:
    """D28: a secret need not be sent again; without an endpoint no grant is refreshed any more."""
    connect_with_client(routed)
    kept = connect_with_client(routed, oauth_client=None)
    urls = {name: url for name, url in kept.json()["urls"].items() if name != "token"}
    both = connect_with_client(routed, urls=urls)
    removed = connect_with_client(routed, urls=urls, oauth_client=None)
    half = connect_with_client(routed, oauth_client=None)
    foreign = connect_with_client(routed, urls=urls | {"token": "https://elsewhere.example/token"})

    assert [one.json().get("refreshes_grants") for one in (kept, removed)] == [True, False]
    assert [one.status_code for one in (both, half, foreign)] == [422, 422, 422]
    assert both.json()["type"].endswith(":oauth-client-missing")
    assert foreign.json()["type"].endswith(":host-refused")


def test_d28_an_endpoint_that_is_taken_back_ends_the_refreshing_of_its_own_connection_alone(routed: Writeback) -> None:
    """D28, S24."""
    store = routed.tenant.store
    now = routed.now
    add_contract(store, now, contract_id="contract-2", crm=routed.scope.instance.crm)
    connected = connect_with_client(routed).json()
    of_another = {"instance_id": "contract-2-production", "user_id": SELLER, "sealed": b"", "deposited_at": now}
    with store.writing() as connection:
        connection.execute(authorizations.delete())
        for row in (of_another, of_another | {"instance_id": routed.instance_id}):
            connection.execute(authorizations.insert().values(**row, refresh_at=now))

    urls = {name: url for name, url in connected["urls"].items() if name != "token"}
    connect_with_client(routed, urls=urls, oauth_client=None)

    with store.reading() as connection:
        rows = set(connection.execute(select(authorizations.c.instance_id, authorizations.c.refresh_at)))
    assert rows == {(routed.instance_id, None), ("contract-2-production", now)}


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "naïve"])
def test_d28_a_token_that_fits_no_header_is_refused(routed: Writeback, token: str) -> None:
    answer = routed.tenant.ask("PUT", f"/users/{SELLER}/crm-authorization", {"access_token": token}, acting=SELLER)

    assert answer.status_code == 422
