"""Who gets in: links that work once, sessions that end, and forms that come from the session's own pages."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from sqlalchemy import event, update

from serving.access.callers import Caller
from serving.console.api import own_token
from serving.console.sessions import make_link
from serving.store.tables.contracts import users
from serving.vocabulary.terms import Scope
from tests.serving.console.conftest import Visiting
from tests.support.console_visit import Browser, token_of, visitor_of
from tests.support.databases import ON_BOTH
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, SELLER


def link_of(sync: Sync, user_id: str = ADMIN) -> str:
    with sync.tenant.store.writing() as connection:
        return make_link(connection, visitor_of(sync.tenant, user_id), sync.tenant.clock())


def set_user(sync: Sync, user_id: str, **values: object) -> None:
    with sync.tenant.store.writing() as connection:
        mine = users.c.instance_id == sync.tenant.instance.id, users.c.id == user_id
        connection.execute(update(users).where(*mine).values(**values))


@ON_BOTH
def test_a_link_opens_the_console_once(sync: Sync, visit: Visiting) -> None:
    browser = visit(ADMIN)
    token = link_of(sync)

    first = browser.call("POST", "/console/enter", data={"link": token})
    again = browser.call("POST", "/console/enter", data={"link": token})

    assert (first.status_code, again.status_code) == (303, 403)
    assert "used before" in again.text


def test_a_link_that_is_only_read_is_not_spent(sync: Sync, visit: Visiting) -> None:
    """A mail scanner, a preview or HEAD asks for the address; the button's POST opens."""
    scanner, person = (Browser(visit(SELLER).web) for _ in range(2))
    link = {"link": link_of(sync)}
    path = f"/console/enter?link={link['link']}&to=/records"
    from_elsewhere = {"Host": "onematch.example", "X-Forwarded-Proto": "https"}

    read = [scanner.call(method, path) for method in ("HEAD", "GET", "GET")]
    read += [scanner.call("GET", f"{path}&at_once", headers=from_elsewhere), scanner.call("HEAD", f"{path}&at_once")]
    foreign = scanner.call("POST", "/console/enter", data=link, headers={"Sec-Fetch-Site": "cross-site"})
    opened = person.call("POST", "/console/enter", data=link | {"to": "/records"})

    assert ([one.status_code for one in read], foreign.status_code) == ([200] * 5, 403)
    assert 'method="post" action="/console/enter"' in read[1].text
    assert scanner.cookies == {}
    assert (opened.status_code, opened.headers["location"]) == (303, "/console/records")


def test_a_link_is_older_than_ten_minutes(sync: Sync, visit: Visiting) -> None:
    browser = visit(ADMIN)
    token = link_of(sync)
    sync.tenant.clock.forward(minutes=11)

    assert browser.call("POST", "/console/enter", data={"link": token}).status_code == 403


def test_a_session_ends_after_half_an_hour_without_a_request_and_after_eight_hours(sync: Sync, visit: Visiting) -> None:
    idle = visit(ADMIN)
    busy = visit(ADMIN)
    for _ in range(2):
        sync.tenant.clock.forward(minutes=20)
        assert busy.get("/console/records").status_code == 200
    assert idle.get("/console/records").status_code == 401

    statuses = []
    for _ in range(24):
        sync.tenant.clock.forward(minutes=20)
        statuses.append(busy.get("/console/records").status_code)

    assert statuses[:20] == [200] * 20
    assert statuses[-1] == 401


def test_a_user_who_was_removed_or_lost_the_admin_s_rights_loses_the_pages_at_once(sync: Sync, visit: Visiting) -> None:
    admin = visit(ADMIN)
    seller = visit(SELLER)
    assert admin.get("/console/settings").status_code == 200

    set_user(sync, ADMIN, is_admin=False)
    set_user(sync, SELLER, active=False)

    assert admin.get("/console/settings").status_code == 403
    assert admin.get("/console/records").status_code == 200
    assert seller.get("/console/records").status_code == 401


def test_a_deactivated_user_s_session_and_link_do_not_revive(sync: Sync, visit: Visiting) -> None:
    """D18: the CRM's users come by the sync; nobody looked at the console meanwhile."""
    seen = visit(SELLER)
    link = link_of(sync, SELLER)
    assert seen.get("/console/records").status_code == 200

    for active in ("false", "true"):
        sync.put("user", id=SELLER, name="Sam", active=active)

    assert seen.get("/console/records").status_code == 401
    assert seen.call("POST", "/console/enter", data={"link": link}).status_code == 403


def test_a_foreign_name_of_this_machine_is_refused(visit: Visiting) -> None:
    browser = visit(ADMIN)

    answer = browser.call("GET", "/console/records", headers={"Host": "evil.example"})

    assert answer.status_code == 421
    assert "Thackeray" not in answer.text


def test_logging_out_ends_the_session_on_the_server(visit: Visiting) -> None:
    browser = visit(ADMIN)
    token = token_of(browser.get("/console/records"))
    kept = dict(browser.cookies)

    browser.send("/console/leave", form_token=token)

    assert Browser(browser.web, kept).get("/console/records").status_code == 401


@ON_BOTH
def test_first_visits_at_two_services_make_one_client_of_the_console(sync: Sync) -> None:
    store, contract = sync.tenant.store, sync.tenant.contract.id
    caller = Caller(f"console-{contract}", contract, frozenset({Scope.APP}))
    both = threading.Barrier(2)

    def meet(*given: object) -> None:
        if "INSERT INTO clients" in str(given[2]):
            with suppress(threading.BrokenBarrierError):
                both.wait(0.5)  # alone where the other one waits for the lock

    event.listen(store.engine, "before_cursor_execute", meet)
    with ThreadPoolExecutor(2) as visits:
        tokens = [visits.submit(own_token, store, caller, caller.scopes, sync.tenant.clock()) for _ in range(2)]

    assert all(token.result() for token in tokens)
