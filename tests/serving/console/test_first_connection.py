"""The first connection: a contract without a connected CRM has no user, and its admin connects it by a link."""

from datetime import datetime

import pytest

from serving.console.sessions import Visitor, VisitorUnknown, make_link
from serving.pages import with_console
from serving.store.contract_rows import NewContract, create_contract
from serving.store.store import Store
from serving.vocabulary.terms import InstanceName, Scope
from tests.support.console_visit import Browser, token_of
from tests.support.databases import ON_BOTH
from tests.support.tenant import Clock, Tenant
from tests.support.wrapper_web import Web

NEW = "new-contract"
BOSS = "17"
FORM = {"crm": "hubspot", "api": "https://api.hubapi.example", "portal_id": "62515", "agreed": "on"}


@pytest.fixture
def fresh(tenant: Tenant) -> Browser:
    """A browser at a contract that was just made, beside a tenant on the same store."""
    with tenant.store.writing() as connection:
        new = NewContract(NEW, "Acme", "advanced_plus", False, "UTC")
        create_contract(connection, tenant.store.vault, new, tenant.clock())
    return Browser(Web(with_console(tenant.web.app, tenant.store, tenant.clock)))


def setup_link(
    store: Store, now: datetime, contract_id: str = NEW, name: InstanceName = InstanceName.PRODUCTION
) -> str:
    with store.writing() as connection:
        token = make_link(connection, Visitor(contract_id, name, BOSS, is_setup=True), now)
    return f"/console/enter?link={token}&at_once"


@ON_BOTH
def test_the_first_admin_connects_the_crm_and_stays_logged_in(fresh: Browser, tenant: Tenant) -> None:
    page = fresh.get(setup_link(tenant.store, tenant.clock()))
    assert "Connect your CRM" in page.text
    early = [fresh.get(f"/console/{path}").status_code for path in ("overview", "settings", "records", "review")]

    done = fresh.send("/console/connection", form_token=token_of(page), **FORM)

    assert early == [403] * 4
    assert done.status_code == 200, done.text
    assert "The CRM is connected" in done.text
    new = Tenant(tenant.parts, tenant.web, tenant.clock, NEW)
    assert new.instance.consent["crm_admin"] == BOSS
    assert new.ask("GET", "/users", scopes=Scope.ADMIN, acting=BOSS).json()["items"][0]["is_admin"] is True
    assert fresh.get("/console/overview").status_code == 200


def test_a_refused_connection_shows_why_and_keeps_what_was_typed(fresh: Browser, tenant: Tenant) -> None:
    page = fresh.get(setup_link(tenant.store, tenant.clock()))

    without = fresh.send("/console/connection", form_token=token_of(page), **FORM | {"agreed": ""})
    foreign = fresh.send("/console/connection", form_token=token_of(page), **FORM | {"api": "https://evil.example"})

    assert (without.status_code, foreign.status_code) == (422, 422)
    assert "The consent is missing" in without.text
    assert 'value="https://evil.example"' in foreign.text
    assert fresh.get("/console/connection").status_code == 200


def test_a_disconnected_crm_logs_out_and_is_connected_again_by_a_new_link(fresh: Browser, tenant: Tenant) -> None:
    page = fresh.get(setup_link(tenant.store, tenant.clock()))
    connected = fresh.send("/console/connection", form_token=token_of(page), **FORM)
    first = Tenant(tenant.parts, tenant.web, tenant.clock, NEW).instance.id

    fresh.send("/console/connection/disconnect", typed="production", form_token=token_of(connected))
    after = fresh.get("/console/connection")
    tenant.clock.forward(minutes=1)
    again = fresh.get(setup_link(tenant.store, tenant.clock()))
    fresh.send("/console/connection", form_token=token_of(again), **FORM)

    assert after.status_code == 401
    assert Tenant(tenant.parts, tenant.web, tenant.clock, NEW).instance.id != first


def test_a_setup_link_is_for_a_contract_that_goes_on_without_a_connected_crm(tenant: Tenant, clock: Clock) -> None:
    for contract_id in (tenant.contract_id, "unknown"):
        with pytest.raises(VisitorUnknown, match="expected"):
            setup_link(tenant.store, clock(), contract_id)


def test_who_comes_second_to_connect_is_logged_out(fresh: Browser, tenant: Tenant) -> None:
    late = Browser(fresh.web)
    page, other = (one.get(setup_link(tenant.store, tenant.clock())) for one in (fresh, late))
    fresh.send("/console/connection", form_token=token_of(page), **FORM)

    assert late.send("/console/connection", form_token=token_of(other), **FORM).status_code == 401
    assert late.get("/console/settings").status_code == 401
