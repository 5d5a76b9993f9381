"""Visits the console as a browser without script does: cookies, forms and redirects."""

import re
from dataclasses import dataclass, field
from html import unescape

import httpx

from serving.console.sessions import OPERATOR, Visitor, make_link
from serving.pages import with_console
from tests.support.tenant import Tenant
from tests.support.wrapper_web import Web

BASE = "http://127.0.0.1"


@dataclass
class Browser:
    """One browser with its cookies."""

    web: Web
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Open a page; redirects are followed."""
        return self._follow(self.call("GET", path, headers=headers))

    def send(self, form: str, **fields: str) -> httpx.Response:
        """Send a form by its address, with the token of the last page."""
        return self._follow(self.call("POST", form, data=fields))

    def call(self, method: str, path: str, **request: object) -> httpx.Response:
        """Make one request; redirects are not followed."""
        headers = {"Host": "127.0.0.1", **dict(request.pop("headers", None) or {})}  # type: ignore[call-overload]
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.web.call(method, f"{BASE}{path}", headers=headers | {"Cookie": cookie}, **request)
        for name, value in answer.cookies.items():
            self.cookies[name] = value
        return answer

    def _follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect:
            answer = self.call("GET", answer.headers["location"].removeprefix(BASE))
        return answer


def token_of(page: httpx.Response) -> str:
    """Return the token that the forms of a page carry."""
    found = re.search(r'name="form_token" value="([^"]+)"', page.text)
    assert found is not None, page.text[:500]
    return unescape(found[1])


def visitor_of(tenant: Tenant, user_id: str | None) -> Visitor:
    """Return a user of a tenant as a visitor of the console; None: the operator."""
    return OPERATOR if user_id is None else Visitor(tenant.contract_id, tenant.instance_name, user_id)


def browser_of(tenant: Tenant, user_id: str | None) -> Browser:
    """Return a browser in which a user opened the console by a link; None: the operator."""
    web = Web(with_console(tenant.web.app, tenant.store, tenant.clock))
    with tenant.store.writing() as connection:
        token = make_link(connection, visitor_of(tenant, user_id), tenant.clock())
    browser = Browser(web)
    browser.send("/console/enter", link=token)
    return browser
