"""What is compared of the console: every page that links lead to, and what each form of it answers, by role."""

import json
import re
from collections import deque
from collections.abc import Mapping
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
_ENDS = ("/leave", "/disconnect", "/connection", "/settings/instance")
"""Forms that end the session, the connection or the contract."""
_LEFT_TO_CHANCE = (
    (re.compile(r'(name="(?:form_token|link)" value=")[^"]*'), r"\1<token>"),
    (re.compile(r'(name="(?:attempt|key|sent_again)" value=")[^"]*'), r"\1<attempt>"),
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
        self._select = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").upper()))
        elif self.forms and given.get("name"):
            self._add_field(tag, given)
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.forms[-1].fields):
            self.forms[-1].fields[self._select] = given.get("value", "")

    def _add_field(self, tag: str, given: Mapping[str, str]) -> None:
        name = given["name"]
        fields = self.forms[-1].fields
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text = name
            fields[name] = ""
        elif tag in {"input", "button"} and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            fields.setdefault(name, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"select", "textarea"}:
            self._select = self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.forms[-1].fields[self._text] += data


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
        text = answer.text if kind.startswith("text/") else ""
        for pattern, put in _LEFT_TO_CHANCE:
            text = pattern.sub(put, text)
        clean = self.used.stage.clean
        page = clean.value(unsealed(answer.json())) if kind.startswith("application/json") else clean.text(text)
        self.used.stage.found.add(f"{self.role} {name}", {"status": answer.status_code, "type": kind, "page": page})
        parts = PageParts()
        if kind.startswith("text/html"):
            parts.feed(answer.text)
        return parts

    def enter(self, *who: str) -> None:
        """Come in by a link of the operator, by the button of the page that it opens."""
        url = json.loads(self.used.service.onematch("console", "link", *who, "--json"))["url"]
        [form] = self.keep("link", self.http.get(url)).forms[:1]
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
            new = dict.fromkeys(link for link in linked if link.startswith("/console/"))
            waiting.extend(link for link in new if link not in seen)
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
        people = [one["id"] for one in used.links["contact"][:3]]
        starts = [
            "/console/overview",
            "/console/review",
            "/console/wrong-links",
            "/console/quality",
            "/console/settings",
        ]
        starts += [f"/console/records/contact/{one}" for one in people]
        starts += ["/console/profiles?kind=person&q=a", "/console/records?q=a", "/console/models", "/console/nowhere"]
        acme = ("--contract", used.contract_id, "--user")
        for role, who in ((ADMIN, (*acme, ADMIN)), (SELLER, (*acme, SELLER)), ("operator", ("--operator",))):
            address = used.service.address
            with httpx.Client(base_url=address, follow_redirects=True, timeout=300, trust_env=False) as http:
                browser = Browser(used, role, http)
                browser.enter(*who, "--url", address)
                browser.walk(*starts)
                browser.send()
    return found
