"""Every route of the console: closed without a session, for other roles, tenants and sites, and safe with any name."""

from collections.abc import Callable

import httpx
from sqlalchemy import update

from serving.console.page import ConsolePage, Role
from serving.pages import PAGES
from serving.store.tables.contracts import users
from tests.serving.console.conftest import Visiting
from tests.support.console_visit import Browser, browser_of, token_of
from tests.support.databases import ON_BOTH
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, SELLER, Tenant

SECRET = "Zanzibar"
FILLED = {
    "{object}": "contact",
    "{record_id:path}": "P1",
    "{kind}": "person",
    "{profile_id:path}": "M1",
    "{profile_id}": "M1",
    "{name}": "unmatched",
    "{job_id}": "1",
    "{turn}": "1",
}
OF_SELLERS = {Role.USER}


def path_of(page: ConsolePage) -> str:
    path = page.path
    for name, value in FILLED.items():
        path = path.replace(name, value)
    assert "{" not in path, path
    return f"/console{path}"


def ask(browser: Browser, page: ConsolePage, **fields: str) -> httpx.Response:
    sent = {"data": fields} if page.method == "POST" else {}
    return browser.call(page.method, path_of(page), **sent)


def test_no_route_answers_without_a_session_or_to_a_removed_user(sync: Sync, visit: Visiting) -> None:
    stranger = Browser(visit(ADMIN).web)
    removed = visit(SELLER)
    with sync.tenant.store.writing() as connection:
        connection.execute(update(users).where(users.c.id == SELLER).values(active=False))

    statuses = {(page.path, ask(one, page).status_code) for page in PAGES for one in (stranger, removed)}

    assert statuses == {(page.path, 401) for page in PAGES}


def test_every_route_is_for_its_role_alone(visit: Visiting) -> None:
    seller = visit(SELLER)
    operator = visit(None)

    open_to_seller = {page.path for page in PAGES if page.method == "GET" and ask(seller, page).status_code != 403}
    open_to_operator = {page.path for page in PAGES if page.method == "GET" and ask(operator, page).status_code != 403}

    assert open_to_seller == {page.path for page in PAGES if page.method == "GET" and page.role in OF_SELLERS}
    assert open_to_operator == {"/models", "/models/{kind}/diff", "/models/{kind}/turns/{turn}"}


def test_no_form_is_taken_without_the_session_s_token_or_from_another_origin(sync: Sync, visit: Visiting) -> None:
    sync.put("contact", id="P1", **contact("M1"))
    admin = visit(ADMIN)
    before = sync.states()
    token = token_of(admin.get("/console/records"))
    posts = [page for page in PAGES if page.method == "POST"]

    bare = [ask(admin, page).status_code for page in posts]
    foreign = [
        admin.call("POST", path_of(page), data={"form_token": token}, headers={"Sec-Fetch-Site": site}).status_code
        for page in posts
        for site in ("cross-site", "same-site")
    ]

    assert set(bare + foreign) == {403}
    assert sync.states() == before


def test_no_route_shows_or_changes_another_tenant_s_records(visit: Visiting, new_tenant: Callable[..., Tenant]) -> None:
    theirs = Sync(new_tenant(contract_id="contract-2"))
    theirs.put("contact", id="P1", **contact("M1", city=SECRET))
    before = theirs.states()
    admin = visit(ADMIN)
    token = token_of(admin.get("/console/records"))
    named = {
        "ticked": '["contact", "P1", "M1"]',
        "record": '["contact", "P1"]',
        "profile_id": "M2",
        "user": SELLER,
        "object": "contact",
        "record_id": "P1",
        "verdict": "not_match",
        "undo": '["contact/P1"]',
        "do": "apply",
    }

    answers = [ask(admin, page, form_token=token, **named) for page in PAGES if page.path != "/settings/leave"]

    assert [one.url for one in answers if SECRET in one.text or one.status_code >= 500] == []
    assert theirs.states() == before


@ON_BOTH
def test_two_tenants_sessions_do_not_mix(sync: Sync, visit: Visiting, new_tenant: Callable[..., Tenant]) -> None:
    other = new_tenant(contract_id="contract-2")
    sync.put("contact", id="P1", **contact("M1", city=SECRET))
    mine = visit(ADMIN)
    theirs = browser_of(other, ADMIN)
    their_token = token_of(theirs.get("/console/records"))

    page = theirs.get("/console/records/contact/P1")
    forged = mine.call("POST", "/console/records/contact/P1/reject", data={"form_token": their_token})

    assert page.status_code == 404
    assert SECRET not in page.text
    assert forged.status_code == 403
