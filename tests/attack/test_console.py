"""The console as a client of the API: no value of an address or a form leads a page to another route, or fails it."""

import inspect
import re
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from serving.console.page import ROOT, ConsolePage, Role
from serving.pages import PAGES
from serving.store.tables.work import jobs
from tests.attack.two_tenants import TwoTenants
from tests.support.console_visit import Browser, browser_of, token_of
from tests.support.tenant import ADMIN

HOSTILE = {
    "dots": "..",
    "one dot": ".",
    "another route": "../exports",
    "quoted dots": "%2e%2e",
    "no ASCII": "é",
    "not a number": "nan",
    "beyond all numbers": "1e999",
    "zero byte": "\0",
    "line feed": "a\nb",
    "long": "x" * 3_000,
    "deep": "[" * 3_000,
}
FIELDS = [
    "action",
    "api",
    "at",
    "attempt",
    "because",
    "cause",
    "client_id",
    "crm",
    "do",
    "etag",
    "first_name",
    "force",
    "id",
    "instance",
    "kind",
    "note",
    "object",
    "pair",
    "precision",
    "profile_id",
    "record",
    "record_id",
    "revenue_field",
    "save",
    "sent_again",
    "skipped",
    "sso_subject",
    "text",
    "ticked",
    "typed",
    "undo",
    "undo_id",
    "user",
    "verdict",
]
IDS = ("id", "undo_id", "user", "save", "record_id", "profile_id", "pair", "record")
LEADING_OUT = ("/settings/leave", "/connection/disconnect", "/settings/export")
"""Forms that are meant to begin what a hostile value must not begin."""


Visitor = tuple[Browser, str]
"""A browser, and the token that the forms of its session carry."""


@pytest.fixture(scope="module")
def admins(both: TwoTenants) -> Visitor:
    browser = browser_of(both.attacker, ADMIN)
    return browser, token_of(browser.get("/console/settings"))


@pytest.fixture(scope="module")
def operators(both: TwoTenants) -> Visitor:
    browser = browser_of(both.attacker, None)
    return browser, token_of(browser.get("/console/models"))


def asked(page: ConsolePage) -> Iterator[list[str]]:
    """Yield the parameters that a page may read, four in an address: one that is refused hides those behind it."""
    source = inspect.getsource(sys.modules[page.answer.__module__])
    names = sorted({"kind", "note", *re.findall(r'asked\("(\w+)"\)', source)})
    return (names[at : at + 4] for at in range(0, len(names), 4))


def exports_begun(both: TwoTenants) -> int:
    with both.attacker.store.reading() as connection:
        return connection.execute(select(func.count()).where(jobs.c.kind.like("%export%"))).scalar_one()


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.method} {page.path}")
def test_a_hostile_value_in_an_address_or_a_form_fails_no_page_and_begins_nothing_else(
    both: TwoTenants, admins: Visitor, operators: Visitor, page: ConsolePage, name: str
) -> None:
    browser, token = operators if page.role is Role.OPERATOR else admins
    value = HOSTILE[name]
    before = exports_begun(both)
    address = ROOT + re.sub(r"\{[^}]+\}", lambda _: quote(value, safe="").replace(".", "%2e"), page.path)

    if page.method == "GET":
        answers = [browser.call("GET", address, params=dict.fromkeys(some, value)) for some in asked(page)]
    else:
        sent = [{one: value} for one in IDS] if name == "another route" else [dict.fromkeys(FIELDS, value)]
        answers = [browser.call("POST", address, data={**one, "form_token": token}) for one in sent]

    assert [answer.text[:300] for answer in answers if answer.status_code >= 500] == []
    assert page.path in LEADING_OUT or exports_begun(both) == before


@pytest.mark.parametrize("path", ["/console/overview/", "/console/settings/", "/console/enter/"])
def test_no_page_leads_to_a_host_that_the_request_named(admins: Visitor, path: str) -> None:
    answer = admins[0].call("GET", path, headers={"X-Forwarded-Host": "evil.example"})

    assert answer.status_code == 404
    assert "location" not in answer.headers
