"""The console in a real browser: by keyboard alone, in both colour schemes, without a violation of its policy."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
import uvicorn

from features.schema.kinds import Kind
from serving.console.application import with_console
from serving.console.sessions import Visitor, make_link
from serving.http.application import ServiceParts, create_app
from serving.http.scoring_queue import ScoringQueue
from serving.matching.matcher import Matcher
from serving.rules.vocabulary import InstanceName
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings
from serving.sync.records.matching import Matchers
from tests.support.databases import Databases, opened
from tests.support.small_network import MEMBERS, contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, Clock, make_parts, make_tenant
from tests.support.wrapper_web import Web

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt install chromium)"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
PAGES = (
    "/overview", "/review", "/records", "/records/contact/P1?against=M2&edits=1", "/wrong-links",
    "/profiles/person/M1", "/quality", "/settings", "/settings/audit",
)  # fmt: skip
SERIOUS = {"serious", "critical"}


@dataclass(frozen=True, slots=True)
class Live:
    """A served console: its address, the tenant behind it, and a link for the admin."""

    address: str
    sync: Sync

    def link(self) -> str:
        """Return a link that opens the console for the admin, once."""
        tenant = self.sync.tenant
        with tenant.store.writing() as connection:
            visitor = Visitor(tenant.contract_id, InstanceName.PRODUCTION, ADMIN)
            return f"{self.address}/console/enter?link={make_link(connection, visitor, tenant.clock())}"


class LoadedModels(ServedModels):
    """The small network's matchers as a service has loaded them."""

    def __init__(self, matchers: dict[Kind, Matcher]) -> None:
        super().__init__()
        self._loaded = matchers

    def matcher(self, kind: Kind) -> Matcher:
        return self._loaded[kind]


@pytest.fixture(scope="module")
def live(
    matchers: dict[Kind, Matcher], databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    folder: Path = tmp_path_factory.mktemp("console")
    store, clock = opened(databases.make("sqlite"), folder), Clock()
    parts = make_parts(store, Matchers(matchers.__getitem__, store), clock, folder)
    app = create_app(ServiceParts(Settings(), LoadedModels(matchers), ScoringQueue(8), wrapper=parts))
    web = Web(app)
    sync = Sync(make_tenant(parts, web, clock))
    sync.put("contact", id="P1", **contact("M1", city="Dallas"))
    for n, member in enumerate(MEMBERS, 1):
        words = MEMBERS[member]
        sync.put("contact", id=f"Q{n}", full_name=words["full_name"], title="<b>Buyer</b> \u05d0\u05d1\u05d2")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(
        uvicorn.Config(with_console(app, store, clock), host="127.0.0.1", port=port, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield Live(f"http://127.0.0.1:{port}", sync)
    server.should_exit = True
    thread.join(30)
    web.close()
    store.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_violation_or_an_error(
    live: Live, chromium: object, scheme: Literal["light", "dark"]
) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser

    assert isinstance(chromium, Browser)
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)
    page, errors = context.new_page(), list[str]()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(live.link())

    found = []
    for path in PAGES:
        page.goto(f"{live.address}/console{path}")
        violations = Axe().run(page).response["violations"]
        found += [(path, one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in SERIOUS]

    context.close()
    assert (found, errors) == ([], [])


def test_narrow_pages_do_not_scroll_sideways_and_break_no_policy(live: Live, chromium: object) -> None:
    from playwright.sync_api import Browser

    assert isinstance(chromium, Browser)
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page, errors, foreign = context.new_page(), list[str](), list[str]()
    page.on("console", lambda message: errors.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("request", lambda one: None if one.url.startswith((live.address, "data:")) else foreign.append(one.url))
    page.goto(live.link())

    widths = {}
    for path in PAGES:
        page.goto(f"{live.address}/console{path}")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    context.close()
    assert widths == dict.fromkeys(PAGES, 320)
    assert (errors, foreign) == ([], [])


def test_a_steward_answers_and_takes_back_by_keyboard_alone(live: Live, chromium: object) -> None:
    from playwright.sync_api import Browser

    assert isinstance(chromium, Browser)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(live.link())
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/console/review*")

    judged, asked = [], []
    for key in ("y", "n", "0"):
        judged.append(page.locator("#question a").inner_text().split()[-1])
        asked.append(page.locator("table.side thead a").first.inner_text())
        with page.expect_navigation(url="**note=answered*"):
            page.keyboard.press(key)
    with page.expect_navigation(url="**note=undone*"):
        page.keyboard.press("z")

    first, second, third = (live.sync.link("contact", one) for one in judged)
    context.close()
    assert (first.state.value, first.profile_id, first.made_by.value) == ("linked", asked[0], "user")
    assert second.profile_id != asked[1]
    assert (third.profile_id, third.made_by.value) == (asked[2], "model")
