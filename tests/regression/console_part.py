"""What is compared of the console: every page that links lead to, and what each form of it answers, by role."""

import json
import re
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import httpx

from tests.regression.contract_part import InUse, contract_in_use
from tests.regression.recording import Recording
from tests.regression.route_part import unsealed
from tests.regression.service import ADMIN, SELLER
from tests.regression.sources import Sources

MAX_PAGES = 60
MAX_FORMS = 40
"""Of a role: pages that are followed, and forms that are sent as they stand."""
STARTS = (
    *("/console/overview", "/console/review", "/console/wrong-links", "/console/quality", "/console/settings"),
    *("/console/profiles?kind=person&q=a", "/console/records?q=a", "/console/models", "/console/nowhere"),
)
_ENDS = ("/leave", "/disconnect", "/connection", "/settings/instance")
"""Forms that end the session, the connection or the contract."""
_LEFT_TO_CHANCE = (
    (re.compile(r'(name="(?:form_token|link|attempt|key|sent_again)" value=")[^"]*'), r"\1<token>"),
    (re.compile(r"<td>(?:waiting|running|done)</td>"), "<td><state></td>"),
    (re.compile(r"cursor=[^\"&]+"), "cursor=<cursor>"),
)


@dataclass(slots=True)
class Form:
    """A form as a browser sends it: where to, how, and its fields with the values that stand in them."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class PageParts(HTMLParser):
    """Collects the links and forms of a page; of several buttons the first one is pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._open = ""
        """The select or textarea whose value stands between its tags."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").upper()))
        elif not self.forms:
            return
        elif tag == "option" and self._open and ("selected" in given or self._open not in self.forms[-1].fields):
            self.forms[-1].fields[self._open] = given.get("value", "")
        elif tag in {"select", "textarea"} and name:
            self._open = name
            if tag == "textarea":
                self.forms[-1].fields[name] = ""
        elif name and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            self.forms[-1].fields.setdefault(name, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"select", "textarea"}:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open and self.lasttag == "textarea":
            self.forms[-1].fields[self._open] += data


@dataclass(slots=True)
class Browser:
    """One browser with its session; each page that it sees is kept under a name."""

    used: InUse
    role: str
    http: httpx.Client
    forms: list[tuple[str, Form]] = field(default_factory=list)

    def keep(self, name: str, answer: httpx.Response) -> PageParts:
        """Keep a page without tokens and moments; return its links and forms."""
        kind = answer.headers.get("content-type", "")
        clean = self.used.stage.clean
        parts = PageParts()
        page: object = ""
        if kind.startswith("application/json"):
            page = clean.value(unsealed(answer.json()))
        elif kind.startswith("text/"):
            text = answer.text
            for pattern, put in _LEFT_TO_CHANCE:
                text = pattern.sub(put, text)
            page = clean.text(text)
            parts.feed(answer.text)
        self.used.stage.found.add(f"{self.role} {name}", {"status": answer.status_code, "type": kind, "page": page})
        return parts

    def enter(self, *who: str) -> None:
        """Come in by a link of the operator, by the button of the page that it opens."""
        url = json.loads(self.used.service.onematch("console", "link", *who, "--json"))["url"]
        form = self.keep("link", self.http.get(url)).forms[0]
        self.keep("entered", self.http.post(form.action or url, data=form.fields))

    def walk(self, *starts: str) -> None:
        """Follow links of the console, the nearest pages first, and remember the forms."""
        waiting = deque(starts)
        seen = set(starts)
        sent = set[str]()
        for _ in range(MAX_PAGES):
            if not waiting:
                break
            path = waiting.popleft()
            parts = self.keep(f"GET {self.used.stage.clean.text(path)}", self.http.get(path))
            for form in parts.forms:
                if form.method == "POST" and not form.action.endswith(_ENDS) and form.action not in sent:
                    sent.add(form.action)
                    self.forms.append((path, form))
            linked = (urljoin(path, link) for link in parts.links if "cursor" not in link)
            new = [link for link in dict.fromkeys(linked) if link.startswith("/console/") and link not in seen]
            waiting.extend(new)
            seen.update(new)

    def send(self) -> None:
        """Send each form of the pages as it stands."""
        for number, (path, form) in enumerate(self.forms[:MAX_FORMS]):
            name = self.used.stage.clean.text(f"{number} POST {form.action or path}")
            self.keep(name, self.http.post(form.action or path, data=form.fields))


def record_console(sources: Sources) -> Recording:
    """Compare the pages of admin, seller and operator, and what their forms answer."""
    found = Recording()
    with contract_in_use(sources, found, "console") as used:
        people = [f"/console/records/contact/{record['id']}" for record in used.links["contact"][:3]]
        acme = ("--contract", used.contract_id, "--user")
        for role, who in ((ADMIN, (*acme, ADMIN)), (SELLER, (*acme, SELLER)), ("operator", ("--operator",))):
            address = used.service.address
            with httpx.Client(base_url=address, follow_redirects=True, timeout=300, trust_env=False) as http:
                browser = Browser(used, role, http)
                browser.enter(*who, "--url", address)
                browser.walk(*people, *STARTS)
                browser.send()
    return found
