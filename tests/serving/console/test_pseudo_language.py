"""No page shows a sentence that another language could not have: the pseudo-language brackets every text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from features.schema.texts import ENGLISH, PSEUDO, speak
from serving.pages import PAGES
from tests.serving.console.conftest import Visiting
from tests.serving.console.test_browser import OPERATORS
from tests.serving.console.test_browser import PAGES as MAIN_PAGES
from tests.serving.console.test_every_route import ask
from tests.support.live_console import Live
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, SELLER
from tests.support.unbracketed import outside_of_page


@pytest.fixture(autouse=True)
def pseudo() -> Iterator[None]:
    speak(PSEUDO)
    yield
    speak(ENGLISH)


def test_no_page_and_no_refusal_shows_a_sentence_outside_of_brackets(sync: Sync, visit: Visiting) -> None:
    sync.put("contact", id="P1", **contact("M1"))
    visitors = [visit(user) for user in (ADMIN, SELLER, None)]

    found = {
        (page.path, sentence)
        for page in PAGES
        for visitor in visitors
        for sentence in outside_of_page(ask(visitor, page).text)
    }

    unknown = (visitors[0].get(f"/console/{path}").text for path in ("models/horse/diff", "settings/horses", "horses"))
    assert sorted(found) == []
    assert [sentence for page in unknown for sentence in outside_of_page(page)] == []


@pytest.mark.e2e
def test_no_page_in_a_browser_shows_a_sentence_outside_of_brackets(live: Live, chromium: Browser) -> None:
    page = chromium.new_context().new_page()
    found = []

    for user, paths in ((ADMIN, (*MAIN_PAGES, "/overview/duplicates", "/settings/imports")), (None, OPERATORS)):
        page.goto(live.link(user))
        for path in paths:
            page.goto(f"{live.address}/console{path}")
            page.keyboard.press("?")
            found += [(path, sentence) for sentence in outside_of_page(page.content())]

    page.context.close()
    assert found == []
